//! Where rustc looks for a module, rule by rule.

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use super::{Crates, Links, tree::CRATE_SIZE};
use crate::{
    extract,
    language::Registry,
    model::{EvidenceClass, FileFacts, Module, RustModule, Source, Target},
};

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

fn package(targets: &[(&'static str, &str, &str)]) -> Module {
    let source = Source {
        file: Arc::from("Cargo.toml"),
        language: "toml".into(),
        class: EvidenceClass::Configuration,
    };
    let target = |&(kind, name, src): &(&'static str, &str, &str)| Target {
        kind: Cow::Borrowed(kind),
        name: name.into(),
        src: src.into(),
    };
    Module {
        at: source.evidence("cargo.package", 1, 1),
        kind: Cow::Borrowed("cargo-package"),
        dir: String::new(),
        inner: String::new(),
        name: "p".into(),
        language_version: None,
        members: Vec::new(),
        targets: targets.iter().map(target).collect(),
    }
}

fn facts(files: &[(&str, &str)]) -> Vec<FileFacts> {
    let read = |&(path, text): &(&str, &str)| {
        extract::file(&REGISTRY, &Arc::from(path), text.as_bytes(), false)
    };
    files.iter().map(read).collect()
}

/// `crate module file [from the declaring file:line]`
fn shown(module: &RustModule) -> String {
    let RustModule { crate_name, module: path, at, decl_file, decl_line, .. } = module;
    let file = &at.file;
    let inline = if module.inline { " inline" } else { "" };
    format!("{crate_name} {path} {file}:{} < {decl_file}:{decl_line}{inline}", at.line)
}

/// The crates of `modules` in a repository without links.
fn walk(facts: &[FileFacts], modules: &[Module]) -> Vec<RustModule> {
    crates(facts, modules, &[]).modules
}

fn crates(facts: &[FileFacts], modules: &[Module], links: &[(&str, &str)]) -> Crates {
    let links: Links = links.iter().map(|&(link, to)| (link.into(), to.into())).collect();
    super::walk(&REGISTRY, facts, modules, &links)
}

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let modules = walk(&facts(files), &[package(&[("lib", "p", "src/lib.rs")])]);
    let found: Vec<_> = modules.iter().map(shown).collect();
    assert_eq!(found, expected);
}

#[test]
fn files_by_name() {
    check(
        &[
            ("src/lib.rs", "mod a;\nmod b;"),
            ("src/a.rs", "mod c;"),
            ("src/a/c.rs", ""),
            ("src/b/mod.rs", "mod d;"),
            ("src/b/d.rs", ""),
        ],
        &[
            "p/lib:p a src/a.rs:1 < src/lib.rs:1",
            "p/lib:p a::c src/a/c.rs:1 < src/a.rs:1",
            "p/lib:p b::d src/b/d.rs:1 < src/b/mod.rs:1",
            "p/lib:p b src/b/mod.rs:1 < src/lib.rs:2",
        ],
    );
    check(
        &[("src/lib.rs", "mod r#type;"), ("src/type.rs", "")],
        &["p/lib:p type src/type.rs:1 < src/lib.rs:1"],
    );
    check(
        &[("src/lib.rs", "mod gone;"), ("src/orphan.rs", "mod x;"), ("src/orphan/x.rs", "")],
        &[],
    );
}

#[test]
fn inline_modules_are_folders() {
    check(
        &[
            ("src/lib.rs", "\nmod o {\n mod i { mod x; }\n mod y;\n}\nmod z;"),
            ("src/o/i/x.rs", ""),
            ("src/o/y.rs", ""),
            ("src/z.rs", ""),
        ],
        &[
            "p/lib:p o src/lib.rs:2 < src/lib.rs:2 inline",
            "p/lib:p o::i src/lib.rs:3 < src/lib.rs:3 inline",
            "p/lib:p o::i::x src/o/i/x.rs:1 < src/lib.rs:3",
            "p/lib:p o::y src/o/y.rs:1 < src/lib.rs:4",
            "p/lib:p z src/z.rs:1 < src/lib.rs:6",
        ],
    );
}

#[test]
fn path_attributes() {
    // Relative to the folder of the file, even in `a.rs`; the file then owns the folder it is in.
    check(
        &[
            ("src/lib.rs", "mod a;"),
            ("src/a.rs", "#[path = \"odd/x.rs\"] mod n;"),
            ("src/odd/x.rs", "mod y;"),
            ("src/odd/y.rs", ""),
        ],
        &[
            "p/lib:p a src/a.rs:1 < src/lib.rs:1",
            "p/lib:p a::n src/odd/x.rs:1 < src/a.rs:1",
            "p/lib:p a::n::y src/odd/y.rs:1 < src/odd/x.rs:1",
        ],
    );
    // Inside an inline module of `a.rs`, relative to the module's folder.
    check(
        &[
            ("src/lib.rs", "mod a;"),
            ("src/a.rs", "mod i { #[path = \"x.rs\"] mod n; }"),
            ("src/a/i/x.rs", ""),
            ("src/x.rs", ""),
        ],
        &[
            "p/lib:p a src/a.rs:1 < src/lib.rs:1",
            "p/lib:p a::i src/a.rs:1 < src/a.rs:1 inline",
            "p/lib:p a::i::n src/a/i/x.rs:1 < src/a.rs:1",
        ],
    );
    // On an inline module it names the folder.
    check(
        &[("src/lib.rs", "#[path = \"f\"] mod i { mod x; }"), ("src/f/x.rs", "")],
        &[
            "p/lib:p i::x src/f/x.rs:1 < src/lib.rs:1",
            "p/lib:p i src/lib.rs:1 < src/lib.rs:1 inline",
        ],
    );
    check(
        &[("src/lib.rs", "#[path = \"../shared/s.rs\"] mod s;"), ("shared/s.rs", "")],
        &["p/lib:p s shared/s.rs:1 < src/lib.rs:1"],
    );
    check(&[("src/lib.rs", "#[path = \"../../s.rs\"] mod s;"), ("s.rs", "")], &[]);
}

#[test]
fn conditional_paths_are_all_followed() {
    check(
        &[
            ("src/lib.rs", "#[cfg_attr(unix, path = \"u.rs\")] mod sys;"),
            ("src/u.rs", ""),
            ("src/sys.rs", ""),
        ],
        &["p/lib:p sys src/sys.rs:1 < src/lib.rs:1", "p/lib:p sys src/u.rs:1 < src/lib.rs:1"],
    );
}

#[test]
fn links_are_followed() {
    let files = facts(&[
        ("a/src/lib.rs", "#[path = \"core/x.rs\"] mod x; mod file;"),
        ("b/src/x.rs", "mod y;"),
        ("b/src/y.rs", ""),
        ("b/z.rs", "mod beside;"),
        ("a/src/beside.rs", ""),
        ("a/src/file/beside.rs", ""),
    ]);
    let package = package(&[("lib", "p", "a/src/lib.rs")]);
    let links = [("a/src/core", "../../c"), ("c", "b/src"), ("a/src/file.rs", "../../b/z.rs")];
    let found = crates(&files, &[package], &links).modules;
    let found: Vec<_> = found.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            // Below a linked file the folder of the link counts.
            "p/lib:p file::beside a/src/file/beside.rs:1 < b/z.rs:1",
            "p/lib:p x b/src/x.rs:1 < a/src/lib.rs:1",
            "p/lib:p x::y b/src/y.rs:1 < b/src/x.rs:1",
            "p/lib:p file b/z.rs:1 < a/src/lib.rs:1",
        ],
    );
    let circle = crates(&files, &[], &[("x", "y"), ("y", "x")]);
    assert!(circle.modules.is_empty());
}

#[test]
fn files_under_cfg_test_are_test_code() {
    let mut files = facts(&[
        ("src/lib.rs", "#[cfg(test)] mod a; #[cfg(not(test))] mod b; #[cfg(test)] mod c; mod d;"),
        ("src/a.rs", "/// ```\n/// ```\npub trait T {} struct S; fn f() {} mod e;"),
        ("src/a/e.rs", ""),
        ("src/b.rs", ""),
        ("src/c.rs", ""),
        ("src/d.rs", "#[path = \"c.rs\"] mod c;"),
    ]);
    let packages = [package(&[("lib", "p", "src/lib.rs")])];
    let found = walk(&files, &packages);
    super::mark_test_files(&mut files, &packages, &found);
    let tests: Vec<_> =
        files.iter().filter(|one| one.file.test).map(|one| &*one.file.path).collect();
    assert_eq!(tests, ["src/a.rs", "src/a/e.rs"]);
    let a = &files[1];
    assert!(a.interfaces[0].test && a.types[0].test && a.functions[0].test);
    assert_eq!(a.functions[0].at.class, EvidenceClass::Test);
    assert!(a.tests.is_empty());
}

#[test]
fn macros_write_modules() {
    check(
        &[
            (
                "src/lib.rs",
                "macro_rules! mods { ($($n:ident),*) => { $( pub mod $n; )* }; }\nmods!(a,\n b);",
            ),
            ("src/a.rs", ""),
            ("src/b.rs", ""),
        ],
        &["p/lib:p a src/a.rs:1 < src/lib.rs:2", "p/lib:p b src/b.rs:1 < src/lib.rs:2"],
    );
    // What a macro only hands on stands in its braces.
    check(
        &[
            (
                "src/lib.rs",
                "macro_rules! cfg_x { ($($i:item)*) => { $( #[cfg(x)] $i )* }; }\ncfg_x! {\n mod a;\n}",
            ),
            ("src/a.rs", ""),
        ],
        &["p/lib:p a src/a.rs:1 < src/lib.rs:3"],
    );
}

#[test]
fn conditions_are_inherited() {
    let files = [("src/lib.rs", "#[cfg(unix)] mod a;"), ("src/a.rs", "#[cfg(test)] mod t {}")];
    let modules = walk(&facts(&files), &[package(&[("lib", "p", "src/lib.rs")])]);
    let cfg: Vec<_> = modules.iter().map(|module| module.cfg.join(" + ")).collect();
    assert_eq!(cfg, ["unix", "unix + test"]);
}

#[test]
fn each_crate_has_its_own_tree() {
    let files =
        [("tests/a.rs", "mod common;"), ("tests/b.rs", "mod common;"), ("tests/common.rs", "")];
    let targets = [("test", "a", "tests/a.rs"), ("test", "b", "tests/b.rs")];
    let modules = walk(&facts(&files), &[package(&targets)]);
    let found: Vec<_> = modules.iter().map(shown).collect();
    assert_eq!(
        found,
        [
            "p/test:a common tests/common.rs:1 < tests/a.rs:1",
            "p/test:b common tests/common.rs:1 < tests/b.rs:1",
        ],
    );
}

#[test]
fn circles_end() {
    check(&[("src/lib.rs", "#[path = \"lib.rs\"] mod a;")], &[]);
    let twice =
        |next: u32| format!("#[path = \"{next}.rs\"] mod a; #[path = \"{next}.rs\"] mod b;");
    let files: Vec<_> = (0..40).map(|n| (format!("src/{n}.rs"), twice(n + 1))).collect();
    let files: Vec<_> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let modules = walk(&facts(&files), &[package(&[("lib", "p", "src/0.rs")])]);
    assert_eq!(modules.len(), CRATE_SIZE);
}
