//! Endpoints that one document lists and another, which lists endpoints too, does not know.

use super::{Feature, file_name};
use crate::{
    document::{
        requirements::{
            endpoints,
            findings::{also, finding},
            page::Page,
        },
        words,
    },
    model::{DocumentFinding, Evidence, RequiredEndpoint},
};

/// The endpoints of one page.
pub(super) struct Listed {
    file: String,
    endpoints: Vec<RequiredEndpoint>,
    /// The document is about the API and lists all of it.
    whole: bool,
}

/// Reads the endpoints that one page names.
pub(super) fn listed(page: &mut Page<'_>) -> Listed {
    let mut found = endpoints::Found::default();
    endpoints::read(page, &mut found);
    let path = &page.outline.path;
    Listed { file: path.to_string(), endpoints: found.endpoints, whole: is_of_api(path) }
}

fn is_of_api(path: &str) -> bool {
    let name = words::key(file_name(path));
    let contract = path.split('/').any(|folder| folder == "contracts");
    contract
        || words::has_any(&name, &["api design", "api contract", "api spec", "openapi", "swagger"])
}

/// Adds the one-sided endpoints of a feature.
pub(super) fn find(feature: &Feature<'_, '_>, listed: &[Listed], found: &mut Vec<DocumentFinding>) {
    let own: Vec<&Listed> = listed
        .iter()
        .filter(|listed| feature.has(&listed.file) && !listed.endpoints.is_empty())
        .collect();
    let contracts =
        feature.requirements.endpoints.iter().filter(|endpoint| {
            feature.has(&endpoint.at.file) && endpoint.at.language != "markdown"
        });
    let mut api: Vec<&RequiredEndpoint> = contracts.collect();
    api.extend(own.iter().filter(|listed| listed.whole).flat_map(|listed| &listed.endpoints));
    let texts: Vec<&&Listed> = own.iter().filter(|listed| !listed.whole).collect();
    for text in &texts {
        one_sided(&text.endpoints, &api, found);
    }
    // The other way only for a document that lists the API itself and does not only mention some of it.
    let lists = |text: &&&&Listed| {
        let shared =
            api.iter().filter(|one| text.endpoints.iter().any(|other| is_one(one, other))).count();
        shared >= 3 && shared * 3 >= api.len() * 2
    };
    if let Some(text) = texts.iter().find(lists) {
        let others: Vec<&RequiredEndpoint> = text.endpoints.iter().collect();
        for endpoint in &api {
            one_sided(std::slice::from_ref(*endpoint), &others, found);
        }
    }
}

fn one_sided(
    asked: &[RequiredEndpoint],
    known: &[&RequiredEndpoint],
    found: &mut Vec<DocumentFinding>,
) {
    let Some(first) = known.first().filter(|_| known.len() >= 2) else { return };
    let there = who_lacks_it(known);
    for endpoint in asked.iter().filter(|asked| !known.iter().any(|known| is_one(asked, known))) {
        let RequiredEndpoint { method, path, .. } = endpoint;
        let here = file_name(&endpoint.at.file);
        let at = Evidence { rule: "document.one-sided".into(), ..endpoint.at.clone() };
        let near = known
            .iter()
            .find(|known| known.path.split('/').eq(path.split('/')) || is_near(known, endpoint));
        let beside = near.map_or_else(String::new, |near| {
            format!("; the nearest is {} {}", near.method, near.path)
        });
        let text = format!("{here} asks for {method} {path} and {there}{beside}");
        let question = format!("Does {method} {path} ({}) belong to the API?", at.citation());
        let mut one = finding(at, text, question, &["ENDPOINT", method, path]);
        let place = near.unwrap_or(first);
        one.also.push(also(&place.at, format!("{} {}", place.method, place.path)));
        found.push(one);
    }
}

/// The other side of the finding, in words.
fn who_lacks_it(known: &[&RequiredEndpoint]) -> String {
    let mut files: Vec<&str> = known.iter().map(|known| file_name(&known.at.file)).collect();
    files.sort_unstable();
    files.dedup();
    match files.as_slice() {
        [one] => format!("{one} does not list it"),
        [one, two] => format!("{one} and {two} do not list it"),
        _ => format!("none of the {} documents about the API lists it", files.len()),
    }
}

/// Whether two documents mean one endpoint: names of parameters, versions and prefixes aside.
fn is_one(one: &RequiredEndpoint, other: &RequiredEndpoint) -> bool {
    one.method == other.method
        && (is_suffix(&one.path, &other.path) || is_suffix(&other.path, &one.path))
}

fn is_suffix(path: &str, of: &str) -> bool {
    let (path, of) = (parts(path), parts(of));
    let Some(at) = of.len().checked_sub(path.len()).filter(|at| *at <= 2) else { return false };
    !path.is_empty() && of.iter().skip(at).eq(path.iter())
}

/// Parts of a path; every parameter is the same.
fn parts(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(|part| if part.starts_with(['{', ':']) { "{}" } else { part }).collect()
}

/// The same path with another method, or one that differs in its last part.
fn is_near(one: &RequiredEndpoint, other: &RequiredEndpoint) -> bool {
    let (a, b) = (parts(&one.path), parts(&other.path));
    let last = a.len().saturating_sub(1);
    a == b
        || (a.len() == b.len()
            && a.iter().take(last).eq(b.iter().take(last))
            && one.method == other.method)
}
