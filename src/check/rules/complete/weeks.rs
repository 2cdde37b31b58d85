//! Weeks of phases that do not add up.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        number::short,
        page::Page,
        weeks::{Phase, phases, total},
    },
    document::words,
    model::Severity,
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.weeks",
    severity: Severity::Error,
    summary: "weeks of phases overlap, leave gaps or do not add up",
    explanation: "\
Looks at the weeks that headings of phases give (`Weeks 1-3`, `3-4 weeks`), at the weeks below them, and at the total \
that the head of the plan states (`12 weeks in 4 phases`): a phase begins behind the one before it unless it says that \
it runs in parallel; every week of a phase stands once and below it; the phases add up to the total.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (weeks 1-2)\n\n### Week 1: Store\n\n- Keep tiers\n\n### Week 2: Serve\n\n\
               - Serve tiers\n\n## Phase 2: Waivers (weeks 4-4)\n\n### Week 4: Store\n\n- Keep waivers\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## Phase 1: Tiers (weeks 1-2)\n\n### Week 1: Store\n\n- Keep tiers\n\n### Week 2: Serve\n\n\
               - Serve tiers\n\n## Phase 2: Waivers (week 3)\n\n### Week 3: Store\n\n- Keep waivers\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let phases = phases(inputs.document, &page);
    let mut found = Vec::new();
    for pair in phases.windows(2) {
        if let [before, after] = pair {
            found.extend(between(&page, before, after));
        }
    }
    for phase in &phases {
        found.extend(inside(&page, phase));
    }
    found.extend(stated(inputs, &page, &phases));
    found
}

fn between(page: &Page<'_>, before: &Phase, after: &Phase) -> Option<Found> {
    let ((_, last), (first, _)) = (before.range?, after.range?);
    let parallel = ["parallel", "overlap", "beside", "paralelo", "optional"];
    let free =
        [before, after].iter().any(|phase| words::has_any(&words::key(&phase.heading), &parallel));
    if first == last + 1 || free {
        return None;
    }
    let (own, other) = (after.name(), before.name());
    let message = if first > last + 1 {
        format!(
            "{own} begins in week {first}, but {other} ends with week {last}: {} left out",
            weeks(last + 1, first - 1)
        )
    } else {
        format!("{own} begins in week {first}, but {other} goes on to week {last}")
    };
    Some(Found {
        place: page.at(after.line(), &format!("{first}")),
        message,
        item: own,
        hint: "number the weeks one behind the other, or say that the phases run in parallel"
            .into(),
        ..Found::default()
    })
}

fn weeks(first: u32, last: u32) -> String {
    if first == last { format!("week {first} is") } else { format!("weeks {first} to {last} are") }
}

fn inside(page: &Page<'_>, phase: &Phase) -> Vec<Found> {
    let mut found = Vec::new();
    let mut tell = |line: crate::model::Span, words: &str, message: String| {
        found.push(Found {
            place: page.at(line, words),
            message,
            item: phase.name(),
            hint: "mend the number of the week, or the weeks of the phase".into(),
            ..Found::default()
        });
    };
    let mut seen: Vec<u32> = Vec::new();
    for week in &phase.weeks {
        let number = week.first.to_string();
        if let Some((first, last)) =
            phase.range.filter(|(first, last)| week.first < *first || week.last > *last)
        {
            tell(
                week.line,
                &number,
                format!(
                    "{} has weeks {first} to {last}, and week {} below it",
                    phase.name(),
                    week.last
                ),
            );
        } else if seen.contains(&week.first) {
            tell(week.line, &number, format!("{} has week {} twice", phase.name(), week.first));
        }
        seen.extend(week.first..=week.last.min(week.first + 60));
    }
    if phase.weeks.is_empty() || seen.is_empty() {
        return found;
    }
    if let Some((first, last)) = phase.range {
        let lost: Vec<String> = (first..=last.min(first + 60))
            .filter(|week| !seen.contains(week))
            .map(|week| week.to_string())
            .collect();
        if !lost.is_empty() {
            let message =
                format!("nothing stands for week {} of {}", lost.join(", "), phase.name());
            tell(phase.line(), &last.to_string(), message);
        }
    } else if let Some(message) = other_length(phase, &mut seen) {
        tell(phase.line(), &phase.length.map_or(0.0, |(_, high)| high).to_string(), message);
    }
    found
}

/// What is wrong where a phase gives its length in weeks and has more or fewer below it.
fn other_length(phase: &Phase, seen: &mut Vec<u32>) -> Option<String> {
    let (low, high) = phase.length?;
    seen.sort_unstable();
    seen.dedup();
    let count = f64::from(u32::try_from(seen.len()).unwrap_or(u32::MAX));
    let fits = count <= high + 0.01 && count >= low - 0.01;
    let length = if (low - high).abs() < 0.01 {
        short(low)
    } else {
        format!("{} to {}", short(low), short(high))
    };
    (!fits).then(|| format!("{} takes {length} weeks and has {}", phase.name(), short(count)))
}

/// The total that the head states beside the sum of the phases.
fn stated(inputs: &Inputs<'_>, page: &Page<'_>, phases: &[Phase]) -> Option<Found> {
    let known = phases.len() > 1 && phases.iter().all(|phase| phase.length.is_some());
    if !known {
        return None;
    }
    let (place, low, high, text) = total(inputs.document, page)?;
    let end = phases.iter().filter_map(|phase| phase.range).map(|(_, last)| last).max();
    let sum = |pick: fn((f64, f64)) -> f64| {
        phases.iter().filter_map(|phase| phase.length).map(pick).sum::<f64>()
    };
    let (least, most) = (sum(|(low, _)| low), sum(|(_, high)| high));
    let (least, most) = end.map_or((least, most), |end| (f64::from(end), f64::from(end)));
    (high < least - 0.01 || low > most + 0.01).then(|| {
        let add = if (least - most).abs() < 0.01 {
            short(least)
        } else {
            format!("{} to {}", short(least), short(most))
        };
        Found {
            place,
            message: format!("the plan states {text}, its {} phases add up to {add}", phases.len()),
            hint: "mend the total, or the weeks of a phase".into(),
            ..Found::default()
        }
    })
}
