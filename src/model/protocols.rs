//! What one file says about interfaces other than HTTP: remote procedures, GraphQL types, commands.
//! `analyze::protocols` makes routes of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, Route};

/// What one file says about interfaces other than HTTP.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProtocolFacts {
    /// Procedures of gRPC services: whole routes without a handler.
    pub procedures: Vec<Route>,
    /// Types of a GraphQL schema.
    pub graphql: GraphqlFacts,
    /// Commands of a command line.
    pub commands: CommandFacts,
    /// Messages that are published and consumed, requests to other services.
    pub events: Vec<Event>,
}

/// A message that code publishes or consumes, or a request that it makes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// The line of the name.
    #[serde(flatten)]
    pub at: Evidence,
    /// Kind of system, as integrations have it.
    pub kind: String,
    /// `publish`, `consume`, or `out` for a request.
    pub direction: String,
    /// What carries it: `exchange`, `queue`, `topic`, `subject`, `channel`, `stream`.
    pub what: String,
    /// Its name or address, where the file says it.
    pub name: Option<String>,
    /// The name as an expression.
    pub expression: String,
}

/// The object types of a GraphQL document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GraphqlFacts {
    /// Operation (`query`, `mutation`, `subscription`) and the name of its type, as a `schema` block says.
    pub roots: Vec<(String, String)>,
    /// Object types and extensions of them, in source order.
    pub types: Vec<GraphqlType>,
}

/// An object type, or an extension of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GraphqlType {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<GraphqlField>,
}

/// A field of an object type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct GraphqlField {
    /// Its name.
    pub name: String,
    /// 1-based line of the name.
    pub line: u32,
    /// Last line of its type.
    pub end_line: u32,
}

/// Commands of a command line as one file shows them; `analyze` joins them to whole command lines.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommandFacts {
    /// Commands, and nameless groups of commands, in source order.
    pub commands: Vec<Command>,
    /// Which commands hang below which.
    pub links: Vec<CommandLink>,
    /// Names that stand for something else: variables made by calls, results of functions.
    pub names: Vec<CommandName>,
    /// Calls that hand commands to functions.
    pub calls: Vec<CommandCall>,
    /// Commands that a program starts with.
    pub starts: Vec<CommandRef>,
}

/// A command, or a group of commands without a name of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Command {
    /// The line of the word that names it.
    #[serde(flatten)]
    pub at: Evidence,
    /// Library (`cobra`, `clap`, …).
    pub framework: String,
    /// The word that a user types; empty for a group, and for a program that is called like its module.
    pub word: String,
    /// It takes no word on the command line: a group.
    pub silent: bool,
    /// It is made by the command above it; without one it is no command.
    pub dependent: bool,
    /// The program itself stands before it.
    pub program: bool,
    /// What runs it.
    pub handler: String,
    /// Name under which other code has it: a variable, a type; empty for none.
    pub name: String,
    /// Function that it is made in; empty for none.
    pub in_func: String,
}

/// A place of a command in the tree of commands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommandLink {
    /// The command above.
    pub parent: CommandRef,
    /// The command below.
    pub child: CommandRef,
    /// The child is the parent under another name: what hangs below it hangs below the parent.
    pub merge: bool,
}

/// A name that stands for another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommandName {
    /// The name; empty for what the function `in_func` returns.
    pub name: String,
    /// Function that the name holds in; empty for the whole package.
    pub in_func: String,
    /// What it stands for.
    pub value: CommandRef,
}

/// A call with commands among its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CommandCall {
    /// The function as written.
    pub function: String,
    /// Function that the call stands in.
    pub in_func: String,
    /// The arguments.
    pub arguments: Vec<CommandRef>,
}

/// An expression that may be a command.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum CommandRef {
    /// Nothing that can be followed.
    #[default]
    Unknown,
    /// A command of the same file, by its place in the list.
    Here(u32),
    /// A name as written, seen from a function (empty for none).
    Name(String, String),
    /// What a function returns; as written, seen from a function.
    Result(String, String),
    /// A parameter of a function, by its position.
    Parameter(String, u32),
    /// A parameter that takes all arguments from its position on.
    Rest(String, u32),
}
