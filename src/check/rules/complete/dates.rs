//! Days that cannot be.

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        page::{Page, is_quoted, items},
    },
    document::words,
    model::{Day, Place, Severity, WorkItem, WorkPlan},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.dates",
    severity: Severity::Error,
    summary: "days contradict each other or the calendar",
    explanation: "\
Looks at days written as `2026-12-01`: one that the calendar does not have; a weekday beside it that it is not; an \
end before its start; a task that begins before one that it depends on has ended; work behind the plan's own deadline \
(`deadline`, `due`, `target_end_date`). Code and quotations are examples. Days in words (`next Monday`, `1 December`) are not read.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Start**: 2026-03-10\n- **End**: 2026-03-06\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Start**: 2026-03-02 (Mon)\n- **End**: 2026-03-06 (Fri)\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for (number, line) in page.lines(page.all()) {
        let told = days(line).into_iter().filter(|(start, _)| !is_quoted(line, *start));
        for (start, text) in told.filter(|_| !page.is_code(number)) {
            found.extend(on_calendar(line, start, text).map(|message| Found {
                place: page.part(number, start, text.len()),
                message,
                hint: "look at a calendar and mend the day or its name".into(),
                ..Found::default()
            }));
        }
    }
    for item in items(inputs.document) {
        found.extend(backwards(&page, item));
    }
    for plan in &inputs.document.work {
        found.extend(plan.items.iter().flat_map(|item| before_ready(&page, plan, item)));
        found.extend(late(&page, plan));
    }
    found
}

/// Texts that are written as days, with their places.
fn days(line: &str) -> Vec<(usize, &str)> {
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    let mut found = Vec::new();
    let mut rest = 0;
    for word in line.split(|c| !is_part(c)) {
        let at = line.get(rest..).and_then(|text| text.find(word)).map_or(rest, |at| rest + at);
        rest = at + word.len();
        let shape: Vec<usize> = word.split('-').map(str::len).collect();
        let year = word.starts_with("19") || word.starts_with("20");
        // `2026-03-01-move` and `2026-03-01.md` are names, `2026-03-01T…` a moment, `/2026-03-01` a path.
        let behind = line.get(rest..).unwrap_or_default();
        let behind = behind.strip_prefix('.').unwrap_or(behind);
        let before = line.get(..at).unwrap_or_default();
        let alone = !behind.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/'))
            && !before.ends_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '/' | '.'));
        if shape == [4, 2, 2] && year && alone {
            found.push((at, word));
        }
    }
    found
}

const WEEKDAYS: [&[&str]; 7] = [
    &["mon", "monday", "segunda", "seg", "lunes"],
    &["tue", "tues", "tuesday", "terca", "ter", "martes"],
    &["wed", "wednesday", "quarta", "qua", "miercoles"],
    &["thu", "thur", "thurs", "thursday", "quinta", "qui", "jueves"],
    &["fri", "friday", "sexta", "sex", "viernes"],
    &["sat", "saturday", "sabado", "sab"],
    &["sun", "sunday", "domingo", "dom"],
];

fn on_calendar(line: &str, start: usize, text: &str) -> Option<String> {
    let Some(day) = Day::parse(text) else {
        return Some(format!("the calendar has no day {text}"));
    };
    let behind = line.get(start + text.len()..).unwrap_or_default();
    let before = line.get(..start).unwrap_or_default();
    let after = behind.trim_start_matches([' ', ',', '(', '[', '`', '*']);
    let near = behind.len() - after.len() <= 3;
    let next =
        after.split(|c: char| !c.is_alphabetic()).next().filter(|_| near).unwrap_or_default();
    let last = before.trim_end_matches([' ', ',', '.', '(', '`', '*']);
    let last = last.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let named = [next, last].into_iter().find_map(weekday)?;
    let real = usize::try_from(day.weekday()).ok()?;
    (named.0 != real).then(|| {
        let right = WEEKDAYS.get(real).and_then(|names| names.get(1)).copied().unwrap_or_default();
        format!("{text} is a {}, not a {}", capital(right), named.1)
    })
}

fn weekday(word: &str) -> Option<(usize, &str)> {
    let folded = words::fold(word);
    let at = WEEKDAYS.iter().position(|names| names.contains(&folded.as_str()))?;
    Some((at, word))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn place(page: &Page<'_>, item: &WorkItem, day: &str) -> Place {
    page.at(page.extent(item), day)
}

fn backwards(page: &Page<'_>, item: &WorkItem) -> Option<Found> {
    let (starts, ends) = (item.starts.as_deref()?, item.ends.as_deref()?);
    (Day::parse(ends)? < Day::parse(starts)?).then(|| Found {
        place: place(page, item, ends),
        message: format!("{} ends on {ends}, before it starts on {starts}", item.id),
        item: item.id.clone(),
        hint: "swap the days, or mend the wrong one".into(),
        ..Found::default()
    })
}

fn before_ready(page: &Page<'_>, plan: &WorkPlan, item: &WorkItem) -> Vec<Found> {
    let Some(starts) = item.starts.as_deref() else { return Vec::new() };
    let needed = plan.items.iter().filter(|other| item.depends_on.contains(&other.id));
    let late = needed.filter_map(|other| {
        let ends = other.ends.as_deref().or(other.starts.as_deref())?;
        (Day::parse(ends)? > Day::parse(starts)?).then_some((other, ends))
    });
    late.map(|(other, ends)| Found {
        place: place(page, item, starts),
        message: format!(
            "{} starts on {starts}, but {}, which it depends on, ends on {ends}",
            item.id, other.id
        ),
        item: item.id.clone(),
        hint: format!("begin {} after {ends}, or take the dependency out", item.id),
        ..Found::default()
    })
    .collect()
}

fn late(page: &Page<'_>, plan: &WorkPlan) -> Vec<Found> {
    const NAMES: &[&str] = &["deadline", "due", "target end", "end date", "prazo"];
    let due = plan.properties.iter().find_map(|(name, value)| {
        let named = words::has_any(&words::key(name), NAMES);
        named.then(|| Day::find(value)).flatten()
    });
    let Some(due) = due else { return Vec::new() };
    let behind = plan.items.iter().filter(|item| !item.optional).filter_map(|item| {
        let ends = item.ends.as_deref()?;
        (Day::parse(ends)? > due).then_some((item, ends))
    });
    behind
        .map(|(item, ends)| Found {
            place: place(page, item, ends),
            message: format!("{} ends on {ends}, after the plan's deadline {due}", item.id),
            item: item.id.clone(),
            hint: "plan it earlier, leave something out, or move the deadline".into(),
            ..Found::default()
        })
        .collect()
}
