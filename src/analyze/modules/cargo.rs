//! The targets of a Cargo package: those of its manifest with their paths, and those Cargo discovers
//! by convention.
//!
//! The manifest's switches arrive as targets of the kinds `no-autolib`, `no-autobins`, `no-autotests`,
//! `no-autobenches`, `no-autoexamples` and `no-build`, without `no-` where they are on; they are taken
//! out here.

use std::{borrow::Cow, collections::BTreeSet, ops::Bound};

use super::join;
use crate::model::{Module, Target};

/// Kinds whose targets Cargo looks for in a folder, the switch that stops it, and the folder.
const FAMILIES: [(&str, &str, &str); 4] = [
    ("bin", "no-autobins", "src/bin"),
    ("test", "no-autotests", "tests"),
    ("bench", "no-autobenches", "benches"),
    ("example", "no-autoexamples", "examples"),
];

/// Kinds of a library target; a package has one at most.
pub(in crate::analyze) const LIBRARIES: [&str; 6] =
    ["lib", "proc-macro", "rlib", "dylib", "cdylib", "staticlib"];

pub(super) fn complete(module: &mut Module, files: &BTreeSet<&str>) {
    let (switches, stated): (Vec<_>, Vec<_>) =
        std::mem::take(&mut module.targets).into_iter().partition(|target| is_marker(&target.kind));
    let package = Package { module, files, switches };
    let mut targets = package.single(&stated, &LIBRARIES, &package.library(), "no-autolib");
    targets.extend(package.single(&stated, &["custom-build"], &package.build_script(), "no-build"));
    for (kind, switch, folder) in FAMILIES {
        let stated: Vec<_> = stated.iter().filter(|target| target.kind == kind).collect();
        targets.extend(package.family(&stated, package.discovered(kind, folder), switch));
    }
    targets.sort();
    module.targets = targets;
}

struct Package<'a> {
    module: &'a Module,
    files: &'a BTreeSet<&'a str>,
    switches: Vec<Target>,
}

impl Package<'_> {
    /// Targets of which there is one by convention: the library and the build script.
    fn single(&self, stated: &[Target], kinds: &[&str], usual: &Target, off: &str) -> Vec<Target> {
        let stated: Vec<_> =
            stated.iter().filter(|target| kinds.contains(&&*target.kind)).collect();
        if stated.is_empty() {
            let found = !self.is_off(off) && self.files.contains(usual.src.as_str());
            return found.then(|| usual.clone()).into_iter().collect();
        }
        let complete = |target: &&Target| {
            let src = if target.src.is_empty() { usual.src.clone() } else { target.src.clone() };
            let name = match (target.name.as_str(), &*target.kind) {
                ("", "custom-build") => build_name(&src),
                ("", _) => usual.name.clone(),
                (name, _) => name.to_owned(),
            };
            Target { kind: target.kind.clone(), name, src }
        };
        stated.iter().map(complete).collect()
    }

    /// Stated targets with their paths, and the discovered ones that none of them stands for. A
    /// target that says no path and has no file by convention is an error to Cargo, and left out.
    fn family(&self, stated: &[&Target], discovered: Vec<Target>, switch: &str) -> Vec<Target> {
        let mut targets = Vec::new();
        for target in stated {
            let usual = discovered.iter().find(|found| found.name == target.name);
            let src = match (target.src.as_str(), usual) {
                ("", None) => continue,
                ("", Some(usual)) => usual.src.clone(),
                (src, _) => src.to_owned(),
            };
            targets.push(Target { src, ..(*target).clone() });
        }
        let enough = self.is_old() && !stated.is_empty() && !self.is_on(switch);
        if !self.is_off(switch) && !enough {
            let is_new = |found: &Target| {
                !targets.iter().any(|target| target.name == found.name || target.src == found.src)
            };
            let mut new: Vec<_> = discovered.into_iter().filter(is_new).collect();
            targets.append(&mut new);
        }
        targets
    }

    fn library(&self) -> Target {
        self.target("lib", self.module.name.replace('-', "_"), "src/lib.rs")
    }

    fn build_script(&self) -> Target {
        self.target("custom-build", "build-script-build".to_owned(), "build.rs")
    }

    /// What Cargo finds for one family: `folder/NAME.rs` and `folder/NAME/main.rs`, and `src/main.rs`
    /// for the program named like the package.
    fn discovered(&self, kind: &'static str, folder: &str) -> Vec<Target> {
        let folder = format!("{}/", self.path(folder));
        let from = (Bound::Included(folder.as_str()), Bound::Unbounded);
        let below = self.files.range::<str, _>(from).map_while(|path| path.strip_prefix(&folder));
        let mut targets: Vec<_> = below
            .filter_map(|rest| {
                Some(self.target(kind, root_name(rest)?.to_owned(), "")).zip(Some(rest))
            })
            .map(|(target, rest)| Target { src: format!("{folder}{rest}"), ..target })
            .collect();
        let main = self.target(kind, self.module.name.clone(), "src/main.rs");
        if kind == "bin" && self.files.contains(main.src.as_str()) {
            targets.insert(0, main);
        }
        targets
    }

    fn target(&self, kind: &'static str, name: String, src: &str) -> Target {
        Target { kind: Cow::Borrowed(kind), name, src: self.path(src) }
    }

    /// A path of the manifest as a path of the repository.
    fn path(&self, path: &str) -> String {
        join(&self.module.dir, path).unwrap_or_else(|| path.to_owned())
    }

    fn is_off(&self, switch: &str) -> bool {
        self.switches.iter().any(|target| target.kind == switch)
    }

    fn is_on(&self, switch: &str) -> bool {
        self.switches.iter().any(|target| Some(&*target.kind) == switch.strip_prefix("no-"))
    }

    /// Edition 2015, where one named target of a kind turns the search for others off.
    fn is_old(&self) -> bool {
        self.module.language_version.as_deref().is_none_or(|edition| edition == "2015")
    }
}

fn is_marker(kind: &str) -> bool {
    kind.starts_with("no-")
        || kind.starts_with("auto")
        || kind == "build"
        || kind == "workspace-edition"
}

/// The target's name when `rest`, a path below a family's folder, is the root of one.
fn root_name(rest: &str) -> Option<&str> {
    let name = match rest.split_once('/') {
        None => rest.strip_suffix(".rs"),
        Some((folder, "main.rs")) => Some(folder),
        Some(_) => None,
    };
    name.filter(|name| !name.starts_with('.'))
}

fn build_name(src: &str) -> String {
    let file = src.rsplit('/').next().unwrap_or(src);
    format!("build-script-{}", file.strip_suffix(".rs").unwrap_or(file))
}
