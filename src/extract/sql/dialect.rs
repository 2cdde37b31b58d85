//! Which SQL a text is written in: by the database that its path names, else by the words and quotes that
//! only one database knows.

use sqlparser::dialect::{
    ClickHouseDialect, Dialect as Grammar, GenericDialect, MsSqlDialect, MySqlDialect,
    OracleDialect, PostgreSqlDialect, SQLiteDialect,
};

use super::{
    lex::{Kind, Lexeme, Quoting, lexemes},
    names::make_name,
};

/// A dialect as far as reading needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Nothing shows; read as `PostgreSQL`.
    #[default]
    Unknown,
    PostgreSql,
    /// Speaks `PostgreSQL`, by and large.
    Cockroach,
    MySql,
    SqlServer,
    Oracle,
    Sqlite,
    ClickHouse,
    /// Another database, known by its name alone.
    Other(&'static str),
}

/// Words of folders and file names that name a database.
const PATH_WORDS: &[(&str, Dialect)] = &[
    ("postgres", Dialect::PostgreSql),
    ("postgresql", Dialect::PostgreSql),
    ("pg", Dialect::PostgreSql),
    ("pgsql", Dialect::PostgreSql),
    ("psql", Dialect::PostgreSql),
    ("cockroach", Dialect::Cockroach),
    ("cockroachdb", Dialect::Cockroach),
    ("crdb", Dialect::Cockroach),
    ("mysql", Dialect::MySql),
    ("mariadb", Dialect::MySql),
    ("mssql", Dialect::SqlServer),
    ("sqlserver", Dialect::SqlServer),
    ("oracle", Dialect::Oracle),
    ("sqlite", Dialect::Sqlite),
    ("sqlite3", Dialect::Sqlite),
    ("turso", Dialect::Sqlite),
    ("clickhouse", Dialect::ClickHouse),
    ("spanner", Dialect::Other("spanner")),
    ("ydb", Dialect::Other("ydb")),
    ("snowflake", Dialect::Other("snowflake")),
    ("bigquery", Dialect::Other("bigquery")),
    ("redshift", Dialect::Other("redshift")),
    ("duckdb", Dialect::Other("duckdb")),
    ("vertica", Dialect::Other("vertica")),
    ("cassandra", Dialect::Other("cassandra")),
    ("h2", Dialect::Other("h2")),
    ("db2", Dialect::Other("db2")),
    ("hive", Dialect::Other("hive")),
];

/// Words that show a dialect; those of `PostgreSQL` come last because others borrow them.
const WORDS: &[(&str, Dialect)] = &[
    ("AUTO_INCREMENT", Dialect::MySql),
    ("DELIMITER", Dialect::MySql),
    ("MEDIUMTEXT", Dialect::MySql),
    ("LONGTEXT", Dialect::MySql),
    ("MEDIUMBLOB", Dialect::MySql),
    ("LONGBLOB", Dialect::MySql),
    ("MEDIUMINT", Dialect::MySql),
    ("UNSIGNED", Dialect::MySql),
    ("NVARCHAR", Dialect::SqlServer),
    ("UNIQUEIDENTIFIER", Dialect::SqlServer),
    ("DATETIME2", Dialect::SqlServer),
    ("NONCLUSTERED", Dialect::SqlServer),
    ("VARCHAR2", Dialect::Oracle),
    ("NVARCHAR2", Dialect::Oracle),
    ("SYSTIMESTAMP", Dialect::Oracle),
    ("AUTOINCREMENT", Dialect::Sqlite),
    ("PRAGMA", Dialect::Sqlite),
    ("BIGSERIAL", Dialect::PostgreSql),
    ("TIMESTAMPTZ", Dialect::PostgreSql),
    ("JSONB", Dialect::PostgreSql),
    ("BYTEA", Dialect::PostgreSql),
    ("CONCURRENTLY", Dialect::PostgreSql),
    ("PLPGSQL", Dialect::PostgreSql),
    ("EXTENSION", Dialect::PostgreSql),
    ("GIN", Dialect::PostgreSql),
    ("ILIKE", Dialect::PostgreSql),
    ("REINDEX", Dialect::PostgreSql),
];

/// Words that prove something only where a column's type stands.
const TYPES: &[(&str, Dialect)] =
    &[("UUID", Dialect::PostgreSql), ("SERIAL", Dialect::PostgreSql), ("BLOB", Dialect::Sqlite)];

/// The dialect of the text at `path`.
pub(super) fn detect(path: &str, text: &str) -> Dialect {
    of_path(path).unwrap_or_else(|| of_text(text))
}

/// The database that the path names, the nearest folder first. Of a file's name only the words between dots
/// count, as in `1_users.mysql.up.sql`.
pub(super) fn of_path(path: &str) -> Option<Dialect> {
    let (dir, base) = path.rsplit_once('/').unwrap_or(("", path));
    let in_folder = |folder: &str| folder.split(['_', '-', '.']).rev().find_map(named);
    let in_name = base.split('.').skip(1).find_map(named);
    in_name.or_else(|| dir.rsplit('/').find_map(in_folder))
}

fn named(word: &str) -> Option<Dialect> {
    let found = PATH_WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    found.map(|(_, dialect)| *dialect)
}

/// A file's name without ending, and without the database that it names; that database, or nothing.
pub(crate) fn of_file_name(stem: &str) -> (&str, &'static str) {
    let last = stem.rsplit_once('.').and_then(|(rest, word)| Some((rest, named(word)?)));
    last.map_or((stem, ""), |(rest, dialect)| (rest, dialect.name()))
}

fn of_text(text: &str) -> Dialect {
    let mut found: Option<(usize, Dialect)> = None;
    let mut before: [Option<Lexeme<'_>>; 2] = [None, None];
    for lexeme in lexemes(text, Quoting::default()) {
        if matches!(lexeme.kind, Kind::Space | Kind::LineComment | Kind::BlockComment) {
            continue;
        }
        let shown = by_word(&lexeme)
            .or_else(|| by_type(before, &lexeme))
            .or_else(|| by_mark(before, &lexeme, text));
        found = [found, shown].into_iter().flatten().min_by_key(|(rank, _)| *rank);
        before = [before.last().copied().flatten(), Some(lexeme)];
    }
    found.map_or(Dialect::Unknown, |(_, dialect)| dialect)
}

/// A dialect that a word shows, with how little it proves.
fn by_word(lexeme: &Lexeme<'_>) -> Option<(usize, Dialect)> {
    let found =
        WORDS.iter().enumerate().find(|(_, (word, _))| lexeme.text.eq_ignore_ascii_case(word));
    found.map(|(rank, (_, dialect))| (rank + 1, *dialect))
}

/// A dialect that a column's type shows: a word right behind a name.
fn by_type(before: [Option<Lexeme<'_>>; 2], lexeme: &Lexeme<'_>) -> Option<(usize, Dialect)> {
    let [_, last] = before;
    last.filter(|last| matches!(last.kind, Kind::Word | Kind::Quoted))?;
    let found = TYPES.iter().find(|(word, _)| lexeme.text.eq_ignore_ascii_case(word));
    found.map(|(_, dialect)| (WORDS.len() + 1, *dialect))
}

/// A dialect that quotes and punctuation show.
fn by_mark(
    before: [Option<Lexeme<'_>>; 2],
    lexeme: &Lexeme<'_>,
    text: &str,
) -> Option<(usize, Dialect)> {
    let [_, last] = before;
    let last = last.map_or("", |last| last.text);
    match lexeme.text {
        quoted if quoted.starts_with('`') => Some((0, Dialect::MySql)),
        "=" if last.eq_ignore_ascii_case("engine") => Some((0, Dialect::MySql)),
        go if go.eq_ignore_ascii_case("go") && lexeme.line_start && is_alone(lexeme, text) => {
            Some((0, Dialect::SqlServer))
        }
        "[" if is_bracket_name(last, lexeme, text) => Some((0, Dialect::SqlServer)),
        "(" if last.eq_ignore_ascii_case("identity") => Some((0, Dialect::SqlServer)),
        "(" if last.eq_ignore_ascii_case("number") => Some((0, Dialect::Oracle)),
        rowid if rowid.eq_ignore_ascii_case("rowid") && last.eq_ignore_ascii_case("without") => {
            Some((0, Dialect::Sqlite))
        }
        ":" if last == ":" => Some((WORDS.len() + 1, Dialect::PostgreSql)),
        body if lexeme.kind == Kind::Quoted && body.starts_with('$') => {
            Some((WORDS.len() + 1, Dialect::PostgreSql))
        }
        _ => None,
    }
}

fn is_alone(lexeme: &Lexeme<'_>, text: &str) -> bool {
    let after = text.get(lexeme.offset + lexeme.text.len()..).unwrap_or_default();
    after.lines().next().unwrap_or_default().trim().is_empty()
}

/// `[name]`, told from an array's subscript, type or constructor by what stands before it.
fn is_bracket_name(last: &str, lexeme: &Lexeme<'_>, text: &str) -> bool {
    let before = text.get(..lexeme.offset).unwrap_or_default();
    let touches = before.ends_with(|char: char| char.is_alphanumeric() || ")]_\"".contains(char));
    let inside = text.get(lexeme.offset + 1..).unwrap_or_default();
    let name = inside.split(']').next().unwrap_or_default();
    let is_name = name.starts_with(|char: char| char.is_alphabetic() || char == '_')
        && name.chars().all(|char| char.is_alphanumeric() || "_ ".contains(char));
    is_name && !touches && !last.eq_ignore_ascii_case("array") && inside.contains(']')
}

impl Dialect {
    /// Name that facts carry.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::PostgreSql => "postgresql",
            Self::Cockroach => "cockroachdb",
            Self::MySql => "mysql",
            Self::SqlServer => "sqlserver",
            Self::Oracle => "oracle",
            Self::Sqlite => "sqlite",
            Self::ClickHouse => "clickhouse",
            Self::Other(name) => name,
        }
    }

    /// Grammars to try, in order.
    pub(super) fn grammars(self) -> [&'static dyn Grammar; 2] {
        let own: &dyn Grammar = match self {
            Self::Unknown | Self::PostgreSql | Self::Cockroach => &PostgreSqlDialect {},
            Self::MySql => &MySqlDialect {},
            Self::SqlServer => &MsSqlDialect {},
            Self::Oracle => &OracleDialect {},
            Self::Sqlite => &SQLiteDialect {},
            Self::ClickHouse => &ClickHouseDialect {},
            Self::Other(_) => &GenericDialect {},
        };
        [own, &GenericDialect {}]
    }

    /// How its quotes end.
    pub(super) fn quoting(self) -> Quoting {
        Quoting { backslash: self == Self::MySql }
    }

    /// Name of the unnamed primary key of a table.
    pub(super) fn primary_key(self, table: &str) -> String {
        match self {
            Self::MySql => "PRIMARY".to_owned(),
            _ => make_name(table, "", "pkey"),
        }
    }

    /// Whether it names and spells things as `PostgreSQL` does.
    pub(super) fn is_postgresql(self) -> bool {
        matches!(self, Self::Unknown | Self::PostgreSql | Self::Cockroach)
    }
}

#[cfg(test)]
mod tests {
    use super::{detect, of_path};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(detect("a.sql", text).name(), expected, "{text}");
    }

    #[test]
    fn markers_count_outside_of_comments_and_strings() {
        check("CREATE TABLE t (a INT) -- `x` ENGINE=InnoDB", "");
        check("SELECT 'AUTO_INCREMENT'", "");
        check("CREATE TABLE `t` (a INT)", "mysql");
        check("CREATE TABLE t (a INT) ENGINE = InnoDB", "mysql");
        check("CREATE TABLE [dbo].[t] (a INT)", "sqlserver");
        check("CREATE TABLE t (a INT)\nGO\n", "sqlserver");
        check("CREATE TABLE t (a NVARCHAR(3), b UUID)", "sqlserver");
        check("CREATE TABLE t (a VARCHAR2(3), n NUMBER(3))", "oracle");
        check("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", "sqlite");
        check("SELECT a[1], ARRAY[b], c::int[] FROM t", "postgresql");
        check("CREATE TABLE t (a TEXT[] DEFAULT '{}')", "");
        check("DO $$ BEGIN END $$", "postgresql");
    }

    #[test]
    fn a_type_counts_where_types_stand() {
        check("CREATE TABLE t (uuid CHAR(36), serial INT)", "");
        check("CREATE TABLE t (id uuid)", "postgresql");
        check("CREATE TABLE t (id BLOB)", "sqlite");
        check("CREATE TABLE t (id INT) WITHOUT ROWID", "sqlite");
        check("SELECT rowid FROM t", "");
    }

    #[test]
    fn the_path_names_the_database() {
        let name = |path| of_path(path).map(super::Dialect::name);
        assert_eq!(name("db/mysql/1_a.sql"), Some("mysql"));
        assert_eq!(name("postgres-store/src/migration_sqlite/V1__a.sql"), Some("sqlite"));
        assert_eq!(name("m/1_a.cockroach.up.sql"), Some("cockroachdb"));
        assert_eq!(name("m/1_drop_mysql_tables.sql"), None);
        assert_eq!(name("spanner/1_a.sql"), Some("spanner"));
    }
}
