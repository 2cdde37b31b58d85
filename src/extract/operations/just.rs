//! justfiles: one fact per recipe. Imported files are read for themselves.

use super::shell;
use crate::{
    extract::Input,
    model::{BuildTarget, FileFacts},
};

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let mut recipe: Option<(BuildTarget, String)> = None;
    let mut quote: Option<&str> = None;
    for (number, line) in (1..).zip(input.text.lines()) {
        if let Some(open) = quote {
            quote = if line.contains(open) { None } else { quote };
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((target, body)) = &mut recipe {
                target.at.end_line = number;
                let continued = body.ends_with("\\\n");
                body.push_str(if continued { line } else { quiet(line) });
                body.push('\n');
            }
            continue;
        }
        quote = opened(line);
        // A comment between two lines of a recipe's body ends nothing.
        if !line.starts_with('#') {
            finish(recipe.take(), facts);
            recipe = recipe_name(line).map(|name| (target(input, number, name), String::new()));
        }
    }
    finish(recipe, facts);
}

fn target(input: &Input<'_>, line: u32, name: &str) -> BuildTarget {
    BuildTarget {
        at: input.source.evidence("just.recipe", line, line),
        tool: "just".to_owned(),
        name: name.to_owned(),
        commands: Vec::new(),
    }
}

fn finish(recipe: Option<(BuildTarget, String)>, facts: &mut FileFacts) {
    let Some((mut target, body)) = recipe else { return };
    target.commands = shell::commands(&body);
    facts.operations.targets.push(target);
}

/// A body line without what only says whether it is echoed or may fail.
fn quiet(line: &str) -> &str {
    line.trim_start().trim_start_matches(['@', '-'])
}

/// The triple quote that `line` opens and does not close.
fn opened(line: &str) -> Option<&'static str> {
    ["'''", "\"\"\"", "```"].into_iter().find(|quote| line.matches(quote).count() % 2 == 1)
}

/// The name before parameters and colon; none for assignments, settings, aliases and attributes.
fn recipe_name(line: &str) -> Option<&str> {
    let mut depth = 0_u32;
    let mut quote = None;
    let mut characters = line.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, '#') => return None,
            (None, ':') if depth == 0 => {
                let assigns = characters.peek().is_some_and(|(_, next)| *next == '=');
                return line.get(..at).filter(|_| !assigns).and_then(first_name);
            }
            _ => {}
        }
    }
    None
}

fn first_name(head: &str) -> Option<&str> {
    let name = head.split_whitespace().next()?.trim_start_matches('@');
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
    let goes_on = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    (starts && goes_on).then_some(name)
}
