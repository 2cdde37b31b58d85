//! The map of the code for a task, as much of it as a budget has room for.

use serde::Serialize;

use super::{
    Templates, Tokens,
    budget::{self, Shown, Weighed},
};
use crate::{
    error::{Error, ErrorKind, Result},
    model::{CodeMap, InputFormat, MAP_SCHEMA, MapFile, MapSymbol, RankedFile},
};

/// What a file is worth beside a declaration of the same score: a reader who knows the file can open it.
const FILE: f64 = 1.0;
/// See [`FILE`].
const SYMBOL: f64 = 0.6;
/// Declarations of a file that a map may show; who needs more opens the file.
pub(super) const SYMBOLS: usize = 12;

/// A map with its text.
#[derive(Clone, Debug)]
pub struct MapText {
    /// What is in it.
    pub map: CodeMap,
    /// The text.
    pub text: String,
    /// Tokens of the text.
    pub tokens: usize,
}

/// Writes the best of `ranked` into at most `budget` tokens; `head` says whose map it is, what it is for, and how it
/// is ranked.
///
/// # Errors
/// When not even an empty map fits, or a template of the user fails.
pub fn map(
    templates: &Templates,
    (head, ranked): (&CodeMap, &[RankedFile]),
    format: InputFormat,
    (budget, tokens): (usize, Tokens),
) -> Result<MapText> {
    let lines = lines(ranked);
    let write = |shown: &Shown| text(templates, &part(head, ranked, shown), format);
    let fitted = budget::fit(&lines, budget, (&write, tokens))?.map_err(|small| {
        Error::new(ErrorKind::Usage, format!("no map fits into {budget} tokens"))
            .hint(format!("the smallest budget that works is {}", small.least))
    })?;
    let map = part(head, ranked, &fitted.shown);
    Ok(MapText { map, text: fitted.text, tokens: fitted.tokens })
}

/// Files, each before its declarations.
fn lines(ranked: &[RankedFile]) -> Vec<Weighed> {
    let mut lines = Vec::new();
    for file in ranked {
        let above = lines.len();
        lines.push(Weighed { value: file.score * FILE, cost: about(&file.path), parent: None });
        lines.extend(file.symbols.iter().take(SYMBOLS).map(|symbol| Weighed {
            value: file.score * SYMBOL * symbol.weight,
            cost: about(&symbol.text) + 3,
            parent: Some(above),
        }));
    }
    lines
}

/// Tokens of a line of code, about.
pub(super) fn about(text: &str) -> usize {
    text.len() / 4 + 3
}

/// The map of what is shown; declarations in the order of their lines.
fn part(head: &CodeMap, ranked: &[RankedFile], shown: &Shown) -> CodeMap {
    let mut map = CodeMap { schema: MAP_SCHEMA.to_owned(), ..head.clone() };
    let mut line = 0;
    for file in ranked {
        let (has_file, first) = (shown.has(line), line + 1);
        let declared = file.symbols.len();
        line = first + declared.min(SYMBOLS);
        if !has_file {
            map.files_left_out += 1;
            map.symbols_left_out += count(declared);
            continue;
        }
        let own = file.symbols.iter().take(SYMBOLS).zip(first..);
        let own = own.filter(|(_, line)| shown.has(*line)).map(|(symbol, line)| MapSymbol {
            id: String::new(),
            line: symbol.line,
            text: budget::words(&symbol.text, shown.words(line)),
        });
        let mut symbols: Vec<MapSymbol> = own.collect();
        map.symbols_left_out += count(declared - symbols.len());
        symbols.sort_by_key(|symbol| symbol.line);
        map.files.push(MapFile { path: file.path.clone(), score: file.score, symbols });
    }
    map
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn text(templates: &Templates, map: &CodeMap, format: InputFormat) -> Result<String> {
    match format {
        InputFormat::Xml => templates.render("map.xml.j2", map),
        InputFormat::Markdown => templates.render("map.md.j2", map),
        InputFormat::Json => json(map),
    }
}

/// A value as indented JSON with a line end.
pub(super) fn json(value: &impl Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| {
        Error::new(ErrorKind::Output, "cannot write the result as JSON").source(error)
    })?;
    Ok(text + "\n")
}
