//! The names under which secrets are kept: words, what may follow them, and what makes another thing of them.

use std::ops::Range;

/// How a secret under a name is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// People think it up: it may be short and look like words.
    Password,
    /// A machine makes it.
    Token,
}

use Family::{Password, Token};

/// Words that end the name of a secret, in lower case.
pub(super) const WORDS: &[(&str, Family)] = &[
    ("password", Password),
    ("passwd", Password),
    ("passphrase", Password),
    ("pwd", Password),
    ("_pass", Password),
    ("identified by", Password),
    ("secret", Token),
    ("token", Token),
    ("api_key", Token),
    ("api-key", Token),
    ("apikey", Token),
    ("access_key", Token),
    ("access-key", Token),
    ("accesskey", Token),
    ("private_key", Token),
    ("private-key", Token),
    ("privatekey", Token),
    ("encryption_key", Token),
    ("encryptionkey", Token),
    ("signing_key", Token),
    ("signingkey", Token),
    ("auth_key", Token),
    ("authkey", Token),
    ("master_key", Token),
    ("masterkey", Token),
    ("session_key", Token),
    ("credential", Token),
];

/// What may stand behind the word and leaves it the name of a secret.
const TAILS: &[&str] = &[
    "accesskey",
    "access_key",
    "_key_base",
    "keybase",
    "_key",
    "-key",
    "key",
    "_value",
    "value",
    "_base64",
    "base64",
    "_prod",
    "_production",
    "_staging",
    "_dev",
    "_string",
    "_hex",
    "_raw",
    "_default",
    "default",
    "s",
];

/// Parts of a name that make it the name of something that is no secret.
const OTHERWISE: &[&str] = &[
    "page",
    "next",
    "continu",
    "sync",
    "cancel",
    "public",
    "hash",
    "sha",
    "digest",
    "checksum",
    "commit",
    "count",
    "limit",
    "max",
    "min",
    "regex",
    "pattern",
    "path",
    "file",
    "url",
    "field",
    "column",
    "header",
    "kind",
    "separator",
    "delimiter",
    "csrf",
    "tokeniz",
    "lexer",
    "expir",
    "revision",
    "fingerprint",
    "idempotency",
];

/// A name of a secret in a text.
#[derive(Clone, Debug)]
pub(super) struct Key<'a> {
    /// The whole name.
    pub(super) name: &'a str,
    /// Its first byte.
    pub(super) start: usize,
    /// Byte behind it.
    pub(super) end: usize,
}

impl<'a> Key<'a> {
    /// The name whose word stands at `word`; `None` where it names something else.
    pub(super) fn read(text: &'a str, word: Range<usize>) -> Option<Self> {
        let before = text.get(..word.start)?;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
        let start = word.start - before.bytes().rev().take(64).take_while(is_part).count();
        let mut end = word.end;
        while let Some(tail) = tail(text.get(end..)?) {
            end += tail;
        }
        let next = text.as_bytes().get(end).copied().unwrap_or(b'\n');
        if next.is_ascii_alphanumeric() || next == b'_' || next == b'-' || !next.is_ascii() {
            return None;
        }
        let name = text.get(start..end)?;
        let lower = name.to_ascii_lowercase();
        let otherwise = OTHERWISE.iter().any(|part| lower.contains(part));
        (!otherwise).then_some(Self { name, start, end })
    }

    /// As environments spell it.
    pub(super) fn is_of_environment(&self) -> bool {
        let is_upper =
            |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
        self.name.bytes().all(is_upper)
    }

    /// Whether only what opens a line stands in front: blanks, list marks, `export`, quotation marks.
    pub(super) fn opens_a_line(&self, text: &str) -> bool {
        let before = text.get(..self.start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
        let line = ["export ", "ENV ", "ARG ", "set "]
            .iter()
            .find_map(|word| line.strip_prefix(word))
            .unwrap_or(line);
        let line = line.rsplit(['.', ':']).next().unwrap_or_default();
        line.bytes().all(|byte| b" \t-*#>|\"'`;+".contains(&byte))
    }
}

fn tail(rest: &str) -> Option<usize> {
    let has =
        |tail: &&&str| rest.get(..tail.len()).is_some_and(|head| head.eq_ignore_ascii_case(tail));
    if let Some(tail) = TAILS.iter().find(has) {
        return Some(tail.len());
    }
    rest.bytes().next().filter(u8::is_ascii_digit).map(|_| 1)
}
