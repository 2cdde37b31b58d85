//! Tests that calls of the repository's own macros write.

use crate::prelude::*;

/// Calls of `macro_rules` macros that write one `#[test]` each: of the same file first, else of the same crate.
pub(crate) fn tests_by_macro(out: &Out) -> Vec<Value> {
    let rules: Vec<(&str, &str)> = out.of("macro_rules").map(|rule| (text(rule, "name"), text(rule, "file"))).collect();
    let makers: Vec<(&str, &str, usize)> = out
        .of("macro_rules")
        .filter_map(|rule| {
            let position = rule["makes_tests_named_by_arg"].as_u64()? as usize;
            Some((text(rule, "name"), text(rule, "file"), position))
        })
        .collect();
    let mut made = vec![];
    for call in out.of("item_macros") {
        let (name, file) = (text(call, "name"), text(call, "file"));
        let declared_here = rules.contains(&(name, file));
        let same = |maker: &&(&str, &str, usize)| maker.0 == name && maker.1 == file;
        let near = |maker: &&(&str, &str, usize)| !declared_here && maker.0 == name && folder(maker.1) == folder(file);
        let Some((_, macro_file, position)) = makers.iter().find(same).or_else(|| makers.iter().find(near)) else {
            continue;
        };
        if let Some(test) = call["arg_idents"][*position].as_str() {
            made.push(written(call, test, macro_file));
        }
    }
    made
}

fn written(call: &Value, test: &str, macro_file: &str) -> Value {
    let kind = format!("macro_rules:{}", text(call, "name"));
    let mut fact = json!({"file": call["file"], "line": call["line"], "name": test, "kind": kind, "macro_file": macro_file});
    for key in ["inline_mod", "cfg", "cfg_test", "in_fn", "via_macro"] {
        if !call[key].is_null() {
            fact[key] = call[key].clone();
        }
    }
    fact
}

fn text<'a>(fact: &'a Value, key: &str) -> &'a str {
    fact[key].as_str().unwrap_or_default()
}

/// The folder of a crate, as far as paths show it.
fn folder(path: &str) -> String {
    let own = |part: &&str| !matches!(*part, "src" | "tests" | "benches" | "examples");
    path.split('/').take_while(own).collect::<Vec<_>>().join("/")
}
