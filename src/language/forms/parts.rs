//! The text of a query taken apart at its brackets.

/// The parts of a text outside of brackets: what stands in brackets or quotes with those, words and signs.
/// Comments are none.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ';' => rest.find('\n'),
            '(' | '[' | '"' => Some(enclosed(rest)),
            '?' | '*' | '+' => Some(1),
            _ => rest.find(|c: char| c.is_whitespace() || "()[]\";*+".contains(c)),
        };
        let (part, behind) = rest.split_at(length.unwrap_or(rest.len()).max(first.len_utf8()));
        if first != ';' {
            parts.push(part);
        }
        rest = behind.trim_start();
    }
    parts
}

/// Length of what begins with a bracket or quote, up to the one that closes it.
fn enclosed(text: &str) -> usize {
    let (mut depth, mut quoted, mut comment, mut escaped) = (0_usize, false, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\n' => comment = false,
            _ if comment => {}
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            ';' => comment = true,
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && !quoted && !comment {
            return at + letter.len_utf8();
        }
    }
    text.len()
}
