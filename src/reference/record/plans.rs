//! One plan beside what happened: its items with their ends, and what came without a plan.

use std::collections::BTreeSet;

use super::{
    History,
    deliverables::{self, Asked},
    effort::{active_days, tenth},
    paths::folder,
    texts::Text,
};
use crate::model::{
    Day, Deliverable, DeliverableKind, FactKind, PhaseRecord, PlanRecord, Requirements, Seen,
    WorkItem, WorkKind, WorkPlan,
};

/// Days after the last delivery in which work in the same folders counts as come without a plan.
const AFTERMATH: i64 = 28;

const DAY: i64 = 86_400;

/// The plan beside what happened; `None` when it names nothing that could be looked for.
pub(super) fn record(
    history: &History<'_>,
    plan: &WorkPlan,
    requirements: &Requirements,
    text: Option<&Text>,
) -> Option<PlanRecord> {
    let seen = text.and_then(|text| text.written.clone());
    let written = seen.as_ref().and_then(|seen| history.place_of(seen)).unwrap_or(usize::MAX);
    let asked = Asked { plan, requirements, written };
    let deliverables = deliverables::named(history, asked);
    if deliverables.is_empty() && plan.items.is_empty() {
        return None;
    }
    let last = deliverables::last(&deliverables);
    let all: Vec<&Deliverable> = deliverables.iter().collect();
    let (commits, _) = commits(history, asked, &all, None, last.as_ref());
    let elapsed = match (&seen, &last) {
        (Some(from), Some(to)) => Some(days(to.at - from.at).max(0.0)),
        _ => None,
    };
    Some(PlanRecord {
        at: plan.at.clone(),
        feature: if plan.feature.is_empty() { plan.title.clone() } else { plan.feature.clone() },
        removed: text.and_then(|text| text.removed.clone()),
        planned_hours: planned_hours(plan),
        planned_tasks: count(tasks(plan).count()),
        planned_days: planned_days(plan),
        commits: count(commits.len()),
        active_days: active_days(commits.iter().filter_map(|place| history.commit(*place))),
        session_hours: history.effort.of_all(&commits),
        elapsed_days: elapsed.map(tenth),
        phases: phases(history, asked, seen.as_ref(), &deliverables),
        unplanned: unplanned(history, asked, &deliverables, last.as_ref()),
        written: seen,
        deliverables,
    })
}

/// Items that stand for work: tasks, or what there is where a plan has none.
fn tasks(plan: &WorkPlan) -> impl Iterator<Item = &WorkItem> {
    let has = |kind| plan.items.iter().any(|item| item.kind == kind);
    let kinds = [WorkKind::Task, WorkKind::Epic, WorkKind::Phase, WorkKind::Subtask];
    let level = kinds.into_iter().find(|kind| has(*kind));
    plan.items.iter().filter(move |item| Some(item.kind) == level && !item.optional)
}

fn planned_hours(plan: &WorkPlan) -> Option<f64> {
    let sum: f64 = tasks(plan).filter_map(|item| Some(item.hours?.likely)).sum();
    plan.stated_hours.or_else(|| (sum > 0.0).then_some(sum))
}

/// Working days from the first to the last planned day, both included.
fn planned_days(plan: &WorkPlan) -> Option<f64> {
    let (from, to) = (Day::parse(plan.starts.as_deref()?)?, Day::parse(plan.ends.as_deref()?)?);
    let length = to.since(from);
    let working = (0..=length).filter(|number| from.plus(*number).weekday() < 5).count();
    (length >= 0).then(|| f64::from(count(working)))
}

/// Phases and tasks with what became of them.
fn phases(
    history: &History<'_>,
    asked: Asked<'_>,
    written: Option<&Seen>,
    deliverables: &[Deliverable],
) -> Vec<PhaseRecord> {
    let items = asked.plan.items.iter().filter(|item| item.kind != WorkKind::Subtask);
    let record = |item: &WorkItem| {
        let ids = family(asked.plan, item);
        let own: Vec<&Deliverable> = deliverables
            .iter()
            .filter(|one| one.items.iter().any(|id| ids.contains(id.as_str())))
            .collect();
        let end = planned_end(asked.plan, item, written);
        let delivered = own.iter().filter(|one| one.first.is_some()).count();
        let appeared = deliverables::last(own.iter().copied()).filter(|_| delivered == own.len());
        let (commits, are_its_own) = commits(history, asked, &own, Some(item), appeared.as_ref());
        if own.is_empty() && commits.is_empty() {
            return None;
        }
        // Commits that carry its identifier say better when it ended than files that several items share.
        let carried = commits.last().filter(|_| are_its_own).and_then(|place| history.seen(*place));
        let ended = appeared.map(|appeared| carried.unwrap_or(appeared));
        let slipped = match (&ended, end) {
            (Some(seen), Some(end)) => Some(tenth(weeks(Day::of_seconds(seen.at).since(end)))),
            _ => None,
        };
        Some(PhaseRecord {
            at: item.at.clone(),
            id: item.id.clone(),
            title: item.title.clone(),
            planned_hours: item.hours.map(|hours| hours.likely),
            planned_end: end.map(|day| day.to_string()),
            ended,
            slipped_weeks: slipped,
            delivered: count(delivered),
            named: count(own.len()),
            active_days: active_days(commits.iter().filter_map(|place| history.commit(*place))),
            session_hours: history.effort.of_all(&commits),
        })
    };
    items.filter_map(record).collect()
}

/// The item and everything below it.
fn family<'a>(plan: &'a WorkPlan, item: &'a WorkItem) -> BTreeSet<&'a str> {
    let mut ids = BTreeSet::from([item.id.as_str()]);
    // A parent stands before its children.
    for other in &plan.items {
        if ids.contains(other.parent.as_str()) {
            ids.insert(&other.id);
        }
    }
    ids
}

/// The day that the document gives, else the end of the week that it names, counted from the plan's first day or
/// the day on which it was written.
fn planned_end(plan: &WorkPlan, item: &WorkItem, written: Option<&Seen>) -> Option<Day> {
    if let Some(day) = item.ends.as_deref().and_then(Day::parse) {
        return Some(day);
    }
    let last = last_week(&item.when)?;
    let start = plan.starts.as_deref().and_then(Day::parse);
    let start = start.or_else(|| written.map(|seen| Day::of_seconds(seen.at)))?;
    Some(start.or_monday().plus(last * 7 - 3))
}

/// `Weeks 1-2` → 2; `Semana 3` → 3.
fn last_week(when: &str) -> Option<i64> {
    let lower = when.to_lowercase();
    let is_week = ["week", "semana", "wk"].iter().any(|word| lower.contains(word));
    let numbers =
        lower.split(|letter: char| !letter.is_ascii_digit()).filter_map(|part| part.parse().ok());
    // "3 weeks" is a length and no place in the calendar.
    let is_length = lower.starts_with(|first: char| first.is_ascii_digit());
    let last = numbers.max();
    last.filter(|week| is_week && !is_length && (1..=520).contains(week))
}

/// Commits since the plan that built what is named: those whose message carries the item's identifier, else those
/// that touch its files, up to `end`; and whether they carry it.
fn commits(
    history: &History<'_>,
    asked: Asked<'_>,
    own: &[&Deliverable],
    item: Option<&WorkItem>,
    end: Option<&Seen>,
) -> (Vec<usize>, bool) {
    let files = own.iter().filter(|one| one.kind == DeliverableKind::Path);
    let touching: BTreeSet<usize> = files
        .flat_map(|one| history.paths.commits(&one.name))
        .filter(|place| *place >= asked.written)
        .collect();
    let id = item.filter(|item| item.id_given).map(|item| item.id.as_str());
    let carrying: Vec<usize> = touching
        .iter()
        .copied()
        .filter(|place| {
            let commit = history.commit(*place);
            id.is_some_and(|id| commit.is_some_and(|commit| carries(subject(&commit.message), id)))
        })
        .collect();
    if !carrying.is_empty() {
        return (carrying, true);
    }
    let end = end.and_then(|seen| history.place_of(seen)).unwrap_or(usize::MAX);
    (touching.into_iter().filter(|place| *place <= end).collect(), false)
}

fn subject(message: &str) -> &str {
    message.trim_start().lines().next().unwrap_or_default()
}

/// Whether the identifier stands in the text as a word of its own.
fn carries(text: &str, id: &str) -> bool {
    let is_id = id.chars().any(|letter| letter.is_ascii_digit());
    let is_part = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is_id
        && text.match_indices(id).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let mut after = text.get(at + id.len()..).unwrap_or_default().chars();
            let (next, second) = (after.next(), after.next());
            // `T-1` is not the task of `T-1.1`.
            let goes_on =
                matches!(next, Some('.' | '-')) && second.is_some_and(|one| one.is_ascii_digit());
            !is_part(before) && !is_part(next) && !goes_on
        })
}

/// Files and facts that came in the folders of the delivered files, from the plan to some weeks after the last
/// delivery, and that it does not name.
fn unplanned(
    history: &History<'_>,
    asked: Asked<'_>,
    deliverables: &[Deliverable],
    last: Option<&Seen>,
) -> Vec<Deliverable> {
    let Some(last) = last else { return Vec::new() };
    let files = || deliverables.iter().filter(|one| one.kind == DeliverableKind::Path);
    let made = files().filter(|one| one.first.is_some() && !one.before_plan);
    let folders: BTreeSet<&str> =
        made.map(|one| folder(&one.name)).filter(|dir| !dir.is_empty()).collect();
    let mut names: BTreeSet<&str> = deliverables.iter().map(|one| one.name.as_str()).collect();
    // A file that holds a named test came as planned, and so did what stands in a named file.
    let places = deliverables.iter().filter_map(|one| one.place.as_deref()?.rsplit_once(':'));
    names.extend(places.map(|(file, _)| file));
    let until = last.at.saturating_add(AFTERMATH * DAY);
    let came = |seen: &Seen| {
        seen.at <= until && history.place_of(seen).is_some_and(|place| place >= asked.written)
    };
    let paths = history.born.iter().filter(|(path, place)| {
        let seen = history.seen(**place);
        folders.contains(folder(path))
            && !names.contains(**path)
            && seen.is_some_and(|seen| came(&seen))
    });
    let mut found: Vec<Deliverable> = paths
        .map(|(path, place)| Deliverable {
            place: history.is_there(path).then(|| (*path).to_owned()),
            ..without_plan(DeliverableKind::Path, path, history.seen(*place))
        })
        .collect();
    let facts = history.seen_facts.iter().filter(|seen| {
        folders.contains(folder(&seen.file))
            && came(&seen.seen)
            && ![seen.name.as_str(), &*seen.file].iter().any(|name| names.contains(name))
    });
    found.extend(facts.filter_map(|seen| {
        let kind = match seen.kind {
            FactKind::Endpoint => DeliverableKind::Endpoint,
            FactKind::Table => DeliverableKind::Table,
            FactKind::Interface => DeliverableKind::Interface,
            FactKind::Test => return None,
        };
        let place = Some(format!("{}:{}", seen.file, seen.line));
        Some(Deliverable { place, ..without_plan(kind, &seen.name, Some(seen.seen.clone())) })
    }));
    found
}

fn without_plan(kind: DeliverableKind, name: &str, first: Option<Seen>) -> Deliverable {
    Deliverable {
        kind,
        name: name.to_owned(),
        items: Vec::new(),
        asked: None,
        place: None,
        first,
        before_plan: false,
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a project's life")]
fn days(seconds: i64) -> f64 {
    seconds as f64 / DAY as f64
}

#[expect(clippy::cast_precision_loss, reason = "days of a project's life")]
fn weeks(days: i64) -> f64 {
    days as f64 / 7.0
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_a_word_of_its_own() {
        for (text, id, expected) in [
            ("feat(streaming): T1 - public surface", "T1", true),
            ("feat: T10 - docs", "T1", false),
            ("feat: T-1.1 port", "T-1", false),
            ("feat: T-1. port", "T-1", true),
            ("feat: tasks of T-001, T-002", "T-002", true),
            ("feat: foundation", "foundation", false),
        ] {
            assert_eq!(carries(text, id), expected, "{text} {id}");
        }
    }

    #[test]
    fn a_week_is_a_place_and_no_length() {
        assert_eq!(last_week("Weeks 1-2"), Some(2));
        assert_eq!(last_week("Semana 3"), Some(3));
        assert_eq!(last_week("3-4 weeks"), None);
        assert_eq!(last_week("Day 1"), None);
    }
}
