//! Words of headings and lines: what belongs to the title, and what brackets and tags say beside it.

use super::super::{apply, draft::Draft, fields, hours, ids, marks, names, tables};
use crate::{
    document::words,
    model::{HourRange, Priority},
};

/// `2.1 Words` without its number.
pub(super) fn behind_number<'t>(text: &'t str, number: &str) -> &'t str {
    let at = text.find(number).map(|at| at + number.len());
    at.and_then(|at| text.get(at..))
        .map_or(text, |rest| rest.trim_start_matches(['.', ')', ':', ' ', '-']))
}

/// Headings over lists of work that are no work themselves.
pub(super) fn is_generic(heading: &str) -> bool {
    const NAMES: &[&str] = &[
        "tasks",
        "task list",
        "todo",
        "to do",
        "checklist",
        "implementation plan",
        "implementation tasks",
        "plan",
        "implementation",
        "tarefas",
        "lista de tarefas",
        "tareas",
        "lista de tareas",
        "work breakdown",
        "task breakdown",
    ];
    let key = words::key(heading);
    NAMES.iter().any(|name| words::is(&key, name))
}

/// Headings over what a document says of itself.
pub(super) fn is_head(heading: &str) -> bool {
    const NAMES: &[&str] = &[
        "metadata",
        "metadados",
        "metadatos",
        "document info",
        "document information",
        "info",
        "information",
        "inputs",
        "inputs summary",
        "technical context",
        "project",
        "overview",
        "visao geral",
        "document control",
        "plan metadata",
        "meta",
    ];
    let key = words::key(heading);
    NAMES.iter().any(|name| words::is(&key, name))
}

/// What tags say: `[P]` runs beside others, `[US1]` serves a story.
pub(super) fn tagged(draft: &mut Draft, tags: &[&str]) {
    for tag in tags {
        match *tag {
            "P" | "p" => draft.item.parallel = true,
            "optional" | "Optional" | "opcional" => draft.item.optional = true,
            tag => apply::traces(draft, tag.split_once(':').map_or(tag, |(_, tag)| tag)),
        }
    }
}

/// The bold words that lead a line are its title; else the whole line is.
pub(super) fn title_of(rest: &str, title: &str) -> String {
    let bold = rest.strip_prefix("**").and_then(|rest| rest.split_once("**"));
    let lead = bold.map(|(lead, _)| marks::plain(lead));
    let named = lead.as_deref().map(|lead| match (names::read(lead), names::numbered(lead)) {
        (Some(name), _) => name.title,
        (None, Some((_, title))) => title.to_owned(),
        (None, None) => lead.trim_end_matches([':', '.']).to_owned(),
    });
    named.filter(|named| named.contains(char::is_alphanumeric)).unwrap_or_else(|| title.to_owned())
}

/// A title without the brackets that are read as something else, and whether one of them says that the work
/// may be left out.
pub(super) fn trimmed_title(title: &str) -> (String, bool) {
    let optional = tables::is_optional(title);
    let mut title = title;
    while let Some((before, inner)) = last_bracket(title) {
        let known = hours::hours(inner, false).is_some()
            || is_time(inner)
            || tables::is_optional(&format!("({inner})"))
            || fields::priority_in_brackets(&format!("({inner})")) != Priority::Unknown
            || names_needs(inner);
        if before.trim().is_empty() || !known || inner.split_whitespace().count() > 12 {
            break;
        }
        title = before.trim_end();
    }
    let lead = title.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let lead = lead.filter(|(inner, _)| optional && tables::is_optional(&format!("({inner})")));
    (names::title(lead.map_or(title, |(_, rest)| rest)), optional)
}

fn last_bracket(title: &str) -> Option<(&str, &str)> {
    title.strip_suffix([')', ']']).and_then(|inner| inner.rsplit_once(['(', '[']))
}

/// Whether a bracket tells what comes first.
pub(super) fn names_needs(inner: &str) -> bool {
    const WORDS: &[&str] = &["depends", "blocked by", "after", "requires", "depende de"];
    words::has_any(&words::key(inner), WORDS) && !ids::mentioned(inner).is_empty()
}

/// Hours in a bracket of a heading or line: `(4h)`, `[2-3 hours]`.
pub(super) fn bracket_hours(text: &str) -> Option<HourRange> {
    let parts = text.split(['(', '[']).skip(1).filter_map(|part| part.split([')', ']']).next());
    let short = parts.filter(|part| part.split_whitespace().count() <= 4);
    { short }.find_map(|part| hours::hours(part, false))
}

/// Weeks or days in a bracket of a heading: `(Weeks 1-3)`, `(3-4 weeks)`.
pub(super) fn bracket_when(text: &str) -> Option<String> {
    let parts = text.split('(').skip(1).filter_map(|part| part.split(')').next());
    let mut timed = parts.filter(|part| is_time(part));
    timed.next().map(str::to_owned)
}

fn is_time(part: &str) -> bool {
    const UNITS: &[&str] = &[
        "week", "weeks", "day", "days", "semana", "semanas", "dia", "dias", "month", "months",
        "mes", "meses",
    ];
    part.split_whitespace().count() <= 6
        && part.contains(|c: char| c.is_ascii_digit())
        && words::has_any(&words::key(part), UNITS)
}

/// Headings over what is said of items elsewhere.
pub(super) fn is_aside(heading: &str) -> bool {
    const WORDS: &[&str] = &[
        "risk",
        "risks",
        "riscos",
        "riesgos",
        "open questions",
        "appendix",
        "apendice",
        "changelog",
        "unknowns",
    ];
    words::has_any(&words::key(heading), WORDS)
}
