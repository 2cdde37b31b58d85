//! What speaks against a secret: placeholders, references, names, and how much chance is in a value.

/// Parts of a value that only stands in for one. Each says so itself or is what manuals print.
const STAND_INS: &[&str] = &[
    "example",
    "placeholder",
    "changeme",
    "change_me",
    "change-me",
    "changeit",
    "replace",
    "xxxx",
    "dummy",
    "redacted",
    "insert",
    "todo",
    "fixme",
    "sample",
    "foobar",
    "not-a-",
    "not_a_",
    "notasecret",
    "fake",
    "mock",
    "your_",
    "your-",
    "yourp",
    "yours",
    "yourt",
    "****",
    "...",
    "deadbeef",
    "lorem",
    "undefined",
    "12345678901234",
    "abcdefghijkl",
    "aaaaaa",
    "000000000",
    "_here",
    "-here",
    "testtest",
    "hidden",
    "removed",
    "masked",
    "hunter2",
    "correcthorse",
];

/// Words that make no secret however they are joined.
const EVERYDAY: &[&str] = &[
    "access",
    "account",
    "admin",
    "api",
    "apikey",
    "app",
    "auth",
    "authentication",
    "bar",
    "baz",
    "bearer",
    "bot",
    "change",
    "client",
    "code",
    "credential",
    "credentials",
    "custom",
    "default",
    "demo",
    "dev",
    "development",
    "empty",
    "env",
    "expired",
    "false",
    "first",
    "foo",
    "good",
    "guest",
    "id",
    "invalid",
    "jwt",
    "key",
    "keys",
    "local",
    "localhost",
    "long",
    "me",
    "my",
    "mysql",
    "name",
    "new",
    "nil",
    "no",
    "none",
    "null",
    "old",
    "other",
    "pass",
    "passwd",
    "password",
    "passwords",
    "plain",
    "postgres",
    "prefix",
    "private",
    "public",
    "pwd",
    "qwerty",
    "rabbitmq",
    "random",
    "redis",
    "refresh",
    "required",
    "root",
    "same",
    "second",
    "secret",
    "secrets",
    "service",
    "session",
    "short",
    "some",
    "string",
    "test",
    "tester",
    "testing",
    "tests",
    "text",
    "the",
    "this",
    "token",
    "tokens",
    "true",
    "unit",
    "unknown",
    "unused",
    "user",
    "username",
    "valid",
    "value",
    "very",
    "with",
    "word",
    "wrong",
    "a",
    "an",
    "is",
    "to",
    "of",
    "for",
    "in",
    "not",
    "x",
    "y",
    "z",
    "pw",
    "p",
    "s",
    "t",
    "e2e",
    "integration",
    "your",
];

/// A value that only stands in for a secret.
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    if STAND_INS.iter().any(|part| lower.contains(part)) || is_one_letter(&lower) {
        return true;
    }
    let bracketed = [('<', '>'), ('[', ']'), ('(', ')'), ('{', '}')];
    if bracketed.iter().any(|(open, close)| lower.starts_with(*open) && lower.ends_with(*close)) {
        return true;
    }
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    digits <= 6 && parts(value).iter().all(|part| EVERYDAY.contains(&part.as_str()))
}

/// A value that is looked up when the program runs.
pub(super) fn is_reference(value: &str) -> bool {
    const INSIDE: &[&str] = &[
        "${",
        "$(",
        "{{",
        "#{",
        "<%",
        "%(",
        "%s",
        "%v",
        "%d",
        "%q",
        "{}",
        "@{",
        "secrets.",
        "process.env",
        "env.",
        "env:",
        "getenv",
        "environ",
        "vault:",
        "op://",
        "secretref",
        "valuefrom",
        "://",
        "arn:",
    ];
    let lower = value.to_ascii_lowercase();
    let is_variable = value.strip_prefix('$').is_some_and(|rest| {
        rest.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && !rest.contains('$')
    });
    let is_path =
        ["/", "./", "../", "~/", "@/", "#", "urn:"].iter().any(|start| value.starts_with(start));
    is_variable || is_path || INSIDE.iter().any(|part| lower.contains(part))
}

/// A name of code or of a thing: words joined by marks, or words with capitals, with hardly a digit.
pub(super) fn is_name(value: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./: ".contains(&byte);
    if !value.bytes().all(is_word) {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let marks = value.bytes().filter(|byte| !byte.is_ascii_alphanumeric()).count();
    let has_lower = value.bytes().any(|byte| byte.is_ascii_lowercase());
    let has_upper = value.bytes().any(|byte| byte.is_ascii_uppercase());
    digits == 0 || (digits <= 3 && marks > 0 && has_lower != has_upper)
}

/// An identifier that tells contents or things apart and opens nothing.
pub(super) fn is_uuid(value: &str) -> bool {
    let lengths: Vec<usize> = value.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Whether chance has made a value, not a hand: many letters, letters and digits mixed.
pub(super) fn is_random(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let letters = value.bytes().filter(u8::is_ascii_alphabetic).count();
    digits > 0 && letters > 0 && entropy(value) >= 2.8
}

/// Bits for each byte, by Shannon.
pub(super) fn entropy(value: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let all = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX)).max(1.0);
    let bits = |count: &u32| {
        let share = f64::from(*count) / all;
        -share * share.log2()
    };
    counts.iter().filter(|count| **count > 0).map(bits).sum()
}

fn is_one_letter(value: &str) -> bool {
    let mut letters = value.chars().filter(|letter| letter.is_alphanumeric());
    let Some(first) = letters.next() else { return true };
    letters.all(|letter| letter == first)
}

/// The words of a value in lower case: at marks, digits and capitals.
fn parts(value: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = ' ';
    for letter in value.chars() {
        let is_new = !last.is_alphabetic() || (letter.is_uppercase() && last.is_lowercase());
        if letter.is_alphabetic() {
            if is_new {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.extend(letter.to_lowercase());
            }
        }
        last = letter;
    }
    parts
}
