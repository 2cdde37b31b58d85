//! Dockerfiles, read by line: one fact per stage.

use crate::{
    extract::Input,
    model::{Container, FileFacts},
};

/// An instruction with its continued lines joined.
struct Instruction {
    line: u32,
    end_line: u32,
    keyword: String,
    words: Vec<String>,
}

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let mut stages: Vec<Container> = Vec::new();
    for instruction in instructions(input.text) {
        if instruction.keyword == "FROM" {
            stages.extend(stage(input, &instruction));
        } else if let Some(stage) = stages.last_mut() {
            extend(stage, instruction);
        }
    }
    facts.operations.containers.extend(stages);
}

fn stage(input: &Input<'_>, from: &Instruction) -> Option<Container> {
    let mut words = from.words.iter().filter(|word| !word.starts_with("--"));
    let image = words.next()?.clone();
    let named = words.next().is_some_and(|word| word.eq_ignore_ascii_case("as"));
    Some(Container {
        at: input.source.evidence("docker.stage", from.line, from.end_line),
        kind: "dockerfile".to_owned(),
        name: words.next().filter(|_| named).cloned().unwrap_or_default(),
        image,
        ports: Vec::new(),
        healthcheck: false,
    })
}

fn extend(stage: &mut Container, instruction: Instruction) {
    stage.at.end_line = instruction.end_line;
    match instruction.keyword.as_str() {
        "EXPOSE" => stage.ports.extend(instruction.words),
        "HEALTHCHECK" => {
            let off =
                instruction.words.first().is_some_and(|word| word.eq_ignore_ascii_case("none"));
            stage.healthcheck = !off;
        }
        _ => {}
    }
}

fn instructions(text: &str) -> Vec<Instruction> {
    let escape = escape_character(text);
    let mut found = Vec::new();
    let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
    while let Some((line, first)) = lines.next() {
        if is_skipped(first) {
            continue;
        }
        let mut joined = String::new();
        let mut end_line = line;
        let mut next = Some((line, first));
        while let Some((number, part)) = next {
            // Comments and empty lines inside a continued instruction are not part of it.
            let skipped = number != line && is_skipped(part);
            let open = part.trim_end().strip_suffix(escape);
            if !skipped {
                joined.push_str(open.unwrap_or(part));
                joined.push(' ');
                end_line = number;
            }
            next = if skipped || open.is_some() { lines.next() } else { None };
        }
        for end in here_documents(&joined) {
            let last = lines.by_ref().find(|(_, text)| text.trim() == end);
            end_line = last.map_or(end_line, |(number, _)| number);
        }
        found.extend(instruction(line, end_line, &joined));
    }
    found
}

fn instruction(line: u32, end_line: u32, text: &str) -> Option<Instruction> {
    let mut words = text.split_whitespace();
    let keyword = words.next()?.to_ascii_uppercase();
    Some(Instruction { line, end_line, keyword, words: words.map(str::to_owned).collect() })
}

fn is_skipped(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// A directive in the comments at the top may replace the backslash.
fn escape_character(text: &str) -> char {
    let mut top = text.lines().take_while(|line| line.starts_with('#'));
    let directive = |line: &str| {
        let (name, value) = line.trim_start_matches('#').split_once('=')?;
        name.trim().eq_ignore_ascii_case("escape").then(|| value.trim().chars().next())?
    };
    top.find_map(directive).unwrap_or('\\')
}

/// Words that end the here-documents of an instruction that may have some.
fn here_documents(text: &str) -> Vec<String> {
    let keyword = text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
    if !matches!(keyword.as_str(), "RUN" | "COPY" | "ADD") {
        return Vec::new();
    }
    let openings = text.split("<<").skip(1);
    let words = openings.filter_map(|rest| {
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let word: String =
            rest.trim_start_matches(['"', '\'']).chars().take_while(|c| is_word(*c)).collect();
        word.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(word)
    });
    words.collect()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
