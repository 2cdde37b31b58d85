//! Build constraints of Go: `//go:build` as written, or the older `// +build` lines as one expression.

use super::header::{Comment, Header};

/// The condition under which the go command reads the file. A `//go:build` line wins; a `// +build` line
/// in the package's doc comment is prose.
pub(super) fn of(header: &Header<'_>) -> Option<String> {
    let expression = header.comments.iter().find_map(|comment| go_build(comment.text));
    expression.or_else(|| joined(&header.comments))
}

fn go_build(comment: &str) -> Option<String> {
    let rest = comment.strip_prefix("//go:build")?;
    let expression = rest.trim();
    (rest.starts_with([' ', '\t']) && is_expression(expression)).then(|| expression.to_owned())
}

fn joined(comments: &[Comment<'_>]) -> Option<String> {
    let lines = comments.iter().filter(|comment| !comment.attached);
    let mut lines: Vec<_> = lines.filter_map(|comment| plus_build(comment.text)).collect();
    match lines.len() {
        0 | 1 => lines.pop(),
        _ => Some(lines.iter().map(|line| format!("({line})")).collect::<Vec<_>>().join(" && ")),
    }
}

/// Blanks in a `// +build` line mean or, commas and.
fn plus_build(comment: &str) -> Option<String> {
    let rest = comment.strip_prefix("//")?.trim().strip_prefix("+build")?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let several = rest.split_whitespace().count() > 1;
    let clauses = rest.split_whitespace().map(|clause| {
        let terms = clause.split(',').collect::<Vec<_>>();
        let text = terms.join(" && ");
        if several && terms.len() > 1 { format!("({text})") } else { text }
    });
    let text = clauses.collect::<Vec<_>>().join(" || ");
    Some(if text.is_empty() { "ignore".to_owned() } else { text })
}

/// Whether `text` is an expression of words, `!`, `&&`, `||` and parentheses.
fn is_expression(text: &str) -> bool {
    let mut rest = text;
    let mut depth = 0_usize;
    let mut operand = true;
    while let Some((token, after)) = next_token(rest) {
        match (token, operand) {
            ("!", true) => {}
            ("(", true) => depth += 1,
            (")", false) if depth > 0 => depth -= 1,
            ("&&" | "||", false) => operand = true,
            ("!" | "(" | ")" | "&&" | "||" | "", _) | (_, false) => return false,
            (_, true) => operand = false,
        }
        rest = after;
    }
    !operand && depth == 0
}

/// The next token and the text behind it; an empty token where no token can start.
fn next_token(text: &str) -> Option<(&str, &str)> {
    const SIGNS: [&str; 5] = ["&&", "||", "!", "(", ")"];
    let text = text.trim_start_matches([' ', '\t']);
    if text.is_empty() {
        return None;
    }
    if let Some(sign) = SIGNS.iter().find(|sign| text.starts_with(**sign)) {
        return Some((sign, text.get(sign.len()..).unwrap_or_default()));
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    text.split_at_checked(text.find(|c| !is_word(c)).unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(of(&Header::read(text)).as_deref(), expected, "{text}");
    }

    #[test]
    fn go_build_is_kept_as_written() {
        check("//go:build integration && !short\n\npackage a", Some("integration && !short"));
        check("// doc\n//go:build  (a || b)&&c\npackage a", Some("(a || b)&&c"));
        check("//go:build a b\n\npackage a", None);
        check("//go:build a &&\n\npackage a", None);
        check("//go:builda\n\npackage a", None);
        check("// go:build a\n\npackage a", None);
        check("/*\n//go:build a\n*/\npackage a", None);
        check("package a\n//go:build a\n", None);
        check("//go:build go1.21\n// +build x\n\npackage a", Some("go1.21"));
    }

    #[test]
    fn older_lines_become_one_expression() {
        check("// +build integration,!race\n\npackage a", Some("integration && !race"));
        check(
            "// +build linux,386 darwin,!cgo\n\npackage a",
            Some("(linux && 386) || (darwin && !cgo)"),
        );
        check("//+build a b\n// +build c\n\npackage a", Some("(a || b) && (c)"));
        check("// +build a\npackage a", None);
        check("// +build a\n\n// Doc\npackage a", Some("a"));
        check("// +builder a\n\npackage a", None);
        check("// +build\n\npackage a", Some("ignore"));
    }
}
