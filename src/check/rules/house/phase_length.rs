//! A phase that takes longer than any that the house planned.

use crate::{
    check::{Example, Found, Inputs, Rule, number::short, page::Page, weeks::phases},
    model::{PlanForm, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "house.phase-length",
    severity: Severity::Warning,
    summary: "a phase takes longer than the standard and every reference allow",
    explanation: "\
Applies to plans in phases and weeks. A phase is held against the standard's longest duration for the phase of that \
number and against the longest phase of each reference; only what is longer than all of them is a finding, since short \
phases follow from little work. Long phases show their first result late. Split it.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (9 weeks)\n\n- [ ] Keep tiers\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (4 weeks)\n\n- [ ] Keep tiers\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    if inputs.document.form != PlanForm::Classic {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    let longest: Vec<(f64, &str)> = inputs
        .profile
        .references
        .iter()
        .filter_map(|one| {
            let weeks = one.phases.iter().filter_map(|phase| phase.weeks_high).reduce(f64::max)?;
            Some((weeks, one.name.as_str()))
        })
        .collect();
    let standard =
        inputs.standard.phases.iter().map(|phase| f64::from(phase.weeks_high)).reduce(f64::max);
    let most = longest.iter().map(|(weeks, _)| *weeks).chain(standard).reduce(f64::max);
    let Some(most) = most else { return Vec::new() };
    let said: Vec<String> =
        longest.iter().map(|(weeks, name)| format!("{name} {}", short(*weeks))).collect();
    let mut found = Vec::new();
    for phase in phases(inputs.document, &page) {
        let Some((low, high)) = phase.length.filter(|(low, _)| *low > most) else { continue };
        let long = if (low - high).abs() < 0.01 {
            short(high)
        } else {
            format!("{} to {}", short(low), short(high))
        };
        found.push(Found {
            place: page.at(phase.line(), &short(high)),
            message: format!(
                "{} takes {long} weeks; the standard's longest takes {}{}",
                phase.name(),
                short(standard.unwrap_or(most)),
                if said.is_empty() {
                    String::new()
                } else {
                    format!(", the references' {}", said.join(", "))
                }
            ),
            item: phase.name(),
            hint: format!(
                "split it into phases of {} weeks or less, each with a result of its own",
                short(most)
            ),
            ..Found::default()
        });
    }
    found
}
