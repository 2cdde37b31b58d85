//! Asking people: on a terminal with its keys, else line by line, so that answers can be piped in.

mod lines;
mod terminal;

use std::io::{self, IsTerminal as _};

use super::{
    answers::{self, Value},
    output,
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{Expects, OpenQuestion},
};

/// Ends the questions and keeps what was answered.
const STOP: &str = ":q";

/// Takes what is shown as the answer.
const TAKE: &str = "=";

/// What came back for a question.
enum Reply {
    /// An answer.
    Text(String),
    /// Nothing: it stays as it is.
    Keep,
    /// Enough.
    Stop,
}

/// One who answers.
trait Answerer {
    /// What comes back for a question.
    fn ask(&mut self, question: &OpenQuestion) -> Result<Reply>;
    /// Says that an answer cannot be used; whether the question may be asked again.
    fn refuse(&mut self, question: &OpenQuestion, why: &str) -> bool;
}

/// Asks the questions in order, hands every answer to `keep` at once, and returns how many there were.
///
/// # Errors
/// When an answer cannot be kept; when a piped line was no answer to its question, after all others were kept.
pub(super) fn all(
    questions: &[OpenQuestion],
    keep: &mut dyn FnMut(&OpenQuestion, &Value) -> Result<()>,
) -> Result<usize> {
    let mut lines = lines::Lines::new();
    let mut terminal = terminal::Terminal;
    let is_terminal = io::stdin().is_terminal();
    let answerer: &mut dyn Answerer = if is_terminal { &mut terminal } else { &mut lines };
    let answered = conduct(questions, answerer, keep)?;
    match lines.problems.as_slice() {
        [] => Ok(answered),
        problems => Err(Error::new(ErrorKind::Usage, problems.join("; ")).hint(format!(
            "every other answer was kept ({answered}); run it again for what is open"
        ))),
    }
}

fn conduct(
    questions: &[OpenQuestion],
    answerer: &mut dyn Answerer,
    keep: &mut dyn FnMut(&OpenQuestion, &Value) -> Result<()>,
) -> Result<usize> {
    let mut answered = 0;
    for (question, number) in questions.iter().zip(1..) {
        show(question, number, questions.len());
        loop {
            let text = match answerer.ask(question)? {
                Reply::Stop => return Ok(answered),
                Reply::Keep => break,
                Reply::Text(text) => text,
            };
            match used(question, taken(question, &text), keep)? {
                Ok(()) => {
                    answered += 1;
                    break;
                }
                Err(why) if answerer.refuse(question, &why) => {}
                Err(_) => break,
            }
        }
    }
    Ok(answered)
}

/// Reads an answer and keeps it; the inner error says why it is none, alone or beside the other answers.
fn used(
    question: &OpenQuestion,
    text: &str,
    keep: &mut dyn FnMut(&OpenQuestion, &Value) -> Result<()>,
) -> Result<std::result::Result<(), String>> {
    let value = match answers::read_value(question, text) {
        Ok(value) => value,
        Err(why) => return Ok(Err(why)),
    };
    match keep(question, &value) {
        Err(error) if error.kind() == ErrorKind::Usage => Ok(Err(error.to_string())),
        kept => kept.map(Ok),
    }
}

/// The answer itself, or what is shown when that is taken.
fn taken<'a>(question: &'a OpenQuestion, text: &'a str) -> &'a str {
    if text.trim() == TAKE && !question.answer.is_empty() { &question.answer } else { text }
}

/// The question with what is known of its answer, for people.
fn show(question: &OpenQuestion, number: usize, all: usize) {
    let blocking = if question.blocking { " (blocking)" } else { "" };
    output::say(format_args!("\n[{number}/{all}] {}{blocking}: {}", question.id, question.text));
    let known = match question.source.as_str() {
        "" if question.answer.is_empty() => None,
        "" => Some(("assumed until answered", &question.answer)),
        "person" => Some(("answered before", &question.answer)),
        _ => Some(("evidence", &question.answer)),
    };
    if let Some((what, text)) = known {
        let cites = match question.cites.as_slice() {
            [] => String::new(),
            cites => format!(" ({})", cites.join(", ")),
        };
        output::say(format_args!("  {what}: {text}{cites}"));
    }
    if let Some(form) = form(question) {
        output::say(format_args!("  {form}"));
    }
}

/// What an answer looks like, where words alone will not do.
fn form(question: &OpenQuestion) -> Option<String> {
    match question.expects {
        Expects::Text => None,
        Expects::Number => Some("a number".into()),
        Expects::Date if question.sets == "start" => Some("a day such as 2026-12-01".into()),
        Expects::Date => Some("a day such as 2026-12-18, with words if need be, or `none`".into()),
        Expects::Choice => {
            let choices = question.choices.iter().zip(1..);
            let listed = choices.map(|(choice, number)| format!("{number} {choice}"));
            Some(format!("one of: {}", listed.collect::<Vec<_>>().join(", ")))
        }
        Expects::People => Some("as `Ana 32 h: migration, repository; Bruno`".into()),
        Expects::External => Some("as `Ledger API v2 by 2026-12-10; security review`".into()),
    }
}
