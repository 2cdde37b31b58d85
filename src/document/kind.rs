//! What a path says about the document behind it. The text is not looked at.

use super::words;
use crate::model::DocumentKind;

/// The kind of document at `path`, or `None` when the path is no document's.
///
/// Markdown files outside `docs` folders count only by their name (`README.md`, `PRD.md`, …). What the
/// program keeps below a folder of documents (`.groundplan`) is nobody's document.
pub fn kind(path: &str) -> Option<DocumentKind> {
    if path.contains("/.groundplan/") {
        return None;
    }
    let folded = words::fold(path);
    let (folders, name) = folded.rsplit_once('/').unwrap_or(("", &folded));
    let (stem, extension) = name.rsplit_once('.')?;
    match extension {
        "md" | "markdown" | "mdx" => markdown(folders, stem),
        "yaml" | "yml" | "json" => openapi(stem),
        _ => None,
    }
}

fn markdown(folders: &str, stem: &str) -> Option<DocumentKind> {
    let name = words::key(stem);
    if words::has_any(&name, &["template", "readme template"]) {
        return in_docs(folders).then_some(DocumentKind::Other);
    }
    by_name(&name).or_else(|| by_folder(folders))
}

/// Names, first match wins; each phrase stands anywhere in the file's stem, as whole words.
const NAMES: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Readme, &["readme", "leiame"]),
    (DocumentKind::Changelog, &["changelog", "release notes"]),
    (DocumentKind::Contributing, &["contributing"]),
    (
        DocumentKind::Plan,
        &[
            "implementation plan",
            "delivery plan",
            "delivery roadmap",
            "development plan",
            "project plan",
            "plano de implementacao",
            "plano de entrega",
        ],
    ),
    (
        DocumentKind::Prd,
        &["prd", "product requirements", "business requirements", "requisitos do produto"],
    ),
    (
        DocumentKind::Trd,
        &[
            "trd",
            "technical requirements",
            "technical design",
            "technical specification",
            "technical spec",
            "tech spec",
            "requisitos tecnicos",
        ],
    ),
    (DocumentKind::Tasks, &["tasks", "subtasks", "task breakdown", "tarefas"]),
];

/// Names that mean a kind only when they are the whole stem.
const WHOLE_NAMES: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Plan, &["plan", "roadmap", "plano"]),
    (DocumentKind::Prd, &["requirements", "requisitos"]),
];

fn by_name(name: &str) -> Option<DocumentKind> {
    let anywhere = NAMES.iter().find(|(_, phrases)| words::has_any(name, phrases));
    let whole = || {
        WHOLE_NAMES.iter().find(|(_, phrases)| phrases.iter().any(|phrase| words::is(name, phrase)))
    };
    let decision = name.starts_with(" adr ").then_some(DocumentKind::Adr);
    anywhere.or_else(whole).map(|(kind, _)| *kind).or(decision)
}

/// Folders that give their documents a kind.
const FOLDERS: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Adr, &["adr", "adrs", "decisions", "architecture-decisions"]),
    (DocumentKind::Prd, &["prd", "prds"]),
    (DocumentKind::Trd, &["trd", "trds"]),
    (DocumentKind::Tasks, &["tasks", "subtasks"]),
    (DocumentKind::Plan, &["plans"]),
];

fn by_folder(folders: &str) -> Option<DocumentKind> {
    if !in_docs(folders) {
        return folders
            .split('/')
            .any(|part| matches!(part, "adr" | "adrs"))
            .then_some(DocumentKind::Adr);
    }
    let found = folders.split('/').rev().find_map(|part| {
        FOLDERS.iter().find(|(_, names)| names.contains(&part)).map(|(kind, _)| *kind)
    });
    Some(found.unwrap_or_default())
}

fn in_docs(folders: &str) -> bool {
    folders.split('/').any(|part| matches!(part, "docs" | "doc" | "documentation"))
}

fn openapi(stem: &str) -> Option<DocumentKind> {
    words::has_any(&words::key(stem), &["openapi", "swagger"]).then_some(DocumentKind::Openapi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<DocumentKind>) {
        assert_eq!(kind(path), expected, "{path}");
    }

    #[test]
    fn paths_name_their_document() {
        use DocumentKind::*;
        check("docs/pre-development-docs/PRD.md", Some(Prd));
        check("docs/pre-development-docs/TRD.md", Some(Trd));
        check("docs/pre-development-docs/IMPLEMENTATION_PLAN.md", Some(Plan));
        check("docs/pre-dev/limits/prd.md", Some(Prd));
        check("docs/pre-dev/limits/tasks.md", Some(Tasks));
        check("docs/pre-dev/limits/subtasks/T-001.md", Some(Tasks));
        check("docs/pre-dev/limits/delivery-roadmap.md", Some(Plan));
        check("docs/pre-dev/limits/research.md", Some(Other));
        check("docs/prd/PRD-001-limits.md", Some(Prd));
        check("docs/prd/TEMPLATE.md", Some(Other));
        check("docs/prd/README.md", Some(Readme));
        check("docs/adr/0001-use-postgres.md", Some(Adr));
        check("adr/0001-use-postgres.md", Some(Adr));
        check("docs/plans/2026-01-01-move.md", Some(Plan));
        check("README.md", Some(Readme));
        check("CHANGELOG.md", Some(Changelog));
        check("CONTRIBUTING.md", Some(Contributing));
        check("api/openapi.yaml", Some(Openapi));
        check("docs/REQUISITOS.md", Some(Prd));
        check("AGENTS.md", None);
        check("config/app.yaml", None);
        check("src/plan.rs", None);
        check("Makefile", None);
    }
}
