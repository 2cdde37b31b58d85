//! Manifests as text, their facts as lines of text.

use proptest::prelude::*;

use crate::{
    extract::file,
    language::Registry,
    model::{Dependency, FileFacts, Module},
};

fn facts(path: &str, text: &str) -> FileFacts {
    file(&Registry::new(&[]).unwrap(), &path.into(), text.as_bytes(), false)
}

fn module(module: &Module) -> String {
    let version = module.language_version.as_deref().unwrap_or("-");
    let mut text = format!(
        "{} {} {:?} {version} line {} members {:?}",
        module.kind, module.name, module.dir, module.at.line, module.members
    );
    for target in &module.targets {
        text += format!(" | {} {} {}", target.kind, target.name, target.src).trim_end();
    }
    text
}

fn dependency(found: &Dependency) -> String {
    let direct = if found.direct { "direct" } else { "indirect" };
    let dev = if found.dev { " dev" } else { "" };
    format!("{} {} {} {direct}{dev}", found.at.line, found.name, found.version)
}

#[track_caller]
fn modules(path: &str, text: &str, expected: &[&str]) {
    let found: Vec<_> = facts(path, text).modules.iter().map(module).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn dependencies(path: &str, text: &str, expected: &[&str]) {
    let found: Vec<_> = facts(path, text).dependencies.iter().map(dependency).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn problems(path: &str, text: &str, lines: &[u32]) {
    let found: Vec<_> = facts(path, text).diagnostics.iter().map(|d| d.line).collect();
    assert_eq!(found, lines, "{:?}", facts(path, text).diagnostics);
}

const GO_MOD: &str = "// Deprecated: use v2\nmodule \"example.com/shop/v2\" // import\n\ngo 1.24.1\n\
    toolchain go1.25.0\nrequire example.com/one v1.0.0\nrequire (\n\texample.com/two v0.2.0 // indirect\n\
    \t`example.com/three` v0.3.0 // indirect; kept for the tool\n\n\texample.com/four v4.0.0+incompatible // see docs\n)\n\
    replace example.com/one => ../one\nretract (\n\tv1.0.0 // broken\n\t[v1.1.0, v1.2.0]\n)\nexclude example.com/x v1.0.0\n";

#[test]
fn go_mod_gives_its_module_and_requirements() {
    modules(
        "svc/go.mod",
        GO_MOD,
        &[r#"go.mod example.com/shop/v2 "svc" 1.24.1 line 2 members []"#],
    );
    dependencies(
        "go.mod",
        GO_MOD,
        &[
            "6 example.com/one v1.0.0 direct",
            "8 example.com/two v0.2.0 indirect",
            "9 example.com/three v0.3.0 indirect",
            "11 example.com/four v4.0.0+incompatible direct",
        ],
    );
    problems("go.mod", GO_MOD, &[]);
}

#[test]
fn broken_lines_of_go_mod_do_not_cost_the_rest() {
    let text = "module a.b/c\r\n<<<<<<< HEAD\r\nrequire (\r\n\ta.b/d v1.0.0\r\n=======\r\n>>>>>>> other\r\n\ta.b/e\r\n\ta.b/f v1.1.0\r\n)\r\n";
    modules("go.mod", text, &[r#"go.mod a.b/c "" - line 1 members []"#]);
    dependencies("go.mod", text, &["4 a.b/d v1.0.0 direct", "8 a.b/f v1.1.0 direct"]);
    problems("go.mod", text, &[2, 5, 6, 7]);
    problems("go.mod", "go 1.22\n", &[0]);
    modules("mods/song.mod", "module a.b/c\n", &[]);
}

#[test]
fn go_work_lists_folders_from_the_root() {
    let text = "go 1.24\n\nuse .\nuse (\n\t./api // the service\n\t\"../lib\"\n)\nuse\n";
    modules("go.work", text, &[r#"go.work  "" 1.24 line 1 members ["", "api", "../lib"]"#]);
    modules(
        "x/y/go.work",
        text,
        &[r#"go.work  "x/y" 1.24 line 1 members ["x/y", "x/y/api", "x/lib"]"#],
    );
    problems("go.work", text, &[8]);
}

#[test]
fn a_package_that_is_a_workspace_gives_two_modules() {
    let text = "[workspace]\nmembers = [\"crates/*\", \"tool\"]\n[workspace.package]\nedition = \"2024\"\n\
        [package]\nversion = \"1.0.0\"\nname = \"my-app\"\nedition.workspace = true\n[lib]\nproc-macro = true\n";
    modules(
        "Cargo.toml",
        text,
        &[
            r#"cargo-workspace  "" 2024 line 1 members ["crates/*", "tool"]"#,
            r#"cargo-package my-app "" 2024 line 7 members [] | proc-macro my_app"#,
        ],
    );
}

#[test]
fn targets_are_those_the_manifest_names() {
    let text = "package.name = \"a\"\npackage.autobins = false\npackage.autotests = false\npackage.build = \"gen/make.rs\"\n\
        [[bin]]\nname = \"one\"\npath = \"../shared/./one.rs\"\n[[test]]\nname = \"it\"\n[[bench]]\npath = \"x.rs\"\n\
        [[example]]\nname = \"demo\"\npath = 'demo\\main.rs'\n[lib]\npath = \"lib.rs\"\n";
    let expected = "cargo-package a \"crates/a\" - line 1 members [] | lib a crates/a/lib.rs | bin one crates/shared/one.rs \
        | test it | example demo crates/a/demo/main.rs | custom-build build-script-make crates/a/gen/make.rs \
        | no-autobins | no-autotests";
    modules("crates/a/Cargo.toml", text, &[expected]);
    let off = "[package]\nname = \"a\"\nbuild = false\nautobenches = false\nautoexamples = false\nautotests = true\n";
    let expected = r#"cargo-package a "" - line 2 members [] | autotests | no-autobenches | no-autoexamples | no-build"#;
    modules("Cargo.toml", off, &[expected]);
}

#[test]
fn crates_are_found_in_every_kind_of_table() {
    let text = "[workspace.dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nold = { package = \"new\", version = \"3\" }\n\
        [package]\nname = \"a\"\n[dependencies]\ntokio = \"1.40\"\nserde.workspace = true\nrenamed = { package = \"real\", version = \"0.2\" }\n\
        local = { path = \"../local\" }\nold = { workspace = true }\nelsewhere.workspace = true\n[dependencies.long]\nversion = \"=2.0\"\n\
        [dev-dependencies]\nproptest = \"1\"\n[build-dependencies]\ncc = \"1\"\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n\
        [target.x86_64-pc-windows-msvc.dev-dependencies]\nwinapi = \"0.3\"\n";
    dependencies(
        "Cargo.toml",
        text,
        &[
            "7 tokio 1.40 direct",
            "8 serde 1 direct",
            "9 real 0.2 direct",
            "10 local  direct",
            "11 new 3 direct",
            "12 elsewhere  direct",
            "13 long =2.0 direct",
            "16 proptest 1 direct dev",
            "18 cc 1 direct dev",
            "20 libc 0.2 direct",
            "22 winapi 0.3 direct dev",
        ],
    );
}

#[test]
fn broken_toml_is_a_diagnostic_and_the_rest_counts() {
    let text = "[package]\nname = \"a\"\nversion = \n[dependencies]\nserde = \"1\"\n";
    modules("Cargo.toml", text, &[r#"cargo-package a "" - line 2 members []"#]);
    dependencies("Cargo.toml", text, &["5 serde 1 direct"]);
    problems("Cargo.toml", text, &[3]);
    problems("Cargo.toml", "[package]\nversion = \"1\"\n", &[1]);
    modules("notCargo.toml", "[package]\nname = \"a\"\n", &[]);
}

proptest! {
    #[test]
    fn never_panics(text in "(?s).{0,200}", shape in "(module|require|use|go)? ?[(\"`/) \n\ta-z.v0-9=\\[\\]{}']{0,80}") {
        for path in ["go.mod", "go.work", "Cargo.toml"] {
            facts(path, &text);
            facts(path, &shape);
        }
    }
}

#[test]
fn a_library_is_of_the_first_kind_it_names() {
    let kind = |lib: &str| {
        let text = format!("[package]\nname = \"a\"\n[lib]\n{lib}\n");
        let found = facts("Cargo.toml", &text);
        found.modules[0].targets.iter().map(|target| target.kind.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(kind("crate-type = [\"cdylib\", \"rlib\"]"), ["cdylib"]);
    assert_eq!(kind("crate-type = [\"lib\"]"), ["lib"]);
    assert_eq!(kind("crate-type = [\"proc-macro\"]"), ["proc-macro"]);
    assert_eq!(kind("name = \"b\""), ["lib"]);
}

#[test]
fn a_workspace_leaves_folders_out() {
    modules(
        "Cargo.toml",
        "[workspace]\nmembers = [\"a/*\"]\nexclude = [\"a/b\"]\n",
        &[r#"cargo-workspace  "" - line 1 members ["a/*", "!a/b"]"#],
    );
}
