//! Calls: what a file shows of them, and the edges between functions that `analyze` makes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Name, SymbolRef, is_default};

/// A function that calls another one of the repository.
///
/// One edge for each pair of functions, at the first call; calls to other modules are left out. A call through
/// an interface leads to the interface's method: `implementations` says who may answer it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Call {
    /// The line of the called name.
    #[serde(flatten)]
    pub at: Evidence,
    /// The function around the call, in the same file.
    pub caller: Caller,
    /// The function, method or interface's method that is called.
    pub callee: SymbolRef,
    /// Whether the callee runs, or one of those that implement it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub certainty: Certainty,
}

/// A declared function by its place in a file that is named beside it.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Caller {
    /// Its name.
    pub name: Name,
    /// Its line.
    pub line: u32,
}

/// How sure it is that the callee is what runs.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The callee has the body that runs.
    #[default]
    Direct,
    /// The callee is an interface's or a trait's method; what runs is known only when the program does.
    Interface,
}

/// What one file shows of calls: the functions in it, what they call, and what the names in them stand for.
///
/// Texts and expressions are named by their numbers in `texts` and `expressions`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CallFacts {
    /// Names and types as written.
    pub texts: TextList,
    /// Expressions that calls and bindings are made of; the parts of one come before it.
    pub expressions: Vec<Expression>,
    /// Declared functions with a body, by their first byte.
    pub callers: Vec<CallingFunction>,
    /// Names and what they stand for, by name, then by the byte from which they hold.
    pub bindings: Vec<Binding>,
    /// Calls in the order of the source.
    pub calls: Vec<CallSite>,
}

/// Texts one behind the other, known by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TextList {
    text: String,
    /// The byte behind each of them.
    ends: Vec<u32>,
}

impl TextList {
    /// Puts a text behind the others and gives its number.
    pub fn push(&mut self, text: &str) -> u32 {
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        number
    }

    /// The text with a number.
    pub fn get(&self, number: u32) -> Option<&str> {
        let place = usize::try_from(number).ok()?;
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        let (start, end) = (start.unwrap_or_default(), end);
        self.text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// The texts by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..).map_while(|number| self.get(number))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives back memory that is kept for more.
    pub fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// A declared function with a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CallingFunction {
    /// Number of the text of its name.
    pub name: u32,
    /// 1-based line of its name.
    pub line: u32,
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// A name that stands for a value in a part of the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Binding {
    /// Number of the text of the name.
    pub name: u32,
    /// First byte from which it holds.
    pub from: u32,
    /// The byte after the last; 0 for a name of the whole package.
    pub end: u32,
    /// Number of the expression that it stands for.
    pub value: u32,
}

/// One call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CallSite {
    /// Number of the expression, a [`Expression::Call`].
    pub expression: u32,
    /// 1-based line of the called name.
    pub line: u32,
    /// Number of the function around it.
    pub caller: u32,
}

/// What an expression is, as far as it says whose method is called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Expression {
    /// Nothing that is followed.
    #[default]
    Unknown,
    /// A name or a path of names.
    Name {
        /// Number of the text.
        text: u32,
        /// Byte of its use, which decides what it stands for.
        at: u32,
    },
    /// A field or method of a value, or a name in a package.
    Field {
        /// Number of the expression before it.
        of: u32,
        /// Number of the text of its name.
        name: u32,
    },
    /// The result of a call.
    Call {
        /// Number of the expression that is called.
        of: u32,
    },
    /// A value of the type that the text says.
    Typed {
        /// Number of the text.
        text: u32,
    },
    /// An element of a list or map.
    Element {
        /// Number of the list's expression.
        of: u32,
    },
    /// One of several results.
    Result {
        /// Number of the call's expression.
        of: u32,
        /// 0-based.
        position: u32,
    },
    /// What is inside an option or result.
    Inside {
        /// Number of the expression around it.
        of: u32,
    },
}
