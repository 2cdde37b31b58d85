//! Where new files go: as the target itself lays its files out, else as the references do, else as the
//! built-in table says. The answer always says which of the three it follows.

use std::collections::BTreeMap;

use super::{Inputs, terms};
use crate::model::{Action, FileAction, Layer, Observation, Package, Reference};

/// Paths for languages when neither target nor references show any: (language, role, pattern).
const DEFAULTS: &[(&str, &str, &str)] = &[
    ("go", "domain", "internal/domain/{entity}.go"),
    ("go", "port", "internal/ports/{entity}_repository.go"),
    ("go", "repository", "internal/adapters/postgres/{entity}_repository.go"),
    ("go", "service", "internal/services/{entity}.go"),
    ("go", "handler", "internal/adapters/http/{entity}_handler.go"),
    ("go", "routes", "internal/adapters/http/routes.go"),
    ("go", "client", "internal/adapters/{entity}/client.go"),
    ("go", "main", "cmd/app/main.go"),
    ("rust", "domain", "src/domain/{entity}.rs"),
    ("rust", "port", "src/ports/{entity}_repository.rs"),
    ("rust", "repository", "src/store/{entity}.rs"),
    ("rust", "service", "src/service/{entity}.rs"),
    ("rust", "handler", "src/http/{entity}.rs"),
    ("rust", "routes", "src/http/mod.rs"),
    ("rust", "client", "src/clients/{entity}.rs"),
    ("rust", "main", "src/main.rs"),
];

/// Layers whose packages take the files of a role, the fitting one first.
const LAYERS: &[(&str, &[Layer])] = &[
    ("domain", &[Layer::Domain]),
    ("port", &[Layer::Port, Layer::Domain]),
    ("repository", &[Layer::Adapter]),
    ("service", &[Layer::Application, Layer::Domain]),
    ("handler", &[Layer::Transport]),
];

/// The file for `role` of `entity` (`snake_case`, singular).
pub(super) fn file(inputs: &Inputs<'_>, role: &str, entity: &str) -> Option<FileAction> {
    file_of_verb(inputs, role, entity, "")
}

/// The file for what `verb` (`create`, `list`, …) does in `role` with `entity`.
pub(super) fn file_of_verb(
    inputs: &Inputs<'_>,
    role: &str,
    entity: &str,
    verb: &str,
) -> Option<FileAction> {
    let (pattern, follows) = pattern(inputs, role)?;
    let path = fill(&pattern, entity, verb);
    Some(FileAction { action: action(inputs, &path), path, follows })
}

/// A file at a fixed path, with the action that its presence asks for.
pub(super) fn at(inputs: &Inputs<'_>, path: &str, follows: &str) -> FileAction {
    FileAction { path: path.into(), action: action(inputs, path), follows: follows.into() }
}

/// The test beside `file`, where the language keeps tests in files of their own.
pub(super) fn test_of(file: &FileAction) -> Option<FileAction> {
    let stem = file.path.strip_suffix(".go")?;
    let path = format!("{stem}_test.go");
    Some(FileAction { path, action: Action::Test, follows: String::new() })
}

fn action(inputs: &Inputs<'_>, path: &str) -> Action {
    if inputs.analysis.files.iter().any(|file| &*file.path == path) {
        Action::Modify
    } else {
        Action::Create
    }
}

fn pattern(inputs: &Inputs<'_>, role: &str) -> Option<(String, String)> {
    // `service-query` is a `service` where a house does not tell reading from writing.
    let general = role.split('-').next().unwrap_or(role);
    let own = inputs.code.layout.get(role).or_else(|| inputs.code.layout.get(general));
    if let Some(seen) = own {
        return Some((seen.text.clone(), seen.at.citation()));
    }
    if let Some(found) = own_package(inputs, general) {
        return Some(found);
    }
    for reference in &inputs.profile.references {
        let same_language =
            reference.code.language == inputs.code.language || inputs.code.language.is_empty();
        if let Some(seen) = layout(reference, role, general).filter(|_| same_language) {
            return Some((seen.text.clone(), seen.at.citation()));
        }
    }
    let language = if inputs.code.language.is_empty() { "go" } else { &inputs.code.language };
    let default = DEFAULTS.iter().find(|(of, is, _)| *of == language && *is == general)?;
    Some((default.2.to_owned(), format!("the {} standard", inputs.standard.name)))
}

/// A file named after the entity in the target's own package of the layer that a role belongs to.
fn own_package(inputs: &Inputs<'_>, role: &str) -> Option<(String, String)> {
    if role == "client" {
        return own_client(inputs);
    }
    let (_, layers) = LAYERS.iter().find(|(of, _)| *of == role)?;
    let shipping = || inputs.analysis.packages.iter().filter(|package| !package.external_test);
    let package =
        layers.iter().find_map(|layer| shipping().find(|package| package.layer == *layer))?;
    // A Go house has a package per store; the first adapter would be somebody else's.
    if package.at.language == "go" && matches!(role, "repository" | "port") {
        return None;
    }
    let (folder, ending) = if package.at.language == "go" { ("", "go") } else { ("src/", "rs") };
    let dir = if package.dir.is_empty() { String::new() } else { format!("{}/", package.dir) };
    Some((format!("{dir}{folder}{{entity}}.{ending}"), package.at.citation()))
}

/// A folder of its own beside the other adapters: the parent that most adapter packages share. In Rust a
/// module of the adapter crate.
fn own_client(inputs: &Inputs<'_>) -> Option<(String, String)> {
    let adapters =
        || inputs.analysis.packages.iter().filter(|package| package.layer == Layer::Adapter);
    let first = adapters().next()?;
    if first.at.language != "go" {
        return Some((format!("{}/src/{{entity}}.rs", first.dir), first.at.citation()));
    }
    let mut parents: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in adapters() {
        let parent = package.dir.rsplit_once('/').map(|(parent, _)| parent)?;
        parents.entry(parent).or_default().push(package);
    }
    let (parent, packages) = parents
        .into_iter()
        .max_by_key(|(parent, packages)| (packages.len(), std::cmp::Reverse(*parent)))?;
    Some((format!("{parent}/{{joined}}/client.go"), packages.first()?.at.citation()))
}

fn layout<'a>(reference: &'a Reference, role: &str, general: &str) -> Option<&'a Observation> {
    reference.code.layout.get(role).or_else(|| reference.code.layout.get(general))
}

fn fill(pattern: &str, entity: &str, verb: &str) -> String {
    let joined = entity.replace('_', "");
    let pattern = if verb.is_empty() {
        pattern.replace("{verb}_", "").replace("{verb}-", "")
    } else {
        pattern.replace("{verb}", verb)
    };
    pattern
        .replace("{entity}", entity)
        .replace("{entities}", &terms::plural(entity))
        .replace("{joined}", &joined)
        .replace("{kebab}", &entity.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_every_form_of_a_name() {
        assert_eq!(
            fill("a/{joined}/{entity}.go", "fee_package", ""),
            "a/feepackage/fee_package.go"
        );
        assert_eq!(fill("{kebab}/{entities}.rs", "fee_policy", ""), "fee-policy/fee_policies.rs");
        assert_eq!(fill("{verb}_{entity}.go", "fee", "list"), "list_fee.go");
        assert_eq!(fill("{verb}_{entity}.go", "fee", ""), "fee.go");
    }
}
