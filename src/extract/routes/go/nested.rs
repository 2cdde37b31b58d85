//! Handlers that are routers themselves: `mux.Handle("/x/", http.StripPrefix("/x", other))`.
//!
//! Whether a called function returns a router is not known here: such a mount stands beside the registration,
//! and `analyze` keeps the one that is true.

use tree_sitter::Node;

use super::{
    super::pattern::MethodFrom, File, Found, handler::wrapper, routers::inner_expression, values,
};
use crate::model::TextPart;

/// A router below another, as an expression shows it.
#[derive(Clone, Debug)]
pub(super) struct Nested<'t> {
    pub(super) node: Node<'t>,
    /// `None` when it cannot be known.
    pub(super) prefix: Option<Vec<TextPart>>,
    pub(super) middleware: Vec<String>,
}

impl<'t> Nested<'t> {
    pub(super) fn new(node: Node<'t>, prefix: Option<Vec<TextPart>>) -> Self {
        Self { node, prefix, middleware: Vec::new() }
    }

    /// The same router expression without its outermost call.
    fn inside(&self, node: Node<'t>) -> Self {
        Self { node, ..self.clone() }
    }
}

impl<'r, 't> File<'_, 'r, 't> {
    /// Hangs the routers that the handler of a registration is made of; whether it certainly is one.
    pub(super) fn mounted_handler(
        &mut self,
        call: Node<'t>,
        found: &Found<'r, 't>,
        handler: Option<Node<'t>>,
        path: Option<&String>,
    ) -> bool {
        let Some(handler) = handler.map(inner_expression) else { return false };
        // Without StripPrefix the inner router sees whole paths.
        let whole = Nested::new(handler, Some(Vec::new()));
        if self.named(handler).is_some() {
            self.hang(call, found, whole);
            return true;
        }
        let mut nested = Vec::new();
        let stripped = self.stripped(&whole, path);
        if let Some(inner) = stripped.or_else(|| {
            (found.rule.method == MethodFrom::Pattern && handler.kind() == "call_expression")
                .then_some(whole)
        }) {
            self.nested(inner, &mut nested);
        }
        let receiver = found.part("receiver").map(|node| self.text(node).to_owned());
        nested.retain(|one| Some(self.text(one.node)) != receiver.as_deref());
        let certain = nested.iter().any(|one| self.named(one.node).is_some());
        for one in nested {
            self.hang(call, found, one);
        }
        certain
    }

    /// What `http.StripPrefix` hands on, with the prefix it takes off behind the one it has.
    fn stripped(&self, outer: &Nested<'t>, path: Option<&String>) -> Option<Nested<'t>> {
        let function = outer.node.child_by_field_name("function")?;
        if outer.node.kind() != "call_expression" || !self.text(function).ends_with(".StripPrefix")
        {
            return None;
        }
        let arguments = values::arguments(outer.node.child_by_field_name("arguments")?);
        let prefix = self.values.parts(*arguments.first()?, self.input.text);
        let prefix = prefix.or_else(|| Some(vec![TextPart::Text(path?.clone())]));
        let prefix = prefix.zip(outer.prefix.clone()).map(|(own, before)| [before, own].concat());
        Some(Nested { prefix, ..outer.inside(inner_expression(*arguments.get(1)?)) })
    }

    /// Every router, and every call that may return one, in a handler expression.
    fn nested(&self, outer: Nested<'t>, found: &mut Vec<Nested<'t>>) {
        if self.named(outer.node).is_some() {
            found.push(outer);
            return;
        }
        if let Some(inner) = self.stripped(&outer, None) {
            return self.nested(inner, found);
        }
        if outer.node.kind() != "call_expression" {
            return;
        }
        let list = outer.node.child_by_field_name("arguments");
        for argument in list.map(values::arguments).unwrap_or_default() {
            let mut inner = outer.inside(inner_expression(argument));
            inner.middleware.extend(wrapper(outer.node, self.input.text));
            self.nested(inner, found);
        }
        if !self.is_of_http(outer.node) {
            found.push(outer);
        }
    }

    /// Whether a call is one of `net/http` itself: it makes handlers, and routers only by name.
    fn is_of_http(&self, call: Node<'t>) -> bool {
        let function = call.child_by_field_name("function");
        let package = function.and_then(|function| function.child_by_field_name("operand"));
        package.is_some_and(|package| {
            self.import(self.text(package)).is_some_and(|import| import.path == "net/http")
        })
    }
}
