//! A kind of test that the house always writes and the plan never names.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, tasks},
    },
    document::words,
    model::{PlanForm, Severity, Share},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "house.test-level",
    severity: Severity::Warning,
    summary: "every reference has a kind of test that the plan never mentions",
    explanation: "\
Applies to plans of five tasks or more, in the classic form, whatever the repository has already: new code needs the tests \
that old code has. Kinds are unit, integration, end-to-end, property, chaos and scenarios; only those that every \
reference has. A file or sentence of that kind anywhere in the plan is enough.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (3 weeks)\n\n- [ ] Keep tiers\n- [ ] Serve tiers\n- [ ] Keep waivers\n- [ ] Serve \
               waivers\n- [ ] Unit tests of both\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (3 weeks)\n\n- [ ] Keep tiers\n- [ ] Serve tiers\n- [ ] Keep waivers\n- [ ] Serve \
               waivers\n- [ ] Unit and integration tests of both\n",
    },
    find,
};

const LEVELS: &[(&str, &[&str])] = &[
    ("tests.unit", &["unit", "unitario", "unitarios", "test go", "table driven"]),
    (
        "tests.integration",
        &["integration", "integracao", "integracion", "testcontainers", "real database"],
    ),
    ("tests.e2e", &["e2e", "end to end", "ponta a ponta"]),
    ("tests.property", &["property", "properties", "proptest", "quick check"]),
    ("tests.chaos", &["chaos", "fault injection", "outage drill"]),
    ("tests.bdd", &["bdd", "scenarios", "feature files", "gherkin"]),
];

/// Tasks below which a plan is one of a small change.
const SMALL: usize = 5;

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if inputs.document.form != PlanForm::Classic || tasks(inputs.document).len() < SMALL {
        return Vec::new();
    }
    let key = words::key(&of_its_own(&inputs.document.text));
    let page = Page::of(inputs.document);
    let levels = LEVELS.iter().filter_map(|(id, phrases)| {
        let shared =
            inputs.profile.practices.iter().find(|one| one.id == *id && one.share == Share::All)?;
        (!words::has_any(&key, phrases)).then_some(shared)
    });
    levels
        .map(|shared| Found {
            place: page.title(),
            message: format!(
                "the plan never mentions {}; every reference has them: {}",
                shared.title,
                shared.who.join(", ")
            ),
            shown_by: shared.seen.clone(),
            hint: format!("say which task brings {}", shared.title),
            ..Found::default()
        })
        .collect()
}

/// The text without the files of references that it points to: what they have is not what it plans.
fn of_its_own(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        let outside = at % 2 == 1 && part.starts_with("../");
        kept.push_str(if outside { " " } else { part });
        kept.push(' ');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_references_have_is_not_planned() {
        let text = of_its_own("see `../other/x_integration_test.go:3`, run `a_unit_test.go`");
        assert!(!words::has_any(&words::key(&text), &["integration"]));
        assert!(words::has_any(&words::key(&text), &["unit"]));
    }
}
