//! When what shows the finished tasks of a plan was first seen.

use std::{collections::BTreeSet, sync::Arc};

use super::{Ground, Workspace};
use crate::{
    error::Result,
    model::{Analysis, DoneTask, Evidence, Plan},
};

impl Workspace {
    /// Looks up in which commit what shows the finished tasks of a plan was first seen.
    pub(in crate::cli) fn date(&self, ground: &Ground, plan: &mut Plan) -> Result<()> {
        let undated = |task: &DoneTask| task.first.is_none() && !task.evidence.is_empty();
        let analysis = &ground.analysis;
        if !plan.done.iter().any(undated) || self.walk.options().is_none() {
            return Ok(());
        }
        let shown: BTreeSet<(Arc<str>, u32)> = plan
            .done
            .iter()
            .flat_map(|task| &task.evidence)
            .map(|one| (Arc::clone(&one.at.file), one.at.line))
            .collect();
        let facts = self.first_seen(&self.snapshot(None)?, &only(analysis, &shown))?;
        for task in plan.done.iter_mut().filter(|task| undated(task)) {
            let Some(at) = task.evidence.first().map(|one| one.at.clone()) else { continue };
            // A file may be older than what stands in it: where no fact is dated, nothing is.
            let fact = facts.iter().find(|fact| fact.file == at.file && fact.line == at.line);
            task.first = fact.map(|fact| fact.seen.clone());
            if let Some(kept) = plan.ledger.iter_mut().find(|kept| kept.id == task.id) {
                kept.first.clone_from(&task.first);
            }
        }
        Ok(())
    }
}

/// An analysis with no other facts to date than those in these places.
pub(in crate::cli) fn only(analysis: &Analysis, places: &BTreeSet<(Arc<str>, u32)>) -> Analysis {
    let is_one = |at: &Evidence| places.contains(&(Arc::clone(&at.file), at.line));
    let mut analysis = analysis.clone();
    analysis.routes.retain(|route| is_one(&route.at));
    analysis.interfaces.retain(|interface| is_one(&interface.at));
    analysis.tests.retain(|test| is_one(&test.at));
    for set in &mut analysis.migrations.sets {
        set.schema.tables.retain(|table| is_one(&table.at));
    }
    analysis
}
