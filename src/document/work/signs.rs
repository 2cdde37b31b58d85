//! Words and signs that tell how far an item is.

use crate::{document::words, model::WorkStatus};

const SIGNS: &[(WorkStatus, &[&str])] = &[
    (WorkStatus::Done, &["✅", "☑", "✔", "✓", "🎉"]),
    (WorkStatus::Started, &["🔄", "🚧", "🏗", "🟡", "▶"]),
    (WorkStatus::Paused, &["⏸", "⏭"]),
    (WorkStatus::Cancelled, &["❌", "✖", "🗑"]),
    (WorkStatus::Blocked, &["🚫", "⛔"]),
    (WorkStatus::Open, &["⬜", "☐", "🔲", "⏳", "⚪", "📋", "🔜"]),
];

/// Phrases, longer ones before those that they hold.
const PHRASES: &[(WorkStatus, &[&str])] = &[
    (
        WorkStatus::Open,
        &[
            "not started",
            "not done",
            "to do",
            "todo",
            "pending",
            "open",
            "planned",
            "backlog",
            "ready",
            "not yet",
            "nao iniciado",
            "nao iniciada",
            "a fazer",
            "pendente",
            "planejado",
            "planejada",
            "aberto",
            "pendiente",
            "por hacer",
            "no iniciado",
            "planificado",
            "incomplete",
            "queued",
        ],
    ),
    (
        WorkStatus::Started,
        &[
            "in progress",
            "wip",
            "started",
            "doing",
            "ongoing",
            "active",
            "in review",
            "review",
            "partial",
            "partially",
            "em andamento",
            "em progresso",
            "iniciado",
            "iniciada",
            "parcial",
            "en progreso",
            "en curso",
            "in flight",
            "underway",
        ],
    ),
    (
        WorkStatus::Done,
        &[
            "done",
            "complete",
            "completed",
            "delivered",
            "finished",
            "merged",
            "shipped",
            "implemented",
            "closed",
            "landed",
            "concluido",
            "concluida",
            "entregue",
            "feito",
            "feita",
            "pronto",
            "finalizado",
            "finalizada",
            "completo",
            "completa",
            "completado",
            "hecho",
            "terminado",
            "entregado",
            "implementado",
            "implementada",
        ],
    ),
    (WorkStatus::Blocked, &["blocked", "bloqueado", "bloqueada"]),
    (
        WorkStatus::Paused,
        &[
            "paused",
            "deferred",
            "on hold",
            "postponed",
            "pausado",
            "pausada",
            "adiado",
            "adiada",
            "suspenso",
            "aplazado",
            "diferido",
        ],
    ),
    (
        WorkStatus::Cancelled,
        &[
            "cancelled",
            "canceled",
            "rejected",
            "failed",
            "dropped",
            "wont do",
            "skipped",
            "superseded",
            "abandoned",
            "cancelado",
            "cancelada",
            "rejeitado",
            "descartado",
            "rechazado",
        ],
    ),
];

/// The status that the value of a status field or cell tells: the first sign or phrase in it.
pub(super) fn value(text: &str) -> WorkStatus {
    if let Some(status) = sign(text) {
        return status;
    }
    let key = words::key(text);
    let found = PHRASES.iter().flat_map(|(status, phrases)| {
        phrases.iter().filter_map(|phrase| Some((place(&key, phrase)?, phrase.len(), *status)))
    });
    let first = found.min_by_key(|(at, length, _)| (*at, std::cmp::Reverse(*length)));
    first.map_or(WorkStatus::Unsaid, |(_, _, status)| status)
}

fn place(key: &str, phrase: &str) -> Option<usize> {
    words::has(key, phrase).then(|| key.find(&format!(" {phrase} "))).flatten()
}

/// The status that the first sign in `text` tells.
pub(super) fn sign(text: &str) -> Option<WorkStatus> {
    let found = SIGNS.iter().flat_map(|(status, signs)| {
        signs.iter().filter_map(|sign| Some((text.find(sign)?, *status)))
    });
    found.min_by_key(|(at, _)| *at).map(|(_, status)| status)
}

/// The sign that opens `text`, and what it tells.
pub(super) fn lead(text: &str) -> (WorkStatus, &str) {
    let Some(first) = text.chars().next().and_then(|c| text.get(..c.len_utf8())) else {
        return (WorkStatus::Unsaid, "");
    };
    sign(first).map_or((WorkStatus::Unsaid, ""), |status| (status, first))
}

/// The status that a heading tells, its words for it, and the heading without them.
///
/// A word counts only where it stands apart: behind a separator or in brackets, or in capitals at the end.
pub(super) fn of_heading(raw: &str) -> (WorkStatus, String, String) {
    let signed = sign(raw);
    let text = raw.trim();
    if let Some((before, tail)) = tail(text) {
        let status = value(tail);
        if status != WorkStatus::Unsaid {
            let words = tail.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*' | ' '));
            return (status, words.to_owned(), before.to_owned());
        }
    }
    match signed {
        Some(status) => {
            let sign = text.chars().find(|c| value(&c.to_string()) == status);
            (status, sign.map(String::from).unwrap_or_default(), text.to_owned())
        }
        None => (WorkStatus::Unsaid, String::new(), text.to_owned()),
    }
}

/// The last part of a heading that is nothing but status words, a day and commits.
fn tail(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(['*', ' ']);
    let bracket = text.strip_suffix([')', ']']).and_then(|inner| inner.rfind(['(', '[']));
    let marks = [" — ", " – ", " - ", " · ", " | "];
    let mark = marks.iter().filter_map(|mark| text.rfind(mark)).max();
    let capitals = text.rfind(' ').filter(|at| {
        text.get(*at..)
            .is_some_and(|word| word.chars().all(|c| !c.is_lowercase()) && word.len() > 4)
    });
    let undated = bracket.and_then(|at| {
        let inner = text.get(at..)?;
        super::dates::day(inner)?;
        let before = text.get(..at)?.trim_end();
        Some((before.rfind(' ')?, before))
    });
    let dated = undated.filter(|(at, before)| is_status(before.get(*at..).unwrap_or_default()));
    let places = [bracket, mark, capitals, dated.map(|(at, _)| at)];
    places.into_iter().flatten().find_map(|at| {
        let (before, tail) = (text.get(..at)?, text.get(at..)?);
        let said = if dated.is_some_and(|(place, _)| place == at) {
            tail.split(" (").next()?
        } else {
            tail
        };
        is_status(said).then(|| {
            (
                before.trim_end_matches(['*', ' ', '—', '–', '-', '·']),
                tail.trim_start_matches([' ', '—', '–', '-', '·', ':']),
            )
        })
    })
}

/// Whether `text` is status words and nothing else but days, commits and small words.
fn is_status(text: &str) -> bool {
    const SMALL: &[&str] = &["in", "em", "en", "on", "by", "at", "current", "now", "fully", "100"];
    let key = words::key(text);
    let phrases = PHRASES.iter().flat_map(|(_, phrases)| phrases.iter());
    let leading = phrases.filter_map(|phrase| {
        let rest = key.trim_start().strip_prefix(phrase)?;
        rest.starts_with(' ').then_some(rest)
    });
    let Some(rest) = leading.min_by_key(|rest| rest.len()) else { return false };
    rest.split_whitespace().all(|word| {
        SMALL.contains(&word) || word.chars().all(|c| c.is_ascii_hexdigit()) || is_phrase(word)
    })
}

fn is_phrase(word: &str) -> bool {
    PHRASES.iter().any(|(_, phrases)| phrases.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use WorkStatus::*;

    #[test]
    fn values_tell_a_status() {
        for (text, status) in [
            ("✅", Done),
            ("⏸️ later", Paused),
            ("🔄", Started),
            ("❌", Cancelled),
            ("⬜", Open),
            ("🚧", Started),
            ("Done in `abc1234`", Done),
            ("Not started", Open),
            ("In Progress", Started),
            ("Entregue", Done),
            ("Concluída", Done),
            ("Pendiente", Open),
            ("Blocked by T2", Blocked),
            ("Detailed", Unsaid),
            ("pending review", Open),
            ("not done", Open),
            ("Deferred", Paused),
        ] {
            assert_eq!(value(text), status, "{text}");
        }
    }

    #[track_caller]
    fn heading(raw: &str, status: WorkStatus, rest: &str) {
        let (found, _, left) = of_heading(raw);
        assert_eq!((found, &*left), (status, rest), "{raw}");
    }

    #[test]
    fn headings_tell_a_status_apart_from_their_words() {
        heading("Fase 1 — Base · **Complete**", Done, "Fase 1 — Base");
        heading("T1: Store — DONE", Done, "T1: Store");
        heading("T1: Store (in progress)", Started, "T1: Store");
        heading("Fase 1 CONCLUÍDA (2026-07-01)", Done, "Fase 1");
        heading("T1: Store done items", Unsaid, "T1: Store done items");
        heading("✅ T1: Store", Done, "✅ T1: Store");
        heading("Definition of Done", Unsaid, "Definition of Done");
        heading("T2: Review the code", Unsaid, "T2: Review the code");
    }
}
