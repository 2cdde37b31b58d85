//! Targets that the plan does not speak of.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{numbers, short},
        page::{Page, tasks},
        values::{is_architect, whole},
    },
    model::{Observation, PerformanceTarget, PlanForm, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.performance",
    severity: Severity::Warning,
    summary: "the requirements set measurable targets, and the plan repeats none of their numbers",
    explanation: "\
The fifth success criterion: performance for the expected scale. Latency, throughput and availability targets of the \
requirements are looked for by their numbers, in JSON plans and in classic plans of five tasks or more. One number that \
is met is enough: which of them belong to this plan is for people to say.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers, as fast as needed", "steps": [{"order": 1, "description": "Store tiers"}]}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers, estimates within 40 ms at P99", "steps": [{"order": 1, "description": "Store tiers"}]}"#,
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let classic = document.form == PlanForm::Classic && tasks(document).len() >= 5;
    if !is_architect(document) && !classic {
        return Vec::new();
    }
    let scale = |target: &&PerformanceTarget| {
        ["latency", "throughput", "availability"].contains(&target.quantity.metric.as_str())
    };
    let targets: Vec<&PerformanceTarget> =
        inputs.requirements.targets.iter().filter(scale).collect();
    let page = Page::of(document);
    let told = |value: f64| {
        page.lines(page.all()).any(|(_, line)| {
            numbers(line).iter().any(|(_, number, _)| (number - value).abs() < 1e-9)
        })
    };
    if targets.is_empty() || targets.iter().any(|target| told(target.quantity.value)) {
        return Vec::new();
    }
    let names: Vec<String> = targets
        .iter()
        .take(3)
        .map(|target| {
            format!(
                "{} {} {} {}",
                target.quantity.metric,
                target.quantity.comparator,
                short(target.quantity.value),
                target.quantity.unit
            )
        })
        .collect();
    vec![Found {
        place: if classic { page.whole(1) } else { whole(document) },
        message: format!(
            "none of the {} targets of the requirements is in the plan, first {}",
            targets.len(),
            names.join("; ")
        ),
        shown_by: targets
            .iter()
            .take(3)
            .map(|target| Observation { at: target.at.clone(), text: target.text.clone() })
            .collect(),
        hint: "say which targets this plan must meet, and which step measures them".into(),
        ..Found::default()
    }]
}
