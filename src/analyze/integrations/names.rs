//! Configuration keys that name an outside system: by a word with one meaning, by the scheme of the
//! default, or by the house's way to name other services.

/// Kind and name of the system that `key` points to.
pub(super) fn of_key(key: &str, default: Option<&str>) -> Option<(&'static str, String)> {
    let words: Vec<String> = key.split(['_', '-', '.']).map(str::to_ascii_uppercase).collect();
    let (last, head) = words.split_last()?;
    if !PLACES.contains(&last.as_str()) || head.first().is_some_and(|word| is_foreign(word)) {
        return None;
    }
    let word = head.iter().find_map(|word| system(word));
    let kind = word.or_else(|| default.and_then(scheme));
    kind.map(|kind| (kind, kind.to_owned())).or_else(|| service(head))
}

/// Last words of keys that say where something is.
const PLACES: [&str; 12] = [
    "ADDR",
    "ADDRESS",
    "BROKERS",
    "CLUSTER",
    "DSN",
    "ENDPOINT",
    "ENDPOINTS",
    "HOST",
    "HOSTS",
    "SERVERS",
    "URI",
    "URL",
];

/// First words of keys that serve tests, not the program.
fn is_foreign(word: &str) -> bool {
    matches!(word, "TEST" | "TESTS" | "E2E" | "MOCK")
}

/// Words with one meaning, and the kind they mean.
const WORDS: [(&str, &str); 41] = [
    ("AMQP", "rabbitmq"),
    ("CASDOOR", "casdoor"),
    ("CASSANDRA", "cassandra"),
    ("CLICKHOUSE", "clickhouse"),
    ("CONSUL", "consul"),
    ("DYNAMODB", "dynamodb"),
    ("ELASTIC", "elasticsearch"),
    ("ELASTICSEARCH", "elasticsearch"),
    ("ETCD", "etcd"),
    ("JAEGER", "jaeger"),
    ("KAFKA", "kafka"),
    ("KEYCLOAK", "keycloak"),
    ("LDAP", "ldap"),
    ("MARIADB", "mysql"),
    ("MEMCACHED", "memcached"),
    ("MINIO", "s3"),
    ("MONGO", "mongodb"),
    ("MONGODB", "mongodb"),
    ("MQTT", "mqtt"),
    ("MYSQL", "mysql"),
    ("NATS", "nats"),
    ("OPENSEARCH", "opensearch"),
    ("OTEL", "opentelemetry"),
    ("OTLP", "opentelemetry"),
    ("PG", "postgresql"),
    ("POSTGRES", "postgresql"),
    ("POSTGRESQL", "postgresql"),
    ("PULSAR", "pulsar"),
    ("RABBIT", "rabbitmq"),
    ("RABBITMQ", "rabbitmq"),
    ("REDIS", "valkey"),
    ("S3", "s3"),
    ("SEAWEEDFS", "s3"),
    ("SENTRY", "sentry"),
    ("SMTP", "smtp"),
    ("SNS", "sns"),
    ("SQS", "sqs"),
    ("TEMPORAL", "temporal"),
    ("VALKEY", "valkey"),
    ("VAULT", "vault"),
    ("ZIPKIN", "zipkin"),
];

fn system(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// Schemes of addresses that belong to one system.
const SCHEMES: [(&str, &str); 12] = [
    ("amqp", "rabbitmq"),
    ("amqps", "rabbitmq"),
    ("clickhouse", "clickhouse"),
    ("mongodb", "mongodb"),
    ("mongodb+srv", "mongodb"),
    ("mysql", "mysql"),
    ("nats", "nats"),
    ("postgres", "postgresql"),
    ("postgresql", "postgresql"),
    ("redis", "valkey"),
    ("rediss", "valkey"),
    ("valkey", "valkey"),
];

fn scheme(default: &str) -> Option<&'static str> {
    let (scheme, _) = default.trim_start_matches(['"', '\'']).split_once("://")?;
    SCHEMES.iter().find(|(known, _)| *known == scheme).map(|(_, kind)| *kind)
}

/// `PAYMENT_SERVICE_URL`, `PAYMENT_BASE_URL` and `PAYMENT_API_URL` name a service `payment`;
/// `PAYMENT_GRPC_ADDR` one that is called by gRPC.
fn service(head: &[String]) -> Option<(&'static str, String)> {
    const OWN: [&str; 12] = [
        "API",
        "APP",
        "APPLICATION",
        "BASE",
        "FRONTEND",
        "HTTP",
        "PUBLIC",
        "SELF",
        "SERVER",
        "SERVICE",
        "SITE",
        "SWAGGER",
    ];
    let (role, name) = head.split_last()?;
    let kind = match role.as_str() {
        "API" | "BASE" | "SERVICE" => "http",
        "GRPC" => "grpc",
        _ => return None,
    };
    // The words before may add a second role (`PAYMENT_API_BASE_URL`) or be the program's own.
    let name: Vec<&str> = name.iter().map(String::as_str).collect();
    let ends = name.iter().rposition(|word| !OWN.contains(word))?;
    let name = name.get(..=ends)?.join("-").to_ascii_lowercase();
    Some((kind, name))
}
