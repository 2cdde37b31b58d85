//! `groundplan diff`: what differs between two states of a repository.

use serde_json::Value;

use crate::environment::TestEnvironment;

const STORE: &str = "package shop\n\ntype Store interface {\n\tGet(id string) error\n}\n";
const NEW_STORE: &str =
    "package shop\n\ntype Store interface {\n\tGet(id string) (int, error)\n\tList() error\n}\n";
const SERVER: &str = "package shop\n\nimport \"github.com/gin-gonic/gin\"\n\n\
    func Routes(r *gin.Engine) {\n\tr.GET(\"/v1/items\", list)\n}\n\nfunc list() {}\n";
const TABLE: &str = "CREATE TABLE item (\n    id UUID PRIMARY KEY,\n    price INT\n);\n";

/// A shop with one version that is tagged and another that is checked out, which has an edit in it.
fn shop() -> TestEnvironment {
    let environment = TestEnvironment::new();
    environment.write("shop/go.mod", "module example.test/shop\n\ngo 1.24\n");
    environment.write("shop/store.go", STORE);
    environment.write("shop/server.go", SERVER);
    environment.write("shop/stays.go", "package shop\n\ntype Stays struct{}\n");
    environment.write("shop/migrations/000001_item.up.sql", TABLE);
    environment.commit("shop");
    environment.git("shop", &["tag", "v1"]);
    environment.write("shop/store.go", NEW_STORE);
    environment.git("shop", &["mv", "server.go", "routes.go"]);
    let more = "ALTER TABLE item ADD COLUMN name TEXT;\nALTER TABLE item ALTER COLUMN price TYPE BIGINT;\n";
    environment.write("shop/migrations/000002_name.up.sql", more);
    environment.git("shop", &["add", "--all"]);
    environment.git("shop", &["commit", "--quiet", "--message=second"]);
    environment.write("shop/stays.go", "package shop\n\n\ntype Stays struct{ ID int }\n");
    environment
}

fn kind<'a>(diff: &'a Value, name: &str) -> &'a Value {
    let kinds = diff["kinds"].as_array().unwrap();
    kinds.iter().find(|kind| kind["kind"] == name).unwrap()
}

fn names(facts: &Value) -> Vec<&str> {
    let facts = facts.as_array().map(Vec::as_slice).unwrap_or_default();
    facts.iter().map(|fact| fact["name"].as_str().unwrap()).collect()
}

#[test]
fn two_revisions_differ_by_their_facts() {
    let environment = shop();
    let diff = environment.json(&["diff", "v1", "HEAD", "--path", "shop", "--format", "json"]);
    assert_eq!(diff["schema"], "groundplan.diff/1");
    assert_eq!(diff["before"]["revision"], "v1");
    assert_eq!(diff["worktree"], Value::Null);
    assert_eq!(diff["files"]["changed"], serde_json::json!(["store.go"]));
    assert_eq!(diff["files"]["same"], 3);
    let interface = &kind(&diff, "interfaces")["changed"][0];
    assert_eq!((&interface["name"], &interface["after"]["line"]), (&"Store".into(), &3.into()));
    assert_eq!(names(&kind(&diff, "routes")["moved"]), ["GET /v1/items"]);
    assert_eq!(names(&kind(&diff, "functions")["moved"]), ["Routes", "list"]);
    assert_eq!(names(&kind(&diff, "migrations")["added"]), ["2 name"]);
    assert_eq!(names(&kind(&diff, "columns")["added"]), ["item.name"]);
    assert_eq!(names(&kind(&diff, "columns")["changed"]), ["item.price"]);
    assert_eq!(kind(&diff, "types")["same"], 1);
}

#[test]
fn the_worktree_is_the_other_side_by_default() {
    let environment = shop();
    let diff = environment.json(&["diff", "HEAD", "-C", "shop", "--format", "json"]);
    assert_eq!((&diff["worktree"], &diff["after"]["dirty"]), (&true.into(), &true.into()));
    assert_eq!(diff["files"]["changed"], serde_json::json!(["stays.go"]));
    let changed = &kind(&diff, "types")["changed"][0];
    assert_eq!(changed["details"], serde_json::json!([{"subject": "field ID", "after": "int"}]));
}

#[test]
fn a_bare_repository_has_its_head_for_the_other_side() {
    let environment = shop();
    environment.git("shop", &["clone", "--quiet", "--bare", ".", "../bare.git"]);
    let diff = environment.json(&["diff", "v1", "-C", "bare.git", "--format", "json"]);
    assert_eq!((&diff["worktree"], &diff["after"]["revision"]), (&Value::Null, &"main".into()));
    assert_eq!(names(&kind(&diff, "columns")["added"]), ["item.name"]);
}

#[test]
fn the_exit_code_tells_a_difference_when_asked() {
    let environment = shop();
    let code =
        |arguments: &[&str]| environment.run(&[&["diff", "-C", "shop"], arguments].concat()).code;
    assert_eq!(code(&["v1"]), 0);
    assert_eq!(code(&["v1", "--exit-code"]), 1);
    assert_eq!(code(&["v1", "v1", "--exit-code"]), 0);
    assert_eq!(code(&["HEAD", "--exit-code", "--exclude", "stays.go"]), 0);
    environment.expect(2, &["diff", "-C", "shop", "v2"]).says(&["cannot find the revision v2"]);
    environment.expect(2, &["diff", "v1"]).says(&["is no Git repository", "hint: "]);
}

#[test]
fn a_side_is_what_an_analysis_of_it_says() {
    let environment = shop();
    let diff = environment.json(&["diff", "v1", "-C", "shop", "--format", "json"]);
    let count = |rev: Option<&str>, list: &str| {
        let rev = rev.map(|rev| vec!["--rev", rev]).unwrap_or_default();
        let analysis = environment.json(&[&["analyze", "shop", "--no-history"], &*rev].concat());
        analysis[list].as_array().unwrap().len()
    };
    for list in ["interfaces", "types", "functions", "routes", "packages"] {
        let of = |part: &str| kind(&diff, list)[part].as_array().map_or(0, Vec::len);
        let both = usize::try_from(kind(&diff, list)["same"].as_u64().unwrap()).unwrap()
            + of("changed")
            + of("moved")
            + of("shifted");
        assert_eq!(both + of("removed"), count(Some("v1"), list), "{list}");
        assert_eq!(both + of("added"), count(None, list), "{list}");
    }
}

#[test]
fn a_difference_is_written_for_people() {
    let environment = shop();
    let text = environment.expect(0, &["diff", "v1", "-C", "shop"]).stdout;
    crate::golden::check("diff-shop", &text);
    environment.expect(0, &["diff", "v1", "-C", "shop", "-o", "out.md"]);
    assert_eq!(environment.read("out.md"), text);
}
