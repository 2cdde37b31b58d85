//! Sentences and the quantities in them, as `metric percentile comparator value unit`.

use super::*;

fn shown(quantity: &Quantity) -> String {
    let percentile = quantity.percentile.map(|value| format!("p{value} ")).unwrap_or_default();
    let Quantity { metric, comparator, value, unit, .. } = quantity;
    format!("{metric}: {percentile}{comparator} {value} {unit}").trim_end().to_owned()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = quantities(text).iter().map(shown).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn comparators_and_percentiles() {
    check("P99 < 50ms", &["latency: p99 < 50 ms"]);
    check("p95 latency ≤ 200 ms", &["latency: p95 <= 200 ms"]);
    check("Response time (P99 < 50ms)", &["latency: p99 < 50 ms"]);
    check("P99.9 latency under 1s", &["latency: p99.9 < 1 s"]);
    check("99th percentile response time below 80 ms", &["latency: p99 < 80 ms"]);
    check(
        "p50 < 10ms, p95 < 50ms, p99 < 100ms",
        &["latency: p50 < 10 ms", "latency: p95 < 50 ms", "latency: p99 < 100 ms"],
    );
    check("10ms (p50), 50ms (p95)", &["latency: p50 = 10 ms", "latency: p95 = 50 ms"]);
    check(
        "P99 < 50ms and at least 99.9% uptime",
        &["latency: p99 < 50 ms", "availability: >= 99.9 %"],
    );
    check("Answers in less than 2s", &["latency: < 2 s"]);
    check("API responds within 100ms", &["latency: <= 100 ms"]);
    check("must not exceed 512 MB of memory", &["memory: <= 512 MB"]);
}

#[test]
fn percents_and_rates() {
    check("99.9% uptime", &["availability: = 99.9 %"]);
    check("99.9%+ uptime, <50ms P99 latency", &["availability: >= 99.9 %", "latency: p99 < 50 ms"]);
    check("80%+ test coverage", &["coverage: >= 80 %"]);
    check("error rate below 0.1%", &["error-rate: < 0.1 %"]);
    check(">= 1,000 requests/second", &["throughput: >= 1000 requests/s"]);
    check("1000 TPS", &["throughput: = 1000 transactions/s"]);
    check("10k read requests per second", &["throughput: = 10000 requests/s"]);
    check(
        "1,500 reads and 500 writes per second",
        &["throughput: = 1500 reads/s", "throughput: = 500 writes/s"],
    );
    check("95% of calls end within 5 seconds", &["latency: p95 <= 5 s"]);
    check("at least 80% of statements", &["coverage: >= 80 %"]);
    check("restored within 30 minutes (RTO)", &["recovery-time: <= 30 min"]);
    check("100 MB/s", &["throughput: = 100 MB/s"]);
    check("retention of at least 5 years", &["retention: >= 5 years"]);
    check("more than 500 concurrent users", &["concurrent users: > 500"]);
    check("takes 3-4 weeks", &["takes: = 4 weeks"]);
    check("P95 latency | < 20 ms", &["latency: p95 < 20 ms"]);
}

#[test]
fn portuguese_and_spanish() {
    check("latência P95 de menos de 50 ms", &["latency: p95 < 50 ms"]);
    check("pelo menos 1.000 requisições por segundo", &["throughput: >= 1000 requests/s"]);
    check("disponibilidade de 99,9%", &["availability: = 99.9 %"]);
    check("no máximo 2 segundos de tempo de resposta", &["latency: <= 2 s"]);
    check("cobertura de testes acima de 80%", &["coverage: > 80 %"]);
    check("al menos 5 años", &[": >= 5 years"]);
}

#[test]
fn bare_numbers_are_no_quantities() {
    for text in [
        "2026-01-02",
        "version 1.2.3",
        "Go >= 1.22",
        "FR-001",
        "listens on 8080",
        "localhost:8080",
        "HTTP 200 OK",
        "section 3.2",
        "10:30",
        "v2.0",
        "3 developers",
        "P0",
        "a -> 5 items",
        "#12",
        "$1,000",
        "2x faster",
        "10.0.0.1",
        "the 99th",
        "1/2",
        "TLS 1.3+",
        "RFC 7807",
    ] {
        check(text, &[]);
    }
}

#[test]
fn only_targets_are_measurable() {
    let measurable = |text: &str| quantities(text).iter().any(is_measurable);
    assert!(measurable("P99 < 50ms"));
    assert!(measurable("99.9% uptime"));
    assert!(measurable("1000 TPS"));
    assert!(!measurable("takes 3-4 weeks"));
    assert!(measurable("more than 500 concurrent users"));
    assert!(!measurable("at most 3 public methods"));
    assert!(!measurable("a discount of 10%"));
}
