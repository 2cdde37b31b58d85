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
        "yaml" | "yml" | "json" => openapi(folders, stem),
        _ => None,
    }
}

fn markdown(folders: &str, stem: &str) -> Option<DocumentKind> {
    let name = words::key(stem);
    let checklist = folders.rsplit('/').next() == Some("checklists");
    if checklist || words::has_any(&name, &["template", "readme template"]) {
        return in_docs(folders).then_some(DocumentKind::Other);
    }
    by_name(&name).or_else(|| in_feature(folders, &name)).or_else(|| by_folder(folders))
}

/// Whole names that mean a kind among documents only.
const DOCUMENT_NAMES: &[(DocumentKind, &[&str])] = &[
    (DocumentKind::Prd, &["ux criteria", "dx criteria", "acceptance criteria"]),
    (
        DocumentKind::Trd,
        &["data model", "api design", "api spec", "api contract", "database design"],
    ),
];

/// Whole names that mean a kind only where teams specify before they build: elsewhere `design.md` may
/// be about colours.
const FEATURE_NAMES: &[(DocumentKind, &[&str])] =
    &[(DocumentKind::Prd, &["spec", "feature"]), (DocumentKind::Trd, &["design"])];

fn in_feature(folders: &str, name: &str) -> Option<DocumentKind> {
    let specified = folders
        .split('/')
        .any(|part| matches!(part, "specs" | "openspec" | "pre-dev" | "features" | "changes"));
    if specified && folders.rsplit('/').next() == Some("contracts") {
        return Some(DocumentKind::Trd);
    }
    let documents = DOCUMENT_NAMES.iter().filter(|_| specified || in_docs(folders));
    let of_feature = FEATURE_NAMES.iter().filter(|_| specified);
    let named = |phrases: &[&str]| phrases.iter().any(|phrase| words::is(name, phrase));
    documents.chain(of_feature).find(|(_, phrases)| named(phrases)).map(|(kind, _)| *kind)
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

fn openapi(folders: &str, stem: &str) -> Option<DocumentKind> {
    let named = words::has_any(&words::key(stem), &["openapi", "swagger"]);
    let contract =
        folders.ends_with("/contracts") && folders.split('/').any(|part| part == "specs");
    (named || contract).then_some(DocumentKind::Openapi)
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
        check("specs/001-chat/spec.md", Some(Prd));
        check("specs/001-chat/data-model.md", Some(Trd));
        check("specs/001-chat/contracts/auth.md", Some(Trd));
        check("specs/001-chat/contracts/auth.yaml", Some(Openapi));
        check("specs/001-chat/checklists/requirements.md", None);
        check(".kiro/specs/chat/requirements.md", Some(Prd));
        check(".kiro/specs/chat/design.md", Some(Trd));
        check("openspec/changes/add-chat/specs/chat/spec.md", Some(Prd));
        check("docs/pre-dev/limits/ux-criteria.md", Some(Prd));
        check("docs/pre-dev/limits/api-design.md", Some(Trd));
        check("docs/data-model.md", Some(Trd));
        check("docs/design.md", Some(Other));
        check("spec.md", None);
        check("AGENTS.md", None);
        check("config/app.yaml", None);
        check("src/plan.rs", None);
        check("Makefile", None);
    }
}
