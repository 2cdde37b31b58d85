//! The language fixtures: every file under `fixtures/languages` says in its comments which facts it holds.
//!
//! `//= fact; fact` behind a line lists all facts of that line, in the order of their texts; a line
//! without it has none. `//= file …` lists the marks of the whole file. So a missing fact and one too
//! many both fail.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, sync::Arc};

use super::file;
use crate::{
    language::Registry,
    model::{FileFacts, Function, Interface, TypeDecl},
};

const SIGN: &str = "//= ";

/// Facts by line; line 0 holds the marks of the file.
type Facts = BTreeMap<u32, Vec<String>>;

#[test]
fn go() {
    check_folder("go");
}

#[test]
fn rust() {
    check_folder("rust");
}

#[track_caller]
fn check_folder(language: &str) {
    let registry = Registry::new(&[]).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages").join(language);
    let mut files: Vec<_> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no fixtures for {language}");
    for path in files {
        let name: Arc<str> = path.file_name().unwrap().to_str().unwrap().into();
        let bytes = fs::read(&path).unwrap();
        let facts = file(&registry, &name, &bytes, false);
        let expected = expected(std::str::from_utf8(&bytes).unwrap());
        assert_eq!(
            shown(&found(&facts)),
            shown(&expected),
            "{name}: found (left), expected (right)"
        );
    }
}

fn shown(facts: &Facts) -> String {
    let line = |(line, facts): (&u32, &Vec<String>)| format!("{line}: {}", facts.join("; "));
    facts.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn expected(text: &str) -> Facts {
    let mut facts = Facts::new();
    for (row, line) in text.lines().enumerate() {
        let Some((_, list)) = line.split_once(SIGN) else { continue };
        let (line, list) = match list.strip_prefix("file ") {
            Some(marks) => (0, marks),
            None => (u32::try_from(row).unwrap() + 1, list),
        };
        let mut list: Vec<_> = list.split("; ").map(|fact| fact.trim().to_owned()).collect();
        list.sort();
        facts.insert(line, list);
    }
    facts
}

fn found(facts: &FileFacts) -> Facts {
    let mut found = Facts::new();
    let mut add = |line: u32, fact: String| found.entry(line).or_default().push(fact);
    for mark in marks(facts) {
        add(0, mark);
    }
    for one in &facts.interfaces {
        add(one.at.line, interface(one));
        for method in &one.methods {
            let variadic = if method.variadic { "…" } else { "" };
            let counts = format!("{}{variadic}/{}", method.params, method.results);
            add(method.line, format!("asks {} {counts} {}", method.name, method.signature));
        }
    }
    for one in &facts.types {
        add(one.at.line, declared(one));
        for member in &one.members {
            let fact = format!("field {} {} {}", member.name, member.type_name, member.tag);
            add(member.line, fact.trim().to_owned());
        }
    }
    facts.functions.iter().for_each(|one| add(one.at.line, function(one)));
    claims_and_more(facts, &mut add);
    for list in found.values_mut() {
        list.sort();
    }
    found
}

fn claims_and_more(facts: &FileFacts, add: &mut impl FnMut(u32, String)) {
    for one in &facts.implementations {
        let name = |symbol: &crate::model::SymbolRef| match symbol.qualifier.as_str() {
            "" => symbol.name.to_string(),
            qualifier => format!("{qualifier}.{}", symbol.name),
        };
        let proof = format!("{:?}", one.evidence).to_lowercase();
        add(one.at.line, format!("{proof} {} is {}", name(&one.type_ref), name(&one.interface)));
    }
    for one in &facts.imports {
        let alias = one.alias.as_ref().map_or_else(String::new, |alias| format!(" as {alias}"));
        add(one.at.line, format!("import {}{alias}", one.path));
    }
    for one in &facts.tests {
        let rule = one.at.rule.strip_prefix(&format!("{}.test", one.at.language)).unwrap();
        let external = flag(one.external_test, " external");
        let level = format!("{:?}{rule}", one.level).to_lowercase();
        add(
            one.at.line,
            format!("{:?} {} {level}{external}", one.kind, one.name).to_lowercase_first(),
        );
    }
    for one in &facts.configuration {
        let default = one.default.as_ref().map_or_else(String::new, |text| format!("={text}"));
        let required = flag(one.required, " required");
        add(one.at.line, format!("{} {}{default}{required}", one.kind, one.key));
    }
    for one in &facts.markers {
        add(one.at.line, format!("marker {} {}", one.word, one.text));
    }
}

fn marks(facts: &FileFacts) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    let mut add = |on: bool, text: &str| marks.extend(on.then(|| text.to_owned()));
    add(facts.file.generated, "generated");
    add(facts.file.test, "test");
    add(facts.file.error_nodes > 0, "broken");
    if let Some(text) = &facts.file.build_constraint {
        add(true, &format!("when {text}"));
    }
    if let Some(text) = &facts.file.platform {
        add(true, &format!("on {text}"));
    }
    if let Some(text) = &facts.package {
        add(true, &format!("package {text}"));
    }
    marks
}

fn interface(one: &Interface) -> String {
    let mut text = format!("{:?} {}", one.kind, one.name).to_lowercase_first();
    text += flag(one.alias, " alias");
    text += flag(one.exported, " exported");
    if one.type_params > 0 {
        write!(text, " [{}]", one.type_params).unwrap();
    }
    if !one.embeds.is_empty() {
        write!(text, " embeds {}", one.embeds.join(",")).unwrap();
    }
    if !one.type_set.is_empty() {
        write!(text, " of {}", one.type_set.join(",")).unwrap();
    }
    text += &inside(one.in_func.as_deref());
    text += &rows(one.at.line, one.at.end_line);
    one.doc.iter().for_each(|doc| write!(text, " «{doc}»").unwrap());
    text
}

fn declared(one: &TypeDecl) -> String {
    let kind = format!("{:?}", one.kind).to_lowercase();
    let kind = if kind == "function" { "function-type".to_owned() } else { kind };
    let mut text = format!("{kind} {}", one.name);
    text += flag(one.exported, " exported");
    if one.fields > 0 {
        write!(text, " {{{}}}", one.fields).unwrap();
    }
    text + &inside(one.in_func.as_deref()) + &rows(one.at.line, one.at.end_line)
}

fn function(one: &Function) -> String {
    let mut text = match &one.receiver {
        Some(receiver) => format!("method {}{receiver}.", flag(one.pointer_receiver, "*")),
        None => "func ".to_owned(),
    };
    text += &one.name;
    one.trait_name.iter().for_each(|name| write!(text, " of {name}").unwrap());
    text += flag(one.exported, " exported");
    if one.complexity > 1 {
        write!(text, " branches {}", one.complexity - 1).unwrap();
    }
    text + &inside(one.in_func.as_deref()) + &rows(one.at.line, one.at.end_line)
}

fn inside(function: Option<&str>) -> String {
    function.map_or_else(String::new, |name| format!(" in {name}"))
}

fn rows(line: u32, end: u32) -> String {
    if end > line { format!(" +{}", end - line) } else { String::new() }
}

fn flag(on: bool, text: &str) -> &str {
    if on { text } else { "" }
}

trait LowercaseFirst {
    fn to_lowercase_first(self) -> String;
}

impl LowercaseFirst for String {
    fn to_lowercase_first(self) -> String {
        let mut rest = self.chars();
        rest.next().map_or_else(String::new, |first| first.to_lowercase().chain(rest).collect())
    }
}
