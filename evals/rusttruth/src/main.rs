//! rusttruth DIR [OUT [NAME]]: one JSON document of facts about the Rust code of a repository, read with `syn`;
//! crates and targets come from `cargo metadata --no-deps --offline`, files from `git ls-files`. Every `.rs`
//! file that parses is scored. Modules are resolved from the root of each target as rustc does, also inside
//! item macros whose tokens parse as items (flagged `via_macro`).

mod attributes;
mod facts;
mod macros;
mod made;
mod manifests;
mod modules;
mod prelude;
mod text;
mod visit;

use std::process::Command;

use manifests::Manifests;
use modules::Tree;
use prelude::*;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let root = std::fs::canonicalize(arguments.get(1).expect("usage: rusttruth DIR [OUT [NAME]]")).unwrap();
    let listed = git(&root, &["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let tracked: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    let manifests = Manifests::read(&root, &tracked);
    let (mut files, parsed) = parse(&root, &tracked);
    let mut tree =
        Tree { root: &root, parsed: &parsed, seen: BTreeSet::new(), out: vec![], file_cfg: HashMap::new(), missing: vec![] };
    for (target, source) in &manifests.targets {
        tree.file(target, source, vec![], true, vec![]);
    }
    let library = tree.files_of_libraries();
    let (modules, missing, conditions) = (tree.out, tree.missing, tree.file_cfg);
    let mut out = facts_of(&root, &mut files, &parsed, &conditions);
    for test in out.v.get_mut("doc_tests").into_iter().flatten() {
        let file = root.join(test["file"].as_str().unwrap());
        test["in_library"] = json!(library.contains(&file));
    }
    let made = made::tests_by_macro(&out);
    out.v.insert("tests_by_macro", made);
    let name = arguments.get(3).cloned().unwrap_or_else(|| root.file_name().unwrap().to_string_lossy().into_owned());
    let mut document = json!({"tool": "rusttruth 2 (syn 2)", "repo": name, "commit": git(&root, &["rev-parse", "HEAD"]).trim(),
        "manifests": manifests.understood, "manifest_errors": manifests.errors, "crates": manifests.crates,
        "files": files, "modules": modules, "modules_unresolved": missing});
    for (kind, facts) in out.v {
        document[kind] = Value::Array(facts);
    }
    let text = serde_json::to_string_pretty(&document).unwrap();
    match arguments.get(2) {
        Some(file) => std::fs::write(file, text).unwrap(),
        None => println!("{text}"),
    }
}

fn git(root: &Path, arguments: &[&str]) -> String {
    let done = Command::new("git").arg("-C").arg(root).args(arguments).output().unwrap();
    String::from_utf8_lossy(&done.stdout).into_owned()
}

/// The syntax trees, and what is said about each file; a link is read where it leads to.
fn parse(root: &Path, tracked: &[&str]) -> (Vec<Value>, HashMap<PathBuf, File>) {
    let (mut files, mut parsed) = (vec![], HashMap::new());
    for path in tracked.iter().filter(|path| path.ends_with(".rs")) {
        let full = root.join(path);
        let Ok(about) = std::fs::symlink_metadata(&full) else { continue };
        if !about.is_file() {
            files.push(json!({"path": path, "scored": false, "why": "symlink"}));
            continue;
        }
        let Ok(source) = String::from_utf8(std::fs::read(&full).unwrap()) else {
            files.push(json!({"path": path, "scored": false, "why": "not UTF-8"}));
            continue;
        };
        match syn::parse_file(&source) {
            Ok(file) => {
                files.push(json!({"path": path, "scored": true, "lines": source.lines().count()}));
                parsed.insert(full, file);
            }
            Err(error) => {
                let why = format!("syn: {error} at line {}", line(error.span()));
                files.push(json!({"path": path, "scored": false, "why": why}));
            }
        }
    }
    (files, parsed)
}

/// The facts of all files; a condition counts for a file when it holds on every way to it.
fn facts_of(
    root: &Path,
    files: &mut [Value],
    parsed: &HashMap<PathBuf, File>,
    conditions: &HashMap<PathBuf, Vec<Vec<String>>>,
) -> Out {
    let mut out = Out::default();
    for record in files.iter_mut().filter(|record| record["scored"] == true) {
        let path = record["path"].as_str().unwrap().to_owned();
        let file = &parsed[&root.join(&path)];
        let cfg = match conditions.get(&root.join(&path)).map(Vec::as_slice) {
            Some([first, rest @ ..]) => first.iter().filter(|cfg| rest.iter().all(|way| way.contains(cfg))).cloned().collect(),
            Some([]) => vec![],
            None => {
                record["orphan"] = json!(true);
                cfgs(&file.attrs)
            }
        };
        if !cfg.is_empty() {
            record["cfg"] = json!(cfg);
        }
        let aliases = test_aliases(file);
        let mut visitor = V { aliases: &aliases, file: &path, out: &mut out, mods: vec![], cfg, fns: vec![], mac: vec![] };
        visitor.docs(&file.attrs);
        for item in &file.items {
            visitor.visit_item(item);
        }
    }
    out
}
