//! Routers and lists of handlers that functions return.

use tree_sitter::Node;

use super::{File, Role, Router, chain, preorder, record::listed};
use crate::{
    extract::routes::pattern::Found,
    model::{RouteGroup, RouterKind},
};

impl<'r, 't> File<'_, 'r, 't> {
    /// The last expression of a function that is a router.
    pub(super) fn returned(&mut self, function: Node<'t>) {
        let Some(body) = function.child_by_field_name("body") else { return };
        let Some(last) = last_expression(body) else { return };
        let tail = match last.kind() {
            "call_expression" if self.is_wrapped(last) => {
                let inner = last.child_by_field_name("arguments").map(chain::arguments);
                inner.and_then(|inner| inner.first().copied()).unwrap_or(last)
            }
            _ => last,
        };
        let Some(router) = self.router_of(tail).or_else(|| self.argument(tail)) else { return };
        let end = tail.end_byte() as u64;
        let group = RouteGroup {
            name: "return".to_owned(),
            receiver: router.name.clone(),
            scope: (end, end + 1),
            ..self.plain_group(&router.framework, "return", tail)
        };
        self.facts.groups.push(group);
    }

    /// `extend(router)` goes on with the router that it is given.
    fn argument(&mut self, tail: Node<'t>) -> Option<Router> {
        let base = chain::base(tail);
        let list =
            base.child_by_field_name("arguments").filter(|_| base.kind() == "call_expression");
        chain::arguments(list?).into_iter().find_map(|node| {
            let plain = node.kind() == "identifier";
            plain.then(|| self.router_of(node)).flatten()
        })
    }

    /// `Ok(router)`, `Some(router)`.
    fn is_wrapped(&self, call: Node<'t>) -> bool {
        let function = call.child_by_field_name("function");
        function.is_some_and(|function| matches!(self.text(function), "Ok" | "Some"))
    }

    /// A function that returns a list of handlers: those of its `routes![…]`, and the lists of the functions that
    /// it calls.
    pub(super) fn list(&mut self, function: Node<'t>) {
        let Some(found) = self.matches(function, Role::List).into_iter().next() else { return };
        let Some(body) = function.child_by_field_name("body") else { return };
        let start = body.start_byte() as u64;
        let scope = (start, body.end_byte() as u64);
        let root = self.list_group(&found, body, body);
        let root = RouteGroup { kind: RouterKind::Root, name: "return".to_owned(), scope, ..root };
        self.facts.groups.push(root);
        let mut below = Vec::new();
        preorder(body, |node| match node.kind() {
            "macro_invocation" => {
                let handlers = listed(node, self.input.text);
                below.extend(
                    handlers.into_iter().map(|handler| (node, Some(handler), String::new())),
                );
            }
            "call_expression" => {
                let name = chain::called(node, self.input.text);
                if name.ends_with("()") && !name.contains('.') {
                    below.push((node, None, name));
                }
            }
            _ => {}
        });
        for (node, passed_to, name) in below {
            let end = node.end_byte() as u64;
            let kind = if passed_to.is_some() { RouterKind::Group } else { RouterKind::Mount };
            let group = self.list_group(&found, node, body);
            let group = RouteGroup { kind, name, passed_to, scope: (end, end), ..group };
            self.facts.groups.push(RouteGroup { receiver: "return".to_owned(), ..group });
        }
    }

    fn list_group(&self, found: &Found<'r, 't>, node: Node<'t>, body: Node<'t>) -> RouteGroup {
        let in_func = self.plain_group(&found.rule.framework, "list", body).in_func;
        RouteGroup { in_func, ..self.plain_group(&found.rule.framework, "list", node) }
    }
}

/// The expression at the end of a block, which is its value.
fn last_expression(block: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = block.walk();
    let last = block
        .named_children(&mut cursor)
        .filter(|node| !node.kind().ends_with("comment"))
        .last()?;
    match last.kind() {
        "expression_statement" => {
            let inner = last.named_child(0)?;
            (inner.kind() == "return_expression").then(|| inner.named_child(0))?
        }
        "return_expression" => last.named_child(0),
        _ => Some(last),
    }
}
