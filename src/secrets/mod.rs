//! What must not leave the repository and what must not be obeyed: keys, tokens and passwords in a text, and words
//! or characters that speak to a language model or a terminal instead of a reader. Pure; one pass with a prefilter.
//!
//! What is no secret: placeholders (`changeme`, `<token>`, `xxx`, `example`, whatever is made of words such as
//! `my-secret-token`), because anybody may know them and hiding them would hide that they are still there; references
//! (`${VAR}`, `{{ .Token }}`); identifiers that tell contents apart (commits, UUIDs, checksums of lock files).

mod assigned;
mod attempt;
mod blocks;
mod doubt;
mod found;
mod key;
mod lanes;
mod providers;
mod signs;
#[cfg(test)]
mod tests;
mod urls;
mod visible;

use std::{borrow::Cow, ops::Range};

use self::signs::Sign;
pub use self::{
    attempt::{Attempt, Form},
    found::Found,
    visible::visible,
};

/// What is found in a text, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Secrets; none overlaps another.
    pub secrets: Vec<Found>,
    /// Attempts at giving instructions.
    pub attempts: Vec<Attempt>,
}

/// Every secret and every attempt in a text.
pub fn look(text: &str, form: Form) -> Seen {
    let mut seen = Seen { attempts: attempt::hidden(text), ..Seen::default() };
    for sign in signs::at(text) {
        match sign.sign {
            Sign::Told(told) => seen.attempts.extend(attempt::read(text, sign.range, told, form)),
            _ => seen.secrets.extend(read(text, &sign)),
        }
    }
    seen.attempts.sort_by_key(|one| one.at);
    let kept = |one: &Found| (one.range.start, usize::MAX - one.range.end, one.kind);
    seen.secrets.sort_by_key(kept);
    let mut end = 0;
    seen.secrets.retain(|one| {
        let is_new = one.range.start >= end;
        end = end.max(one.range.end);
        is_new
    });
    seen
}

/// Every secret in a text, in order of place; none overlaps another.
pub fn scan(text: &str) -> Vec<Found> {
    look(text, Form::Code).secrets
}

fn read(text: &str, sign: &signs::At) -> Option<Found> {
    let Range { start, end } = sign.range;
    match sign.sign {
        Sign::Provider(provider) => providers::read(text, start, provider),
        Sign::Word(family) => assigned::read(text, start..end, family),
        Sign::Link => urls::link(text, start),
        Sign::Dsn => urls::data_source(text, start),
        Sign::Block => blocks::private_key(text, start),
        Sign::Jwt => blocks::jwt(text, start),
        Sign::Bearer => blocks::bearer(text, end),
        Sign::Basic => blocks::basic(text, end),
        Sign::Told(_) => None,
    }
}

/// The text with a marker (`(redacted:kind)`) in place of every secret. Lines stay where they are. The marker is
/// legal in URLs, plain YAML, TOML strings, SQL, XML and Markdown, so that what is read after it is read as before.
pub fn redact(text: &str) -> Cow<'_, str> {
    without(text, &scan(text))
}

/// The text without the secrets that were `found` in it.
pub fn without<'a>(text: &'a str, found: &[Found]) -> Cow<'a, str> {
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut done = 0;
    for one in found {
        clean.push_str(text.get(done..one.range.start).unwrap_or_default());
        clean.push_str(&one.marker());
        let inside = text.get(one.range.clone()).unwrap_or_default();
        clean.extend(inside.chars().filter(|letter| *letter == '\n'));
        done = one.range.end;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(clean)
}

/// A text of which neither a secret nor a character that acts on a terminal is left.
pub fn safe(text: &str) -> Cow<'_, str> {
    match redact(text) {
        Cow::Borrowed(text) => visible(text),
        Cow::Owned(text) => Cow::Owned(visible(&text).into_owned()),
    }
}

/// The 1-based line of a byte of a text.
pub fn line(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    u32::try_from(memchr::memchr_iter(b'\n', before).count()).unwrap_or(u32::MAX).saturating_add(1)
}
