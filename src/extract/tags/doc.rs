//! The doc comment above a declaration, down to its first sentence.

use crate::language::Comments;

/// First sentence of the comment that ends on the line before that of byte `start`.
///
/// Lines that hold an attribute (`#[…]`) may stand between; directives (`//go:generate`) and linter
/// notes are no prose.
pub(super) fn first_sentence(text: &str, start: usize, comments: Comments) -> Option<String> {
    let before = text.get(..start)?;
    let above = before.rfind('\n').and_then(|end| before.get(..=end)).unwrap_or_default();
    let prose = block(above, comments);
    let joined = prose.join(" ");
    let sentence = sentence(joined.trim());
    (!sentence.is_empty()).then(|| sentence.to_owned())
}

/// The first paragraph of the comment at the end of `above`.
fn block(above: &str, comments: Comments) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for raw in above.lines().rev() {
        let line = raw.trim();
        if line.starts_with("#[") && lines.is_empty() {
            continue;
        }
        let (text, state) = match (inside, strip(line, comments)) {
            (_, Some(piece)) => piece,
            (true, None) => (line, true),
            (false, None) => break,
        };
        inside = state;
        if !is_directive(line) {
            lines.push(text.trim_start_matches(['/', '!', '*']).trim().to_owned());
        }
    }
    lines.reverse();
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    lines.into_iter().skip(start).take_while(|line| !line.is_empty()).collect()
}

/// The text of a comment line, and whether the lines above belong to the same block comment.
fn strip(line: &str, comments: Comments) -> Option<(&str, bool)> {
    if let Some(rest) = comments.line.iter().find_map(|open| line.strip_prefix(open)) {
        return Some((rest, false));
    }
    let (open, close) = comments.block?;
    let body = line.strip_suffix(close).unwrap_or(line);
    match body.strip_prefix(open) {
        Some(rest) => Some((rest, false)),
        None => line.ends_with(close).then_some((body, true)),
    }
}

/// `//go:generate x`, `//nolint:y`: no blank before the word, a colon after it. Go knows three without
/// a colon.
fn is_directive(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("//") else { return false };
    if ["line ", "extern ", "export "].iter().any(|word| rest.starts_with(word)) {
        return true;
    }
    let word = rest.split(':').next().unwrap_or_default();
    rest.len() > word.len()
        && !word.is_empty()
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
}

/// Up to the first full stop before white space that does not stand behind a single capital letter.
fn sentence(text: &str) -> &str {
    let mut before = (' ', ' ');
    for (at, c) in text.char_indices() {
        let next = text.get(at + c.len_utf8()..).unwrap_or_default();
        let initial = before.1.is_uppercase() && !before.0.is_alphanumeric();
        if c == '.' && !initial && next.starts_with(char::is_whitespace) {
            return text.get(..=at).unwrap_or(text);
        }
        before = (before.1, c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let comments = crate::language::by_id("go").unwrap().comments;
        assert_eq!(first_sentence(text, text.len(), comments).as_deref(), expected, "{text}");
    }

    #[test]
    fn the_comment_directly_above_counts() {
        check(
            "// Store keeps J. Doe's\n// things. It is large.\ntype",
            Some("Store keeps J. Doe's things."),
        );
        check("// Store\n\ntype", None);
        check("x := 1\ntype", None);
        check(
            "// Store keeps.\n//\n// More.\n//go:generate x\n//nolint:y\ntype",
            Some("Store keeps."),
        );
        check("/*\nStore keeps\nall. More\n*/\ntype", Some("Store keeps all."));
        check("/* Store keeps */\ntype", Some("Store keeps"));
        check("/// Store keeps v1.2 data.\n#[derive(Debug)]\ntype", Some("Store keeps v1.2 data."));
    }
}
