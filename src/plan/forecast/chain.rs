//! Chains of tasks that wait for each other.

use std::collections::BTreeMap;

use crate::model::Task;

/// The dependencies of all tasks, by place.
#[derive(Debug)]
pub(super) struct Chains {
    needs: Vec<Vec<usize>>,
}

impl Chains {
    /// Tasks stand behind those that they need; what says otherwise is left out.
    pub(super) fn of(tasks: &[Task]) -> Self {
        let places: BTreeMap<&str, usize> =
            tasks.iter().enumerate().map(|(place, task)| (task.id.as_str(), place)).collect();
        let needs = |(place, task): (usize, &Task)| {
            let needed = task.depends_on.iter().filter_map(|id| places.get(id.as_str()));
            needed.copied().filter(|needed| *needed < place).collect()
        };
        Self { needs: tasks.iter().enumerate().map(needs).collect() }
    }

    /// The chain with the most hours, first task first, and its hours. Of equal ones the first.
    pub(super) fn longest(&self, hours: &[f64]) -> (Vec<usize>, f64) {
        let mut ends: Vec<(f64, Option<usize>)> = Vec::with_capacity(self.needs.len());
        for (place, needs) in self.needs.iter().enumerate() {
            let mut before = (0.0, None);
            for needed in needs {
                let length = ends.get(*needed).map_or(0.0, |end| end.0);
                if length > before.0 {
                    before = (length, Some(*needed));
                }
            }
            let own = hours.get(place).copied().unwrap_or_default();
            ends.push((before.0 + own, before.1));
        }
        let mut last: Option<usize> = None;
        for (place, end) in ends.iter().enumerate() {
            let best = last.and_then(|last| ends.get(last)).map_or(0.0, |end| end.0);
            if end.0 > best {
                last = Some(place);
            }
        }
        let length = last.and_then(|last| ends.get(last)).map_or(0.0, |end| end.0);
        let mut path = Vec::new();
        while let Some(place) = last {
            path.push(place);
            last = ends.get(place).and_then(|end| end.1);
        }
        path.reverse();
        (path, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(id: &str, needs: &[&str]) -> Task {
        let depends_on = needs.iter().map(ToString::to_string).collect();
        Task { id: id.into(), depends_on, ..Task::default() }
    }

    #[test]
    fn the_chain_with_the_most_hours_is_the_longest() {
        let tasks = [
            task("a", &[]),
            task("b", &["a"]),
            task("c", &["a"]),
            task("d", &["c"]),
            task("e", &[]),
        ];
        let chains = Chains::of(&tasks);
        assert_eq!(chains.longest(&[1.0, 5.0, 2.0, 2.0, 1.0]), (vec![0, 1], 6.0));
        assert_eq!(chains.longest(&[1.0, 3.0, 2.0, 2.0, 1.0]), (vec![0, 2, 3], 5.0));
        assert_eq!(chains.longest(&[1.0, 1.0, 1.0, 1.0, 9.0]), (vec![4], 9.0));
        assert_eq!(Chains::of(&[]).longest(&[]), (vec![], 0.0));
    }
}
