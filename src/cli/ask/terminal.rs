//! Answers from somebody at a terminal.

use inquire::{InquireError, Text};

use super::{Answerer, Reply, STOP};
use crate::{
    cli::output,
    error::{Error, Result},
    model::OpenQuestion,
};

/// The terminal.
pub(super) struct Terminal;

impl Answerer for Terminal {
    fn ask(&mut self, question: &OpenQuestion) -> Result<Reply> {
        let help = if question.answer.is_empty() {
            "empty keeps it open, :q stops and keeps what was answered"
        } else {
            "empty leaves it as it is, = takes what is shown, :q stops and keeps what was answered"
        };
        match Text::new("answer:").with_help_message(help).prompt_skippable() {
            Ok(None) => Ok(Reply::Stop),
            Ok(Some(text)) => Ok(match text.trim() {
                STOP => Reply::Stop,
                "" => Reply::Keep,
                text => Reply::Text(text.to_owned()),
            }),
            // Ctrl-C ends the questions; what was answered is kept already.
            Err(InquireError::OperationInterrupted | InquireError::OperationCanceled) => {
                Ok(Reply::Stop)
            }
            Err(error) => Err(Error::input("cannot ask on this terminal")
                .source(error)
                .hint("pipe the answers in, one line for each question")),
        }
    }

    fn refuse(&mut self, _: &OpenQuestion, why: &str) -> bool {
        output::say(format_args!("  {why}"));
        true
    }
}
