//! The gap, the house, what is open, and the task.

use std::collections::BTreeMap;

use super::{
    Ground,
    lines::{Line, Lines, Source, brief, quoted},
    worth,
};
use crate::model::{GapItem, GapKind, OpenQuestion, Share, State};

/// What is asked for beside what is there. What a requirement says is not said again, only its state.
pub(super) fn gap(ground: &Ground<'_>, lines: &mut Lines) {
    let said: BTreeMap<String, usize> = lines
        .all
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.id.is_empty())
        .map(|(number, line)| (line.id.clone(), number))
        .collect();
    for (rank, item) in ground.plan.gap.iter().enumerate() {
        let above = said.get(&item.id).copied();
        let open = if item.state == State::Present { 8.0 } else { 25.0 };
        let value = worth(open, rank, 40.0);
        let own = lines.add(Line {
            section: "gap",
            id: item.id.clone(),
            text: text(item, above.is_some()),
            sources: if above.is_some() { Vec::new() } else { vec![Source::from(&item.asked)] },
            value,
            needs: above,
            is_part: false,
        });
        for (number, one) in item.evidence.iter().take(EVIDENCE).enumerate() {
            lines.add(Line {
                section: "gap",
                text: format!("has {}", quoted(&one.text)),
                sources: vec![Source::from(one)],
                value: worth(value * 0.5, number, 2.0),
                needs: Some(own),
                is_part: true,
                ..Line::default()
            });
        }
    }
}

/// Pieces of evidence of one item; the first are the best.
const EVIDENCE: usize = 4;

fn text(item: &GapItem, is_said: bool) -> String {
    let state = match item.state {
        State::Present => "present",
        State::Partial => "partial",
        State::Absent => "absent",
    };
    let (kind, title) = (kind(item.kind), quoted(&item.title));
    let what = match () {
        () if is_said => String::new(),
        () if title.starts_with(kind) => format!("{title}: "),
        () => format!("{kind} {title}: "),
    };
    if item.missing.is_empty() {
        return format!("{what}{state}");
    }
    format!("{what}{state}; missing: {}", brief(&item.missing.join("; "), 60))
}

fn kind(kind: GapKind) -> &'static str {
    match kind {
        GapKind::Requirement => "requirement",
        GapKind::Endpoint => "endpoint",
        GapKind::Table => "table",
        GapKind::Integration => "outside system",
        GapKind::Target => "target",
        GapKind::Interface => "interface",
        GapKind::Configuration => "configuration",
        GapKind::Practice => "practice",
    }
}

/// What the references have in common.
pub(super) fn house(ground: &Ground<'_>, lines: &mut Lines) {
    let of = ground.profile.references.len();
    for (rank, one) in ground.profile.practices.iter().enumerate() {
        let factor = if one.share == Share::All { 1.5 } else { 1.0 };
        lines.add(Line {
            section: "house_profile",
            text: format!("{} of {of} references have {}", one.who.len(), quoted(&one.title)),
            sources: one.seen.iter().take(1).map(Source::from).collect(),
            value: factor * worth(12.0, rank, 10.0),
            ..Line::default()
        });
    }
}

/// What nobody said, and what was said instead.
pub(super) fn questions(ground: &Ground<'_>, lines: &mut Lines) {
    for (rank, question) in ground.plan.questions.iter().enumerate() {
        let open = if question.source.is_empty() { 16.0 } else { 8.0 };
        lines.add(Line {
            section: "open_questions",
            id: question.id.clone(),
            text: format!("{} {}", quoted(&question.text), answer(question)),
            sources: question.cites.iter().take(2).map(|cite| Source::of(cite)).collect(),
            value: worth(open, rank, 15.0),
            ..Line::default()
        });
    }
}

fn answer(question: &OpenQuestion) -> String {
    match (question.source.as_str(), question.answer.as_str()) {
        ("", "") => "Open.".to_owned(),
        ("", answer) => format!("Open; assumed: {}", brief(answer, 40)),
        (source, answer) => format!("Answered by {source}: {}", brief(answer, 40)),
    }
}

/// What is to be done with all this.
pub(super) fn task(ground: &Ground<'_>) -> String {
    let gap = &ground.plan.gap;
    let open = gap.iter().filter(|item| item.state != State::Present).count();
    let rest = match (open, gap.len()) {
        (0, 0) => "The documents ask for nothing.".to_owned(),
        (0, all) => format!("The code shows all {all} things that the documents ask for."),
        (open, all) => format!(
            "Of {all} things that the documents ask for, {open} are absent or partial: the gap lists them."
        ),
    };
    if !ground.focus.is_empty() {
        let focus = quoted(&ground.focus.join("; "));
        return format!("Plan this: {focus}. {rest} Plan of the gap only what this needs.");
    }
    if open == 0 {
        return format!("{rest} Say what would have to be known before anything can be planned.");
    }
    format!("Plan the work that closes the gap. {rest}")
}
