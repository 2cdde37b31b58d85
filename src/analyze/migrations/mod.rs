//! Numbered SQL files to migration sets, and the schema they lead to. What one statement says is
//! `extract::sql`'s work.

mod apply;
mod column;
mod copy;
mod harm;
mod problems;
mod reverse;
mod running;
mod server;
mod sets;
mod state;
mod tool;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use self::{
    problems::{Files, Finding},
    sets::{Entry, Found},
    state::State,
};
use crate::model::{
    FileFacts, Migration, MigrationProblem, MigrationSet, Migrations, Schema, SqlScript,
};

pub(super) fn assemble(facts: &[FileFacts]) -> Migrations {
    let files: BTreeMap<&str, &FileFacts> =
        facts.iter().map(|facts| (&*facts.file.path, facts)).collect();
    let sets = sets::find(facts).into_iter().map(|found| set(&files, found)).collect();
    Migrations { sets }
}

/// The schema that `scripts` lead to, run in order on an empty database.
pub fn schema_of(scripts: &[&SqlScript]) -> Schema {
    let mut state = State::default();
    for change in scripts.iter().flat_map(|script| &script.changes) {
        apply::apply(&mut state, change);
    }
    state.into_schema()
}

/// Runs the migrations of a set in order.
fn set(files: &BTreeMap<&str, &FileFacts>, found: Found) -> MigrationSet {
    let mut state = State::default();
    let mut problems = problems::of_numbers(files, &found);
    let mut migrations = Vec::new();
    let scripts: Vec<&SqlScript> =
        found.entries.iter().filter_map(|entry| script(files, &entry.up)).collect();
    let dialect = dialect(&found, &scripts);
    let is_postgresql = matches!(dialect.as_str(), "" | "postgresql");
    for entry in &found.entries {
        let script = script(files, &entry.up);
        let before = state.clone();
        let changes = script.into_iter().flat_map(|script| &script.changes);
        let events: Vec<_> = changes.flat_map(|change| apply::apply(&mut state, change)).collect();
        let ways = script.filter(|_| is_postgresql).map(running::of_file);
        let (modes, limits) = ways.unwrap_or_default();
        problems
            .extend(running::unrunnable(&limits).and_then(|finding| finding.at(files, &entry.up)));
        let run = Run { files, entry, tool: &found.tool, is_postgresql };
        problems.extend(script.into_iter().flat_map(|up| run.problems(up, &before, &state)));
        migrations.push(Migration {
            version: entry.known_as(),
            name: entry.name.clone(),
            up: Arc::clone(&entry.up),
            down: Arc::clone(&entry.down),
            events: state::net(&events),
            modes,
            limits,
            needs: server::of_file(&entry.up, script.filter(|_| is_postgresql), &state),
        });
    }
    problems.sort();
    let (modes, mode) =
        if is_postgresql { running::of_set(&migrations) } else { Default::default() };
    MigrationSet {
        at: found.at,
        dir: found.dir,
        tool: found.tool,
        mode: mode.to_owned(),
        modes,
        server: server::of_set(&migrations),
        dialect,
        files: migrations,
        problems,
        schema: state.into_schema(),
    }
}

/// One migration among what is the same for its set.
struct Run<'a> {
    files: &'a Files<'a>,
    entry: &'a Entry,
    tool: &'a str,
    is_postgresql: bool,
}

impl Run<'_> {
    /// Problems of its statements and of its way down, which starts from the schema `after` the way up.
    fn problems(&self, up: &SqlScript, before: &State, after: &State) -> Vec<MigrationProblem> {
        let mut of_up = harm::of_statements(up, self.is_postgresql, before);
        if self.is_postgresql {
            let folder = self.entry.up.rsplit_once('/').map_or("", |(folder, _)| folder);
            let exempt = self.files.contains_key(&*format!("{folder}/metadata.toml"));
            of_up.extend(running::of_transaction(up, self.tool, exempt));
        }
        let down = problems::way_down(self.files, self.entry);
        let of_down = down.map(|down| reverse::of_down(before, after, up, down));
        let at = |path, found: Vec<Finding>| {
            found.into_iter().filter_map(move |finding| finding.at(self.files, path))
        };
        let of_down = of_down.unwrap_or_default();
        at(&self.entry.up, of_up).chain(at(&self.entry.down, of_down)).collect()
    }
}

/// The dialect that the file names choose, else the one most files show.
fn dialect(found: &Found, scripts: &[&SqlScript]) -> String {
    if !found.dialect.is_empty() {
        return found.dialect.to_owned();
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for script in scripts.iter().filter(|script| !script.dialect.is_empty()) {
        *shown.entry(&script.dialect).or_default() += 1;
    }
    let most = shown.into_iter().max_by_key(|(_, files)| *files);
    most.map(|(dialect, _)| dialect.to_owned()).unwrap_or_default()
}

fn script<'a>(files: &BTreeMap<&str, &'a FileFacts>, path: &str) -> Option<&'a SqlScript> {
    files.get(path).and_then(|facts| facts.sql.as_deref())
}
