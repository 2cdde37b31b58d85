//! Statements of the SQL that a plan shows, told apart by their first words. No parser: only what is certain from
//! the words themselves is read.

use std::collections::BTreeSet;

use super::{Inputs, page::Page};
use crate::model::{Block, BlockKind, Place, Span};

/// A statement in small letters, one blank between its words.
pub(super) struct Statement {
    pub(super) words: Vec<String>,
    /// Lines of the plan.
    pub(super) span: Span,
}

/// The statements of every block of SQL, block by block.
pub(super) fn blocks(inputs: &Inputs<'_>) -> Vec<Vec<Statement>> {
    let sections = inputs.document.outline.sections.iter();
    let code = sections.flat_map(|section| &section.blocks).filter(|block| {
        let sql =
            ["sql", "postgresql", "postgres", "psql", "mysql"].contains(&block.language.as_str());
        block.kind == BlockKind::Code && sql
    });
    code.map(statements).collect()
}

fn statements(block: &Block) -> Vec<Statement> {
    let mut found = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let mut from = 0;
    // The fence stands in front of the first line.
    for (number, line) in (block.span.line + 1..).zip(block.text.lines()) {
        let code = line.split("--").next().unwrap_or_default().to_lowercase();
        for (at, piece) in code.split(';').enumerate() {
            if at > 0 && !words.is_empty() {
                found.push(Statement {
                    words: std::mem::take(&mut words),
                    span: Span { line: from, end_line: number },
                });
            }
            let parts = piece.replace('(', " ( ").replace(')', " ) ").replace(',', " , ");
            let mut parts = parts.split_whitespace().peekable();
            if words.is_empty() && parts.peek().is_some() {
                from = number;
            }
            words.extend(parts.map(|word| word.trim_matches(['"', '`']).to_owned()));
        }
    }
    if !words.is_empty() {
        found.push(Statement { words, span: Span { line: from, end_line: block.span.end_line } });
    }
    found
}

impl Statement {
    /// Whether the words stand in it one behind the other.
    pub(super) fn has(&self, phrase: &[&str]) -> bool {
        self.at(phrase).is_some()
    }

    fn at(&self, phrase: &[&str]) -> Option<usize> {
        self.words.windows(phrase.len()).position(|window| window == phrase)
    }

    /// The name behind `phrase`, without what makes it tolerant and without its schema.
    pub(super) fn name_after(&self, phrase: &[&str]) -> Option<&str> {
        let rest = self.words.get(self.at(phrase)? + phrase.len()..)?;
        let noise = ["if", "exists", "not", "only", "concurrently"];
        let name = rest.iter().find(|word| !noise.contains(&word.as_str()))?;
        name.rsplit('.').next()
    }

    /// The table that it changes.
    pub(super) fn table(&self) -> Option<&str> {
        let heads: [&[&str]; 5] = [
            &["alter", "table"],
            &["create", "table"],
            &["drop", "table"],
            &["truncate", "table"],
            &["truncate"],
        ];
        heads.iter().find_map(|head| self.name_after(head))
    }

    /// The place of `word` in it.
    pub(super) fn place(&self, page: &Page<'_>, word: &str) -> Place {
        let small =
            page.find(self.span, word).or_else(|| page.find(self.span, &word.to_uppercase()));
        small.unwrap_or_else(|| page.whole(self.span.line))
    }
}

/// Tables that the migrations of the repository lead to.
pub(super) fn tables<'a>(inputs: &Inputs<'a>) -> BTreeSet<&'a str> {
    let sets = inputs.analysis.migrations.sets.iter();
    sets.flat_map(|set| &set.schema.tables).map(|table| table.name.as_str()).collect()
}

/// Tables that a block creates itself: nothing that stands there yet can be harmed in it.
pub(super) fn created(block: &[Statement]) -> BTreeSet<&str> {
    block.iter().filter_map(|statement| statement.name_after(&["create", "table"])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_apart() {
        let text = "-- first\nCREATE TABLE IF NOT EXISTS public.a (\n  id uuid\n);\nDROP TABLE b; TRUNCATE c;";
        let block =
            Block { text: text.into(), span: Span { line: 10, end_line: 16 }, ..Block::default() };
        let found = statements(&block);
        let tables: Vec<_> = found.iter().map(|one| (one.table(), one.span.line)).collect();
        assert_eq!(tables, [(Some("a"), 12), (Some("b"), 15), (Some("c"), 15)]);
    }
}
