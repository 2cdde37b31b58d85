//! Problems of migrations, the ways to run them and the server that they need.

use super::sets;

#[track_caller]
fn check_problems(files: &[(&str, &str)], expected: &[(&str, &str, u32)]) {
    let set = sets(files).remove(0);
    let found: Vec<_> =
        set.problems.iter().map(|found| (&*found.kind, &*found.at.file, found.at.line)).collect();
    assert_eq!(found, expected);
}

#[test]
fn numbers_and_halves() {
    let table = "CREATE TABLE IF NOT EXISTS t (id INT);";
    check_problems(
        &[
            ("1_a.up.sql", table),
            ("2_b.up.sql", table),
            ("2_c.up.sql", table),
            ("5_d.up.sql", table),
            ("6_e.up.sql", table),
        ],
        &[("duplicate", "2_c.up.sql", 1), ("gap", "5_d.up.sql", 1)],
    );
    check_problems(&[("20240101000000_a.up.sql", table), ("20250101000000_b.up.sql", table)], &[]);
    check_problems(
        &[("010_a.up.sql", table), ("020_b.up.sql", table), ("030_c.up.sql", table)],
        &[],
    );
    check_problems(
        &[
            ("1_a.up.sql", table),
            ("1_a.down.sql", "-- nothing"),
            ("2_b.up.sql", table),
            ("3_c.down.sql", ""),
        ],
        &[
            ("empty_down", "1_a.down.sql", 1),
            ("no_down", "2_b.up.sql", 1),
            ("no_up", "3_c.down.sql", 1),
        ],
    );
    check_problems(
        &[
            ("1_a.up.sql", table),
            ("1_a.down.sql", "SELECT 1;"),
            ("2_b.up.sql", table),
            ("2_b.down.sql", "DO $$ BEGIN EXECUTE x; END $$;"),
        ],
        &[("empty_down", "1_a.down.sql", 1)],
    );
}

#[test]
fn statements_that_harm_what_earlier_files_made() {
    let table = "CREATE TABLE t (id INT, a INT);\nCREATE INDEX early ON t (id);";
    let change = "CREATE INDEX i ON t (id);
        CREATE INDEX CONCURRENTLY j ON t (id);
        CREATE INDEX IF NOT EXISTS early ON t (id);
        ALTER TABLE t ADD COLUMN b INT NOT NULL;
        ALTER TABLE t ADD COLUMN c INT NOT NULL DEFAULT 1, ADD COLUMN d SERIAL, ADD COLUMN e INT GENERATED ALWAYS AS IDENTITY;
        CREATE TABLE u (id INT); CREATE INDEX k ON u (id); ALTER TABLE u ADD COLUMN a INT NOT NULL; DROP TABLE u;
        ALTER TABLE t ALTER COLUMN id TYPE INT;
        ALTER TABLE t ALTER COLUMN id TYPE BIGINT;
        ALTER TABLE t DROP COLUMN a, DROP COLUMN IF EXISTS never;
        DROP TABLE IF EXISTS t, never;";
    check_problems(
        &[("1_a.up.sql", table), ("2_b.up.sql", change)],
        &[
            ("index_locks_table", "2_b.up.sql", 1),
            ("not_null_without_default", "2_b.up.sql", 4),
            ("rewrites_table", "2_b.up.sql", 5),
            ("rewrites_table", "2_b.up.sql", 5),
            ("type_change", "2_b.up.sql", 8),
            ("drop", "2_b.up.sql", 9),
            ("drop", "2_b.up.sql", 10),
        ],
    );
    let mysql = "CREATE INDEX `i` ON t (id)";
    check_problems(&[("1_a.up.sql", table), ("2_b.up.sql", mysql)], &[]);
}

#[test]
fn locks_scans_and_rewrites() {
    let table = "CREATE TABLE t (id INT, a INT, b INT, CONSTRAINT proof CHECK (b IS NOT NULL)); CREATE TABLE u (id INT PRIMARY KEY);";
    let change = "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES u;
        ALTER TABLE t ADD CONSTRAINT g FOREIGN KEY (id) REFERENCES u NOT VALID, ADD CONSTRAINT c CHECK (id > 0);
        ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b SET NOT NULL;
        ALTER TABLE t ADD COLUMN d UUID DEFAULT gen_random_uuid(), ADD COLUMN e TIMESTAMP DEFAULT now();
        ALTER TABLE t ADD COLUMN g INT GENERATED ALWAYS AS (id * 2) STORED;
        ALTER TABLE t ADD CONSTRAINT k UNIQUE (id); CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);
        ALTER TABLE t ADD CONSTRAINT l UNIQUE USING INDEX i; ALTER TABLE t RENAME COLUMN a TO z;
        ALTER TABLE t RENAME TO w;";
    check_problems(
        &[("1_a.up.sql", table), ("2_b.up.sql", change)],
        &[
            ("constraint_scans_table", "2_b.up.sql", 1),
            ("constraint_scans_table", "2_b.up.sql", 2),
            ("not_null_scans_table", "2_b.up.sql", 3),
            ("rewrites_table", "2_b.up.sql", 4),
            ("rewrites_table", "2_b.up.sql", 5),
            ("index_locks_table", "2_b.up.sql", 6),
            ("rename", "2_b.up.sql", 7),
            ("rename", "2_b.up.sql", 8),
        ],
    );
}

#[test]
fn the_transaction_around_a_file() {
    let alone = "CREATE TABLE t (id INT);\nCREATE INDEX CONCURRENTLY i ON t (id);\nCOMMIT;";
    let goose = format!("-- +goose Up\n{alone}");
    let expected = &[("needs_no_transaction", "1_a.sql", 3), ("own_transaction", "1_a.sql", 4)];
    check_problems(&[("1_a.sql", &goose)], expected);
    check_problems(&[("1_a.sql", &format!("-- +goose NO TRANSACTION\n{goose}"))], &[]);
    let value = "ALTER TYPE e ADD VALUE 'x';\nINSERT INTO t VALUES ('x');";
    check_problems(&[("1_a.up.sql", value)], &[("new_value_in_transaction", "1_a.up.sql", 2)]);
    check_problems(&[("1_a.up.sql", "BEGIN;\nVACUUM;")], &[("unrunnable", "1_a.up.sql", 2)]);
    let hidden = "CREATE TABLE t (id INT);\nDO $$ BEGIN EXECUTE x; END $$;";
    check_problems(&[("1_a.up.sql", hidden)], &[("dynamic_sql", "1_a.up.sql", 2)]);
    let mysql = "CREATE TABLE `t` (id INT); BEGIN; VACUUM;";
    check_problems(&[("1_a.up.sql", mysql)], &[]);
}

#[test]
fn files_that_the_tool_passes_over() {
    let table = "CREATE TABLE t (id INT);";
    let files = [("1_a.up.sql", table), ("2_b_up.sql", table)];
    check_problems(&files, &[("ignored_file", "2_b_up.sql", 1)]);
    assert_eq!(sets(&files)[0].files.len(), 1);
}

/// `left over` and `lost` of the second migration's way down.
#[track_caller]
fn check_down(up: &str, down: &str, left_over: &[&str], lost: &[&str]) {
    let first = "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (id INT, a TEXT DEFAULT 'x'); CREATE INDEX i ON t (a);";
    let files = [
        ("1_a.up.sql", first),
        ("1_a.down.sql", "DROP TABLE t; DROP TYPE e;"),
        ("2_b.up.sql", up),
        ("2_b.down.sql", down),
    ];
    let set = sets(&files).remove(0);
    let found = set.problems.iter().find(|problem| problem.kind == "incomplete_down");
    let found = found.map(|problem| (problem.left_over.clone(), problem.lost.clone()));
    let (found_left, found_lost) = found.unwrap_or_default();
    assert_eq!((found_left.as_slice(), found_lost.as_slice()), (&*own(left_over), &*own(lost)));
}

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn a_way_down_leads_back() {
    check_down("CREATE TABLE u (id INT);", "DROP TABLE u;", &[], &[]);
    check_down(
        "ALTER TABLE t DROP a;",
        "ALTER TABLE t ADD a TEXT DEFAULT ('x'::text);",
        &[],
        &["index t.i"],
    );
    check_down(
        "ALTER TABLE t ADD b INT, ALTER id TYPE BIGINT; CREATE INDEX j ON t (b);",
        "ALTER TABLE t ALTER id TYPE TEXT;",
        &["column t.b", "index t.j"],
        &["column t.id"],
    );
    check_down("ALTER TABLE t RENAME TO u;", "ALTER TABLE u DROP a;", &["table u"], &["table t"]);
    check_down("ALTER TYPE e ADD VALUE 'b';", "DROP TYPE IF EXISTS x;", &[], &["type e"]);
    check_down(
        "CREATE VIEW v AS SELECT 1; CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 1';",
        "DROP VIEW v;",
        &["function f"],
        &[],
    );
    check_down("ALTER TABLE t DROP a;", "DO $$ BEGIN EXECUTE x; END $$;", &[], &[]);
}

#[test]
fn a_way_down_that_fails() {
    let down = "DROP TABLE never; ALTER TABLE t DROP COLUMN never; DROP INDEX never; DROP TABLE IF EXISTS no;";
    let files = [("1_a.up.sql", "CREATE TABLE t (id INT);"), ("1_a.down.sql", down)];
    let set = sets(&files).remove(0);
    let fails = set.problems.iter().filter(|problem| problem.kind == "failing_down").count();
    assert_eq!(fails, 3);
}

#[track_caller]
fn check_modes(text: &str, expected: &[&str], limits: &[(u32, &str)]) {
    let set = sets(&[("1_a.up.sql", text)]).remove(0);
    assert_eq!(set.files[0].modes, expected, "{:?}", set.files[0].limits);
    assert_eq!(set.modes, expected);
    let found: Vec<_> =
        set.files[0].limits.iter().map(|limit| (limit.line, &*limit.mode)).collect();
    assert_eq!(found, limits);
}

#[test]
fn modes_are_the_ways_that_work() {
    let all = ["file", "split", "statements"];
    check_modes("CREATE TABLE t (id INT);\nBEGIN; SELECT 1; COMMIT;", &all, &[]);
    check_modes("CREATE INDEX CONCURRENTLY i ON t (id);", &all, &[]);
    let split = ["split", "statements"];
    check_modes("SELECT 1;\nCREATE INDEX CONCURRENTLY i ON t (id);", &split, &[(2, "file")]);
    check_modes("BEGIN;\nVACUUM t;\nCOMMIT;", &[], &[(2, "file"), (2, "split"), (2, "statements")]);
    check_modes(
        "SELECT 1;\nALTER TYPE e ADD VALUE 'x';\nINSERT INTO t\nVALUES ('x');",
        &split,
        &[(4, "file")],
    );
    let file = ["file", "statements"];
    check_modes("DO $$ BEGIN NULL; END $$;", &file, &[(1, "split")]);
    check_modes("-- a; b\nSELECT 1;", &file, &[(1, "split")]);
    check_modes("-- SELECT 1; -- and no more;\nSELECT 1;", &all, &[]);
    check_modes("SELECT ';';", &file, &[(1, "split")]);
    check_modes("SELECT 1;\n/* ; */", &file, &[(2, "split")]);
    check_modes(
        "CREATE FUNCTION f() RETURNS INT BEGIN ATOMIC SELECT 1; SELECT 2; END;",
        &file,
        &[(1, "split")],
    );
    check_modes("\\set a 1\nSELECT 1 \\gexec", &["statements"], &[(2, "file"), (2, "split")]);
    check_modes("COPY t FROM stdin;\n1\n\\.\n", &["statements"], &[(1, "file"), (1, "split")]);
}

#[test]
fn the_mode_of_a_set_is_one_that_all_files_allow() {
    let mode = |files: &[(&str, &str)]| sets(files).remove(0).mode;
    let alone = ("1_a.up.sql", "SELECT 1; CREATE INDEX CONCURRENTLY i ON t (id);");
    let body = ("2_b.up.sql", "DO $$ BEGIN NULL; END $$;");
    assert_eq!(mode(&[("1_a.up.sql", "CREATE TABLE t (id INT);")]), "file");
    assert_eq!(mode(&[alone]), "split");
    assert_eq!(mode(&[body]), "file");
    assert_eq!(mode(&[alone, body]), "statements");
    let never = "BEGIN; VACUUM; COMMIT;";
    assert_eq!(mode(&[alone, ("3_c.up.sql", never)]), "mixed");
}

#[test]
fn the_server_is_the_one_that_the_newest_feature_needs() {
    let uuid = "CREATE TABLE t (id UUID DEFAULT gen_random_uuid());";
    let set = sets(&[("1_a.up.sql", uuid), ("2_b.up.sql", uuid)]).remove(0);
    let server = set.server.unwrap();
    assert_eq!((&*server.version, &*server.file, server.line), ("13", "1_a.up.sql", 1));
    let extension = ("0_x.up.sql", "CREATE EXTENSION pgcrypto;");
    assert_eq!(sets(&[extension, ("1_a.up.sql", uuid)])[0].server, None);
    let older =
        "CREATE INDEX IF NOT EXISTS i ON t (id); CREATE TABLE u (id INT) PARTITION BY HASH (id);";
    let set = sets(&[("1_a.up.sql", older)]).remove(0);
    assert_eq!(set.server.unwrap().version, "11");
}
