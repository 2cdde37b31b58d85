//! The option `google.api.http`: which HTTP requests a gateway maps to a procedure.

use crate::extract::words::{Kind, Words};

/// Fields of the rule that name a method by themselves.
const METHODS: [(&str, &str); 5] =
    [("get", "GET"), ("put", "PUT"), ("post", "POST"), ("delete", "DELETE"), ("patch", "PATCH")];

/// Reads `option … ;`, the word `option` being read; adds `METHOD /path` for each request it maps.
pub(super) fn option(words: &mut Words<'_>, found: &mut Vec<String>) {
    let is_http = is_http_name(words);
    // `option (google.api.http).get = "/x";`
    let field = words.name().map(|field| field.text.trim_start_matches('.'));
    words.take("=");
    if !is_http {
        rest(words);
        return;
    }
    match field {
        Some(field) => mapped(words, field, found),
        None if words.take("{") => rule(words, found),
        None => {}
    }
    rest(words);
}

/// `(google.api.http)`, or any other name of an option.
fn is_http_name(words: &mut Words<'_>) -> bool {
    if !words.take("(") {
        return false;
    }
    let name = words.name().map(|name| name.text.trim_start_matches('.'));
    words.take(")");
    name == Some("google.api.http")
}

/// Steps behind the `;` of an option.
fn rest(words: &mut Words<'_>) {
    while let Some(word) = words.peek() {
        if words.take(";") || word.is("}") {
            return;
        }
        words.skip_brackets();
        if words.peek() == Some(word) {
            words.read();
        }
    }
}

/// The fields of a rule, its opening brace read, up to its closing one.
fn rule(words: &mut Words<'_>, found: &mut Vec<String>) {
    while let Some(word) = words.read() {
        if word.is("}") {
            return;
        }
        if word.kind != Kind::Name {
            continue;
        }
        words.take(":");
        if word.is("additional_bindings") {
            bindings(words, found);
        } else {
            mapped(words, word.text, found);
        }
    }
}

/// One further rule, or a list of them.
fn bindings(words: &mut Words<'_>, found: &mut Vec<String>) {
    if words.take("{") {
        rule(words, found);
    } else if words.take("[") {
        while !words.take("]") && words.peek().is_some() {
            if words.take("{") {
                rule(words, found);
            } else {
                words.read();
            }
        }
    }
}

/// The value of `field`: a path, or a pattern of any method.
fn mapped(words: &mut Words<'_>, field: &str, found: &mut Vec<String>) {
    if let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == field) {
        found.extend(text(words).map(|path| format!("{method} {}", plain(&path))));
    } else if field == "custom" && words.take("{") {
        found.extend(custom(words));
    } else {
        words.skip_brackets();
    }
}

/// `custom { kind: "HEAD" path: "/x" }`, its opening brace read.
fn custom(words: &mut Words<'_>) -> Option<String> {
    let (mut kind, mut path) = (None, None);
    while let Some(word) = words.read().filter(|word| !word.is("}")) {
        words.take(":");
        match word.text {
            "kind" => kind = text(words),
            "path" => path = text(words),
            _ => {}
        }
    }
    Some(format!("{} {}", kind?, plain(&path?)))
}

/// A text; neighbours are one.
fn text(words: &mut Words<'_>) -> Option<String> {
    let mut found: Option<String> = None;
    while let Some(part) = words.peek().filter(|word| word.kind == Kind::Text) {
        words.read();
        found.get_or_insert_default().push_str(part.text);
    }
    found
}

/// `/v1/{name=shelves/*}:sort` as `/v1/{name}:sort`.
fn plain(template: &str) -> String {
    let mut path = String::new();
    let mut in_pattern = false;
    for letter in template.chars() {
        in_pattern = (in_pattern || letter == '=') && letter != '}';
        if !in_pattern {
            path.push(letter);
        }
    }
    path
}
