//! Child modules that a Rust file declares: `mod a;`, `mod a { … }`, with what decides where their
//! files are, and the macros defined and called between them. Which file and which macro that is needs
//! the other files: `analyze::rust_tree`.
//!
//! Items also stand in the braces of item macros (`cfg_unix! { mod imp; }`). Their tokens are parsed
//! again as items, and only when all of them parse: what a macro makes of anything else is not said
//! here.

mod attributes;
mod branches;
mod condition;

use tree_sitter::{Node, Tree};

use self::attributes::Attributes;
pub use self::condition::asks_for_test;
use super::{
    Input,
    syntax::{end_line_of, line_of, parse_part, text_of},
};
use crate::model::{FileFacts, Layer, RustItem, RustItemKind, RustModule};

/// Nesting of modules and macros that is followed; rustc's own default limit.
const DEPTH: u32 = 128;

/// A part of the file that the grammar leaves as tokens, parsed as items.
pub(super) struct Part {
    /// Its tree, with the positions of the file.
    pub(super) tree: Tree,
    /// Whether a `cfg` around it asks for `test`.
    pub(super) test: bool,
}

/// Adds the modules that `tree` declares, in the order of the source and so a module before those
/// inside it, and returns what the item macros hold, whose facts are the file's as well.
pub(super) fn extract(input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) -> Vec<Part> {
    if input.source.language != "rust" {
        return Vec::new();
    }
    let mut walk = Walk { input, modules: Vec::new(), items: Vec::new(), macros: Vec::new() };
    walk.items(tree.root_node(), &Scope::default());
    facts.rust_modules.append(&mut walk.modules);
    facts.rust_items.append(&mut walk.items);
    walk.macros
}

/// The inline modules around an item.
#[derive(Clone, Default)]
struct Scope {
    path: Vec<String>,
    cfg: Vec<String>,
    depth: u32,
}

struct Walk<'a> {
    input: &'a Input<'a>,
    modules: Vec<RustModule>,
    items: Vec<RustItem>,
    macros: Vec<Part>,
}

impl Walk<'_> {
    /// Reads the items below `parent`; attributes are siblings that stand before their item.
    fn items(&mut self, parent: Node<'_>, scope: &Scope) {
        if scope.depth > DEPTH {
            return;
        }
        let mut attributes = Attributes::default();
        let mut cursor = parent.walk();
        for node in parent.named_children(&mut cursor) {
            match node.kind() {
                "attribute_item" => attributes.read(node, self.input.text),
                "line_comment" | "block_comment" => {}
                "mod_item" => self.module(node, std::mem::take(&mut attributes), scope),
                "macro_definition" => {
                    self.definition(node, &std::mem::take(&mut attributes), scope);
                }
                _ => {
                    let attributes = std::mem::take(&mut attributes);
                    if let Some((call, body)) = macro_call(node) {
                        let inner = scope.below(&attributes);
                        let items = self.item_macro(body, &inner);
                        // Behind what it holds: a test has its own line there.
                        self.call(call, body, &inner, items);
                    }
                }
            }
        }
    }

    fn module(&mut self, node: Node<'_>, mut attributes: Attributes, scope: &Scope) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let body = node.child_by_field_name("body");
        if let Some(body) = body {
            attributes.read_inner(body, self.input.text);
        }
        let inner = scope.inside(text_of(name, self.input.text), &attributes);
        let at = self.input.source.evidence("rust.module", line_of(name), end_line_of(node));
        let kind =
            RustItemKind::Module { index: self.modules.len(), macro_use: attributes.macro_use };
        self.item(name, node, scope, kind);
        self.modules.push(RustModule {
            decl_file: at.file.clone(),
            decl_line: at.line,
            at,
            crate_name: String::new(),
            module: inner.path.join("::"),
            inline: body.is_some(),
            layer: Layer::Unknown,
            cfg: inner.cfg.clone(),
            path_attribute: attributes.path,
            path_alternatives: attributes.path_alternatives,
        });
        if let Some(body) = body {
            self.items(body, &inner);
        }
    }

    fn definition(&mut self, node: Node<'_>, attributes: &Attributes, scope: &Scope) {
        let Some(name) = node.child_by_field_name("name") else { return };
        let kind = RustItemKind::Macro {
            name: text_of(name, self.input.text).to_owned(),
            exported: attributes.macro_export,
            text: text_of(node, self.input.text).to_owned(),
        };
        self.item(name, node, scope, kind);
    }

    fn call(&mut self, call: Node<'_>, body: Node<'_>, scope: &Scope, items: bool) {
        let Some(path) = call.child_by_field_name("macro") else { return };
        let path_text = text_of(path, self.input.text);
        let kind = RustItemKind::Call {
            path: path_text.split_whitespace().collect(),
            text: text_of(body, self.input.text).to_owned(),
            cfg: scope.cfg.clone(),
            items,
        };
        self.item(path, call, scope, kind);
    }

    fn item(&mut self, named: Node<'_>, whole: Node<'_>, scope: &Scope, kind: RustItemKind) {
        let (line, end_line) = (line_of(named), end_line_of(whole));
        self.items.push(RustItem { depth: scope.path.len(), line, end_line, kind });
    }

    /// Whether all of the macro's tokens are items.
    fn item_macro(&mut self, body: Node<'_>, scope: &Scope) -> bool {
        if let Some(part) = self.part(body, scope) {
            self.macros.push(part);
            return true;
        }
        for branch in branches::of(body, self.input.text).unwrap_or_default() {
            let mut scope = scope.clone();
            scope.cfg.extend(branch.cfg);
            self.part(branch.body, &scope);
        }
        false
    }

    /// Finds the modules and macros in what stands between the brackets of `body` when all of it is items.
    fn part(&mut self, body: Node<'_>, scope: &Scope) -> Option<Part> {
        let tree = parse_part(self.input, inner_range(body));
        let tree = tree.filter(|tree| only_items(tree.root_node()))?;
        self.items(tree.root_node(), scope);
        let test = scope.cfg.iter().any(|condition| asks_for_test(condition));
        Some(Part { tree, test })
    }
}

impl Scope {
    /// The same place one level deeper, under the conditions of `attributes`.
    fn below(&self, attributes: &Attributes) -> Self {
        let mut scope = self.clone();
        scope.depth += 1;
        scope.cfg.extend(attributes.cfg.iter().cloned());
        scope
    }

    /// Inside the module `name`; `r#` is no part of a name.
    fn inside(&self, name: &str, attributes: &Attributes) -> Self {
        let mut scope = self.below(attributes);
        scope.path.push(name.strip_prefix("r#").unwrap_or(name).to_owned());
        scope
    }
}

/// A macro call, which the grammar wraps in a statement when `;` follows, and its token tree.
fn macro_call(node: Node<'_>) -> Option<(Node<'_>, Node<'_>)> {
    let call = if node.kind() == "expression_statement" { node.named_child(0)? } else { node };
    let mut cursor = call.walk();
    let mut children = call.named_children(&mut cursor);
    let body =
        children.find(|child| call.kind() == "macro_invocation" && child.kind() == "token_tree");
    Some((call, body?))
}

/// What stands between the brackets of a token tree.
fn inner_range(body: Node<'_>) -> tree_sitter::Range {
    let mut range = body.range();
    range.start_byte += 1;
    range.start_point.column += 1;
    range.end_byte = range.end_byte.saturating_sub(1);
    range.end_point.column = range.end_point.column.saturating_sub(1);
    range
}

/// Whether a tree is nothing but items. The grammar reads statements at the top of a file too, so
/// expressions have to be told apart here.
fn only_items(root: Node<'_>) -> bool {
    let mut cursor = root.walk();
    let mut nodes = root.named_children(&mut cursor);
    !root.has_error() && nodes.all(is_item)
}

fn is_item(node: Node<'_>) -> bool {
    let kind = node.kind();
    kind.ends_with("_item") || OTHER_ITEMS.contains(&kind) || macro_call(node).is_some()
}

const OTHER_ITEMS: [&str; 6] = [
    "use_declaration",
    "extern_crate_declaration",
    "macro_definition",
    "empty_statement",
    "line_comment",
    "block_comment",
];

#[cfg(test)]
mod tests;
