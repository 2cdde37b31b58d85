//! Names as the catalog keeps them: without quotes, folded, with their schema; and the names that
//! `PostgreSQL` gives to what the text leaves unnamed.

use std::collections::{BTreeMap, BTreeSet};

use sqlparser::ast::{Ident, ObjectName};

use super::dialect::Dialect;

/// Name of an object; the schema is empty for the default one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    pub(super) schema: String,
    pub(super) name: String,
}

/// How the names of one text are read.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) dialect: Dialect,
    /// First schema of the search path; empty for the default one.
    pub(super) default_schema: String,
    /// Names in use, by schema (indexes) or by table (constraints), with the table they belong to.
    taken: BTreeMap<(String, String), Name>,
    /// Tables that live only as long as the session.
    temporary: BTreeSet<String>,
}

/// Longest name that `PostgreSQL` keeps, in bytes.
const LONGEST: usize = 63;

/// Schemas that are the default one of their database.
const DEFAULT_SCHEMAS: &[&str] = &["public", "dbo"];

/// Words that `PostgreSQL` quotes when it prints them as a name (all but the unreserved ones).
const RESERVED: &str = " all analyse analyze and any array as asc asymmetric authorization between bigint \
    binary bit boolean both case cast char character check coalesce collate collation column \
    concurrently constraint create cross current_catalog current_date current_role current_schema \
    current_time current_timestamp current_user dec decimal default deferrable desc distinct do else \
    end except exists extract false fetch float for foreign freeze from full grant greatest group \
    grouping having ilike in initially inner inout int integer intersect interval into is isnull join \
    lateral leading least left like limit localtime localtimestamp national natural nchar none \
    normalize not notnull null nullif numeric offset on only or order out outer overlaps overlay \
    placing position precision primary real references returning right row select session_user setof \
    similar smallint some substring symmetric table tablesample then time timestamp to trailing treat \
    trim true union unique user using values varchar variadic verbose when where window with \
    xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot \
    xmlserialize xmltable ";

impl Names {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, ..Self::default() }
    }

    /// A single name.
    pub(super) fn ident(&self, ident: &Ident) -> String {
        self.word(&ident.value, ident.quote_style.is_some())
    }

    /// A name as the catalog keeps it: folded unless it is quoted, and cut.
    pub(super) fn word(&self, word: &str, quoted: bool) -> String {
        if !self.dialect.is_postgresql() {
            return word.to_owned();
        }
        let kept = if quoted { word.to_owned() } else { word.to_lowercase() };
        clip(&kept, kept.len().min(LONGEST)).to_owned()
    }

    /// A name that may be qualified.
    pub(super) fn object(&self, name: &ObjectName) -> Name {
        let parts = name.0.iter().filter_map(|part| part.as_ident());
        self.qualified(&parts.map(|part| self.ident(part)).collect::<Vec<_>>())
    }

    /// A name from its parts, the last of which is the object.
    pub(super) fn qualified(&self, parts: &[String]) -> Name {
        match parts {
            [] => Name::default(),
            [name] => Name { schema: self.default_schema.clone(), name: name.clone() },
            [.., schema, name] => {
                Name { schema: default_schema_is_empty(schema), name: name.clone() }
            }
        }
    }

    /// Notes that `name` is in use in `space` for something of `table`.
    pub(super) fn take(&mut self, space: &str, name: &str, table: &Name) {
        self.taken.insert((space.to_owned(), name.to_owned()), table.clone());
    }

    /// Notes that the table is temporary: nothing that happens to it changes the schema.
    pub(super) fn take_temporary(&mut self, table: &Name) {
        self.temporary.insert(table.name.clone());
    }

    /// Whether a name that carries no schema is that of a temporary table.
    pub(super) fn is_temporary(&self, schema: &str, table: &str) -> bool {
        schema == self.default_schema && self.temporary.contains(table)
    }

    /// Notes that `name` is free again.
    pub(super) fn release(&mut self, name: &str) {
        self.taken.retain(|(_, taken), _| taken != name);
    }

    /// Notes that everything of `table` is gone.
    pub(super) fn release_table(&mut self, table: &Name) {
        self.taken.retain(|_, owner| owner != table);
    }

    /// The name that `PostgreSQL` gives to an index or constraint of `table`, free in `space`; takes it.
    pub(super) fn implicit(
        &mut self,
        space: &str,
        table: &Name,
        columns: &[String],
        label: &str,
    ) -> String {
        if !self.dialect.is_postgresql() {
            return self.foreign(space, table, columns, label);
        }
        let columns = columns.join("_");
        let mut name = make_name(&table.name, &columns, label);
        let mut number = 1_u32;
        while self.taken.contains_key(&(space.to_owned(), name.clone())) {
            name = make_name(&table.name, &columns, &format!("{label}{number}"));
            number += 1;
        }
        self.take(space, &name, table);
        name
    }
}

impl Names {
    /// The same where `MySQL` decides; other databases give names that no text shows.
    fn foreign(&mut self, space: &str, table: &Name, columns: &[String], label: &str) -> String {
        if self.dialect != Dialect::MySql {
            return String::new();
        }
        let space = format!("{space}\0{}", table.name);
        let numbered = |number: u32| match (label, columns.first()) {
            ("pkey", _) => self.dialect.primary_key(&table.name),
            ("fkey", _) => format!("{}_ibfk_{number}", table.name),
            ("check", _) => format!("{}_chk_{number}", table.name),
            (_, Some(column)) if number == 1 => column.clone(),
            (_, column) => format!("{}_{number}", column.map_or("", String::as_str)),
        };
        let free = |name: &String| !self.taken.contains_key(&(space.clone(), name.clone()));
        let name = (1..1000).map(numbered).find(free).unwrap_or_default();
        if label != "pkey" {
            self.take(&space, &name, table);
        }
        name
    }
}

/// The schema, or nothing for the one that unqualified names are in.
pub(super) fn default_schema_is_empty(schema: &str) -> String {
    if DEFAULT_SCHEMAS.contains(&schema) { String::new() } else { schema.to_owned() }
}

/// `table_columns_label` cut to the longest name, the longer part first (`makeObjectName`).
pub(crate) fn make_name(table: &str, columns: &str, label: &str) -> String {
    let separators = 1 + usize::from(!columns.is_empty());
    let room = LONGEST.saturating_sub(label.len() + separators);
    let (mut first, mut second) = (table.len(), columns.len());
    while first + second > room {
        if first > second { first -= 1 } else { second -= 1 }
    }
    let parts = [clip(table, first), clip(columns, second), label];
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("_")
}

/// At most `length` bytes of `text`, no character cut.
fn clip(text: &str, mut length: usize) -> &str {
    while !text.is_char_boundary(length) {
        length -= 1;
    }
    text.get(..length).unwrap_or(text)
}

/// A table or type as `PostgreSQL` prints a reference to it: qualified unless in the default schema,
/// quoted where it must be.
pub(crate) fn spelled(schema: &str, name: &str) -> String {
    if schema.is_empty() { quoted(name) } else { format!("{}.{}", quoted(schema), quoted(name)) }
}

fn quoted(name: &str) -> String {
    let plain = name.starts_with(|char: char| char.is_ascii_lowercase() || char == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if plain && !RESERVED.contains(&format!(" {name} ")) {
        return name.to_owned();
    }
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Names, make_name, spelled};

    #[test]
    fn implicit_names_are_cut_and_counted() {
        assert_eq!(make_name("t", "a", "key"), "t_a_key");
        assert_eq!(make_name("t", "", "pkey"), "t_pkey");
        let long = make_name(&"t".repeat(60), &"c".repeat(40), "idx");
        assert_eq!(long, format!("{}_{}_idx", "t".repeat(29), "c".repeat(29)));
        let mut names = Names::default();
        let table = names.qualified(&["t".to_owned()]);
        let columns = ["a".to_owned()];
        assert_eq!(names.implicit("", &table, &columns, "idx"), "t_a_idx");
        assert_eq!(names.implicit("", &table, &columns, "idx"), "t_a_idx1");
        assert_eq!(names.implicit("other", &table, &columns, "idx"), "t_a_idx");
        let mut names = Names::new(Dialect::MySql);
        let found = ["pkey", "idx", "key", "fkey", "fkey"]
            .map(|label| names.implicit("", &table, &columns, label));
        assert_eq!(found, ["PRIMARY", "a", "a_2", "t_ibfk_1", "t_ibfk_2"]);
        assert_eq!(Names::new(Dialect::Sqlite).implicit("", &table, &columns, "idx"), "");
        let mut names = Names::default();
        names.implicit("", &table, &columns, "idx");
        names.release_table(&table);
        assert_eq!(names.implicit("", &table, &columns, "idx"), "t_a_idx");
    }

    #[test]
    fn references_are_quoted_where_postgresql_quotes_them() {
        assert_eq!(spelled("", "users"), "users");
        assert_eq!(spelled("app", "User Accounts"), "app.\"User Accounts\"");
        assert_eq!(spelled("", "order"), "\"order\"");
        assert_eq!(spelled("", "transaction"), "transaction");
    }
}
