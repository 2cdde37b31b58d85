//! What words say of names.

use super::*;

#[track_caller]
fn check(text: &str, expected: &[(&str, Option<Action>, bool)]) {
    let names: Vec<Range<usize>> =
        crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
    let found = said(text, &names);
    let found: Vec<_> = names
        .iter()
        .zip(&found)
        .map(|(name, said)| (text.get(name.clone()).unwrap(), said.action, said.is_direct()))
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn verbs_reach_their_names() {
    use Action::{Create, Delete, Modify, Move, Read};
    check(
        "Create `a.go`, `b.go` and `c.go`",
        &[("a.go", Some(Create), true), ("b.go", Some(Create), true), ("c.go", Some(Create), true)],
    );
    check(
        "Modify `a.go` to call `b.go`",
        &[("a.go", Some(Modify), true), ("b.go", Some(Read), true)],
    );
    check("Create User model in src/user.ts", &[("src/user.ts", Some(Create), false)]);
    check("Add a route to `a.go`", &[("a.go", Some(Modify), false)]);
    check("Remove the field from `a.go`", &[("a.go", Some(Modify), false)]);
    check(
        "Delete `a.go`. The rest of `b.go` stays",
        &[("a.go", Some(Delete), true), ("b.go", None, false)],
    );
    check("Move `a.go` to `b.go`", &[("a.go", Some(Move), true), ("b.go", Some(Move), true)]);
    check("`a.go` (new), `b.go`", &[("a.go", Some(Create), true), ("b.go", None, false)]);
    check(
        "Atualizar `a.go` e criar `b.go`",
        &[("a.go", Some(Modify), true), ("b.go", Some(Create), true)],
    );
    check("Create the fee service for `a.go`", &[("a.go", None, false)]);
    check("Create the use case in `a.go`", &[("a.go", Some(Create), false)]);
    check("Create: it mirrors `a.go`", &[("a.go", Some(Read), true)]);
    check("1.2 Modify: `a.go` with `b.go`", &[("a.go", Some(Modify), true), ("b.go", None, false)]);
    check("Note: `a.go`", &[("a.go", None, false)]);
    check("`go.mod` additions: x", &[("go.mod", Some(Modify), true)]);
    check("no new `go.mod` lines", &[("go.mod", None, false)]);
    check("the parser of `a.go` is slow", &[("a.go", None, false)]);
}

#[test]
fn words_that_are_no_verbs_say_nothing() {
    use Action::{Create, Modify};
    check("the build-info helper, `a.go`", &[("a.go", None, false)]);
    check("what the removed `a.go` did", &[("a.go", None, false)]);
    check("it is moved into `a.go`", &[("a.go", Some(Create), false)]);
    check("Add filtering to exclude `a.go`", &[("a.go", None, false)]);
    check("Add a flag to update `a.go`", &[("a.go", None, false)]);
    check("We need to update `a.go`", &[("a.go", Some(Modify), true)]);
    check("Add `a.go` assertions: x", &[("a.go", Some(Create), false)]);
    check("GET/DELETE `/v1/a.md`", &[("/v1/a.md", None, false)]);
    check(
        "Create `a.go` in `b.go`",
        &[("a.go", Some(Create), true), ("b.go", Some(Create), false)],
    );
    check(
        "Add a `a.go` target (and a `b.go` that runs)",
        &[("a.go", Some(Create), true), ("b.go", Some(Create), true)],
    );
    check("Create the tool call history in `a.go`", &[("a.go", Some(Create), false)]);
    check("Verify index updates in `a.go`", &[("a.go", None, false)]);
    check("Create `a.go` entry point", &[("a.go", Some(Create), true)]);
}

#[test]
fn notes_speak_of_the_file_or_of_what_is_in_it() {
    use Action::{Create, Delete, Modify};
    check("`a.go` (to be removed)", &[("a.go", Some(Delete), true)]);
    check("`a.go` (new file)", &[("a.go", Some(Create), true)]);
    check("Create `a.go` (add the target)", &[("a.go", Some(Create), true)]);
    check("`a.go` (BBolt write transaction)", &[("a.go", None, false)]);
    let note = |text| {
        let said = said(text, std::slice::from_ref(&(1..5)));
        (said[0].action, said[0].bond, said[0].unsure)
    };
    assert_eq!(note("`a.go` (add the target)"), (Some(Modify), Bond::Noted, false));
    assert_eq!(note("`a.go` (create if absent)"), (Some(Create), Bond::Noted, true));
    assert_eq!(note("`a.go` (create the settings)"), (Some(Create), Bond::Noted, true));
    assert_eq!(note("`a.go` - Create the settings"), (Some(Create), Bond::Noted, true));
    assert_eq!(note("`a.go` — add the target"), (None, Bond::Told, false));
    assert_eq!(note("`a.go` — calls it"), (None, Bond::Told, false));
    assert_eq!(note("`a.go` (new endpoint)"), (None, Bond::Told, false));
    check("`a.go` (create at the root)", &[("a.go", Some(Create), true)]);
    check("`a.go` (create - it starts all)", &[("a.go", Some(Create), true)]);
}

#[test]
fn what_may_be_there_is_left_open() {
    let sure = |text: &str| {
        let names: Vec<Range<usize>> =
            crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
        let said = said(text, &names);
        (said[0].action, said[0].standing())
    };
    let told = (Some(Action::Create), Standing::Told);
    assert_eq!(sure("Create or update `a.go`"), told);
    assert_eq!(sure("Create/refresh `a.go`"), told);
    assert_eq!(sure("Implement `a.go`"), told);
    assert_eq!(sure("Create `a.go`"), (Some(Action::Create), Standing::Listed));
}

#[test]
fn moves_have_a_target_and_denials_are_seen() {
    let text = "rename `a.go` → `b.go`";
    let names: Vec<Range<usize>> =
        crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
    assert_eq!(said(text, &names)[1].bond, Bond::Target);
    let name = 15..19;
    assert!(said("do not modify `a.go`", std::slice::from_ref(&name))[0].denied);
}

#[test]
fn what_the_program_does_is_not_what_is_to_be_done() {
    let standing = |text: &str| {
        let names: Vec<Range<usize>> =
            crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
        let said = said(text, &names);
        (said[0].action, said[0].standing())
    };
    let (create, modify) = (Some(Action::Create), Some(Action::Modify));
    assert_eq!(standing("init creates `a.go`"), (create, Standing::Shown));
    assert_eq!(standing("Updates `a.go` when it runs"), (modify, Standing::Shown));
    assert_eq!(standing("Task 3 creates `a.go`"), (create, Standing::Listed));
    assert_eq!(standing("This step updates `a.go`"), (modify, Standing::Listed));
    assert_eq!(standing("Updated `a.go` to show it"), (modify, Standing::Told));
    assert_eq!(standing("Updated: `a.go`"), (modify, Standing::Listed));
    assert_eq!(standing("Write the settings to `a.go`"), (create, Standing::Told));
    assert_eq!(standing("or use a second file `a.go`"), (create, Standing::Told));
    assert_eq!(standing("Write the delete_row() case of `a.go`"), (None, Standing::Told));
    assert_eq!(standing("Implement delete() in `a.go`"), (create, Standing::Told));
}

#[test]
fn cells_of_actions_tell_of_the_file() {
    use Action::{Create, Delete, Modify, Move};
    let told = |cell| of_cell(cell);
    assert_eq!(told("New"), Some(Create));
    assert_eq!(told("Add"), Some(Create));
    assert_eq!(told("Add a member"), Some(Modify));
    assert_eq!(told("Create with tests"), Some(Create));
    assert_eq!(told("Delete (unused)"), Some(Delete));
    assert_eq!(told("Remove the old rule"), Some(Modify));
    assert_eq!(told("Move to x"), Some(Move));
    assert_eq!(told("–"), None);
}
