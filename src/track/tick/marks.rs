//! Where a line says that something is open, and what says that it is done.

use std::ops::Range;

/// A part of a line and what stands for it.
type Edit = (Range<usize>, &'static str);

const BOXES: [(&str, &str); 10] = [
    ("[ ]", "[x]"),
    ("[  ]", "[x]"),
    ("[]", "[x]"),
    ("[-]", "[x]"),
    ("[~]", "[x]"),
    ("[/]", "[x]"),
    ("[>]", "[x]"),
    ("☐", "☑"),
    ("⬜", "✅"),
    ("🔲", "✅"),
];

const SIGNS: [(&str, &str); 8] = [
    ("⬜", "✅"),
    ("🔲", "✅"),
    ("☐", "☑"),
    ("⏳", "✅"),
    ("🔄", "✅"),
    ("🚧", "✅"),
    ("📋", "✅"),
    ("⚪", "✅"),
];

/// Words that say open or begun, and the word of the same language that says done.
const WORDS: [(&str, &[&str]); 3] = [
    (
        "Done",
        &[
            "open",
            "pending",
            "planned",
            "not started",
            "not done",
            "to do",
            "todo",
            "backlog",
            "ready",
            "in progress",
            "wip",
            "started",
            "doing",
            "ongoing",
            "queued",
        ],
    ),
    (
        "Concluído",
        &[
            "pendente",
            "aberto",
            "planejado",
            "planejada",
            "a fazer",
            "não iniciado",
            "não iniciada",
            "em andamento",
            "em progresso",
            "iniciado",
            "iniciada",
        ],
    ),
    ("Hecho", &["pendiente", "por hacer", "no iniciado", "planificado", "en progreso", "en curso"]),
];

/// Labels of a status.
const LABELS: [&str; 4] = ["status", "state", "estado", "situação"];

/// Words that say of a box that it is the state of the item around it.
const DONE: [&str; 12] = [
    "done",
    "complete",
    "completed",
    "finished",
    "concluído",
    "concluida",
    "concluída",
    "feito",
    "pronto",
    "entregue",
    "hecho",
    "entregado",
];

/// The open box that leads a line of a list.
pub(super) fn of_box(line: &str) -> Option<Edit> {
    let (at, rest) = bare(line)?;
    let (mark, new) = BOXES.iter().find(|(mark, _)| rest.starts_with(mark))?;
    let behind = rest.get(mark.len()..)?.trim_start_matches('\u{fe0f}');
    let apart = behind.is_empty() || behind.starts_with([' ', '\t', '*']);
    apart.then(|| (at..at + mark.len(), *new))
}

/// What the first line of an item says: its box, the state of its row, the end of its heading.
pub(super) fn of_item(line: &str) -> Option<Edit> {
    of_box(line).or_else(|| of_cells(line)).or_else(|| of_heading(line))
}

/// What a line below a heading says of the item: `- [ ] Done`, `**Status:** Pending`.
pub(super) fn of_field(line: &str) -> Option<Edit> {
    if let Some((range, new)) = of_box(line) {
        let text = line.get(range.end..)?.trim_start().trim_start_matches('*').to_lowercase();
        let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let behind =
            text.get(first.len()..).unwrap_or_default().trim_start_matches(['*', '.', ' ']);
        let alone = behind.is_empty() || behind.starts_with(['—', '–', '-', '(', ':', '`']);
        return (DONE.contains(&first) && alone).then_some((range, new));
    }
    let (label, value) = line.split_once(':')?;
    let name = label.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let at = label.len() + 1;
    let value = word(value).filter(|_| LABELS.contains(&&*name))?;
    Some((at + value.0.start..at + value.0.end, value.1))
}

/// The state in the row of a table that leads with an identifier.
pub(super) fn of_row(line: &str, id: &str) -> Option<Edit> {
    let first = line.trim_start().strip_prefix('|')?.split('|').next()?;
    let plain = first.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`'));
    (plain == id).then(|| of_cells(line)).flatten()
}

/// The cell that is nothing but a state.
fn of_cells(line: &str) -> Option<Edit> {
    line.trim_start().strip_prefix('|')?;
    let mut at = 0;
    let mut found = Vec::new();
    for cell in line.split('|') {
        found.extend(word(cell).map(|(range, new)| (at + range.start..at + range.end, new)));
        at += cell.len() + 1;
    }
    // Of several such cells nobody knows which is the state.
    <[Edit; 1]>::try_from(found).ok().map(|[one]| one)
}

/// The sign in a heading, or the words behind its last dash or in its last brackets.
fn of_heading(line: &str) -> Option<Edit> {
    line.strip_prefix('#')?;
    if let Some((at, mark, new)) =
        SIGNS.iter().find_map(|(mark, new)| Some((line.find(mark)?, *mark, *new)))
    {
        return Some((at..at + mark.len(), new));
    }
    let ends = [" — ", " – ", " - ", " · ", "("];
    let (at, mark) = ends.iter().filter_map(|mark| Some((line.rfind(mark)?, mark.len()))).max()?;
    let tail = line.get(at + mark..)?.trim_end_matches([')', ' ']);
    let (range, new) = word(tail)?;
    Some((at + mark + range.start..at + mark + range.end, new))
}

/// A text that is nothing but words or a sign for open, and what says done instead.
fn word(text: &str) -> Option<Edit> {
    let plain =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '\u{fe0f}'));
    let at = text.find(plain).filter(|_| !plain.is_empty())?;
    let lower = plain.to_lowercase();
    let said = WORDS.iter().find(|(_, words)| words.contains(&&*lower)).map(|(new, _)| *new);
    let sign = || SIGNS.iter().find(|(mark, _)| *mark == plain).map(|(_, new)| *new);
    let boxed = || BOXES.iter().find(|(mark, _)| *mark == plain).map(|(_, new)| *new);
    Some((at..at + plain.len(), said.or_else(sign).or_else(boxed)?))
}

/// What stands behind the bullet or number of a line of a list, and where.
fn bare(line: &str) -> Option<(usize, &str)> {
    let start = line.trim_start_matches('\u{feff}').trim_start_matches([' ', '\t', '>']);
    let digits = start.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match start.strip_prefix(['-', '*', '+']) {
        Some(rest) => rest,
        None if digits.len() < start.len() => digits.strip_prefix(['.', ')'])?,
        None => return None,
    };
    let text = rest.trim_start_matches([' ', '\t']);
    (text.len() < rest.len()).then(|| (line.len() - text.len(), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: Option<Edit>, line: &str, expected: Option<&str>) {
        let after = found.map(|(range, new)| {
            let mut after = line.to_owned();
            after.replace_range(range, new);
            after
        });
        assert_eq!(after.as_deref(), expected, "{line}");
    }

    #[test]
    fn boxes_are_ticked_and_nothing_beside_them() {
        for (line, expected) in [
            ("- [ ] a [ ] b", Some("- [x] a [ ] b")),
            ("  12. [ ] a", Some("  12. [x] a")),
            ("* ☐ a", Some("* ☑ a")),
            ("- [ ]* 2.1 a", Some("- [x]* 2.1 a")),
            ("- [x] a", None),
            ("- [ ](a.md)", None),
            ("a [ ] b", None),
        ] {
            check(of_box(line), line, expected);
        }
    }

    #[test]
    fn states_are_told_where_they_stand_alone() {
        for (line, expected) in [
            ("| T1 | Store | Pending |", Some("| T1 | Store | Done |")),
            ("| T1 | Store | **Em andamento** |", Some("| T1 | Store | **Concluído** |")),
            ("| T1 | Store | ⏳ |", Some("| T1 | Store | ✅ |")),
            ("| T1 | Open | Pending |", None),
            ("| T1 | Store | pending Ada |", None),
            ("## T1: Store — Pending", Some("## T1: Store — Done")),
            ("## T1: Store (in progress)", Some("## T1: Store (Done)")),
            ("## 🚧 T1: Store", Some("## ✅ T1: Store")),
            ("## T1: Store", None),
        ] {
            check(of_item(line), line, expected);
        }
        for (line, expected) in [
            ("- [ ] Done — impl", Some("- [x] Done — impl")),
            ("- [ ] Done lists are shown", None),
            ("**Status:** Not started", Some("**Status:** Done")),
            ("**Status:** Pending since May", None),
            ("- Estado: pendiente", Some("- Estado: Hecho")),
        ] {
            check(of_field(line), line, expected);
        }
    }
}
