//! Where a fact comes from. Every fact embeds one [`Evidence`], so none can exist without it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Name;

/// The place in the repository that shows a fact, and the rule that read it there.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Evidence {
    /// Path relative to the analysed root, with `/` between its parts.
    pub file: Arc<str>,
    /// First line, 1-based: the line of the declared name.
    pub line: u32,
    /// Last line of the construct, 1-based and never before `line`.
    pub end_line: u32,
    /// Identifier of the rule that found the fact, for example `go.interface`.
    pub rule: Name,
    /// What kind of file the fact was found in.
    #[serde(default, skip_serializing_if = "super::is_default")]
    pub class: EvidenceClass,
    /// Identifier of the file's language, for example `go`.
    pub language: Name,
}

/// What the file that holds a fact is for.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceClass {
    /// Code that ships.
    #[default]
    Implementation,
    /// Test code.
    Test,
    /// Prose: planning documents, README files.
    Document,
    /// Manifests, CI, containers, settings.
    Configuration,
    /// Code written by a generator.
    Generated,
    /// Examples and sample data.
    Example,
}

/// What is the same for every fact of one file.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the analysed root.
    pub file: Arc<str>,
    /// Language identifier.
    pub language: Name,
    /// What the file is for.
    pub class: EvidenceClass,
}

impl Source {
    /// Evidence for `lines` (1-based, inclusive) of this file; a line of 0 is taken for 1.
    pub fn evidence(&self, rule: impl Into<Name>, line: u32, end_line: u32) -> Evidence {
        let line = line.max(1);
        Evidence {
            file: Arc::clone(&self.file),
            line,
            end_line: end_line.max(line),
            rule: rule.into(),
            class: self.class,
            language: self.language,
        }
    }
}

impl Evidence {
    /// The same place with the default class, for facts whose own `class` field takes that name.
    #[must_use]
    pub fn without_class(mut self) -> Self {
        self.class = EvidenceClass::default();
        self
    }

    /// The citation that plans print: `path:line`.
    pub fn citation(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}
