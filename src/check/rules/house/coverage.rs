//! A coverage target below what the house asks for.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{numbers, short},
        page::Page,
    },
    document::words,
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "house.coverage",
    severity: Severity::Warning,
    summary: "the plan's coverage target is below the gate of every reference, or of the standard",
    explanation: "\
Takes percentages beside the word coverage in sentences that set a target (`at least 60 %`, `coverage ≥ 60%`, `target`, \
`gate`) and holds them against the smallest gate that CI of the references has; without references against \
`coverage_percent` of the standard. What CI has today, and sentences of the documents that are cited, are let pass.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] Coverage is at least 55%\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n**Acceptance criteria**:\n\n- [ ] Coverage is at least 85%\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let gates = inputs.profile.references.iter();
    let gates: Vec<(f64, &str)> =
        gates.filter_map(|one| Some((one.code.coverage_threshold?, one.name.as_str()))).collect();
    let standard = inputs.standard.thresholds.get("coverage_percent").copied();
    let least = gates.iter().map(|(gate, _)| *gate).reduce(f64::min).or(standard);
    let Some(least) = least else { return Vec::new() };
    let said: Vec<String> =
        gates.iter().map(|(gate, name)| format!("{name} {}%", short(*gate))).collect();
    let whose = if said.is_empty() {
        format!("the standard asks for {}%", short(least))
    } else {
        said.join(", ")
    };
    let page = Page::of(inputs.document);
    let today = inputs.code.coverage_threshold;
    let mut found = Vec::new();
    for (number, line) in page.lines(page.all()) {
        let key = words::key(line);
        let sets = words::has_any(
            &key,
            &["at least", "target", "gate", "minimum", "must", "pelo menos", "minimo", "reaches"],
        ) || line.contains('≥')
            || line.contains(">=");
        if !words::has_any(&key, &["coverage", "cobertura"]) || !sets || page.is_code(number) {
            continue;
        }
        let said = numbers(line);
        let meets = |(_, value, behind): &(usize, f64, &str)| {
            behind.trim_start().starts_with('%') && *value >= least
        };
        // `from 60% to at least 85%` sets what is enough.
        if said.iter().any(meets) {
            continue;
        }
        for (start, value, behind) in said {
            let percent = behind.trim_start().starts_with('%');
            let ours = today.is_some_and(|today| (today - value).abs() < 0.01);
            if percent && value < least && value >= 20.0 && !ours && beside(line, start) {
                let text = line
                    .get(start..)
                    .and_then(|rest| rest.find('%').map(|end| end + 1))
                    .unwrap_or(1);
                found.push(Found {
                    place: page.part(number, start, text),
                    message: format!(
                        "{}% coverage is below the gate of every reference: {whose}",
                        short(value)
                    ),
                    hint: format!(
                        "plan for {}% or more, or say why less is enough here",
                        short(least)
                    ),
                    ..Found::default()
                });
            }
        }
    }
    found
}

/// Whether the word stands within a few words of the number.
fn beside(line: &str, start: usize) -> bool {
    let folded = line.to_lowercase();
    let places = folded.match_indices("coverage").chain(folded.match_indices("cobertura"));
    { places }.any(|(at, _)| at.abs_diff(start) < 60)
}
