//! Routes, groups, authentication, demos.

use super::{CLASSIC, check, counts};

fn task(title: &str, text: &str) -> String {
    format!("# Tasks\n\n## T-001: {title}\n\n{text}\n")
}

#[test]
fn who_is_refused_opens_nothing() {
    let rule = |text: &str, expected: &[&str]| {
        let plan = task("Serve `POST /v1/charges/{id}/copies`", text);
        check("safe.unauthenticated", &plan, expected);
    };
    let there = &["3 POST /v1/charges/{id}/copies"];
    rule("The endpoint is public.", there);
    rule("No authentication needed.", there);
    rule("Nothing is said.", there);
    rule("- [ ] Unauthenticated requests get 401", &[]);
    rule("- [ ] A request without a token is refused with 401", &[]);
    rule("There must not be anonymous access.", &[]);
    rule("Behind the token check.", &[]);
    check(
        "safe.unauthenticated",
        &task("Serve `POST /v1/login`", "Hands out what is needed."),
        &[],
    );
    check("safe.unauthenticated", &task("Serve `GET /v1/charges`", "It is public."), &[]);
}

#[test]
fn what_is_taken_from_an_endpoint_or_table_does_not_take_it_away() {
    let rule = |title: &str, expected: usize| {
        counts("safe.breaking-change", (super::TASKS, &task(title, "So.")), expected);
    };
    rule("Remove `GET /v1/charges`", 1);
    rule("Delete the endpoint `DELETE /v1/charges/{id}`", 1);
    rule("Delete a charge: `DELETE /v1/charges/{id}`", 0);
    rule("Remove debug fields from `GET /v1/charges`", 0);
    rule("Drop table `charge`", 1);
    rule("Rename the `charge` table", 1);
    rule("Remove duplicates from table `charge`", 0);
    rule("Drop column `a` of table `charge`", 0);
    rule("Remove `GET /v2/charges`", 0);
}

#[test]
fn a_group_that_somebody_warns_of_is_not_planned() {
    let rule = |text: &str, expected: usize| {
        counts("safe.root-group", (super::TASKS, &task("Routes", text)), expected);
    };
    rule("```go\nv1 := app.Group(\"/\", auth.Require())\n```", 1);
    rule("```go\nv1 := app.Group(\"\")\nv1.Use(auth.Require())\n```", 1);
    rule("Mount `app.Group(\"/\", auth)` first.", 1);
    rule(
        "```go\n// app.Group(\"/\", auth) would catch all\nv1 := app.Group(\"/v1\", auth)\n```",
        0,
    );
    rule("Never write `app.Group(\"/\", auth)`.", 0);
    rule("Use `/v1` instead of `app.Group(\"/\", auth)`.", 0);
    rule("```go\nv1 := app.Group(\"/\")\n```", 0);
}

#[test]
fn only_commands_of_a_demo_call() {
    let rule = |block: &str, expected: usize| {
        let text = format!(
            "# Plan\n\n## Phase 1: A\n\n- [ ] Keep tiers\n\n**Demo**:\n\n```\n{block}\n```\n"
        );
        counts("testable.demo", (CLASSIC, &text), expected);
    };
    rule("curl -s http://localhost:4010/v1/chargez", 1);
    rule("curl -X POST \\\n  -d '{}' \\\n  'http://localhost:4010/v1/chargez?x=1'", 1);
    rule("http POST http://127.0.0.1:4010/v1/chargez", 1);
    rule("curl -s http://localhost:4010/v1/charges/42?x=1 | jq .", 0);
    rule("curl -s http://localhost:4010/other/thing", 0);
    rule("curl -s https://example.test/v1/chargez", 0);
    rule("\"callback\": \"http://localhost:4010/v1/chargez\"", 0);
    rule("curl -s http://localhost:4010/v1/charges\nhint: http://localhost:4010/v1/chargez", 0);
}

#[test]
fn endpoints_of_other_programs_may_be_called() {
    let rule = |text: &str, expected: &[&str]| {
        check("grounded.unknown-endpoint", &task("Fees", text), expected);
    };
    rule("Calls `GET /json/activate/{id}` of the browser.", &[]);
    rule("Call `GET /v1/charge` first.", &["5 GET /v1/charge"]);
    rule("Extend `GET /json/activate/{id}`.", &["5 GET /json/activate/{id}"]);
}
