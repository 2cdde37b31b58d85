//! What the tools take.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    mcp::page::Slice,
    model::{GapKind, State},
};

/// Input of a tool that gives a list: the repository and the part of the list, and what the tool itself asks. Written
/// out for each tool because unknown arguments are refused, which serde cannot do across flattened parts.
macro_rules! list_input {
    (
        $(#[$doc:meta])* $name:ident
        $(demands { $(#[$must_doc:meta])* $must:ident : $must_kind:ty })?
        { $($(#[$field_doc:meta])* $field:ident : $kind:ty),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, Hash, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(in crate::mcp) struct $name {
            $($(#[$must_doc])* pub(in crate::mcp) $must: $must_kind,)?
            /// Repository: a folder below a root of the server, or a root's name; the first root when absent.
            #[serde(default)]
            pub(in crate::mcp) repository: Option<String>,
            $($(#[$field_doc])* #[serde(default)] pub(in crate::mcp) $field: $kind,)*
            /// `next_cursor` of the page before; leave out for the first page.
            #[serde(default)]
            pub(in crate::mcp) cursor: Option<String>,
            /// Most items of a page, 1-500; 50 when absent.
            #[serde(default)]
            pub(in crate::mcp) limit: Option<u32>,
            /// About how long the answer may be, 500-50000; 8000 when absent. Estimated: one token for every 3 bytes of JSON.
            #[serde(default)]
            pub(in crate::mcp) max_tokens: Option<u32>,
        }

        impl $name {
            /// The part of the list, and the question without it.
            pub(in crate::mcp) fn split(mut self) -> (Self, Slice) {
                let slice = Slice {
                    cursor: self.cursor.take(),
                    limit: self.limit.take(),
                    max_tokens: self.max_tokens.take(),
                };
                (self, slice)
            }
        }
    };
}

list_input! {
    /// Input of `analyze_repository`.
    AnalyzeInput {
        /// List the facts of one kind (a `kind` of the summary's coverage: `interfaces`, `tests`, `configuration`,
        /// `dependencies`, `integrations`, …); the summary when absent.
        kind: Option<String>,
    }
}

list_input! {
    /// Input of `find_symbol`.
    SymbolInput demands {
        /// Name or part of a name, in any case; `Type.method` for a method.
        query: String
    } {
        /// Only symbols of this kind.
        kind: Option<SymbolKind>,
    }
}

/// Kinds of symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, serde::Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::mcp) enum SymbolKind {
    /// A function or method.
    Function,
    /// A struct, enum, alias or the like.
    Type,
    /// An interface or trait.
    Interface,
    /// A test.
    Test,
}

list_input! {
    /// Input of `get_module`.
    ModuleInput demands {
        /// Folder of a package or module, its import path, or a file; `.` for the root.
        path: String
    } {}
}

list_input! {
    /// Input of `list_endpoints`.
    EndpointsInput {
        /// Only endpoints whose path or handler contains this, in any case.
        contains: Option<String>,
        /// Only this method (`GET`).
        method: Option<String>,
        /// Only this protocol (`http`, `grpc`, …).
        protocol: Option<String>,
    }
}

list_input! {
    /// Input of `get_schema`.
    SchemaInput {
        /// Only tables whose name contains this, in any case.
        table: Option<String>,
    }
}

list_input! {
    /// Input of `compare_references`.
    CompareInput {
        /// Only this aspect: `structure`, `practice` or `delivery`.
        aspect: Option<String>,
    }
}

list_input! {
    /// Input of `get_gap`.
    GapInput {
        /// Only what is there to this degree.
        state: Option<GapState>,
        /// Only this kind of thing.
        kind: Option<GapSort>,
    }
}

/// How much of a thing is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::mcp) enum GapState {
    /// Evidence proves it.
    Present,
    /// Evidence shows a part.
    Partial,
    /// Nothing shows it.
    Absent,
}

impl From<GapState> for State {
    fn from(state: GapState) -> Self {
        match state {
            GapState::Present => Self::Present,
            GapState::Partial => Self::Partial,
            GapState::Absent => Self::Absent,
        }
    }
}

/// A kind of thing that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(transparent)]
pub(in crate::mcp) struct GapSort(pub(in crate::mcp) GapKind);

list_input! {
    /// Input of `scaffold_plan`.
    PlanInput {
        /// Write the plan to its place in the repository, merged with what people wrote there. Without it nothing is
        /// written.
        write: bool,
        /// Give only sections whose heading contains this, in any case.
        section: Option<String>,
    }
}

list_input! {
    /// Input of `check_plan`.
    CheckInput {
        /// The plan's file, relative to the repository; the repository's own plan when absent.
        path: Option<String>,
        /// Text of a plan that lies in no file; with `path` as the name that it would have.
        text: Option<String>,
    }
}

list_input! {
    /// Input of `plan_status`.
    StatusInput {
        /// The plan's file or folder, relative to the repository; the repository's own plan when absent.
        path: Option<String>,
    }
}

list_input! {
    /// Input of `list_questions`.
    QuestionsInput {
        /// Only questions that nobody and nothing has answered.
        open: bool,
        /// Only this group: `team`, `timeline`, `risk`, `quality` or `operations`.
        group: Option<String>,
    }
}

/// Input of `answer_question`.
#[derive(Clone, Debug, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::mcp) struct AnswerInput {
    /// Repository: a folder below a root of the server, or a root's name; the first root when absent.
    #[serde(default)]
    pub(in crate::mcp) repository: Option<String>,
    /// Identifier of the question (from `list_questions`).
    pub(in crate::mcp) id: String,
    /// What a person answered, in the form that the question expects. Never answer for people.
    pub(in crate::mcp) answer: String,
}
