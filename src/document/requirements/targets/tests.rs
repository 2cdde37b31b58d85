//! Documents and the targets in them, as `metric percentile comparator value unit`.

use crate::{
    document::{outline, place, requirements},
    model::{DocumentKind, DocumentRef, Quantity},
};

#[track_caller]
fn check(documents: &[(DocumentKind, &str)], expected: &[&str]) {
    let read = documents.iter().map(|(kind, text)| {
        let outline = outline("docs/x.md", text);
        let at = place(&outline.path).evidence("document", 1, 1);
        (DocumentRef { at, kind: *kind, title: outline.title.clone() }, outline)
    });
    let found = requirements(&read.collect::<Vec<_>>()).targets;
    let shown = found.iter().map(|target| {
        let Quantity { metric, percentile, comparator, value, unit, .. } = &target.quantity;
        let percentile = percentile.map(|value| format!("p{value} ")).unwrap_or_default();
        format!("{metric}: {percentile}{comparator} {value} {unit}")
    });
    assert_eq!(shown.collect::<Vec<_>>(), expected, "{found:#?}");
}

#[track_caller]
fn check_prd(text: &str, expected: &[&str]) {
    check(&[(DocumentKind::Prd, text)], expected);
}

#[test]
fn descriptions_behaviour_settings_and_rules_are_none() {
    check_prd(
        "## Performance\n- We average about 5 calls per second and peak at 9 calls per second.",
        &[],
    );
    check_prd("## Performance\nOne instance is sized for 200 calls per second.", &[]);
    check_prd("## Performance\n- Timeout: at most 5 s\n- Retries end within 30 s", &[]);
    check_prd("## Decisions\n- Rows that stay open for more than 30 seconds are retried.", &[]);
    check_prd("## Security\n- Discounts above 50% need approval.", &[]);
    check_prd("## Assumptions\n- The other service answers within 60 ms at P99.", &[]);
    check_prd("## Users\n- **Clerk**: an answer within 30 ms", &[]);
    check_prd("## User Stories\nAs a clerk I want to undo within 30 days so that I can err.", &[]);
    check_prd("## Success Metrics\n- 70%+ of users sign in\n- 30+ minutes saved", &[]);
    check_prd("## Monitoring\n- Alert when the error rate is above 1%", &[]);
}

#[test]
fn known_metrics_count_anywhere() {
    check_prd("## Features\n- **A**: P95 latency below 20 ms", &["latency: p95 < 20 ms"]);
    check_prd("## Testing\nAt least 80% of statements.", &["coverage: >= 80 %"]);
    check_prd(
        "## Features\n- **A**: the export completes within 5 minutes",
        &["duration: <= 5 min"],
    );
}

#[test]
fn rows_give_operation_target_and_no_load_or_baseline() {
    check_prd(
        "## Performance\n| Operation | Today | Target | Notes |\n|---|---|---|---|\n\
         | `GET /v1/x` | 90 ms | ≤ 40 ms at 1,500 requests/s | cache hit rate ≥ 95% |\n\
         | Import | 9 min | ≤ 60 s | of which reading takes up to 20 s |\n\
         | Events per second | 100 | 3,000 | |\n",
        &[
            "latency: <= 40 ms",
            "cache-hit-rate: >= 95 %",
            "duration: <= 60 s",
            "throughput: = 3000 events/s",
        ],
    );
}

#[test]
fn a_target_of_both_documents_is_one() {
    let prd = "## Performance\n- **Latency**: orders answer with P99 ≤ 40 ms; refunds with P99 ≤ 40 ms\n\
        - **Availability**: 99.9%, nine hours down\n- 95% of orders end within 2 seconds\n";
    let trd = "## Performance\n| Operation | Target |\n|---|---|\n| POST /v1/orders | P99 ≤ 40 ms |\n\
        | Audit | P99 ≤ 40 ms |\n| Availability | 99.9%, two zones |\n| Order to end, P95 | < 2,000 ms |\n";
    check(
        &[(DocumentKind::Prd, prd), (DocumentKind::Trd, trd)],
        &[
            "latency: p99 <= 40 ms",
            "latency: p99 <= 40 ms",
            "availability: = 99.9 %",
            "latency: p95 <= 2 s",
            "latency: p99 <= 40 ms",
        ],
    );
}
