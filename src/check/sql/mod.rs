//! Statements of the SQL that a plan shows, told apart by their first words. No parser: only what is certain from
//! the words themselves is read.

mod words;

use std::collections::BTreeSet;

use super::{Inputs, page::Page};
use crate::model::{Block, BlockKind, Place, Span};

/// A statement in small letters.
#[derive(Clone)]
pub(super) struct Statement {
    words: Vec<String>,
    /// Lines of the plan.
    pub(super) span: Span,
    /// First line of its block, which is the fence.
    block: u32,
    /// MySQL, where other things lock and fail.
    pub(super) is_mysql: bool,
}

/// A statement on a table with rows.
pub(super) struct Change {
    pub(super) table: String,
    pub(super) statement: Statement,
}

/// The statements on tables that the migrations of the repository lead to. What an earlier statement of the block
/// creates itself has no rows that could be harmed.
pub(super) fn changes(inputs: &Inputs<'_>) -> Vec<Change> {
    let there = tables(inputs);
    let mut found = Vec::new();
    for block in blocks(inputs) {
        let mut created: BTreeSet<String> = BTreeSet::new();
        for statement in block {
            if let Some(table) = statement.created() {
                created.insert(table.to_owned());
                continue;
            }
            let changed = statement.tables().into_iter();
            let harmed = changed.filter(|table| there.contains(table) && !created.contains(*table));
            found.extend(
                harmed
                    .map(|table| Change { table: table.to_owned(), statement: statement.clone() }),
            );
        }
    }
    found
}

/// The statements of every block of SQL, block by block.
fn blocks(inputs: &Inputs<'_>) -> Vec<Vec<Statement>> {
    const LANGUAGES: [&str; 7] =
        ["sql", "postgresql", "postgres", "psql", "pgsql", "plpgsql", "mysql"];
    let sections = inputs.document.outline.sections.iter();
    let code = sections.flat_map(|section| &section.blocks).filter(|block| {
        block.kind == BlockKind::Code && LANGUAGES.contains(&block.language.as_str())
    });
    code.map(of_block).collect()
}

fn of_block(block: &Block) -> Vec<Statement> {
    let is_mysql = block.language == "mysql";
    let read = words::statements(block).into_iter();
    read.map(|one| Statement { words: one.words, span: one.span, block: block.span.line, is_mysql })
        .collect()
}

/// Words that make a statement tolerant or narrow and are no name.
const NOISE: [&str; 5] = ["if", "exists", "not", "only", "concurrently"];

impl Statement {
    /// Whether the words stand in it one behind the other.
    pub(super) fn has(&self, phrase: &[&str]) -> bool {
        self.at(phrase).is_some()
    }

    /// Whether it begins with one of the words.
    pub(super) fn begins(&self, words: &[&str]) -> bool {
        self.words.first().is_some_and(|first| words.contains(&first.as_str()))
    }

    fn at(&self, phrase: &[&str]) -> Option<usize> {
        self.words.windows(phrase.len()).position(|window| window == phrase)
    }

    /// The name behind `phrase`, without what makes it tolerant and without its schema.
    pub(super) fn name_after(&self, phrase: &[&str]) -> Option<&str> {
        first_name(self.words.get(self.at(phrase)? + phrase.len()..)?)
    }

    /// The parts of `ALTER TABLE`, each as its words without `ALTER TABLE` and the name; commas in brackets part nothing.
    pub(super) fn parts(&self) -> Vec<Vec<&str>> {
        let words = self.words.iter().map(String::as_str);
        let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
        let mut depth = 0_i32;
        let from = self.at(&["alter", "table"]).map_or(0, |at| at + 2);
        let mut words = words.skip(from).skip_while(|word| NOISE.contains(word));
        words.next();
        for word in words {
            depth += i32::from(word == "(") - i32::from(word == ")");
            match parts.last_mut() {
                Some(part) if word != "," || depth > 0 => part.push(word),
                _ => parts.push(Vec::new()),
            }
        }
        parts
    }

    /// Whether it builds an index.
    pub(super) fn is_index(&self) -> bool {
        self.words.first().is_some_and(|word| word == "create")
            && self.words.iter().skip(1).take(2).any(|word| word == "index")
    }

    /// The table that it creates, as whatever kind of table.
    fn created(&self) -> Option<&str> {
        let kinds = ["temp", "temporary", "unlogged", "foreign", "global", "local"];
        let mut words = self.words.iter().skip(1).skip_while(|word| kinds.contains(&word.as_str()));
        let is_table = words.next().is_some_and(|word| word == "table");
        let name = words.find(|word| !NOISE.contains(&word.as_str()))?;
        (self.begins(&["create"]) && is_table).then(|| name.rsplit('.').next()).flatten()
    }

    /// The tables that it changes.
    fn tables(&self) -> Vec<&str> {
        const LISTS: [&[&str]; 3] = [&["drop", "table"], &["truncate", "table"], &["truncate"]];
        if self.is_index() {
            return self.name_after(&["on"]).into_iter().collect();
        }
        if let Some(one) = self.name_after(&["alter", "table"]) {
            return vec![one];
        }
        if self.begins(&["delete"]) {
            return self.name_after(&["delete", "from"]).into_iter().collect();
        }
        let list = LISTS.iter().find_map(|head| Some(self.at(head)? + head.len()));
        let names = list.and_then(|from| self.words.get(from..)).unwrap_or_default();
        let each = names.split(|word| word == ",");
        each.filter_map(first_name).collect()
    }

    /// The place of `word` in it.
    pub(super) fn place(&self, page: &Page<'_>, word: &str) -> Place {
        page.find_folded(self.span, word).unwrap_or_else(|| page.whole(self.span.line))
    }

    /// Whether it shows a way back: the last mark in front of it says so, in comments of its block or in the lines
    /// right before the block.
    pub(super) fn is_way_back(&self, page: &Page<'_>) -> bool {
        use crate::document::words;
        const BACK: [&str; 6] = ["down", "rollback", "roll back", "revert", "undo", "way back"];
        let lines = Span { line: self.block.saturating_sub(3).max(1), end_line: self.span.line };
        let mut is_back = false;
        for (number, line) in page.lines(lines) {
            let is_inside = number > self.block;
            let key = words::key(if is_inside { remark(line) } else { line });
            if words::has_any(&key, &BACK) {
                is_back = true;
            } else if is_inside && words::has(&key, "up") {
                is_back = false;
            }
        }
        is_back
    }
}

/// The first name of some words, without its schema.
fn first_name(words: &[String]) -> Option<&str> {
    let name = words.iter().find(|word| !NOISE.contains(&word.as_str()))?;
    name.rsplit('.').next()
}

/// What a line of SQL says in a comment.
fn remark(line: &str) -> &str {
    let start = ["--", "/*", "#"].iter().filter_map(|mark| line.find(mark)).min();
    start.and_then(|start| line.get(start..)).unwrap_or_default()
}

/// Tables that the migrations of the repository lead to.
pub(super) fn tables<'a>(inputs: &Inputs<'a>) -> BTreeSet<&'a str> {
    let sets = inputs.analysis.migrations.sets.iter();
    sets.flat_map(|set| &set.schema.tables).map(|table| table.name.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Statement {
        let block = Block { text: text.into(), ..Block::default() };
        of_block(&block).remove(0)
    }

    #[test]
    fn tables_are_found_behind_what_makes_them_tolerant() {
        let tables = |text: &str| one(text).tables().join(" ");
        assert_eq!(tables("ALTER TABLE IF EXISTS ONLY public.a DROP b, DROP c"), "a");
        assert_eq!(tables("CREATE UNIQUE INDEX CONCURRENTLY i ON a (b, c)"), "a");
        assert_eq!(tables("TRUNCATE a, x.b RESTART IDENTITY"), "a b");
        assert_eq!(tables("DROP TABLE IF EXISTS a, b CASCADE"), "a b");
        assert_eq!(tables("DELETE FROM a"), "a");
        assert_eq!(tables("SELECT 1"), "");
        let created = |text: &str| one(text).created().map(str::to_owned);
        assert_eq!(created("CREATE TEMP TABLE IF NOT EXISTS x.a (b int)").unwrap(), "a");
        assert_eq!(created("CREATE INDEX table ON a (b)"), None);
    }

    #[test]
    fn parts_of_a_change() {
        let statement = one("ALTER TABLE a ADD b numeric(10, 2) NOT NULL, DROP c");
        let parts: Vec<String> = statement.parts().iter().map(|part| part.join(" ")).collect();
        assert_eq!(parts, ["add b numeric ( 10 , 2 ) not null", "drop c"]);
    }
}
