//! Calls and attributes that register handlers, hang routers below others, and hand them on.

use tree_sitter::Node;

use super::{File, Role, chain};
use crate::{
    extract::{routes::pattern::Found, syntax::folded},
    model::{RouteCall, RouteGroup, RouterKind, TextPart},
};

/// What the routes of one registration share.
struct Registration<'f> {
    framework: &'f str,
    path: Option<String>,
    /// The path in pieces, where names of other files are among them.
    parts: Vec<TextPart>,
    receiver: String,
    middleware: Vec<String>,
    in_func: String,
    offset: u64,
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

    fn record(
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
            at: self.evidence(registration.framework, "route", method.at, whole),
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

    /// `#[get("/x")] async fn handler()`; whoever registers the function gives it a prefix.
    pub(super) fn attribute(&mut self, node: Node<'t>) {
        let Some(found) = self.matches(node, Role::Route).into_iter().next() else { return };
        let below = std::iter::successors(node.next_named_sibling(), Node::next_named_sibling);
        let mut below = below.skip_while(|next| {
            matches!(next.kind(), "attribute_item" | "line_comment" | "block_comment")
        });
        let Some(function) = below.next().filter(|node| node.kind() == "function_item") else {
            return;
        };
        let Some((name, path)) = function.child_by_field_name("name").zip(found.part("path"))
        else {
            return;
        };
        let Some(method) = found.part("method") else { return };
        let handler = self.text(name).to_owned();
        let scope = (node.start_byte() as u64, function.end_byte() as u64);
        let group = RouteGroup {
            kind: RouterKind::Parameter,
            name: handler.clone(),
            in_func: handler.clone(),
            scope,
            ..self.plain_group(&found.rule.framework, "handler", node)
        };
        self.facts.groups.push(group);
        // Rocket writes the query into the path.
        let path = self.strings.value(path, self.input.text);
        let path = path.map(|path| path.split('?').next().unwrap_or_default().to_owned());
        let registration = Registration {
            framework: &found.rule.framework,
            path,
            parts: Vec::new(),
            receiver: handler.clone(),
            middleware: Vec::new(),
            in_func: handler,
            offset: scope.0,
        };
        for word in self.attribute_methods(node, method) {
            let method = chain::Method { name: word, at: method, handler: Some(name) };
            self.record(&registration, &method, function);
        }
    }

    /// The attribute's own name, or the `method = "…"` settings of `#[route(…)]`.
    fn attribute_methods(&self, attribute: Node<'t>, method: Node<'t>) -> Vec<String> {
        let word = self.text(method);
        let word = word.rsplit("::").next().unwrap_or(word);
        if word != "route" {
            return vec![word.to_ascii_uppercase()];
        }
        let settings = self.text(attribute).split("method").skip(1);
        settings.filter_map(|rest| rest.split('"').nth(1)).map(str::to_ascii_uppercase).collect()
    }

    /// `.nest("/x", router)`, `.service(handler)`, `.mount("/x", routes![a, b])`.
    pub(super) fn mount(&mut self, call: Node<'t>) {
        for found in self.matches(call, Role::Mount) {
            let Some((receiver, list)) = found.part("receiver").zip(found.part("arguments")) else {
                continue;
            };
            let Some(router) = self.router_of(receiver) else { continue };
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
            for child in parts(child) {
                let group = RouteGroup {
                    receiver: router.name.clone(),
                    prefix: prefix.clone(),
                    prefix_parts: prefix_parts.clone(),
                    middleware: self.middleware_of(call, "before"),
                    ..self.plain_group(&found.rule.framework, "mount", call)
                };
                self.hang(group, child);
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
            if matches!(function.kind(), "identifier" | "scoped_identifier") {
                let passed_to = Some(self.text(function).to_owned());
                let group = self.plain_group(&found.rule.framework, "pass", call);
                self.facts.groups.push(RouteGroup { receiver: router.name, passed_to, ..group });
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

/// The handlers in a tuple or in `routes![…]`, or the one expression.
fn parts(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    match node.kind() {
        "tuple_expression" => node.named_children(&mut cursor).collect(),
        "macro_invocation" => {
            let Some(tokens) = node.named_child(1) else { return Vec::new() };
            let mut inner = tokens.walk();
            tokens.named_children(&mut inner).filter(|token| token.kind() == "identifier").collect()
        }
        _ => vec![node],
    }
}
