//! Each way to declare a module, and what only looks like one.

use std::sync::{Arc, LazyLock};

use crate::{
    extract,
    language::Registry,
    model::{FileFacts, RustModule},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

fn read(text: &str) -> FileFacts {
    extract::file(&REGISTRY, &Arc::from("src/lib.rs"), text.as_bytes(), false)
}

/// `line module [inline] [cfg: …] [path: …] [or: …]`
fn shown(module: &RustModule) -> String {
    let mut parts = vec![format!("{} {}", module.decl_line, module.module)];
    parts.extend(module.inline.then(|| "inline".to_owned()));
    parts.extend(module.cfg.iter().map(|cfg| format!("cfg: {cfg}")));
    parts.extend(module.path_attribute.iter().map(|path| format!("path: {path}")));
    parts.extend(module.path_alternatives.iter().map(|path| format!("or: {path}")));
    parts.join(" ")
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<_> = read(text).rust_modules.iter().map(shown).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn declared_modules() {
    check("mod a;\npub(crate) mod b;", &["1 a", "2 b"]);
    check("mod r#type;", &["1 type"]);
    check("pub\nmod\na;", &["3 a"]);
}

#[test]
fn inline_modules_nest() {
    check(
        "mod a {\n mod b { mod c; }\n}\nmod d;",
        &["1 a inline", "2 a::b inline", "2 a::b::c", "4 d"],
    );
}

#[test]
fn paths_and_conditions() {
    check("#[path = \"x/y.rs\"]\n/// doc\nmod a;", &["3 a path: x/y.rs"]);
    check("#[path = r\"x.rs\"] mod a;", &["1 a path: x.rs"]);
    check("#[cfg(all(unix,\n  test))] mod a;", &["2 a cfg: all(unix, test)"]);
    check("#[cfg(a)] #[cfg(b)] mod a; mod b;", &["1 a cfg: a cfg: b", "1 b"]);
    check("#[cfg(a)] mod a { #[cfg(b)] mod b; }", &["1 a inline cfg: a", "1 a::b cfg: a cfg: b"]);
    check("mod a { #![cfg(b)] }", &["1 a inline cfg: b"]);
    check("#[cfg(a)] fn f() {} mod b;", &["1 b"]);
    check(
        "#[cfg_attr(unix, path = \"u.rs\")]\n#[cfg_attr(windows, path = \"w.rs\", allow(x))]\nmod a;",
        &["3 a or: u.rs or: w.rs"],
    );
}

#[test]
fn item_macros_hold_modules() {
    check("cfg_x! {\n mod a;\n pub mod b { mod c; }\n}", &["2 a", "3 b inline", "3 b::c"]);
    check("cfg_x!(mod a;);", &["1 a"]);
    check("mod o { #[cfg(u)] x! { y! { mod a; } } }", &["1 o inline", "1 o::a cfg: u"]);
}

#[test]
fn branches_hold_modules() {
    check(
        "cfg_if! {\n if #[cfg(unix)] { mod a; } else if #[cfg(all(x, y))] { mod b; }\n else { mod c; } }",
        &[
            "2 a cfg: unix",
            "2 b cfg: not(unix) cfg: all(x, y)",
            "3 c cfg: not(unix) cfg: not(all(x, y))",
        ],
    );
    check(
        "cfg_select! { unix => { mod a; }, _ => { mod b; } }",
        &["1 a cfg: unix", "1 b cfg: not(unix)"],
    );
    check("m! { if #[other(unix)] { mod a; } }", &[]);
    check("m! { if #[cfg(unix)] { mod a; } else }", &[]);
    check("m! { a => { mod a; } => }", &[]);
}

#[test]
fn what_item_macros_hold_is_a_fact_of_the_file() {
    let facts = read(
        "cfg_x! {\n /// Doc.\n pub trait T { fn f(&self); }\n}\n#[cfg(test)] mod t { x! { trait U {} } }",
    );
    let found: Vec<_> = facts.interfaces.iter().map(|t| (&*t.name, t.at.line, t.test)).collect();
    assert_eq!(found, [("T", 3, false), ("U", 5, true)]);
}

#[test]
fn what_is_no_module() {
    check("// mod a;\nconst X: &str = \"mod b;\";", &[]);
    check("make! { a, b }\nmake!(mod);\nmake! { if x { mod a; } }", &[]);
    check("macro_rules! m { () => { mod a; } }", &[]);
}

#[test]
fn deep_nesting_ends() {
    let deep = format!("{}{}", "mod a {".repeat(3000), "}".repeat(3000));
    assert_eq!(read(&deep).rust_modules.len(), 129);
    let macros = format!("{}mod a;{}", "m! {".repeat(300), "}".repeat(300));
    assert_eq!(read(&macros).rust_modules.len(), 0);
}
