//! Every `main` with what it starts: what is registered, consumed or declared in its own file or package, or
//! in the nearest package that it imports.

use std::collections::{BTreeMap, BTreeSet};

use super::packages::folder;
use crate::model::{
    EntryPoint, EntryPointKind, Evidence, EvidenceClass, FileFacts, Function, Integration, Module,
    Observation, Package, Route,
};

/// What a program can start, by the folder of the package that shows it.
type Shown<'a> = BTreeMap<&'a str, Vec<(EntryPointKind, &'a Evidence, String)>>;

/// What is known of the whole repository.
pub(super) struct Known<'a> {
    pub(super) modules: &'a [Module],
    pub(super) packages: &'a [Package],
    pub(super) routes: &'a [Route],
    pub(super) integrations: &'a [Integration],
}

pub(super) fn find(facts: &[FileFacts], known: &Known<'_>) -> Vec<EntryPoint> {
    let shown = shown(known);
    let mut found = Vec::new();
    for file in facts.iter().filter(|file| !file.file.vendored && !file.file.test) {
        for function in file.functions.iter().filter(|function| is_main(file, function, known)) {
            let (kind, because) = judge(file, known, &shown);
            found.push(EntryPoint {
                at: function.at.clone(),
                name: name(file, known.modules),
                module: file.file.module.map(String::from).unwrap_or_default(),
                kind,
                because,
            });
        }
    }
    found
}

fn is_main(file: &FileFacts, function: &Function, known: &Known<'_>) -> bool {
    let is_root = || {
        let mut targets = known.modules.iter().flat_map(|module| &module.targets);
        targets.any(|target| {
            target.src == *file.file.path && matches!(&*target.kind, "bin" | "example")
        })
    };
    function.name == "main"
        && function.receiver.is_none()
        && function.in_func.is_none()
        && match &*file.file.language {
            "go" => file.package.as_deref() == Some("main"),
            "rust" => is_root(),
            _ => false,
        }
}

/// The name of the program: its target's, else its folder's.
fn name(file: &FileFacts, modules: &[Module]) -> String {
    let path = &*file.file.path;
    let mut targets = modules.iter().flat_map(|module| &module.targets);
    let own = targets.find(|target| match &*target.kind {
        "main" => folder(&target.src) == folder(path),
        "bin" | "example" => target.src == path,
        _ => false,
    });
    let last = || folder(path).rsplit('/').next().unwrap_or_default().to_owned();
    own.map_or_else(last, |target| target.name.clone())
}

fn judge(
    file: &FileFacts,
    known: &Known<'_>,
    shown: &Shown<'_>,
) -> (EntryPointKind, Vec<Observation>) {
    let path = &*file.file.path;
    let place = folder(path);
    if let Some(reason) = example(file, known.modules) {
        return (EntryPointKind::Example, vec![reason]);
    }
    if file.file.build_constraint.as_deref() == Some("ignore") {
        let at = file.source().evidence("entry-point", 1, 1);
        let text = "its build constraint keeps it out of every build".to_owned();
        return (EntryPointKind::Tool, vec![Observation { at, text }]);
    }
    let own: Vec<_> = shown.values().flatten().filter(|(_, at, _)| &*at.file == path).collect();
    if let Some(found) = own.iter().min_by_key(|(kind, ..)| *kind) {
        return conclusion(found);
    }
    for near in distances(place, known.packages) {
        let evidence = near.iter().filter_map(|dir| shown.get(dir.as_str())).flatten();
        if let Some(found) = evidence.min_by_key(|(kind, at, _)| (*kind, &at.file, at.line)) {
            return conclusion(found);
        }
    }
    (EntryPointKind::Tool, Vec::new())
}

fn conclusion(
    (kind, at, text): &(EntryPointKind, &Evidence, String),
) -> (EntryPointKind, Vec<Observation>) {
    (*kind, vec![Observation { at: (*at).clone(), text: text.clone() }])
}

fn example(file: &FileFacts, modules: &[Module]) -> Option<Observation> {
    let mut targets = modules.iter().flat_map(|module| &module.targets);
    let is_target = targets.any(|target| target.src == *file.file.path && target.kind == "example");
    let is_place = file.file.class() == EvidenceClass::Example
        || file
            .file
            .path
            .split('/')
            .any(|part| matches!(part, "_examples" | "_example" | "testdata"));
    let at = file.source().evidence("entry-point", 1, 1);
    let text =
        if is_target { "its manifest builds it as an example" } else { "it stands among examples" };
    (is_target || is_place).then(|| Observation { at, text: text.to_owned() })
}

/// Folders by how many imports lead to them, the own one first.
fn distances(start: &str, packages: &[Package]) -> Vec<BTreeSet<String>> {
    let imports: BTreeMap<&str, &Vec<String>> = packages
        .iter()
        .filter(|package| !package.external_test)
        .map(|package| (package.dir.as_str(), &package.imports))
        .collect();
    // The package of a Rust file is its crate's folder.
    let mut own = start;
    while !imports.contains_key(own) && !own.is_empty() {
        own = folder(own);
    }
    let mut seen = BTreeSet::from([own.to_owned()]);
    let mut rings = vec![seen.clone()];
    while let Some(last) = rings.last() {
        let next: BTreeSet<String> = last
            .iter()
            .filter_map(|dir| imports.get(dir.as_str()))
            .flat_map(|found| found.iter())
            .filter(|dir| !seen.contains(*dir))
            .cloned()
            .collect();
        if next.is_empty() {
            break;
        }
        seen.extend(next.iter().cloned());
        rings.push(next);
    }
    rings
}

/// Evidence by the folder of its package.
fn shown<'a>(known: &Known<'a>) -> Shown<'a> {
    let dirs: BTreeSet<&str> = known.packages.iter().map(|package| package.dir.as_str()).collect();
    let mut shown = Shown::new();
    let mut add = |kind, at: &'a Evidence, text: String| {
        let mut dir = folder(&at.file);
        while !dirs.contains(dir) && !dir.is_empty() {
            dir = folder(dir);
        }
        shown.entry(dir).or_default().push((kind, at, text));
    };
    for route in known.routes.iter().filter(|route| !route.test) {
        match &*route.protocol {
            "http" => {
                let text = format!("serves `{} {}`", route.method, route.path);
                add(EntryPointKind::Service, &route.at, text);
            }
            "cli" => {
                let text = format!("runs the command `{}`", route.path);
                add(EntryPointKind::Cli, &route.at, text);
            }
            _ => {}
        }
    }
    for one in known.integrations.iter().filter(|one| one.direction == "consume") {
        add(EntryPointKind::Worker, &one.at, format!("{} ({})", one.via, one.kind));
    }
    shown
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::{
        analyze::assemble::{Around, assemble},
        extract::file,
        language::Registry,
        model::{GitFacts, RepositoryFacts},
    };

    /// Entry points as `file:line name kind because`.
    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = files
            .iter()
            .map(|(path, text)| file(&registry, &(*path).into(), text.as_bytes(), false))
            .collect();
        let around = Around {
            repo: &RepositoryFacts::default(),
            outside: &[],
            left_out: &[],
            links: &BTreeMap::new(),
            diagnostics: &[],
        };
        let analysis = assemble(&around, &registry, facts, GitFacts::default());
        let shown = |one: &crate::model::EntryPoint| {
            let because = one.because.first().map_or("", |one| one.text.as_str());
            let kind = format!("{:?}", one.kind).to_lowercase();
            format!("{} {} {kind} {because}", one.at.citation(), one.name)
        };
        assert_eq!(analysis.entry_points.iter().map(shown).collect::<Vec<_>>(), expected);
    }

    const MOD: (&str, &str) = ("go.mod", "module a.b/c\n");
    const API: &str = "package api\n\nimport \"github.com/gin-gonic/gin\"\n\nfunc Serve() {\n\tr := gin.New()\n\tr.GET(\"/a\", h)\n}\n";
    const QUEUE: &str = "package queue\n\nimport \"github.com/nats-io/nats.go\"\n\nfunc Run() { nc.Subscribe(\"jobs\", h) }\n";

    #[test]
    fn the_nearest_package_says_what_a_program_starts() {
        let main = |import: &str| {
            format!(
                "package main\n\nimport \"a.b/c/{import}\"\n\nfunc main() {{ {import}.Run() }}\n"
            )
        };
        check(
            &[
                MOD,
                ("api/api.go", API),
                ("queue/queue.go", QUEUE),
                ("cmd/server/main.go", &main("api")),
                ("cmd/worker/main.go", &main("queue")),
                ("cmd/empty/main.go", "package main\n\nfunc main() {}\n"),
                ("examples/x/main.go", &main("api")),
                ("gen.go", "//go:build ignore\n\npackage main\n\nfunc main() {}\n"),
            ],
            &[
                "cmd/empty/main.go:3 empty tool ",
                "cmd/server/main.go:5 server service serves `GET /a`",
                "cmd/worker/main.go:5 worker worker consume from subject jobs (nats)",
                "examples/x/main.go:5 x example it stands among examples",
                "gen.go:5  tool its build constraint keeps it out of every build",
            ],
        );
    }

    #[test]
    fn programs_of_cargo_are_its_targets() {
        check(
            &[
                ("Cargo.toml", "[package]\nname = \"tool\"\n"),
                (
                    "src/main.rs",
                    "#[derive(clap::Parser)]\nstruct Cli {}\nfn main() { Cli::parse(); }\n",
                ),
                ("src/other.rs", "fn main() {}\n"),
                ("examples/show.rs", "fn main() {}\n"),
            ],
            &[
                "examples/show.rs:1 show example its manifest builds it as an example",
                "src/main.rs:3 tool cli runs the command `tool`",
            ],
        );
    }

    #[test]
    fn what_is_called_main_and_starts_nothing_is_left_out() {
        check(
            &[
                MOD,
                ("a.go", "package a\n\nfunc main() {}\n"),
                ("b/b_test.go", "package main\n\nfunc main() {}\n"),
                ("c/c.go", "package main\n\ntype T struct{}\n\nfunc (T) main() {}\n"),
            ],
            &[],
        );
    }
}
