//! Numbers of steps that do not count.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        values::{get, is_architect, members, whole},
    },
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.step-order",
    severity: Severity::Error,
    summary: "`order` of the steps of a JSON plan leaves gaps, repeats or goes backwards",
    explanation: "\
Steps are carried out in their `order`, which counts 1, 2, 3, …, as they stand in the list. A number that is missing, \
repeated or out of turn mostly means that a step was lost or moved.",
    bad: Example {
        file: "plan.json",
        text: "{\"overview\": \"Tiers\", \"steps\": [{\"order\": 1, \"description\": \"Store tiers\"}, {\"order\": 3, \
               \"description\": \"Serve tiers\"}]}\n",
    },
    good: Example {
        file: "plan.json",
        text: "{\"overview\": \"Tiers\", \"steps\": [{\"order\": 1, \"description\": \"Store tiers\"}, {\"order\": 2, \
               \"description\": \"Serve tiers\"}]}\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let document = inputs.document;
    if !is_architect(document) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut expected = 1_u64;
    for step in members(document, "/steps") {
        let order = get(document, &format!("{}/order", step.pointer));
        let number: Option<u64> = order.and_then(|order| order.text.parse().ok());
        if number != Some(expected) {
            let told = order.map_or("nothing", |order| order.text.as_str());
            let place = order.map_or_else(|| step.place.clone(), |order| order.place.clone());
            let place = if place.line == 0 { whole(document) } else { place };
            found.push(Found {
                place,
                message: format!("`order` is {told} where {expected} comes next"),
                item: told.to_owned(),
                hint:
                    "number the steps 1, 2, 3, … as they stand, and look for a step that was lost"
                        .into(),
                ..Found::default()
            });
        }
        // One gap is one finding: what follows it is held against its number.
        expected = number.filter(|number| *number >= expected).unwrap_or(expected) + 1;
    }
    found
}
