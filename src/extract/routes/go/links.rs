//! What one file hands to another so that routers can be followed: functions as values, texts with a name, and
//! routers that functions return.

use std::ops::Range;

use tree_sitter::{Node, Tree};

use super::{
    File, Role, Router,
    routers::{Holder, Origin, inner_expression},
    scope, texts,
    values::{self, Values},
};
use crate::{
    extract::syntax::{folded, text_of},
    model::{EvidenceClass, FunctionValue, NamedText, RouterKind, TextPart},
};

/// Parts of the names of functions that make routers.
const MAKES_ROUTER: [&str; 10] =
    ["rout", "mux", "engine", "echo", "fiber", "gin", "chi", "app", "server", "api"];

/// Parts of the names of functions that take a router.
const TAKES_ROUTER: [&str; 12] = [
    "rout", "regist", "mount", "setup", "endpoint", "bind", "attach", "handle", "api", "config",
    "module", "with",
];

/// Longer texts are no paths.
const LONGEST: usize = 200;

/// Constants, variables and functions outside functions that stand for a text.
pub(super) fn constants(tree: &Tree, values: &Values<'_>, text: &str) -> Vec<NamedText> {
    let mut found = Vec::new();
    let root = tree.root_node();
    let mut cursor = root.walk();
    for node in root.children(&mut cursor) {
        match node.kind() {
            "const_declaration" | "var_declaration" => scope::preorder(node, |spec| {
                if matches!(spec.kind(), "const_spec" | "var_spec") {
                    for (name, value) in values::pairs(spec) {
                        found.extend(named(text_of(name, text), values.parts(value, text)));
                    }
                }
            }),
            "function_declaration" => {
                let name = node.child_by_field_name("name").map_or("", |name| text_of(name, text));
                let returned = texts::only_return(node).and_then(|node| values.parts(node, text));
                found.extend(named(&format!("{name}()"), returned));
            }
            _ => {}
        }
    }
    found
}

/// The same for a file that is not read any further: only what is written as a text. The bodies of functions
/// may have a tree of their own, and the tree lack functions with these names.
pub(super) fn plain_constants(
    (tree, bodies): (&Tree, Option<&Tree>),
    names: &[Range<usize>],
    text: &str,
) -> Vec<NamedText> {
    let root = tree.root_node();
    let mut cursor = root.walk();
    let declares = root.children(&mut cursor).any(|node| {
        matches!(node.kind(), "const_declaration" | "var_declaration")
            && text_of(node, text).contains(['"', '`'])
    });
    if !declares {
        return Vec::new();
    }
    let values = Values::outside((tree, bodies), names, text);
    let of = |tree: &Tree| constants(tree, &values, text);
    [of(tree), bodies.map(of).unwrap_or_default()].concat()
}

fn named(name: &str, parts: Option<Vec<TextPart>>) -> Option<NamedText> {
    let parts = parts?;
    let is_path = |part: &TextPart| match part {
        TextPart::Text(text) => text.len() < LONGEST && !text.contains(char::is_whitespace),
        TextPart::Name(name) => name != "_",
        TextPart::Unknown => false,
    };
    let fits =
        parts.iter().all(is_path) && parts.iter().any(|part| matches!(part, TextPart::Text(_)));
    let only_name = parts.len() == 1 && parts.iter().all(is_path);
    (fits || only_name).then(|| NamedText { name: name.to_owned(), parts })
}

impl<'t> File<'_, '_, 't> {
    /// `Field: "/x"` and `s.field = "/x"`. What a test puts into a field is not what the program does.
    pub(super) fn field_text(&mut self, statement: Node<'t>, target: Node<'t>, value: Node<'t>) {
        if self.input.source.class == EvidenceClass::Test {
            return;
        }
        let field = match (statement.kind(), target.kind()) {
            ("keyed_element", "identifier") => target,
            ("assignment_statement", "selector_expression") => {
                let Some(field) = target.child_by_field_name("field") else { return };
                field
            }
            _ => return,
        };
        let text = self.input.text;
        let parts = self.values.parts(value, text);
        let is_text = |part: &TextPart| matches!(part, TextPart::Text(text) if text.contains('/'));
        let parts = parts.filter(|parts| parts.iter().any(is_text));
        let name = format!(".{}", text_of(field, text));
        self.facts.constants.extend(named(&name, parts));
    }

    /// A variable that a function with the name of a router's maker fills: `app := NewApp()`.
    pub(super) fn made_elsewhere(&mut self, call: Node<'t>, holder: Holder) -> Option<Router> {
        let function = call.child_by_field_name("function")?;
        if !matches!(function.kind(), "identifier" | "selector_expression") {
            return None;
        }
        if !makes_router(self.text(function)) {
            return None;
        }
        let receiver = format!("{}()", folded(function, self.input.text));
        let owner = self.owner_of(function);
        let origin = Origin::new("", "router", RouterKind::Group, &receiver).of(owner);
        let router = self.emit(call, origin, holder);
        self.known.insert(call.id(), router.clone());
        Some(router)
    }

    /// A holder for a router that no variable holds: it is known by its text.
    fn unnamed(&self, call: Node<'t>) -> Holder {
        let name = folded(call, self.input.text);
        Holder { name, scope: self.values.around.own_statement(call), ..Holder::default() }
    }

    /// `return router` makes the calls of the function routers.
    pub(super) fn returned(&mut self, statement: Node<'t>) {
        let first = values::children_of(statement.named_child(0)).first().copied();
        let Some(value) = first.map(inner_expression) else { return };
        if self
            .values
            .around
            .enclosing_function(statement)
            .is_some_and(|outer| outer.kind() == "func_literal")
        {
            return;
        }
        let router = self.router_of(value).or_else(|| {
            let made = value.kind() == "call_expression";
            made.then(|| self.made_elsewhere(value, self.unnamed(value))).flatten()
        });
        let Some(router) = router else { return };
        let start = value.end_byte() as u64;
        let holder = Holder {
            name: "return".to_owned(),
            scope: (start, statement.end_byte() as u64 + 1),
            ..Holder::default()
        };
        let origin = Origin::new(&router.framework, "return", RouterKind::Group, &router.name);
        let kept = self.routers.len();
        self.emit(value, origin, holder);
        self.routers.truncate(kept);
    }

    /// Functions among the arguments of a call, the values of a literal's fields or the items of a list.
    pub(super) fn function_values(&mut self, call: Node<'t>) {
        let Some((function, list)) =
            call.child_by_field_name("function").zip(call.child_by_field_name("arguments"))
        else {
            return;
        };
        // Nobody follows what tests hand on.
        if !matches!(function.kind(), "identifier" | "selector_expression")
            || self.input.source.class == EvidenceClass::Test
        {
            return;
        }
        let to = |file: &Self| folded(function, file.input.text);
        for (node, position) in values::arguments(list).into_iter().zip(0_u32..) {
            self.function_value(node, &to, position);
            for item in self.items_of(node) {
                self.function_value(item, &to, position);
            }
        }
    }

    /// Functions in a list that a variable or a field holds.
    pub(super) fn listed_functions(
        &mut self,
        statement: Node<'t>,
        target: Node<'t>,
        value: Node<'t>,
    ) {
        if self.input.source.class == EvidenceClass::Test {
            return;
        }
        let field = match (statement.kind(), target.kind()) {
            ("keyed_element", "identifier") => Some(target),
            (_, "selector_expression") => target.child_by_field_name("field"),
            _ => return,
        };
        let to = |file: &Self| format!(".{}", field.map_or("", |field| file.text(field)));
        for item in self.items_of(value) {
            self.function_value(item, &to, 0);
        }
    }

    /// Keeps a function that is handed to `to` when it may take a router.
    fn function_value(&mut self, node: Node<'t>, to: &impl Fn(&Self) -> String, position: u32) {
        let node = inner_expression(node);
        let named = match node.kind() {
            "func_literal" => None,
            "selector_expression" | "identifier" => Some(node),
            "call_expression" => {
                let Some(function) = node.child_by_field_name("function") else { return };
                Some(function)
            }
            _ => return,
        };
        let fits = match named {
            Some(named) => takes_router_by_name(&folded(named, self.input.text)),
            None => self.takes_router(node),
        };
        if !fits {
            return;
        }
        let value = match (named, node.kind()) {
            (None, _) => literal_name(node),
            (Some(function), "call_expression") => {
                format!("{}()", folded(function, self.input.text))
            }
            (Some(named), _) => folded(named, self.input.text),
        };
        let selected = named.filter(|_| node.kind() != "identifier");
        let owner = selected.map_or_else(String::new, |named| self.owner_of(named));
        let in_func = self.values.around.function_around(node, self.input.text);
        let to = to(self);
        self.facts.values.push(FunctionValue { to, position, value, owner, in_func });
    }

    /// Whether a function literal has a parameter that is a router.
    fn takes_router(&self, literal: Node<'t>) -> bool {
        let Some(list) = literal.child_by_field_name("parameters") else { return false };
        let mut cursor = list.walk();
        list.named_children(&mut cursor).any(|one| !self.matches(one, Role::Parameter).is_empty())
    }

    /// The items of a list literal, or of the variable that holds one.
    pub(super) fn items_of(&self, node: Node<'t>) -> Vec<Node<'t>> {
        let node = match node.kind() {
            "variadic_argument" => node.named_child(0).unwrap_or(node),
            _ => node,
        };
        let literal = match node.kind() {
            "identifier" => self.values.value_of(self.text(node), node.start_byte() as u64),
            _ => Some(node),
        };
        literal.map(values::items).unwrap_or_default()
    }
}

/// Whether a function's name is that of one that makes a router.
pub(super) fn makes_router(name: &str) -> bool {
    let whole = name.to_ascii_lowercase();
    MAKES_ROUTER.iter().any(|word| whole.contains(word))
}

/// Whether a function's name is that of one that takes a router.
fn takes_router_by_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    TAKES_ROUTER.iter().any(|word| last.contains(word))
}

/// The name under which a function literal is known: nobody else writes it.
pub(super) fn literal_name(literal: Node<'_>) -> String {
    format!("func@{}", literal.start_byte())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extract::file, language::Registry};

    #[test]
    fn texts_of_functions_are_known_outside_of_them() {
        let text = "package a\n\nfunc Base() string { return \"/v1\" }\n\nfunc other() { b() }\n\n\
                    const (\n\tUsers = \"/users\"\n)\n\nvar All = Base() + Users\n";
        let facts = file(&Registry::new(&[]).unwrap(), &"a.go".into(), text.as_bytes(), false);
        let mut found: Vec<(String, Vec<TextPart>)> = facts
            .routes
            .constants
            .iter()
            .map(|one| (one.name.clone(), one.parts.clone()))
            .collect();
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let one = |name: &str, text: &str| (name.to_owned(), vec![TextPart::Text(text.to_owned())]);
        let expected = [one("All", "/v1/users"), one("Base()", "/v1"), one("Users", "/users")];
        assert_eq!(found, expected);
    }
}
