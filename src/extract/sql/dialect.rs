//! Which SQL a text is written in, by the words and quotes that only one database knows.

use sqlparser::dialect::{
    Dialect as Grammar, GenericDialect, MsSqlDialect, MySqlDialect, OracleDialect,
    PostgreSqlDialect, SQLiteDialect,
};

use super::lex::{Kind, Lexeme, Quoting, lexemes};

/// A dialect as far as reading needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Nothing shows; read as `PostgreSQL`.
    #[default]
    Unknown,
    PostgreSql,
    MySql,
    SqlServer,
    Oracle,
    Sqlite,
}

/// Words that show a dialect; those of `PostgreSQL` come last because others borrow them.
const WORDS: &[(&str, Dialect)] = &[
    ("AUTO_INCREMENT", Dialect::MySql),
    ("DELIMITER", Dialect::MySql),
    ("MEDIUMTEXT", Dialect::MySql),
    ("LONGTEXT", Dialect::MySql),
    ("NVARCHAR", Dialect::SqlServer),
    ("UNIQUEIDENTIFIER", Dialect::SqlServer),
    ("DATETIME2", Dialect::SqlServer),
    ("NONCLUSTERED", Dialect::SqlServer),
    ("VARCHAR2", Dialect::Oracle),
    ("NVARCHAR2", Dialect::Oracle),
    ("SYSTIMESTAMP", Dialect::Oracle),
    ("AUTOINCREMENT", Dialect::Sqlite),
    ("PRAGMA", Dialect::Sqlite),
    ("ROWID", Dialect::Sqlite),
    ("SERIAL", Dialect::PostgreSql),
    ("BIGSERIAL", Dialect::PostgreSql),
    ("TIMESTAMPTZ", Dialect::PostgreSql),
    ("JSONB", Dialect::PostgreSql),
    ("BYTEA", Dialect::PostgreSql),
    ("UUID", Dialect::PostgreSql),
    ("CONCURRENTLY", Dialect::PostgreSql),
    ("PLPGSQL", Dialect::PostgreSql),
    ("EXTENSION", Dialect::PostgreSql),
    ("GIN", Dialect::PostgreSql),
    ("ILIKE", Dialect::PostgreSql),
    ("REINDEX", Dialect::PostgreSql),
];

/// The dialect of a text.
pub(super) fn detect(text: &str) -> Dialect {
    let mut found: Option<(usize, Dialect)> = None;
    let mut before: [Option<Lexeme<'_>>; 2] = [None, None];
    for lexeme in lexemes(text, Quoting::default()) {
        if matches!(lexeme.kind, Kind::Space | Kind::LineComment | Kind::BlockComment) {
            continue;
        }
        let shown = by_word(&lexeme).or_else(|| by_mark(before, &lexeme, text));
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
            Self::MySql => "mysql",
            Self::SqlServer => "sqlserver",
            Self::Oracle => "oracle",
            Self::Sqlite => "sqlite",
        }
    }

    /// Grammars to try, in order.
    pub(super) fn grammars(self) -> [&'static dyn Grammar; 2] {
        let own: &dyn Grammar = match self {
            Self::Unknown | Self::PostgreSql => &PostgreSqlDialect {},
            Self::MySql => &MySqlDialect {},
            Self::SqlServer => &MsSqlDialect {},
            Self::Oracle => &OracleDialect {},
            Self::Sqlite => &SQLiteDialect {},
        };
        [own, &GenericDialect {}]
    }

    /// How its quotes end.
    pub(super) fn quoting(self) -> Quoting {
        Quoting { backslash: self == Self::MySql }
    }

    /// Whether a name without quotes is kept in lower case.
    pub(super) fn folds_names(self) -> bool {
        matches!(self, Self::Unknown | Self::PostgreSql)
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(detect(text).name(), expected, "{text}");
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
}
