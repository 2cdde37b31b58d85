//! Claims of plans of every form, with their places.

use super::*;
use crate::model::{Claim, ClaimKind, PlanForm, Standing};

/// Claims as `line:column kind subject action lines symbol @item`, standing in front where it is not listed.
fn lines(document: &PlanDocument) -> Vec<String> {
    document.claims.iter().map(line).collect()
}

fn line(claim: &Claim) -> String {
    let mut text = format!("{}:{} ", claim.place.line, claim.place.column);
    match claim.standing {
        Standing::Listed => {}
        Standing::Told => text.push_str("told "),
        Standing::Shown => text.push_str("shown "),
    }
    text.push_str(&format!("{:?} {}", claim.kind, claim.subject).to_lowercase());
    if let Some(action) = claim.action {
        text.push_str(&format!(" {action:?}").to_lowercase());
    }
    if let Some(lines) = claim.lines {
        text.extend([
            " ".to_owned(),
            lines.line.to_string(),
            "-".to_owned(),
            lines.end_line.to_string(),
        ]);
    }
    let symbols = claim.symbols.join(" ");
    for (mark, part) in [(" > ", &claim.to), (" # ", &symbols), (" @", &claim.item)] {
        if !part.is_empty() {
            text.extend([mark, part]);
        }
    }
    text
}

#[track_caller]
fn check(path: &str, text: &str, expected: &[&str]) {
    let document = plan_document(path, text);
    assert_eq!(lines(&document), expected, "{text}");
}

#[test]
fn labels_hold_for_what_is_below_them() {
    check(
        "docs/pre-dev/x/tasks.md",
        "# X\n\n## T-001: Base\n\n**Files:**\n- Create:\n  - `a/b.go`\n- Modify: `a/c.go:12-20` — calls `d.go`\n\n## T-002: More\n\n- Test: `a/b_test.go`\n",
        &[
            "7:6 path a/b.go create @T-001",
            "8:12 path a/c.go modify 12-20 @T-001",
            "8:35 path d.go read @T-001",
            "12:10 path a/b_test.go test @T-002",
        ],
    );
}

#[test]
fn verbs_and_places_are_read_in_text() {
    check(
        "docs/plans/x.md",
        "# X\n\n### Task 1: Wire\n\nExtend `NewRoutes` (`http/routes.go:165`) and rename `a.go` to `b.go`.\nSee https://x.y/z.go and `*.go`.\n",
        &[
            "5:22 told path http/routes.go modify 165-165 # NewRoutes @Task 1",
            "5:55 path a.go move > b.go @Task 1",
        ],
    );
}

#[test]
fn headings_and_labels_of_work_are_none_of_files() {
    check(
        "docs/plans/x.md",
        "# X\n\n## 1. Create memory file providers\n\nThe `a.md` stays.\n\n## 2. New files\n\n- `b/c.go`\n\n## File metadata kept\n\n- `a/m.go` stays\n\n## 3. Delete\n\n- Remove the type from `b/d.go`\n- `e.go`\n",
        &[
            "5:6 told path a.md",
            "9:4 path b/c.go create",
            "13:4 told path a/m.go",
            "17:25 path b/d.go modify",
            "18:4 path e.go delete",
        ],
    );
}

#[test]
fn tests_may_be_new_when_something_is_added_to_them() {
    check(
        "docs/plans/x.md",
        "# X\n\n- Add a case to `a_test.go`\n- Add a case to `b.go`\n- Update the case in `c_test.go`\n",
        &[
            "3:18 told path a_test.go test",
            "4:18 told path b.go modify",
            "5:23 told path c_test.go modify",
        ],
    );
    check(
        "docs/plans/x.md",
        "# X\n\n- **Test**: `a_test.go`\n- Test: init creates .env in new projects\n- [ ] Write test: init is run twice in t/c_test.go\n",
        &["3:14 path a_test.go test", "5:40 told path t/c_test.go @1"],
    );
}

#[test]
fn tables_name_files_endpoints_and_actions() {
    check(
        "plan.md",
        "# X\n\n| File | Action | Note |\n|---|---|---|\n| `a.go` | New | uses `b.go` |\n| x/c.go | update | – |\n\n| Method | Path |\n|---|---|\n| POST | `/v1/x/:id` |\n",
        &[
            "5:4 path a.go create",
            "5:24 path b.go read",
            "6:3 path x/c.go modify",
            "10:11 endpoint post /v1/x/{id}",
        ],
    );
}

#[test]
fn headings_above_tables_and_heads_of_columns_tell_what_files_are() {
    check(
        "plan.md",
        "# X\n\n## Files to create\n\n| File | Purpose |\n|---|---|\n| `a.go` | root |\n\n## Files to modify\n\n| File | Change |\n|---|---|\n| `b.go` | Add a member |\n\n## Tools\n\n| Tool | Config file |\n|---|---|\n| Editor | `.x/c.json` |\n",
        &["7:4 path a.go create", "13:4 path b.go modify", "19:13 told path .x/c.json"],
    );
}

#[test]
fn a_line_beside_the_files_says_what_happens_to_them() {
    check(
        "specs/x/tasks.md",
        "# X\n\n### T001: A\n\n**File(s)**: `a.rs`, `b_test.rs` (inline tests)\n**Type**: Create\n\n### T002: B\n\n- **Files:** `c.rs`\n- **Type:** Modify\n\n### T003: C\n\n**File(s)**: `d.rs`\n**Type**: Create / Modify\n\n### T004: D\n\n**File(s)**: `e.rs` (inline)\n**Type**: Create\n",
        &[
            "5:15 told path a.rs create @T001",
            "5:23 told path b_test.rs create @T001",
            "10:15 path c.rs modify @T002",
            "15:15 told path d.rs create @T003",
            "20:15 path e.rs create @T004",
        ],
    );
}

#[test]
fn notes_in_lists_of_files_name_no_files_of_the_list() {
    check(
        "plan.md",
        "# X\n\n**Files to modify:**\n- `a.go` (copy .env too, see `b.go`)\n- `c.go` (and `d.go`)\n- `e.toml` (create the settings)\n\nPrint \"see f/g.md for more\".\n",
        &[
            "4:4 path a.go modify",
            "4:31 path b.go read",
            "5:4 path c.go modify",
            "5:16 path d.go modify",
            "6:4 told path e.toml create",
        ],
    );
}

#[test]
fn fences_illustrate() {
    check(
        "plan.md",
        "# X\n\n```bash\nmake test\ncurl -X POST http://localhost:3000/v1/x -d '{}'\n```\n\n```sql\nCREATE TABLE fees (id int);\n```\n",
        &[
            "4:6 shown target test",
            "5:35 shown endpoint post /v1/x",
            "9:14 shown table fees create",
        ],
    );
}

#[test]
fn boxes_of_other_tools_name_files_without_marks() {
    check(
        "specs/001-x/tasks.md",
        "# Tasks\n\n- [ ] T001 [P] Create User model in src/models/user.ts\n- [ ] T002 Update src/app.ts\n",
        &["3:37 told path src/models/user.ts create @T001", "4:19 path src/app.ts modify @T002"],
    );
}

#[test]
fn json_plans_have_values_and_claims() {
    let text = r#"{"steps": [{"order": 1, "description": "Use \"x\" of `a.go:3`",
  "code_files": ["modify b/c.go", "d/e.go (new)", "f/g.go"], "files": [{"path": "f/g.go", "action": "delete"}]}]}"#;
    let document = plan_document("answer.json", text);
    assert_eq!(document.form, PlanForm::Architect);
    assert_eq!(
        lines(&document),
        [
            "1:55 told path a.go read 3-3 @1",
            "2:26 path b/c.go modify @1",
            "2:36 path d/e.go create @1",
            "2:52 path f/g.go delete @1",
            "2:82 path f/g.go delete @1",
        ]
    );
    let order = document.values.iter().find(|value| value.pointer == "/steps/0/order").unwrap();
    assert_eq!((order.text.as_str(), order.place.column), ("1", 22));
}

#[test]
fn broken_json_is_said_and_read_as_far_as_it_goes() {
    let document = plan_document(
        "x.json",
        "{\"steps\": [{\"order\": 1, \"code_files\": [\"modify a/b.go\"]},\n {\"order\": ",
    );
    assert_eq!(document.faults.len(), 1);
    assert_eq!(lines(&document), ["1:48 path a/b.go modify @1"]);
}

fn cut<'t>(text: &'t str, claim: &Claim) -> String {
    let place = &claim.place;
    assert_eq!(place.line, place.end_line, "{claim:?}");
    let line: &'t str = text.split('\n').nth(place.line as usize - 1).unwrap();
    line.chars()
        .skip(place.column as usize - 1)
        .take((place.end_column - place.column) as usize)
        .collect()
}

proptest::proptest! {
    #[test]
    fn places_hold_what_claims_name(
        text in r"([-#*|] |`|é|\n|\[ \] |Create|Modify: |and |POST |/v1/x|a/b\.go|:12-20|c\.rs|`Foo`|make x| |T-001|→){0,24}"
    ) {
        let document = plan_document("docs/plans/x.md", &text);
        for claim in &document.claims {
            let cut = cut(&text, claim);
            let held = claim.kind == ClaimKind::Endpoint || cut.contains(&claim.subject);
            proptest::prop_assert!(held, "{:?} in {:?}", claim, cut);
        }
    }
}
