//! Makefiles: one fact per real target. Variables, pattern rules, special targets and targets whose
//! name only Make can compute are left out; included files are read for themselves.

use super::shell;
use crate::{
    extract::Input,
    model::{BuildTarget, FileFacts},
};

/// A rule while its recipe is read.
struct Rule {
    names: Vec<String>,
    line: u32,
    end_line: u32,
    recipe: String,
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let mut found: Vec<BuildTarget> = Vec::new();
    for rule in rules(input.text) {
        let commands = shell::commands(&rule.recipe);
        for name in &rule.names {
            let new = BuildTarget {
                at: input.source.evidence("make.target", rule.line, rule.end_line),
                tool: "make".to_owned(),
                name: name.clone(),
                commands: commands.clone(),
            };
            add(&mut found, new);
        }
    }
    facts.operations.targets.extend(found);
}

/// A target may have several rules that only add prerequisites; the one with the recipe counts.
fn add(found: &mut Vec<BuildTarget>, new: BuildTarget) {
    match found.iter_mut().find(|known| known.name == new.name) {
        Some(known) if known.commands.is_empty() && !new.commands.is_empty() => *known = new,
        Some(_) => {}
        None => found.push(new),
    }
}

fn rules(text: &str) -> Vec<Rule> {
    let mut found: Vec<Rule> = Vec::new();
    let mut in_rule = false;
    let mut in_define = false;
    for (line, end_line, logical) in logical_lines(text) {
        if in_define || defines(&logical) {
            in_define = logical.split_whitespace().next() != Some("endef");
        } else if let Some(command) = logical.strip_prefix('\t') {
            if let Some(rule) = found.last_mut().filter(|_| in_rule) {
                rule.recipe.push_str(steered(command));
                rule.recipe.push('\n');
                rule.end_line = end_line;
            }
        } else if !is_neutral(&logical) {
            let rule = rule(line, end_line, &logical);
            in_rule = rule.is_some();
            found.extend(rule);
        }
    }
    found
}

fn defines(line: &str) -> bool {
    !line.starts_with('\t') && line.split_whitespace().take(2).any(|word| word == "define")
}

/// A recipe line without the signs that only steer Make.
fn steered(command: &str) -> &str {
    command.trim_start().trim_start_matches(['@', '-', '+'])
}

/// Lines that may stand between the lines of a recipe: empty ones, comments, conditionals.
fn is_neutral(line: &str) -> bool {
    const CONDITIONALS: [&str; 6] = ["ifeq", "ifneq", "ifdef", "ifndef", "else", "endif"];
    let line = line.trim();
    let word = line.split([' ', '\t', '(']).next().unwrap_or_default();
    line.is_empty() || line.starts_with('#') || CONDITIONALS.contains(&word)
}

/// Lines joined over a backslash, with first and last number.
fn logical_lines(text: &str) -> Vec<(u32, u32, String)> {
    let mut found: Vec<(u32, u32, String)> = Vec::new();
    let mut open = false;
    for (number, line) in (1..).zip(text.lines()) {
        match found.last_mut() {
            Some((_, end, joined)) if open => {
                *end = number;
                joined.push('\n');
                joined.push_str(line);
            }
            _ => found.push((number, number, line.to_owned())),
        }
        open = line.ends_with('\\');
    }
    found
}

fn rule(line: u32, end_line: u32, logical: &str) -> Option<Rule> {
    let head = logical.split_once('#').map_or(logical, |(head, _)| head);
    let (targets, rest) = head.split_once(':')?;
    // An equals sign first is a variable whose value has a colon.
    if targets.contains('=') || is_assignment(rest) {
        return None;
    }
    let targets = without_references(targets.trim_end_matches('&'))?;
    let names = targets.split_whitespace();
    let names: Vec<String> = names.filter(|name| is_real(name)).map(str::to_owned).collect();
    let inline = logical.split_once(';').map_or("", |(_, command)| command);
    let recipe = format!("{}\n", steered(inline));
    Some(Rule { names, line, end_line, recipe })
}

/// `text` with a lone `$` for every `$(…)` and `${…}`; `None` when one of them is left open, which
/// means that the colon stands inside it.
fn without_references(text: &str) -> Option<String> {
    let mut depth = 0_u32;
    let mut kept = String::new();
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '(' | '{' if depth > 0 || previous == '$' => depth += 1,
            ')' | '}' if depth > 0 => depth -= 1,
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
        previous = c;
    }
    (depth == 0).then_some(kept)
}

/// Whether what follows the first colon makes it `:=`, `::=`, or a variable of that target only.
fn is_assignment(rest: &str) -> bool {
    let rest = rest.trim_start_matches(':');
    let before = rest.split(';').next().unwrap_or_default();
    let Some((name, _)) = before.split_once('=') else { return false };
    let name = name.trim_end_matches([':', '?', '+', '!']).trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
    name.chars().all(plain)
}

fn is_real(name: &str) -> bool {
    let special = name.starts_with('.') && !name.contains('/');
    !special && !name.contains(['%', '$', '(', ')', '{', '}', '"', '\'', '\\'])
}
