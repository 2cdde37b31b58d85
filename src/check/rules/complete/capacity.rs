//! More work in a week than the team has hours.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::{hours, short},
        page::Page,
        weeks::week_range,
    },
    document::words,
    model::{PlanDocument, Severity, WorkKind},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.capacity",
    severity: Severity::Warning,
    summary: "a week holds more hours of work than the plan says the team has",
    explanation: "\
Where the plan says how many hours the team has a week (`56 h a week`, `2 developers, 40 h a week each`), the hours in the \
headings of weeks, else the sum of their tasks, must not be more. An amount of up to 48 h \
beside several people is what each of them has. Of several capacities the largest counts. Plans that \
say nothing about hours a week are not judged.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n**Team**: 56 h a week.\n\n## Phase 1: Tiers (weeks 1-1)\n\n### Week 1: Store (70 h)\n\n- Keep tiers\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n**Team**: 56 h a week.\n\n## Phase 1: Tiers (weeks 1-1)\n\n### Week 1: Store (50 h)\n\n- Keep tiers\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let Some((capacity, number)) = capacity(inputs.document, &page) else { return Vec::new() };
    let mut found = Vec::new();
    for item in inputs.document.work.iter().flat_map(|plan| &plan.items) {
        let line = page.line(item.at.line);
        let Some((first, last)) = week_range(line).filter(|_| item.kind != WorkKind::Task) else {
            continue;
        };
        let phase = item.kind == WorkKind::Phase;
        let weeks = f64::from(last - first + 1);
        let planned = item
            .hours
            .map(|hours| hours.likely)
            .or_else(|| (!phase).then(|| below(inputs, &item.id)).flatten());
        let Some(planned) = planned.filter(|planned| *planned > capacity * weeks + 0.5) else {
            continue;
        };
        found.push(Found {
            place: page
                .amount(crate::model::Span { line: item.at.line, end_line: item.at.line }, planned)
                .unwrap_or_else(|| page.head(item)),
            message: format!(
                "{} holds {} h, the team has {} h (line {number})",
                item.id,
                short(planned),
                short(capacity * weeks)
            ),
            item: item.id.clone(),
            hint: "move work to another week, or plan with more people".into(),
            ..Found::default()
        });
    }
    found
}

fn below(inputs: &Inputs<'_>, id: &str) -> Option<f64> {
    let items = inputs.document.work.iter().flat_map(|plan| &plan.items);
    let hours: Vec<f64> = items
        .filter(|item| item.parent == id)
        .filter_map(|item| item.hours.map(|hours| hours.likely))
        .collect();
    (!hours.is_empty()).then(|| hours.iter().sum())
}

/// The largest number of hours a week that the plan gives the team, and its line.
fn capacity(document: &PlanDocument, page: &Page<'_>) -> Option<(f64, u32)> {
    let mut most: Option<(f64, u32)> = None;
    for (number, line) in page.lines(page.all()) {
        // A task may speak of hours a week, too.
        if !speaks_of_team(line) || !line.contains(|c: char| c.is_ascii_digit()) {
            continue;
        }
        for (_, end, amount) in hours(line) {
            let behind = line.get(end..).unwrap_or_default().trim_start();
            let Some(is_each) = weekly(behind) else { continue };
            let people = developers(line).max(1.0);
            // Nobody has more hours a week than that, so a team's sum is more.
            let amount = if is_each || amount <= OWN { amount * people } else { amount };
            if most.is_none_or(|(known, _)| amount > known) {
                most = Some((amount, number));
            }
        }
    }
    most.filter(|_| !document.work.is_empty())
}

/// Hours a week up to which an amount beside several people is taken for what each of them has.
const OWN: f64 = 48.0;

fn speaks_of_team(line: &str) -> bool {
    let key = words::key(line);
    let words = ["team", "capacity", "developers", "developer", "equipe", "engineers", "equipo"];
    // `time` is a team in Portuguese only.
    words::has_any(&key, &words) || words::has(&key, "time") && words::has(&key, "por semana")
}

/// Whether the text behind an amount says that it is one of a week; then, whether each of the people has it.
fn weekly(behind: &str) -> Option<bool> {
    const WEEK: [&str; 7] =
        ["a week", "per week", "/week", "/ week", "per sprint week", "por semana", "weekly"];
    const EACH: [&str; 4] = ["each", "per developer", "per person", "cada"];
    let strip = |text: &'_ str, words: &[&str]| -> Option<String> {
        words.iter().find_map(|word| text.strip_prefix(word)).map(|rest| rest.trim_start().into())
    };
    let first = strip(behind, &EACH);
    let rest = strip(first.as_deref().unwrap_or(behind), &WEEK)?;
    Some(first.is_some() || strip(&rest, &EACH).is_some())
}

/// How many people a line counts, of all kinds: the numbers up to two words in front of `developers`.
fn developers(line: &str) -> f64 {
    const PEOPLE: [&str; 11] = [
        "developers",
        "developer",
        "engineers",
        "engineer",
        "people",
        "devs",
        "dev",
        "desenvolvedores",
        "pessoas",
        "desarrolladores",
        "personas",
    ];
    let counted = crate::check::number::numbers(line).into_iter().filter(|(_, _, behind)| {
        let mut near = behind.split_whitespace().take(3).map(str::to_lowercase);
        near.any(|word| PEOPLE.contains(&word.trim_end_matches([',', '.', ':', ';', ')'])))
    });
    counted.map(|(_, value, _)| value).sum()
}
