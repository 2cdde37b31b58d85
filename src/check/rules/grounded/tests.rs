//! The rules on a small repository made in memory.

use std::sync::{Arc, LazyLock};

use crate::{
    check::{ALL, Index, Inputs, check as find},
    document::plan_document,
    model::{
        Analysis, BuildTarget, CodeProfile, Evidence, EvidenceClass, FileRecord, Finding, Function,
        HouseProfile, LineCount, PlanDocument, Requirements, Source, Standard,
    },
};

fn at(file: &str, line: u32, end_line: u32) -> Evidence {
    let source =
        Source { file: Arc::from(file), language: "go".into(), class: EvidenceClass::default() };
    source.evidence("test", line, end_line)
}

fn repository() -> Analysis {
    let file = |path: &str, code: u32| FileRecord {
        path: Arc::from(path),
        lines: LineCount { code, ..LineCount::default() },
        ..FileRecord::default()
    };
    let mut analysis: Analysis = serde_json::from_str(
        r#"{"schema": "groundplan.analysis/1", "repo": {"name": "x", "origin": "folder"}, "languages": [],
        "files": [], "modules": [], "packages": [], "interfaces": [], "types": [], "functions": [],
        "implementations": [], "tests": [], "imports": [], "routes": [], "openapi": [],
        "migrations": {"sets": []}, "configuration": [], "dependencies": [], "integrations": [],
        "operations": {"ci": [], "containers": [], "orchestration": [], "infrastructure": [], "targets": []},
        "documents": [], "markers": [], "architecture": {"pattern": "undecided", "because": []}, "findings": [],
        "git": {"commits": 0, "no_merges": 0, "first_commit_time": 0, "head_time": 0, "contributors": []},
        "diagnostics": [], "coverage_of_scan": []}"#,
    )
    .unwrap_or_else(|error| panic!("{error}"));
    analysis.files = vec![
        file("cmd/main.go", 10),
        file("http/doc.go", 3),
        file("http/routes.go", 20),
        file("http/routes_test.go", 5),
        file("store/doc.go", 3),
        file("crates/core/src/sync/io.rs", 3),
        file("specs/http/spec.md", 3),
        file("changes/archive/specs/http/spec.md", 3),
    ];
    let function: Function = serde_json::from_value(serde_json::json!({
        "file": "http/routes.go", "line": 8, "end_line": 12, "rule": "go.function", "language": "go",
        "name": "NewRoutes", "exported": true, "signature": "func NewRoutes()", "complexity": 1
    }))
    .unwrap_or_else(|error| panic!("{error}"));
    analysis.functions = vec![function].into();
    analysis.operations.targets = vec![BuildTarget {
        at: at("Makefile", 1, 1),
        tool: "make".into(),
        name: "test".into(),
        commands: Vec::new(),
    }];
    analysis
}

fn inputs<'i>(document: &'i PlanDocument, analysis: &'i Analysis, index: &'i Index) -> Inputs<'i> {
    static REST: LazyLock<(CodeProfile, Requirements, HouseProfile, Standard)> =
        LazyLock::new(|| {
            let standard = crate::standard::built_in("classic").unwrap();
            (CodeProfile::default(), Requirements::default(), HouseProfile::default(), standard)
        });
    let (code, requirements, profile, standard) = &*REST;
    Inputs { document, analysis, index, code, requirements, profile, standard }
}

fn findings(plan: &str, now: Option<&str>, earlier: Option<&str>) -> Vec<Finding> {
    let analysis = repository();
    let document = plan_document("docs/tasks.md", plan);
    let mut index = Index::of(&analysis);
    if let Some(text) = now {
        index.add_text("http/routes.go", Arc::from(text));
    }
    if let Some(text) = earlier {
        index.add_earlier("docs/tasks.md", 3, "http/routes.go", Arc::from(text));
    }
    let inputs = inputs(&document, &analysis, &index);
    let grounded: Vec<_> =
        ALL.iter().filter(|rule| rule.id.starts_with("grounded.")).copied().collect();
    find(&inputs, &grounded)
}

/// Findings of a plan of one sentence, as `rule severity`.
#[track_caller]
fn check(sentence: &str, expected: &[&str]) {
    let found = findings(&format!("# T\n\n- {sentence}\n"), None, None);
    let found: Vec<String> = found
        .iter()
        .map(|one| {
            format!("{} {:?}", one.rule.trim_start_matches("grounded."), one.severity)
                .to_lowercase()
        })
        .collect();
    assert_eq!(found, expected, "{sentence}");
}

#[test]
fn paths_are_held_against_the_files() {
    check("Modify: `http/routes.go`", &[]);
    check("Modify: `http/router.go`", &["no-such-file error"]);
    check("See `http/router.go`", &["no-such-file warning"]);
    check("Create: `http/router.go`, then modify `http/router.go`", &[]);
    check("Create: `http/routes.go`", &["already-there error"]);
    check("Create a handler in `http/routes.go`", &[]);
    check("Modify: `http/Routes.go`", &["path-case warning"]);
    check("Modify: `../other/x.go`", &["path-outside error"]);
    check("Modify: `/opt/x.go`", &["path-outside error"]);
    check("Modify: `/http/x.go`", &[]);
    check("Modify: `doc.go`", &["ambiguous-path warning"]);
    check("Modify: `routes.go`", &["ambiguous-path note"]);
    check("Files: `http/route.go`", &["bare-path warning"]);
    check("Files: `queue/consumer.go`", &["bare-path note"]);
    check("Modify: `http/routes.go:19-40`", &["line-beyond-end error"]);
    check("Files: `consumer.go`", &[]);
    check("See @http/routes.go", &[]);
}

#[test]
fn the_plan_tells_which_file_of_a_name_is_meant() {
    check("Modify: `http/routes.go` and `doc.go`", &[]);
    check("Modify: `doc.go` in `store/`", &[]);
    check("Modify: `http/routes.go`, then extend `routes.go`", &[]);
    check("`NewRoutes` (`routes.go:8`)", &[]);
    check("Extend `doc.go:2`, then `doc.go:3`", &["ambiguous-path warning"]);
}

#[test]
fn a_plan_that_has_been_carried_out_is_said_once() {
    check(
        "Create: `http/routes.go`, `cmd/main.go`, `http/new.go`. Delete: `old/x.go`",
        &["already-there warning"],
    );
    check("Create: `http/routes.go`, `a/new.go`, `b/new.go`", &["already-there error"]);
    check("Delete: `old/x.go`. Before, `old/x.go:3` did it", &["no-such-file error"]);
    check("Implement `http/routes.go`", &[]);
    check("Create or update `http/routes.go`", &[]);
}

#[test]
fn paths_that_leave_folders_out_are_short_for_others() {
    check("Files: `core/io.rs`", &[]);
    check("Modify: `core/sync/io.rs`", &["ambiguous-path note"]);
    check("Modify: `spec.md` and `specs/http/spec.md`", &[]);
    check("Extend `spec.md:2`", &[]);
    check("Delete `sync/`", &[]);
    check("Delete `async/`", &["no-such-file error"]);
    check("Modify: `crates/core/io.rs`", &["no-such-file error"]);
    check("Modify: `core/other/io.rs`", &["no-such-file error"]);
}

#[test]
fn what_is_said_of_one_name_is_said_once() {
    let plan =
        "# T\n\n- See `http/router.go`\n- Modify: `http/router.go`\n- Extend `http/router.go`\n";
    let found = findings(plan, None, None);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (one.place.line, &*one.message),
        (4, "`http/router.go` is not in the repository; also in lines 3 and 5")
    );
}

#[test]
fn a_plan_whose_work_is_missing_has_not_been_carried_out() {
    let plan = "# T\n\n- Create: `http/routes.go`, `cmd/main.go`\n- Create the model in `m/a.go`, the store in `m/b.go` and \
        the view in `m/c.go`\n- Create the queue in `m/d.go`\n- Create the cache in `m/e.go`\n";
    let found = findings(plan, None, None);
    let rules: Vec<_> = found.iter().map(|one| (&*one.rule, one.place.line)).collect();
    assert_eq!(rules, [("grounded.already-there", 3), ("grounded.already-there", 3)]);
}

#[test]
fn the_history_tells_what_a_plan_has_made() {
    let text =
        "# T\n\n- Create: `http/routes.go`, `cmd/main.go`, `a/new.go`, `b/new.go`, `c/new.go`\n";
    let (analysis, document) = (repository(), plan_document("docs/tasks.md", text));
    let said = |made: &[(&str, bool)]| -> Vec<String> {
        let mut index = Index::of(&analysis);
        for (file, later) in made {
            index.add_made("docs/tasks.md", file, *later);
        }
        let found = find(&inputs(&document, &analysis, &index), &[&super::already_there::RULE]);
        found.iter().map(|one| format!("{:?} {}", one.severity, one.message)).collect()
    };
    let slip = |file: &str| format!("Error `{file}` is to be created and is there");
    assert_eq!(said(&[]), [slip("http/routes.go"), slip("cmd/main.go")]);
    let later = "Warning 1 of 5 files that the plan creates have come since it was written: has it been carried out?";
    let found = said(&[("http/routes.go", true), ("cmd/main.go", false)]);
    assert_eq!(found, [later.to_owned(), slip("cmd/main.go")]);
    let both = "Warning 2 of 5 files that the plan creates have come since it was written: has it been carried out?";
    assert_eq!(said(&[("http/routes.go", true), ("cmd/main.go", true)]), [both]);
}

#[test]
fn what_is_no_file_of_this_repository_is_left_alone() {
    check("See the `_test.go` files", &[]);
    check("Extend `queue/send.go:12`", &["no-such-file error"]);
    check("the library's `queue/send.go:12`", &[]);
    check("the library's `http/send.go:12`", &["no-such-file warning"]);
}

#[test]
fn names_are_held_against_what_is_declared() {
    check("Call `NewRoute()`", &["unknown-symbol warning"]);
    check("Call `Unheard()`", &[]);
    check("Create `NewRoute()` and call `NewRoute()`", &[]);
    check("`NewRoutes` (`http/routes.go:8`)", &[]);
    check("`NewRoutes` (`http/routes.go:10-11`)", &[]);
    check("run `make tset`", &["unknown-target warning"]);
    check("run `make test`", &[]);
    check("Reuse `http/clients`", &["unknown-package warning"]);
    check("on branch `feature/fees`", &[]);
}

#[test]
fn references_are_followed_through_history() {
    let plan = "# T\n\n- Extend `http/routes.go:2`\n";
    let now = "package http\n\n// more\nfunc NewRoutes() {}\n";
    let earlier = "package http\nfunc NewRoutes() {}\n";
    let found = findings(plan, Some(now), Some(earlier));
    let fix = found.first().and_then(|one| one.fix.as_ref());
    assert_eq!(fix.map(|fix| &*fix.replacement), Some("http/routes.go:4"));
    assert_eq!(found.len(), 1);
    assert!(findings(plan, Some(earlier), Some(earlier)).is_empty());
}

#[test]
fn a_line_behind_the_end_is_looked_up_by_its_name() {
    let text = "package http\n\nvar ErrRoute = 1\n";
    let found = findings("# T\n\n- `ErrRoute` (`http/routes.go:90`)\n", Some(text), None);
    let fix = found.first().and_then(|one| one.fix.as_ref());
    assert_eq!(fix.map(|fix| &*fix.replacement), Some("http/routes.go:3"));
    let bare = findings("# T\n\n- See `http/routes.go:90`\n", Some(text), None);
    assert!(bare.iter().all(|one| one.rule == "grounded.line-beyond-end" && one.fix.is_none()));
}

#[test]
fn names_that_are_gone_or_elsewhere_are_said() {
    let text = "package http\n\n\n\n\n\n\nfunc NewRoutes() {}\n";
    let rules = |plan: &str| -> Vec<String> {
        findings(plan, Some(text), None).iter().map(|one| one.rule.to_string()).collect()
    };
    let moved = rules("# T\n\n- `NewRoutes` (`http/routes.go:2`)\n");
    assert_eq!(moved, ["grounded.symbol-moved"]);
    let gone = rules("# T\n\n- `OldRoutes` (`http/routes.go:2`)\n");
    assert_eq!(gone, ["grounded.symbol-gone"]);
}
