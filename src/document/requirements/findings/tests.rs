//! Documents and what is found in them, as `rule:line text`.

use crate::{
    document::{findings, kind, outline, place, requirements},
    model::{DocumentFinding, DocumentRef},
};

pub(in super::super) fn found(documents: &[(&str, &str)]) -> Vec<DocumentFinding> {
    let outlined = documents.iter().map(|(path, text)| {
        let outline = outline(path, text);
        let at = place(&outline.path).evidence("document", 1, 1);
        let kind = kind(path).unwrap_or_default();
        (DocumentRef { at, kind, title: outline.title.clone() }, outline)
    });
    let outlined: Vec<_> = outlined.collect();
    findings(&requirements(&outlined), &outlined)
}

/// The rule and the word of each finding in a PRD.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = found(&[("PRD.md", text)]);
    let shown = found.iter().map(|found| {
        let rule = found.at.rule.rsplit('.').next().unwrap_or_default();
        let marked = match rule {
            "vague" => found.text.split_once('“'),
            "placeholder" => found.text.split_once("decided: “"),
            _ => None,
        };
        let word = marked.and_then(|(_, rest)| rest.split('”').next()).unwrap_or_default();
        format!("{rule}:{} {word}", found.at.line).trim_end().to_owned()
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{found:#?}");
}

#[test]
fn vague_words_of_requirements_are_found_in_three_languages() {
    check(
        "## Functional Requirements\n- FR-1: show an appropriate message\n",
        &["vague:2 appropriate"],
    );
    check(
        "## Functional Requirements\n- FR-1: answer fast\n- FR-2: easy to use\n",
        &["vague:2 fast", "vague:3 easy to use"],
    );
    check(
        "## Requisitos Funcionais\n- RF-1: mostrar uma mensagem adequada\n",
        &["vague:2 adequada"],
    );
    check(
        "## Requisitos Funcionales\n- RF-1: responder rápido, si es posible\n",
        &["vague:2 rapido"],
    );
    check("## Functional Requirements\n- FR-1: accept JPEG, PNG, etc.\n", &["vague:2 etc"]);
}

#[test]
fn what_is_settled_quoted_or_left_out_is_not_vague() {
    check("## Functional Requirements\n- FR-1: answer fast, within 200 ms\n", &[]);
    check(
        "## Functional Requirements\n- FR-1: the flag `--fast` exists\n- FR-2: says \"easy\"\n",
        &[],
    );
    check("## Out of Scope\n- FR-1: fast imports\n", &[]);
    check(
        "## Functional Requirements\n- FR-1: tests fail fast\n- FR-2: a quick start guide\n",
        &[],
    );
    check("## Functional Requirements\n- FR-1: an appropriate code (`400` for input)\n", &[]);
    check("## Functional Requirements\n- FR-1: formats (JPEG, PNG, etc.) are read\n", &[]);
    check("## Functional Requirements\n- FR-1: return an appropriate code:\n  - 400\n", &[]);
    check("## User Stories\nAs a clerk I want to pay so that it is easy and fast.\n", &[]);
    check("## Assumptions\n- The network is fast.\n", &[]);
    check(
        "## Performance Requirements\n| Case | Target |\n|---|---|\n| Fast lookups | 20 ms |\n",
        &[],
    );
}

#[test]
fn criteria_settle_what_a_requirement_leaves_open() {
    let text = "## Functional Requirements\n### FR-1 Errors\nHandle errors gracefully.\n\n**Acceptance Criteria**:\n\n\
        - a lost line answers `503`\n";
    check(text, &[]);
    check(
        "## Functional Requirements\n### FR-1 Errors\nHandle errors gracefully.\n",
        &["vague:3 handle errors"],
    );
}

#[test]
fn a_criterion_needs_something_to_look_at() {
    let list = |criterion: &str| format!("## Acceptance Criteria\n- {criterion}\n");
    check(&list("The page looks good"), &["untestable:2"]);
    check(&list("High code readability overall"), &["untestable:2"]);
    for fine in [
        "The page shows the name",
        "99.9% of calls succeed",
        "`make test` is green",
        "Given a limit",
        "POST /v1/x is idempotent",
        "Only owners see limits",
        "O relatório exibe o total",
    ] {
        check(&list(fine), &[]);
    }
}

#[test]
fn gaps_that_authors_left_are_found_outside_of_code() {
    check("## Data\n- **Retention**: TBD\n", &["placeholder:2 TBD"]);
    check("## Data\nThe store is to be determined.\n", &["placeholder:2 to be determined"]);
    check(
        "## Dados\n| Campo | Valor |\n|---|---|\n| Prazo | A definir |\n",
        &["placeholder:4 a definir"],
    );
    check(
        "## Data\n[one sentence on what is kept]\n",
        &["placeholder:2 [one sentence on what is kept]"],
    );
    check("## Data\nA TODO list app; `TBD` is a mark.\n\n```\nTODO\n```\n", &[]);
    check("## Data\nIt removes TODO o gate.\nTODO: say when.\n", &["placeholder:2 TODO"]);
    check("## Data\nO commit remove TODO o gate.\n", &[]);
    check("## Functional Requirements\n- FR-1: ajuda a definir limites\n", &[]);
    check("## Data\n- [NEEDS CLARIFICATION: how long?]\n", &["clarification:2"]);
    check(
        "### Edge Cases\n- What if it rains?\n- What if it snows? It stops.\n",
        &["unanswered:2"],
    );
}

#[test]
fn questions_name_their_subject_and_keys_outlive_edits() {
    let text = "## Functional Requirements\n- FR-7: show an appropriate message\n";
    let one = found(&[("PRD.md", text)]);
    let finding = one.first().unwrap();
    assert!(finding.question.contains("FR-7") && finding.question.contains("appropriate"));
    assert_eq!(
        (finding.key.as_str(), finding.about.as_slice()),
        ("FR-7-APPROPRIATE", &["FR-7".to_owned()][..])
    );
    let moved = found(&[("PRD.md", &format!("# Title\n\nMore words.\n\n{text}"))]);
    assert_eq!(moved.first().map(|found| &found.key), Some(&finding.key));
}
