//! Check boxes as people type them: state, mark for optional work, text.

use super::marks;
use crate::{document::words, model::WorkStatus};

/// A check box and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Box<'t> {
    pub(super) status: WorkStatus,
    /// The box as written.
    pub(super) mark: &'t str,
    /// Whether a star behind it says that the work may be left out.
    pub(super) optional: bool,
    /// Raw text behind it.
    pub(super) text: &'t str,
}

const BOXES: &[(WorkStatus, &[&str])] = &[
    (WorkStatus::Open, &["[ ]", "[]", "☐", "⬜", "🔲", "[  ]"]),
    (WorkStatus::Done, &["[x]", "[X]", "[✓]", "[✔]", "[✅]", "☑", "✅"]),
    (WorkStatus::Started, &["[-]", "[~]", "[/]", "[>]", "🔄", "🚧"]),
    (WorkStatus::Blocked, &["[!]"]),
    (WorkStatus::Paused, &["⏸"]),
    (WorkStatus::Cancelled, &["❌", "☒"]),
];

/// Reads `bare`, the text of a list item without its bullet.
pub(super) fn read(bare: &str) -> Option<Box<'_>> {
    let bare = bare.trim_start();
    let (status, mark, rest) = BOXES.iter().find_map(|(status, marks)| {
        marks.iter().find_map(|mark| {
            let rest = bare.strip_prefix(mark)?;
            Some((*status, bare.get(..mark.len())?, rest))
        })
    })?;
    let rest = rest.trim_start_matches('\u{fe0f}');
    let starred = rest.strip_prefix('*').filter(|rest| rest.starts_with(' '));
    let text = starred.unwrap_or(rest);
    let apart = text.is_empty() || text.starts_with(char::is_whitespace);
    apart.then(|| Box { status, mark, optional: starred.is_some(), text: text.trim() })
}

impl Box<'_> {
    /// Whether the mark is a box by its looks. Signs without one decorate all kinds of lists.
    pub(super) fn is_plain(&self) -> bool {
        self.mark.starts_with(['[', '☐', '☑', '☒', '⬜', '🔲'])
    }
}

/// Whether the text of a box says of the item around it that it is done: `Done`, `Done in abc1234`.
pub(super) fn says_done(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "done",
        "complete",
        "completed",
        "concluido",
        "concluida",
        "feito",
        "feita",
        "hecho",
        "entregue",
        "pronto",
        "finished",
        "entregado",
    ];
    let text = marks::plain(text);
    let end = text.find([':', '—', '–', '-', '(', '`']).unwrap_or(text.len());
    let key = words::key(text.get(..end).unwrap_or_default());
    let mut parts = key.split_whitespace();
    let first = parts.next().is_some_and(|word| WORDS.contains(&word));
    first && parts.next().is_none_or(|word| matches!(word, "in" | "em" | "en" | "by" | "on"))
}

/// Tags in brackets that lead a text (`[P] [US1]`) and the text behind them.
pub(super) fn tags(text: &str) -> (Vec<&str>, &str) {
    let mut tags = Vec::new();
    let mut rest = text.trim_start();
    while let Some((tag, behind)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        if tag.len() > 24 || tag.is_empty() || behind.starts_with('(') {
            break;
        }
        tags.push(tag.trim());
        rest = behind.trim_start();
    }
    (tags, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_of_every_kind_are_read() {
        let found = |text| read(text).map(|found| (found.status, found.optional, found.text));
        assert_eq!(found("[ ] a"), Some((WorkStatus::Open, false, "a")));
        assert_eq!(found("[x] a"), Some((WorkStatus::Done, false, "a")));
        assert_eq!(found("[-] a"), Some((WorkStatus::Started, false, "a")));
        assert_eq!(found("[ ]* 2.1 a"), Some((WorkStatus::Open, true, "2.1 a")));
        assert_eq!(found("✅ a"), Some((WorkStatus::Done, false, "a")));
        assert_eq!(found("[x](a.md)"), None);
        assert_eq!(found("a [ ] b"), None);
        assert_eq!(tags("[P] [US1] Do [it](x)"), (vec!["P", "US1"], "Do [it](x)"));
    }

    #[test]
    fn a_box_may_speak_of_the_item_around_it() {
        assert!(
            says_done("Done")
                && says_done("Done — impl `24196c4da`")
                && says_done("**Done** in `abc1234`")
        );
        assert!(!says_done("Done list is shown") && !says_done("Complete the router"));
    }
}
