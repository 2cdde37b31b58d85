//! What the program finds in the fixtures is what somebody counted by hand: `fixtures/README.md`.

use serde_json::Value;

use crate::environment::TestEnvironment;

fn analysis(fixture: &str) -> Value {
    let environment = TestEnvironment::with(&[fixture]);
    environment.json(&["analyze", fixture.rsplit('/').next().unwrap()])
}

fn list<'a>(analysis: &'a Value, name: &str) -> Vec<&'a Value> {
    analysis[name].as_array().unwrap().iter().collect()
}

fn text<'a>(fact: &'a Value, key: &str) -> &'a str {
    fact[key].as_str().unwrap_or_default()
}

/// Endpoints that ship, as `METHOD path`.
#[track_caller]
fn check_endpoints(fixture: &str, expected: &[&str]) {
    let analysis = analysis(fixture);
    let shipped = list(&analysis, "routes").into_iter().filter(|route| route["test"] != true);
    let mut found: Vec<String> =
        shipped.map(|route| format!("{} {}", text(route, "method"), text(route, "path"))).collect();
    found.sort();
    let mut expected: Vec<&str> = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{fixture}");
}

#[test]
fn endpoints_of_a_small_service() {
    check_endpoints("small/no-docs", &["POST /links", "GET /{name}"]);
}

#[test]
fn endpoints_of_net_http() {
    check_endpoints(
        "small/net-http",
        &[
            "GET /healthz",
            "GET /api/books",
            "POST /api/books",
            "GET /api/books/{isbn}",
            "DELETE /api/books/{isbn}",
            "GET /api/files/{path}",
            "* /api/legacy",
        ],
    );
}

#[test]
fn endpoints_of_nested_chi_routers() {
    check_endpoints(
        "small/chi-nested",
        &[
            "GET /health",
            "GET /v1/gardens",
            "POST /v1/gardens",
            "GET /v1/gardens/{gardenID}",
            "DELETE /v1/gardens/{gardenID}",
            "GET /v1/gardens/{gardenID}/beds",
            "PUT /v1/gardens/{gardenID}/beds/{bedID}",
            "POST /v1/gardens/{gardenID}/beds/{bedID}/water",
            "GET /v1/seeds",
        ],
    );
}

#[test]
fn endpoints_of_gin_groups() {
    check_endpoints(
        "small/gin-groups",
        &[
            "GET /ping",
            "GET /v1/recipes",
            "POST /v1/recipes",
            "GET /v1/recipes/{id}",
            "PUT /v1/recipes/{id}",
            "POST /v1/recipes/{id}/images",
            "DELETE /v1/recipes/{id}/images/{image}",
            "* /webhook",
        ],
    );
}

#[test]
fn endpoints_of_echo() {
    check_endpoints(
        "small/echo-basic",
        &["GET /health", "GET /bikes", "GET /bikes/{id}", "POST /loans", "DELETE /loans/{id}"],
    );
}

#[test]
fn endpoints_of_actix_web() {
    check_endpoints(
        "small/actix",
        &[
            "GET /health",
            "GET /v1/harbours",
            "POST /v1/harbours",
            "GET /v1/harbours/{name}/tides",
            "DELETE /v1/harbours/{name}",
        ],
    );
}

#[test]
fn endpoints_of_axum() {
    check_endpoints(
        "ledger-core",
        &[
            "GET /health",
            "POST /v1/ledgers",
            "GET /v1/ledgers/{ledger_id}",
            "POST /v1/ledgers/{ledger_id}/accounts",
            "GET /v1/ledgers/{ledger_id}/accounts/{alias}/balance",
            "POST /v1/ledgers/{ledger_id}/transactions",
        ],
    );
}

/// Names of the facts of a list that ship.
fn names<'a>(analysis: &'a Value, name: &str) -> Vec<&'a str> {
    let shipped = list(analysis, name).into_iter().filter(|one| one["test"] != true);
    let mut names: Vec<&str> = shipped.map(|fact| text(fact, "name")).collect();
    names.sort_unstable();
    names
}

fn levels(analysis: &Value, level: &str) -> usize {
    let real = list(analysis, "tests").into_iter().filter(|test| text(test, "kind") == "test");
    // A unit test is what a test is when nothing else is said of it.
    real.filter(|test| test["level"].as_str().unwrap_or("unit") == level).count()
}

fn tables(analysis: &Value) -> Vec<&str> {
    let sets = analysis["migrations"]["sets"].as_array().unwrap();
    let tables = sets.iter().flat_map(|set| set["schema"]["tables"].as_array().unwrap());
    tables.map(|table| text(table, "name")).collect()
}

#[test]
fn facts_of_the_go_target() {
    let analysis = analysis("plugin-fees");
    let go = list(&analysis, "files").into_iter().filter(|file| text(file, "language") == "go");
    let (marked, shipped): (Vec<_>, Vec<_>) =
        go.partition(|file| file["test"] == true || file["generated"] == true);
    assert_eq!((shipped.len(), marked.len()), (29, 10));
    let interfaces = ["Authorizer", "Gateway", "Pinger", "Publisher", "Repository", "Repository"];
    assert_eq!(names(&analysis, "interfaces"), interfaces);
    assert_eq!((levels(&analysis, "unit"), levels(&analysis, "integration")), (16, 1));
    assert_eq!(list(&analysis, "tests").len(), 17);
    assert_eq!(tables(&analysis), ["fee_charge", "fee_package"]);
    let problems = analysis["migrations"]["sets"][0]["problems"].as_array().unwrap();
    let problems: Vec<&str> = problems.iter().map(|problem| text(problem, "file")).collect();
    assert_eq!(problems, ["migrations/000004_index_charge_payer.up.sql"]);
}

#[test]
fn implementations_of_the_go_target() {
    let analysis = analysis("plugin-fees");
    let mut found: Vec<String> = list(&analysis, "implementations")
        .into_iter()
        .filter(|one| one["test"] != true)
        .map(|one| {
            let (name, interface) = (text(&one["type"], "name"), text(&one["interface"], "name"));
            let folder = text(&one["interface"], "file").rsplit('/').nth(1).unwrap_or("?");
            format!("{name}: {folder}.{interface}")
        })
        .collect();
    found.sort();
    found.dedup();
    for expected in [
        "AMQPPublisher: rabbitmq.Publisher",
        "Client: middleware.Authorizer",
        "HTTPGateway: ledger.Gateway",
        "MockRepository: feepackage.Repository",
        "PostgresRepository: charge.Repository",
        "PostgresRepository: feepackage.Repository",
    ] {
        assert!(found.iter().any(|one| one == expected), "no `{expected}` in {found:#?}");
    }
}

#[test]
fn facts_of_the_rust_target() {
    let analysis = analysis("ledger-core");
    let files = list(&analysis, "files").into_iter();
    assert_eq!(files.filter(|file| text(file, "language") == "rust").count(), 19);
    let traits = ["AccountStore", "LedgerStore", "Store", "TransactionStore"];
    assert_eq!(names(&analysis, "interfaces"), traits);
    let found = ["unit", "integration", "property"].map(|level| levels(&analysis, level));
    assert_eq!(found, [5, 4, 2]);
    assert_eq!(tables(&analysis).len(), 4, "{:?}", tables(&analysis));
}

/// Requirements of a table that the code has nothing of. Words alone never make one `present`, so those
/// that are there may be `partial`.
#[track_caller]
fn check_absent(target: &str, table: &[&str], expected: &[&str]) {
    let environment = TestEnvironment::plugins();
    environment.fixture("ledger-core");
    let plan = environment.json(&["plan", target, "--format", "model"]);
    let items = list(&plan, "gap").into_iter().filter(|item| table.contains(&text(item, "id")));
    let states: Vec<(&str, &str)> =
        items.map(|item| (text(item, "id"), text(item, "state"))).collect();
    let ids: Vec<&str> = states.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, table, "requirements in the gap");
    let absent = states.iter().filter(|(_, state)| *state == "absent");
    assert_eq!(absent.map(|(id, _)| *id).collect::<Vec<_>>(), expected);
}

#[test]
fn requirements_of_the_go_target() {
    check_absent(
        "plugin-fees",
        &[
            "FR-001", "FR-002", "FR-003", "FR-004", "FR-005", "FR-006", "FR-007", "FR-008",
            "FR-009", "FR-010", "FR-011", "FR-012",
        ],
        &["FR-003", "FR-004", "FR-005", "FR-007", "FR-008", "FR-009", "FR-010", "FR-011", "FR-012"],
    );
}

#[test]
fn requirements_of_the_rust_target() {
    check_absent(
        "ledger-core",
        &["FR-001", "FR-002", "FR-003", "FR-004", "FR-005", "FR-006", "FR-007", "FR-008"],
        &["FR-004", "FR-005", "FR-006", "FR-007", "FR-008"],
    );
}

#[test]
fn integrations_of_the_go_target() {
    let environment = TestEnvironment::plugins();
    let plan = environment.json(&["plan", "plugin-fees", "--format", "model"]);
    let items = list(&plan, "gap").into_iter().filter(|item| text(item, "kind") == "integration");
    let found: Vec<(&str, &str)> =
        items.map(|item| (text(item, "title"), text(item, "state"))).collect();
    let open: Vec<&str> =
        found.iter().filter(|(_, state)| *state != "present").map(|(title, _)| *title).collect();
    assert_eq!(open, ["Valkey"], "{found:?}");
}
