//! A step or task whose hours nobody can read.

use std::collections::BTreeSet;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        majority::Majority,
        number::hours,
        page::{Page, is_json, items, tasks},
        values::{get, head, is_architect, members, order},
    },
    document::words,
    model::{Severity, WorkItem},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.estimate",
    severity: Severity::Warning,
    summary: "a step has no estimate that can be read, or a task has none where the others do",
    explanation: "\
Every step of the architect's JSON carries a `time_estimate` such as `2-3 hours`; days and weeks are read, too, words \
such as `some time` are not. In other forms a task without hours is a finding where four of five of the others (three at \
least) have them. Optional and finished tasks are left alone.",
    bad: Example {
        file: "plan.json",
        text: "{\"overview\": \"Tiers\", \"steps\": [{\"order\": 1, \"description\": \"Store tiers\", \"time_estimate\": \
               \"a while\"}]}\n",
    },
    good: Example {
        file: "plan.json",
        text: "{\"overview\": \"Tiers\", \"steps\": [{\"order\": 1, \"description\": \"Store tiers\", \"time_estimate\": \
               \"2-3 hours\"}]}\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if is_architect(inputs.document) { of_steps(inputs) } else { of_tasks(inputs) }
}

fn of_steps(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    let mut found = Vec::new();
    for step in members(document, "/steps") {
        let value = get(document, &format!("{}/time_estimate", step.pointer));
        let order = order(document, step);
        if value.is_some_and(|value| is_readable(&value.text)) {
            continue;
        }
        let message = match value {
            Some(value) if !value.text.is_empty() => format!("“{}” says no time", value.text),
            _ => format!("step {order} has no `time_estimate`"),
        };
        let place = value.map_or_else(|| head(step), |value| value.place.clone());
        found.push(Found {
            place,
            message,
            item: order.to_owned(),
            hint: "write a range of hours: `2-3 hours`".into(),
            ..Found::default()
        });
    }
    found
}

fn is_readable(text: &str) -> bool {
    let timed = [
        "minutes", "minute", "min", "day", "days", "week", "weeks", "dias", "dia", "semanas", "d",
        "w",
    ];
    let number = text.contains(|c: char| c.is_ascii_digit());
    !hours(text).is_empty()
        || (number && words::has_any(&words::key(text), &timed))
        || hours(&text.replace(['-', '–'], " ")).len() == 1
}

fn of_tasks(inputs: &Inputs<'_>) -> Vec<Found> {
    if is_json(inputs.document) {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    let parts = items(inputs.document).filter(|item| item.hours.is_some());
    let whole: BTreeSet<&str> = parts.map(|item| item.parent.as_str()).collect();
    let sized = |item: &WorkItem| {
        item.hours.is_some()
            || !item.size.is_empty()
            || !item.when.is_empty()
            || whole.contains(item.id.as_str())
    };
    let Some(sized) = Majority::of(&tasks(inputs.document), sized).nearly_all() else {
        return Vec::new();
    };
    let message = |item: &WorkItem| {
        format!("{} has no estimate; {} of {} tasks have one", item.id, sized.with, sized.all)
    };
    sized.told(&page, message, "say how many hours it takes")
}
