//! Inline marks of Markdown, removed from raw lines. The outline's texts have none; raw lines show which
//! words were code.

/// `raw` as plain text on one line: emphasis, code marks, links and tags removed.
pub(in crate::document) fn plain(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '`' => code_text(rest, &mut text),
            '*' => rest.trim_start_matches(c),
            '~' if rest.starts_with("~~") => rest.trim_start_matches('~'),
            '[' => link(rest, &mut text),
            '<' if rest.starts_with("<br") => {
                text.push(' ');
                rest.split_once('>').map_or("", |(_, rest)| rest)
            }
            '\\' if rest.get(1..).is_some_and(|next| next.starts_with(is_escaped)) => {
                let next = rest.get(1..).unwrap_or_default();
                text.extend(next.chars().next());
                next.get(1..).unwrap_or_default()
            }
            _ => {
                text.push(c);
                rest.get(c.len_utf8()..).unwrap_or_default()
            }
        };
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Code stays as it is.
fn code_text<'t>(rest: &'t str, text: &mut String) -> &'t str {
    let inside = rest.trim_start_matches('`');
    match inside.split_once('`') {
        Some((code, behind)) => {
            text.push_str(code.trim());
            behind.trim_start_matches('`')
        }
        None => inside,
    }
}

fn is_escaped(c: char) -> bool {
    c.is_ascii_punctuation()
}

/// Of `[words](target)` the words; any other bracket stays.
fn link<'t>(rest: &'t str, text: &mut String) -> &'t str {
    let inside = rest.get(1..).unwrap_or_default();
    let found = inside.split_once(']').filter(|(words, _)| !words.contains(['[', '\n']));
    let target = found.and_then(|(words, behind)| {
        let (_, behind) = behind.strip_prefix('(')?.split_once(')')?;
        Some((words, behind))
    });
    if let Some((words, behind)) = target {
        text.extend(words.chars().filter(|c| !matches!(c, '*' | '`')));
        return behind;
    }
    text.push('[');
    inside
}

/// `raw` without the marks that make it a list item or quotation.
pub(in crate::document) fn bare(raw: &str) -> &str {
    let text = raw.trim().trim_start_matches(['>', ' ']);
    let dashed =
        ["- ", "* ", "+ ", "• ", "-\t", "*\t"].iter().find_map(|dash| text.strip_prefix(dash));
    dashed.or_else(|| numbered(text)).unwrap_or(text).trim()
}

/// What stands behind `12. ` or `12) `.
fn numbered(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    let rest = rest.strip_prefix(['.', ')'])?;
    ((1..=3).contains(&digits) && rest.starts_with(' ')).then_some(rest)
}

/// The parts of `raw` that stand in code marks, with their places.
pub(in crate::document) fn code(raw: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut marks = raw.match_indices('`').map(|(at, _)| at);
    while let (Some(start), Some(end)) = (marks.next(), marks.next()) {
        parts.extend(raw.get(start + 1..end).map(|code| (start + 1, code)));
    }
    parts
}

/// `text` up to `most` characters, whole words.
pub(in crate::document) fn cut(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.trim().to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    format!("{}…", head.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(plain("**Do** `it` [now](x.md), ~~not~~ [P] a<br>b"), "Do it now, not [P] a b");
        assert_eq!(plain(r"a \| b \* c"), "a | b * c");
        assert_eq!(bare("  - [ ] x"), "[ ] x");
        assert_eq!(bare("3. x"), "x");
        assert_eq!(bare("> 2026 x"), "2026 x");
        assert_eq!(code("a `b` c `d`"), [(3, "b"), (9, "d")]);
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("one", 8), "one");
    }
}
