//! Attributes that say which method and path a function serves.
//!
//! The function is no endpoint by it alone: whoever registers it gives it a prefix.

use tree_sitter::Node;

use super::{File, Role, chain, record::Registration};
use crate::{
    extract::routes::pattern::Found,
    model::{RouteGroup, RouterKind, TextPart},
};

/// Path and methods of an attribute.
struct Served<'t> {
    path: (Option<String>, Vec<TextPart>),
    methods: Vec<(String, Node<'t>)>,
    /// `description` for one that documents a handler and registers nothing.
    word: &'static str,
}

impl<'r, 't> File<'_, 'r, 't> {
    /// `#[get("/x")] async fn handler()`, `#[utoipa::path(get, path = "/x")]`.
    pub(super) fn attribute(&mut self, node: Node<'t>) {
        let Some(found) = self.matches(node, Role::Route).into_iter().next() else { return };
        let below = std::iter::successors(node.next_named_sibling(), Node::next_named_sibling);
        let mut below = below.skip_while(|next| {
            matches!(next.kind(), "attribute_item" | "line_comment" | "block_comment")
        });
        let Some(function) = below.next().filter(|node| node.kind() == "function_item") else {
            return;
        };
        let Some(name) = function.child_by_field_name("name") else { return };
        let served = match found.part("path") {
            Some(path) => self.served(&found, node, path),
            None => self.described(&found),
        };
        let Some(served) = served else { return };
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
        let registration = Registration {
            framework: &found.rule.framework,
            word: served.word,
            path: served.path.0,
            parts: served.path.1,
            receiver: handler.clone(),
            middleware: Vec::new(),
            in_func: handler,
            offset: scope.0,
        };
        for (word, at) in served.methods {
            let method = chain::Method { name: word, at, handler: Some(name) };
            self.record(&registration, &method, function);
        }
    }

    /// Path and methods of `#[get("/x")]` and `#[route("/x", method = "GET")]`.
    fn served(&self, found: &Found<'r, 't>, node: Node<'t>, path: Node<'t>) -> Option<Served<'t>> {
        let method = found.part("method")?;
        // Rocket writes the query into the path.
        let path = self.strings.value(path, self.input.text);
        let path = path.map(|path| path.split('?').next().unwrap_or_default().to_owned());
        let methods = self.attribute_methods(node, method).into_iter();
        let methods = methods.map(|word| (word, method)).collect();
        Some(Served { path: (path, Vec::new()), methods, word: "route" })
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

    /// Path and methods of a list of settings: `get, path = "/x"`, `method(get, head), path = BASE`.
    fn described(&self, found: &Found<'r, 't>) -> Option<Served<'t>> {
        let tokens = found.part("arguments")?;
        let mut cursor = tokens.walk();
        let all: Vec<Node<'t>> = tokens.children(&mut cursor).collect();
        let mut served =
            Served { path: (None, Vec::new()), methods: Vec::new(), word: "description" };
        for (position, token) in
            all.iter().enumerate().filter(|(_, one)| one.kind() == "identifier")
        {
            let word = self.text(*token);
            let next = all.get(position + 1);
            let is_set = next.is_some_and(|next| self.text(*next) == "=");
            if word == "path" && is_set {
                let value = all.get(position + 2)?;
                served.path = self.strings.split(*value, self.input.text);
            } else if word == "method" {
                let list = next.filter(|next| next.kind() == "token_tree")?;
                let mut inner = list.walk();
                let names = list.named_children(&mut inner).map(|one| (self.upper(one), one));
                served.methods.extend(names);
            } else if chain::METHODS.contains(&word) && !is_set {
                served.methods.push((self.upper(*token), *token));
            }
        }
        (!served.methods.is_empty()).then_some(served)
    }

    fn upper(&self, node: Node<'t>) -> String {
        self.text(node).to_ascii_uppercase()
    }
}
