//! What a file says about itself before its code begins: test, generated, build constraint, package.

mod constraint;
mod header;
mod platform;

use self::header::Header;
use crate::model::{FileFacts, Name};

pub(super) fn set(text: &str, facts: &mut FileFacts) {
    match &*facts.file.language {
        "go" => set_go(text, facts),
        "rust" => facts.file.test = in_rust_test_folder(&facts.file.path),
        _ => facts.file.generated = is_marked_generated(text),
    }
}

fn set_go(text: &str, facts: &mut FileFacts) {
    let header = Header::read(text);
    let name = facts.file.path.rsplit('/').next().unwrap_or_default();
    facts.file.test = name.ends_with("_test.go");
    facts.file.platform = platform::of_file_name(name).map(Name::from);
    facts.file.generated = header.is_generated() || header.is_mock(&facts.file.path);
    facts.file.build_constraint = constraint::of(&header).map(Name::from);
    facts.package = header.package.map(Name::from);
}

/// Cargo builds these folders for tests and benchmarks only.
fn in_rust_test_folder(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| matches!(folder, "tests" | "benches"))
}

/// Go's marker is used in other languages' comments too; it counts in the first lines.
fn is_marked_generated(text: &str) -> bool {
    text.lines().take(20).any(|line| {
        let comment = line.trim_start_matches(['#', '/', '-', '*', ';', '<', '!', ' ']);
        let rest = comment.strip_prefix("Code generated ");
        rest.is_some_and(|rest| rest.contains("DO NOT EDIT")) || comment.starts_with("@generated")
    })
}
