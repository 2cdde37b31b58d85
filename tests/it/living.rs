//! A plan that people edit while the code changes: nothing of theirs is lost, what is done leaves the
//! schedule, and where both sides changed the same words, people decide.

use std::{collections::BTreeSet, fs, time::Duration};

use crate::environment::{PLAN, TestEnvironment, files};

const TARGET: &str = "plugin-fees";
const DOCS: &str = "plugin-fees/docs/pre-development-docs";

fn path() -> String {
    format!("{TARGET}/{PLAN}")
}

/// The target beside its references, committed, with its first plan.
fn planned() -> TestEnvironment {
    let environment = TestEnvironment::plugins();
    environment.commit(TARGET);
    environment.expect(0, &["plan", TARGET]);
    environment
}

/// Replaces texts in the plan, each of which must be there.
#[track_caller]
fn edit(environment: &TestEnvironment, edits: &[(&str, &str)]) -> String {
    let mut plan = environment.read(&path());
    for (from, to) in edits {
        assert!(plan.contains(from), "{from}");
        plan = plan.replacen(from, to, 1);
    }
    environment.write(&path(), &plan);
    plan
}

/// Cuts what stands from one text up to another.
#[track_caller]
fn cut(environment: &TestEnvironment, from: &str, to: &str) {
    let plan = environment.read(&path());
    let start = plan.find(from).unwrap_or_else(|| panic!("{from}"));
    let end = start + plan[start..].find(to).unwrap_or_else(|| panic!("{to}"));
    environment.write(&path(), format!("{}{}", &plan[..start], &plan[end..]));
}

/// Brings the table `fee_tier` and the endpoint `POST /v1/estimates`, not committed.
fn bring(environment: &TestEnvironment) {
    let trd = environment.read(&format!("{DOCS}/TRD.md"));
    let start = trd.find("CREATE TABLE fee_tier").unwrap();
    let end = start + trd[start..].find(");").unwrap() + 3;
    let up = format!("{TARGET}/migrations/000005_create_fee_tier.up.sql");
    environment.write(&up, &trd[start..end]);
    let down = format!("{TARGET}/migrations/000005_create_fee_tier.down.sql");
    environment.write(&down, "DROP TABLE fee_tier;\n");
    let routes = format!("{TARGET}/internal/adapters/http/in/routes.go");
    let old = "\tv1.Get(\"/charges/:id\", h.Charges.Get)\n";
    let text = environment.read(&routes);
    assert!(text.contains(old));
    let new = format!(
        "{old}\tv1.Post(\"/estimates\", auth.Authorize(\"estimates\", \"post\"), h.Charges.Apply)\n"
    );
    environment.write(&routes, text.replace(old, &new));
}

/// Brings the same in a commit, and tells which.
fn deliver(environment: &TestEnvironment) -> String {
    bring(environment);
    environment.git(TARGET, &["add", "migrations", "internal"]);
    let date = "2025-04-04T09:00:00+00:00";
    environment.git_at(date, TARGET, &["commit", "--quiet", "--message=second"]);
    environment.git(TARGET, &["rev-parse", "HEAD"]).trim().to_owned()
}

/// Identifier and title of the tasks in the schedule.
fn schedule(plan: &str) -> Vec<(String, String)> {
    let start = plan.find("### Phase 1").unwrap();
    let tasks = plan[start..].lines().filter(|line| !line.contains("(continued)"));
    let tasks = tasks.filter_map(|line| line.strip_prefix("- **T-")?.split_once("** "));
    let is_hours =
        |part: &str| part.split_once(" h").is_some_and(|(number, _)| number.parse::<f64>().is_ok());
    let title = |text: &str| {
        let parts: Vec<&str> = text.split(", ").take_while(|part| !is_hours(part)).collect();
        parts.join(", ")
    };
    tasks.map(|(id, text)| (format!("T-{id}"), title(text))).collect()
}

#[test]
fn edits_survive_and_what_is_done_leaves_the_schedule() {
    let environment = planned();
    let before = schedule(&environment.read(&path()));
    edit(
        &environment,
        &[
            ("- **T-002** Create table", "  - Reviewed by Ada.\n- **T-002** Create table"),
            ("  - [ ] Up: 10 columns", "  - [x] Up: 10 columns"),
            ("- **T-007**", "- **T-900** Order the machine, 2 h\n  - [ ] Ask\n- **T-007**"),
            ("## 3. Cross-Phase", "## Budget\n\nNobody decided.\n\n## 3. Cross-Phase"),
            ("Schema, domain and storage that everything later stands on", "Schema first"),
        ],
    );
    cut(&environment, "- **T-013** ", "- **T-014** ");
    let commit = deliver(&environment);
    environment.expect(0, &["plan", TARGET]).says(&["wrote plugin-fees/docs/"]);

    let plan = environment.read(&path());
    for kept in [
        "  - Reviewed by Ada.\n",
        "  - [x] Up: 10 columns",
        "- **T-900** Order the machine, 2 h\n  - [ ] Ask\n",
        "## Budget\n\nNobody decided.\n\n## 3. Cross-Phase",
        "**Goal**: Schema first (T-002 to T-015)",
    ] {
        assert!(plan.contains(kept), "{kept}");
    }
    let done = &plan[plan.find("### Done").unwrap()..plan.find("### Phase 1").unwrap()];
    let table = "- [x] **T-001** Create table `fee_tier` (TB-2): `fee_tier` with 6 columns \
        `migrations/000005_create_fee_tier.up.sql:1`, first in commit";
    assert!(
        done.contains(&format!("{table} `{}`\n  - Reviewed by Ada.\n", &commit[..12])),
        "{done}"
    );
    assert!(
        done.contains("Serve `POST /v1/estimates`") && done.contains("routes.go:28`"),
        "{done}"
    );
    let after = schedule(&plan);
    // The table, its deleted neighbour, the use case and the endpoint.
    let gone = ["T-001", "T-013", "T-016", "T-023"];
    let is_open = |(id, _): &(String, String)| !gone.contains(&id.as_str());
    let ids = |tasks: Vec<(String, String)>| -> BTreeSet<String> {
        tasks.into_iter().map(|(id, _)| id).collect()
    };
    let mut expected = ids(before.into_iter().filter(is_open).collect());
    expected.insert("T-900".into());
    assert_eq!(ids(after), expected);

    let ran = environment.expect(0, &["plan", TARGET]);
    ran.says(&["IMPLEMENTATION_PLAN.md is up to date"]);
    assert_eq!(environment.read(&path()), plan);
}

#[test]
fn what_is_done_keeps_its_identifier_and_gets_it_back() {
    let environment = planned();
    deliver(&environment);
    environment.expect(0, &["plan", TARGET]);
    fs::remove_file(environment.path(TARGET).join("migrations/000005_create_fee_tier.up.sql"))
        .unwrap();
    environment.expect(0, &["plan", TARGET]);
    let plan = environment.read(&path());
    assert!(plan.contains("- **T-001** Create table `fee_tier`, 3 h"), "{plan}");
    let ids = schedule(&plan);
    assert!(ids.iter().all(|(id, _)| id.as_str() <= "T-044"), "{ids:?}");
}

#[test]
fn the_commit_of_what_is_done_is_that_of_the_fact() {
    let environment = planned();
    bring(&environment);
    environment.expect(0, &["plan", TARGET]);
    let endpoint = "`internal/adapters/http/in/routes.go:28`";
    assert!(environment.read(&path()).contains(&format!("{endpoint}\n")), "not committed");
    environment.git(TARGET, &["add", "migrations", "internal"]);
    environment.git(TARGET, &["commit", "--quiet", "--message=second"]);
    let commit = environment.git(TARGET, &["rev-parse", "--short=12", "HEAD"]);
    environment.expect(0, &["plan", TARGET]);
    let dated = format!("{endpoint}, first in commit `{}`\n", commit.trim());
    assert!(environment.read(&path()).contains(&dated), "{dated}");
}

#[test]
fn what_nobody_asks_for_any_more_is_said_to_be_dropped() {
    let environment = planned();
    let trd = format!("{DOCS}/TRD.md");
    let text = environment.read(&trd);
    environment.write(&trd, text.replace("DELETE /v1/waivers/{id}\n", ""));
    environment.expect(0, &["plan", TARGET]);
    let plan = environment.read(&path());
    let dropped = "### No Longer Planned\n\n- **T-";
    assert!(plan.contains(dropped), "{plan}");
    let line = "Serve `DELETE /v1/waivers/{id}`: nothing asks for it any more\n";
    assert!(plan.contains(line), "{plan}");
    assert!(!plan.contains("### Done"), "{plan}");
}

#[test]
fn a_tick_without_evidence_is_kept_and_the_plan_says_so() {
    let environment = planned();
    edit(&environment, &[("  - [ ] Up: 10 columns", "  - [x] Up: 10 columns")]);
    environment.expect(0, &["plan", TARGET]);
    let plan = environment.read(&path());
    assert!(plan.contains("  - [x] Up: 10 columns"));
    let said =
        "- *ticked (1 of 1 box), nothing in the code shows it: no migration creates `fee_waiver`*";
    assert!(plan.contains(said), "{plan}");
    let model = environment.json(&["plan", TARGET, "--format", "model"]);
    let rules = model["findings"].as_array().unwrap().iter();
    assert_eq!(rules.filter(|finding| finding["rule"] == "task.ticked").count(), 1);
}

#[test]
fn a_deleted_task_comes_back_when_its_gap_changes() {
    let environment = planned();
    cut(&environment, "- **T-008** ", "- **T-009** ");
    environment.expect(0, &["plan", TARGET]);
    assert!(!environment.read(&path()).contains("- **T-008** "));
    let file = format!("{TARGET}/migrations/000005_waiver.up.sql");
    environment.write(&file, "ALTER TABLE fee_charge ADD COLUMN waiver_id UUID;\n");
    environment.expect(0, &["plan", TARGET]).says(&["note: T-008 had been deleted and is back"]);
    assert!(environment.read(&path()).contains("- **T-008** Complete table `fee_charge`"));
}

#[test]
fn tasks_of_people_take_no_number_of_the_plan() {
    let environment = planned();
    edit(&environment, &[("- **T-002**", "- **T-045** Ours\n- **T-002**")]);
    let trd = format!("{DOCS}/TRD.md");
    let text = environment.read(&trd);
    let row = "POST   /v1/estimates";
    let line =
        text.lines().find(|line| line.contains("/v1/estimates")).unwrap_or_else(|| panic!("{row}"));
    environment.write(
        &trd,
        text.replace(line, &format!("{line}\n{}", line.replace("estimates", "quotes"))),
    );
    environment.expect(0, &["plan", TARGET]);
    let plan = environment.read(&path());
    assert_eq!(plan.matches("**T-045**").count(), 1, "{plan}");
    assert!(plan.contains("** Serve `POST /v1/quotes`") && plan.contains("**T-046**"), "{plan}");
    assert!(plan.contains("** Serve `POST /v1/estimates`"));
}

/// A plan in which people and the program change the same words.
fn conflicting() -> (TestEnvironment, String) {
    let environment = planned();
    let edited = edit(&environment, &[("person…, 7.5 h, after", "person…, 9 h, after")]);
    (environment, edited)
}

const OTHER: [&str; 4] = ["plan", TARGET, "--hours-per-week", "30"];

/// Takes the people's side of every conflict.
fn settle(text: &str) -> String {
    let mut side = ' ';
    let mut kept = String::new();
    for line in text.lines() {
        match line.get(..7) {
            Some("<<<<<<<") => side = 'o',
            Some("=======") if side == 'o' => side = 't',
            Some(">>>>>>>") => side = ' ',
            _ if side == 't' => {}
            _ => kept.extend([line, "\n"]),
        }
    }
    kept
}

#[test]
fn a_conflict_leaves_the_plan_and_is_settled_beside_it() {
    let (environment, edited) = conflicting();
    let ran = environment.expect(1, &OTHER);
    ran.says(&["conflict: ", "in 1 place", "hint: settle them in", ".conflict"]);
    assert_eq!(environment.read(&path()), edited);
    let conflict = format!("{}.conflict", path());
    let merged = environment.read(&conflict);
    assert!(merged.contains("<<<<<<< IMPLEMENTATION_PLAN.md (edited)\n- **T-012**"), "{merged}");
    assert!(merged.contains(">>>>>>> IMPLEMENTATION_PLAN.md (generated anew)\n"), "{merged}");
    environment.expect(1, &OTHER).says(&["still has conflicts"]);

    environment.write(&conflict, settle(&merged));
    environment.expect(0, &OTHER).says(&["wrote "]);
    let plan = environment.read(&path());
    assert!(plan.contains("person…, 9 h, after") && plan.contains("30 h a week"));
    let left = files(&environment.path(DOCS));
    let expected =
        [".groundplan/IMPLEMENTATION_PLAN.md", ".groundplan/tasks.json", "IMPLEMENTATION_PLAN.md"];
    assert!(left.iter().take(3).eq(expected.iter()), "{left:?}");
    environment.expect(0, &OTHER).says(&["is up to date"]);
}

#[test]
fn a_settled_conflict_may_be_moved_over_the_plan() {
    let (environment, _) = conflicting();
    environment.expect(1, &OTHER);
    let conflict = format!("{}.conflict", path());
    let settled = settle(&environment.read(&conflict));
    fs::remove_file(environment.path(&conflict)).unwrap();
    environment.write(&path(), &settled);
    environment.expect(0, &OTHER).says(&["is up to date"]);
    assert_eq!(environment.read(&path()), settled);
}

#[test]
fn a_plan_that_was_edited_beside_its_conflicts_is_left_alone() {
    let (environment, _) = conflicting();
    environment.expect(1, &OTHER);
    let conflict = format!("{}.conflict", path());
    environment.write(&conflict, settle(&environment.read(&conflict)));
    let edited = edit(&environment, &[("# Implementation Plan", "# Our Plan")]);
    environment.expect(2, &OTHER).says(&["was edited after its conflicts were written"]);
    assert_eq!(environment.read(&path()), edited);
}

#[test]
fn a_dry_run_prints_a_patch_and_writes_nothing() {
    let environment = planned();
    edit(&environment, &[("Schema, domain and storage that", "Schema first, that")]);
    deliver(&environment);
    let before = environment.read(&path());
    let all = files(&environment.path(TARGET));
    let patch = environment.expect(0, &["plan", TARGET, "--dry-run"]).stdout;
    assert!(patch.starts_with("--- a/plugin-fees/docs/"), "{patch}");
    // However the target is named, the patch is one from there.
    let named = format!("./{TARGET}");
    assert_eq!(environment.expect(0, &["plan", &named, "--dry-run"]).stdout, patch);
    assert_eq!((environment.read(&path()), files(&environment.path(TARGET))), (before, all));

    environment.write("plan.patch", &patch);
    environment.expect(0, &["plan", TARGET]);
    let written = environment.read(&path());
    environment.git(".", &["apply", "--reverse", "plan.patch"]);
    environment.git(".", &["apply", "plan.patch"]);
    assert_eq!(environment.read(&path()), written);
    assert_eq!(environment.expect(0, &["plan", TARGET, "--dry-run"]).stdout, "");

    let (environment, _) = conflicting();
    let ran = environment.expect(1, &["plan", TARGET, "--hours-per-week", "30", "--dry-run"]);
    assert!(ran.stdout.contains("+<<<<<<< "), "{}", ran.stdout);
    assert!(!environment.path(&format!("{}.conflict", path())).exists());
}

#[test]
fn lines_stay_as_the_editor_of_people_writes_them() {
    for (mark, end, last) in [("\u{feff}", "\r\n", ""), ("", "\n", ""), ("", "\r\n", "\r\n")] {
        let environment = planned();
        let plan = edit(&environment, &[("# Implementation Plan", "# Our Plan")]);
        let plan = format!("{mark}{}{last}", plan.trim_end().replace('\n', end));
        environment.write(&path(), &plan);
        environment.expect(0, &["plan", TARGET]).says(&["is up to date"]);
        assert_eq!(environment.read(&path()), plan);
        deliver(&environment);
        environment.expect(0, &["plan", TARGET]);
        let plan = environment.read(&path());
        assert!(plan.starts_with(&format!("{mark}# Our Plan")), "{plan}");
        assert!(plan.contains(&format!("### Done{end}{end}- [x] **T-001**")), "{plan}");
        assert!(plan.ends_with(&format!("-->{last}")), "{plan}");
        assert_eq!(plan.matches('\n').count(), plan.matches(end).count());
    }
}

#[test]
fn a_plan_without_memory_is_replaced_only_while_nobody_edited_it() {
    let environment = planned();
    fs::remove_dir_all(environment.path(DOCS).join(".groundplan")).unwrap();
    environment.expect(0, &["plan", TARGET, "--team", "3"]).says(&["wrote "]);
    assert!(environment.read(&path()).contains("3 developers"));
    fs::remove_dir_all(environment.path(DOCS).join(".groundplan")).unwrap();
    let edited = edit(&environment, &[("# Implementation Plan", "# Our Plan")]);
    let ran = environment.expect(2, &["plan", TARGET]);
    ran.says(&[PLAN, "edited by hand", "hint: ", "--output"]);
    assert_eq!(environment.read(&path()), edited);
}

#[test]
fn what_the_program_remembers_survives_a_clone_and_teaches_nothing() {
    let environment = planned();
    edit(&environment, &[("# Implementation Plan", "# Our Plan")]);
    environment.git(TARGET, &["add", "--all"]);
    environment.git(TARGET, &["commit", "--quiet", "--message=plan"]);
    fs::rename(environment.path(TARGET), environment.path("origin")).unwrap();
    environment.git(".", &["clone", "--quiet", "origin", TARGET]);
    let before = environment.json(&["analyze", TARGET]);
    deliver(&environment);
    environment.expect(0, &["plan", TARGET]);
    let plan = environment.read(&path());
    assert!(plan.contains("# Our Plan") && plan.contains("### Done"), "{plan}");
    let paths = |analysis: &serde_json::Value| analysis["files"].to_string();
    assert!(!paths(&before).contains(".groundplan"), "{}", paths(&before));

    let compared = environment.expect(0, &["compare", TARGET]).stdout;
    let reference = "plugin-scheduler/docs/pre-development-docs";
    let plan = environment.read(&format!("{reference}/IMPLEMENTATION_PLAN.md"));
    environment.write(&format!("{reference}/.groundplan/IMPLEMENTATION_PLAN.md"), plan);
    assert_eq!(environment.expect(0, &["compare", TARGET]).stdout, compared);
}

#[test]
fn json_in_the_folder_of_the_documents_is_merged_by_value() {
    let environment = planned();
    let file = format!("{DOCS}/plan.json");
    let arguments = ["plan", TARGET, "--format", "json", "--output", &file];
    environment.expect(0, &arguments);
    let text = environment.read(&file);
    let mut plan: serde_json::Value = serde_json::from_str(&text).unwrap();
    plan["overview"] = "Ours.".into();
    environment.write(&file, serde_json::to_string(&plan).unwrap());
    deliver(&environment);
    environment.expect(1, &arguments).says(&["conflict: "]);
    let conflict = format!("{file}.conflict");
    environment.write(&conflict, settle(&environment.read(&conflict)));
    environment.expect(0, &arguments).says(&["wrote "]);
    let settled: serde_json::Value = serde_json::from_str(&environment.read(&file)).unwrap();
    assert_eq!(settled["overview"], "Ours.");
    environment.expect(0, &arguments).says(&["is up to date"]);

    let base = environment.read(&format!("{DOCS}/.groundplan/plan.json"));
    plan = serde_json::from_str(&base).unwrap();
    plan["owner"] = "Ada".into();
    environment.write(&file, serde_json::to_string(&plan).unwrap());
    environment.expect(0, &["plan", TARGET, "--format", "json", "--team", "5", "--output", &file]);
    let merged: serde_json::Value = serde_json::from_str(&environment.read(&file)).unwrap();
    assert_eq!(merged["owner"], "Ada");
    assert_ne!(merged["overview"], plan["overview"], "the program's own change");
    environment.write(&file, "no JSON");
    environment.expect(2, &arguments).says(&["is no JSON any more"]);
}

#[test]
fn a_run_that_is_killed_leaves_the_old_or_the_new_plan() {
    let environment = TestEnvironment::with(&["small/no-docs"]);
    let plan = format!("no-docs/{PLAN}");
    environment.expect(0, &["plan", "no-docs"]);
    let edited = environment.read(&plan).replace("# Implementation Plan", "# Our Plan");
    environment.write(&plan, &edited);
    environment.expect(0, &["plan", "no-docs", "--team", "9"]);
    let new = environment.read(&plan);
    assert_ne!(new, edited);
    for wait in [1, 5, 10, 20, 40, 80, 160, 320] {
        let mut program = environment.program();
        let team = if environment.read(&plan) == new { "2" } else { "9" };
        program.args(["plan", "no-docs", "--team", team]).timeout(Duration::from_millis(wait));
        let _ = program.output();
        let found = environment.read(&plan);
        assert!(found.starts_with("# Our Plan") && found.ends_with("-->\n"), "{wait} ms\n{found}");
    }
    environment.expect(0, &["plan", "no-docs", "--team", "9"]);
    assert_eq!(environment.read(&plan), new);
}
