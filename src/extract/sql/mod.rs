//! SQL statements to schema changes. Reads what each statement says; what the statements make together
//! is `analyze::migrations`' work. Statements that build their SQL while they run are reported, not guessed.

mod alter;
mod block;
mod constraint;
mod create;
pub(crate) mod dialect;
mod lex;
pub(crate) mod names;
mod normalise;
mod objects;
mod running;
mod server;
mod shape;
mod split;
mod statement;
mod tokens;
pub(crate) mod types;
mod unroll;
mod written;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::{
    dialect::Dialect,
    split::Piece,
    statement::{Outcome, Reader},
};
use super::Input;
use crate::model::{Diagnostic, DiagnosticKind, FileFacts, Source, SqlScript};

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if input.source.language != "sql" {
        return;
    }
    let (script, diagnostics) = script(&input.source, input.text, 1);
    facts.sql = Some(Box::new(script));
    facts.diagnostics.extend(diagnostics);
}

/// Reads `text`, whose first line is `first_line` of `source`.
pub fn script(source: &Source, text: &str, first_line: u32) -> (SqlScript, Vec<Diagnostic>) {
    let dialect = dialect::detect(&source.file, text);
    let split = split::split(text, dialect.quoting());
    let (down, up): (Vec<_>, Vec<_>) = split.statements.iter().partition(|piece| piece.down);
    let reading = Reading { source, dialect, offset: first_line.max(1) - 1 };
    let (mut script, mut diagnostics) = reading.section(&up);
    split.convention.clone_into(&mut script.convention);
    let (notes_up, notes_down) = running::of_text(text, dialect.quoting(), first_line.max(1));
    script.notes.extend(notes_up);
    script.notes.sort_by_key(|note| note.line);
    if split.undoes {
        let (mut undoing, more) = reading.section(&down);
        undoing.notes.extend(notes_down);
        undoing.notes.sort_by_key(|note| note.line);
        script.down = Some(Arc::new(undoing));
        diagnostics.extend(more);
    }
    (script, diagnostics)
}

/// What is the same for all statements of a text.
struct Reading<'a> {
    source: &'a Source,
    dialect: Dialect,
    /// Lines before the text.
    offset: u32,
}

impl Reading<'_> {
    fn section(&self, pieces: &[&Piece<'_>]) -> (SqlScript, Vec<Diagnostic>) {
        let mut reader = Reader::new(self.source, self.dialect);
        let mut script =
            SqlScript { dialect: self.dialect.name().to_owned(), ..SqlScript::default() };
        let mut diagnostics = Vec::new();
        let mut added = Vec::new();
        for piece in pieces {
            let line = piece.line + self.offset;
            script.statements += 1;
            script.notes.extend(running::of_statement(piece, line, &mut added));
            if self.dialect.is_postgresql() {
                script.notes.extend(server::needs(piece.text, line));
            }
            let outcome = reader.statement(piece, line);
            let mut report = |kind, message| diagnostics.push(self.diagnostic(line, kind, message));
            match outcome {
                Outcome::Changes(changes) => script.changes.extend(changes),
                Outcome::Hidden(message) => {
                    script.notes.push(running::dynamic(line, &message));
                    report(DiagnosticKind::Unsupported, message);
                }
                Outcome::Partly(changes, message) => {
                    script.changes.extend(changes);
                    report(DiagnosticKind::Unsupported, message);
                }
                Outcome::Unparsed(message) => {
                    script.unparsed.push(line);
                    report(DiagnosticKind::ParseError, message);
                }
            }
        }
        (script, diagnostics)
    }

    fn diagnostic(&self, line: u32, kind: DiagnosticKind, message: String) -> Diagnostic {
        Diagnostic { file: Arc::clone(&self.source.file), line, kind, message }
    }
}
