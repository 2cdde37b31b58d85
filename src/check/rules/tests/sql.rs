//! Shapes of SQL.

use super::check;

fn sql(text: &str) -> String {
    format!("# Tasks\n\n## T-001: Tiers\n\n```sql\n{text}\n```\n")
}

#[track_caller]
fn lost(text: &str, expected: &[&str]) {
    check("safe.destructive-sql", &sql(text), expected);
}

#[test]
fn losses_are_found_however_they_are_written() {
    lost("DROP TABLE IF EXISTS \"public\".\"charge\", tier CASCADE;", &["6 charge", "6 tier"]);
    lost("drop table other;\nDROP\n  TABLE charge", &["8 charge"]);
    lost("ALTER TABLE charge DROP a, DROP COLUMN IF EXISTS b;", &["6 a", "6 b"]);
    lost("ALTER TABLE charge\n  RENAME amount TO total;", &["7 amount"]);
    lost("ALTER TABLE charge RENAME TO fee;", &["6 charge"]);
    lost("ALTER TABLE charge ALTER amount TYPE bigint;", &["6 amount"]);
    lost("ALTER TABLE charge ALTER COLUMN amount SET DATA TYPE numeric(10, 2);", &["6 amount"]);
    lost("TRUNCATE charge, other;", &["6 charge"]);
    lost("DELETE FROM charge;", &["6 charge"]);
    lost("DO $$ BEGIN\n  ALTER TABLE charge DROP COLUMN a;\nEND $$;", &["7 a"]);
    lost("DROP TABLE charge;\nCREATE TABLE charge (id uuid);", &["6 charge"]);
}

#[test]
fn what_only_looks_like_a_loss_is_none() {
    lost(
        "ALTER TABLE charge DROP CONSTRAINT a;\nALTER TABLE charge RENAME CONSTRAINT a TO b;",
        &[],
    );
    lost("ALTER TABLE charge ALTER COLUMN type SET DEFAULT 'x', ALTER a DROP DEFAULT;", &[]);
    lost("COMMENT ON TABLE charge IS 'DROP TABLE charge; -- soon';", &[]);
    lost("/* DROP TABLE charge; */ -- DROP TABLE tier;\nSELECT 1;", &[]);
    lost("DELETE FROM charge WHERE id = 1;", &[]);
    lost("CREATE TEMP TABLE charge (id uuid);\nDROP TABLE charge;", &[]);
    lost("DROP INDEX charge;\nDROP TYPE tier;", &[]);
}

#[test]
fn the_way_back_may_lose_and_the_way_on_may_not() {
    lost("-- +migrate Down\nDROP TABLE charge;", &[]);
    lost("-- Up\nDROP TABLE tier;\n-- Down\n\n\n\n\n\nDROP TABLE charge;", &["7 tier"]);
    lost("-- Down\nSELECT 1;\n-- Up\nDROP TABLE charge;", &["9 charge"]);
    lost("DROP TABLE charge; -- rollback", &[]);
    let text =
        "# Tasks\n\n## T-001: Breakdown of markdown downloads\n\n```sql\nDROP TABLE charge;\n```\n";
    check("safe.destructive-sql", text, &["6 charge"]);
    let text = "# Tasks\n\n## T-001: Tiers\n\n`5_x.down.sql`:\n\n```sql\nDROP TABLE charge;\n```\n";
    check("safe.destructive-sql", text, &[]);
}

#[track_caller]
fn unfilled(text: &str, expected: &[&str]) {
    check("safe.not-null", &sql(text), expected);
}

#[test]
fn columns_that_rows_cannot_have() {
    unfilled("ALTER TABLE charge ADD COLUMN amount numeric(10, 2) NOT NULL;", &["6 amount"]);
    unfilled(
        "ALTER TABLE charge ADD a int NOT NULL, ADD b int, ADD c int NOT NULL;",
        &["6 a", "6 c"],
    );
    unfilled("ALTER TABLE charge ADD COLUMN IF NOT EXISTS a int NOT NULL;", &["6 a"]);
    unfilled("ALTER TABLE charge ADD COLUMN a uuid PRIMARY KEY;", &["6 a"]);
    unfilled("ALTER TABLE charge ADD COLUMN a numeric(10, 2) DEFAULT 0 NOT NULL;", &[]);
    unfilled("ALTER TABLE charge ADD COLUMN a bigserial NOT NULL;", &[]);
    unfilled("ALTER TABLE charge ADD COLUMN a int GENERATED ALWAYS AS IDENTITY NOT NULL;", &[]);
    unfilled("ALTER TABLE charge ADD COLUMN a int CHECK (a IS NOT NULL OR b);", &[]);
    unfilled("ALTER TABLE charge ADD CONSTRAINT a CHECK (b IS NOT NULL);", &[]);
    unfilled("ALTER TABLE charge ADD COLUMN a int; -- NOT NULL later", &[]);
    unfilled("ALTER TABLE other ADD COLUMN a int NOT NULL;", &[]);
    let mysql = "# T\n\n## T-001: A\n\n```mysql\nALTER TABLE charge ADD a int NOT NULL;\n```\n";
    check("safe.not-null", mysql, &[]);
}

#[test]
fn indexes_that_lock() {
    let rule = |text: &str, expected: &[&str]| check("safe.locking-index", &sql(text), expected);
    rule("CREATE UNIQUE INDEX IF NOT EXISTS i\n  ON \"charge\" (a)\n  WHERE b;", &["6 INDEX"]);
    rule("create index on charge using gin (a);", &["6 index"]);
    rule("CREATE INDEX CONCURRENTLY i ON charge (a);", &[]);
    rule("CREATE INDEX i ON ONLY charge (a);", &[]);
    rule("CREATE TABLE charge (id uuid);\nCREATE INDEX i ON charge (id);", &[]);
    rule("CREATE INDEX i ON charge (id);\nCREATE TABLE charge (id uuid);", &["6 INDEX"]);
    rule("-- CREATE INDEX i ON charge (id);", &[]);
}
