//! New code without a test.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        majority::Majority,
        page::{Page, is_json, tasks},
    },
    document::words,
    model::{Action, Claim, ClaimKind, Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "testable.untested-task",
    severity: Severity::Warning,
    summary: "a task creates code and names no test, where the others do",
    explanation: "\
Applies where most of the tasks that create code (two at least) name a test file or speak of tests. A task that creates \
code and does neither was forgotten, or its test belongs to another task: say which one. Migrations, documents, manifests \
and settings are no code here; optional and finished tasks are left alone.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `internal/domain/feetier.go`\n- Test: `internal/domain/feetier_test.go`\n\n\
               ## T-002: Waivers\n\n- Create: `internal/domain/feewaiver.go`\n- Test: `internal/domain/feewaiver_test.go`\n\n\
               ## T-003: Cycles\n\n- Create: `internal/domain/billingcycle.go`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `internal/domain/feetier.go`\n- Test: `internal/domain/feetier_test.go`\n\n\
               ## T-002: Waivers\n\n- Create: `internal/domain/feewaiver.go`\n- Test: `internal/domain/feewaiver_test.go`\n\n\
               ## T-003: Cycles\n\n- Create: `internal/domain/billingcycle.go`\n- Test: `internal/domain/billingcycle_test.go`\n",
    },
    find,
};

const CODE: &[&str] = &[
    "go", "rs", "py", "ts", "tsx", "js", "jsx", "java", "kt", "cs", "rb", "php", "swift", "scala",
    "c", "cc", "cpp",
];

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if is_json(inputs.document) {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    let creating: Vec<&WorkItem> = tasks(inputs.document)
        .into_iter()
        .filter(|item| claims(inputs, item).any(creates_code))
        .collect();
    let tested = Majority::of(&creating, |item| is_tested(inputs, &page, item)).most();
    tested.map_or_else(Vec::new, |tested| {
        let message = |item: &WorkItem| {
            format!(
                "{} creates code and names no test; {} of {} such tasks do",
                item.id, tested.with, tested.all
            )
        };
        tested.told(&page, message, "name the test file, or the task that tests it")
    })
}

fn claims<'a>(inputs: &Inputs<'a>, item: &'a WorkItem) -> impl Iterator<Item = &'a Claim> {
    let own = move |claim: &&Claim| {
        let rest = claim.item.strip_prefix(item.id.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    inputs.document.claims.iter().filter(own).filter(|claim| claim.kind == ClaimKind::Path)
}

fn creates_code(claim: &Claim) -> bool {
    let code =
        claim.subject.rsplit_once('.').is_some_and(|(_, extension)| CODE.contains(&extension));
    code && claim.action == Some(Action::Create) && !is_test(&claim.subject)
}

fn is_test(path: &str) -> bool {
    let path = path.to_lowercase();
    words::has_any(&words::key(&path), &["test", "tests", "spec", "mock", "mocks"])
}

fn is_tested(inputs: &Inputs<'_>, page: &Page<'_>, item: &WorkItem) -> bool {
    let spoken = |(_, line): (u32, &str)| {
        words::has_any(
            &words::key(line),
            &["test", "tests", "tested", "testing", "testes", "teste", "pruebas"],
        )
    };
    let file = claims(inputs, item)
        .any(|claim| claim.action == Some(Action::Test) || is_test(&claim.subject));
    file || page.lines(page.extent(item)).any(spoken)
}
