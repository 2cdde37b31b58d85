//! Targets that the plan does not speak of.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::short,
        page::{Page, tasks},
        values::{is_architect, whole},
    },
    document::quantities,
    model::{Observation, PerformanceTarget, PlanForm, Quantity, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.performance",
    severity: Severity::Warning,
    summary: "the requirements set measurable targets, and the plan repeats none of their numbers",
    explanation: "\
The fifth success criterion: performance for the expected scale. Latency, throughput and availability targets of the \
requirements are looked for by number and unit, in JSON plans and in classic plans of five tasks or more: 40 ms and 0.04 s \
are one, 40 hours are another. One target that is named is enough: which of them belong to this plan is for people to say.",
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
    let values = document.values.iter().map(|value| value.text.as_str());
    let lines = page.lines(page.all()).map(|(_, line)| line).filter(|_| document.values.is_empty());
    let told: Vec<Quantity> = values.chain(lines).flat_map(quantities).collect();
    let named = |target: &&PerformanceTarget| {
        told.iter().any(|found| amount(found) == amount(&target.quantity))
    };
    if targets.is_empty() || targets.iter().any(named) {
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

/// Number and unit, times in milliseconds; numbers as they are written to six digits.
fn amount(quantity: &Quantity) -> (String, String) {
    let unit = quantity.unit.to_lowercase();
    let (value, unit) = match unit.as_str() {
        "s" => (quantity.value * 1_000.0, "ms"),
        "min" => (quantity.value * 60_000.0, "ms"),
        "us" | "µs" => (quantity.value / 1_000.0, "ms"),
        _ => (quantity.value, unit.as_str()),
    };
    (format!("{value:.6}"), unit.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        let (one, other) = (quantities(one), quantities(other));
        let [one, other] = [&one, &other].map(|all| amount(all.first().unwrap()));
        assert_eq!(one == other, same, "{one:?} {other:?}");
    }

    #[test]
    fn amounts_are_alike_by_number_and_unit() {
        check("answers within 40 ms at P99", "latency < 0.04 s", true);
        check("answers within 40 ms at P99", "takes 40 hours", false);
        check("availability of 99.9 %", "99.9% of calls answer", true);
        check("availability of 99.9 %", "99 % of calls answer", false);
    }
}
