//! `prompt` and `map`: the planner's keys first, places that can be cited, budgets that are met, templates of users.

use std::collections::BTreeMap;

use groundplan::{model::Encoding, render::Tokens};
use serde_json::Value;

use crate::environment::TestEnvironment;

const KEYS: [&str; 7] = [
    "language",
    "framework",
    "complexity",
    "main_objective",
    "requirements",
    "constraints",
    "potential_risks",
];

/// The input of a prompt as data.
fn input(environment: &TestEnvironment, arguments: &[&str]) -> Value {
    environment.write("only.txt", "{{.Input}}");
    let prompt = ["prompt", "plugin-fees", "--template", "only.txt", "--format", "json"];
    serde_json::from_str(&environment.expect(0, &[&prompt, arguments].concat()).stdout).unwrap()
}

/// Every citation of an input: identifier, and place where it is written out.
fn citations(value: &Value, above: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| citations(one, above, found)),
        Value::Object(fields) => {
            for cite in fields.get("cites").and_then(Value::as_array).into_iter().flatten() {
                let at = cite["at"].as_str().unwrap_or_default();
                let at = if at.starts_with(':') { format!("{above}{at}") } else { at.to_owned() };
                found.push((cite["id"].as_str().unwrap().to_owned(), at));
            }
            let above = fields.get("text").and_then(Value::as_str).unwrap_or(above);
            fields.values().for_each(|one| citations(one, above, found));
        }
        _ => {}
    }
}

/// The places that identifiers stand for.
fn places(input: &Value) -> BTreeMap<String, String> {
    let mut found = Vec::new();
    citations(input, "", &mut found);
    let is_place = |id: &str| id.starts_with('C') && id[1..].parse::<u32>().is_ok();
    let written = found.iter().filter(|(id, at)| is_place(id) && !at.is_empty());
    let written: Vec<(String, String)> = written.cloned().collect();
    let places: BTreeMap<String, String> = written.iter().cloned().collect();
    assert_eq!(places.len(), written.len(), "an identifier is explained twice");
    let unexplained = found.iter().find(|(id, _)| is_place(id) && !places.contains_key(id));
    assert_eq!(unexplained, None);
    places
}

#[test]
fn the_input_opens_with_the_planners_keys_and_ends_with_the_task() {
    let environment = TestEnvironment::plugins();
    let text = environment.expect(0, &["prompt", "plugin-fees", "--format", "markdown"]).stdout;
    let lines: Vec<&str> = text.split("<input>\n").nth(1).unwrap().lines().collect();
    let keys = lines.iter().filter_map(|line| line.split_once(':').map(|(key, _)| key));
    let keys: Vec<&str> = keys.filter(|key| KEYS.contains(key)).collect();
    assert_eq!(keys, KEYS);
    assert!(lines[0].starts_with("language: go "), "{}", lines[0]);
    let end = lines.iter().position(|line| *line == "</input>").unwrap();
    assert!(lines[end - 1].starts_with("Plan the work that closes the gap."), "{}", lines[end - 1]);
}

#[test]
fn every_citation_resolves_in_the_input_to_a_line_that_exists() {
    let environment = TestEnvironment::plugins();
    let places = places(&input(&environment, &[]));
    assert!(places.len() > 100);
    for (id, place) in &places {
        let (file, line) = place.rsplit_once(':').unwrap();
        let text = environment.read(&format!("plugin-fees/{file}"));
        let line: usize = line.parse().unwrap();
        assert!((1..=text.lines().count().max(1)).contains(&line), "{id} {place}");
    }
}

#[test]
fn identifiers_are_the_same_under_every_budget() {
    let environment = TestEnvironment::plugins();
    let whole = places(&input(&environment, &[]));
    let part = places(&input(&environment, &["--budget", "4000"]));
    assert!(part.len() < whole.len());
    assert!(part.iter().all(|(id, place)| whole.get(id) == Some(place)));
}

#[test]
fn what_nobody_said_is_said_to_be_unsaid() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let text = environment.expect(0, &["prompt", "no-docs", "--format", "markdown"]).stdout;
    assert!(text.contains("\nmain_objective: not said: "), "{text}");
    assert!(text.contains("\nrequirements:\n- not said\n"), "{text}");
    let focus = ["prompt", "no-docs", "--format", "markdown", "--focus", "count visits"];
    let text = environment.expect(0, &focus).stdout;
    assert!(text.contains("\nmain_objective: count visits (the focus that was asked for)\n"));
    assert!(text.contains("\nPlan this: count visits. "));
}

#[test]
fn a_budget_is_met_for_the_whole_prompt() {
    let environment = TestEnvironment::plugins();
    environment.write("mine.txt", "Before {{.Input}} and again {{.Input}} after.\n");
    let cases: [&[&str]; 4] = [
        &["--format", "xml"],
        &["--format", "json", "--built-in", "delivery"],
        &["--format", "markdown", "--encoding", "cl100k_base"],
        &["--format", "markdown", "--template", "mine.txt"],
    ];
    for (case, encoding) in cases.iter().zip([
        Encoding::O200kBase,
        Encoding::O200kBase,
        Encoding::Cl100kBase,
        Encoding::O200kBase,
    ]) {
        for budget in [2500_usize, 6000] {
            let arguments = ["prompt", "plugin-fees", "--budget", &budget.to_string()];
            let ran = environment.expect(0, &[&arguments[..], case].concat());
            let tokens = Tokens::load(encoding).count(&ran.stdout);
            assert!(tokens <= budget && tokens * 100 >= budget * 98, "{case:?}: {tokens}");
            ran.says(&[&format!("{tokens} tokens; left out: ")]);
        }
    }
}

#[test]
fn a_budget_that_is_too_small_names_one_that_works() {
    let environment = TestEnvironment::plugins();
    let ran = environment.expect(2, &["prompt", "plugin-fees", "--budget", "100"]);
    let least = ran.stderr.split("the smallest budget that works is ").nth(1).unwrap();
    let least: usize = least.split(';').next().unwrap().parse().unwrap();
    environment.expect(2, &["prompt", "plugin-fees", "--budget", &(least - 1).to_string()]);
    let ran = environment.expect(0, &["prompt", "plugin-fees", "--budget", &least.to_string()]);
    assert!(KEYS.iter().all(|key| ran.stdout.contains(&format!("<{key}"))));
    assert!(ran.stdout.contains("<left_out because=\"not everything fitted\">"));
}

#[test]
fn what_names_the_focus_is_kept_when_little_fits() {
    let environment = TestEnvironment::plugins();
    let arguments = ["--budget", "4000", "--focus", "reverse a posted charge"];
    let text = input(&environment, &arguments).to_string();
    for kept in ["EP-9", "FR-008", "internal/domain/charge.go"] {
        assert!(text.contains(kept), "{kept}");
    }
}

#[test]
fn a_minijinja_template_has_the_whole_model() {
    let environment = TestEnvironment::plugins();
    let text = "{{ analysis.repo.name }} {{ plan.gap|length > 9 }} {{ requirements[\"items\"]|length > 9 }} \
                {{ profile.references|length }} {{ facts.gap|length > 9 }}\n{{ input }}\n";
    environment.write("mine.j2", text);
    let ran = environment.expect(0, &["prompt", "plugin-fees", "--template", "mine.j2"]);
    assert!(
        ran.stdout.starts_with("plugin-fees True True 3 True\n<code_analysis>\n"),
        "{}",
        ran.stdout
    );
    environment.write("mine.j2", "first\n{{ analysis.nothing.at.all }}\n");
    let ran = environment.expect(2, &["prompt", "plugin-fees", "--template", "mine.j2"]);
    ran.says(&["mine.j2:2"]);
}

#[test]
fn other_braces_are_an_error_with_a_way_out_that_works() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    environment.write("mine.txt", "a\n${{ secrets.KEY }}\n{{.Input}}\n");
    let ran = environment.expect(2, &["prompt", "no-docs", "--template", "mine.txt"]);
    ran.says(&["mine.txt:2", "secrets.KEY", "{{\"{{\"}}"]);
    environment.write("mine.txt", "a\n${{\"{{\"}} secrets.KEY }}\n{{.Input}}\n");
    let ran = environment.expect(0, &["prompt", "no-docs", "--template", "mine.txt"]);
    assert!(ran.stdout.starts_with("a\n${{ secrets.KEY }}\n<code_analysis>"), "{}", ran.stdout);
}

#[test]
fn a_map_shows_what_the_focus_is_about_within_its_budget() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    let map = ["map", "plugin-fees", "--focus", "apply a charge", "--budget", "300"];
    let text = environment.expect(0, &map).stdout;
    assert!(Tokens::load(Encoding::O200kBase).count(&text) <= 300);
    assert!(text.contains("internal/services/command/apply_charge.go\n"), "{text}");
    assert!(!text.contains("Left out: 0 files"));
    let ran = environment.expect(2, &["map", "plugin-fees", "--budget", "10"]);
    ran.says(&["the smallest budget that works is "]);
}

#[test]
fn a_map_of_a_revision_shows_its_tree() {
    let environment = TestEnvironment::with(&["plugin-fees"]);
    environment.commit("plugin-fees");
    environment.write(
        "plugin-fees/internal/domain/voucher.go",
        "package domain\n\ntype Voucher struct{}\n",
    );
    let map = ["map", "plugin-fees", "--focus", "voucher"];
    assert!(environment.expect(0, &map).stdout.contains("voucher.go"));
    let before = environment.expect(0, &[&map[..], &["--rev", "HEAD"]].concat()).stdout;
    assert!(!before.contains("voucher.go"), "{before}");
    let several = [&map[..], &["--by", "relevance,plain,keywords,personalised"]].concat();
    let several = environment.json(&several);
    let rankings: Vec<&str> =
        several.as_array().unwrap().iter().map(|one| one["ranking"].as_str().unwrap()).collect();
    assert_eq!(rankings, ["relevance", "plain", "keywords", "personalised"]);
    assert_eq!(several[2]["files"][0]["path"], "internal/domain/voucher.go");
}
