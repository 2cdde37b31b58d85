//! Endpoints that the documents ask for beside the routes that the code registers.

use super::observed;
use crate::{
    model::{GapItem, GapKind, Observation, RequiredEndpoint, Route, State},
    plan::Inputs,
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let routes: Vec<&Route> =
        inputs.analysis.routes.iter().filter(|route| route.is_endpoint()).collect();
    inputs.requirements.endpoints.iter().map(|asked| item(asked, &routes)).collect()
}

/// Whether a method and path of a document and of the code mean the same endpoint.
pub(in crate::plan) fn same_endpoint(method: &str, path: &str, route: &Route) -> bool {
    same_method(method, &route.method) && shape(path) == shape(&route.path)
}

fn item(asked: &RequiredEndpoint, routes: &[&Route]) -> GapItem {
    let (state, evidence, missing) = look_up(asked, routes);
    let title = format!("{} {}", asked.method, asked.path);
    GapItem {
        id: asked.id.clone(),
        kind: GapKind::Endpoint,
        asked: observed(&asked.at, if asked.summary.is_empty() { &title } else { &asked.summary }),
        title,
        state,
        evidence,
        missing,
    }
}

fn look_up(asked: &RequiredEndpoint, routes: &[&Route]) -> (State, Vec<Observation>, Vec<String>) {
    if let Some(route) =
        routes.iter().find(|route| same_endpoint(&asked.method, &asked.path, route))
    {
        return (State::Present, vec![seen(route)], Vec::new());
    }
    if let Some(route) = routes.iter().find(|route| is_end_of(asked, route)) {
        let why = if route.prefix_known {
            format!("the code serves it as `{} {}`", route.method, route.path)
        } else {
            format!("the prefix of the registration `{}` could not be followed", route.path)
        };
        return (State::Partial, vec![seen(route)], vec![why]);
    }
    let neighbours = routes.iter().filter(|route| shape(&route.path) == shape(&asked.path));
    let beside = |route: &&Route| Observation {
        text: format!("same path: {}", seen(route).text),
        ..seen(route)
    };
    let evidence: Vec<Observation> = neighbours.map(beside).collect();
    (State::Absent, evidence, vec![format!("no registration of `{} {}`", asked.method, asked.path)])
}

fn seen(route: &Route) -> Observation {
    observed(&route.at, registration(route))
}

/// A route and its handler. Only what is code stands in code marks.
pub(in crate::plan) fn registration(route: &Route) -> String {
    let handler = match route.named_handler() {
        Some(name) => format!("`{name}`"),
        None => "a handler without a name".to_owned(),
    };
    format!("`{} {}` → {handler}", route.method, route.path)
}

/// The shorter of both paths is the end of the longer one, at a segment boundary and with at least one
/// segment that is no parameter; a prefix such as `/api` is often left out in one of both.
fn is_end_of(asked: &RequiredEndpoint, route: &Route) -> bool {
    let (one, other) = (shape(&asked.path), shape(&route.path));
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let named = short.split('/').any(|part| !part.is_empty() && part != "{}");
    named && short != long && long.ends_with(&short) && same_method(&asked.method, &route.method)
}

fn same_method(one: &str, other: &str) -> bool {
    one == other || one == "*" || other == "*"
}

/// A path with `{}` for every parameter and without a closing slash.
fn shape(path: &str) -> String {
    let part =
        |part: &str| if part.starts_with(['{', ':']) { "{}".into() } else { part.to_owned() };
    let parts: Vec<String> = path.trim_end_matches('/').split('/').map(part).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        assert_eq!(shape(one) == shape(other), same, "{one} {other}");
    }

    #[test]
    fn parameters_have_no_name_and_paths_no_end() {
        check("/v1/fees/{id}", "/v1/fees/{fee_id}", true);
        check("/v1/fees/:id/", "/v1/fees/{id}", true);
        check("/v1/fees", "/v1/fee", false);
    }
}
