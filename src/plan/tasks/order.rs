//! Drafts to numbered tasks: phase and order of work.

use std::collections::BTreeMap;

use super::{draft::Draft, estimate, focus, tables};
use crate::{
    model::{GapItem, Priority, State, Task, TaskKind},
    plan::Inputs,
};

/// What each task is known by, and the tasks.
pub(super) fn tasks(
    inputs: &Inputs<'_>,
    gap: &[GapItem],
    drafts: Vec<Draft>,
) -> (Vec<String>, Vec<Task>) {
    let mut drafts = in_order(inputs, drafts);
    tables::number(inputs, drafts.iter_mut().map(|(_, draft)| draft));
    let keys: Vec<String> = drafts.iter().map(|(_, draft)| draft.key.clone()).collect();
    let ids = inputs.past.identifiers(&keys);
    let domain = focus::domain(inputs.requirements);
    let context = Context { inputs, gap, ids: &ids, domain };
    let tasks = drafts.into_iter().map(|(phase, draft)| task(&context, phase, draft)).collect();
    (keys, tasks)
}

struct Context<'a> {
    inputs: &'a Inputs<'a>,
    gap: &'a [GapItem],
    ids: &'a BTreeMap<String, String>,
    domain: &'static str,
}

/// Drafts by phase, then needs, then kind; a draft is never in an earlier phase than what it needs.
fn in_order(inputs: &Inputs<'_>, mut left: Vec<Draft>) -> Vec<(u32, Draft)> {
    let rank = |kind: TaskKind| TaskKind::ALL.iter().position(|known| *known == kind);
    left.sort_by_key(|draft| (first_phase(inputs, draft), draft.priority, rank(draft.kind)));
    let mut phases: BTreeMap<String, u32> = BTreeMap::new();
    let mut ordered: Vec<(u32, Draft)> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let open: Vec<&str> = left.iter().map(|draft| draft.key.as_str()).collect();
        let free = |draft: &Draft| {
            draft.needs.iter().all(|key| key == &draft.key || !open.contains(&key.as_str()))
        };
        // A circle of needs cannot come from the makers; should one appear, the first draft opens it.
        let draft = left.remove(left.iter().position(free).unwrap_or(0));
        let needed = draft.needs.iter().filter_map(|key| phases.get(key)).max();
        let phase = first_phase(inputs, &draft).max(needed.copied().unwrap_or(0));
        phases.insert(draft.key.clone(), phase);
        ordered.push((phase, draft));
    }
    ordered.sort_by_key(|(phase, _)| *phase);
    ordered
}

/// The phase that kind and priority ask for. Required endpoints that only finish what is there come
/// first; what was only wished for comes last.
fn first_phase(inputs: &Inputs<'_>, draft: &Draft) -> u32 {
    let phases = &inputs.standard.phases;
    let last = phases.last().map_or(1, |phase| phase.number);
    if draft.late || matches!(draft.priority, Priority::Could | Priority::Wont) {
        return last;
    }
    let finishes = draft.kind == TaskKind::Endpoint && draft.state == State::Partial;
    if finishes && draft.priority == Priority::Must {
        return 1;
    }
    phases.iter().find(|phase| phase.kinds.contains(&draft.kind)).map_or(last, |phase| phase.number)
}

fn task(context: &Context<'_>, phase: u32, draft: Draft) -> Task {
    let own = context.ids.get(&draft.key).cloned().unwrap_or_default();
    let mut depends_on: Vec<String> = draft
        .needs
        .iter()
        .filter_map(|key| context.ids.get(key))
        .filter(|id| **id != own)
        .cloned()
        .collect();
    depends_on.sort();
    depends_on.dedup();
    Task {
        id: own,
        estimate: estimate::of(context.inputs, context.gap, &draft),
        focus: focus::of(draft.kind, context.domain, &draft.focus),
        title: draft.title,
        kind: draft.kind,
        state: draft.state,
        traces: known_traces(context.gap, draft.traces),
        evidence: draft.evidence,
        steps: draft.steps,
        files: draft.files,
        depends_on,
        phase,
        rationale: draft.rationale,
    }
}

fn known_traces(gap: &[GapItem], traces: Vec<String>) -> Vec<String> {
    traces.into_iter().filter(|id| gap.iter().any(|item| item.id == *id)).collect()
}
