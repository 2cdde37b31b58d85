//! What authors wrap around a heading: numbers, emoji, trailing marks. Takes plain text.

/// The numbering of a heading and its words.
pub(super) fn clean(written: &str) -> (String, String) {
    let bare = without_symbols(written);
    let (number, words) = split_number(&bare);
    let words = words.trim_end_matches([':', '.', '-', '–', '—', ' ']).trim();
    match (words.is_empty(), bare.is_empty()) {
        (false, _) => (number.to_owned(), words.to_owned()),
        (true, false) => (String::new(), bare.clone()),
        (true, true) => (String::new(), written.trim().to_owned()),
    }
}

/// `text` without emoji and other pictures, white space folded.
pub(in crate::document) fn without_symbols(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !is_symbol(*c)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_symbol(c: char) -> bool {
    matches!(
        u32::from(c),
        0x200D | 0x20E3 | 0x2300..=0x23FF | 0x25A0..=0x27BF | 0x2900..=0x297F | 0x2B00..=0x2BFF
            | 0xFE00..=0xFE0F | 0x1F000..=0x1FAFF
    )
}

/// Splits `2.1. Words`, `3) Words`, `§4 Words` into number and words.
///
/// A lone number before a lower-case word counts something (`3 months later`), and a large one is a
/// year; both stay with the words.
fn split_number(text: &str) -> (&str, &str) {
    let start = text.trim_start_matches('§').trim_start();
    let rest = start.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let Some(number) = start.strip_suffix(rest).map(|number| number.trim_end_matches('.')) else {
        return ("", text);
    };
    let marked = start.strip_prefix(number).is_some_and(|after| after.starts_with(['.', ')', ':']));
    let words = rest.trim_start_matches([')', ':']).trim_start_matches(['-', '–', '—', ' ']);
    let counts = !marked && !number.contains('.') && words.starts_with(char::is_lowercase);
    let glued = !rest.starts_with([' ', ')', ':', '-', '–', '—']) && !marked;
    let number_like = number.split('.').all(|part| (1..=3).contains(&part.len()));
    if number.is_empty() || rest.is_empty() || counts || glued || !number_like {
        return ("", text);
    }
    (number, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, number: &str, words: &str) {
        assert_eq!(clean(written), (number.to_owned(), words.to_owned()), "{written}");
    }

    #[test]
    fn numbers_emoji_and_marks_leave_the_words() {
        check("3. Database Design", "3", "Database Design");
        check("2.1 Scope", "2.1", "Scope");
        check("2.1. Scope", "2.1", "Scope");
        check("4) Limits:", "4", "Limits");
        check("§5 Notes", "5", "Notes");
        check("🎯 1. Goals ✅", "1", "Goals");
        check("1️⃣ First", "1", "First");
        check("Plain", "", "Plain");
    }

    #[test]
    fn other_numbers_stay() {
        check("3 months after launch", "", "3 months after launch");
        check("2024 Roadmap", "", "2024 Roadmap");
        check("99.9% uptime", "", "99.9% uptime");
        check("1.5x faster", "", "1.5x faster");
        check("42", "", "42");
        check("🎯", "", "🎯");
        check("", "", "");
    }
}
