//! Registrations and groups to whole routes: prefixes are joined across variables, closures, functions and
//! files, as far as names decide it without guessing.

mod documents;
mod path;
mod routers;
mod settings;

use std::{borrow::Cow, collections::BTreeMap};

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
            let Some(path) = &call.path else {
                observations.extend((!file.file.test).then(|| unknown_path(call)));
                continue;
            };
            for prefix in routers.prefixes(index, &call.receiver, call.offset) {
                let mut route = route(call, path, &prefix, file.file.test);
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

/// Parts of names that speak of authentication or authorization.
const AUTH_WORDS: [&str; 14] = [
    "auth",
    "jwt",
    "token",
    "protected",
    "protect",
    "permission",
    "guard",
    "rbac",
    "apikey",
    "api_key",
    "bearer",
    "login",
    "requireuser",
    "requirerole",
];

/// Whether the function that a middleware expression calls is named for authentication; its arguments do not
/// count, and an author is no authentication.
fn authenticates(middleware: &str) -> bool {
    let name = middleware.split('(').next().unwrap_or(middleware).to_ascii_lowercase();
    let name = name.replace("author", "writer").replace("writeriz", "authoriz");
    AUTH_WORDS.iter().any(|word| name.contains(word))
}

fn route(call: &RouteCall, path: &str, prefix: &Prefix, test: bool) -> Route {
    let mut middleware = prefix.middleware.clone();
    middleware.extend(call.middleware.iter().cloned());
    Route {
        at: call.at.clone(),
        protocol: "http".to_owned(),
        method: call.method.clone(),
        path: path::join(&prefix.path, path),
        handler: call.handler.clone(),
        handler_at: None,
        kind: call.framework.clone(),
        group_prefix: path::normalized(&prefix.path),
        prefix_known: prefix.known,
        auth: middleware.iter().any(|name| authenticates(name)),
        middleware,
        body_type: call.body_type.clone(),
        test: test || call.at.class == EvidenceClass::Test,
    }
}

/// Routes by what a client can tell apart; the first registration gives the place.
#[derive(Default)]
struct Endpoints {
    routes: Vec<Route>,
    places: BTreeMap<(String, String, String, bool), usize>,
}

impl Endpoints {
    fn add(&mut self, route: Route, prefix: &Prefix) {
        let shape = path::shape(&route.path);
        let key = (prefix.root.clone(), route.method.clone(), shape, route.test);
        let place = *self.places.entry(key).or_insert(self.routes.len());
        match self.routes.get_mut(place) {
            Some(first) => merge(first, route),
            None => self.routes.push(route),
        }
    }

    fn finish(mut self) -> Vec<Route> {
        self.routes.sort_by(|a, b| (&a.at, &a.method, &a.path).cmp(&(&b.at, &b.method, &b.path)));
        self.routes
    }
}

/// The second registration of an endpoint: a chain of middleware in one place and the handler in another are
/// one endpoint with both.
fn merge(first: &mut Route, mut second: Route) {
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
    first.body_type = first.body_type.take().or(second.body_type);
    first.auth = first.middleware.iter().any(|name| authenticates(name));
}

fn unknown_path(call: &RouteCall) -> Observation {
    let method = if call.method == "*" { "any method" } else { &call.method };
    let text = format!(
        "{method} is registered on `{}` with a path that is no constant of the file; the endpoint is not listed",
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
    Evidence { rule: Cow::Borrowed(rule), ..at.clone() }
}

#[cfg(test)]
mod tests;
