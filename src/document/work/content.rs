//! What the text of a plan says of its form, where its name says nothing.

use super::{
    form::{self, Part, Place},
    ids,
    json::plan_of,
};
use crate::{
    document::{json::Node, words},
    model::PlanForm,
};

/// Where a document belongs that people call a plan.
pub(super) fn place(path: &str, text: &str, root: Option<&Node>) -> Place {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let (form, part) = match root {
        Some(root) => json(root),
        None if is_json(name) => (PlanForm::Architect, Part::Steps),
        None => (markdown(text), Part::Items),
    };
    let feature = match form {
        PlanForm::List | PlanForm::Architect => stem.to_owned(),
        _ => form::parts(folder).next_back().unwrap_or(stem).to_owned(),
    };
    form::place_of(path, form, &feature, part)
}

fn is_json(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("json"))
}

fn json(root: &Node) -> (PlanForm, Part) {
    if plan_of(root).is_some() {
        return (PlanForm::Architect, Part::Steps);
    }
    let tagged = |node: &Node| node.get(&["tasks"]).is_some();
    let tasks = root.get(&["tasks"]).map(Node::items).unwrap_or_default();
    let numbered = |task: &Node| {
        let id = task.word(&["id"]).unwrap_or_default();
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let master = if tasks.is_empty() {
        root.members().iter().any(|(_, node)| tagged(node))
    } else {
        tasks.iter().all(numbered)
    };
    if master { (PlanForm::TaskMaster, Part::Json) } else { (PlanForm::Living, Part::Roadmap) }
}

/// The form whose marks most of the lines carry; a list where none does.
fn markdown(text: &str) -> PlanForm {
    let mut counts = [
        (PlanForm::SpecKit, 0_u32),
        (PlanForm::Kiro, 0),
        (PlanForm::OpenSpec, 0),
        (PlanForm::Living, 0),
        (PlanForm::Classic, 0),
    ];
    for line in text.lines() {
        let sign = sign(line.trim());
        for (form, count) in &mut counts {
            *count += u32::from(sign == Some(*form));
        }
    }
    // Of equal counts the first stands for the tool with the more telling marks.
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.filter(|(_, count)| *count > 0).map_or(PlanForm::List, |(form, _)| *form)
}

fn sign(line: &str) -> Option<PlanForm> {
    if line.starts_with("_Requirements:") {
        return Some(PlanForm::Kiro);
    }
    let boxed = ["- [ ] ", "- [x] ", "- [X] "].iter().find_map(|mark| line.strip_prefix(mark));
    if let Some(rest) = boxed {
        let word = rest.split_whitespace().next().unwrap_or_default();
        let number = word.strip_prefix('T').unwrap_or_default();
        let spec_kit = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
        let dotted = word.split('.').count() > 1
            && word.split('.').all(|part| !part.is_empty() && part.parse::<u32>().is_ok());
        return if spec_kit {
            Some(PlanForm::SpecKit)
        } else {
            dotted.then_some(PlanForm::OpenSpec)
        };
    }
    let heading = line.strip_prefix('#')?.trim_start_matches('#').trim();
    let key = words::key(heading);
    if ["phase ", "fase ", "week ", "weeks ", "semana "].iter().any(|word| key.contains(*word)) {
        return Some(PlanForm::Classic);
    }
    ids::mentioned(heading).first().map(|_| PlanForm::Living)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::json;

    #[track_caller]
    fn check(path: &str, text: &str, expected: PlanForm) {
        let root = super::is_json(path).then(|| json::read(text).0).flatten();
        assert_eq!(place(path, text, root.as_ref()).group.form, expected, "{text}");
    }

    #[test]
    fn texts_tell_their_form() {
        check("x.md", "# A\n\n- [ ] T001 [P] do it in a.go\n", PlanForm::SpecKit);
        check("x.md", "- [ ] 1. Do\n  - [ ] 1.1 x\n    _Requirements: 1.1_\n", PlanForm::Kiro);
        check("x.md", "## 1. Do\n\n- [ ] 1.1 Add\n- [ ] 1.2 Add\n", PlanForm::OpenSpec);
        check("x.md", "## Phase 1: Base\n\n### Week 1\n", PlanForm::Classic);
        check("x.md", "## T-001: Base\n\n## T-002: More\n", PlanForm::Living);
        check("x.md", "# A\n\n- do it\n", PlanForm::List);
        check("x.json", r#"{"plan": {"steps": [{"order": 1}]}}"#, PlanForm::Architect);
        check("x.json", r#"{"tasks": [{"id": 1}]}"#, PlanForm::TaskMaster);
        check("x.json", r#"{"main": {"tasks": [{"id": 1}]}}"#, PlanForm::TaskMaster);
        check("x.json", r#"{"tasks": [{"id": "T-001"}]}"#, PlanForm::Living);
    }
}
