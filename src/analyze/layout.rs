//! How a repository lays its files out: for each role the path pattern that most of its files follow.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::packages::folder;
use crate::model::{Analysis, Evidence, Layer, Observation};

/// Role → pattern with `{entity}` or `{entities}`, and the file it was read from.
pub(super) fn patterns(analysis: &Analysis) -> BTreeMap<String, Observation> {
    let entities = entities(analysis);
    let mut patterns = BTreeMap::new();
    let mut put = |role: &str, found: Option<Observation>| {
        if let Some(found) = found {
            patterns.insert(role.to_owned(), found);
        }
    };
    put("handler", best(&entities, handlers(analysis)));
    let repository = best(&entities, in_layer(analysis, Layer::Adapter, "repository"));
    put("client", best(&entities, in_layer(analysis, Layer::Adapter, "client")));
    put("service", best(&entities, in_layer(analysis, Layer::Application, "service")));
    put("service-query", best(&entities, in_layer(analysis, Layer::Application, "query")));
    put("service-command", best(&entities, in_layer(analysis, Layer::Application, "command")));
    put("domain", best(&entities, in_layer(analysis, Layer::Domain, "domain")));
    put("port", best(&entities, ports(analysis, repository.as_ref())));
    put("repository", repository);
    put("routes", routes_per_entity(analysis, &entities).or_else(|| routes(analysis)));
    put("main", mains(analysis));
    patterns
}

/// Names of things in singular `snake_case`: tables, and nouns of route paths.
fn entities(analysis: &Analysis) -> BTreeSet<String> {
    let tables = analysis
        .migrations
        .sets
        .iter()
        .flat_map(|set| &set.schema.tables)
        .map(|table| table.name.clone());
    let segments = analysis.routes.iter().filter(|route| route.is_endpoint()).flat_map(|route| {
        route
            .path
            .split('/')
            .filter(|part| part.len() > 3 && !part.starts_with('{'))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    });
    let names = tables.chain(segments).map(|name| singular(&name.replace('-', "_").to_lowercase()));
    let mut entities: BTreeSet<String> = names.filter(|name| name.len() > 2).collect();
    // `fee_package` is often just `package` in paths.
    let tails: Vec<String> =
        entities.iter().filter_map(|name| Some(name.rsplit_once('_')?.1.to_owned())).collect();
    entities.extend(tails.into_iter().filter(|tail| tail.len() > 3));
    entities
}

fn singular(name: &str) -> String {
    match (name.strip_suffix("ies"), name.strip_suffix('s')) {
        (Some(root), _) => format!("{root}y"),
        (None, Some(root)) if !root.ends_with('s') => root.to_owned(),
        _ => name.to_owned(),
    }
}

/// Files that declare the handler of a route that ships.
fn handlers(analysis: &Analysis) -> Vec<&Evidence> {
    // `api::create::<S>` and `h.Create` are declared as `create` and `Create`.
    let last = |handler: &str| {
        let bare = handler.split("::<").next().unwrap_or(handler);
        bare.rsplit(['.', ':']).next().unwrap_or_default().to_owned()
    };
    let names: BTreeSet<String> = analysis
        .routes
        .iter()
        .filter(|route| route.is_endpoint())
        .map(|route| last(&route.handler))
        .collect();
    let transport: BTreeSet<&str> = dirs(analysis, Layer::Transport);
    let declares = analysis.functions.iter().filter(|function| {
        !function.test && !function.generated && names.contains(&*function.name)
    });
    declares
        .map(|function| &function.at)
        .filter(|at| transport.is_empty() || lies_in(&at.file, &transport))
        .collect()
}

/// Files with functions in a layer; for adapters the ones that name storage or clients are told apart.
fn in_layer<'a>(analysis: &'a Analysis, layer: Layer, role: &str) -> Vec<&'a Evidence> {
    let dirs = dirs(analysis, layer);
    let stores = |file: &str| {
        ["repository", "store", "postgres", "mysql", "sql", "dao"]
            .iter()
            .any(|word| file.contains(word))
    };
    let fits = |file: &str| match role {
        "repository" => stores(file),
        "client" => !stores(file),
        "query" => file.contains("/query/") || file.contains("/queries/"),
        "command" => file.contains("/command/") || file.contains("/commands/"),
        _ => true,
    };
    let functions =
        analysis.functions.iter().filter(|one| !one.test && !one.generated).map(|one| &one.at);
    let types = analysis.types.iter().filter(|one| !one.test && !one.generated).map(|one| &one.at);
    functions.chain(types).filter(|at| lies_in(&at.file, &dirs) && fits(&at.file)).collect()
}

/// Files with interfaces of storage: beside the implementation that the repository pattern was read from,
/// or in a package of ports or of the domain. Another adapter's interface is no place for a new one.
fn ports<'a>(analysis: &'a Analysis, repository: Option<&Observation>) -> Vec<&'a Evidence> {
    let storage =
        |name: &str| ["Repository", "Store", "Port"].iter().any(|end| name.ends_with(end));
    let beside = repository.map(|found| folder(&found.at.file));
    let inner: Vec<BTreeSet<&str>> = [Layer::Port, Layer::Domain, Layer::Application]
        .iter()
        .map(|layer| dirs(analysis, *layer))
        .collect();
    let fits = |at: &Evidence| {
        Some(folder(&at.file)) == beside || inner.iter().any(|dirs| lies_in(&at.file, dirs))
    };
    let interfaces = analysis.interfaces.iter().filter(|one| !one.test && !one.generated);
    interfaces.filter(|one| storage(&one.name)).map(|one| &one.at).filter(|at| fits(at)).collect()
}

fn dirs(analysis: &Analysis, layer: Layer) -> BTreeSet<&str> {
    let packages =
        analysis.packages.iter().filter(|package| package.layer == layer && !package.external_test);
    packages.map(|package| package.dir.as_str()).collect()
}

/// Whether a file belongs to one of the packages: a Go package is one folder, a crate all below it.
fn lies_in(path: &str, dirs: &BTreeSet<&str>) -> bool {
    let below = |dir: &str| {
        dir.is_empty() || path.strip_prefix(dir).is_some_and(|rest| rest.starts_with('/'))
    };
    dirs.contains(folder(path)) || (is_rust(path) && dirs.iter().any(|dir| below(dir)))
}

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "rs")
}

/// The pattern that most files follow; the shorter, then the alphabetically first of equals.
///
/// A one-word name does not tell how words are joined, so patterns that differ only in that are counted
/// together, and a file with a name of several words decides the form.
fn best(entities: &BTreeSet<String>, files: Vec<&Evidence>) -> Option<Observation> {
    let mut groups: BTreeMap<String, BTreeMap<&str, (Pattern, &Evidence)>> = BTreeMap::new();
    for at in files {
        if let Some(pattern) = pattern(entities, &at.file) {
            groups.entry(pattern.shape()).or_default().entry(&*at.file).or_insert((pattern, at));
        }
    }
    let (_, files) = groups.into_iter().min_by(|(a, one), (b, other)| {
        other.len().cmp(&one.len()).then_with(|| (a.len(), a).cmp(&(b.len(), b)))
    })?;
    let telling = files.values().find(|(pattern, _)| pattern.several_words);
    let (pattern, at) = telling.or_else(|| files.values().next())?;
    Some(Observation { at: (*at).clone(), text: pattern.text.clone() })
}

/// A path with marks in place of names.
#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    text: String,
    /// The name that was replaced has more than one word.
    several_words: bool,
}

impl Pattern {
    /// The pattern without the form of its marks.
    fn shape(&self) -> String {
        self.text.replace("{joined}", "{entity}").replace("{kebab}", "{entity}")
    }
}

/// The path with the longest entity that names the file replaced in all its forms.
fn pattern(entities: &BTreeSet<String>, path: &str) -> Option<Pattern> {
    let mut longest: Vec<&String> = entities.iter().collect();
    longest.sort_by_key(|name| (std::cmp::Reverse(name.len()), (*name).clone()));
    let name = path.rsplit('/').next()?;
    let parent = folder(path).rsplit('/').next().unwrap_or_default();
    let named = |entity: &&&String| has_word(name, entity) || has_word(parent, entity);
    let entity = longest.iter().find(named)?;
    let parts: Vec<String> = path.split('/').map(|part| replace(part, entity)).collect();
    let text = parts.join("/");
    // A test or a mock is no place for new code.
    let is_aside = ["_test.", "_mock.", "mock_"].iter().any(|mark| name.contains(mark));
    let several_words = entity.contains('_');
    (!is_aside).then(|| Pattern { text: with_verb(&text), several_words })
}

/// Verbs that open file names of use cases.
const VERBS: [&str; 8] = ["create", "get", "list", "update", "delete", "apply", "find", "save"];

/// `create_{entity}.go` as `{verb}_{entity}.go`.
fn with_verb(pattern: &str) -> String {
    let (dir, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let verb = VERBS
        .iter()
        .find(|verb| name.strip_prefix(**verb).is_some_and(|rest| rest.starts_with(['_', '-'])));
    let Some(rest) = verb.and_then(|verb| name.strip_prefix(*verb)) else {
        return pattern.to_owned();
    };
    let slash = if dir.is_empty() { "" } else { "/" };
    format!("{dir}{slash}{{verb}}{rest}")
}

fn has_word(part: &str, entity: &str) -> bool {
    replace(part, entity) != part
}

/// Replaces an entity that stands between word boundaries, as plural, singular or joined.
fn replace(part: &str, entity: &str) -> String {
    let plural = match entity.strip_suffix('y') {
        Some(root) => format!("{root}ies"),
        None => format!("{entity}s"),
    };
    let joined = entity.replace('_', "");
    let forms = [
        (plural.clone(), "{entities}"),
        (entity.to_owned(), "{entity}"),
        (entity.replace('_', "-"), "{kebab}"),
        (joined, "{joined}"),
    ];
    for (form, mark) in forms {
        if let Some(found) = replace_word(part, &form, mark) {
            return found;
        }
    }
    part.to_owned()
}

fn replace_word(part: &str, form: &str, mark: &str) -> Option<String> {
    let start = part.find(form)?;
    let (before, after) = (part.get(..start)?, part.get(start + form.len()..)?);
    let bounded = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    (bounded(before.chars().last()) && bounded(after.chars().next()))
        .then(|| format!("{before}{mark}{after}"))
}

/// A pattern when at least two files of different things register routes.
fn routes_per_entity(analysis: &Analysis, entities: &BTreeSet<String>) -> Option<Observation> {
    let files =
        || analysis.routes.iter().filter(|route| route.is_endpoint()).map(|route| &route.at);
    let found = best(entities, files().collect())?;
    let same = |at: &&Evidence| {
        pattern(entities, &at.file).is_some_and(|pattern| pattern.text == found.text)
    };
    let named: BTreeSet<&str> = files().filter(same).map(|at| &*at.file).collect();
    (named.len() > 1).then_some(found)
}

/// The file with the most shipping registrations.
fn routes(analysis: &Analysis) -> Option<Observation> {
    let mut counts: BTreeMap<&str, (u32, &Evidence)> = BTreeMap::new();
    for route in analysis.routes.iter().filter(|route| route.is_endpoint()) {
        counts.entry(&route.at.file).or_insert((0, &route.at)).0 += 1;
    }
    let (file, (_, at)) =
        counts.into_iter().max_by_key(|(file, (count, _))| (*count, std::cmp::Reverse(*file)))?;
    Some(Observation { at: at.clone(), text: file.to_owned() })
}

fn mains(analysis: &Analysis) -> Option<Observation> {
    let main = analysis.functions.iter().find(|function| {
        function.name == "main" && function.receiver.is_none() && !function.test
    })?;
    Some(Observation { at: main.at.clone(), text: main.at.file.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        let entities = ["fee_package", "package", "waiver"].map(str::to_owned).into();
        let found = pattern(&entities, path).map(|pattern| pattern.text);
        assert_eq!(found.as_deref(), expected, "{path}");
    }

    #[test]
    fn an_entity_in_a_path_becomes_a_mark_in_every_form() {
        check("internal/http/waiver.go", Some("internal/http/{entity}.go"));
        check("internal/http/waivers/list.go", Some("internal/http/{entities}/list.go"));
        check("internal/pg/feepackage/feepackage.go", Some("internal/pg/{joined}/{joined}.go"));
        check("internal/pg/fee-package/store.go", Some("internal/pg/{kebab}/store.go"));
        check("internal/http/repackage.go", None);
        check("internal/command/create_waiver.go", Some("internal/command/{verb}_{entity}.go"));
        check("internal/http/waiver_test.go", None);
    }
}
