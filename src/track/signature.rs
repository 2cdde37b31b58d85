//! Functions that a plan writes with their parameters or results: `(*Producer).Run(ctx context.Context) error`.
//! A call is none: it may be one of a library.

/// The function that a part in code marks declares, behind its receiver when that is a type of its own.
pub(super) fn function(part: &str) -> Option<String> {
    let part = ["pub fn ", "async fn ", "fn ", "func "]
        .iter()
        .find_map(|word| part.strip_prefix(word))
        .unwrap_or(part)
        .trim();
    let (receiver, rest) = receiver(part);
    let (name, rest) = rest.split_once('(')?;
    let (parameters, result) = closed(rest)?;
    let result = result.trim().trim_end_matches('{').trim();
    let is_shown = !result.is_empty() || parameters.split(',').any(is_typed);
    if !is_word(name) || !is_shown || !is_type(result) || !is_type(parameters) {
        return None;
    }
    Some(match receiver {
        Some(owner) => format!("{owner}.{name}"),
        None => name.to_owned(),
    })
}

/// `(*T).` or `(t *T)` in front of a method, and what is behind it.
fn receiver(part: &str) -> (Option<&str>, &str) {
    let inner = part.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((inner, rest)) = inner else { return (None, part) };
    let owner = inner.split_whitespace().next_back().unwrap_or_default().trim_start_matches('*');
    (Some(owner).filter(|owner| is_word(owner)), rest.trim_start_matches(['.', ' ']))
}

/// What stands before the bracket that closes the one that is open, and what behind it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 1_u32;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `ctx context.Context`, `limit: u32`.
fn is_typed(parameter: &str) -> bool {
    let mut words = parameter.split_whitespace();
    let first = words.next().unwrap_or_default().trim_end_matches(':');
    is_word(first) && words.next().is_some_and(|word| !word.starts_with(['=', '!', '<', '>']))
}

/// A name of code with a small letter in it: `VARCHAR(80) NOT NULL` is none.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().any(char::is_lowercase)
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether a text has nothing but what types are written with, and no numbers.
fn is_type(text: &str) -> bool {
    let is_part =
        |c: char| c.is_alphanumeric() || c.is_whitespace() || "_.,*[]()&<>:'{}-".contains(c);
    let has_number =
        text.split(|c: char| !c.is_alphanumeric()).any(|word| word.parse::<u64>().is_ok());
    text.chars().all(is_part) && !has_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_told_by_types() {
        for (part, expected) in [
            ("(*Producer).Run(launcher *commons.Launcher) error", Some("Producer.Run")),
            ("func (p *Producer) Close() error", Some("Producer.Close")),
            ("sanitize(s string) string", Some("sanitize")),
            ("pub fn limit(max: u32) -> Limit {", Some("limit")),
            ("publish(ctx, event)", None),
            ("Close()", None),
            ("len(brokers) == 0", None),
            ("VARCHAR(80) NOT NULL", None),
            ("errors.Is(err, ErrClosed)", None),
            ("http.Get(url string) error", None),
            ("grep -n 'a(b c)' x", None),
            ("go test ./...", None),
        ] {
            assert_eq!(function(part).as_deref(), expected, "{part}");
        }
    }
}
