//! Answers from a pipe or a file: one line for each question.

use std::io::{self, BufRead as _};

use super::{Answerer, Reply, STOP};
use crate::{
    cli::output,
    error::{Error, Result},
    model::OpenQuestion,
};

/// Standard input, line by line.
pub(super) struct Lines {
    number: usize,
    /// What could not be used, with its line.
    pub(super) problems: Vec<String>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { number: 0, problems: Vec::new() }
    }
}

impl Answerer for Lines {
    fn ask(&mut self, _: &OpenQuestion) -> Result<Reply> {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let read = read.map_err(|error| {
            Error::input("cannot read answers from standard input").source(error)
        })?;
        self.number += 1;
        let text = line.trim();
        output::say(format_args!("  > {text}"));
        Ok(match text {
            _ if read == 0 => Reply::Stop,
            STOP => Reply::Stop,
            "" => Reply::Keep,
            text => Reply::Text(text.to_owned()),
        })
    }

    /// The next line belongs to the next question.
    fn refuse(&mut self, question: &OpenQuestion, why: &str) -> bool {
        self.problems.push(format!("line {}, {}: {why}", self.number, question.id));
        false
    }
}
