//! The traceability matrix: each thing that is asked for, the work for it, the code and the tests.

use std::collections::BTreeSet;

use super::{
    Inputs, gap,
    test_index::{self, TestIndex},
};
use crate::model::{EvidenceClass, GapItem, GapKind, Observation, Task, Trace};

/// How many places of code and of tests a row shows.
const SHOWN: usize = 5;

/// Rows of all requirements, then of the typed things that serve none of them.
pub(super) fn matrix(inputs: &Inputs<'_>, gap: &[GapItem], tasks: &[Task]) -> Vec<Trace> {
    let context = Context { inputs, gap, tasks, tests_by: TestIndex::of(inputs.analysis) };
    let mut rows: Vec<Trace> = gap
        .iter()
        .filter(|item| item.kind == GapKind::Requirement)
        .map(|item| context.row(item))
        .collect();
    let told: BTreeSet<String> = rows.iter().flat_map(|row| row.through.clone()).collect();
    let alone = gap.iter().filter(|item| {
        !matches!(item.kind, GapKind::Requirement | GapKind::Practice) && !told.contains(&item.id)
    });
    rows.extend(alone.map(|item| context.row(item)));
    rows
}

struct Context<'a> {
    inputs: &'a Inputs<'a>,
    gap: &'a [GapItem],
    tasks: &'a [Task],
    tests_by: TestIndex<'a>,
}

impl Context<'_> {
    fn row(&self, item: &GapItem) -> Trace {
        let through = self.through(item);
        let mut seen: Vec<&Observation> = item.evidence.iter().collect();
        seen.extend(through.iter().flat_map(|one| &one.evidence));
        let is_test = |one: &&&Observation| one.at.class == EvidenceClass::Test;
        let code =
            seen.iter().filter(|one| !is_test(one) && one.at.class != EvidenceClass::Document);
        let code = distinct(code.map(|one| (*one).clone()));
        let exercised = code.iter().flat_map(|one| self.tests_by.at(&one.at)).map(test_index::seen);
        let named = self.tests_by.naming(&item.id).into_iter().map(test_index::seen);
        let shown = seen.iter().filter(is_test).map(|one| (*one).clone());
        let tests = distinct(named.chain(shown).chain(exercised));
        Trace {
            id: item.id.clone(),
            title: item.title.clone(),
            state: item.state,
            tasks: self.tasks_of(item, &through),
            planned: self.planned(item),
            through: through.iter().map(|one| one.id.clone()).collect(),
            code,
            tests,
        }
    }

    /// The typed things that a requirement is told by.
    fn through(&self, item: &GapItem) -> Vec<&GapItem> {
        let requirements = &self.inputs.requirements.items;
        let requirement = requirements
            .iter()
            .filter(|_| item.kind == GapKind::Requirement)
            .find(|known| known.id == item.id);
        requirement.map(|known| gap::links(known, self.gap)).unwrap_or_default()
    }

    /// Tasks that say that they serve it; where none does, as of a user story that a functional requirement
    /// tells again, those that serve what it is told by.
    fn tasks_of(&self, item: &GapItem, through: &[&GapItem]) -> Vec<String> {
        let serving = |ids: &[&str]| -> Vec<String> {
            let serves = |task: &&Task| task.traces.iter().any(|id| ids.contains(&id.as_str()));
            self.tasks.iter().filter(serves).map(|task| task.id.clone()).collect()
        };
        let own = serving(&[&item.id]);
        if !own.is_empty() {
            return own;
        }
        serving(&through.iter().map(|one| one.id.as_str()).collect::<Vec<_>>())
    }

    /// Items of the repository's own plans that name it.
    fn planned(&self, item: &GapItem) -> Vec<String> {
        let plans = &self.inputs.requirements.plans;
        let items = plans.iter().flat_map(|plan| &plan.items);
        let mut found: Vec<String> = items
            .filter(|work| work.traces.contains(&item.id))
            .map(|work| format!("{} ({})", work.id, work.at.citation()))
            .collect();
        found.dedup();
        found
    }
}

/// The first few of different places.
fn distinct(found: impl Iterator<Item = Observation>) -> Vec<Observation> {
    let mut seen = BTreeSet::new();
    found.filter(|one| seen.insert((one.at.file.clone(), one.at.line))).take(SHOWN).collect()
}
