//! The line syntax that `go.mod` and `go.work` share: directives, blocks, quoted words, comments.

/// One directive, or one line of a directive's block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    /// 1-based line.
    pub(super) line: u32,
    /// `module`, `require`, `use`, …
    pub(super) verb: String,
    /// Its words without quotes.
    pub(super) words: Vec<String>,
    /// The comment behind it, without the slashes.
    pub(super) comment: String,
}

/// All directives of `text`, those in blocks with their block's verb.
pub(super) fn directives(text: &str) -> Vec<Directive> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Vec::new();
    let mut block: Option<String> = None;
    for (line, raw) in (1..).zip(text.lines()) {
        let (mut words, comment) = split(raw);
        if words.is_empty() {
            continue;
        }
        if block.is_some() && words == [")"] {
            block = None;
            continue;
        }
        let verb = match &block {
            Some(verb) => verb.clone(),
            None => words.remove(0),
        };
        if block.is_none() && words == ["("] {
            block = Some(verb);
        } else {
            found.push(Directive { line, verb, words, comment });
        }
    }
    found
}

/// Words of a line and its comment. A parenthesis is a word of its own.
fn split(raw: &str) -> (Vec<String>, String) {
    let mut words = Vec::new();
    let mut rest = raw.trim();
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("//") {
            return (words, comment.trim().to_owned());
        }
        let (word, after) = match first {
            '"' | '`' => quoted(rest, first),
            '(' | ')' => rest.split_at(1),
            _ => bare(rest),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    (words, String::new())
}

fn quoted(rest: &str, quote: char) -> (&str, &str) {
    let inner = rest.strip_prefix(quote).unwrap_or(rest);
    inner.split_once(quote).unwrap_or((inner, ""))
}

fn bare(rest: &str) -> (&str, &str) {
    let blank = rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"' | '`'));
    let comment = rest.find("//");
    let end = blank.unwrap_or(rest.len()).min(comment.unwrap_or(rest.len()));
    rest.split_at_checked(end).unwrap_or((rest, ""))
}
