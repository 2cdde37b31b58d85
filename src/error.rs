//! The one error of the library: kind, message, hint, source. A problem that does not stop the work is
//! a `model::Diagnostic` instead.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// Result of everything that can stop.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the work cannot go on, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
    hint: Option<String>,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a caller may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The command line or the configuration asks for something that is not there.
    Usage,
    /// An input cannot be used.
    Input,
    /// An output cannot be written.
    Output,
    /// A template, query or standard is wrong.
    Template,
    /// Whoever asked for it does not want it any more.
    Stopped,
}

/// A switch by which somebody calls long work off; its copies are one switch.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Calls the work off.
    pub fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether nobody wants the work any more.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on, or ends the work.
    ///
    /// # Errors
    /// When nobody wants the work any more.
    pub fn check(&self) -> Result<()> {
        if self.is_set() { Err(Error::stopped()) } else { Ok(()) }
    }
}

impl Error {
    /// An error of `kind`; the message is lower case, without a full stop, and names the object.
    pub fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self { kind, message: message.to_string(), hint: None, source: None }
    }

    /// An input that cannot be used.
    pub fn input(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Input, message)
    }

    /// The end of work that nobody wants any more.
    pub fn stopped() -> Self {
        Self::new(ErrorKind::Stopped, "stopped before it was done")
    }

    /// Adds the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl fmt::Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Adds the cause.
    #[must_use]
    pub fn source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The way out, when there is one.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}
