//! Secrets with a form of their own: private keys, signed tokens, credentials of HTTP headers.

use super::{doubt, found::Found};

/// A key is not longer than this.
const LONGEST: usize = 64 << 10;

/// The body of the private key whose head begins at `at`; what has no end ends where no more key stands.
pub(super) fn private_key(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?.strip_prefix("-----BEGIN ")?;
    let (label, _) = rest.split_once("-----").filter(|(label, _)| label.len() <= 40)?;
    if !label.ends_with("PRIVATE KEY") && !label.ends_with("PRIVATE KEY BLOCK") {
        return None;
    }
    let start = at + "-----BEGIN ".len() + label.len() + "-----".len();
    let body = text.get(start..)?;
    let is_body = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || byte.is_ascii_whitespace()
            || b"+/=\\:,-().\"'`".contains(&byte)
    };
    let most = body.bytes().take(LONGEST).take_while(|byte| is_body(*byte)).count();
    let body = body.get(..most)?;
    let end = body.find("-----END").unwrap_or(most);
    let body = body.get(..end)?;
    // Blanks and line ends stay around the marker, so that the end keeps its line.
    let front = body.len() - body.trim_start().len();
    let body = body.trim();
    let letters = body.bytes().filter(u8::is_ascii_alphanumeric).count();
    let holds = letters >= 40 && !body.contains("...");
    holds.then(|| Found { kind: "private-key", range: start + front..start + front + body.len() })
}

/// The signed token that begins at `at`.
pub(super) fn jwt(text: &str, at: usize) -> Option<Found> {
    let rest = text.get(at..)?.strip_prefix("eyJ").and(text.get(at..))?;
    let before = text.get(..at)?.bytes().next_back().unwrap_or(b' ');
    if before.is_ascii_alphanumeric() && !text.get(..at)?.ends_with("\\n") {
        return None;
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-".contains(byte);
    let mut length = 0;
    for (least, index) in [(10, 0), (4, 1), (10, 2)] {
        let part = rest.get(length..)?.bytes().take_while(is_part).count();
        if part < least {
            return None;
        }
        length += part;
        if index < 2 {
            rest.get(length..)?.strip_prefix('.')?;
            length += 1;
        }
    }
    let token = rest.get(..length)?;
    (!doubt::is_placeholder(token)).then_some(Found { kind: "jwt", range: at..at + length })
}

/// The token behind `Bearer`.
pub(super) fn bearer(text: &str, at: usize) -> Option<Found> {
    let (start, token) = credentials(text, at)?;
    let no = token.len() < 16
        || !doubt::is_random(token)
        || doubt::is_placeholder(token)
        || doubt::is_name(token);
    (!no).then(|| Found { kind: "bearer-token", range: start..start + token.len() })
}

/// User and password in Base64 behind `Basic`.
pub(super) fn basic(text: &str, at: usize) -> Option<Found> {
    let (start, token) = credentials(text, at)?;
    let plain = plain(token)?;
    let (user, password) = plain.split_once(':')?;
    let no = user.is_empty() || password.len() < 3 || doubt::is_placeholder(password);
    (!no).then(|| Found { kind: "basic-credentials", range: start..start + token.len() })
}

fn credentials(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.get(at..)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '"', '\'']).len();
    let rest = rest.get(blank..)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._~+/=-".contains(byte);
    let length = rest.bytes().take(4096).take_while(is_part).count();
    Some((at + blank, rest.get(..length)?.trim_end_matches('.')))
}

/// The text that stands in Base64; `None` for anything else.
fn plain(token: &str) -> Option<String> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for byte in token.trim_end_matches('=').bytes() {
        let value = LETTERS.iter().position(|letter| *letter == byte)?;
        held = ((held << 6) | u32::try_from(value).ok()?) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).ok()?);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    (text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_graphic())).then_some(text)
}
