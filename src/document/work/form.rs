//! What a path says about the plan that a document belongs to.

use crate::{
    document::{kind, words},
    model::{DocumentKind, PlanForm},
};

/// The documents that make one plan.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// Folder, or path where a document stands alone.
    pub(super) at: String,
    pub(super) form: PlanForm,
    /// Name of what is planned.
    pub(super) feature: String,
    /// Day on which the plan was put away, for forms that have an archive.
    pub(super) archived: Option<String>,
}

/// What a document is to its plan, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Work items.
    Items,
    /// Work items below those.
    Subtasks,
    /// Schedule in Markdown.
    Schedule,
    /// Schedule in JSON.
    Roadmap,
    /// Tasks in JSON.
    Json,
    /// Steps in JSON, as the architect's prompt asks for them.
    Steps,
    /// Title and properties only.
    Head,
}

impl Part {
    /// Whether such a document is JSON.
    pub(super) fn is_json(self) -> bool {
        matches!(self, Self::Json | Self::Roadmap | Self::Steps)
    }
}

/// Group and part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) group: Group,
    pub(super) part: Part,
}

/// Whether the document at `path` plans work.
pub fn is_work(path: &str) -> bool {
    place(path).is_some()
}

/// Where the document at `path` belongs, when it plans work.
pub(super) fn place(path: &str) -> Option<Place> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.to_lowercase();
    if name.rsplit_once('.').is_some_and(|(_, extension)| extension == "json") {
        return json(path, folder, &name);
    }
    let kind = kind(path);
    if matches!(kind, Some(DocumentKind::Readme | DocumentKind::Changelog)) {
        return None;
    }
    let tool = [open_spec, kiro, spec_kit].iter().map(|read| read(folder, &name));
    match tool.into_iter().find(|found| *found != Tool::Other) {
        Some(Tool::Plan(place)) => Some(place),
        Some(_) => None,
        None => own(path, folder, &name, kind?),
    }
}

fn json(path: &str, folder: &str, name: &str) -> Option<Place> {
    let last = parts(folder).next_back().unwrap_or_default();
    if name == "tasks.json" && last == "tasks" {
        let above = folder.strip_suffix("tasks").unwrap_or(folder).trim_end_matches('/');
        let above = above.strip_suffix(".taskmaster").unwrap_or(above).trim_end_matches('/');
        let feature = parts(above).next_back().unwrap_or_default();
        return Some(place_of(path, PlanForm::TaskMaster, feature, Part::Json));
    }
    let roadmap = words::has(&words::key(name), "delivery roadmap");
    roadmap.then(|| place_of(folder, PlanForm::Living, last, Part::Roadmap))
}

/// What a document is to one tool.
#[derive(Debug, PartialEq, Eq)]
enum Tool {
    /// It lies in no folder of the tool.
    Other,
    /// It is the tool's, and plans no work.
    NoWork,
    Plan(Place),
}

fn open_spec(folder: &str, name: &str) -> Tool {
    let Some(rest) = after(folder, "openspec") else { return Tool::Other };
    let Some(change) = rest.strip_prefix("changes/") else {
        return if name == "tasks.md" { Tool::Other } else { Tool::NoWork };
    };
    let archived = change.strip_prefix("archive/");
    let change = archived.unwrap_or(change);
    let part = match name {
        "tasks.md" => Part::Items,
        "proposal.md" => Part::Head,
        _ => return Tool::NoWork,
    };
    if change.is_empty() || change.contains('/') {
        return Tool::NoWork;
    }
    let (day, feature) = if archived.is_some() { dated(change) } else { (None, change) };
    let mut place = place_of(folder, PlanForm::OpenSpec, feature, part);
    place.group.archived = archived.map(|_| day.unwrap_or("yes").to_owned());
    Tool::Plan(place)
}

/// `2026-01-31-name` as day and name.
fn dated(change: &str) -> (Option<&str>, &str) {
    match (change.get(..10), change.get(10..)) {
        (Some(day), Some(rest)) if super::dates::is_day(day) && rest.starts_with('-') => {
            (Some(day), rest.trim_start_matches('-'))
        }
        _ => (None, change),
    }
}

fn kiro(folder: &str, name: &str) -> Tool {
    match after(folder, ".kiro/specs") {
        None => Tool::Other,
        Some(feature) if name == "tasks.md" && !feature.is_empty() => {
            Tool::Plan(place_of(folder, PlanForm::Kiro, feature, Part::Items))
        }
        Some(_) => Tool::NoWork,
    }
}

fn spec_kit(folder: &str, name: &str) -> Tool {
    let found = after(folder, "specs").filter(|feature| !feature.is_empty());
    let Some(feature) = found else { return Tool::Other };
    let part = match name {
        "tasks.md" => Part::Items,
        "plan.md" => Part::Head,
        _ => return Tool::NoWork,
    };
    Tool::Plan(place_of(folder, PlanForm::SpecKit, feature, part))
}

/// What stands behind the folder or folders `name` in `folder`.
fn after<'f>(folder: &'f str, name: &str) -> Option<&'f str> {
    let mut starts = folder.match_indices(name).map(|(at, _)| at);
    let at = starts.find(|at| {
        let before = folder.get(..*at).unwrap_or_default();
        let behind = folder.get(at + name.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with('/'))
            && (behind.is_empty() || behind.starts_with('/'))
    })?;
    folder.get(at + name.len()..).map(|rest| rest.trim_start_matches('/'))
}

/// Documents of no tool: those that are called tasks or roadmap belong to their folder, others stand alone.
fn own(path: &str, folder: &str, name: &str, kind: DocumentKind) -> Option<Place> {
    let stem = words::key(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
    let feature = |folder: &str| parts(folder).next_back().unwrap_or_default().to_owned();
    let above = |folder: &str| folder.rsplit_once('/').map_or("", |(above, _)| above).to_owned();
    let living =
        |folder: &str, part| Some(place_of(folder, PlanForm::Living, &feature(folder), part));
    match kind {
        DocumentKind::Tasks if parts(folder).any(|part| part == "subtasks") => {
            let at = folder.find("subtasks").and_then(|at| folder.get(..at)).unwrap_or_default();
            living(at.trim_end_matches('/'), Part::Subtasks)
        }
        DocumentKind::Tasks if words::has(&stem, "subtasks") => living(folder, Part::Subtasks),
        DocumentKind::Tasks if parts(folder).next_back() == Some("tasks") => {
            living(&above(folder), Part::Items)
        }
        DocumentKind::Tasks => living(folder, Part::Items),
        DocumentKind::Plan if words::has(&stem, "delivery roadmap") => {
            living(folder, Part::Schedule)
        }
        DocumentKind::Plan => {
            let classic = CLASSIC.iter().any(|name| words::has(&stem, name));
            let form = if classic { PlanForm::Classic } else { PlanForm::List };
            let feature = if classic { feature(folder) } else { stem.trim().replace(' ', "-") };
            Some(place_of(path, form, &feature, Part::Items))
        }
        _ => None,
    }
}

/// Names of plans in phases and weeks.
const CLASSIC: &[&str] =
    &["implementation plan", "delivery plan", "plano de implementacao", "plano de entrega"];

pub(super) fn place_of(at: &str, form: PlanForm, feature: &str, part: Part) -> Place {
    let group = Group { at: at.to_owned(), form, feature: feature.to_owned(), archived: None };
    Place { group, part }
}

pub(super) fn parts(folder: &str) -> impl DoubleEndedIterator<Item = &str> {
    folder.split('/').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<(&str, PlanForm, &str, Part)>) {
        let found = place(path);
        let found = found
            .as_ref()
            .map(|place| (&*place.group.at, place.group.form, &*place.group.feature, place.part));
        assert_eq!(found, expected, "{path}");
    }

    #[test]
    fn paths_name_their_plan() {
        use Part::*;
        use PlanForm::*;
        let living = "docs/pre-dev/limits";
        check("docs/pre-dev/limits/tasks.md", Some((living, Living, "limits", Items)));
        check("docs/pre-dev/limits/subtasks/T-001.md", Some((living, Living, "limits", Subtasks)));
        check(
            "docs/pre-dev/limits/subtasks/T-001/a.md",
            Some((living, Living, "limits", Subtasks)),
        );
        check(
            "docs/pre-dev/limits/delivery-roadmap.md",
            Some((living, Living, "limits", Schedule)),
        );
        check(
            "docs/pre-dev/limits/delivery-roadmap.json",
            Some((living, Living, "limits", Roadmap)),
        );
        check("docs/pre-dev/limits/prd.md", None);
        check(
            "docs/plans/2026-a-move.md",
            Some(("docs/plans/2026-a-move.md", List, "2026-a-move", Items)),
        );
        let plan = "docs/x/IMPLEMENTATION_PLAN.md";
        check(plan, Some((plan, Classic, "x", Items)));
        check("specs/001-a/tasks.md", Some(("specs/001-a", SpecKit, "001-a", Items)));
        check(".specify/specs/a/plan.md", Some((".specify/specs/a", SpecKit, "a", Head)));
        check("specs/001-a/spec.md", None);
        check(".kiro/specs/a/tasks.md", Some((".kiro/specs/a", Kiro, "a", Items)));
        check(".kiro/specs/a/design.md", None);
        check("openspec/changes/a/tasks.md", Some(("openspec/changes/a", OpenSpec, "a", Items)));
        check("openspec/specs/a/spec.md", None);
        check("openspec/x/tasks.md", Some(("openspec/x", Living, "x", Items)));
        let old = "openspec/changes/archive/2026-01-31-a";
        check(&format!("{old}/tasks.md"), Some((old, OpenSpec, "a", Items)));
        let json = ".taskmaster/tasks/tasks.json";
        check(json, Some((json, TaskMaster, "", Json)));
        check("app/tasks/tasks.json", Some(("app/tasks/tasks.json", TaskMaster, "app", Json)));
        check("web/tsconfig.json", None);
        check("README.md", None);
        check("main.go", None);
    }
}
