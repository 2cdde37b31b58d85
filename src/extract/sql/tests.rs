//! One statement, its changes: what the reader takes from the text, before anything is run.

use super::script;
use crate::model::{DiagnosticKind, EvidenceClass, SchemaChange, SchemaObject, Source, SqlScript};

fn read(text: &str) -> (SqlScript, Vec<(u32, DiagnosticKind)>) {
    let source =
        Source { file: "a.sql".into(), language: "sql".into(), class: EvidenceClass::default() };
    let (script, diagnostics) = script(&source, text, 1);
    (script, diagnostics.into_iter().map(|found| (found.line, found.kind)).collect())
}

/// `line op kind object` and the marks of a change.
fn line(change: &SchemaChange) -> String {
    let event = &change.event;
    let names = [&event.schema, &event.table, &event.column, &event.index];
    let names: Vec<&str> =
        names.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    let from = if event.from.is_empty() { String::new() } else { format!(" <- {}", event.from) };
    let tolerant = if change.tolerant { " tolerant" } else { "" };
    let concurrently = if change.concurrently { " concurrently" } else { "" };
    format!(
        "{} {} {} {}{from}{tolerant}{concurrently}",
        event.line,
        event.op,
        event.kind,
        names.join(".")
    )
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (script, diagnostics) = read(text);
    let found: Vec<String> = script.changes.iter().map(line).collect();
    assert_eq!(found, expected, "{diagnostics:?}");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
}

#[track_caller]
fn check_reported(text: &str, expected: &[(u32, DiagnosticKind)], changes: &[&str]) {
    let (script, diagnostics) = read(text);
    assert_eq!(diagnostics, expected);
    assert_eq!(script.changes.iter().map(line).collect::<Vec<_>>(), changes);
}

#[test]
fn events_stand_at_the_first_token_of_their_statement() {
    check(
        "-- one\n/* two\n*/ CREATE\nTABLE a (\n x INT); CREATE TABLE b (x INT);",
        &["3 create table a", "5 create table b"],
    );
}

#[test]
fn names_are_those_of_the_catalog() {
    check("CREATE TABLE Public.\"My T\" (x INT)", &["1 create table My T"]);
    check("CREATE TABLE App.T (x INT)", &["1 create table app.t"]);
    check("SET search_path = app, public; CREATE TABLE t (x INT)", &["1 create table app.t"]);
    check("SET LOCAL search_path TO public; CREATE TABLE t (x INT)", &["1 create table t"]);
}

#[test]
fn forms_that_the_grammar_does_not_know() {
    check(
        "DROP INDEX CONCURRENTLY IF EXISTS a, b",
        &["1 drop index a tolerant concurrently", "1 drop index b tolerant concurrently"],
    );
    check(
        "CREATE INDEX i ON ONLY t USING gin (a gin_trgm_ops) TABLESPACE fast WHERE a > 0",
        &["1 create index t.i"],
    );
    check(
        "ALTER INDEX IF EXISTS i RENAME TO j; ALTER INDEX i SET (fillfactor = 1)",
        &["1 rename index j <- i tolerant"],
    );
    check(
        "ALTER TABLE t ALTER COLUMN a SET STATISTICS 1, DROP COLUMN b, SET (fillfactor = 1)",
        &["1 drop column t.b"],
    );
    check(
        "ALTER TABLE t ALTER a TYPE TEXT COLLATE pg_catalog.\"C\", ADD b TEXT COLLATE \"C\" NOT NULL",
        &["1 alter column t.a", "1 create column t.b"],
    );
    check("ALTER TABLE t ADD CONSTRAINT n NOT NULL a", &["1 alter column t.a"]);
    check("ALTER TABLE t SET SCHEMA app", &["1 alter table app.t <- t"]);
    check("ALTER TABLE t ATTACH PARTITION p FOR VALUES FROM (1) TO (2)", &["1 alter table p"]);
}

#[test]
fn statements_without_change_are_not_parsed() {
    let text = "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING; REINDEX INDEX CONCURRENTLY i; COPY t FROM stdin;\n1\n\\.\n\
        CREATE OR REPLACE RULE r AS ON INSERT TO t DO INSTEAD NOTHING; GRANT ALL ON t TO u; VACUUM; CREATE ROLE x; \
        ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO x; CREATE TEMP TABLE s (x INT); DROP TABLE s";
    check(text, &[]);
    assert_eq!(read("BEGIN; SELECT 1; COMMIT;").0.statements, 3);
}

#[test]
fn objects_that_only_their_name_says() {
    check(
        "CREATE OR REPLACE FUNCTION app.f(a INT) RETURNS INT LANGUAGE sql AS $$ SELECT 1; $$",
        &["1 create function app.f tolerant"],
    );
    check(
        "CREATE TRIGGER g AFTER UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f()",
        &["1 create trigger t.g"],
    );
    check(
        "CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1; CREATE EXTENSION \"uuid-ossp\"",
        &["1 create view v tolerant", "1 create extension uuid-ossp"],
    );
    check(
        "DROP FUNCTION IF EXISTS f(INT, TEXT), g",
        &["1 drop function f tolerant", "1 drop function g tolerant"],
    );
}

#[test]
fn blocks_that_run_the_same_whatever_the_data() {
    check(
        "\nDO $x$ BEGIN\n CREATE TYPE e AS ENUM ('a');\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $x$;",
        &["2 create enum e tolerant"],
    );
    check(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN CREATE TYPE e AS ENUM ('a'); END IF; END $$",
        &["1 create enum e tolerant"],
    );
    let by_type = "DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns
        WHERE table_name = 't' AND column_name = 'a') = 'bigint' THEN
        ALTER TABLE t ALTER COLUMN a TYPE TEXT; END IF; END $$";
    check(by_type, &["1 alter column t.a"]);
    assert_eq!(read(by_type).0.changes[0].only_from_type, "bigint");
    check(
        "DO $$ BEGIN ALTER TABLE t DROP COLUMN a; RAISE NOTICE 'x'; END $$",
        &["1 drop column t.a"],
    );
}

#[test]
fn what_cannot_be_known_is_reported() {
    let hidden = &[(1, DiagnosticKind::Unsupported)][..];
    check_reported("DO $$ BEGIN EXECUTE 'CREATE TABLE t' || name; END $$", hidden, &[]);
    check_reported(
        "DO $$ BEGIN EXECUTE 'CREATE TABLE t (x INT)'; END $$",
        hidden,
        &["1 create table t"],
    );
    check_reported(
        "DO $$ BEGIN IF random() > 0 THEN CREATE TABLE t (x INT); END IF; END $$",
        hidden,
        &[],
    );
    check_reported(
        "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'other') THEN CREATE TYPE e AS ENUM (); END IF; END $$",
        hidden,
        &[],
    );
    check_reported(
        "DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns WHERE column_name = 'b')
         = 'int' THEN ALTER TABLE t ALTER a TYPE INT; END IF; END $$",
        hidden,
        &[],
    );
    check_reported(
        "DO $$ BEGIN CREATE TABLE t (x INT); EXCEPTION WHEN OTHERS THEN NULL; END $$",
        hidden,
        &[],
    );
    check_reported("DO $$ DECLARE i INT; BEGIN CREATE TABLE t (x INT); END $$", hidden, &[]);
    check_reported("SELECT 'CREATE TABLE t (x INT)' \\gexec", hidden, &[]);
    check_reported("CALL make_tables()", hidden, &[]);
    check_reported(
        "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; END $$",
        hidden,
        &["1 create function f"],
    );
}

#[test]
fn a_broken_statement_costs_only_itself() {
    check_reported(
        "CREATE TABLE a (x INT);\nCREATE TABLE b (x INT,,);\nCREATE TABLE c (x INT);",
        &[(2, DiagnosticKind::ParseError)],
        &["1 create table a", "3 create table c"],
    );
    check_reported(
        "ALTER TABLE t ADD COLUMN a INT, FLIP b, DROP COLUMN c",
        &[(1, DiagnosticKind::Unsupported)],
        &["1 create column t.a", "1 drop column t.c"],
    );
    assert_eq!(read("CREATE TABLE t (x 'open").0.unparsed, [1]);
}

#[test]
fn lines_count_from_the_start_of_the_file() {
    let source =
        Source { file: "a.md".into(), language: "markdown".into(), class: EvidenceClass::Document };
    let (script, _) = script(&source, "\nCREATE TABLE t (\n  x INT\n);\n", 40);
    let Some(SchemaObject::Table(table)) = &script.changes[0].definition else {
        panic!("no table")
    };
    assert_eq!((script.changes[0].event.line, table.at.line, table.at.end_line), (41, 41, 43));
    assert_eq!(table.columns[0].line, 42);
}

#[test]
fn the_down_section_stands_apart() {
    let (script, _) =
        read("-- +goose Up\nCREATE TABLE t (x INT);\n-- +goose Down\nDROP TABLE t;\n");
    assert_eq!(script.changes.iter().map(line).collect::<Vec<_>>(), ["2 create table t"]);
    let down = script.down.unwrap();
    assert_eq!(down.changes.iter().map(line).collect::<Vec<_>>(), ["4 drop table t"]);
    assert_eq!((&*script.convention, down.statements), ("goose", 1));
}

#[test]
fn a_file_cut_anywhere_is_read_up_to_there() {
    let text = include_str!("../../../fixtures/languages/sql/migrations/0003_shapes.up.sql");
    let all = read(text).0.changes.len();
    let mut before = 0;
    for (cut, _) in text.char_indices().step_by(11) {
        let found = read(text.get(..cut).unwrap_or_default()).0.changes.len();
        assert!(found + 2 >= before && found <= all, "{found} changes of the first {cut} bytes");
        before = found;
    }
}
