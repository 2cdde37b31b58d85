//! Endpoints: registrations as a file shows them, and whole routes after assembly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Evidence, SymbolRef, is_default};

/// What one file says about routes; prefixes are joined by `analyze`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RouteFacts {
    /// Registrations in source order.
    pub calls: Vec<RouteCall>,
    /// Groups, nested routers and mounts in source order.
    pub groups: Vec<RouteGroup>,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Route {
    /// The line of the method's name in the registration.
    #[serde(flatten)]
    pub at: Evidence,
    /// `http` for now; `grpc`, `graphql`, `cli` later.
    pub protocol: String,
    /// HTTP method in capitals; `*` for any.
    pub method: String,
    /// Whole path with `{name}` for every parameter.
    pub path: String,
    /// Handler expression.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handler: String,
    /// The function that the handler expression names, when it is one of the repository.
    #[serde(default, skip_serializing_if = "is_default")]
    pub handler_at: Option<SymbolRef>,
    /// Web framework of the registration.
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
    /// Type of the request body, when known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub body_type: Option<String>,
    /// Registered in test code: not an endpoint of the product.
    #[serde(default, skip_serializing_if = "is_default")]
    pub test: bool,
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
