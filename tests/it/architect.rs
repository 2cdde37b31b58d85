//! The architect's JSON plan: what its prompt asks of every plan.

use serde_json::Value;

use crate::environment::TestEnvironment;

fn plan(target: &str, form: &str) -> Value {
    let environment = TestEnvironment::with(&["ledger-core"]);
    let environment =
        if target == "ledger-core" { environment } else { TestEnvironment::plugins() };
    environment.json(&["plan", target, "--format", form])
}

fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    value[key].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[track_caller]
fn check(target: &str) {
    let (answer, model) = (plan(target, "json"), plan(target, "model"));
    let architecture = &answer["architecture"];
    for key in ["pattern", "justification", "code_organisation"] {
        assert!(!architecture[key].as_str().unwrap().is_empty(), "{key}");
    }
    let (steps, tasks) = (answer["steps"].as_array().unwrap(), model["tasks"].as_array().unwrap());
    assert_eq!(steps.len(), tasks.len());
    for (step, task) in steps.iter().zip(tasks) {
        let step = step.as_object().unwrap();
        let focus = step.iter().filter(|(key, text)| {
            key.ends_with("_focus") && text.as_str().is_some_and(|text| !text.is_empty())
        });
        assert_eq!(focus.count(), 1, "{step:?}");
        let time = step["time_estimate"].as_str().unwrap().strip_suffix(" hours").unwrap();
        let (low, high) = time.split_once('-').unwrap();
        let hours = |text: &str| text.parse::<f64>().unwrap();
        assert!(
            (hours(low) - task["estimate"]["p50"].as_f64().unwrap_or(0.5)).abs() <= 0.5,
            "{time}"
        );
        assert!(
            (hours(high) - task["estimate"]["p80"].as_f64().unwrap_or(0.5)).abs() <= 0.5,
            "{time}"
        );
    }
    let testing = &answer["testing"];
    assert!(!texts(testing, "edge_cases").is_empty());
    let domains = ["security_tests", "performance_tests", "reliability_tests"];
    assert!(domains.iter().any(|name| testing[name].is_array()));
    let blocks = ["security_requirements", "performance_optimizations", "reliability_requirements"];
    assert!(blocks.iter().any(|name| answer[name].is_object()));
    assert!(!answer["deployment_considerations"].as_object().unwrap().is_empty());
    let last = u64::try_from(steps.len()).unwrap();
    for row in answer["traceability"].as_array().unwrap() {
        let orders = row["steps"].as_array().unwrap();
        assert!(orders.iter().all(|order| (1..=last).contains(&order.as_u64().unwrap())));
    }
}

#[test]
fn the_plan_of_a_service_has_all_that_the_prompt_asks_for() {
    check("plugin-fees");
    let answer = plan("plugin-fees", "json");
    assert!(!texts(&answer["testing"], "unit_tests").is_empty());
    assert!(!texts(&answer["testing"], "integration_tests").is_empty());
    assert!(texts(&answer["testing"], "security_tests").len() > 1);
    let handled = answer["reliability_requirements"]["error_handling"].as_str().unwrap();
    assert!(handled.contains("PostgreSQL"), "{handled}");
    let traced = answer["traceability"].as_array().unwrap();
    assert!(traced.iter().any(|row| row["id"] == "TB-2" || row["id"] == "FR-004"));
}

#[test]
fn the_plan_of_a_rust_workspace_has_them_too() {
    check("ledger-core");
}
