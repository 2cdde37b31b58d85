//! Where routers go: into parameters and closures, below other routers, into other functions.

use tree_sitter::Node;

use super::{
    File, Found, Role, links,
    nested::Nested,
    routers::{Holder, Origin, inner_expression},
    texts, values,
};
use crate::{
    extract::syntax::folded,
    model::{RouteGroup, RouterKind},
};

impl<'r, 't> File<'_, 'r, 't> {
    /// A parameter of a router type.
    pub(super) fn parameter(&mut self, node: Node<'t>) {
        for found in self.matches(node, Role::Parameter) {
            let (Some(name), Some(type_node)) = (found.part("name"), found.part("type")) else {
                continue;
            };
            if !self.is_of(&found, self.text(type_node).trim_start_matches('*')) {
                continue;
            }
            let Some((function, position)) = self.function_of(node, name) else { continue };
            let Some(body) = function.child_by_field_name("body") else { continue };
            let framework = &found.rule.framework;
            let group = RouteGroup {
                kind: RouterKind::Parameter,
                name: self.text(name).to_owned(),
                in_func: self.callable_name(function),
                scope: (body.start_byte() as u64, body.end_byte() as u64),
                position,
                ..self.plain_group(framework, "parameter", name, name)
            };
            self.add(group, framework);
        }
    }

    /// The name under which others call a function: its own, or one made up for a literal that is handed on,
    /// or that of the function that does nothing but return it.
    fn callable_name(&self, function: Node<'t>) -> String {
        if let Some(name) = self.values.around.function_name(function, self.input.text) {
            return name;
        }
        let returned = self
            .values
            .around
            .ancestors(function)
            .take_while(|outer| outer.kind() != "block")
            .any(|outer| outer.kind() == "return_statement");
        let outer = self.values.around.function_around(function, self.input.text);
        if returned { format!("{outer}()") } else { links::literal_name(function) }
    }

    /// The function whose parameter `name` is, and the parameter's position in it.
    pub(super) fn function_of(
        &self,
        declaration: Node<'t>,
        name: Node<'t>,
    ) -> Option<(Node<'t>, u32)> {
        let mut outer = self.values.around.ancestors(declaration);
        let (list, function) = (outer.next()?, outer.next()?);
        let is_parameters = function.child_by_field_name("parameters") == Some(list);
        if !is_parameters || self.closures.contains(&function.id()) {
            return None;
        }
        let mut position = 0;
        let mut cursor = list.walk();
        for other in list.named_children(&mut cursor).filter(|node| node.kind() != "comment") {
            let mut inner = other.walk();
            let names: Vec<_> =
                other.children_by_field_name("name", &mut inner).filter(Node::is_named).collect();
            if let Some(index) = names.iter().position(|found| *found == name) {
                return Some((function, position + u32::try_from(index).ok()?));
            }
            position += u32::try_from(names.len().max(1)).ok()?;
        }
        None
    }

    /// `r.Route("/x", func(r Router) { … })`, and the same with the name of a function.
    pub(super) fn group_with_closure(&mut self, call: Node<'t>) -> bool {
        let Some((found, _)) = self.group_match(call) else { return false };
        let arguments = found.part("arguments").map(values::arguments).unwrap_or_default();
        let at_place = found.rule.closure.and_then(|position| arguments.get(position).copied());
        let literal = arguments.iter().copied().find(|node| is_router_function(*node));
        let Some(function) = literal.or(at_place) else { return false };
        let holder = match function.kind() {
            "func_literal" => self.closure_holder(function, found.part("receiver")),
            "identifier" | "selector_expression" => Some(Holder {
                passed_to: Some(self.text(function).to_owned()),
                owner: self.owner_of(function),
                scope: (call.start_byte() as u64, call.end_byte() as u64),
                ..Holder::default()
            }),
            _ => None,
        };
        if let (Some(holder), Some(origin)) = (holder, self.group(call)) {
            let router = self.emit(call, origin, holder);
            self.known.insert(call.id(), router);
        }
        true
    }

    /// A function without a parameter goes on with the router it is handed to: `m.Group("/x", func() { m.Get(…) })`.
    fn closure_holder(&mut self, literal: Node<'t>, receiver: Option<Node<'t>>) -> Option<Holder> {
        self.closures.insert(literal.id());
        let body = literal.child_by_field_name("body")?;
        let parameter = literal.child_by_field_name("parameters")?.named_child(0);
        let name = match parameter {
            Some(parameter) => parameter.child_by_field_name("name"),
            None => Some(receiver?),
        };
        let name = name.map_or("", |name| self.text(name)).to_owned();
        let scope = (body.start_byte() as u64, body.end_byte() as u64);
        Some(Holder { name, scope, ..Holder::default() })
    }

    /// `r.Mount("/x", other)`.
    pub(super) fn mount(&mut self, call: Node<'t>) -> bool {
        let Some(found) = self.fitting(call, Role::Mount) else { return false };
        let arguments = found.part("arguments").map(values::arguments).unwrap_or_default();
        let prefix = found.rule.prefix.and_then(|position| arguments.get(position));
        let prefix = prefix.and_then(|node| self.values.parts(*node, self.input.text));
        if let Some(child) = arguments.get(found.rule.child) {
            self.hang(call, &found, Nested::new(*child, prefix));
        }
        true
    }

    /// Records that the router `nested` is reached below the receiver of `found`.
    pub(super) fn hang(&mut self, call: Node<'t>, found: &Found<'r, 't>, nested: Nested<'t>) {
        let Nested { node: child, prefix, middleware } = nested;
        let Some(receiver) = found.part("receiver") else { return };
        let receiver = self
            .router_of(receiver)
            .map_or_else(|| folded(receiver, self.input.text), |router| router.name);
        let name = match self.router_of(child) {
            Some(router) => router.name,
            None => match child.child_by_field_name("function") {
                Some(function) => format!("{}()", self.text(function)),
                None => return,
            },
        };
        let scope = (child.end_byte() as u64, call.end_byte() as u64);
        let (prefix, prefix_parts) = texts::split(prefix);
        let owner = child.child_by_field_name("function");
        let owner = owner.map_or_else(String::new, |function| self.owner_of(function));
        let group = RouteGroup {
            kind: RouterKind::Mount,
            name,
            receiver,
            prefix,
            prefix_parts,
            middleware,
            scope,
            owner,
            ..self.plain_group(&found.rule.framework, "mount", call, call)
        };
        self.facts.groups.push(group);
    }

    /// `r.Use(middleware)` holds for what is registered after it.
    pub(super) fn apply(&mut self, call: Node<'t>) -> bool {
        let Some(found) = self.fitting(call, Role::Use) else { return false };
        let Some(receiver) = found.part("receiver").and_then(|node| self.router_of(node)) else {
            return true;
        };
        let arguments = found.part("arguments").map(values::arguments).unwrap_or_default();
        let text = self.input.text;
        let path = arguments.first().and_then(|node| self.values.string(*node, text));
        if path.is_some_and(|path| !matches!(path.as_str(), "" | "/")) {
            return true;
        }
        let is_middleware = |node: &&Node<'_>| self.values.string(**node, text).is_none();
        let middleware =
            arguments.iter().filter(is_middleware).map(|node| folded(*node, text)).collect();
        let origin = Origin::new(&receiver.framework, "use", RouterKind::Group, &receiver.name);
        let holder = Holder {
            name: receiver.name.clone(),
            scope: self.values.around.rest_of_block(call),
            ..Holder::default()
        };
        self.emit(call, origin.with(middleware), holder);
        true
    }

    /// The match in `role` that fits the router of its receiver, if that is known.
    fn fitting(&mut self, call: Node<'t>, role: Role) -> Option<Found<'r, 't>> {
        let matches = self.matches(call, role);
        let router = self.router_of(matches.first()?.part("receiver")?)?;
        matches.into_iter().find(|found| router.is_of(&found.rule.framework))
    }

    /// Hands every router among the arguments to the function that is called.
    pub(super) fn pass(&mut self, call: Node<'t>) {
        if self.known.contains_key(&call.id()) {
            return;
        }
        let function = call.child_by_field_name("function");
        let function =
            function.filter(|node| matches!(node.kind(), "identifier" | "selector_expression"));
        let Some((function, list)) = function.zip(call.child_by_field_name("arguments")) else {
            return;
        };
        let arguments = values::arguments(list);
        if !arguments.iter().any(|node| self.may_be_handed_on(inner_expression(*node))) {
            return;
        }
        let callee = folded(function, self.input.text);
        let owner = self.owner_of(function);
        for (node, position) in arguments.into_iter().zip(0_u32..) {
            let holder = Holder {
                scope: (call.start_byte() as u64, call.end_byte() as u64),
                passed_to: Some(callee.clone()),
                owner: owner.clone(),
                position,
                ..Holder::default()
            };
            self.hand_on(inner_expression(node), holder, function);
        }
    }

    /// Whether an argument is a router, or a call that could make one.
    fn may_be_handed_on(&self, node: Node<'t>) -> bool {
        if node.kind() != "call_expression" {
            return self.named(node).is_some() || self.may_hold_router(node);
        }
        let (id, function) = (node.id(), node.child_by_field_name("function"));
        let makes = |function: Node<'t>| {
            function.kind() == "identifier" || links::makes_router(self.text(function))
        };
        self.found.contains_key(&id) || self.known.contains_key(&id) || function.is_some_and(makes)
    }

    /// A router, or a call that makes one, as an argument of `function`.
    fn hand_on(&mut self, node: Node<'t>, holder: Holder, function: Node<'t>) {
        let callees = self.callees(function);
        let is_list = callees.iter().any(Option::is_some);
        let router = if is_list { self.router_of(node) } else { self.named(node) };
        if let Some(router) = router {
            for callee in callees {
                let origin =
                    Origin::new(&router.framework, "pass", RouterKind::Group, &router.name);
                let start = node.end_byte() as u64 + 1;
                let scope = if is_list { (start, start) } else { holder.scope };
                let passed_to = callee.or_else(|| holder.passed_to.clone());
                self.emit(node, origin, Holder { scope, passed_to, ..holder.clone() });
            }
        } else if node.kind() == "call_expression" && self.make(node, holder.clone()).is_none() {
            self.made_elsewhere(node, holder);
        } else if self.may_hold_router(node) {
            let origin = Origin::new("", "pass", RouterKind::Group, self.text(node));
            self.emit(node, origin, holder);
        }
    }

    /// A field, or a variable of another file, with a router's name: `server.Engine`, `V1`.
    fn may_hold_router(&self, node: Node<'t>) -> bool {
        let offset = node.start_byte() as u64;
        let name = match node.kind() {
            "selector_expression" => {
                node.child_by_field_name("field").map(|field| self.text(field))
            }
            "identifier" => Some(self.text(node)).filter(|name| {
                self.values.visible(name, offset).is_none()
                    && self.values.type_of(name, offset).is_none()
            }),
            _ => None,
        };
        let name = name.unwrap_or_default().to_ascii_lowercase();
        let ends = ["router", "app", "engine", "mux", "echo", "group", "api", "routes", "fiber"];
        let version = name.strip_prefix('v').is_some_and(|rest| rest.parse::<u8>().is_ok());
        version || ends.iter().any(|word| name.ends_with(word)) || name.starts_with("api")
    }

    /// The functions that a called name stands for: the items of a list that is walked, else itself (`None`).
    fn callees(&self, function: Node<'t>) -> Vec<Option<String>> {
        let name = (function.kind() == "identifier").then(|| self.text(function));
        let binding = name.and_then(|name| self.values.visible(name, function.start_byte() as u64));
        let items = binding
            .filter(|binding| binding.ranged && !binding.key)
            .map(|binding| self.items_of(binding.value));
        let named = items.unwrap_or_default().into_iter().filter_map(|item| match item.kind() {
            "identifier" | "selector_expression" => Some(Some(self.text(item).to_owned())),
            "func_literal" => Some(Some(links::literal_name(item))),
            _ => None,
        });
        let found: Vec<Option<String>> = named.collect();
        if found.is_empty() { vec![None] } else { found }
    }
}

/// A function literal with one parameter, as groups take it.
fn is_router_function(node: Node<'_>) -> bool {
    let parameters =
        node.child_by_field_name("parameters").filter(|_| node.kind() == "func_literal");
    let only = parameters.filter(|list| list.named_child_count() == 1);
    let type_node = only.and_then(|list| list.named_child(0)?.child_by_field_name("type"));
    // A handler takes a context; only a router's type is a plain or qualified name in both.
    type_node.is_some_and(|node| matches!(node.kind(), "qualified_type" | "type_identifier"))
}
