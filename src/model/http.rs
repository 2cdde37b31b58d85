//! Endpoints: registrations as a file shows them, and whole routes after assembly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, EvidenceClass, SymbolRef, is_default};

/// What one file says about routes; prefixes are joined by `analyze`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteFacts {
    /// Registrations in source order.
    pub calls: Vec<RouteCall>,
    /// Groups, nested routers and mounts in source order.
    pub groups: Vec<RouteGroup>,
    /// Texts with a name: constants and variables outside functions, `.field` for a field of a struct.
    #[serde(default, skip_serializing_if = "is_default")]
    pub constants: Vec<NamedText>,
    /// Functions that are handed on as values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub values: Vec<FunctionValue>,
}

/// A name that stands for a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NamedText {
    /// The name.
    pub name: String,
    /// What it stands for.
    pub parts: Vec<TextPart>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TextPart {
    /// As written.
    Text(String),
    /// What a name that the file does not declare stands for (`basePath`, `paths.Users`, `.prefix`).
    Name(String),
    /// Not known before the program runs.
    Unknown,
}

/// A function that a call or a list is given as a value, for somebody else to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FunctionValue {
    /// Function that receives it; the name of the variable or `.field` for an item of a list.
    pub to: String,
    /// Position among the arguments.
    #[serde(default, skip_serializing_if = "is_default")]
    pub position: u32,
    /// The function (`user.Register`, `h.Routes`).
    pub value: String,
    /// What is known of the value that it is a method of.
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Name of the function that it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: String,
}

/// One registration as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteCall {
    /// The line of the method's name.
    #[serde(flatten)]
    pub at: Evidence,
    /// Web framework the rule belongs to (`fiber`, `gin`, `chi`, `echo`, `net/http`, `axum`, `actix-web`).
    pub framework: String,
    /// HTTP method in capitals; `*` for any.
    pub method: String,
    /// Path as written, constants of the same file folded; `None` when it is not a constant.
    pub path: Option<String>,
    /// The path in pieces, when some of them are names of other files.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path_parts: Vec<TextPart>,
    /// Handler expression, innermost function when it is wrapped (`h.Create`).
    pub handler: String,
    /// Type of the request body when a wrapper names it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body_type: Option<String>,
    /// Middleware expressions in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub middleware: Vec<String>,
    /// Router expression that it is registered on (`v1`, `app`, `r.api`).
    pub receiver: String,
    /// Name of the function that it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: String,
    /// Byte offset of the end of the call, which decides what a variable holds at this point.
    pub offset: u64,
}

/// A router that takes its prefix from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteGroup {
    /// Where it is made.
    #[serde(flatten)]
    pub at: Evidence,
    /// What makes it a router.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: RouterKind,
    /// Variable or parameter that holds the new router; `.field` for a field of a struct, the
    /// expression itself for a router without a name, the mounted expression for a mount.
    pub name: String,
    /// Router expression it is made from; empty for a root.
    #[serde(default, skip_serializing_if = "is_default")]
    pub receiver: String,
    /// Prefix as written; `None` when it is not a constant.
    pub prefix: Option<String>,
    /// The prefix in pieces, when some of them are names of other files.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix_parts: Vec<TextPart>,
    /// Middleware expressions in order.
    #[serde(default, skip_serializing_if = "is_default")]
    pub middleware: Vec<String>,
    /// Name of the function that it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_func: String,
    /// First and last byte in which the group holds (a closure's body, else the rest of the function).
    /// What it is made from is looked up right before the first; of a mount the mounted router at the
    /// first, the receiver right before the last.
    pub scope: (u64, u64),
    /// Function that is called with the new router as an argument, when it is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub passed_to: Option<String>,
    /// What is known of the value that `passed_to` or the receiver's function is a method of: its type
    /// (`*user.Handler`), or the call that made it (`user.NewHandler()`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub owner: String,
    /// Type whose method it stands in.
    #[serde(default, skip_serializing_if = "is_default")]
    pub in_type: String,
    /// Position among the arguments of `passed_to`, or of the parameter in its function; 0-based.
    #[serde(default, skip_serializing_if = "is_default")]
    pub position: u32,
}

/// What makes a router.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum RouterKind {
    /// Made from another router, or another name for it.
    #[default]
    Group,
    /// Made by itself; whoever mounts it gives it a prefix.
    Root,
    /// Handed in by whoever calls the function.
    Parameter,
    /// Not a new router: an existing one is hung below the receiver.
    Mount,
}

/// One endpoint.
#[expect(clippy::struct_excessive_bools, reason = "marks of a fact, as the contract names them")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Route {
    /// The line of the method's name in the registration.
    #[serde(flatten)]
    pub at: Evidence,
    /// `http`, `grpc`, `graphql` or `cli`.
    pub protocol: String,
    /// HTTP method in capitals, `*` for any. Of a remote procedure `UNARY`, `CLIENT_STREAM`, `SERVER_STREAM` or
    /// `BIDI_STREAM`, of a GraphQL field `QUERY`, `MUTATION` or `SUBSCRIPTION`, of a command empty.
    pub method: String,
    /// Whole path with `{name}` for every parameter; `/package.Service/Method`, the name of a GraphQL field, or
    /// the words of a command line.
    pub path: String,
    /// Handler expression.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handler: String,
    /// The function that the handler expression names, when it is one of the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handler_at: Option<SymbolRef>,
    /// Web framework of the registration; `protobuf`, `graphql`, or the library of the command line.
    pub kind: String,
    /// Prefix that came from groups.
    #[serde(default, skip_serializing_if = "is_default")]
    pub group_prefix: String,
    /// Whether every part of the prefix is known; when false, `path` is only its known end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub prefix_known: bool,
    /// Middleware of the route and its groups, outermost first.
    #[serde(default, skip_serializing_if = "is_default")]
    pub middleware: Vec<String>,
    /// Whether a middleware authenticates, judged by its name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub auth: bool,
    /// Resource that authorization asks for, where it is a constant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub auth_resource: Option<String>,
    /// Action that authorization asks for, where it is a constant.
    #[serde(default, skip_serializing_if = "is_default")]
    pub auth_action: Option<String>,
    /// Whether a middleware asks for a licence, judged by its name.
    #[serde(default, skip_serializing_if = "is_default")]
    pub license: bool,
    /// What it serves the operation of the service with (`health`, `metrics`, `documentation`,
    /// `profiling`, `static`); absent for what the service is there for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub infrastructure: Option<String>,
    /// Type of the request body, when known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body_type: Option<String>,
    /// Registered in test code: not an endpoint of the product.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
    /// HTTP requests that a gateway maps to a remote procedure, as `METHOD /path`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub http: Vec<String>,
}

/// What stands for a handler that has no name.
const NAMELESS: &[&str] = &["closure", "func literal"];

impl Route {
    /// The handler, where it is code that can be looked up and not a description of code without a name.
    pub fn named_handler(&self) -> Option<&str> {
        Some(self.handler.as_str()).filter(|name| !name.is_empty() && !NAMELESS.contains(name))
    }

    /// A route of which nothing but its place, protocol and kind is said; in test code by its evidence.
    pub fn plain(at: Evidence, protocol: &'static str, kind: &str) -> Self {
        Self {
            test: at.class == EvidenceClass::Test,
            at,
            protocol: protocol.into(),
            method: String::new(),
            path: String::new(),
            handler: String::new(),
            handler_at: None,
            kind: kind.to_owned(),
            group_prefix: String::new(),
            prefix_known: true,
            middleware: Vec::new(),
            auth: false,
            auth_resource: None,
            auth_action: None,
            license: false,
            infrastructure: None,
            body_type: None,
            http: Vec::new(),
        }
    }

    /// Whether it is an HTTP endpoint that ships.
    pub fn is_endpoint(&self) -> bool {
        self.protocol == "http" && !self.test
    }
}

/// An `OpenAPI` or Swagger document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpenapiDocument {
    /// The document.
    #[serde(flatten)]
    pub at: Evidence,
    /// Title of the API.
    #[serde(default, skip_serializing_if = "is_default")]
    pub title: String,
    /// Version of the specification the document is written in (`3.0.3`, `2.0`).
    pub version: String,
    /// Its operations.
    pub operations: Vec<OpenapiOperation>,
}

/// One operation of an `OpenAPI` document.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct OpenapiOperation {
    /// HTTP method in capitals.
    pub method: String,
    /// Path with the base path of a Swagger 2 document in front.
    pub path: String,
    /// 1-based line of the method key; 0 when the parser gives none.
    pub line: u32,
}
