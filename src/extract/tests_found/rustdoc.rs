//! Doc tests: code blocks in Rust's doc comments that rustdoc compiles and runs. Read are the comments
//! of items; blocks that are only indented are not.

use tree_sitter::{Node, Tree};

use crate::{
    extract::{Input, names, syntax},
    model::{EvidenceClass, FileFacts, Test, TestKind, TestLevel, TestVia},
};

/// Nesting of items that is followed; rustc's own default limit.
const DEPTH: u32 = 128;

/// Words behind the opening fence that leave a block a Rust test.
const RUST_WORDS: [&str; 8] = [
    "rust",
    "should_panic",
    "no_run",
    "compile_fail",
    "allow_fail",
    "test_harness",
    "standalone",
    "standalone_crate",
];

/// Beginnings of such words: editions, error codes, classes, targets on which it is not run.
const RUST_PREFIXES: [&str; 6] = ["edition", "E0", "ignore-", "custom", "class=", "."];

pub(in crate::extract) fn extract(input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let path = &input.source.file;
    if input.source.language != "rust" || facts.file.test || !has_doc_tests(path) {
        return;
    }
    let file = path.rsplit('/').next().unwrap_or(path);
    let mut walk = Walk { input, tests: Vec::new() };
    walk.items(tree.root_node(), file.strip_suffix(".rs").unwrap_or(file), 0);
    facts.tests.append(&mut walk.tests);
}

/// rustdoc tests libraries only. Whether a file belongs to one is read from Cargo's conventions.
fn has_doc_tests(path: &str) -> bool {
    let in_folder = |folder: &str| path.split('/').any(|part| part == folder);
    let is_at = |place: &str| path == place || path.ends_with(&format!("/{place}"));
    let others = in_folder("examples") || path.contains("src/bin/");
    !(others || is_at("build.rs") || is_at("src/main.rs"))
}

/// A line of documentation: 1-based line in the file, and its text.
type Line<'a> = (u32, &'a str);

struct Walk<'a> {
    input: &'a Input<'a>,
    tests: Vec<Test>,
}

impl Walk<'_> {
    /// Reads the items below `parent`. Their comments stand before them; inner comments belong to
    /// `owner`, the item around.
    fn items(&mut self, parent: Node<'_>, owner: &str, depth: u32) {
        if depth > DEPTH {
            return;
        }
        let (mut inner, mut outer) = (Vec::new(), Vec::new());
        let mut cursor = parent.walk();
        for node in parent.named_children(&mut cursor) {
            match node.kind() {
                "line_comment" | "block_comment" => {
                    let is_inner = node.child_by_field_name("inner").is_some();
                    let docs = if is_inner { &mut inner } else { &mut outer };
                    docs.extend(documentation(node, self.input.text));
                }
                "attribute_item" | "inner_attribute_item" | "visibility_modifier" => {}
                // What a macro makes of the comment above its call is not known.
                "macro_invocation" | "expression_statement" => outer.clear(),
                _ => {
                    let name = name_of(node, self.input.text);
                    self.blocks(&std::mem::take(&mut outer), &name);
                    if let Some(body) =
                        node.child_by_field_name("body").filter(|_| holds_items(node))
                    {
                        self.items(body, &name, depth + 1);
                    }
                }
            }
        }
        self.blocks(&inner, owner);
    }

    /// The code blocks of one item's documentation.
    fn blocks(&mut self, lines: &[Line<'_>], name: &str) {
        let mut open: Option<(&str, u32, bool)> = None;
        for (line, text) in lines {
            let text = text.trim();
            let (fence, info) = split_fence(text);
            match open {
                None if fence.len() >= 3 && !info.contains('`') => {
                    open = Some((fence, *line, is_tested(info)));
                }
                Some((opening, start, tested)) if fence.starts_with(opening) && info.is_empty() => {
                    self.tests.extend(tested.then(|| self.test(name, start, *line)));
                    open = None;
                }
                _ => {}
            }
        }
    }

    fn test(&self, name: &str, line: u32, end_line: u32) -> Test {
        let mut at = self.input.source.evidence("rust.test.doc", line, end_line);
        if at.class == EvidenceClass::Implementation {
            at.class = EvidenceClass::Test;
        }
        Test {
            at,
            name: name.to_owned(),
            kind: TestKind::Doc,
            level: TestLevel::Unit,
            build_constraint: None,
            external_test: false,
            via: TestVia::Name,
            targets: Vec::new(),
        }
    }
}

/// The lines of a doc comment; none for any other comment.
fn documentation<'a>(comment: Node<'_>, text: &'a str) -> Vec<Line<'a>> {
    let Some(doc) = comment.child_by_field_name("doc") else { return Vec::new() };
    let lines = syntax::text_of(doc, text).lines();
    let strip = |line: &'a str| line.trim_start().strip_prefix("* ").unwrap_or(line);
    (syntax::line_of(doc)..).zip(lines.map(strip)).collect()
}

/// The name of an item; of an impl, its type.
fn name_of(item: Node<'_>, text: &str) -> String {
    if let Some(name) = item.child_by_field_name("name") {
        return names::identifier(syntax::text_of(name, text)).to_owned();
    }
    let type_node = item.child_by_field_name("type").filter(|_| item.kind() == "impl_item");
    type_node
        .map_or_else(String::new, |node| names::TypeName::read(syntax::text_of(node, text)).name)
}

fn holds_items(item: Node<'_>) -> bool {
    const KINDS: [&str; 6] =
        ["mod_item", "impl_item", "trait_item", "struct_item", "enum_item", "union_item"];
    KINDS.contains(&item.kind())
}

/// The run of backticks or tildes that a line begins with, and what follows it.
fn split_fence(text: &str) -> (&str, &str) {
    let sign = text.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let Some(sign) = sign else { return ("", text) };
    let rest = text.trim_start_matches(sign);
    (text.get(..text.len() - rest.len()).unwrap_or_default(), rest.trim())
}

/// Whether rustdoc compiles a block with these words behind its fence.
fn is_tested(info: &str) -> bool {
    let words = || info.split([',', ' ', '\t', '{', '}']).filter(|word| !word.is_empty());
    let is_known = |word: &str| {
        RUST_WORDS.contains(&word) || RUST_PREFIXES.iter().any(|prefix| word.starts_with(prefix))
    };
    words().any(|word| word == "rust") && words().all(|word| word != "ignore")
        || words().all(is_known)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use crate::{extract::file, language::Registry, model::TestKind};

    static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[(&str, u32, u32)]) {
        let facts = file(&REGISTRY, &path.into(), text.as_bytes(), false);
        let docs = facts.tests.iter().filter(|test| test.kind == TestKind::Doc);
        let found: Vec<_> =
            docs.map(|test| (test.name.as_str(), test.at.line, test.at.end_line)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn code_blocks_of_items_are_tests() {
        check(
            "src/a.rs",
            "/// Text.\n/// ```\n/// x();\n/// ```\n#[x]\npub fn f() {}",
            &[("f", 2, 4)],
        );
        check(
            "src/a.rs",
            "//! ```rust,no_run\n//! x();\n//! ```\nmod m { //! ~~~\n//! ~~~\n}",
            &[("m", 4, 5), ("a", 1, 3)],
        );
        check("src/a.rs", "impl T for a::B<u8> {\n/// ```\n/// ```\nfn f() {} }", &[("f", 2, 3)]);
        check("src/a.rs", "/// ```\n/// ```\nimpl T for a::B<u8> {}", &[("B", 1, 2)]);
        check("src/a.rs", "struct S {\n/// ```\n/// ```\na: u8 }", &[("a", 2, 3)]);
        check("src/a.rs", "/**\n * ```\n * x\n * ```\n */\nfn f() {}", &[("f", 2, 4)]);
        check(
            "src/a.rs",
            "/// ```\n/// ```\n/// ````should_panic\n/// ```\n/// ````\nfn f() {}",
            &[("f", 1, 2), ("f", 3, 5)],
        );
    }

    #[test]
    fn other_blocks_and_files_are_not() {
        check("src/a.rs", "/// ```text\n/// ```\nfn f() {}", &[]);
        check("src/a.rs", "/// ```ignore\n/// ```\nfn f() {}", &[]);
        check("src/a.rs", "/// ```rust,ignore\n/// ```\nfn f() {}", &[]);
        check("src/a.rs", "/// ```x``` y\nfn f() {}", &[]);
        check(
            "src/a.rs",
            "// ```\n// ```\nfn f() { const X: &str = \"\n/// ```\n/// ```\n\"; }",
            &[],
        );
        check("src/a.rs", "/// ```\n/// ```\nmake! { x }\nfn f() {}", &[]);
        check("src/main.rs", "/// ```\n/// ```\nfn f() {}", &[]);
        check("tests/a.rs", "/// ```\n/// ```\nfn f() {}", &[]);
        check("c/examples/a.rs", "/// ```\n/// ```\nfn f() {}", &[]);
    }
}
