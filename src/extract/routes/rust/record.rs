//! Calls and attributes that register handlers, hang routers below others, and hand them on.

use tree_sitter::Node;

use super::{File, Role, Router, chain};
use crate::{
    extract::{
        routes::pattern::Found,
        syntax::{folded, text_of},
    },
    model::{RouteCall, RouteGroup, RouterKind, TextPart},
};

/// What the routes of one registration share.
pub(super) struct Registration<'f> {
    pub(super) framework: &'f str,
    /// What the evidence calls it.
    pub(super) word: &'static str,
    pub(super) path: Option<String>,
    /// The path in pieces, where names of other files are among them.
    pub(super) parts: Vec<TextPart>,
    pub(super) receiver: String,
    pub(super) middleware: Vec<String>,
    pub(super) in_func: String,
    pub(super) offset: u64,
}

impl<'r, 't> File<'_, 'r, 't> {
    /// `router.route("/x", get(handler))` and its relatives.
    pub(super) fn register(&mut self, call: Node<'t>) {
        for found in self.matches(call, Role::Route) {
            let Some((receiver, list)) = found.part("receiver").zip(found.part("arguments")) else {
                continue;
            };
            let router = self.router_of(receiver);
            if router.as_ref().is_some_and(|router| {
                !router.framework.is_empty() && router.framework != found.rule.framework
            }) {
                continue;
            }
            let arguments = chain::arguments(list);
            let Some(methods) = self.methods(
                &found,
                &arguments,
                router.as_ref().is_some_and(|router| !router.framework.is_empty()),
            ) else {
                continue;
            };
            let (path, parts) = match arguments.as_slice() {
                // `.to(handler)` and `.route(web::get()…)` on a resource have its path.
                [_] => (Some(String::new()), Vec::new()),
                [path, ..] => self.strings.split(*path, self.input.text),
                [] => continue,
            };
            let registration = Registration {
                framework: &found.rule.framework,
                word: "route",
                path,
                parts,
                receiver: router.map_or_else(
                    || folded(chain::base(receiver), self.input.text),
                    |router| router.name,
                ),
                middleware: self.middleware_of(call, "before"),
                in_func: chain::function_around(call, self.input.text),
                offset: (call.end_byte() as u64).saturating_sub(1),
            };
            for method in methods {
                self.record(&registration, &method, call);
            }
            return;
        }
    }

    /// The methods with their handlers; `None` when the call is something else of the same name.
    fn methods(
        &self,
        found: &Found<'r, 't>,
        arguments: &[Node<'t>],
        known: bool,
    ) -> Option<Vec<chain::Method<'t>>> {
        let text = self.input.text;
        let last = *arguments.last()?;
        let name = chain::name_of(found.node).unwrap_or(found.node);
        let any = |handler| {
            vec![chain::Method { name: "*".to_owned(), at: name, handler: Some(handler) }]
        };
        match found.rule.other("handlers") {
            Some("to") => chain::to(last, text).map(|method| vec![method]),
            Some("chained") if arguments.len() == 2 => {
                let methods = chain::methods(last, text);
                if methods.is_empty() { known.then(|| any(last)) } else { Some(methods) }
            }
            Some("direct") if known => Some(any(last)),
            _ => None,
        }
    }

    pub(super) fn record(
        &mut self,
        registration: &Registration<'_>,
        method: &chain::Method<'t>,
        whole: Node<'t>,
    ) {
        let handler = method.handler.map_or_else(String::new, |node| match node.kind() {
            "closure_expression" => "closure".to_owned(),
            _ => folded(node, self.input.text),
        });
        self.facts.calls.push(RouteCall {
            at: self.evidence(registration.framework, registration.word, method.at, whole),
            framework: registration.framework.to_owned(),
            method: method.name.clone(),
            path: registration.path.clone(),
            path_parts: registration.parts.clone(),
            handler,
            body_type: None,
            middleware: registration.middleware.clone(),
            receiver: registration.receiver.clone(),
            in_func: registration.in_func.clone(),
            offset: registration.offset,
        });
    }

    /// Arguments of the middleware calls further out in the chain whose `applies` is `how`.
    pub(super) fn middleware_of(&self, call: Node<'t>, how: &str) -> Vec<String> {
        let mut found = Vec::new();
        for outer in chain::outer(call) {
            let uses = self.matches(outer, Role::Use);
            let applies = uses.iter().find(|found| found.rule.other("applies") == Some(how));
            if let Some(list) = applies.and_then(|found| found.part("arguments")) {
                found.extend(
                    chain::arguments(list).into_iter().map(|node| folded(node, self.input.text)),
                );
            }
        }
        // The outermost call runs first.
        found.reverse();
        found
    }

    /// `.nest("/x", router)`, `.service(handler)`, `.mount("/x", routes![a, b])`.
    pub(super) fn mount(&mut self, call: Node<'t>) {
        for found in self.matches(call, Role::Mount) {
            let Some((receiver, list)) = found.part("receiver").zip(found.part("arguments")) else {
                continue;
            };
            let Some(router) = self.router_or_call(receiver) else { continue };
            if !router.framework.is_empty() && router.framework != found.rule.framework {
                continue;
            }
            let arguments = chain::arguments(list);
            let (prefix, prefix_parts) = match found.rule.prefix.map(|place| arguments.get(place)) {
                Some(Some(node)) => self.strings.split(*node, self.input.text),
                Some(None) => (None, Vec::new()),
                None => (Some(String::new()), Vec::new()),
            };
            let Some(child) = arguments.get(found.rule.child).copied() else { continue };
            let group = RouteGroup {
                receiver: router.name.clone(),
                prefix,
                prefix_parts,
                middleware: self.middleware_of(call, "before"),
                ..self.plain_group(&found.rule.framework, "mount", call)
            };
            for child in parts(child) {
                self.hang(group.clone(), child);
            }
            for handler in listed(child, self.input.text) {
                let group = RouteGroup { passed_to: Some(handler), ..group.clone() };
                self.facts.groups.push(group);
            }
            return;
        }
    }

    /// The child is a router of this file, a function that makes one, or a handler with an attribute.
    fn hang(&mut self, group: RouteGroup, child: Node<'t>) {
        let base = chain::base(child);
        let child_end = (child.end_byte() as u64).saturating_sub(1);
        let scope = (child_end, group.scope.1);
        let name = match self.router_of(child) {
            Some(router) => router.name,
            None if base.kind() == "call_expression" => chain::called(base, self.input.text),
            None if matches!(base.kind(), "identifier" | "scoped_identifier") => {
                let passed_to = Some(self.text(base).to_owned());
                self.facts.groups.push(RouteGroup { passed_to, ..group });
                return;
            }
            None => return,
        };
        self.facts.groups.push(RouteGroup { kind: RouterKind::Mount, name, scope, ..group });
    }

    /// The router of a chain; a call at its beginning may be of a function that makes one.
    fn router_or_call(&mut self, receiver: Node<'t>) -> Option<Router> {
        if let Some(router) = self.router_of(receiver) {
            return Some(router);
        }
        let base = chain::base(receiver);
        let name = chain::called(base, self.input.text);
        let is_call = base.kind() == "call_expression" && name.ends_with("()");
        let scope = (base.start_byte() as u64, base.end_byte() as u64);
        is_call.then(|| Router { name, framework: String::new(), scope })
    }

    /// `|cfg| …` gives the router another name inside.
    fn closure(&mut self, closure: Node<'t>, group: RouteGroup, framework: &str) {
        let parameters = closure.child_by_field_name("parameters");
        let first = parameters.and_then(|list| list.named_child(0));
        let first = first.map(|node| node.child_by_field_name("pattern").unwrap_or(node));
        let (Some(name), Some(body)) = (first, closure.child_by_field_name("body")) else { return };
        let name = self.text(name).to_owned();
        let scope = (body.start_byte() as u64, body.end_byte() as u64);
        self.add(RouteGroup { name, scope, ..group }, framework.to_owned());
    }

    /// `.configure(function)` and `function(router, …)` hand the router to a function.
    pub(super) fn pass(&mut self, call: Node<'t>) {
        let Some(list) = call.child_by_field_name("arguments") else { return };
        if let Some(found) = self.matches(call, Role::Pass).into_iter().next() {
            let Some(router) = found.part("receiver").and_then(|node| self.router_of(node)) else {
                return;
            };
            let Some(function) = chain::arguments(list).get(found.rule.child).copied() else {
                return;
            };
            let group = self.plain_group(&found.rule.framework, "pass", call);
            let group = RouteGroup { receiver: router.name.clone(), ..group };
            match function.kind() {
                "identifier" | "scoped_identifier" => {
                    let passed_to = Some(self.text(function).to_owned());
                    self.facts.groups.push(RouteGroup { passed_to, ..group });
                }
                "closure_expression" => self.closure(function, group, &router.framework),
                _ => {}
            }
            return;
        }
        let function = call.child_by_field_name("function");
        let function =
            function.filter(|node| matches!(node.kind(), "identifier" | "scoped_identifier"));
        let Some(function) = function else { return };
        for (node, position) in chain::arguments(list).into_iter().zip(0_u32..) {
            let Some(router) = self.router_of(node) else { continue };
            let passed_to = Some(self.text(function).to_owned());
            let scope = (node.end_byte() as u64, node.end_byte() as u64);
            let group = self.plain_group(&router.framework, "pass", call);
            self.facts.groups.push(RouteGroup {
                receiver: router.name,
                passed_to,
                position,
                scope,
                ..group
            });
        }
    }
}

/// The routers or handlers in a tuple, or the one expression; a list of handlers is none.
fn parts(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    match node.kind() {
        "tuple_expression" => node.named_children(&mut cursor).collect(),
        "macro_invocation" => Vec::new(),
        _ => vec![node],
    }
}

/// The paths of the functions in `routes![a, users::list]`.
pub(super) fn listed(node: Node<'_>, text: &str) -> Vec<String> {
    let tokens = node.named_child(1).filter(|_| node.kind() == "macro_invocation");
    let inner = tokens.map_or("", |tokens| text_of(tokens, text));
    let inner = inner.trim_matches(['[', ']', '(', ')', '{', '}']);
    let lines = inner.lines().map(|line| line.split("//").next().unwrap_or(line));
    let inner: String = lines.flat_map(str::chars).filter(|one| !one.is_whitespace()).collect();
    let is_path = |path: &&str| {
        !path.is_empty() && path.chars().all(|one| one.is_alphanumeric() || "_:".contains(one))
    };
    inner.split(',').filter(is_path).map(str::to_owned).collect()
}
