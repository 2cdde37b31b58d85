//! Registrations that are built by a chain of calls: `r.Methods("GET").Path("/x").HandlerFunc(h)`,
//! `m.Combo("/x").Get(a).Post(b)`.

use tree_sitter::Node;

use super::{File, Found, register::Target, texts, values};
use crate::extract::routes::pattern::{MethodFrom, Rule};

impl<'r, 't> File<'_, 'r, 't> {
    /// What a chain of calls begins with: the router, or the call that makes one.
    pub(super) fn chain_base(&self, node: Node<'t>, rule: &Rule) -> Node<'t> {
        let builds = rule.other("builds").unwrap_or_default();
        let goes_on = |name: &str| builds.split_whitespace().any(|word| word == name);
        let mut base = node;
        while let Some((inner, _)) = self.link(base).filter(|(_, name)| goes_on(name)) {
            base = inner;
        }
        base
    }

    /// What a method call is called on, and the method's name.
    fn link(&self, call: Node<'t>) -> Option<(Node<'t>, &str)> {
        let function =
            call.child_by_field_name("function").filter(|_| call.kind() == "call_expression")?;
        let field = function.child_by_field_name("field")?;
        Some((function.child_by_field_name("operand")?, self.text(field)))
    }

    /// Methods and path of the calls before the last, which names the handler.
    pub(super) fn built(
        &self,
        found: &Found<'r, 't>,
        path_call: &str,
        arguments: &[Node<'t>],
    ) -> Option<Target> {
        let by_name = found.rule.method == MethodFrom::Name;
        if arguments.is_empty() || (!by_name && arguments.len() != 1) {
            return None;
        }
        let methods_call = found.rule.methods_call.as_deref().unwrap_or_default();
        let (mut path, mut methods) = (None, Vec::new());
        let mut next = found.part("receiver");
        while let Some((inner, name)) = next.and_then(|node| self.link(node)) {
            let list = next.and_then(|node| node.child_by_field_name("arguments"));
            let given = list.map(values::arguments).unwrap_or_default();
            if name == path_call {
                path = given.first().copied();
            } else if name == methods_call {
                methods = given.into_iter().flat_map(|node| self.strings_in(node)).collect();
            }
            next = Some(inner);
        }
        if by_name {
            methods = self.methods(found, arguments, None).0;
        }
        let (path, parts) = texts::split(self.values.parts(path?, self.input.text));
        Some(Target { methods, path, parts })
    }
}
