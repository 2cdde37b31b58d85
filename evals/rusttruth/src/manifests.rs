//! Crates and their targets, as `cargo metadata` tells them.

use crate::prelude::*;
use std::process::Command;

/// What the manifests of the repository say.
#[derive(Default)]
pub(crate) struct Manifests {
    pub(crate) crates: Vec<Value>,
    /// `package/kind:target` and the root file of each target.
    pub(crate) targets: Vec<(String, PathBuf)>,
    pub(crate) understood: Vec<Value>,
    pub(crate) errors: Vec<Value>,
    seen: BTreeSet<PathBuf>,
}

impl Manifests {
    /// Reads all manifests among the tracked files, outer ones first, so that a workspace tells its members.
    pub(crate) fn read(root: &Path, tracked: &[&str]) -> Self {
        let mut manifests: Vec<&str> =
            tracked.iter().copied().filter(|path| *path == "Cargo.toml" || path.ends_with("/Cargo.toml")).collect();
        manifests.sort_by_key(|path| path.matches('/').count());
        let mut all = Self::default();
        for manifest in manifests {
            if !all.seen.contains(&root.join(manifest)) {
                all.ask(root, manifest);
            }
        }
        all
    }

    fn ask(&mut self, root: &Path, manifest: &str) {
        let full = root.join(manifest);
        let asked = Command::new("cargo")
            .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
            .arg(&full)
            .current_dir(root)
            .output()
            .unwrap();
        let Ok(answer) = serde_json::from_slice::<Value>(&asked.stdout) else {
            let error = String::from_utf8_lossy(&asked.stderr);
            self.errors.push(json!({"manifest": manifest, "error": error.lines().next().unwrap_or("")}));
            return;
        };
        self.see(root, full);
        for package in answer["packages"].as_array().unwrap() {
            self.see(root, PathBuf::from(package["manifest_path"].as_str().unwrap()));
            self.package(root, package);
        }
    }

    fn see(&mut self, root: &Path, manifest: PathBuf) {
        if self.seen.insert(manifest.clone()) {
            self.understood.push(json!({"path": relative(root, &manifest.to_string_lossy()), "understood": true}));
        }
    }

    fn package(&mut self, root: &Path, package: &Value) {
        let name = package["name"].as_str().unwrap();
        let mut targets = vec![];
        for target in package["targets"].as_array().unwrap() {
            let source = target["src_path"].as_str().unwrap();
            let label = format!("{name}/{}:{}", target["kind"][0].as_str().unwrap(), target["name"].as_str().unwrap());
            self.targets.push((label, PathBuf::from(source)));
            targets.push(json!({"name": target["name"], "kind": target["kind"], "src": relative(root, source),
                "edition": target["edition"], "test": target["test"], "doctest": target["doctest"]}));
        }
        self.crates.push(json!({"name": name, "version": package["version"], "edition": package["edition"],
            "manifest": relative(root, package["manifest_path"].as_str().unwrap()), "targets": targets}));
    }
}

fn relative(root: &Path, path: &str) -> String {
    Path::new(path).strip_prefix(root).map(|path| path.to_string_lossy().into_owned()).unwrap_or(path.to_owned())
}
