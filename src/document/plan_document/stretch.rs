//! One stretch of text, a paragraph, a list item, a cell, to what it names and what it says of it.

use std::ops::Range;

use super::{
    labels,
    names::{self, Named},
    typed::Typed,
    verbs::{self, Bond, Said},
};
use crate::{
    document::work::{beside, marks, paths},
    model::{Action, Claim, ClaimKind, Place, Span, Standing},
};

/// A list of files, with what happens to them where its label tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Files(pub(super) Option<Action>);

/// What the field around a text says of the files in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Around {
    /// Whether the text is a list of files, with what happens to them.
    pub(super) files: Option<Files>,
    /// Whether paths count that are not marked as code.
    pub(super) bare: Bare,
    /// What a line beside says of files of which their own field says nothing.
    pub(super) typed: Option<Typed>,
}

/// Which paths count without marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    /// Those with a line, and those that are the object of a verb.
    Told,
    /// All that have a folder in front.
    All,
}

/// A name with what is said of it; bytes count from the beginning of the stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    pub(super) bytes: Range<usize>,
    pub(super) kind: ClaimKind,
    pub(super) subject: String,
    pub(super) action: Option<Action>,
    pub(super) to: String,
    pub(super) lines: Option<Span>,
    pub(super) symbols: Vec<String>,
    pub(super) standing: Standing,
}

/// What `text` says.
pub(super) fn read(text: &str, around: Around) -> Vec<Saying> {
    let named = named(text);
    let ranges: Vec<Range<usize>> = named.iter().map(|found| found.1.bytes.clone()).collect();
    let said = verbs::said(&without_code(text, &ranges), &distinct(&ranges));
    let fields = labels::of_text(text, around);
    let typed_by = one_of_several(&named, around.typed);
    let code = marks::code(text);
    let mut place = 0;
    let mut found: Vec<Saying> = Vec::new();
    for (at, (marked, name)) in named.iter().enumerate() {
        if at > 0 && ranges.get(at - 1) != ranges.get(at) {
            place += 1;
        }
        let said = said.get(place).copied().unwrap_or_default();
        let field = fields.iter().rev().find(|(start, _)| *start <= name.bytes.start);
        let field = field.map_or(around.files, |(_, files)| *files);
        let counts = *marked || field.is_some() || counts_bare(name, said, around.bare);
        if !counts || (said.denied && said.action != Some(Action::Modify)) {
            continue;
        }
        if said.bond == Bond::Target {
            if let Some(moved) = found.iter_mut().rev().find(|one| one.kind == ClaimKind::Path) {
                moved.to.clone_from(&name.subject);
            }
            continue;
        }
        let mut saying = saying(text, &code, name, said, typed(field, typed_by));
        if saying.action.is_none() && field.is_some() && typed_by == Some(Typed::Mixed) {
            (saying.action, saying.standing) = (Some(Action::Create), Standing::Told);
        }
        // `Extend NAME (PATH:LINE)` speaks of the file of the name.
        if saying.action.is_none() && !saying.symbols.is_empty() {
            saying.action = found
                .last()
                .filter(|before| saying.symbols.contains(&before.subject))
                .and_then(|before| before.action)
                .filter(|action| matches!(action, Action::Modify | Action::Read));
        }
        found.push(saying);
    }
    without_twice(found)
}

/// `Create` beside several files is often said of the new one among them.
fn one_of_several(named: &[(bool, Named)], typed: Option<Typed>) -> Option<Typed> {
    let paths = named.iter().filter(|(_, name)| name.kind == ClaimKind::Path).count();
    match typed {
        Some(Typed::One(Action::Create)) if paths > 1 => Some(Typed::Mixed),
        other => other,
    }
}

/// The field with what the line beside it says.
fn typed(field: Option<Files>, typed: Option<Typed>) -> Option<Files> {
    field.map(|files| match (files.0, typed) {
        (None, Some(Typed::One(action))) => Files(Some(action)),
        _ => files,
    })
}

/// `text` with other code than `names` made one word, which is no verb.
fn without_code(text: &str, names: &[Range<usize>]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (start, end) in spans(text) {
        let named = names.iter().any(|name| name.start < end && start < name.end);
        for byte in bytes.get_mut(start..end).into_iter().flatten().filter(|_| !named) {
            *byte = b'x';
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// `ranges` without repetitions: claims of several lines share one.
fn distinct(ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = ranges.to_vec();
    found.dedup();
    found
}

fn counts_bare(name: &Named, said: Said, bare: Bare) -> bool {
    let told = name.lines.is_some() || (said.action.is_some() && name.subject.contains('/'));
    name.kind == ClaimKind::Endpoint || told || (bare == Bare::All && name.subject.contains('/'))
}

/// The names of `text` in order, with whether they are marked as code.
fn named(text: &str) -> Vec<(bool, Named)> {
    let mut found = Vec::new();
    let mut behind = 0;
    for (start, end) in spans(text) {
        let before = text.get(..start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default().trim_start_matches('`');
        plain(text, behind..start, &mut found);
        let code = text.get(start..end).unwrap_or_default();
        let before = before.trim_end_matches('`');
        found.extend(names::of_code(code, start, before, after).into_iter().map(|one| (true, one)));
        behind = end;
    }
    plain(text, behind..text.len(), &mut found);
    found
}

/// Insides of code spans, whatever number of marks they have.
fn spans(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|rest| rest.find('`')).map(|shift| at + shift) {
        let rest = text.get(open..).unwrap_or_default();
        let marks = rest.len() - rest.trim_start_matches('`').len();
        let fence = "`".repeat(marks);
        let inside = open + marks;
        let close = text.get(inside..).and_then(|rest| rest.find(&fence)).map(|end| inside + end);
        match close {
            Some(end) => {
                found.push((inside, end));
                at = end + marks;
            }
            None => at = inside,
        }
    }
    found
}

/// Paths and endpoints that stand in a text without marks.
fn plain(text: &str, range: Range<usize>, found: &mut Vec<(bool, Named)>) {
    let part = text.get(range.clone()).unwrap_or_default();
    let quoted = quotations(text);
    let mut here: Vec<Named> = Vec::new();
    for path in paths::all(part) {
        let at = range.start + path.bytes.start;
        if quoted.iter().any(|words| words.contains(&at)) {
            continue;
        }
        let before = part.get(..path.bytes.start).unwrap_or_default();
        // The target of a link is a path of the document's folder.
        let linked = before.ends_with("](") || before.ends_with("](./");
        let example = before.trim_end_matches(['(', '`', ' ', ',']).ends_with("e.g.");
        if !linked && !example && !before.ends_with('~') {
            here.extend(names::of_path(&path, range.start));
        }
    }
    here.extend(endpoints(part, range.start));
    here.sort_by_key(|one| one.bytes.start);
    found.extend(here.into_iter().map(|one| (false, one)));
}

/// Sentences that are only quoted: several words between quotation marks.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '"' | '“' | '”' | '\n')) {
        match (open.take(), c) {
            (_, '\n') => {}
            (Some(start), _) if text.get(start..at).is_some_and(|words| words.contains(' ')) => {
                found.push(start..at);
            }
            (Some(_), '"' | '”') => {}
            _ => open = Some(at),
        }
    }
    found
}

/// `POST /v1/x` in a text without marks.
pub(super) fn endpoints(text: &str, at: usize) -> Vec<Named> {
    let mut found = Vec::new();
    for method in names::METHODS {
        for (start, _) in text.match_indices(method) {
            let alone = text
                .get(..start)
                .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            let behind = text.get(start + method.len()..).unwrap_or_default();
            let path = behind.trim_start_matches([' ', '\t']);
            let length = path.find(|c: char| c.is_whitespace() || "`|)\"',;".contains(c));
            let path = path.get(..length.unwrap_or(path.len())).unwrap_or_default();
            let path =
                path.split(['?', '#']).next().unwrap_or_default().trim_end_matches(['.', '*']);
            let Some(normal) = names::normal(path).filter(|_| alone && path.len() > 1) else {
                continue;
            };
            if behind.starts_with([' ', '\t']) {
                let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                let end = start + method.len() + gap + path.len();
                found.push(Named {
                    bytes: at + start..at + end,
                    kind: ClaimKind::Endpoint,
                    subject: format!("{method} {normal}"),
                    lines: None,
                    sure: true,
                });
            }
        }
    }
    found
}

fn saying(
    text: &str,
    code: &[(usize, &str)],
    name: &Named,
    said: Said,
    field: Option<Files>,
) -> Saying {
    let path = name.kind == ClaimKind::Path;
    let by_field =
        field.and_then(|files| files.0).filter(|action| path || *action == Action::Create);
    // `Delete: the interface of FILE` changes the file.
    let takes = matches!(by_field, Some(Action::Delete | Action::Move));
    let changes = takes && said.bond == Bond::Told && said.action == Some(Action::Modify);
    let perhaps = said.unsure && said.bond == Bond::Noted;
    let own = said.action.filter(|_| said.is_direct() || by_field.is_none() || changes || perhaps);
    let action = own.or(by_field);
    // A file of tests may be new when tests are added to it, and a note tells what they do.
    let tests = path && said.bond == Bond::Told && paths::is_test(&name.subject);
    let described =
        path && said.bond == Bond::Noted && own.is_some() && paths::is_test(&name.subject);
    let action = action.map(|one| match (one, said.by) {
        (Action::Modify, Some(Action::Create)) | (Action::Read, _) if tests => Action::Test,
        (Action::Modify, _) if described => Action::Test,
        _ => one,
    });
    let denied = said.denied && action == Some(Action::Modify);
    let action = if denied { Some(Action::Read) } else { action };
    // Who deletes lines of a file changes the file; a line cannot be created.
    let action = match (name.lines, action) {
        (Some(_), Some(Action::Delete | Action::Move)) => Some(Action::Modify),
        (Some(_), Some(Action::Create)) => None,
        (_, action) => action,
    };
    let listed = field.is_some() && path && !said.unsure;
    let standing = if listed { Standing::Listed } else { said.standing() };
    let symbols = match (path, name.lines) {
        (true, Some(_)) => symbols(text, code, name),
        _ => Vec::new(),
    };
    Saying {
        bytes: name.bytes.clone(),
        kind: name.kind,
        subject: name.subject.clone(),
        // A symbol that is only in another sentence's object is not touched.
        action: action.filter(|_| path || said.is_direct() || field.is_some() || name.sure),
        to: String::new(),
        lines: name.lines,
        symbols,
        standing,
    }
}

fn symbols(text: &str, code: &[(usize, &str)], name: &Named) -> Vec<String> {
    let found = paths::all(text);
    let own = found.iter().find(|path| path.bytes.start == name.bytes.start);
    own.map(|path| beside::names(text, code, path)).unwrap_or_default()
}

/// A name that stands beside its place is said once, with the place.
fn without_twice(found: Vec<Saying>) -> Vec<Saying> {
    let placed: Vec<String> = found.iter().flat_map(|one| one.symbols.iter().cloned()).collect();
    found
        .into_iter()
        .filter(|one| one.kind != ClaimKind::Symbol || !placed.contains(&one.subject))
        .collect()
}

impl Saying {
    /// The claim that it makes.
    pub(super) fn claim(self, place: Place, item: &str, standing: Standing) -> Claim {
        Claim {
            place,
            kind: self.kind,
            subject: self.subject,
            action: self.action,
            to: self.to,
            lines: self.lines,
            symbols: self.symbols,
            item: item.to_owned(),
            standing,
        }
    }

    /// A name of which nothing is said.
    pub(super) fn of(name: Named) -> Self {
        Self {
            bytes: name.bytes,
            kind: name.kind,
            subject: name.subject,
            action: None,
            to: String::new(),
            lines: name.lines,
            symbols: Vec::new(),
            standing: Standing::Told,
        }
    }
}
