//! Whatever happens to a repository and however it is looked at, a run with a cache gives what a run
//! without one gives; and what two looks have in common as an identity, they have in common as a result.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use camino::Utf8Path;
use groundplan::{
    analyze::{self, Kept, Resized, Session},
    cache::Cache,
    discover, history,
    language::{QuerySource, Registry},
    model::{Analysis, HistoryDepth},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::Value;

use crate::{
    environment::TestEnvironment,
    properties::{PATHS, PIECES, RULE_FILES, RULES},
};

/// What happens to the repository between two looks.
#[derive(Clone, Debug)]
enum Step {
    /// A file gets a text.
    Write(&'static str, String),
    /// A file that says how to look at others gets a text.
    Rule(&'static str, String),
    /// A link gets a target.
    Link(&'static str),
    /// A file goes.
    Remove(&'static str),
    /// Everything is committed.
    Commit,
    /// A file of the submodule gets a text, which is committed there.
    Submodule(String),
    /// Nothing happens.
    Rest,
}

/// How the repository is looked at.
#[derive(Clone, Debug)]
struct Look {
    folder: &'static str,
    revision: Option<&'static str>,
    include: Option<&'static str>,
    exclude: Option<&'static str>,
    submodules: bool,
    history: Option<history::Options>,
    own_query: bool,
}

fn steps() -> impl Strategy<Value = Step> {
    let text = || vec(select(PIECES), 0..4).prop_map(|pieces| pieces.concat());
    let rules = vec(select(RULES), 0..3).prop_map(|lines| lines.concat());
    prop_oneof![
        4 => (select(PATHS), text()).prop_map(|(path, text)| Step::Write(path, text)),
        3 => (select(RULE_FILES), rules).prop_map(|(path, text)| Step::Rule(path, text)),
        1 => select(&["main.go", "src", "nothing", "../../outside"][..]).prop_map(Step::Link),
        1 => select(PATHS).prop_map(Step::Remove),
        2 => Just(Step::Commit),
        1 => text().prop_map(Step::Submodule),
        1 => Just(Step::Rest),
    ]
}

fn looks() -> impl Strategy<Value = Look> {
    (
        select(&["shop", "shop", "shop/internal", "shop/src"][..]),
        option::weighted(0.3, select(&["HEAD", "HEAD~1"][..])),
        option::weighted(0.2, select(&["*.go", "/internal"][..])),
        option::weighted(0.2, select(&["*.md", "internal"][..])),
        any::<bool>(),
        histories(),
        prop::bool::weighted(0.2),
    )
        .prop_map(|(folder, revision, include, exclude, submodules, history, own_query)| {
            Look { folder, revision, include, exclude, submodules, history, own_query }
        })
}

/// The whole history.
const EVERYTHING: history::Options = history::Options {
    depth: HistoryDepth::Lines,
    limits: history::Limits { since: None, until: None, max_commits: None },
};

fn histories() -> impl Strategy<Value = Option<history::Options>> {
    let limits = history::Limits { max_commits: Some(1), ..history::Limits::default() };
    let names = history::Options { depth: HistoryDepth::Names, ..EVERYTHING };
    let last = history::Options { limits, ..EVERYTHING };
    select(vec![None, None, Some(EVERYTHING), Some(EVERYTHING), Some(names), Some(last)])
}

/// A repository with two commits and a submodule.
fn repository() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("shop/internal/a.go", PIECES.concat());
    environment.write("shop/src/lib.rs", "mod child;\n");
    environment.write("shop/src/child.rs", "#[test]\nfn gets() { assert!(true) }\n");
    environment.write("shop/go.mod", "module example.com/shop\n\ngo 1.24\n");
    environment.write("shop/part/part.go", "package part\n");
    environment.commit("shop/part");
    environment.commit("shop");
    environment.write("shop/main.go", "package main\n\nfunc main() {}\n");
    environment.commit("shop");
    environment
}

fn take(environment: &TestEnvironment, step: &Step) {
    let shop = environment.path("shop");
    match step {
        Step::Write(path, text) | Step::Rule(path, text) => {
            environment.write(&format!("shop/{path}"), text);
        }
        Step::Link(target) => link(&shop.join("link.go"), target),
        Step::Remove(path) => drop(fs::remove_file(shop.join(path))),
        Step::Commit => environment.commit("shop"),
        Step::Submodule(text) => {
            environment.write("shop/part/part.go", text);
            environment.commit("shop/part");
        }
        Step::Rest => {}
    }
}

fn link(path: &Utf8Path, target: &str) {
    let _ = fs::remove_file(path);
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, path).unwrap();
    #[cfg(not(unix))]
    let _ = target;
}

/// A query in place of a built-in one: fewer imports are found.
const QUERY: &str =
    "((import_spec path: (_) @import.path) @import (#eq? @import.path \"nothing\"))\n";

fn own_query() -> QuerySource {
    QuerySource {
        language: "go".into(),
        kind: "imports".into(),
        path: "imports.scm".into(),
        text: QUERY.into(),
    }
}

static BUILT_IN: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());
static OWN: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[own_query()]).unwrap());

/// Results by query and identity, as the cache of outputs has them.
type Outputs = BTreeMap<(bool, Vec<u8>), String>;

/// Looks without a cache and with one.
fn check(environment: &TestEnvironment, look: &Look, outputs: &mut Outputs) {
    let options = discover::Options {
        revision: look.revision.map(str::to_owned),
        include: look.include.map(str::to_owned).into_iter().collect(),
        exclude: look.exclude.map(str::to_owned).into_iter().collect(),
        submodules: look.submodules,
        ..discover::Options::default()
    };
    let folder = environment.path(look.folder);
    // What a step took away, or no commit has, is not there to be looked at.
    let Ok(snapshot) = discover::open(&folder, &options) else { return };
    let registry: &Registry = if look.own_query { &OWN } else { &BUILT_IN };
    let additions = look.own_query.then_some(QUERY);
    let cache = Cache::new(environment.cache().to_owned(), 1 << 30, additions.as_slice());
    let session = Session::whole(&cache, &snapshot);
    let analyse = |session: Option<&Session<'_>>| {
        let options = analyze::Options { history: look.history, progress: &|| {}, session };
        analyze::repository(&snapshot, registry, &options).unwrap()
    };
    let print = |analysis: &Analysis| serde_json::to_string_pretty(analysis).unwrap();
    let plain = print(&analyse(None));
    let identity = session.identity(&snapshot, look.history.as_ref()).unwrap();
    let resized = |changed: &[_]| analyze::resized(&snapshot, registry, &session, changed);
    for ((own_query, known), before) in &*outputs {
        if *own_query != look.own_query {
            continue;
        }
        if let Some((changed, b"")) = identity.changed(known)
            && let Some(resized) = resized(&changed)
            // Where lines went is the matter of `edited.rs`.
            && resized.iter().all(|one| one.moved.is_empty())
        {
            assert_eq!(
                without_sizes(before, &resized),
                without_sizes(&plain, &resized),
                "{look:?}"
            );
        }
    }
    let identity = identity.bytes().to_vec();
    let analysis = analyse(Some(&session));
    assert_eq!(print(&analysis), plain, "{look:?}");
    let known = outputs.get(&(look.own_query, identity.clone()));
    if let Some(known) = known {
        assert_eq!(*known, plain, "the identity of {look:?} leaves something out");
    }
    if session.kept(&analysis) == Kept::Whole {
        outputs.insert((look.own_query, identity), plain);
    }
}

/// An analysis without what depends on the sizes of files, and on whether any is edited.
fn without_sizes(analysis: &str, resized: &[Resized]) -> Value {
    let mut analysis: Value = serde_json::from_str(analysis).unwrap();
    for part in ["repo", "languages"] {
        analysis[part] = Value::Null;
    }
    for part in ["hotspots", "complexity_hotspots"] {
        analysis["git"][part] = Value::Null;
    }
    for file in analysis["files"].as_array_mut().unwrap() {
        if let Some(new) = resized.iter().find(|new| file["path"] == *new.path) {
            file["bytes"] = new.bytes.into();
            file["lines"] = serde_json::to_value(new.lines).unwrap();
        }
    }
    analysis
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cache_is_never_seen(run in vec((steps(), vec(looks(), 1..4)), 1..8)) {
        let environment = repository();
        let mut outputs = Outputs::new();
        for (step, looks) in &run {
            take(&environment, step);
            for look in looks {
                check(&environment, look, &mut outputs);
            }
        }
    }
}

/// Everything, as it lies there.
const WHOLE: Look = Look {
    folder: "shop",
    revision: None,
    include: None,
    exclude: None,
    submodules: true,
    history: Some(EVERYTHING),
    own_query: false,
};

#[cfg(unix)]
#[test]
fn targets_of_links_and_reasons_to_leave_files_out_are_seen() {
    let environment = repository();
    let mut outputs = Outputs::new();
    environment.write("shop/Cargo.toml", "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n");
    environment.write("shop/src/lib.rs", "mod linked;\n");
    environment.write("shop/README.md", "# Shop\n");
    for (number, target) in ["child.rs", "lib.rs", "../main.go", "child.rs"].iter().enumerate() {
        link(&environment.path("shop/src/linked.rs"), target);
        check(&environment, &WHOLE, &mut outputs);
        assert_eq!(outputs.len(), (number + 1).min(3), "{target}");
    }
    for pattern in ["*.md", "README.md", "/README.md"] {
        let look = Look { exclude: Some(pattern), ..WHOLE };
        check(&environment, &look, &mut outputs);
    }
    assert_eq!(outputs.len(), 6);
}

#[test]
fn marks_of_paths_and_what_stands_for_a_blob_are_seen() {
    let environment = repository();
    let mut outputs = Outputs::new();
    let look = WHOLE;
    let commit = Look { revision: Some("HEAD"), ..look.clone() };
    let part = Look { folder: "shop/internal", ..look.clone() };
    let rules = [
        "*.go linguist-generated\n",
        "*.go -linguist-generated\n",
        "*.go linguist-vendored\n",
        "*.go export-ignore\n",
        "*.go encoding=ISO-8859-1\n",
        "*.go working-tree-encoding=ISO-8859-1\n",
        "*.go eol=crlf\n",
        "",
    ];
    for rule in rules {
        take(&environment, &Step::Rule(".gitattributes", rule.into()));
        for look in [&look, &commit, &part] {
            check(&environment, look, &mut outputs);
        }
        take(&environment, &Step::Commit);
        check(&environment, &commit, &mut outputs);
    }
    let count = outputs.len();
    assert!(count > rules.len(), "{count}");
    // Another blob of the same size takes the place of one that is known.
    let old = environment.git("shop", &["rev-parse", "HEAD:main.go"]);
    environment.write("other", "package main\n\nfunc niam() {}\n");
    let new = environment.git("shop", &["hash-object", "-w", "../other"]);
    environment.git("shop", &["replace", old.trim(), new.trim()]);
    for look in [&look, &commit, &look, &commit] {
        check(&environment, look, &mut outputs);
    }
}
