//! Which feature a document is about, told by its path: `docs/pre-dev/limits/prd.md` is about `limits`.

/// Folders that hold documents of many features, or one kind of document of one feature.
const CONTAINERS: &[&str] = &[
    "docs",
    "doc",
    "documentation",
    "planning",
    "pre-dev",
    "pre-development-docs",
    "specs",
    "spec",
    ".kiro",
    ".specify",
    "openspec",
    "changes",
    "features",
    "prd",
    "prds",
    "trd",
    "trds",
    "adr",
    "adrs",
    "decisions",
    "architecture-decisions",
    "plans",
    "tasks",
    "subtasks",
    "contracts",
    "checklists",
    "requirements",
    "product",
    "design",
    "architecture",
];

/// Folders whose sub-folders are features.
const ANCHORS: &[&str] = &["pre-dev", "specs", "changes", "features"];

/// The feature that the document at `path` is about; empty for one that speaks of the whole product.
///
/// It is the first folder below those that only sort documents, else the one that such folders lie in.
pub fn feature(path: &str) -> &str {
    let folders: Vec<&str> = folders(path).collect();
    let first = folders.iter().position(|folder| is_container(folder)).unwrap_or(folders.len());
    let (above, below) = folders.split_at(first);
    let named = below.iter().find(|folder| !is_container(folder));
    named.or(above.last()).copied().unwrap_or_default()
}

/// Whether the document lies in a feature's own folder, in one of the layouts that keep such folders
/// at the root: `docs/pre-dev/<feature>/`, `specs/<feature>/`, `.kiro/specs/<feature>/`,
/// `openspec/changes/<feature>/`. What is archived there is done with.
pub fn in_feature_folder(path: &str) -> bool {
    let mut sorting = folders(path).take_while(|folder| is_container(folder));
    let anchored = sorting.any(|folder| ANCHORS.contains(&folder));
    anchored && feature(path) != "archive"
}

/// Whether only sorting folders stand above the document.
pub fn is_of_the_whole(path: &str) -> bool {
    folders(path).all(is_container)
}

fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rsplit_once('/')
        .map_or("", |(folders, _)| folders)
        .split('/')
        .filter(|one| !one.is_empty())
}

fn is_container(folder: &str) -> bool {
    CONTAINERS.iter().any(|name| name.eq_ignore_ascii_case(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: &str, own_folder: bool) {
        assert_eq!((feature(path), in_feature_folder(path)), (expected, own_folder), "{path}");
    }

    #[test]
    fn folders_name_features() {
        check("PRD.md", "", false);
        check("docs/PRD.md", "", false);
        check("docs/pre-development-docs/TRD.md", "", false);
        check("docs/pre-dev/limits/prd.md", "limits", true);
        check("docs/pre-dev/limits/subtasks/T-001.md", "limits", true);
        check("specs/001-chat/contracts/api.yaml", "001-chat", true);
        check(".kiro/specs/chat/design.md", "chat", true);
        check("openspec/specs/chat/spec.md", "chat", true);
        check("openspec/changes/add-chat/specs/chat/spec.md", "add-chat", true);
        check("openspec/changes/archive/2025-01-01-add-chat/specs/chat/spec.md", "archive", false);
        check("packages/chat/docs/PRD.md", "chat", false);
        check("fixtures/chat/specs/001-x/spec.md", "001-x", false);
        assert!(is_of_the_whole("docs/adr/0001-x.md") && !is_of_the_whole("a/docs/adr/1.md"));
    }
}
