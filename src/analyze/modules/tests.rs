//! What each build tool discovers, and what switches it off.

use std::borrow::Cow;
use std::sync::Arc;

use super::complete;
use crate::model::{EvidenceClass, FileFacts, FileRecord, Function, Module, Source, Target};

fn module(file: &str, kind: &'static str, name: &str) -> Module {
    let dir = file.rsplit_once('/').map_or("", |(dir, _)| dir);
    let class = EvidenceClass::Configuration;
    let source = Source { file: Arc::from(file), language: "toml".into(), class };
    Module {
        at: source.evidence("manifest", 1, 1),
        kind: Cow::Borrowed(kind),
        dir: dir.into(),
        inner: String::new(),
        name: name.into(),
        language_version: Some("2021".into()),
        members: Vec::new(),
        targets: Vec::new(),
    }
}

fn target((kind, name, src): (&'static str, &str, &str)) -> Target {
    Target { kind: Cow::Borrowed(kind), name: name.into(), src: src.into() }
}

fn file(path: &str, modules: Vec<Module>) -> FileFacts {
    let file = FileRecord { path: Arc::from(path), ..FileRecord::default() };
    FileFacts { file, modules, ..FileFacts::default() }
}

/// The targets of the last module as `kind name src`.
fn targets(facts: &[FileFacts]) -> Vec<String> {
    let modules = complete(facts, "");
    let targets = &modules.last().unwrap().targets;
    targets.iter().map(|t| format!("{} {} {}", t.kind, t.name, t.src)).collect()
}

#[track_caller]
fn check(stated: &[(&'static str, &str, &str)], files: &[&str], expected: &[&str]) {
    let mut package = module("c/Cargo.toml", "cargo-package", "my-app");
    package.targets = stated.iter().copied().map(target).collect();
    let mut facts = vec![file("c/Cargo.toml", vec![package])];
    facts.extend(files.iter().map(|path| file(path, Vec::new())));
    assert_eq!(targets(&facts), expected);
}

#[test]
fn cargo_discovers_by_convention() {
    check(
        &[],
        &[
            "build.rs",
            "c/build.rs",
            "c/src/lib.rs",
            "c/src/main.rs",
            "c/src/bin/one.rs",
            "c/src/bin/two/main.rs",
            "c/src/bin/two/other.rs",
            "c/src/bin/.hidden.rs",
            "c/src/bin/readme.md",
            "c/tests/it/main.rs",
            "c/tests/common/mod.rs",
            "c/tests/a.rs",
            "c/benches/b.rs",
            "c/examples/e.rs",
            "tests/elsewhere.rs",
        ],
        &[
            "bench b c/benches/b.rs",
            "bin my-app c/src/main.rs",
            "bin one c/src/bin/one.rs",
            "bin two c/src/bin/two/main.rs",
            "custom-build build-script-build c/build.rs",
            "example e c/examples/e.rs",
            "lib my_app c/src/lib.rs",
            "test a c/tests/a.rs",
            "test it c/tests/it/main.rs",
        ],
    );
}

#[test]
fn stated_targets_replace_discovered_ones() {
    check(&[("lib", "", "c/root.rs")], &["c/root.rs", "c/src/lib.rs"], &["lib my_app c/root.rs"]);
    check(&[("proc-macro", "", "")], &["c/src/lib.rs"], &["proc-macro my_app c/src/lib.rs"]);
    check(&[("lib", "named", "")], &["c/src/lib.rs"], &["lib named c/src/lib.rs"]);
    check(
        &[("custom-build", "", "c/make/gen.rs")],
        &["c/build.rs"],
        &["custom-build build-script-gen c/make/gen.rs"],
    );
    // Same name, then same file under another name.
    check(&[("bin", "my-app", "")], &["c/src/main.rs"], &["bin my-app c/src/main.rs"]);
    check(&[("bin", "rg", "c/src/main.rs")], &["c/src/main.rs"], &["bin rg c/src/main.rs"]);
    check(
        &[("test", "t", "shared/t.rs")],
        &["c/tests/u.rs"],
        &["test t shared/t.rs", "test u c/tests/u.rs"],
    );
    check(&[("bench", "gone", "")], &[], &[]);
}

#[test]
fn edition_2015_does_not_look_beside_stated_targets() {
    let files = ["c/tests/a.rs", "c/tests/b.rs", "c/src/bin/x.rs"];
    let targets_of = |edition: Option<&str>, stated: &[(&'static str, &str, &str)]| {
        let mut package = module("c/Cargo.toml", "cargo-package", "p");
        package.language_version = edition.map(str::to_owned);
        package.targets = stated.iter().copied().map(target).collect();
        let mut workspace = module("Cargo.toml", "cargo-workspace", "");
        workspace.language_version = Some("2021".into());
        let mut facts = vec![file("Cargo.toml", vec![workspace])];
        facts.push(file("c/Cargo.toml", vec![package]));
        facts.extend(files.iter().map(|path| file(path, Vec::new())));
        targets(&facts)
    };
    let (one, bin, both) = ("test a c/tests/a.rs", "bin x c/src/bin/x.rs", "test b c/tests/b.rs");
    assert_eq!(targets_of(None, &[("test", "a", "")]), [bin, one]);
    assert_eq!(targets_of(Some("2015"), &[("test", "a", "")]), [bin, one]);
    let stated = [("test", "a", ""), ("autotests", "", "")];
    assert_eq!(targets_of(Some("2015"), &stated), [bin, one, both]);
    let stated = [("test", "a", ""), ("workspace-edition", "", "")];
    assert_eq!(targets_of(None, &stated), [bin, one, both]);
}

#[test]
fn dependencies_come_from_the_workspace() {
    let manifest = |path: &str, text: &str| {
        let registry = crate::language::Registry::new(&[]).unwrap();
        crate::extract::file(&registry, &path.into(), text.as_bytes(), false)
    };
    let mut facts = [
        manifest(
            "w/Cargo.toml",
            "[workspace.dependencies]\na = \"1.2\"\nb = { package = \"real\", version = \"3\" }\nc = \"4\"",
        ),
        manifest(
            "w/x/Cargo.toml",
            "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nc = { path = \"../c\" }\n[target.'cfg(unix)'.dev-dependencies]\nb = { workspace = true }",
        ),
        manifest("y/Cargo.toml", "[package]\nname = \"y\"\n[dependencies]\na.workspace = true"),
    ];
    super::inherit_dependencies(&mut facts);
    let found = facts.iter().flat_map(|facts| &facts.dependencies);
    let found: Vec<_> = found.map(|one| format!("{} {}", one.name, one.version)).collect();
    assert_eq!(found, ["a 1.2", "c ", "real 3", "a "]);
}

#[test]
fn switches_stop_discovery_but_not_stated_targets() {
    check(
        &[("no-autotests", "", ""), ("test", "a", "")],
        &["c/tests/a.rs", "c/tests/b.rs"],
        &["test a c/tests/a.rs"],
    );
    check(&[("no-autobins", "", "")], &["c/src/main.rs", "c/src/bin/x.rs"], &[]);
    check(&[("no-build", "", "")], &["c/build.rs"], &[]);
    check(&[("no-autolib", "", "")], &["c/src/lib.rs"], &[]);
}

#[test]
fn workspace_members_are_folders_with_a_package() {
    let mut workspace = module("Cargo.toml", "cargo-workspace", "");
    let patterns = ["crates/*", "./tool", "deep/**/x?", "!crates/old", "none"];
    workspace.members = patterns.map(String::from).to_vec();
    let folders =
        ["crates/a", "crates/b/inner", "crates/old", "tool", "deep/1/2/x1", "deep/x", "other"];
    let mut facts =
        vec![file("Cargo.toml", vec![workspace, module("Cargo.toml", "cargo-package", "root")])];
    facts.extend(folders.map(|folder| {
        let path = format!("{folder}/Cargo.toml");
        file(&path, vec![module(&path, "cargo-package", folder)])
    }));
    let modules = complete(&facts, "");
    let found = modules.iter().find(|module| module.kind == "cargo-workspace").unwrap();
    assert_eq!(found.members, ["", "crates/a", "deep/1/2/x1", "tool"]);
}

fn go_file(path: &str, package: &str, function: &str, constraint: Option<&str>) -> FileFacts {
    let mut facts = file(path, Vec::new());
    facts.file.language = "go".into();
    facts.file.build_constraint = constraint.map(Into::into);
    facts.package = Some(package.into());
    let at = facts.source().evidence("go.function", 1, 1);
    facts.functions.push(Function {
        at,
        name: function.into(),
        receiver: None,
        type_parameters: Vec::new(),
        trait_name: None,
        pointer_receiver: false,
        exported: false,
        generated: false,
        test: false,
        in_func: None,
        signature: crate::model::Name::default(),
        complexity: 1,
    });
    facts
}

#[test]
fn what_the_go_command_passes_over_is_no_module() {
    let at = |path: &str| file(path, vec![module(path, "go.mod", "example.org/x")]);
    let paths = ["_a/go.mod", ".a/go.mod", "a/testdata/go.mod", "b/go.mod", "vendor/x/go.mod"];
    let modules = complete(&paths.map(at), "");
    assert_eq!(modules.iter().map(|one| &*one.at.file).collect::<Vec<_>>(), ["b/go.mod"]);
}

#[test]
fn go_programs_belong_to_the_innermost_module() {
    let facts = [
        file("go.mod", vec![module("go.mod", "go.mod", "example.org/app/v2")]),
        file("a/go.mod", vec![module("a/go.mod", "go.mod", "example.org/a")]),
        go_file("main.go", "main", "main", None),
        go_file("cmd/tool/run.go", "main", "main", None),
        go_file("cmd/tool/more.go", "main", "other", None),
        go_file("cmd/lib/lib.go", "lib", "main", None),
        go_file("gen/gen.go", "main", "main", Some("ignore")),
        go_file("testdata/x/x.go", "main", "main", None),
        go_file("a/cmd/b/b.go", "main", "main", None),
    ];
    let modules = complete(&facts, "");
    let shown = |index: usize| -> Vec<String> {
        modules[index].targets.iter().map(|t| format!("{} {}", t.name, t.src)).collect()
    };
    assert_eq!(shown(1), ["app main.go", "tool cmd/tool/run.go"]);
    assert_eq!(shown(0), ["b a/cmd/b/b.go"]);
}
