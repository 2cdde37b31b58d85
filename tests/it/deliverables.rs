//! Code blocks of the plan: interfaces for new tables in the form of the target's own.

use serde_json::Value;

use crate::environment::TestEnvironment;

/// The blocks of a language in all phases of the plan of a target.
fn blocks(environment: &TestEnvironment, target: &str, language: &str) -> Vec<Value> {
    let plan = environment.json(&["plan", target, "--format", "model"]);
    let phases = plan["phases"].as_array().unwrap().iter();
    let blocks = phases.flat_map(|phase| phase["deliverables"].as_array().unwrap());
    blocks.filter(|block| block["language"] == language).cloned().collect()
}

#[track_caller]
fn check(block: &Value, expected: &str, cite: &str) {
    let text = block["text"].as_str().unwrap();
    assert!(text.ends_with(expected), "{text}");
    assert_eq!(block["cites"][0], cite);
    assert!(text.contains(&format!("({cite})")), "{text}");
}

#[test]
fn a_new_table_gets_an_interface_in_the_form_of_its_sibling() {
    let blocks = blocks(&TestEnvironment::plugins(), "plugin-fees", "go");
    let waiver = blocks.iter().find(|block| block.to_string().contains("package feewaiver"));
    check(
        waiver.unwrap(),
        "package feewaiver\n\nimport (\n\t\"context\"\n\n\
         \t\"github.com/example/plugin-fees/internal/domain\"\n\t\"github.com/google/uuid\"\n)\n\n\
         // Repository stores and loads FeeWaiver.\ntype Repository interface {\n\
         \tCreate(ctx context.Context, item *domain.FeeWaiver) error\n\
         \tFind(ctx context.Context, id uuid.UUID) (*domain.FeeWaiver, error)\n\
         \tList(ctx context.Context, organizationID uuid.UUID, limit int, after uuid.UUID) ([]domain.FeeWaiver, error)\n\
         \tSoftDelete(ctx context.Context, id uuid.UUID) error\n}",
        "internal/adapters/postgres/feepackage/repository.go:15",
    );
    let conventions = blocks[0]["text"].as_str().unwrap();
    for line in [
        "// Context: 12 of 12 methods of interfaces take it first, as Ping (internal/adapters/http/in/health.go:12).\n",
        "// Constructors: 11 of 13 give a value alone, as NewClient (internal/adapters/accessmanager/client.go:23).\n",
    ] {
        assert!(conventions.contains(line), "{conventions}");
    }
}

#[test]
fn a_trait_follows_that_of_the_target() {
    let blocks = blocks(&TestEnvironment::with(&["ledger-core"]), "ledger-core", "rust");
    check(
        &blocks[0],
        "use crate::LedgerError;\nuse uuid::Uuid;\n\n/// Where Hold is kept.\n\
         pub trait HoldStore: Send + Sync {\n\
         \x20   fn create_hold(&self, hold: &Hold) -> Result<(), LedgerError>;\n\
         \x20   fn find_hold(&self, id: Uuid) -> Result<Option<Hold>, LedgerError>;\n}",
        "crates/domain/src/store.rs:8",
    );
}

#[test]
fn a_target_without_storage_shows_no_form_to_follow() {
    let environment = TestEnvironment::new();
    environment.write("new/go.mod", "module example.com/new\n\ngo 1.22\n");
    environment.write("new/main.go", "package main\n\nfunc main() {}\n");
    environment.write(
        "new/docs/pre-development-docs/TRD.md",
        "# TRD\n\n## Data\n\n```sql\nCREATE TABLE fee_tier (id UUID PRIMARY KEY);\n```\n\n\
         ## Interfaces\n\n```go\ntype Clock interface {\n\tNow() time.Time\n}\n```\n",
    );
    let texts: Vec<String> = blocks(&environment, "new", "go")
        .iter()
        .map(|block| block["text"].as_str().unwrap().to_owned())
        .collect();
    let all = texts.join("\n");
    assert!(all.contains("\ntype Clock interface {\n\tNow() time.Time\n}"), "{all}");
    for open in ["has no `New…` yet", "has none yet", "there is no form to follow"] {
        assert!(all.contains(open), "{open}: {all}");
    }
}
