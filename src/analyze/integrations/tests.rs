//! Systems from small files of every kind of evidence.

use super::{find, names, systems};
use crate::{
    extract::file,
    language::Registry,
    model::{EvidenceClass, FileFacts, Import, Setting, Source},
};

fn facts(path: &str, text: &str) -> FileFacts {
    file(&Registry::new(&[]).unwrap(), &path.into(), text.as_bytes(), false)
}

fn source(facts: &FileFacts) -> Source {
    Source { class: EvidenceClass::Implementation, ..facts.source() }
}

/// A Go file that imports `import` on line 3 and does nothing else.
fn go(path: &str, import: &str) -> FileFacts {
    let mut found = facts(path, "package a\n");
    let at = source(&found).evidence("go.import", 3, 3).without_class();
    let import = Import {
        at,
        path: import.into(),
        alias: None,
        class: crate::model::ImportClass::default(),
    };
    found.imports = vec![import];
    found
}

fn settings(path: &str, keys: &[&str]) -> FileFacts {
    let mut found = facts(path, "");
    let source = source(&found);
    let setting = |(line, key): (u32, &&str)| Setting {
        at: source.evidence("env", line, line),
        key: (*key).to_owned(),
        kind: "dotenv".to_owned(),
        default: None,
        required: false,
    };
    found.configuration = (1..).zip(keys).map(setting).collect();
    found
}

#[track_caller]
fn check(facts: &[FileFacts], expected: &[&str]) {
    let found = find(facts);
    let found = found.iter().map(|fact| {
        format!(
            "{} {} {} {} via {}",
            fact.at.citation(),
            fact.kind,
            fact.name,
            fact.direction,
            fact.via
        )
    });
    assert_eq!(found.collect::<Vec<_>>(), expected);
}

const GO_MOD: &str = "module a.b/c\nrequire github.com/jackc/pgx/v5 v5.1.0\nrequire github.com/nats-io/nats.go v1.0.0 // indirect\n";
const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n  cache:\n    image: valkey/valkey:8\n  app:\n    build: .\n";

#[test]
fn the_strongest_evidence_speaks_for_a_system() {
    check(
        &[facts("go.mod", GO_MOD), facts("compose.yaml", COMPOSE)],
        &[
            "compose.yaml:4 valkey valkey both via service cache",
            "go.mod:2 postgresql postgresql both via dependency github.com/jackc/pgx/v5",
        ],
    );
    let code = go("internal/db.go", "github.com/jackc/pgx/v5/pgxpool");
    check(
        &[facts("go.mod", GO_MOD), code, settings(".env.example", &["POSTGRES_HOST"])],
        &["internal/db.go:3 postgresql postgresql both via import github.com/jackc/pgx/v5/pgxpool"],
    );
}

#[test]
fn tests_and_examples_show_nothing() {
    let mut test = go("internal/db_test.go", "github.com/jackc/pgx/v5/pgtype");
    test.file.test = true;
    check(&[test.clone(), facts("go.mod", GO_MOD)], &[]);
    check(
        &[
            test,
            facts("tests/go.mod", GO_MOD),
            facts("docker-compose.test.yml", COMPOSE),
            go("examples/main.go", "github.com/nats-io/nats.go"),
            facts("Cargo.toml", "[dev-dependencies]\nredis = \"0.27\"\n"),
        ],
        &[],
    );
}

#[test]
fn crates_and_keys_show_systems() {
    let manifest = "[dependencies]\ntokio-postgres = \"0.7\"\nsqlx = \"0.8\"\nlapin = \"2\"\n";
    let keys = ["PAYMENT_SERVICE_URL", "DB_HOST", "OTEL_EXPORTER_OTLP_ENDPOINT"];
    check(
        &[facts("Cargo.toml", manifest), settings(".env.example", &keys)],
        &[
            ".env.example:1 http payment out via key PAYMENT_SERVICE_URL",
            ".env.example:3 opentelemetry opentelemetry out via key OTEL_EXPORTER_OTLP_ENDPOINT",
            "Cargo.toml:2 postgresql postgresql both via dependency tokio-postgres",
            "Cargo.toml:4 rabbitmq rabbitmq both via dependency lapin",
        ],
    );
}

#[track_caller]
fn check_key(key: &str, default: Option<&str>, expected: Option<(&str, &str)>) {
    let found = names::of_key(key, default);
    assert_eq!(found.as_ref().map(|(kind, name)| (*kind, name.as_str())), expected, "{key}");
}

#[test]
fn keys_name_systems_only_by_clear_words() {
    check_key("MONGO_URI", None, Some(("mongodb", "mongodb")));
    check_key("REDIS_PASSWORD", None, None);
    check_key("DATABASE_URL", Some("postgres://u@h/db"), Some(("postgresql", "postgresql")));
    check_key("DATABASE_URL", None, None);
    check_key("RISK_ENGINE_API_BASE_URL", None, Some(("http", "risk-engine")));
    check_key("LEDGER_GRPC_ADDR", None, Some(("grpc", "ledger")));
    check_key("BASE_URL", None, None);
    check_key("APP_BASE_URL", None, None);
    check_key("TEST_LEDGER_SERVICE_URL", None, None);
    check_key("URL", None, None);
}

#[test]
fn images_are_known_by_repository() {
    let check = |image: &str, expected| assert_eq!(systems::of_image(image), expected, "{image}");
    check("docker.io/bitnami/postgresql:16@sha256:ab", Some("postgresql"));
    check("localhost:5000/redis", Some("valkey"));
    check("${DB_IMAGE:-mongo:8}", Some("mongodb"));
    check("mcr.microsoft.com/mssql/server:2022-latest", Some("sqlserver"));
    check("registry/house/server", None);
    check("", None);
}
