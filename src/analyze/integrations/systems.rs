//! Which libraries and images belong to which outside system. Embedded stores are not outside, and
//! libraries that serve several systems name none.

/// The system that library or import path `name` talks to.
pub(super) fn of_library(ecosystem: &str, name: &str) -> Option<&'static str> {
    let (table, separator, name) = match ecosystem {
        "go" => (GO, "/", without_versions(name)),
        "cargo" => (CRATES, "::", name.replace('-', "_")),
        _ => return None,
    };
    let fits = |prefix: &str| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(separator))
    };
    table.iter().find(|(prefix, _)| fits(prefix)).map(|(_, kind)| *kind)
}

/// `example.com/x/v2/y` is the same library as `example.com/x/y`.
fn without_versions(path: &str) -> String {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    path.split('/').filter(|part| !is_version(part)).collect::<Vec<_>>().join("/")
}

/// The system that a container of `image` runs.
pub(super) fn of_image(image: &str) -> Option<&'static str> {
    // `${IMAGE:-postgres:17}` says what it is in its default.
    let image = image.rsplit_once(":-").map_or(image, |(_, image)| image.trim_end_matches('}'));
    let image = image.split('@').next().unwrap_or_default();
    let (folder, last) = image.rsplit_once('/').unwrap_or(("", image));
    let last = last.split(':').next().unwrap_or_default();
    let owner = folder.rsplit('/').next().unwrap_or_default();
    let qualified = format!("{owner}/{last}");
    IMAGES.iter().find(|(name, _)| *name == last || *name == qualified).map(|(_, kind)| *kind)
}

/// Who speaks to whom, seen from this repository; empty where the kind does not tell.
pub(super) fn direction(kind: &str) -> &'static str {
    const OUT: [&str; 6] = ["datadog", "jaeger", "opentelemetry", "sentry", "smtp", "http"];
    match kind {
        "prometheus" => "in",
        "grpc" => "",
        _ if OUT.contains(&kind) => "out",
        _ => "both",
    }
}

/// Go modules and packages by path without major versions.
const GO: &[(&str, &str)] = &[
    ("cloud.google.com/go/pubsub", "google-pubsub"),
    ("cloud.google.com/go/storage", "google-storage"),
    ("connectrpc.com/connect", "grpc"),
    ("github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus", "azure-service-bus"),
    ("github.com/Azure/azure-sdk-for-go/sdk/storage/azblob", "azure-blob"),
    ("github.com/ClickHouse/clickhouse-go", "clickhouse"),
    ("github.com/DataDog/datadog-go", "datadog"),
    ("github.com/IBM/sarama", "kafka"),
    ("github.com/Nerzal/gocloak", "keycloak"),
    ("github.com/Shopify/sarama", "kafka"),
    ("github.com/apache/pulsar-client-go", "pulsar"),
    ("github.com/aws/aws-sdk-go-v2/service/dynamodb", "dynamodb"),
    ("github.com/aws/aws-sdk-go-v2/service/s3", "s3"),
    ("github.com/aws/aws-sdk-go-v2/service/secretsmanager", "aws-secrets-manager"),
    ("github.com/aws/aws-sdk-go-v2/service/sns", "sns"),
    ("github.com/aws/aws-sdk-go-v2/service/sqs", "sqs"),
    ("github.com/aws/aws-sdk-go/service/dynamodb", "dynamodb"),
    ("github.com/aws/aws-sdk-go/service/s3", "s3"),
    ("github.com/aws/aws-sdk-go/service/sns", "sns"),
    ("github.com/aws/aws-sdk-go/service/sqs", "sqs"),
    ("github.com/bradfitz/gomemcache", "memcached"),
    ("github.com/casdoor/casdoor-go-sdk", "casdoor"),
    ("github.com/confluentinc/confluent-kafka-go", "kafka"),
    ("github.com/denisenkom/go-mssqldb", "sqlserver"),
    ("github.com/eclipse/paho.mqtt.golang", "mqtt"),
    ("github.com/elastic/go-elasticsearch", "elasticsearch"),
    ("github.com/getsentry/sentry-go", "sentry"),
    ("github.com/go-pg/pg", "postgresql"),
    ("github.com/go-redis/redis", "valkey"),
    ("github.com/go-redsync/redsync", "valkey"),
    ("github.com/go-sql-driver/mysql", "mysql"),
    ("github.com/gocql/gocql", "cassandra"),
    ("github.com/gomodule/redigo", "valkey"),
    ("github.com/hashicorp/consul/api", "consul"),
    ("github.com/hashicorp/vault/api", "vault"),
    ("github.com/jackc/pgx", "postgresql"),
    ("github.com/lib/pq", "postgresql"),
    ("github.com/microsoft/go-mssqldb", "sqlserver"),
    ("github.com/minio/minio-go", "s3"),
    ("github.com/nats-io/nats.go", "nats"),
    ("github.com/nsqio/go-nsq", "nsq"),
    ("github.com/opensearch-project/opensearch-go", "opensearch"),
    ("github.com/prometheus/client_golang", "prometheus"),
    ("github.com/rabbitmq/amqp091-go", "rabbitmq"),
    ("github.com/redis/go-redis", "valkey"),
    ("github.com/redis/rueidis", "valkey"),
    ("github.com/segmentio/kafka-go", "kafka"),
    ("github.com/streadway/amqp", "rabbitmq"),
    ("github.com/twmb/franz-go", "kafka"),
    ("github.com/uptrace/bun/dialect/mysqldialect", "mysql"),
    ("github.com/uptrace/bun/dialect/pgdialect", "postgresql"),
    ("github.com/uptrace/bun/driver/pgdriver", "postgresql"),
    ("github.com/valkey-io/valkey-glide", "valkey"),
    ("github.com/valkey-io/valkey-go", "valkey"),
    ("github.com/wagslane/go-rabbitmq", "rabbitmq"),
    ("go.etcd.io/etcd/client", "etcd"),
    ("go.mongodb.org/mongo-driver", "mongodb"),
    ("go.opentelemetry.io/otel", "opentelemetry"),
    ("go.temporal.io/sdk", "temporal"),
    ("google.golang.org/grpc", "grpc"),
    ("gopkg.in/DataDog/dd-trace-go.v1", "datadog"),
    ("gorm.io/driver/mysql", "mysql"),
    ("gorm.io/driver/postgres", "postgresql"),
    ("gorm.io/driver/sqlserver", "sqlserver"),
    ("k8s.io/client-go", "kubernetes"),
    ("net/smtp", "smtp"),
];

/// Crates and paths in them, `_` for `-`.
const CRATES: &[(&str, &str)] = &[
    ("amqprs", "rabbitmq"),
    ("async_nats", "nats"),
    ("aws_sdk_dynamodb", "dynamodb"),
    ("aws_sdk_s3", "s3"),
    ("aws_sdk_sns", "sns"),
    ("aws_sdk_sqs", "sqs"),
    ("bb8_postgres", "postgresql"),
    ("bb8_redis", "valkey"),
    ("clickhouse", "clickhouse"),
    ("deadpool_lapin", "rabbitmq"),
    ("deadpool_postgres", "postgresql"),
    ("deadpool_redis", "valkey"),
    ("diesel::MysqlConnection", "mysql"),
    ("diesel::PgConnection", "postgresql"),
    ("diesel::mysql", "mysql"),
    ("diesel::pg", "postgresql"),
    ("elasticsearch", "elasticsearch"),
    ("etcd_client", "etcd"),
    ("fred", "valkey"),
    ("google_cloud_pubsub", "google-pubsub"),
    ("google_cloud_storage", "google-storage"),
    ("kube", "kubernetes"),
    ("lapin", "rabbitmq"),
    ("lettre", "smtp"),
    ("memcache", "memcached"),
    ("metrics_exporter_prometheus", "prometheus"),
    ("mongodb", "mongodb"),
    ("mysql", "mysql"),
    ("mysql_async", "mysql"),
    ("nats", "nats"),
    ("opensearch", "opensearch"),
    ("opentelemetry", "opentelemetry"),
    ("opentelemetry_otlp", "opentelemetry"),
    ("postgres", "postgresql"),
    ("prometheus", "prometheus"),
    ("prometheus_client", "prometheus"),
    ("pulsar", "pulsar"),
    ("rdkafka", "kafka"),
    ("redis", "valkey"),
    ("rskafka", "kafka"),
    ("rumqttc", "mqtt"),
    ("rust_s3", "s3"),
    ("scylla", "cassandra"),
    ("sentry", "sentry"),
    ("sqlx::MySqlPool", "mysql"),
    ("sqlx::PgConnection", "postgresql"),
    ("sqlx::PgPool", "postgresql"),
    ("sqlx::mysql", "mysql"),
    ("sqlx::postgres", "postgresql"),
    ("tiberius", "sqlserver"),
    ("tokio_postgres", "postgresql"),
    ("tonic", "grpc"),
    ("tracing_opentelemetry", "opentelemetry"),
    ("vaultrs", "vault"),
];

/// Images by repository name, with the owner where the name alone could be anything.
const IMAGES: &[(&str, &str)] = &[
    ("azurite", "azure-blob"),
    ("casdoor", "casdoor"),
    ("cassandra", "cassandra"),
    ("clickhouse", "clickhouse"),
    ("clickhouse-server", "clickhouse"),
    ("consul", "consul"),
    ("cp-kafka", "kafka"),
    ("dragonfly", "valkey"),
    ("eclipse-mosquitto", "mqtt"),
    ("elasticsearch", "elasticsearch"),
    ("etcd", "etcd"),
    ("jaegertracing/all-in-one", "jaeger"),
    ("kafka", "kafka"),
    ("kafka-native", "kafka"),
    ("keycloak", "keycloak"),
    ("keydb", "valkey"),
    ("mailhog", "smtp"),
    ("mailpit", "smtp"),
    ("mariadb", "mysql"),
    ("memcached", "memcached"),
    ("minio", "s3"),
    ("mongo", "mongodb"),
    ("mongodb", "mongodb"),
    ("mongodb-community-server", "mongodb"),
    ("mssql/server", "sqlserver"),
    ("mysql", "mysql"),
    ("nats", "nats"),
    ("opensearch", "opensearch"),
    ("opentelemetry-collector", "opentelemetry"),
    ("opentelemetry-collector-contrib", "opentelemetry"),
    ("otel-lgtm", "opentelemetry"),
    ("pgvector", "postgresql"),
    ("postgis", "postgresql"),
    ("postgres", "postgresql"),
    ("postgresql", "postgresql"),
    ("prometheus", "prometheus"),
    ("pulsar", "pulsar"),
    ("rabbitmq", "rabbitmq"),
    ("redis", "valkey"),
    ("redis-stack", "valkey"),
    ("redis-stack-server", "valkey"),
    ("redpanda", "kafka"),
    ("scylla", "cassandra"),
    ("seaweedfs", "s3"),
    ("temporalio/auto-setup", "temporal"),
    ("timescaledb", "postgresql"),
    ("valkey", "valkey"),
    ("vault", "vault"),
];
