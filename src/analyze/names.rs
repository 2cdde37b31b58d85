//! Names that are no text of a file: paths, branch, tags, people. A secret or an attempt in one of them is reported
//! like any other; the name itself stays what the file is known by until something is printed.

use std::sync::Arc;

use crate::{
    model::{Analysis, Diagnostic, DiagnosticKind},
    secrets::{self, Form},
};

/// What is wrong with the names of an analysis.
pub(super) fn diagnostics(analysis: &Analysis) -> Vec<Diagnostic> {
    let paths = analysis.files.iter().map(|file| (&*file.path, "the name of this file"));
    let names = repository(analysis).map(|name| (name, "a name in Git"));
    paths.chain(names).flat_map(|(name, what)| of_name(name, what)).collect()
}

fn of_name(name: &str, what: &str) -> Vec<Diagnostic> {
    // Nearly all names are plain words; this saves the search.
    if name.len() < 12 && name.is_ascii() {
        return Vec::new();
    }
    let seen = secrets::look(name, Form::Prose);
    // In a name words are joined by marks.
    let words: String =
        name.chars().map(|c| if matches!(c, '-' | '_' | '.' | '/') { ' ' } else { c }).collect();
    let attempts = seen.attempts.into_iter().chain(secrets::look(&words, Form::Code).attempts);
    let file: Arc<str> = Arc::from(&*secrets::safe(name));
    let secret = seen.secrets.first().map(|one| {
        (
            DiagnosticKind::Secret,
            format!("{what} holds a secret ({}), which is left out", one.words()),
        )
    });
    let attempt = attempts.into_iter().next().map(|one| {
        (DiagnosticKind::Injection, format!("{what} holds {}: text for a language model", one.what))
    });
    let of = |(kind, message)| Diagnostic { file: Arc::clone(&file), line: 0, kind, message };
    secret.into_iter().chain(attempt).map(of).collect()
}

/// Names of people, tags and the branch.
fn repository(analysis: &Analysis) -> impl Iterator<Item = &str> {
    let people =
        analysis.git.contributors.iter().flat_map(|one| [one.name.as_str(), one.email.as_str()]);
    let tags = analysis.git.tags.iter().map(|tag| tag.name.as_str());
    people.chain(tags).chain(analysis.repo.revision.as_deref())
}

/// Whether some name holds a secret, so that what is written of the analysis has to be looked through.
pub fn tell_secrets(analysis: &Analysis) -> bool {
    let is_name = |one: &&Diagnostic| one.line == 0 && one.kind == DiagnosticKind::Secret;
    analysis.diagnostics.iter().any(|one| is_name(&one))
}
