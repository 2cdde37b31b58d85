//! Registrations and groups to whole routes: prefixes are joined across variables, closures, functions and
//! files, as far as names decide it without guessing.

mod callees;
mod documents;
mod guards;
mod joins;
mod owners;
mod path;
mod places;
mod purpose;
mod routers;
mod settings;
mod texts;

use std::{collections::BTreeMap, sync::Arc};

use self::{
    routers::{Prefix, Routers},
    settings::Settings,
};
use crate::model::{Evidence, EvidenceClass, FileFacts, Observation, Route, RouteCall, RouterKind};

/// Whole routes, and what is odd about them (drift from the `OpenAPI` documents, group middleware at `/`).
pub(super) fn assemble(facts: &[FileFacts]) -> (Vec<Route>, Vec<Observation>) {
    let routers = Routers::of(facts);
    let settings = Settings::of(facts);
    let mut endpoints = Endpoints::default();
    let mut observations = Vec::new();
    for (index, file) in facts.iter().enumerate() {
        let calls = file.routes.calls.iter();
        for call in calls.filter(|call| !routers.is_mount(index, call)) {
            if call.at.rule.ends_with(".description") && !routers.is_handed_on(index, call) {
                // The attribute documents what another call registers.
                continue;
            }
            let Some((path, whole)) = routers.path_of(index, call) else {
                observations.extend((!file.file.test).then(|| unknown_path(call)));
                continue;
            };
            for prefix in routers.prefixes(index, &call.receiver, call.offset) {
                let mut route = route(call, &path, &prefix, file.file.test);
                if !whole {
                    // What stands before the known end is not only the group's.
                    route.path = path::normalized(&path);
                    route.prefix_known = false;
                }
                guards::complete(&mut route, &|name| routers.constant(index, name));
                if !call.middleware.is_empty() && settings.has(&route.handler) {
                    // The wrapper is all there is: a guard without a handler of its own.
                    route.handler.clear();
                }
                endpoints.add(route, &prefix);
            }
        }
    }
    let routes = endpoints.finish();
    observations.extend(app_wide_groups(facts, &routers));
    observations.extend(documents::drift(facts, &routes));
    observations.sort();
    (routes, observations)
}

fn route(call: &RouteCall, path: &str, prefix: &Prefix, test: bool) -> Route {
    let mut middleware = prefix.middleware.clone();
    middleware.extend(call.middleware.iter().cloned());
    Route {
        at: call.at.clone(),
        protocol: "http".to_owned(),
        method: call.method.clone(),
        path: whole_path(&call.framework, &prefix.path, path),
        handler: call.handler.clone(),
        handler_at: None,
        kind: call.framework.clone(),
        group_prefix: path::normalized(&prefix.path),
        prefix_known: prefix.known,
        auth: false,
        auth_resource: None,
        auth_action: None,
        license: false,
        infrastructure: None,
        middleware,
        body_type: call.body_type.clone(),
        test: test || call.at.class == EvidenceClass::Test,
        http: Vec::new(),
    }
}

/// Frameworks that put a path right behind the prefix: `Group("/user")` and `GET("s")` make `/users`.
const PUT_BEHIND: [&str; 2] = ["echo", "gorilla/mux"];

fn whole_path(framework: &str, prefix: &str, path: &str) -> String {
    if PUT_BEHIND.contains(&framework) && !path.starts_with('/') {
        return path::normalized(&format!("{prefix}{path}"));
    }
    path::join(prefix, path)
}

/// Routes by what a client can tell apart; the first registration gives the place.
#[derive(Default)]
struct Endpoints {
    routes: Vec<Route>,
    places: BTreeMap<(String, String, String, bool), usize>,
    /// The same by the place of the registration: one line that serves several applications is one endpoint.
    lines: BTreeMap<(Arc<str>, u32, String, String), usize>,
}

impl Endpoints {
    fn add(&mut self, route: Route, prefix: &Prefix) {
        let shape = path::shape(&route.path);
        let method = &route.method;
        let line = (Arc::clone(&route.at.file), route.at.line, method.clone(), shape.clone());
        let key = (prefix.root.clone(), method.clone(), shape, route.test);
        let next = self.routes.len();
        let place =
            self.places.get(&key).or_else(|| self.lines.get(&line)).copied().unwrap_or(next);
        self.places.entry(key).or_insert(place);
        self.lines.entry(line).or_insert(place);
        match self.routes.get_mut(place) {
            Some(first) => merge(first, route),
            None => self.routes.push(route),
        }
    }

    fn finish(mut self) -> Vec<Route> {
        for route in &mut self.routes {
            let purpose = purpose::of(&route.path, &route.handler);
            route.infrastructure = purpose.map(str::to_owned);
        }
        self.routes.sort_by(|a, b| (&a.at, &a.method, &a.path).cmp(&(&b.at, &b.method, &b.path)));
        self.routes
    }
}

/// Frameworks that describe operations over the router of another one: where both register an endpoint, the
/// router's call is the place, for it names the method and what guards it.
const DESCRIBE: [&str; 1] = ["huma"];

/// The second registration of an endpoint: a chain of middleware in one place and the handler in another are
/// one endpoint with both.
fn merge(first: &mut Route, mut second: Route) {
    if DESCRIBE.contains(&first.kind.as_str()) && !DESCRIBE.contains(&second.kind.as_str()) {
        std::mem::swap(&mut first.at, &mut second.at);
        std::mem::swap(&mut first.kind, &mut second.kind);
    }
    let is_chain = |handler: &str| handler.is_empty() || handler.contains('(');
    if is_chain(&first.handler) && !is_chain(&second.handler) {
        std::mem::swap(&mut first.handler, &mut second.handler);
    }
    let chain = (is_chain(&second.handler) && !second.handler.is_empty()).then_some(second.handler);
    for name in second.middleware.into_iter().chain(chain) {
        if !first.middleware.contains(&name) && first.handler != name {
            first.middleware.push(name);
        }
    }
    first.prefix_known |= second.prefix_known;
    first.body_type = first.body_type.take().or(second.body_type);
    first.auth_resource = first.auth_resource.take().or(second.auth_resource);
    first.auth_action = first.auth_action.take().or(second.auth_action);
    // A chain that stood in the handler's place has become middleware.
    guards::complete(first, &|_| None);
}

fn unknown_path(call: &RouteCall) -> Observation {
    let method = if call.method == "*" { "any method" } else { &call.method };
    let text = format!(
        "{method} is registered on `{}` with a path that no constant tells; the endpoint is not listed",
        call.receiver
    );
    Observation { at: at_rule(&call.at, "route.unknown-path"), text }
}

/// Fiber puts the middleware of `Group("/", …)` before every route of the application.
fn app_wide_groups(facts: &[FileFacts], routers: &Routers<'_>) -> Vec<Observation> {
    let mut found = Vec::new();
    for (index, file) in facts.iter().enumerate().filter(|(_, file)| !file.file.test) {
        let groups = file.routes.groups.iter().filter(|group| {
            group.kind == RouterKind::Group
                && group.at.rule == "fiber.group"
                && matches!(group.prefix.as_deref(), Some("" | "/"))
                && !group.middleware.is_empty()
        });
        for group in groups {
            let above = routers.prefixes(index, &group.receiver, group.scope.0.saturating_sub(1));
            if above.iter().all(|prefix| prefix.known && path::normalized(&prefix.path) == "/") {
                let text = format!(
                    "a Fiber group at `/` puts {} before every route of the application, not only its own",
                    group.middleware.join(", ")
                );
                found.push(Observation { at: at_rule(&group.at, "route.app-wide-group"), text });
            }
        }
    }
    found
}

fn at_rule(at: &Evidence, rule: &'static str) -> Evidence {
    Evidence { rule: rule.into(), ..at.clone() }
}

#[cfg(test)]
mod tests;
