//! Forms against the library: the same matches, for patterns of our own and for the built-in ones.

use std::path::Path;

use tree_sitter::{Node, Parser, Query, QueryCursor, StreamingIterator, Tree};

use super::{Finder, Forms};
use crate::language::{LANGUAGES, Language, by_id, pieces};

fn tree(language: &Language, text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&language.grammar.unwrap()()).unwrap();
    parser.parse(text, None).unwrap()
}

/// Matches as texts: the pattern, and each capture with its bytes.
fn shown<'t>(pattern: usize, captures: impl Iterator<Item = (&'t str, Node<'t>)>) -> String {
    let shown = captures.map(|(name, node)| format!("{name} {:?}", node.byte_range()));
    format!("{pattern}: {}", shown.collect::<Vec<_>>().join(", "))
}

fn of_library(query: &Query, tree: &Tree, text: &str) -> Vec<String> {
    let names = query.capture_names();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
    let mut all = Vec::new();
    while let Some(one) = matches.next() {
        let captures = one.captures().iter();
        let named = captures.map(|one| (names[one.index as usize], one.node));
        all.push(shown(one.pattern_index, named));
    }
    all.sort();
    all
}

fn of_forms(forms: &Forms, tree: &Tree, text: &str) -> Vec<String> {
    let mut finder = Finder::new(tree.root_node(), text);
    let mut cursor = tree.walk();
    let mut all = Vec::new();
    loop {
        finder.at(
            &cursor,
            forms,
            |_| true,
            |pattern, captured| {
                all.push(shown(pattern, captured.into_iter()));
            },
        );
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                all.sort();
                return all;
            }
        }
    }
}

/// A query in both forms; `None` where it has none of ours.
fn both(language: &Language, query: &str) -> Option<(Forms, Query)> {
    let grammar = language.grammar.unwrap()();
    let forms = Forms::of(&grammar, &pieces::of(query))?;
    Some((forms, Query::new(&grammar, query).unwrap()))
}

#[track_caller]
fn check(query: &str, text: &str, expected: usize) {
    let rust = by_id("rust").unwrap();
    let ((forms, compiled), tree) = (both(rust, query).expect(query), tree(rust, text));
    let (own, library) = (of_forms(&forms, &tree, text), of_library(&compiled, &tree, text));
    assert_eq!(own, library, "{query} in {text}");
    assert_eq!(own.len(), expected, "{query} in {text}");
}

const TEXT: &str = "#[a] // b\n#[test] /* c */ #[d(e, f)]\npub fn one(x: u8, y: u8) -> u8 { x && y }\n\
    fn two() {}\n#[test]\nstruct Three { pub a: u8, b: u8 }\nimpl Four for Three { pub fn five() {} fn six() {} }\n\
    mod seven { #[test] fn eight() { match x { 1 => 2, /* */ 2 => 3, _ => 4 } } }\n";

#[test]
fn children_follow_each_other() {
    check("(function_item name: (identifier) @n) @f", TEXT, 5);
    check("(parameters (parameter) @a (parameter) @b)", TEXT, 1);
    check("(parameters . (parameter) @a)", TEXT, 1);
    check("(parameters (parameter) @a .)", TEXT, 1);
    check("(parameters (_) @a)", TEXT, 2);
    check("(parameters \"(\" . (parameter) @a)", TEXT, 1);
    check("(function_item (identifier) @n !return_type)", TEXT, 4);
    check(
        "(match_block (match_arm) . [(line_comment) (block_comment)]* . (match_arm) @b)",
        TEXT,
        2,
    );
}

#[test]
fn what_may_be_absent_is_taken_where_it_is_there() {
    check("(function_item (visibility_modifier)? @v name: (_) @n return_type: (_)? @r)", TEXT, 5);
    check("(field_declaration (visibility_modifier)? @v name: (_) @n) @f", TEXT, 2);
    check(
        "(impl_item trait: (_)? @t body: (declaration_list (function_item (visibility_modifier)? @v) @f))",
        TEXT,
        2,
    );
    check("(parameters . (parameter)? @p . (parameter) @q)", TEXT, 1);
    check("(field_declaration . (visibility_modifier)? @v . name: (_) @n)", TEXT, 2);
    check("(token_tree (identifier)? @a (identifier) @b)", TEXT, 2);
}

#[test]
fn siblings_follow_the_first() {
    let attribute = "((attribute_item (attribute (identifier) @a))";
    let between = ". [(attribute_item) (line_comment) (block_comment)]*";
    check(&format!("{attribute} {between} . (function_item) @f (#eq? @a \"test\"))"), TEXT, 2);
    check(&format!("{attribute} {between} . [(function_item) (struct_item)] @f)"), TEXT, 5);
    check(&format!("{attribute} . (function_item) @f)"), TEXT, 2);
    check(&format!("{attribute} (function_item) @f)"), TEXT, 7);
}

#[test]
fn predicates_are_about_every_captured_node() {
    check("((function_item name: (_) @n) (#any-of? @n \"one\" \"two\"))", TEXT, 2);
    check("((function_item name: (_) @n) (#not-any-of? @n \"one\" \"two\"))", TEXT, 3);
    check("((function_item name: (_) @n) (#match? @n \"^(t|s)\"))", TEXT, 2);
    check("((function_item return_type: (_)? @r) (#eq? @r \"u8\"))", TEXT, 5);
    check("((function_item return_type: (_)? @r) (#not-eq? @r \"u8\"))", TEXT, 4);
    check(
        "([(function_item name: (_) @n) (struct_item name: (_) @n)] @d (#not-match? @n \"o\"))",
        TEXT,
        4,
    );
}

#[test]
fn what_has_no_form_is_left_to_the_library() {
    for query in [
        "(_) @x",
        "(parameters (parameter)+ @p)",
        "(parameters _ @p)",
        "(parameters (parameter)* @p)",
        "(parameters (parameter)? @p .)",
        "((parameter) @a (parameter) @b) @c",
        "(parameters (_expression) @p)",
        "((binary_expression left: (_) @a right: (_) @b) (#eq? @a @b))",
    ] {
        assert!(both(by_id("rust").unwrap(), query).is_none(), "{query}");
    }
}

/// The texts of a language below a folder.
fn texts(folder: &Path, language: &Language, found: &mut Vec<String>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let ends = |one: &&str| path.extension().is_some_and(|own| own == *one);
        if path.is_dir() {
            texts(&path, language, found);
        } else if language.extensions.iter().any(ends) {
            found.extend(std::fs::read_to_string(path).ok());
        }
    }
}

/// The queries of declarations and of what functions do, over all fixtures of their language.
#[test]
fn built_in_queries_match_as_the_library_does() {
    for language in LANGUAGES.iter().filter(|language| language.grammar.is_some()) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut all = Vec::new();
        texts(&folder, language, &mut all);
        let trees: Vec<Tree> = all.iter().map(|text| tree(language, text)).collect();
        for (name, query) in language.queries.iter().filter(|(name, _)| *name != "calls") {
            let (forms, compiled) = both(language, query).expect(name);
            let mut found = 0;
            for (text, tree) in all.iter().zip(&trees) {
                let own = of_forms(&forms, tree, text);
                assert_eq!(
                    own,
                    of_library(&compiled, tree, text),
                    "{} {name} in {text}",
                    language.id
                );
                found += own.len();
            }
            assert!(found > 0, "{} {name}", language.id);
        }
    }
}
