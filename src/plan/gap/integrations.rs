//! Outside systems that the documents ask for beside those that the code talks to.

use super::observed;
use crate::{
    model::{
        EvidenceClass, GapItem, GapKind, Integration, Layer, Observation, Package,
        RequiredIntegration, State,
    },
    plan::{Inputs, terms},
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    inputs.requirements.integrations.iter().map(|asked| item(inputs, asked)).collect()
}

fn item(inputs: &Inputs<'_>, asked: &RequiredIntegration) -> GapItem {
    let own = own_file(inputs, &asked.name);
    let found = inputs.analysis.integrations.iter();
    let matching: Vec<&Integration> =
        found.filter(|integration| fits(asked, integration)).collect();
    let clients = clients(inputs, asked);
    let in_code =
        matching.iter().any(|integration| integration.at.class == EvidenceClass::Implementation);
    let (state, missing) = match () {
        () if in_code || !clients.is_empty() || own.is_some() => (State::Present, Vec::new()),
        () if matching.is_empty() => {
            (State::Absent, vec![format!("nothing in the code names {}", asked.name)])
        }
        () => (State::Partial, vec!["it is declared, but no shipping code uses it".into()]),
    };
    let text = |integration: &&Integration| {
        observed(&integration.at, format!("{} through {}", integration.name, integration.via))
    };
    GapItem {
        id: asked.id.clone(),
        kind: GapKind::Integration,
        title: asked.name.clone(),
        asked: observed(&asked.at, asked.text.clone()),
        state,
        evidence: own.into_iter().chain(clients).chain(matching.iter().map(text)).collect(),
        missing,
    }
}

/// What a document calls by a file of the repository (`launcher (app.go)`) is a part of it and no outside system.
fn own_file(inputs: &Inputs<'_>, name: &str) -> Option<Observation> {
    let is_part =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '/');
    let mut words = name.split(|letter: char| !is_part(letter));
    let declared = inputs.analysis.functions.iter();
    words.find_map(|word| {
        let (stem, extension) = word.rsplit_once('.')?;
        let is_file = !stem.is_empty() && (1..=4).contains(&extension.len());
        let mut here = declared.clone().filter(|one| {
            let path = one.at.file.strip_suffix(word);
            path.is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
        });
        let first = here.next().filter(|_| is_file)?;
        Some(observed(&first.at, format!("`{word}` is a file of the repository")))
    })
}

/// Packages of the adapter layer that are named after a service: for services that no driver shows.
fn clients(inputs: &Inputs<'_>, asked: &RequiredIntegration) -> Vec<Observation> {
    if !is_named_service(asked) {
        return Vec::new();
    }
    let wanted = terms::words(&asked.name);
    let joined = wanted.concat();
    let named = |package: &&Package| {
        let folder = package.dir.rsplit('/').next().unwrap_or_default();
        let own = terms::words(folder);
        package.layer == Layer::Adapter
            && !own.is_empty()
            && (own.concat() == joined || own.iter().all(|word| wanted.contains(word)))
    };
    let seen = |package: &Package| observed(&package.at, format!("adapter `{}`", package.dir));
    inputs.analysis.packages.iter().filter(named).map(seen).collect()
}

/// A service known by its name only, not by a protocol or driver.
fn is_named_service(asked: &RequiredIntegration) -> bool {
    matches!(asked.kind.as_str(), "service" | "http" | "grpc" | "auth" | "license")
}

/// The same known kind, or, for named services, all words of one name in the other.
fn fits(asked: &RequiredIntegration, found: &Integration) -> bool {
    if !is_named_service(asked) {
        return asked.kind == found.kind;
    }
    let (asked, found) = (terms::of(&asked.name), terms::of(&found.name));
    let common = asked.intersection(&found).count();
    common > 0 && (common == asked.len() || common == found.len())
}
