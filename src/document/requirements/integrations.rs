//! Outside systems that a PRD or TRD names in its sections about them.

use std::collections::BTreeSet;

use super::{page::Page, rows, topic::Topic};
use crate::{
    document::{body, words},
    model::{Block, BlockKind, RequiredIntegration},
};

/// Reads the integrations of one page.
pub(super) fn read(page: &mut Page<'_>, found: &mut Vec<RequiredIntegration>) {
    let mut known: BTreeSet<String> = found.iter().map(|known| words::key(&known.name)).collect();
    if !page.requires() {
        return;
    }
    let mut head: Option<&Block> = None;
    for (place, block) in page.blocks() {
        head = match block.kind {
            BlockKind::TableHead => Some(block),
            BlockKind::TableRow => head,
            _ => None,
        };
        let about = page.standing(place.0).topic == Topic::Integrations;
        let listed = head.is_none_or(lists_systems);
        let named = name(block).filter(|name| about && listed && !is_code(name));
        let Some(name) = named else { continue };
        page.claim(place);
        if !known.insert(words::key(&name)) {
            continue;
        }
        found.push(RequiredIntegration {
            at: page.evidence("integration", block.span),
            id: format!("IN-{}", found.len() + 1),
            kind: kind(&name, &block.text).to_owned(),
            name,
            text: if block.cells.is_empty() {
                block.text.clone()
            } else {
                rows::told(head, block, &[])
            },
        });
    }
}

/// The name that a block gives to an outside system.
fn name(block: &Block) -> Option<String> {
    match block.kind {
        BlockKind::TableRow => {
            block.cells.iter().find(|cell| cell.contains(char::is_alphabetic)).cloned()
        }
        BlockKind::ListItem if block.depth == 0 && !block.label.is_empty() => {
            is_system(&block.label, &block.text).then(|| block.label.clone())
        }
        BlockKind::ListItem if block.depth == 0 => short_name(&block.text),
        BlockKind::Paragraph if !block.label.is_empty() && !body(block).is_empty() => {
            is_system(&block.label, &block.text).then(|| block.label.clone())
        }
        _ => None,
    }
}

/// Whether a name is a path or a member in code (`shared/outbox`, `shared.App`): a part of this
/// program, not a system outside.
fn is_code(name: &str) -> bool {
    let word = name.split_whitespace().next().unwrap_or_default();
    let parts = word.split(['/', '.', ':']).filter(|part| !part.is_empty()).count();
    word.starts_with(char::is_lowercase) && (parts > 1 || word.ends_with('/'))
}

/// Whether a table lists systems: its first column is about nothing else.
fn lists_systems(head: &Block) -> bool {
    const OTHERS: &[&str] = &[
        "setting",
        "settings",
        "parameter",
        "field",
        "key",
        "variable",
        "config",
        "configuration",
        "mode",
        "option",
        "event",
        "events",
        "error",
        "code",
        "status",
        "scenario",
        "test",
        "header",
        "topic",
        "queue",
        "exchange",
        "method",
        "endpoint",
        "step",
        "phase",
        "aspect",
        "metric",
        "campo",
        "parametro",
        "evento",
        "erro",
    ];
    let first = head.cells.iter().map(|cell| words::key(cell)).find(|key| !key.trim().is_empty());
    !first.is_some_and(|key| words::has_any(&key, OTHERS))
}

/// Whether a label names a system and is no remark, setting or mode of one.
fn is_system(label: &str, text: &str) -> bool {
    let key = words::key(label);
    if is_remark(label) || words::has_any(&key, SETTINGS) || key.split_whitespace().count() > 6 {
        return false;
    }
    let named = by_words(label).is_some() || words::has_any(&key, SYSTEMS);
    let proper = label
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase) || JOINTS.contains(&word));
    named || (proper && !text.trim_end().ends_with(':'))
}

/// Words within names of systems that are written small.
const JOINTS: &[&str] = &["of", "and", "for", "the", "e", "de", "da", "do"];

/// Nouns that name systems.
const SYSTEMS: &[&str] = &[
    "service", "gateway", "provider", "ledger", "plugin", "sdk", "server", "broker", "platform",
    "bank", "database", "cache", "servico", "provedor", "banco",
];

/// Words of labels that tell how systems talk, and name none.
const SETTINGS: &[&str] = &[
    "mode",
    "modes",
    "setting",
    "settings",
    "config",
    "configuration",
    "policy",
    "strategy",
    "sync",
    "async",
    "synchronous",
    "asynchronous",
    "inbound",
    "outbound",
    "upstream",
    "downstream",
    "version",
    "versioning",
    "rate limit",
    "rate limits",
    "rate limiting",
    "batch size",
    "polling",
    "retries",
    "retry policy",
    "circuit breaker",
    "timeouts",
    "error handling",
    "idempotency",
    "data format",
    "security",
    "testing",
    "tests",
    "required",
    "optional",
    "enabled",
    "disabled",
    "default",
    "key features",
    "requirements",
    "events",
    "fallback",
    "modo",
    "sincrono",
    "assincrono",
];

/// The words before the first separator, when they are few enough for a name and name a known kind.
fn short_name(text: &str) -> Option<String> {
    let (name, _) = words::split_at_first(text, &[":", " — ", " – ", " - "]).unwrap_or((text, ""));
    let name = name.trim_end_matches(['.', ' ']);
    let few = name.split_whitespace().count() <= 4;
    (few && by_words(name).is_some()).then(|| name.to_owned())
}

/// Labels that say something about an integration instead of naming one.
fn is_remark(label: &str) -> bool {
    const REMARKS: &[&str] = &[
        "purpose",
        "protocol",
        "authentication",
        "note",
        "notes",
        "endpoint",
        "endpoints",
        "timeout",
        "retry",
        "error handling",
        "data flow",
        "fallback",
        "proposito",
        "protocolo",
        "status",
        "type",
        "description",
        "method",
        "pattern",
        "format",
        "direction",
        "frequency",
    ];
    let key = words::key(label);
    REMARKS.iter().any(|remark| words::is(&key, remark))
}

/// Kinds by the words that tell them; a name decides before the text around it.
const KINDS: &[(&str, &[&str])] = &[
    ("postgresql", &["postgresql", "postgres"]),
    ("mysql", &["mysql", "mariadb"]),
    ("valkey", &["valkey", "redis"]),
    ("mongodb", &["mongodb", "mongo", "documentdb"]),
    ("rabbitmq", &["rabbitmq", "amqp"]),
    ("kafka", &["kafka", "redpanda"]),
    ("nats", &["nats"]),
    ("s3", &["s3", "seaweedfs", "minio", "object storage"]),
    ("opentelemetry", &["opentelemetry", "otel", "otlp", "jaeger", "tempo", "grafana"]),
    (
        "auth",
        &[
            "access manager",
            "auth",
            "oauth",
            "oauth2",
            "oidc",
            "casdoor",
            "keycloak",
            "identity",
            "jwt",
            "sso",
        ],
    ),
    ("license", &["license", "licence", "licensing", "licenca"]),
    ("grpc", &["grpc"]),
    ("http", &["http", "https", "rest", "api", "apis", "webhook", "webhooks"]),
];

fn kind(name: &str, text: &str) -> &'static str {
    // The words around a package's path tell what it uses, not what it is.
    let text = if name.contains('/') { None } else { by_words(text) };
    by_words(name).or(text).unwrap_or("service")
}

fn by_words(text: &str) -> Option<&'static str> {
    let key = words::key(text);
    KINDS.iter().find(|(_, names)| words::has_any(&key, names)).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_from_words() {
        assert_eq!(kind("Valkey/Redis", "cache"), "valkey");
        assert_eq!(kind("Access Manager", "checks tokens over REST"), "auth");
        assert_eq!(kind("Ledger", "its REST API"), "http");
        assert_eq!(kind("Ledger", "posts transfers"), "service");
        assert_eq!(kind("License SDK", ""), "license");
    }

    #[test]
    fn labels_that_say_how_are_no_systems() {
        assert!(is_code("shared/outbox") && is_code("shared.App / *Launcher"));
        assert!(!is_code("Valkey/Redis") && !is_code("ledger API"));
        assert!(is_system("Ledger", "Ledger: asks before it books"));
        assert!(is_system("Bank of Examples", "Bank of Examples: pays"));
        assert!(is_system("payment gateway", "payment gateway: pays"));
        for label in
            ["Synchronous mode", "Retry policy", "Protocol", "how it is called", "Settings"]
        {
            assert!(!is_system(label, label), "{label}");
        }
    }
}
