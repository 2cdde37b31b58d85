//! What a `cfg` condition says about tests.

/// Whether a condition, as written inside `cfg(…)`, names `test` outside of `not(…)`.
pub fn asks_for_test(condition: &str) -> bool {
    let mut rest = condition;
    let mut negated = false;
    while let Some(first) = rest.chars().next() {
        let end = word_end(rest);
        let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        match (word, first) {
            ("test", _) => return true,
            ("not", _) => negated = true,
            ("", '(') if negated => {
                rest = behind_bracket(rest);
                negated = false;
                continue;
            }
            ("", '"') => {
                rest = after_sign(rest).split_once('"').map_or("", |(_, after)| after);
                continue;
            }
            _ => negated &= first.is_whitespace(),
        }
        rest = if word.is_empty() { after_sign(rest) } else { after };
    }
    false
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn after_sign(text: &str) -> &str {
    let mut rest = text.chars();
    rest.next();
    rest.as_str()
}

/// What follows the bracket that opens at the start of `text`.
fn behind_bracket(text: &str) -> &str {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return text.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::asks_for_test;

    #[track_caller]
    fn check(condition: &str, expected: bool) {
        assert_eq!(asks_for_test(condition), expected, "{condition}");
    }

    #[test]
    fn test_outside_of_not() {
        check("test", true);
        check("all(unix, test)", true);
        check("any(test,feature = \"x\")", true);
        check("all(not(windows), test)", true);
        check("not(test)", false);
        check("not (any(test, unix))", false);
        check("feature = \"test\"", false);
        check("all(feature = \"test\", tested, my_test)", false);
        check("not(all(unix), (test", false);
        check("", false);
    }
}
