//! Tasks into weeks by capacity.
//!
//! A week takes likely hours up to the team's capacity; one task takes at most what one person has in a
//! week, because two people on one task of a day's size do not halve it. A phase starts with a new week.

use std::collections::BTreeMap;

use crate::model::{Capacity, Standard, Task, Week, WeekTask};

/// Hours below which a rest counts as nothing.
const REST: f64 = 0.05;

/// The weeks of every phase, by phase number; numbers run on through the whole plan.
pub(super) fn lay_out(
    standard: &Standard,
    capacity: &Capacity,
    tasks: &mut [Task],
) -> BTreeMap<u32, Vec<Week>> {
    let mut weeks = BTreeMap::new();
    let mut number = 1;
    for phase in &standard.phases {
        let own: Vec<&Task> = tasks.iter().filter(|task| task.phase == phase.number).collect();
        let laid = phase_weeks(&own, capacity, number);
        number += u32::try_from(laid.len()).unwrap_or(u32::MAX);
        weeks.insert(phase.number, laid);
    }
    weeks
}

fn phase_weeks(tasks: &[&Task], capacity: &Capacity, first: u32) -> Vec<Week> {
    let mut left: Vec<(&Task, f64)> =
        tasks.iter().map(|task| (*task, task.estimate.range.likely)).collect();
    let per_person = capacity.hours_per_week * capacity.focus;
    let mut weeks = Vec::new();
    while left.iter().any(|(_, hours)| *hours > REST) {
        let number = first.saturating_add(u32::try_from(weeks.len()).unwrap_or(u32::MAX));
        weeks.push(fill(&mut left, capacity.weekly_hours, per_person, number));
    }
    weeks
}

fn fill(left: &mut [(&Task, f64)], capacity: f64, per_person: f64, number: u32) -> Week {
    let mut free = capacity;
    let mut entries = Vec::new();
    for index in 0..left.len() {
        let blocked = is_blocked(left, index);
        let Some((task, hours)) = left.get_mut(index) else { break };
        if blocked || *hours <= REST || free <= REST {
            continue;
        }
        let share = hours.min(per_person).min(free);
        let continued = *hours + REST < task.estimate.range.likely;
        *hours -= share;
        free -= share;
        entries.push(WeekTask { id: task.id.clone(), hours: tenth(share), continued });
    }
    let hours = tenth(capacity - free);
    Week { number, title: title(left, &entries), tasks: entries, hours }
}

/// A task waits while a task that it needs has hours left in the same phase.
fn is_blocked(left: &[(&Task, f64)], index: usize) -> bool {
    let Some((task, _)) = left.get(index) else { return true };
    left.iter().any(|(other, hours)| *hours > REST && task.depends_on.contains(&other.id))
}

/// The two kinds of work with the most hours.
fn title(left: &[(&Task, f64)], entries: &[WeekTask]) -> String {
    let mut hours: BTreeMap<String, f64> = BTreeMap::new();
    for entry in entries {
        let kind = left.iter().find(|(task, _)| task.id == entry.id).map(|(task, _)| task.kind);
        if let Some(kind) = kind {
            *hours.entry(super::tasks::plural_kind(kind)).or_default() += entry.hours;
        }
    }
    let mut kinds: Vec<(String, f64)> = hours.into_iter().collect();
    kinds.sort_by(|(one, a), (other, b)| b.total_cmp(a).then_with(|| one.cmp(other)));
    let names: Vec<String> = kinds.into_iter().take(2).map(|(name, _)| name).collect();
    let mut title = names.join(" and ");
    if let Some(first) = title.get(..1).map(str::to_uppercase) {
        title.replace_range(..1, &first);
    }
    title
}

fn tenth(hours: f64) -> f64 {
    (hours * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::model::{Estimate, HourRange, State, TaskKind};

    fn task(id: &str, likely: f64, needs: &[&str]) -> Task {
        Task {
            id: id.into(),
            title: String::new(),
            kind: TaskKind::Service,
            state: State::Absent,
            traces: vec![],
            evidence: vec![],
            steps: vec![],
            files: vec![],
            depends_on: needs.iter().map(ToString::to_string).collect(),
            estimate: Estimate {
                range: HourRange { low: likely, likely, high: likely },
                unit: Cow::Borrowed("hours"),
                ..Estimate::default()
            },
            focus: None,
            phase: 1,
            rationale: String::new(),
        }
    }

    /// Weeks as `id hours` of a team of two with 30 planned hours each.
    #[track_caller]
    fn check(tasks: &[Task], expected: &[&[&str]]) {
        let capacity = Capacity {
            team: 2,
            hours_per_week: 30.0,
            focus: 1.0,
            weekly_hours: 60.0,
            ..Capacity::default()
        };
        let all: Vec<&Task> = tasks.iter().collect();
        let weeks = phase_weeks(&all, &capacity, 1);
        let text: Vec<Vec<String>> = weeks
            .iter()
            .map(|week| {
                week.tasks.iter().map(|entry| format!("{} {}", entry.id, entry.hours)).collect()
            })
            .collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn one_person_does_one_task_and_a_full_week_runs_over() {
        check(&[task("a", 40.0, &[]), task("b", 10.0, &[])], &[&["a 30", "b 10"], &["a 10"]]);
        check(
            &[task("a", 30.0, &[]), task("b", 30.0, &[]), task("c", 5.0, &[])],
            &[&["a 30", "b 30"], &["c 5"]],
        );
    }

    #[test]
    fn a_task_waits_for_what_it_needs() {
        check(&[task("a", 40.0, &[]), task("b", 10.0, &["a"])], &[&["a 30"], &["a 10", "b 10"]]);
    }
}
