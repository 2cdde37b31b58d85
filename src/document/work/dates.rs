//! Days as documents write them: `2026-04-20`, alone or in a text.

/// Whether `text` is a day and nothing else.
pub(super) fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let lengths = [4, 2, 2];
    lengths.iter().all(|length| {
        parts.next().is_some_and(|part| {
            part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    }) && parts.next().is_none()
}

/// The days in `text`, in order.
pub(super) fn days(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    words.map(|word| word.trim_matches('-')).filter(|word| is_day(word))
}

/// The first day in `text`.
pub(super) fn day(text: &str) -> Option<String> {
    days(text).next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_texts() {
        assert_eq!(day("2026-04-20 (Mon)").as_deref(), Some("2026-04-20"));
        assert_eq!(days("Week 1 — 2026-04-20 to 2026-04-24").count(), 2);
        assert_eq!(day("2026-4-2"), None);
        assert_eq!(day("next week"), None);
    }
}
