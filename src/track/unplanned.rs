//! What was built since the plan, in the places where its items are built, and stands in none of them.

use std::collections::BTreeSet;

use super::{
    Code, Inputs,
    claims::Claimed,
    files::{Before, folder},
    named::{Named, NamedKind, Need},
    symbols::shape,
};
use crate::model::{Action, BuiltFact, Evidence, EvidenceClass, ItemProgress, Observation};

/// Endpoints, tables, interfaces and files that are new in the folders of the plan's files, and that no item
/// names. A plan that names no file and no fact of code says nothing of where it is built.
pub(super) fn found(
    inputs: &Inputs<'_>,
    (code, files): (Code<'_>, &[Claimed]),
    named: &BTreeSet<String>,
    items: &[ItemProgress],
) -> Vec<BuiltFact> {
    if inputs.before.is_none() {
        return Vec::new();
    }
    let places = places(code, files, items);
    let here = |at: &Evidence| places.contains(folder(&at.file));
    let mut found: Vec<BuiltFact> = facts(inputs, code, named)
        .filter(|seen| here(&seen.at))
        .map(|seen| BuiltFact { seen, first: None })
        .collect();
    let told: BTreeSet<String> = found.iter().map(|one| one.seen.at.file.to_string()).collect();
    let proof: BTreeSet<&str> =
        items.iter().flat_map(|item| &item.proof).map(|one| &*one.seen.at.file).collect();
    for file in &inputs.now.files {
        let ships =
            file.class() == EvidenceClass::Implementation && !file.vendored && !file.outside;
        let is_code = ships && file.lines.code > 0 && !file.language.is_empty();
        let is_known =
            |path: &str| told.contains(path) || proof.contains(path) || named.contains(path);
        // A migration is one piece of work in two files.
        let known = is_known(&file.path)
            || [(".down.", ".up."), (".up.", ".down.")]
                .iter()
                .any(|(one, other)| is_known(&file.path.replace(one, other)));
        let new = || code.files.was_there(&file.path) == Before::Absent;
        if is_code && !known && places.contains(folder(&file.path)) && new() {
            let seen = code.files.show(&file.path, "track.created", format!("file {}", file.path));
            let first = code.files.commits(&file.path).first().map(|(_, one)| one.seen.clone());
            found.push(BuiltFact { seen, first });
        }
    }
    found.sort_by(|a, b| {
        (&a.seen.at.file, a.seen.at.line, &a.seen.text).cmp(&(
            &b.seen.at.file,
            b.seen.at.line,
            &b.seen.text,
        ))
    });
    found
}

/// Folders that the plan's items are built in: of files that they make, and of facts that they brought.
fn places(code: Code<'_>, files: &[Claimed], items: &[ItemProgress]) -> BTreeSet<String> {
    let claims = files.iter().flatten();
    let made = claims.filter(|(_, action)| !matches!(action, Some(Action::Read | Action::Delete)));
    let made = made.map(|(path, _)| path.clone());
    let made = made
        .filter(|path| code.files.was_there(path) == Before::Absent && code.files.is_there(path));
    let proof = items.iter().flat_map(|item| &item.proof);
    let proof = proof.filter(|one| !one.seen.at.rule.starts_with("track."));
    let proof = proof.map(|one| one.seen.at.file.to_string());
    made.chain(proof).map(|path| folder(&path).to_owned()).collect()
}

/// New facts that no item names.
fn facts<'a>(
    inputs: &Inputs<'a>,
    code: Code<'a>,
    named: &'a BTreeSet<String>,
) -> impl Iterator<Item = Observation> + 'a {
    let shapes: BTreeSet<String> = named
        .iter()
        .filter_map(|name| {
            let (method, path) = name.split_once(' ')?;
            Some(format!("{method} {}", shape(path)))
        })
        .collect();
    let names_tables = names_any(inputs, NamedKind::Table, named);
    let routes =
        inputs.now.routes.iter().filter(|route| !route.test && route.infrastructure.is_none());
    let now: &'a crate::model::Analysis = inputs.now;
    let endpoints: Vec<Observation> = routes
        .filter(|route| {
            let key = format!("{} {}", route.method, shape(&route.path));
            let ends = shapes.iter().any(|one| one == &key || ends_alike(one, &key));
            let whole = format!("{} {}", route.method, route.path);
            let own = shapes.is_empty() && named.contains(&*route.at.file);
            !ends && !own && code.before.is_some_and(|before| before.route(&whole).is_none())
        })
        .map(|route| Observation {
            at: route.at.clone(),
            text: format!("endpoint {} {}", route.method, route.path),
        })
        .collect();
    let tables = now.migrations.sets.iter().flat_map(|set| &set.schema.tables);
    let tables = tables.map(|one| (NamedKind::Table, one.name.as_str(), &one.at));
    let interfaces =
        now.interfaces.iter().filter(|one| one.exported && !one.test && !one.generated);
    let interfaces = interfaces.map(|one| (NamedKind::Interface, one.name.as_str(), &one.at));
    let others = tables.chain(interfaces).filter(move |(kind, name, at)| {
        let asked = Named { kind: *kind, subject: (*name).to_owned(), need: Need::Asked };
        let new = code.before.is_some_and(|before| before.find(&asked).is_empty());
        let own = named.contains(&*at.file) && !(names_tables && *kind == NamedKind::Table);
        new && !named.contains(*name) && !own
    });
    let others = others.map(|(kind, name, at)| {
        let word = if kind == NamedKind::Table { "table" } else { "interface" };
        Observation { at: at.clone(), text: format!("{word} {name}") }
    });
    endpoints.into_iter().chain(others)
}

/// Whether the plan names tables at all: then one that it does not name is worth a line.
fn names_any(inputs: &Inputs<'_>, kind: NamedKind, named: &BTreeSet<String>) -> bool {
    let tables = inputs.now.migrations.sets.iter().flat_map(|set| &set.schema.tables);
    kind == NamedKind::Table && tables.into_iter().any(|table| named.contains(&table.name))
}

/// `POST /limits` and `POST /v1/limits`: a document may leave the prefix out.
fn ends_alike(said: &str, key: &str) -> bool {
    let parts = said.split_once(' ').zip(key.split_once(' '));
    parts.is_some_and(|((a, said), (b, path))| a == b && said.len() > 1 && path.ends_with(said))
}
