//! Numbered SQL files to migration sets, and the schema they lead to. What one statement says is
//! `extract::sql`'s work.

mod apply;
mod column;
mod copy;
mod problems;
mod running;
mod server;
mod sets;
mod state;
mod tool;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use self::{sets::Found, state::State};
use crate::model::{FileFacts, Migration, MigrationSet, Migrations, Schema, SqlScript};

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
    for entry in &found.entries {
        let script = script(files, &entry.up);
        problems.extend(problems::of_statements(files, entry, script, &state));
        let changes = script.into_iter().flat_map(|script| &script.changes);
        let events: Vec<_> = changes.flat_map(|change| apply::apply(&mut state, change)).collect();
        let (modes, limits) = script.map(running::of_file).unwrap_or_default();
        migrations.push(Migration {
            version: entry.known_as(),
            name: entry.name.clone(),
            up: Arc::clone(&entry.up),
            down: Arc::clone(&entry.down),
            events: state::net(&events),
            modes,
            limits,
            needs: server::of_file(&entry.up, script, &state),
        });
    }
    problems.sort();
    let scripts: Vec<&SqlScript> =
        found.entries.iter().filter_map(|entry| script(files, &entry.up)).collect();
    let dialect = dialect(&found, &scripts);
    let (modes, mode) = running::of_set(&migrations);
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
    files.get(path).and_then(|facts| facts.sql.as_ref())
}
