//! Since when facts are there, held against the commits that made them.

use serde_json::Value;

use crate::environment::TestEnvironment;

const ROUTES: &str = "package api\n\nimport \"github.com/gofiber/fiber/v2\"\n\n\
    func Routes(app *fiber.App) {\n\tapp.Get(\"/v1/books\", list)\n}\n";

/// Commits everything and tells the commit.
fn commit(environment: &TestEnvironment, day: u32) -> String {
    let date = format!("2024-01-{day:02}T00:00:00Z");
    environment.git("house", &["add", "--all"]);
    environment.git_at(&date, "house", &["commit", "--quiet", "--allow-empty", "--message=change"]);
    environment.git("house", &["rev-parse", "HEAD"]).trim().to_owned()
}

/// `kind name commit`, the latter by its number in `commits`, then the former path.
fn told(analysis: &Value, commits: &[String]) -> Vec<String> {
    let found = analysis["git"]["first_seen"].as_array().cloned().unwrap_or_default();
    let one = |fact: &Value| {
        let number = commits.iter().position(|commit| fact["commit"] == **commit).unwrap();
        let text = |key: &str| fact[key].as_str().unwrap_or_default().to_owned();
        let line = [text("kind"), text("name"), number.to_string(), text("former_path")].join(" ");
        line.trim_end().to_owned()
    };
    let mut told: Vec<String> = found.iter().map(one).collect();
    told.sort();
    told
}

#[test]
fn every_kind_has_the_commit_that_made_it() {
    let environment = TestEnvironment::new();
    environment.write("house/go.mod", "module example.test/house\n\ngo 1.24\n");
    environment.git(".", &["init", "--quiet", "--initial-branch=main", "house"]);
    let interface =
        "package api\n\n// Store and Shelf are for later.\ntype Store interface{ Get() error }\n";
    environment.write("house/api/store.go", interface);
    environment.write("house/db/000001_books.up.sql", "CREATE TABLE books (id int);\n");
    let mut commits = vec![commit(&environment, 1)];
    environment.write(
        "house/api/store.go",
        format!("{interface}\ntype Shelf interface{{ Put() error }}\n"),
    );
    environment.write("house/api/routes.go", ROUTES);
    commits.push(commit(&environment, 2));
    // Moved and changed: what was there before keeps its commit.
    environment.git("house", &["mv", "api", "http"]);
    let more = ROUTES.replace(
        "list)\n",
        "list)\n\tapp.Post(\"/v1/books\", create)\n\tapp.Get(\"/v1/books/:id\", get)\n",
    );
    environment.write("house/http/routes.go", &more);
    environment.write(
        "house/db/000002_shelves.up.sql",
        "ALTER TABLE books RENAME TO tomes;\nCREATE TABLE shelves (id int);\n",
    );
    commits.push(commit(&environment, 3));
    // Gone and back again: the first time counts.
    environment.write("house/http/routes.go", more.replace("\tapp.Get(\"/v1/books\", list)\n", ""));
    let test = "package http\n\nimport \"testing\"\n\nfunc TestBooks(t *testing.T) {}\n";
    environment.write("house/http/routes_test.go", test);
    commits.push(commit(&environment, 4));
    environment.write("house/http/routes.go", &more);
    commits.push(commit(&environment, 5));
    environment.write("house/http/other_test.go", test.replace("TestBooks", "TestNotCommitted"));
    let analysis = environment.json(&["analyze", "house", "--first-seen"]);
    let expected = [
        "endpoint GET /v1/books 1 api/routes.go",
        "endpoint GET /v1/books/{id} 2",
        "endpoint POST /v1/books 2",
        "interface Shelf 1 api/store.go",
        "interface Store 0 api/store.go",
        "table shelves 2",
        "table tomes 0",
        "test TestBooks 3",
    ];
    assert_eq!(told(&analysis, &commits), expected);
    let files = analysis["git"]["files"].as_array().unwrap();
    let created = |path: &str| {
        let file = files.iter().find(|file| file["path"] == path).unwrap();
        commits.iter().position(|commit| file["created"]["commit"] == **commit)
    };
    assert_eq!((created("http/store.go"), created("http/routes_test.go")), (Some(0), Some(3)));
    let again = environment.json(&["analyze", "house", "--first-seen"]);
    assert_eq!(again, analysis, "with a cache");
    let without = environment.json(&["analyze", "house"]);
    assert_eq!(without["git"]["first_seen"], Value::Null);
    let alone = environment.json(&["analyze", "house", "--first-seen", "--history", "none"]);
    assert_eq!(alone["git"]["first_seen"], analysis["git"]["first_seen"]);
}

#[test]
fn what_was_there_before_the_known_history_has_no_date() {
    let environment = TestEnvironment::new();
    environment.git(".", &["init", "--quiet", "--initial-branch=main", "house"]);
    let store = "package api\n\ntype Store interface{ Get() error }\n";
    environment.write("house/store.go", store);
    commit(&environment, 1);
    environment.write("house/store.go", format!("{store}\ntype Shelf interface{{}}\n"));
    commit(&environment, 2);
    environment.write(
        "house/store.go",
        format!("{store}\ntype Shelf interface{{}}\n\ntype Box interface{{}}\n"),
    );
    let last = commit(&environment, 3);
    let from = format!("file://{}", environment.path("house"));
    environment.git(".", &["clone", "--quiet", "--depth=2", &from, "shallow"]);
    let analysis = environment.json(&["analyze", "shallow", "--first-seen"]);
    assert_eq!(told(&analysis, &[last]), ["interface Box 0"]);
    let plain = environment.json(&["analyze", "house/..", "--first-seen"]);
    assert_eq!(plain["git"]["first_seen"], Value::Null, "a plain folder");
}
