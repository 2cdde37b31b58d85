//! What the references do and the plan never mentions.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    document::words,
    model::{PlanForm, Severity, Share, Shared},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "house.practice",
    severity: Severity::Note,
    summary: "references have a practice that neither the repository has nor the plan mentions",
    explanation: "\
Applies to plans of a whole repository in the classic form, not to those of one feature. A practice (benchmarks, end-to-end \
tests, a chart, a coverage gate, …) that all references have is a warning, one that most have a note. A plan that \
names it anywhere, if only to say that it is not wanted, is not told again.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (3 weeks)\n\n- [ ] Keep tiers, with a benchmark of the lookup\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (3 weeks)\n\n- [ ] Keep tiers, with a benchmark of the lookup\n\
               - [ ] Kubernetes manifests\n",
    },
    find,
};

/// Words by which plans speak of practices, beside those of their own names.
const SPOKEN: &[(&str, &[&str])] = &[
    ("orchestration", &["kubernetes", "helm", "k8s", "chart", "charts", "manifest", "manifests"]),
    ("tests.benchmark", &["benchmark", "benchmarks", "load test", "load tests"]),
    (
        "tests.integration",
        &["integration test", "integration tests", "integration", "testcontainers", "integracao"],
    ),
    ("tests.unit", &["unit test", "unit tests", "unit", "unitarios"]),
    ("tests.e2e", &["end to end", "e2e"]),
    ("tests.property", &["property", "properties"]),
    ("tests.fuzz", &["fuzz", "fuzzing"]),
    ("ci.coverage-gate", &["coverage", "cobertura"]),
    ("ci", &["ci", "pipeline", "continuous integration"]),
    ("migrations", &["migration", "migrations", "migracao", "migracoes"]),
    ("openapi", &["openapi", "swagger", "api document", "api documentation"]),
    ("container.dockerfile", &["docker", "dockerfile", "image", "container"]),
    ("container.compose", &["compose"]),
    ("document.readme", &["readme"]),
    ("document.changelog", &["changelog"]),
    ("document.adr", &["adr", "decision records", "decisions"]),
    ("build-targets", &["make", "makefile", "just", "target", "targets"]),
    ("assertions", &["assertion", "assertions", "implements"]),
];

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if inputs.document.form != PlanForm::Classic || inputs.document.work.is_empty() {
        return Vec::new();
    }
    let key = words::key(&inputs.document.text);
    let practices = inputs.profile.practices.iter();
    // Libraries and layers follow from what is built.
    let asked =
        practices.filter(|one| !one.id.starts_with("role.") && !one.id.starts_with("layer."));
    // Go alone needs assertions to tell what a type implements.
    let alike =
        inputs.profile.references.iter().any(|one| one.code.language == inputs.code.language);
    let asked = asked.filter(move |one| one.id != "assertions" || alike);
    let lacking = asked.filter(|one| {
        one.share != Share::Some
            && !inputs.code.practices.contains_key(&one.id)
            && !is_spoken(&key, one)
    });
    let page = Page::of(inputs.document);
    lacking
        .map(|one| Found {
            place: page.title(),
            severity: Some(if one.share == Share::All {
                Severity::Warning
            } else {
                Severity::Note
            }),
            message: format!(
                "the plan never mentions {}; {} of {} references have it: {}",
                one.title,
                one.who.len(),
                inputs.profile.references.len(),
                one.who.join(", ")
            ),
            shown_by: one.seen.clone(),
            hint: format!("plan {}, or say why this repository does without", one.title),
            ..Found::default()
        })
        .collect()
}

fn is_spoken(key: &str, one: &Shared) -> bool {
    let row = SPOKEN.iter().find(|(id, _)| *id == one.id);
    let title = words::key(&one.title);
    words::has(key, title.trim().trim_start_matches("a ").trim_start_matches("an "))
        || row.is_some_and(|(_, phrases)| words::has_any(key, phrases))
}
