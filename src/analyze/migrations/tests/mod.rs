//! Sets and schemas from small files; the schema of the fixture set is compared with what a `PostgreSQL`
//! server makes of the same files.

use std::fmt::Write as _;

mod problems;

use super::{assemble, schema_of};
use crate::{
    extract::sql::script,
    model::{FileFacts, FileRecord, MigrationSet, Schema},
};

fn facts(path: &str, text: &str) -> FileFacts {
    let file = FileRecord { path: path.into(), language: "sql".into(), ..FileRecord::default() };
    let mut facts = FileFacts { file, ..FileFacts::default() };
    let (sql, diagnostics) = script(&facts.source(), text, 1);
    facts.sql = Some(Box::new(sql));
    facts.diagnostics = diagnostics;
    facts
}

fn sets(files: &[(&str, &str)]) -> Vec<MigrationSet> {
    let facts: Vec<FileFacts> = files.iter().map(|(path, text)| facts(path, text)).collect();
    assemble(&facts).sets
}

/// The schema as lines: tables, columns, indexes, keys, checks, types.
fn lines(schema: &Schema) -> String {
    let mut out = String::new();
    for table in &schema.tables {
        let dot = if table.schema.is_empty() { "" } else { "." };
        writeln!(out, "{}{dot}{} ({})", table.schema, table.name, table.primary_key.join(", "))
            .unwrap();
        for column in &table.columns {
            let null = if column.nullable { "" } else { " not null" };
            let default = column.default.as_ref().map(|text| format!(" default {text}"));
            let default = default.unwrap_or_default();
            writeln!(out, "  {} {}{null}{default}", column.name, column.type_name).unwrap();
        }
        for index in &table.indexes {
            let kind = if index.unique { "unique" } else { "index" };
            let partial = if index.partial { " where" } else { "" };
            let of = &index.constraint;
            writeln!(out, "  {kind} {} ({}){partial} {of}", index.name, index.columns.join(", "))
                .unwrap();
        }
        for key in &table.foreign_keys {
            writeln!(out, "  {} ({}) -> {}", key.name, key.columns.join(", "), key.ref_table)
                .unwrap();
        }
        for check in &table.checks {
            writeln!(out, "  {}: {}", check.name, check.expression).unwrap();
        }
    }
    for kind in &schema.enums {
        writeln!(out, "enum {}: {}", kind.name, kind.labels.join(" | ")).unwrap();
    }
    let kept: Vec<&str> = out.lines().map(str::trim_end).collect();
    format!("{}\n", kept.join("\n"))
}

#[track_caller]
fn check_schema(text: &str, expected: &str) {
    let facts = facts("x.sql", text);
    let schema = schema_of(&[facts.sql.as_ref().unwrap()]);
    let expected: Vec<&str> = expected.split('|').map(str::trim).collect();
    let found = lines(&schema);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found, expected, "{:?}", facts.diagnostics);
}

#[test]
fn the_fixture_set_leads_to_the_schema_of_the_server() {
    const UP: &[(&str, &str)] = &[
        (
            "m/0001_shop.up.sql",
            include_str!("../../../../fixtures/languages/sql/migrations/0001_shop.up.sql"),
        ),
        (
            "m/0002_change.up.sql",
            include_str!("../../../../fixtures/languages/sql/migrations/0002_change.up.sql"),
        ),
        (
            "m/0003_shapes.up.sql",
            include_str!("../../../../fixtures/languages/sql/migrations/0003_shapes.up.sql"),
        ),
        (
            "m/0005_late.up.sql",
            include_str!("../../../../fixtures/languages/sql/migrations/0005_late.up.sql"),
        ),
    ];
    let found = lines(&sets(UP)[0].schema);
    let expected = include_str!("../../../../fixtures/languages/sql/schema.txt");
    assert_eq!(found, expected, "\n{found}");
}

#[test]
fn dropping_takes_along_what_hangs_on_it() {
    check_schema(
        "CREATE TABLE a (x INT UNIQUE, y INT CHECK (y > 0), z INT); CREATE INDEX i ON a (lower(x::text), z);
         ALTER TABLE a DROP COLUMN x",
        "a () | y integer | z integer | a_y_check: y > 0",
    );
    check_schema(
        "CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (a INT REFERENCES a); DROP TABLE a CASCADE",
        "b () | a integer",
    );
    check_schema(
        "CREATE TABLE a (id INT PRIMARY KEY, x INT UNIQUE); CREATE TABLE b (p INT REFERENCES a, q INT REFERENCES a (x));
         ALTER TABLE a RENAME COLUMN x TO y; ALTER TABLE a DROP CONSTRAINT a_x_key CASCADE",
        "a (id) | id integer not null | y integer | unique a_pkey (id) primary key | b () | p integer | q integer | b_p_fkey (p) -> a",
    );
    check_schema(
        "CREATE TABLE a (x TEXT CHECK (x <> 'x')); CREATE INDEX i ON a (lower(x)); ALTER TABLE a RENAME x TO y",
        "a () | y text | index i (lower(y)) | a_x_check: y <> 'x'",
    );
    check_schema(
        "CREATE SCHEMA s; CREATE TABLE s.a (x INT); CREATE TABLE b (x INT); DROP SCHEMA s CASCADE",
        "b () | x integer",
    );
    check_schema(
        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE b (x e, y e[], z INT); DROP TYPE e CASCADE",
        "b () | z integer",
    );
}

#[test]
fn a_guard_on_the_type_changes_the_type_once() {
    let text = |from| {
        format!(
            "CREATE TABLE t (a NUMERIC(5, 2)); DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns
             WHERE table_name = 't' AND column_name = 'a') = '{from}' THEN ALTER TABLE t ALTER a TYPE TEXT; END IF; END $$"
        )
    };
    check_schema(&text("numeric"), "t () | a text");
    check_schema(&text("bigint"), "t () | a numeric(5,2)");
}

#[test]
fn other_databases_are_read_as_far_as_their_grammar_goes() {
    check_schema(
        "CREATE TABLE `a` (`id` BIGINT NOT NULL AUTO_INCREMENT, `Name` VARCHAR(9), PRIMARY KEY (`id`), KEY `by_name` (`Name`)) ENGINE=InnoDB;
         ALTER TABLE `a` MODIFY COLUMN `Name` TEXT NOT NULL",
        "a (id) | id bigint not null | Name text not null | unique PRIMARY (id) primary key | index by_name (Name)",
    );
    check_schema(
        "CREATE TABLE [dbo].[a] ([Id] INT IDENTITY(1,1) NOT NULL, [b] NVARCHAR(9))\nGO\nALTER TABLE [dbo].[a] ADD [c] BIT\nGO\n",
        "a () | Id int not null | b nvarchar(9) | c bit",
    );
}

#[track_caller]
fn check_set(files: &[(&str, &str)], tool: &str, expected: &[(&str, &str, &str, &str)]) {
    let sets = sets(files);
    assert_eq!(sets.len(), 1);
    let found: Vec<_> = sets[0]
        .files
        .iter()
        .map(|file| (file.version.to_string(), &*file.name, &*file.up, &*file.down))
        .collect();
    let found: Vec<_> =
        found.iter().map(|(version, name, up, down)| (&**version, *name, *up, *down)).collect();
    assert_eq!((&*sets[0].tool, &*found), (tool, expected));
}

#[test]
fn files_are_paired_and_ordered_by_number() {
    let table = "CREATE TABLE t (id INT);";
    check_set(
        &[
            ("m/10_b.up.sql", table),
            ("m/10_b.down.sql", ""),
            ("m/9_a.up.sql", table),
            ("m/users.sql", table),
        ],
        "golang-migrate",
        &[("9", "a", "m/9_a.up.sql", ""), ("10", "b", "m/10_b.up.sql", "m/10_b.down.sql")],
    );
    check_set(&[("V1__a.sql", table)], "flyway", &[("1", "a", "V1__a.sql", "")]);
    check_set(
        &[("m/2024-01-01-000000_a/up.sql", table), ("m/2024-01-01-000000_a/down.sql", "")],
        "diesel",
        &[(
            "2024-01-01-000000_a",
            "a",
            "m/2024-01-01-000000_a/up.sql",
            "m/2024-01-01-000000_a/down.sql",
        )],
    );
    let goose = "-- +goose Up\nCREATE TABLE t (id INT);\n-- +goose Down\nDROP TABLE t;";
    check_set(&[("1_a.sql", goose)], "goose", &[("1", "a", "1_a.sql", "1_a.sql")]);
    let dbmate = "-- migrate:up\nCREATE TABLE t (id INT);\n";
    check_set(&[("1_a.sql", dbmate)], "dbmate", &[("1", "a", "1_a.sql", "")]);
    check_set(&[("01_a.sql", table)], "plain", &[("1", "a", "01_a.sql", "")]);
}

#[test]
fn seeds_and_queries_are_no_set() {
    assert_eq!(
        sets(&[("seeds/001_x.sql", "INSERT INTO t VALUES (1);"), ("seeds/001_x.down.sql", "")]),
        []
    );
    assert_eq!(sets(&[("queries/users.sql", "CREATE TABLE t (id INT);")]), []);
}

#[test]
fn one_file_tools_run_only_their_up_part() {
    let goose = "-- +goose Up\nCREATE TABLE t (id INT);\n-- +goose Down\nDROP TABLE t;";
    let set = sets(&[("1_a.sql", goose)]).remove(0);
    assert_eq!(lines(&set.schema), "t ()\n  id integer\n");
}

#[test]
fn a_folder_with_files_of_several_databases_is_several_sets() {
    let table = "CREATE TABLE t (id INT);";
    let files = [
        ("m/1_a.mysql.up.sql", "CREATE TABLE t (id INT UNIQUE);"),
        ("m/1_a.postgres.up.sql", "CREATE TABLE t (id INT UNIQUE);"),
        ("m/2_b.up.sql", "CREATE TABLE u (id INT);"),
        ("m/2_b.mysql.up.sql", table),
    ];
    let sets = sets(&files);
    let found: Vec<_> = sets
        .iter()
        .map(|set| {
            let index = set.schema.tables[0].indexes[0].name.as_str();
            (&*set.dialect, set.files.len(), &*set.files[1].up, index)
        })
        .collect();
    let expected =
        [("mysql", 2, "m/2_b.mysql.up.sql", "id"), ("postgresql", 2, "m/2_b.up.sql", "t_id_key")];
    assert_eq!(found, expected);
}

#[test]
fn keys_of_the_same_columns_are_one_index() {
    check_schema(
        "CREATE TABLE a (x INT PRIMARY KEY, UNIQUE (x))",
        "a (x) | x integer not null | unique a_pkey (x) primary key",
    );
    check_schema(
        "CREATE TABLE a (x INT PRIMARY KEY, CONSTRAINT k UNIQUE (x))",
        "a (x) | x integer not null | unique k (x) primary key",
    );
}

#[test]
fn a_default_of_null_is_one_where_values_are_cut() {
    check_schema(
        "CREATE TABLE a (x VARCHAR(3) DEFAULT NULL, y TEXT DEFAULT NULL, z NUMERIC(3) DEFAULT 1); ALTER TABLE a ALTER z SET DEFAULT NULL, ALTER y SET DEFAULT NULL",
        "a () | x character varying(3) default NULL | y text | z numeric(3,0) default NULL",
    );
}

#[track_caller]
fn check_events(text: &str, expected: &[(&str, &str, &str)]) {
    let set =
        sets(&[("1_a.up.sql", "CREATE TABLE t (id INT, a INT UNIQUE);"), ("2_b.up.sql", text)])
            .remove(0);
    let found: Vec<_> = set.files[1]
        .events
        .iter()
        .map(|event| {
            let names = [&event.column, &event.index, &event.table];
            let name = names.into_iter().find(|name| !name.is_empty()).unwrap();
            (&*event.op, &*event.kind, &**name)
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn events_are_what_the_statements_really_do() {
    check_events("CREATE TABLE IF NOT EXISTS t (x INT); DROP TABLE IF EXISTS never;", &[]);
    check_events("ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT, DROP COLUMN IF EXISTS never;", &[]);
    check_events(
        "DROP TABLE t;",
        &[
            ("drop", "table", "t"),
            ("drop", "column", "id"),
            ("drop", "column", "a"),
            ("drop", "index", "t_a_key"),
        ],
    );
    check_events(
        "ALTER TABLE t DROP COLUMN id, ADD COLUMN id BIGINT;",
        &[("alter", "column", "id")],
    );
    check_events(
        "ALTER TABLE t DROP CONSTRAINT t_a_key;",
        &[("drop", "constraint", "t_a_key"), ("drop", "index", "t_a_key")],
    );
    let using = "CREATE UNIQUE INDEX u ON t (id);\nALTER TABLE t DROP CONSTRAINT t_a_key,
        ADD CONSTRAINT t_a_key UNIQUE USING INDEX u;";
    check_events(
        using,
        &[
            ("create", "index", "u"),
            ("drop", "constraint", "t_a_key"),
            ("drop", "index", "u"),
            ("create", "constraint", "t_a_key"),
        ],
    );
    check_events("CREATE VIEW v AS SELECT 1; CREATE INDEX i ON v (a);", &[("create", "view", "v")]);
    check_events("ALTER TABLE t RENAME COLUMN a TO b;", &[("rename", "column", "b")]);
    check_events("CREATE TEMP TABLE x (a INT); ALTER TABLE x ADD b INT; DROP TABLE x;", &[]);
    check_events("INSERT INTO t VALUES (1); BEGIN; SELECT 1; COMMIT;", &[]);
}
