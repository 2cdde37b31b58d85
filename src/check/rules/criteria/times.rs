//! Estimates that nobody estimated.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{numbers, short},
        values::{get, is_architect, members},
    },
    document::words,
    model::{JsonValue, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "criteria.times",
    severity: Severity::Warning,
    summary: "all steps take the same time, or their sum contradicts the total of the overview",
    explanation: "\
The second success criterion asks for steps with realistic times. Four steps or more with one and the same estimate were \
not estimated. Where the overview states a total in hours, the sum of the steps must be able to reach it: both ends of \
the ranges are added.",
    bad: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "time_estimate": "2-3 hours"}, {"order": 2, "time_estimate": "2-3 hours"}, {"order": 3, "time_estimate": "2-3 hours"}, {"order": 4, "time_estimate": "2-3 hours"}]}"#,
    },
    good: Example {
        file: "plan.json",
        text: r#"{"overview": "Tiers", "steps": [{"order": 1, "time_estimate": "2-3 hours"}, {"order": 2, "time_estimate": "4-6 hours"}, {"order": 3, "time_estimate": "1 hour"}, {"order": 4, "time_estimate": "2-3 hours"}]}"#,
    },
    find,
};

/// Steps from which equal estimates are no chance.
const MANY: usize = 4;

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let steps = members(document, "/steps");
    let times: Vec<&JsonValue> = steps
        .iter()
        .filter_map(|step| get(document, &format!("{}/time_estimate", step.pointer)))
        .collect();
    let mut found = Vec::new();
    if let Some(first) = times.first().filter(|_| times.len() >= MANY)
        && times.iter().all(|time| words::key(&time.text) == words::key(&first.text))
    {
        found.push(Found {
            place: first.place.clone(),
            message: format!("all {} steps take “{}”", times.len(), first.text),
            hint: "estimate each step by itself".into(),
            ..Found::default()
        });
    }
    let ranges: Option<Vec<(f64, f64)>> = times.iter().map(|time| range(&time.text)).collect();
    let stated =
        get(document, "/overview").and_then(|overview| Some((overview, total(&overview.text)?)));
    if let Some((ranges, (overview, total))) =
        ranges.filter(|ranges| ranges.len() == steps.len() && steps.len() > 1).zip(stated)
    {
        let (low, high) = ranges.iter().fold((0.0, 0.0), |(low, high), (a, b)| (low + a, high + b));
        if total < low * 0.5 || total > high * 1.1 {
            found.push(Found {
                place: overview.place.clone(),
                message: format!(
                    "the overview states {} hours, the steps take {} to {}",
                    short(total),
                    short(low),
                    short(high)
                ),
                hint: "mend the total, or the estimates of the steps".into(),
                ..Found::default()
            });
        }
    }
    found
}

/// Both ends of an estimate in hours.
fn range(text: &str) -> Option<(f64, f64)> {
    let hours = words::has_any(&words::key(text), &["hours", "hour", "h", "horas", "hora"]);
    let plain = text.replace(['-', '–'], " ");
    let found: Vec<f64> = numbers(&plain).into_iter().map(|(_, value, _)| value).collect();
    match found.as_slice() {
        [one] if hours => Some((*one, *one)),
        [low, high] if hours && low <= high => Some((*low, *high)),
        _ => None,
    }
}

/// The total in hours that a text states.
fn total(text: &str) -> Option<f64> {
    let key = words::key(text);
    let hours = crate::check::number::hours(text);
    let [(_, _, amount)] = hours.as_slice() else {
        return hours
            .iter()
            .find(|(_, end, _)| text.get(*end..).is_some_and(|rest| rest.starts_with(" likely")))
            .map(|(_, _, amount)| *amount);
    };
    words::has_any(&key, &["total", "in all", "overall", "altogether", "sum", "likely"])
        .then_some(*amount)
}
