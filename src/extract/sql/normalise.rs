//! Tokens of a statement without the clauses that the grammar does not read, and what those said.

use std::collections::BTreeSet;

use sqlparser::tokenizer::{Token, TokenWithSpan};

use super::{
    names::Names,
    tokens::{Tokens, is_word},
};
use crate::model::Template;

/// A statement without what the grammar does not know, and what that said.
pub(super) struct Normalised {
    pub(super) tokens: Tokens,
    pub(super) templates: Vec<Template>,
    pub(super) concurrently: bool,
    /// Columns that a table constraint forbids NULL.
    pub(super) not_null: Vec<String>,
}

/// Takes out of the tokens what the grammar does not read.
pub(super) fn normalise(mut tokens: Tokens, names: &Names) -> Normalised {
    let mut concurrently = false;
    let mut templates = Vec::new();
    let mut not_null = Vec::new();
    let mut start = tokens.clone();
    if start.clone().accept("ALTER TABLE") {
        take_collations(&mut tokens);
    }
    if start.accept("DROP INDEX CONCURRENTLY") {
        tokens.remove(2, 3);
        concurrently = true;
    } else if start.accept("CREATE") {
        start.accept_any(&[
            "OR REPLACE",
            "GLOBAL",
            "LOCAL",
            "TEMP",
            "TEMPORARY",
            "UNLOGGED",
            "UNIQUE",
        ]);
        if start.accept("TABLE") {
            start.accept("IF NOT EXISTS");
            if start.name(names).is_some() && start.peek() == Some(&Token::LParen) {
                let taken = take_parts(&mut tokens, start.at, names);
                (templates, not_null) = taken;
            }
        } else if start.accept("INDEX") {
            take_storage(&mut tokens);
        }
    }
    Normalised { tokens, templates, concurrently, not_null }
}

/// How a column's texts are sorted says nothing about the schema, and the grammar reads it in few places.
fn take_collations(tokens: &mut Tokens) {
    while let Some(at) = tokens.find("COLLATE", 0) {
        let qualified = tokens.list.get(at + 2).is_some_and(|next| next.token == Token::Period);
        tokens.remove(at, at + if qualified { 4 } else { 2 });
    }
}

/// Where an index is kept says nothing about the schema.
fn take_storage(tokens: &mut Tokens) {
    if let Some(at) = tokens.find("ON ONLY", 0) {
        tokens.remove(at + 1, at + 2);
    }
    if let Some(at) = tokens.find("TABLESPACE", 0) {
        tokens.remove(at, at + 2);
    }
}

/// Takes `LIKE other INCLUDING …` and `CONSTRAINT name NOT NULL column` out of the column list that
/// opens at `open`.
fn take_parts(tokens: &mut Tokens, open: usize, names: &Names) -> (Vec<Template>, Vec<String>) {
    let close = tokens.after_group(open).saturating_sub(1);
    let (mut templates, mut not_null, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for (from, to) in tokens.parts(open + 1, close) {
        let mut part =
            Tokens { list: tokens.list.get(from..to).unwrap_or_default().to_vec(), at: 0 };
        if let Some(column) = not_null_column(&mut part.clone(), names) {
            not_null.push(column);
        } else if part.accept("LIKE") {
            templates.extend(part.name(names).map(|source| Template {
                kind: "like".into(),
                schema: source.schema,
                table: source.name,
                including: including(&mut part),
                ..Template::default()
            }));
        } else {
            kept.push(part.list);
        }
    }
    if !(templates.is_empty() && not_null.is_empty()) {
        let comma = tokens
            .list
            .get(open)
            .map(|token| TokenWithSpan { token: Token::Comma, span: token.span });
        let list = kept.join(&comma.into_iter().collect::<Vec<_>>()[..]);
        tokens.list.splice(open + 1..close, list);
    }
    (templates, not_null)
}

/// The column of `[CONSTRAINT name] NOT NULL column`.
pub(super) fn not_null_column(part: &mut Tokens, names: &Names) -> Option<String> {
    if part.accept("CONSTRAINT") {
        part.name(names)?;
    }
    part.accept("NOT NULL").then(|| part.name(names)).flatten().map(|column| column.name)
}

fn including(part: &mut Tokens) -> Vec<String> {
    let mut found = BTreeSet::new();
    while let Some(token) = part.peek().cloned() {
        part.at += 1;
        let Some(Token::Word(what)) = part.peek() else { continue };
        let what = what.value.to_lowercase();
        let kinds: &[&str] = match &*what {
            "all" => &["constraints", "defaults", "indexes"],
            "constraints" | "defaults" | "indexes" => &[&what],
            _ => continue,
        };
        for kind in kinds {
            if is_word(&token, "INCLUDING") {
                found.insert((*kind).to_owned());
            } else if is_word(&token, "EXCLUDING") {
                found.remove(*kind);
            }
        }
    }
    found.into_iter().collect()
}
