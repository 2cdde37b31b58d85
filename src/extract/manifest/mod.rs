//! Package manifests: which modules a repository has and what they depend on.
//!
//! One file per manifest. What needs the list of files (globs of workspace members, targets that a
//! manifest only implies) is `analyze`'s work.

mod cargo;
mod cargo_targets;
mod go_mod;
mod go_words;
mod go_work;

use std::sync::Arc;

use super::Input;
use crate::model::{Diagnostic, DiagnosticKind, FileFacts};

/// Adds the modules and dependencies that `input` declares when its file name is a manifest's.
pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    match file_name(&input.source.file) {
        "go.mod" => go_mod::extract(input, facts),
        "go.work" => go_work::extract(input, facts),
        "Cargo.toml" => cargo::extract(input, facts),
        _ => {}
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Folder of the file at `path`; empty for the root.
fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `relative` seen from folder `dir`, as a path from the analysed root; what leads out of the root
/// keeps its `..`.
fn joined(dir: &str, relative: &str) -> String {
    let relative = relative.replace('\\', "/");
    let mut parts: Vec<&str> = Vec::new();
    for part in dir.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn parse_error(input: &Input<'_>, line: u32, message: String) -> Diagnostic {
    let file = Arc::clone(&input.source.file);
    Diagnostic { file, line, kind: DiagnosticKind::ParseError, message }
}

#[cfg(test)]
mod tests;
