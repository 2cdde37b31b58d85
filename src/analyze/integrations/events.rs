//! Messages and requests with the names of their other sides: constants, configuration keys that a field
//! is filled from, hosts of addresses.

use std::collections::BTreeMap;

use super::is_shipping;
use crate::model::{Event, FileFacts, Integration};

/// Configuration keys by the name of the field that they fill; a field of two keys has none.
type Fields<'a> = BTreeMap<&'a str, Option<&'a str>>;

/// One fact per kind, direction and name, at its first place.
pub(super) fn find(facts: &[FileFacts]) -> Vec<Integration> {
    let fields = fields(facts);
    let shipping = facts.iter().filter(|file| is_shipping(&file.file) && !file.file.generated);
    let events = shipping.flat_map(|file| &file.protocols.events);
    let mut found: Vec<Integration> =
        events.filter_map(|event| integration(event, &fields)).collect();
    found.sort_by(|a, b| {
        let key = |one: &Integration| (one.kind.clone(), one.direction.clone(), one.name.clone());
        (key(a), &a.at).cmp(&(key(b), &b.at))
    });
    // Without a name each place is a fact of its own.
    found.dedup_by(|next, kept| {
        let same =
            (&next.kind, &next.direction, &next.name) == (&kept.kind, &kept.direction, &kept.name);
        same && (next.name != next.kind || next.via == kept.via)
    });
    found
}

fn integration(event: &Event, fields: &Fields<'_>) -> Option<Integration> {
    let key = || {
        let own = environment_key(&event.expression);
        let field = event.expression.rsplit('.').next().filter(|_| event.expression.contains('.'));
        let filled = field.and_then(|field| fields.get(field).copied().flatten());
        own.or(filled)
    };
    let request = event.direction == "out";
    let (name, known_by) = match &event.name {
        Some(text) if request => (host(text)?.to_owned(), "constant"),
        Some(text) => (text.clone(), "constant"),
        None => match key() {
            Some(key) => (key.to_owned(), "key"),
            // A request to an address that is built elsewhere names nobody.
            None if request => return None,
            None => (event.kind.clone(), "value"),
        },
    };
    let does = match event.direction.as_str() {
        "publish" => format!("publish to {}", event.what),
        "consume" => format!("consume from {}", event.what),
        _ => "request to".to_owned(),
    };
    let via = match known_by {
        "value" => format!("{does} `{}`", event.expression),
        "key" => format!("{does} of key {name}").replace("to of key", "to the address of key"),
        _ => format!("{does} {name}"),
    };
    Some(Integration {
        at: event.at.clone(),
        kind: event.kind.clone(),
        direction: event.direction.clone(),
        name,
        via,
    })
}

/// The key in `os.Getenv("KEY")`.
fn environment_key(expression: &str) -> Option<&str> {
    let (function, rest) = expression.split_once('(')?;
    let reads = function.to_ascii_lowercase().ends_with("env") || function.ends_with("env::var");
    let key = rest.split(['"', ')', ',']).nth(1)?;
    (reads && !key.is_empty()).then_some(key)
}

/// The host of an address; addresses of this machine and of no machine name nobody.
fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    let own = matches!(host, "" | "localhost" | "127.0.0.1" | "0.0.0.0" | "example.com");
    let is_plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    (scheme.starts_with("http") && !own && is_plain).then_some(host)
}

fn fields(facts: &[FileFacts]) -> Fields<'_> {
    let mut fields = Fields::new();
    let shipping = facts.iter().filter(|file| is_shipping(&file.file));
    for member in shipping.flat_map(|file| &file.types).flat_map(|one| &one.members) {
        let Some(key) = tagged(&member.tag) else { continue };
        let known = fields.entry(member.name.as_str()).or_insert(Some(key));
        *known = known.filter(|known| *known == key);
    }
    fields
}

/// The key that a field's tag names.
fn tagged(tag: &str) -> Option<&str> {
    let value = ["env:\"", "envconfig:\""].iter().find_map(|name| {
        let (before, rest) = tag.split_once(name)?;
        (before.is_empty() || before.ends_with([' ', '`'])).then_some(rest)
    })?;
    let key = value.split(['"', ',']).next()?.trim();
    (!key.is_empty() && key != "-").then_some(key)
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::{extract::file, language::Registry};

    /// Events of one Go file with an import, as `line kind direction name via`.
    #[track_caller]
    fn check(import: &str, body: &str, expected: &[&str]) {
        let text = format!("package a\n\nimport \"{import}\"\n\n{body}\n");
        check_file("a.go", &text, expected);
    }

    #[track_caller]
    fn check_file(path: &str, text: &str, expected: &[&str]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = [file(&registry, &path.into(), text.as_bytes(), false)];
        let shown = |one: &crate::model::Integration| {
            format!("{} {} {} {} via {}", one.at.line, one.kind, one.direction, one.name, one.via)
        };
        assert_eq!(find(&facts).iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }

    const AMQP: &str = "github.com/rabbitmq/amqp091-go";

    #[test]
    fn exchanges_and_queues_have_names_and_directions() {
        check(
            AMQP,
            "const orders = \"orders\"\nfunc f() {\n\tch.PublishWithContext(ctx, orders, \"new\", false, false, m)\n\tch.Publish(\"\", \"jobs\", false, false, m)\n\tch.Consume(\"work\", \"\", true, false, false, false, nil)\n}",
            &[
                "9 rabbitmq consume work via consume from queue work",
                "8 rabbitmq publish jobs via publish to queue jobs",
                "7 rabbitmq publish orders via publish to exchange orders",
            ],
        );
        check(
            AMQP,
            "type C struct { Q string `env:\"QUEUE,required\"` }\nfunc f(c C, e string) {\n\tch.ConsumeWithContext(ctx, c.Q, \"\")\n\tch.PublishWithContext(ctx, e, k, false, false, m)\n}",
            &[
                "7 rabbitmq consume QUEUE via consume from queue of key QUEUE",
                "8 rabbitmq publish rabbitmq via publish to exchange `e`",
            ],
        );
    }

    #[test]
    fn without_the_library_a_call_of_the_same_name_is_none() {
        check(
            "a.b/bus",
            "func f() { ch.Consume(\"work\", \"\", true, false, false, false, nil) }",
            &[],
        );
        check(AMQP, "func f() { x.Consume(1); y.Publish(a) }", &[]);
        check("github.com/twmb/franz-go/pkg/kgo", "var _ = other.Record{Topic: \"a\"}", &[]);
    }

    #[test]
    fn topics_subjects_channels_and_streams_are_read() {
        check(
            "github.com/segmentio/kafka-go",
            "var w = &kafka.Writer{Topic: \"out\"}\nvar r = kafka.NewReader(kafka.ReaderConfig{Topic: \"in\", GroupID: \"g\"})",
            &[
                "6 kafka consume in via consume from topic in",
                "5 kafka publish out via publish to topic out",
            ],
        );
        check(
            "github.com/IBM/sarama",
            "func f() { _ = &sarama.ProducerMessage{Topic: \"a\"}; g.Consume(ctx, []string{\"b\"}, h) }",
            &[
                "5 kafka consume b via consume from topic b",
                "5 kafka publish a via publish to topic a",
            ],
        );
        check(
            "github.com/nats-io/nats.go",
            "func f() { nc.Publish(\"s.new\", nil); nc.QueueSubscribe(\"s.*\", \"q\", h) }",
            &[
                "5 nats consume s.* via consume from subject s.*",
                "5 nats publish s.new via publish to subject s.new",
            ],
        );
        check(
            "github.com/redis/go-redis/v9",
            "func f() { r.Publish(ctx, \"c\", 1); r.XAdd(ctx, &redis.XAddArgs{Stream: \"s\"}); r.XReadGroup(ctx, &redis.XReadGroupArgs{Streams: []string{os.Getenv(\"STREAM\"), \">\"}}) }",
            &[
                "5 valkey consume STREAM via consume from stream of key STREAM",
                "5 valkey publish c via publish to channel c",
                "5 valkey publish s via publish to stream s",
            ],
        );
    }

    #[test]
    fn requests_name_hosts_that_are_known() {
        check(
            "net/http",
            "func f() { http.NewRequest(\"GET\", \"https://api.example.org/v1?x\", nil); http.Get(url); http.Post(\"http://localhost:1\", \"\", nil); http.Get(os.Getenv(\"RATES_URL\")) }",
            &[
                "5 http out RATES_URL via request to the address of key RATES_URL",
                "5 http out api.example.org via request to api.example.org",
            ],
        );
    }

    #[test]
    fn rust_code_is_read_the_same_way() {
        check_file(
            "src/a.rs",
            "use lapin::Channel;\nuse rdkafka::producer::FutureRecord;\nconst T: &str = \"topic\";\nfn f() {\n    channel.basic_consume(\"q\", \"c\", o, t);\n    channel.basic_publish(\"\", \"rk\", o, b, p);\n    FutureRecord::to(T);\n}\n",
            &[
                "7 kafka publish topic via publish to topic topic",
                "5 rabbitmq consume q via consume from queue q",
                "6 rabbitmq publish rk via publish to queue rk",
            ],
        );
    }
}
