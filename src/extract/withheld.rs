//! What is withheld of a file before anybody reads it: its secrets. No fact can hold one, whoever reads it and wherever
//! it goes. Each is a diagnostic with its line, and so is text that speaks to a language model.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    model::{Diagnostic, DiagnosticKind, FileFacts},
    secrets::{self, Form},
};

/// A file that is full of them (a list of test keys) needs no line for each.
const MOST: usize = 20;

/// The text without its secrets; what was found becomes diagnostics of the file.
pub(super) fn take<'a>(text: &'a str, facts: &mut FileFacts) -> Cow<'a, str> {
    let form = match &*facts.file.language {
        "markdown" | "" => Form::Prose,
        _ => Form::Code,
    };
    let seen = secrets::look(text, form);
    let line = |at: usize| secrets::line(text, at);
    let secret = |one: &secrets::Found| {
        let message =
            format!("a secret ({}) is left out of everything that is written", one.words());
        (line(one.range.start), message)
    };
    let attempt = |one: &secrets::Attempt| {
        (line(one.at), format!("{}: text for a language model, not for a reader", one.what))
    };
    let file = &facts.file.path;
    let list = |kind, found: Vec<(u32, String)>| {
        let more = found.len().saturating_sub(MOST);
        let of = |(line, message)| Diagnostic { file: file.clone(), line, kind, message };
        let rest = (more > 0).then(|| of((0, format!("{more} more places of this kind"))));
        let first: BTreeSet<(u32, String)> = found.into_iter().take(MOST).collect();
        first.into_iter().map(of).chain(rest).collect::<Vec<_>>()
    };
    let secrets_found = list(DiagnosticKind::Secret, seen.secrets.iter().map(secret).collect());
    let attempts = list(DiagnosticKind::Injection, seen.attempts.iter().map(attempt).collect());
    facts.diagnostics.extend(secrets_found.into_iter().chain(attempts));
    secrets::without(text, &seen.secrets)
}
