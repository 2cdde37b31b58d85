//! What earlier versions of the plan mean for this one: identifiers that stay, tasks that are done, ticks
//! that nothing in the code bears out.

mod done;
mod ticks;

use std::collections::{BTreeMap, BTreeSet};

pub(super) use self::{done::carry_on, ticks::ticked};
use crate::model::{LedgerTask, Plan};

/// What an identifier of a task begins with.
pub(super) const PREFIX: &str = "T-";

/// The last version of the plan, and what people made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Every task that the plan ever had.
    pub tasks: Vec<LedgerTask>,
    /// Identifiers that people gave to tasks of their own.
    pub taken: BTreeSet<String>,
    /// Boxes that people ticked, by task.
    pub ticks: BTreeMap<String, Ticked>,
}

/// Boxes of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ticked {
    /// How many people ticked.
    pub ticked: u32,
    /// How many there are.
    pub boxes: u32,
}

impl Past {
    /// Whether the last version planned the task that is known by `key`.
    pub(super) fn plans(&self, key: &str) -> bool {
        self.tasks.iter().any(|task| task.key == key && task.outcome.is_none())
    }

    /// The identifiers of tasks by what they are known by: the one that a task had, else the next that
    /// nobody ever had.
    pub(super) fn identifiers(&self, keys: &[String]) -> BTreeMap<String, String> {
        let known: BTreeMap<&str, &str> =
            self.tasks.iter().map(|task| (task.key.as_str(), task.id.as_str())).collect();
        let used = self.tasks.iter().map(|task| &task.id).chain(&self.taken);
        let mut last = used.filter_map(|id| number(id)).max().unwrap_or(0);
        let mut ids = BTreeMap::new();
        let mut given = BTreeSet::new();
        for key in keys {
            // Two branches may have given one identifier to two tasks.
            let own = known.get(key.as_str()).filter(|id| given.insert(**id));
            let id = own.map_or_else(
                || {
                    last += 1;
                    format!("{PREFIX}{last:03}")
                },
                |id| (*id).to_owned(),
            );
            ids.insert(key.clone(), id);
        }
        ids
    }
}

/// Identifiers of tasks, those that follow each other as a range.
pub(super) fn ranges(ids: &[&str]) -> Vec<String> {
    let mut ids = ids.to_vec();
    ids.sort_by_key(|id| number(id));
    let follows = |one: &&str, next: &&str| number(one).map(|one| one + 1) == number(next);
    let run = |run: &[&str]| match run {
        [first, _, .., last] => vec![format!("{first} to {last}")],
        few => few.iter().map(|id| (*id).to_owned()).collect(),
    };
    ids.chunk_by(follows).flat_map(run).collect()
}

/// The number of a task's identifier.
fn number(id: &str) -> Option<u32> {
    id.strip_prefix(PREFIX)?.parse().ok()
}

/// Identifiers of the tasks whose gap is another one than when the last version was written.
pub fn changed(past: &Past, plan: &Plan) -> BTreeSet<String> {
    let planned = plan.ledger.iter().filter(|task| task.outcome.is_none());
    let before = |task: &LedgerTask| {
        let before = past.tasks.iter().find(|before| before.id == task.id);
        before.is_some_and(|before| before.outcome.is_some() || before.gap != task.gap)
    };
    planned.filter(|task| before(task)).map(|task| task.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(tasks: &[(&str, &str)], taken: &[&str]) -> Past {
        let task = |(id, key): &(&str, &str)| LedgerTask {
            id: (*id).into(),
            key: (*key).into(),
            ..LedgerTask::default()
        };
        Past {
            tasks: tasks.iter().map(task).collect(),
            taken: taken.iter().map(|&id| id.to_owned()).collect(),
            ..Past::default()
        }
    }

    #[track_caller]
    fn check(past: &Past, expected: &[(&str, &str)]) {
        let keys: Vec<String> = expected.iter().map(|(key, _)| (*key).to_owned()).collect();
        let ids = past.identifiers(&keys);
        for (key, id) in expected {
            assert_eq!(ids.get(*key).map(String::as_str), Some(*id), "{key}");
        }
    }

    #[test]
    fn what_follows_each_other_is_a_range() {
        assert_eq!(ranges(&["T-009", "T-002", "T-003", "T-001"]), ["T-001 to T-003", "T-009"]);
        assert_eq!(ranges(&["T-999", "T-1000"]), ["T-999", "T-1000"]);
        assert_eq!(ranges(&["T-999", "T-1000", "T-998"]), ["T-998 to T-1000"]);
        assert!(ranges(&[]).is_empty());
    }

    #[test]
    fn identifiers_stay_and_are_never_given_twice() {
        check(&past(&[], &[]), &[("b", "T-001"), ("a", "T-002")]);
        let before = past(&[("T-001", "b"), ("T-007", "gone")], &["T-009", "T-x"]);
        check(&before, &[("a", "T-010"), ("b", "T-001"), ("c", "T-011")]);
        check(&past(&[("T-1000", "b")], &[]), &[("c", "T-1001"), ("b", "T-1000")]);
        let merged = past(&[("T-001", "a"), ("T-002", "b"), ("T-002", "c")], &[]);
        check(&merged, &[("c", "T-002"), ("b", "T-003"), ("a", "T-001")]);
    }
}
