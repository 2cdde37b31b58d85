//! Ticks of people on tasks that are still planned: kept, and said to be nobody's word but theirs.

use super::{Past, Ticked};
use crate::{
    model::{GapItem, PlanFinding, Task},
    plan::terms,
};

/// Rule of the findings.
const RULE: &str = "task.ticked";

/// A finding for each task that people ticked, in whole or in part, and that the code does not show.
pub(in crate::plan) fn ticked(past: &Past, gap: &[GapItem], tasks: &[Task]) -> Vec<PlanFinding> {
    let found = tasks.iter().filter_map(|task| Some((task, past.ticks.get(&task.id)?)));
    found
        .filter(|(_, ticks)| ticks.ticked > 0)
        .map(|(task, ticks)| one(gap, task, *ticks))
        .collect()
}

fn one(gap: &[GapItem], task: &Task, Ticked { ticked, boxes }: Ticked) -> PlanFinding {
    let item = gap.iter().find(|item| task.traces.first() == Some(&item.id));
    let missing = item.map(|item| item.missing.join("; ")).filter(|missing| !missing.is_empty());
    let missing = missing.map(|missing| format!(": {missing}")).unwrap_or_default();
    let of = terms::counted(boxes as usize, "box");
    let mut cites = vec![task.id.clone()];
    cites.extend(item.map(|item| item.asked.at.citation()));
    PlanFinding {
        rule: RULE.into(),
        text: format!("ticked ({ticked} of {of}), nothing in the code shows it{missing}"),
        cites,
        ways_out: Vec::new(),
    }
}
