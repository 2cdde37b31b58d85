//! Endpoints that are missing: one task per endpoint, and one per resource for the use cases behind.

use std::collections::BTreeMap;

use super::{draft::Draft, scaffold};
use crate::{
    model::{GapItem, GapKind, Observation, RequiredEndpoint, Route, State, TaskKind},
    plan::{Inputs, gap, layout, terms},
};

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem], before: &[Draft]) -> Vec<Draft> {
    let tables = table_entities(inputs);
    let mut by_entity: BTreeMap<String, Vec<(&RequiredEndpoint, &GapItem)>> = BTreeMap::new();
    for asked in &inputs.requirements.endpoints {
        let item = gap.iter().find(|item| item.kind == GapKind::Endpoint && item.id == asked.id);
        if let Some(item) = item.filter(|item| item.state != State::Present) {
            by_entity.entry(entity_of(&asked.path, &tables)).or_default().push((asked, item));
        }
    }
    let mut drafts = Vec::new();
    for (entity, endpoints) in &by_entity {
        if endpoints.iter().any(|(_, item)| item.state == State::Absent) {
            drafts.push(service(inputs, entity, endpoints, before));
        }
        drafts.extend(endpoints.iter().map(|(asked, item)| endpoint(inputs, entity, asked, item)));
    }
    drafts
}

/// Tables that are asked for or there, singular.
fn table_entities(inputs: &Inputs<'_>) -> Vec<String> {
    let asked = inputs.requirements.tables.iter().map(|asked| &asked.table);
    let there = inputs.analysis.migrations.sets.iter().flat_map(|set| &set.schema.tables);
    asked.chain(there).map(|table| terms::entity(&table.name)).collect()
}

/// The resource of a path: its last named segment that is no action, singular, `snake_case`; with the
/// segment before it when the two together name a table (`/billing/cycles` and `billing_cycle`).
fn entity_of(path: &str, tables: &[String]) -> String {
    let named: Vec<String> = path
        .split('/')
        .filter(|part| !part.is_empty() && !part.starts_with('{'))
        .map(|part| part.replace('-', "_"))
        .collect();
    let is_noun = |part: &String| part.ends_with('s') && !part.ends_with("ss");
    let at = named.iter().rposition(is_noun).or_else(|| named.len().checked_sub(1));
    let Some(noun) = at.and_then(|at| named.get(at)) else { return "root".into() };
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| named.get(at));
    let both = before.map(|before| format!("{}_{}", terms::singular(before), terms::entity(noun)));
    both.filter(|both| tables.contains(both)).unwrap_or_else(|| terms::entity(noun))
}

/// Whether an endpoint that is asked for is one of a resource.
pub(in crate::plan) fn is_about(inputs: &Inputs<'_>, item: &GapItem, entity: &str) -> bool {
    let path = item.title.split_once(' ').map_or("", |(_, path)| path);
    entity_of(path, &table_entities(inputs)) == entity
}

fn service(
    inputs: &Inputs<'_>,
    entity: &str,
    endpoints: &[(&RequiredEndpoint, &GapItem)],
    before: &[Draft],
) -> Draft {
    let absent: Vec<&GapItem> = endpoints
        .iter()
        .map(|(_, item)| *item)
        .filter(|item| item.state == State::Absent)
        .collect();
    let subject = terms::plural(&entity.replace('_', " "));
    let mut draft = Draft {
        key: format!("service:{entity}"),
        kind: TaskKind::Service,
        title: format!("Write the use cases for {subject}"),
        traces: absent.iter().map(|item| item.id.clone()).collect(),
        evidence: siblings(inputs, entity),
        rationale: match absent.len() {
            1 => format!("One endpoint on {subject} has no code behind it."),
            count => format!("{count} endpoints on {subject} have no code behind them."),
        },
        focus: "validation before any side effect; the same call twice does no harm".into(),
        ..Draft::default()
    };
    for (asked, item) in endpoints.iter().filter(|(_, item)| item.state == State::Absent) {
        let (role, verb) = use_case(asked);
        let file = layout::file_of_verb(inputs, role, entity, verb);
        draft.touch(file.clone());
        draft.touch(file.and_then(|file| layout::test_of(&file)));
        draft.steps.push(step(item));
    }
    draft.needs = needs(entity, before);
    draft
}

fn endpoint(inputs: &Inputs<'_>, entity: &str, asked: &RequiredEndpoint, item: &GapItem) -> Draft {
    let title = format!("Serve `{} {}`", asked.method, asked.path);
    let key = format!("endpoint:{} {}", asked.method, asked.path);
    let mut draft = Draft::closing(item, TaskKind::Endpoint, key, title);
    let handler = layout::file(inputs, "handler", entity);
    draft.touch(handler.clone());
    draft.touch(layout::file(inputs, "routes", entity));
    for document in &inputs.analysis.openapi {
        draft.touch(Some(layout::at(inputs, &document.at.file, "the repository's API document")));
    }
    draft.touch(handler.and_then(|file| layout::test_of(&file)));
    draft.needs = vec![format!("service:{entity}"), scaffold::KEY.into()];
    draft.steps = steps(inputs, asked, item);
    draft.rationale = format!("{} asks for it.", item.asked.at.citation());
    draft.focus = "input checked before use, no internal detail in an error".into();
    draft
}

/// Role and verb of the use case behind an endpoint.
fn use_case(asked: &RequiredEndpoint) -> (&'static str, &str) {
    let one = asked.path.ends_with('}');
    let (before, last) = asked.path.rsplit_once('/').unwrap_or_default();
    let is_action = before.ends_with('}') && !one && !last.ends_with('s');
    if is_action && asked.method == "POST" {
        return ("service-command", last);
    }
    match asked.method.as_str() {
        "GET" if one => ("service-query", "get"),
        "GET" => ("service-query", "list"),
        "DELETE" => ("service-command", "delete"),
        "PUT" | "PATCH" => ("service-command", "update"),
        _ => ("service-command", "create"),
    }
}

/// What the documents say about an endpoint, behind its name.
fn step(item: &GapItem) -> String {
    let said = item.asked.text.trim().trim_end_matches('.');
    if said == item.title {
        format!("`{}`", item.title)
    } else {
        format!("`{}`: {said}", item.title)
    }
}

fn steps(inputs: &Inputs<'_>, asked: &RequiredEndpoint, item: &GapItem) -> Vec<String> {
    if item.state == State::Partial {
        return item.missing.iter().map(|missing| format!("Settle that {missing}.")).collect();
    }
    let mut steps = Vec::new();
    if asked.request_body.is_some() {
        steps.push(format!("Request body as {} shows it.", asked.at.citation()));
    }
    if let Some(guarded) = guarded_sibling(inputs, &asked.method, &asked.path) {
        let chain = guards(guarded).join(", ");
        steps.push(format!(
            "Register behind the middleware that guards `{} {}`: `{chain}` ({}).",
            guarded.method,
            guarded.path,
            guarded.at.citation()
        ));
    }
    steps
}

/// The middleware of a route that speaks of access; all of it where no name does.
fn guards(route: &Route) -> Vec<String> {
    const WORDS: [&str; 6] = ["auth", "jwt", "token", "protect", "permission", "guard"];
    let is_guard = |one: &&String| WORDS.iter().any(|word| one.to_lowercase().contains(word));
    let guards: Vec<String> = route.middleware.iter().filter(is_guard).cloned().collect();
    if guards.is_empty() { route.middleware.clone() } else { guards }
}

/// A shipping route with authentication that shares the longest part of the path.
pub(in crate::plan) fn guarded_sibling<'a>(
    inputs: &Inputs<'a>,
    method: &str,
    path: &str,
) -> Option<&'a Route> {
    let guarded = inputs
        .analysis
        .routes
        .iter()
        .filter(|route| route.is_endpoint() && route.auth && !route.middleware.is_empty());
    guarded.max_by_key(|route| {
        let shared = route.path.split('/').zip(path.split('/')).take_while(|(a, b)| a == b).count();
        (shared, route.method == method, std::cmp::Reverse((&route.at.file, route.at.line)))
    })
}

/// Routes of the same resource that exist, as code to build on.
fn siblings(inputs: &Inputs<'_>, entity: &str) -> Vec<Observation> {
    let tables = table_entities(inputs);
    let same = |route: &&Route| route.is_endpoint() && entity_of(&route.path, &tables) == entity;
    let seen = |route: &Route| Observation { at: route.at.clone(), text: gap::registration(route) };
    inputs.analysis.routes.iter().filter(same).map(seen).take(3).collect()
}

/// The storage that the use cases stand on: by name, and where a longer name ends with the resource.
fn needs(entity: &str, before: &[Draft]) -> Vec<String> {
    let of = |draft: &&Draft| {
        let (kind, subject) = draft.key.split_once(':').unwrap_or_default();
        let fits = subject == entity || subject.ends_with(&format!("_{entity}"));
        kind == "repository" && fits
    };
    let mut needs: Vec<String> = before.iter().filter(of).map(|draft| draft.key.clone()).collect();
    needs.push(scaffold::KEY.into());
    needs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(entity_of(path, &["billing_cycle".to_owned()]), expected, "{path}");
    }

    #[test]
    fn the_resource_of_a_path_is_its_last_noun() {
        check("/v1/fee-packages/{id}", "fee_package");
        check("/v1/fees/estimate", "fee");
        check("/v1/packages/{id}/waivers/{waiver_id}", "waiver");
        check("/v1/billing/cycles/{id}/report", "billing_cycle");
        check("/health", "health");
        check("/", "root");
    }
}
