//! Calls that register a handler: which of the calls named `Get` do, and what they say.

use tree_sitter::Node;

use super::{
    super::pattern::MethodFrom, File, Found, Role, Router, handler::Chain,
    routers::inner_expression, scope, texts, values,
};
use crate::{
    extract::syntax::folded,
    model::{RouteCall, RouteGroup, RouterKind, TextPart},
};

/// Parts of names that belong to what also has methods like `Get`: no router is called so.
const NEVER_ROUTERS: [&str; 9] = [
    "cache",
    "client",
    "header",
    "request",
    "response",
    "redis",
    "repositor",
    "context",
    "session",
];
/// The same for the end of a name: an `httpRouter` is one.
const NEVER_AT_END: [&str; 9] =
    ["http", "req", "resp", "store", "repo", "ctx", "query", "params", "mock"];

/// What a handler is registered on.
struct Receiver<'t> {
    node: Node<'t>,
    router: Option<Router>,
}

/// Method and path of one registration.
pub(super) struct Target {
    pub(super) methods: Vec<String>,
    pub(super) path: Option<String>,
    /// The path in pieces, where names of other files are among them.
    pub(super) parts: Vec<TextPart>,
}

impl<'r, 't> File<'_, 'r, 't> {
    /// Records `call` when it registers a handler.
    pub(super) fn register(&mut self, call: Node<'t>) -> bool {
        for found in self.matches(call, Role::Route) {
            let Some(receiver) = found.part("receiver") else { continue };
            let built = found.rule.other("path-call").is_some();
            let receiver = if built { self.chain_base(receiver, found.rule) } else { receiver };
            let router = self.receiving_router(receiver, &found);
            if !self.fits(&found, receiver, router.as_ref()) {
                continue;
            }
            let receiver = Receiver { node: receiver, router };
            let rounds = self.rounds(&found);
            let mut registers = false;
            for round in rounds {
                self.values.round = round;
                registers |= self.register_one(&found, &receiver);
                self.values.round.clear();
            }
            if !registers && !self.register_one(&found, &receiver) {
                continue;
            }
            return true;
        }
        false
    }

    /// Records one registration, of one round of the loop around it.
    fn register_one(&mut self, found: &Found<'r, 't>, receiver: &Receiver<'t>) -> bool {
        let call = found.node;
        let arguments = found.part("arguments").map(values::arguments).unwrap_or_default();
        let known = receiver.router.as_ref().is_some_and(|router| !router.framework.is_empty());
        let Some(target) = self.target(found, &arguments, known) else { return false };
        let handler = arguments.last().copied();
        if !self.mounted_handler(call, found, handler, target.path.as_ref()) {
            self.record(found, receiver, target, &arguments);
        }
        true
    }

    /// The router of the receiver; the package `http` is one itself.
    fn receiving_router(&mut self, receiver: Node<'t>, found: &Found<'r, 't>) -> Option<Router> {
        if let Some(router) = self.router_of(receiver) {
            return Some(router);
        }
        let name = self.text(receiver).to_owned();
        let framework = &found.rule.framework;
        let is_package = self.import(&name).is_some_and(|import| import.path == *framework);
        if !is_package {
            return None;
        }
        let group = RouteGroup {
            kind: RouterKind::Root,
            name,
            in_func: String::new(),
            in_type: String::new(),
            scope: self.values.around.whole_file(receiver),
            ..self.plain_group(framework, "root", receiver, receiver)
        };
        Some(self.add(group, framework))
    }

    /// Whether a match fits what it is called on: the framework of a known router, the package of a function,
    /// or else anything that may be a router at all.
    fn fits(&self, found: &Found<'r, 't>, receiver: Node<'t>, router: Option<&Router>) -> bool {
        match (found.part("package"), router) {
            (Some(package), _) => self.is_of(found, self.text(package)),
            (None, Some(router)) => router.is_of(&found.rule.framework),
            (None, None) => self.may_be_router(receiver),
        }
    }

    /// Whether an expression that nothing is known about may be a router: its name, its type and what it was
    /// made from say nothing against it.
    fn may_be_router(&self, receiver: Node<'t>) -> bool {
        let text = folded(receiver, self.input.text);
        let name = text.split('(').next().unwrap_or(&text);
        let last = name.rsplit('.').next().unwrap_or(name);
        if self.import(name).is_some() || speaks_against(last) || matches!(last, "c" | "w" | "r") {
            // `r` and `c` without a router's type are requests and contexts.
            return false;
        }
        let offset = receiver.start_byte() as u64;
        let value = self.values.value_of(name, offset);
        let made_from = value.map(|node| folded(inner_expression(node), self.input.text));
        let made_from = made_from.filter(|value| value.contains(['.', '(', '{']));
        if made_from.is_some_and(|value| value.split(['(', '{']).next().is_some_and(speaks_against))
        {
            return false;
        }
        self.parameter_type(name, receiver).is_none_or(|kind| !speaks_against(&kind))
    }

    /// The type of the parameter `name` of a function around `place`.
    fn parameter_type(&self, name: &str, place: Node<'t>) -> Option<String> {
        let mut outer = self.values.around.enclosing_function(place);
        while let Some(function) = outer {
            for list in ["parameters", "receiver"]
                .into_iter()
                .filter_map(|field| function.child_by_field_name(field))
            {
                let mut cursor = list.walk();
                for declaration in list.named_children(&mut cursor) {
                    let mut inner = declaration.walk();
                    let mut names = declaration.children_by_field_name("name", &mut inner);
                    if names.any(|node| self.text(node) == name) {
                        return declaration
                            .child_by_field_name("type")
                            .map(|node| self.text(node).to_owned());
                    }
                }
            }
            outer = self.values.around.enclosing_function(function);
        }
        None
    }

    /// Method and path, when the arguments are those of a registration.
    fn target(&self, found: &Found<'r, 't>, arguments: &[Node<'t>], known: bool) -> Option<Target> {
        let rule = found.rule;
        if let Some(name) = rule.other("path-call") {
            return self.built(found, name, arguments);
        }
        if let Some(position) = rule.operation {
            arguments.get(position + 1)?;
            return self.operation(*arguments.get(position)?);
        }
        // A path and a handler: clients and caches take less, or something else.
        let last = arguments.get(rule.handler.unwrap_or(rule.path + 1)).and(arguments.last())?;
        let at_path = arguments.get(rule.path)?;
        let (path, parts) = texts::split(self.values.parts(*at_path, self.input.text));
        let is_path = match &path {
            Some(path) if known => !path.contains("://"),
            Some(path) => {
                path.starts_with('/') || (rule.method == MethodFrom::Pattern && path.contains(" /"))
            }
            None => {
                known
                    && matches!(
                        at_path.kind(),
                        "identifier"
                            | "selector_expression"
                            | "binary_expression"
                            | "call_expression"
                    )
            }
        };
        if !is_path || !may_be_handler(*last) {
            return None;
        }
        let (methods, path) = self.methods(found, arguments, path);
        Some(Target { methods, path, parts })
    }

    pub(super) fn methods(
        &self,
        found: &Found<'r, 't>,
        arguments: &[Node<'t>],
        path: Option<String>,
    ) -> (Vec<String>, Option<String>) {
        let methods = match &found.rule.method {
            MethodFrom::Name => found
                .part("method")
                .map(|node| self.text(node).to_ascii_uppercase())
                .into_iter()
                .collect(),
            MethodFrom::Argument(position) => {
                arguments.get(*position).map(|node| self.strings_in(*node)).unwrap_or_default()
            }
            MethodFrom::Fixed(method) => match &found.rule.methods_call {
                Some(name) => self.chained_methods(found.node, name),
                None => vec![method.clone()],
            },
            MethodFrom::Pattern => {
                let Some(path) = path else { return (vec!["*".to_owned()], None) };
                let (method, rest) = path.split_once(' ').unwrap_or(("*", &path));
                // What stands before the first slash is a host.
                let start = rest.find('/').unwrap_or(0);
                return (vec![method.to_owned()], rest.get(start..).map(str::to_owned));
            }
        };
        (methods, path)
    }

    /// The strings that an expression is or lists.
    pub(super) fn strings_in(&self, node: Node<'t>) -> Vec<String> {
        if let Some(one) = self.values.string(node, self.input.text) {
            return vec![one];
        }
        let mut found = Vec::new();
        scope::preorder(node, |inner| {
            if inner.kind().ends_with("string_literal") || inner.kind() == "selector_expression" {
                found.extend(self.values.string(inner, self.input.text));
            }
        });
        found
    }

    /// Arguments of `.name(…)` behind the call in the same chain.
    fn chained_methods(&self, call: Node<'t>, name: &str) -> Vec<String> {
        let mut inner = call;
        while let Some(selector) =
            self.values.around.parent(inner).filter(|node| node.kind() == "selector_expression")
        {
            let Some(outer) =
                self.values.around.parent(selector).filter(|node| node.kind() == "call_expression")
            else {
                break;
            };
            let is_it =
                selector.child_by_field_name("field").is_some_and(|field| self.text(field) == name);
            if let Some(list) = outer.child_by_field_name("arguments").filter(|_| is_it) {
                return values::arguments(list)
                    .into_iter()
                    .flat_map(|node| self.strings_in(node))
                    .collect();
            }
            inner = outer;
        }
        Vec::new()
    }

    /// `Method` and `Path` of a struct literal, or of the variable that holds one.
    fn operation(&self, node: Node<'t>) -> Option<Target> {
        let node = inner_expression(node);
        let literal = match node.kind() {
            "identifier" => {
                inner_expression(self.values.value_of(self.text(node), node.start_byte() as u64)?)
            }
            _ => node,
        };
        let body = literal
            .child_by_field_name("body")
            .filter(|_| literal.kind() == "composite_literal")?;
        let mut target = Target { methods: Vec::new(), path: None, parts: Vec::new() };
        let mut cursor = body.walk();
        for element in
            body.named_children(&mut cursor).filter(|node| node.kind() == "keyed_element")
        {
            for (key, value) in values::pairs(element) {
                match self.text(key) {
                    "Method" => target.methods = self.strings_in(value),
                    "Path" => {
                        let parts = self.values.parts(value, self.input.text);
                        (target.path, target.parts) = texts::split(parts);
                    }
                    _ => {}
                }
            }
        }
        (!target.methods.is_empty()).then_some(target)
    }

    fn record(
        &mut self,
        found: &Found<'r, 't>,
        receiver: &Receiver<'t>,
        target: Target,
        arguments: &[Node<'t>],
    ) {
        let (text, call) = (self.input.text, found.node);
        let Receiver { node, router } = receiver;
        let node = *node;
        let given: Vec<Node<'t>> = arguments.iter().map(|node| self.given(*node)).collect();
        let chain = Chain::of(found.rule, &given, &self.values, text);
        let mut middleware = chain.middleware;
        if router.is_none() && node.kind() == "call_expression" {
            // An unknown call that makes the router says at least what guards the route.
            middleware.insert(0, folded(node, text));
        }
        let name = call
            .child_by_field_name("function")
            .and_then(|function| function.child_by_field_name("field"));
        let name = name.unwrap_or(call);
        // A table says more in its row than in the loop.
        let row = self.values.round.first().map(|(_, item)| *item);
        let methods = if target.methods.is_empty() { vec!["*".to_owned()] } else { target.methods };
        for method in methods {
            self.facts.calls.push(RouteCall {
                at: self.evidence(
                    &found.rule.framework,
                    "route",
                    row.unwrap_or(name),
                    row.unwrap_or(call),
                ),
                framework: found.rule.framework.clone(),
                method: any_or(&method),
                path: target.path.clone(),
                path_parts: target.parts.clone(),
                handler: chain.handler.clone(),
                body_type: chain.body_type.clone(),
                middleware: middleware.clone(),
                receiver: router
                    .as_ref()
                    .map_or_else(|| folded(node, text), |router| router.name.clone()),
                in_func: self.values.around.function_around(call, text),
                offset: (call.end_byte() as u64).saturating_sub(1),
            });
        }
    }
}

impl<'t> File<'_, '_, 't> {
    /// An argument, or what it is in this round of a loop.
    fn given(&self, node: Node<'t>) -> Node<'t> {
        self.values.in_round(node, self.input.text).unwrap_or(node)
    }
}

fn any_or(method: &str) -> String {
    match method.to_ascii_uppercase().as_str() {
        "ALL" | "ANY" | "" => "*".to_owned(),
        "DEL" => "DELETE".to_owned(),
        capitals => capitals.to_owned(),
    }
}

/// Whether a word of a name (`userCache`, `*http.Client`) is one that no router has.
fn speaks_against(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or(&name).trim_start_matches('*');
    NEVER_ROUTERS.iter().any(|word| last.contains(word))
        || NEVER_AT_END.iter().any(|word| last.ends_with(word))
        || name.starts_with("resty.")
}

fn may_be_handler(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "identifier"
            | "selector_expression"
            | "func_literal"
            | "call_expression"
            | "variadic_argument"
            | "type_conversion_expression"
            | "index_expression"
            | "parenthesized_expression"
    ) || (node.kind() == "unary_expression"
        && node.named_child(0).is_some_and(|inner| inner.kind() == "composite_literal"))
        || node.kind() == "composite_literal"
}
