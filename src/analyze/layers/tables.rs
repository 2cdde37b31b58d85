//! What dependencies, types and folder names say of a layer: data.

use crate::model::{Layer, Role};

/// What a dependency's role says of the package that imports it, in points and in words.
pub(super) const ROLES: [(Role, Layer, u32, &str); 14] = [
    (Role::WebFramework, Layer::Transport, 3, "a web framework"),
    (Role::Rpc, Layer::Transport, 2, "remote procedure calls"),
    (Role::Cli, Layer::Transport, 3, "a command-line library"),
    (Role::ApiDocs, Layer::Transport, 2, "API documentation"),
    (Role::SqlDriver, Layer::Adapter, 2, "an SQL database"),
    (Role::DocumentStore, Layer::Adapter, 2, "a document store"),
    (Role::Cache, Layer::Adapter, 2, "a cache"),
    (Role::Queue, Layer::Adapter, 2, "a message broker"),
    (Role::Cloud, Layer::Adapter, 2, "a cloud service"),
    (Role::HttpClient, Layer::Adapter, 2, "an HTTP client"),
    (Role::Migration, Layer::Adapter, 2, "migrations"),
    (Role::Configuration, Layer::Platform, 3, "configuration"),
    (Role::Telemetry, Layer::Platform, 1, "telemetry"),
    (Role::Testing, Layer::Test, 7, "a test library"),
];

/// What a package of a standard library says.
pub(super) const STD: [(&str, Layer, u32, &str); 8] = [
    ("database/sql", Layer::Adapter, 2, "an SQL database"),
    ("net/smtp", Layer::Adapter, 2, "mail"),
    ("net/rpc", Layer::Transport, 2, "remote procedure calls"),
    ("net/http/httptest", Layer::Test, 7, "a test library"),
    ("testing", Layer::Test, 7, "a test library"),
    ("log/slog", Layer::Platform, 1, "logging"),
    ("os/signal", Layer::Platform, 1, "signals"),
    ("flag", Layer::Transport, 1, "command-line flags"),
];

/// Types in a signature that only a request handler, or what makes one, has.
pub(super) const HANDLERS: [&str; 13] = [
    "http.ResponseWriter",
    "http.Handler",
    "fiber.Ctx",
    "fiber.Handler",
    "gin.Context",
    "gin.HandlerFunc",
    "echo.Context",
    "echo.HandlerFunc",
    "echo.MiddlewareFunc",
    "huma.Context",
    "fasthttp.RequestCtx",
    "HttpRequest",
    "axum::",
];

/// Types of standard and common libraries that hold a connection to another system.
pub(super) const CLIENTS: [&str; 4] =
    ["http.Client", "grpc.ClientConn", "reqwest::Client", "tonic::transport::Channel"];

/// Value libraries that a domain may use.
pub(super) const VALUES: [&str; 7] =
    ["uuid", "decimal", "ulid", "chrono", "time", "serde", "thiserror"];

/// Words in folder names, for ties.
pub(super) const FOLDERS: [(&str, Layer); 35] = [
    ("adapter", Layer::Adapter),
    ("adapters", Layer::Adapter),
    ("infra", Layer::Adapter),
    ("infrastructure", Layer::Adapter),
    ("persistence", Layer::Adapter),
    ("repository", Layer::Adapter),
    ("postgres", Layer::Adapter),
    ("mongodb", Layer::Adapter),
    ("redis", Layer::Adapter),
    ("rabbitmq", Layer::Adapter),
    ("port", Layer::Port),
    ("ports", Layer::Port),
    ("domain", Layer::Domain),
    ("model", Layer::Domain),
    ("models", Layer::Domain),
    ("entity", Layer::Domain),
    ("entities", Layer::Domain),
    ("app", Layer::Application),
    ("application", Layer::Application),
    ("service", Layer::Application),
    ("services", Layer::Application),
    ("usecase", Layer::Application),
    ("usecases", Layer::Application),
    ("command", Layer::Application),
    ("query", Layer::Application),
    ("http", Layer::Transport),
    ("grpc", Layer::Transport),
    ("api", Layer::Transport),
    ("handler", Layer::Transport),
    ("handlers", Layer::Transport),
    ("routes", Layer::Transport),
    ("config", Layer::Platform),
    ("bootstrap", Layer::Platform),
    ("mocks", Layer::Test),
    ("testutil", Layer::Test),
];

/// Words that a folder of test support is called by, alone or in front.
pub(super) const TEST_FOLDERS: [&str; 6] = ["test", "e2e", "end2end", "mock", "fake", "stub"];
