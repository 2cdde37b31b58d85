//! The project's own files, and Rust text taken apart by its grammar.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};

use crate::environment::{PROJECT, files};

/// A file of this project.
pub(super) struct Page {
    /// Relative to the project.
    pub(super) path: Utf8PathBuf,
    pub(super) text: String,
}

/// The Rust files below a folder of the project.
pub(super) fn rust(folder: &str) -> Vec<Page> {
    let top = Utf8Path::new(PROJECT).join(folder);
    let paths = files(&top).into_iter().filter(|path| path.extension() == Some("rs"));
    paths.map(|path| page(&Utf8Path::new(folder).join(path))).collect()
}

pub(super) fn page(path: &Utf8Path) -> Page {
    let text = fs::read_to_string(Utf8Path::new(PROJECT).join(path));
    Page { path: path.to_owned(), text: text.unwrap_or_else(|error| panic!("{path}: {error}")) }
}

impl Page {
    /// Whether the file is compiled for tests only, by the names that the project uses.
    pub(super) fn is_test(&self) -> bool {
        let parts = ["tests", "fixtures"];
        self.path.file_stem().is_some_and(|stem| parts.contains(&stem))
            || self
                .path
                .parent()
                .is_some_and(|folder| folder.components().any(|part| part.as_str() == "tests"))
    }

    /// The text with blanks for comments, string contents and test modules; lines stay where they are.
    pub(super) fn code(&self) -> String {
        let mut bytes = self.text.clone().into_bytes();
        for node in nodes(&tree(&self.text)) {
            if is_comment(&node.kind) || node.kind == "string_content" {
                blank(&mut bytes, node.range);
            }
        }
        let text = String::from_utf8(bytes).unwrap();
        let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        text[..tests].to_owned()
    }

    /// Comments as (1-based line, text).
    pub(super) fn comments(&self) -> Vec<(usize, &str)> {
        let nodes = nodes(&tree(&self.text)).into_iter().filter(|node| is_comment(&node.kind));
        nodes.map(|node| (node.line, &self.text[node.range])).collect()
    }
}

struct Node {
    kind: String,
    line: usize,
    range: std::ops::Range<usize>,
}

fn is_comment(kind: &str) -> bool {
    matches!(kind, "line_comment" | "block_comment")
}

fn blank(bytes: &mut [u8], range: std::ops::Range<usize>) {
    for byte in &mut bytes[range] {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn tree(text: &str) -> tree_sitter::Tree {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_rust::LANGUAGE.into()).unwrap();
    parser.parse(text, None).unwrap()
}

/// Every named node in source order.
fn nodes(tree: &tree_sitter::Tree) -> Vec<Node> {
    let mut found = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        found.push(Node {
            kind: node.kind().to_owned(),
            line: node.start_position().row + 1,
            range: node.byte_range(),
        });
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}
