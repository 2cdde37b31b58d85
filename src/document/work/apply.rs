//! One labelled value to the fields of an item.

use super::{
    beside, dates,
    draft::Draft,
    fields::{self, Field},
    hours, ids, marks, objects,
    page::Page,
    paths, signs,
};
use crate::{
    document::words,
    model::{Action, CodeReference, Criterion, FileClaim, Observation, Span},
};

/// A raw value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Value<'v> {
    pub(super) label: &'v str,
    pub(super) raw: &'v str,
    pub(super) span: Span,
}

/// Longest text of an item.
const PARAGRAPH: usize = 600;

/// Notes what `value` says as a `field` of the item.
pub(super) fn field(page: &Page<'_>, draft: &mut Draft, field: Field, value: Value<'_>) {
    let plain = marks::plain(value.raw);
    match field {
        Field::Text => text(draft, &plain),
        Field::Files(action) => files(page, draft, action, value),
        Field::Needs => draft.needs.extend(said(plain)),
        Field::Blocks => draft.blocks.extend(said(plain)),
        Field::Traces => traces(draft, &plain),
        Field::Hours | Field::Size => effort(draft, value.label, &plain),
        Field::Confidence => confidence(draft, &plain),
        Field::Status => status(draft, value.raw, &plain),
        Field::Priority => {
            if draft.item.priority == crate::model::Priority::Unknown {
                draft.item.priority = fields::priority(&plain);
            }
        }
        Field::Acceptance => criterion(page, draft, &plain, value.span, None),
        Field::When => when(draft, &plain),
        Field::Starts => {
            draft.item.starts = draft.item.starts.take().or_else(|| dates::day(&plain));
        }
        Field::Ends => draft.item.ends = draft.item.ends.take().or_else(|| dates::day(&plain)),
        Field::Commits => commits(draft, value.raw),
        Field::Steps | Field::Checks => {}
    }
}

fn said(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// The first paragraph is the item's text.
pub(super) fn text(draft: &mut Draft, plain: &str) {
    if draft.item.text.is_empty() && plain.contains(char::is_alphanumeric) {
        draft.item.text = marks::cut(plain, PARAGRAPH);
    }
}

/// Claims of the value's first part; what stands behind a long dash speaks of the files' content.
fn files(page: &Page<'_>, draft: &mut Draft, action: Option<Action>, value: Value<'_>) {
    let claimed = value.raw.split(" — ").next().unwrap_or_default();
    let claimed = claimed.split(" – ").next().unwrap_or_default();
    let leading = fields::action_of_verb(&marks::plain(claimed));
    for (path, own) in paths::claims(claimed) {
        let action = own.or(action).or(leading);
        claim(page, draft, path, action, value.span);
    }
}

/// Adds a claim unless the item has one for the path.
pub(super) fn claim(
    page: &Page<'_>,
    draft: &mut Draft,
    path: &str,
    action: Option<Action>,
    span: Span,
) {
    let place = draft.known.get(&(path.to_owned(), 0, 0)).copied();
    if let Some(known) = place.and_then(|at| draft.item.files.get_mut(at)) {
        known.action = more(known.action, action);
        return;
    }
    draft.known.insert((path.to_owned(), 0, 0), draft.item.files.len());
    let at = page.evidence("work.file", span);
    draft.item.files.push(FileClaim { at, path: path.to_owned(), action });
}

/// Of two things that are said to happen to a file the first, unless it only goes by it.
pub(super) fn more(first: Option<Action>, second: Option<Action>) -> Option<Action> {
    first.filter(|action| *action != Action::Read).or(second).or(first)
}

/// Files that the line `raw` of a list names, with what the verb of its sentence says happens to them.
pub(super) fn sentence_files(
    page: &Page<'_>,
    draft: &mut Draft,
    (sentence, raw): (&str, &str),
    span: Span,
) {
    let verb = fields::action_of_verb(sentence);
    let mut former = None;
    for path in &paths::all(raw) {
        let found = objects::action(raw, path, former, verb);
        former = Some((path, found));
        let test = paths::is_test(path.name) && found == Some(Action::Create);
        let action = if test { Some(Action::Test) } else { found };
        if path.lines.is_empty() {
            claim(page, draft, path.name, action, span);
        }
    }
}

/// Places in code that `raw` points to.
pub(super) fn references(page: &Page<'_>, draft: &mut Draft, raw: &str, span: Span) {
    let parts = marks::code(raw);
    for path in paths::all(raw).into_iter().filter(|path| !path.lines.is_empty()) {
        let symbol = beside::names(raw, &parts, &path).into_iter().next().unwrap_or_default();
        for (from, to) in &path.lines {
            if draft.is_new(path.name, *from, *to) {
                draft.item.references.push(CodeReference {
                    at: page.evidence("work.reference", span),
                    path: path.name.to_owned(),
                    from: *from,
                    to: *to,
                    symbol: symbol.clone(),
                });
            }
        }
    }
}

/// Identifiers of requirements; numbers alone count (`1.2, 3.3`) where nothing else is there.
pub(super) fn traces(draft: &mut Draft, plain: &str) {
    let mut found = ids::mentioned(plain);
    if found.is_empty() {
        let tokens = plain.split([',', ' ', ';']).map(|token| token.trim_matches(['.', '_']));
        let numbers = tokens.filter(|token| is_number(token));
        found.extend(numbers.map(str::to_owned));
    }
    for id in found {
        if !draft.item.traces.contains(&id) {
            draft.item.traces.push(id);
        }
    }
}

fn is_number(token: &str) -> bool {
    token
        .split('.')
        .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn effort(draft: &mut Draft, label: &str, plain: &str) {
    let effort = hours::effort(label, plain);
    draft.item.hours = draft.item.hours.or(effort.hours);
    if draft.item.size.is_empty() {
        draft.item.size = effort.size;
    }
    if effort.hours.is_none() && draft.item.when.is_empty() && days_or_weeks(plain) {
        draft.item.when = marks::cut(plain, 40);
    }
}

fn days_or_weeks(plain: &str) -> bool {
    let key = words::key(plain);
    words::has_any(&key, &["day", "days", "week", "weeks", "dia", "dias", "semana", "semanas"])
}

fn confidence(draft: &mut Draft, plain: &str) {
    if draft.item.confidence.is_empty() {
        let end = plain.find(['.', ';', '(', '—', ',']).unwrap_or(plain.len());
        let first = plain.get(..end).unwrap_or_default().trim();
        // `0.8` is a number, not a sentence's end.
        let value = if first.bytes().all(|byte| byte.is_ascii_digit()) { plain } else { first };
        draft.item.confidence = marks::cut(value, 24);
    }
}

/// Notes a status with its words and the commits that stand in them.
pub(super) fn status(draft: &mut Draft, raw: &str, plain: &str) {
    draft.state(signs::value(plain), &marks::cut(plain, 80));
    commits(draft, raw);
}

fn when(draft: &mut Draft, plain: &str) {
    if draft.item.when.is_empty() {
        draft.item.when = marks::cut(plain, 60);
    }
    let mut days = dates::days(plain);
    let first = days.next().map(str::to_owned);
    let last = days.last().map(str::to_owned);
    draft.item.starts = draft.item.starts.take().or(first);
    draft.item.ends = draft.item.ends.take().or(last);
}

/// Adds a criterion.
pub(super) fn criterion(
    page: &Page<'_>,
    draft: &mut Draft,
    plain: &str,
    span: Span,
    ticked: Option<bool>,
) {
    if plain.contains(char::is_alphanumeric) {
        let at = page.evidence("work.criterion", span);
        let said = Observation { at, text: plain.to_owned() };
        draft.item.acceptance.push(Criterion { said, ticked });
    }
}

/// Commits that a line names: words of 7 to 40 hexadecimal digits, letters and digits in them.
pub(super) fn commits(draft: &mut Draft, raw: &str) {
    for word in raw.split(|c: char| !c.is_ascii_alphanumeric()) {
        let hex = word.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        let mixed = word.bytes().any(|byte| byte.is_ascii_digit())
            && word.bytes().any(|byte| byte.is_ascii_alphabetic());
        if (7..=40).contains(&word.len())
            && hex
            && mixed
            && !draft.item.commits.iter().any(|c| c == word)
        {
            draft.item.commits.push(word.to_owned());
        }
    }
}

/// Whether a line speaks of commits, so that hexadecimal words in it are some.
pub(super) fn speaks_of_commits(plain: &str) -> bool {
    let key = words::key(plain);
    words::has_any(
        &key,
        &["commit", "commits", "done in", "landed in", "merged in", "impl", "done", "sha"],
    ) || plain.contains('✅')
}
