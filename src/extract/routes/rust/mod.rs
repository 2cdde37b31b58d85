//! Routers in Rust: chains of calls, the variables and parameters that hold them, and attributes on handlers.
//!
//! It knows no framework: patterns say which calls register, mount and make routers.

mod attributes;
mod chain;
mod record;
mod returned;
mod strings;

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use self::strings::Strings;
use super::{Found, Imported, go::scope::preorder, pattern::Role};
use crate::{
    extract::{
        Input,
        syntax::{end_line_of, line_of, text_of},
    },
    model::{Evidence, EvidenceClass, RouteFacts, RouteGroup, RouterKind},
};

/// Reads the routes of one Rust file from the matches of its patterns.
pub(super) fn read<'t>(
    input: &Input<'_>,
    tree: &'t Tree,
    _imports: &[Imported],
    found: Vec<Found<'_, 't>>,
) -> RouteFacts {
    let mut by_node: BTreeMap<usize, Vec<Found<'_, 't>>> = BTreeMap::new();
    for one in found {
        by_node.entry(one.node.id()).or_default().push(one);
    }
    let mut file = File {
        input,
        found: by_node,
        strings: Strings::of(tree, input.text),
        routers: Vec::new(),
        roots: BTreeMap::new(),
        facts: RouteFacts::default(),
    };
    let mut functions = Vec::new();
    preorder(tree.root_node(), |node| {
        file.visit(node);
        if node.kind() == "function_item" {
            functions.push(node);
        }
    });
    for function in functions {
        file.list(function);
        file.returned(function);
    }
    let mut facts = file.facts;
    facts.constants = file.strings.named(input.text);
    facts.calls.sort_by_key(|call| (call.at.line, call.offset));
    facts.groups.sort_by_key(|group| (group.at.line, group.scope));
    facts
}

/// What a file that names no web framework says for others.
pub(super) fn read_bystander(input: &Input<'_>, (tree, _): (&Tree, Option<&Tree>)) -> RouteFacts {
    RouteFacts { constants: strings::constants(tree, input.text), ..RouteFacts::default() }
}

/// The crates that the file names: first parts of `use` and of paths.
pub(super) fn imports(tree: &Tree, text: &str) -> Vec<Imported> {
    let mut found: Vec<Imported> = Vec::new();
    preorder(tree.root_node(), |node| {
        if !matches!(
            node.kind(),
            "use_declaration"
                | "scoped_identifier"
                | "scoped_type_identifier"
                | "extern_crate_declaration"
        ) {
            return;
        }
        let path = text_of(node, text);
        let path = ["pub ", "use ", "extern crate ", "::"]
            .iter()
            .fold(path, |path, word| path.trim_start_matches(word));
        let name = path.split([':', ';', ' ']).next().unwrap_or_default();
        if !name.is_empty() && found.iter().all(|import| import.name != name) {
            found.push(Imported { name: name.to_owned(), path: name.to_owned() });
        }
    });
    found
}

/// One file while it is read.
struct File<'a, 'r, 't> {
    input: &'a Input<'a>,
    found: BTreeMap<usize, Vec<Found<'r, 't>>>,
    strings: Strings<'t>,
    routers: Vec<Router>,
    /// Routers that calls make, by call.
    roots: BTreeMap<usize, Router>,
    facts: RouteFacts,
}

/// A router that the file names.
#[derive(Clone, Debug)]
struct Router {
    name: String,
    framework: String,
    scope: (u64, u64),
}

impl<'r, 't> File<'_, 'r, 't> {
    fn visit(&mut self, node: Node<'t>) {
        match node.kind() {
            "let_declaration" => self.define(node),
            "parameter" => self.parameter(node),
            "attribute_item" => self.attribute(node),
            "call_expression" => {
                self.register(node);
                self.mount(node);
                self.pass(node);
            }
            _ => {}
        }
    }

    fn text(&self, node: Node<'_>) -> &str {
        text_of(node, self.input.text)
    }

    fn matches(&self, node: Node<'_>, role: Role) -> Vec<Found<'r, 't>> {
        let all = self.found.get(&node.id()).into_iter().flatten();
        all.filter(|found| found.role == role).cloned().collect()
    }

    fn evidence(&self, framework: &str, kind: &str, at: Node<'_>, whole: Node<'_>) -> Evidence {
        let rule = format!("{framework}.{kind}");
        let mut evidence = self.input.source.evidence(rule, line_of(at), end_line_of(whole));
        if in_test(at, self.input.text) {
            evidence.class = EvidenceClass::Test;
        }
        evidence
    }

    /// `let v1 = <a chain on a router>;` is another name for the router.
    fn define(&mut self, node: Node<'t>) {
        let Some((pattern, value)) =
            node.child_by_field_name("pattern").zip(node.child_by_field_name("value"))
        else {
            return;
        };
        let base = chain::base(value);
        let name = match base.kind() {
            "identifier" => self.text(base).to_owned(),
            _ => self
                .root(base)
                .map_or_else(|| chain::called(base, self.input.text), |root| root.name),
        };
        let known = self.router_of(value);
        let is_function = name.ends_with("()");
        // `let (router, document) = chain.split_for_parts();`
        let first = pattern.named_child(0).filter(|_| pattern.kind() == "tuple_pattern");
        let pattern = first.unwrap_or(pattern);
        if pattern.kind() != "identifier" || (known.is_none() && !is_function) {
            return;
        }
        let framework = known.map_or_else(String::new, |router| router.framework);
        let block_end = node.parent().map_or(node.end_byte(), |block| block.end_byte());
        let group = RouteGroup {
            kind: RouterKind::Group,
            name: self.text(pattern).to_owned(),
            receiver: name,
            scope: (node.end_byte() as u64, block_end as u64),
            ..self.plain_group(&framework, "router", node)
        };
        self.add(group, framework);
    }

    fn parameter(&mut self, node: Node<'t>) {
        for found in self.matches(node, Role::Parameter) {
            let (Some(name), Some(list)) = (found.part("name"), node.parent()) else { continue };
            let Some(function) = list.parent() else { continue };
            let Some(body) = function.child_by_field_name("body") else { continue };
            let mut cursor = list.walk();
            let parameters =
                list.named_children(&mut cursor).filter(|child| child.kind() == "parameter");
            let position = parameters.take_while(|child| *child != node).count();
            let group = RouteGroup {
                kind: RouterKind::Parameter,
                name: self.text(name).trim_start_matches("mut ").to_owned(),
                in_func: function
                    .child_by_field_name("name")
                    .map_or("", |name| self.text(name))
                    .to_owned(),
                scope: (body.start_byte() as u64, body.end_byte() as u64),
                position: u32::try_from(position).unwrap_or(0),
                ..self.plain_group(&found.rule.framework, "parameter", node)
            };
            self.add(group, found.rule.framework.clone());
        }
    }

    /// The router at the beginning of a chain.
    fn router_of(&mut self, node: Node<'t>) -> Option<Router> {
        let base = chain::base(node);
        if base.kind() == "call_expression" {
            return self.root(base);
        }
        let (name, offset) = (self.text(base), base.start_byte() as u64);
        let holds = |router: &&Router| {
            router.name == name && router.scope.0 <= offset && offset < router.scope.1
        };
        self.routers.iter().filter(holds).max_by_key(|router| router.scope.0).cloned()
    }

    /// The router that a constructor call makes.
    fn root(&mut self, call: Node<'t>) -> Option<Router> {
        if let Some(known) = self.roots.get(&call.id()) {
            return Some(known.clone());
        }
        let found = self.matches(call, Role::Root).into_iter().next()?;
        let argument = found.part("arguments").and_then(|list| list.named_child(0));
        let (prefix, prefix_parts) = match (found.rule.prefix, argument) {
            (Some(_), Some(node)) => self.strings.split(node, self.input.text),
            (Some(_), None) => (None, Vec::new()),
            (None, _) => (Some(String::new()), Vec::new()),
        };
        let group = RouteGroup {
            kind: RouterKind::Root,
            name: crate::extract::syntax::folded(call, self.input.text),
            prefix,
            prefix_parts,
            middleware: self.middleware_of(call, "all"),
            scope: chain::extent(call),
            ..self.plain_group(&found.rule.framework, "root", call)
        };
        let root = self.add(group, found.rule.framework.clone());
        self.roots.insert(call.id(), root.clone());
        Some(root)
    }

    fn plain_group(&self, framework: &str, kind: &str, node: Node<'t>) -> RouteGroup {
        RouteGroup {
            at: self.evidence(framework, kind, node, node),
            kind: RouterKind::Group,
            name: String::new(),
            receiver: String::new(),
            prefix: Some(String::new()),
            middleware: Vec::new(),
            prefix_parts: Vec::new(),
            in_func: chain::function_around(node, self.input.text),
            in_type: chain::type_around(node, self.input.text),
            scope: (node.end_byte() as u64, node.end_byte() as u64),
            passed_to: None,
            owner: String::new(),
            position: 0,
        }
    }

    fn add(&mut self, group: RouteGroup, framework: String) -> Router {
        let router = Router { name: group.name.clone(), framework, scope: group.scope };
        self.facts.groups.push(group);
        self.routers.push(router.clone());
        router
    }
}

/// Whether a place stands in a test function or in a module that only tests compile.
fn in_test(node: Node<'_>, text: &str) -> bool {
    let items = std::iter::successors(Some(node), Node::parent);
    items.filter(|node| matches!(node.kind(), "mod_item" | "function_item")).any(|item| {
        let above = std::iter::successors(item.prev_sibling(), Node::prev_sibling);
        let mut attributes =
            above.take_while(|node| node.kind() == "attribute_item" || node.is_extra());
        attributes.any(|attribute| {
            let name = text_of(attribute, text).trim_start_matches("#[").trim_end_matches(']');
            let path = name.split('(').next().unwrap_or(name);
            path == "test" || path.ends_with("::test") || name.replace(' ', "").contains("cfg(test")
        })
    })
}
