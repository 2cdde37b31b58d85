//! The header of a commit object and the signatures in it. Read as leniently as Git reads them: a line
//! that makes no sense loses what it says, never the commit.

use std::borrow::Cow;

use gix::{ObjectId, bstr::ByteSlice};

/// What the history needs of a commit object.
pub(super) struct Header<'a> {
    pub(super) tree: ObjectId,
    pub(super) parents: Vec<ObjectId>,
    pub(super) author: &'a [u8],
    pub(super) committer: &'a [u8],
    /// The signatures are in this encoding; none is UTF-8.
    pub(super) encoding: Option<&'a [u8]>,
}

impl<'a> Header<'a> {
    /// Reads the lines before the message; `None` without a tree.
    pub(super) fn parse(object: &'a [u8]) -> Option<Self> {
        let (mut tree, mut parents) = (None, Vec::new());
        let (mut author, mut committer, mut encoding) = (None, None, None);
        for line in object.lines_with_terminator().map(|line| line.trim_end_with(|c| c == '\n')) {
            let Some((key, value)) = line.split_once_str(" ") else { break };
            match key {
                b"tree" if tree.is_none() => tree = ObjectId::from_hex(value).ok(),
                b"parent" => parents.extend(ObjectId::from_hex(value).ok()),
                b"author" => author = author.or(Some(value)),
                b"committer" => committer = committer.or(Some(value)),
                b"encoding" => encoding = encoding.or(Some(value)),
                _ => {}
            }
        }
        let (author, committer) = (author.unwrap_or_default(), committer.unwrap_or_default());
        Some(Self { tree: tree?, parents, author, committer, encoding })
    }

    /// A name or address of a signature as text.
    pub(super) fn text<'b>(&self, bytes: &'b [u8]) -> Cow<'b, str> {
        match self.encoding {
            Some(encoding) if is_latin1(encoding) && !bytes.is_ascii() => {
                bytes.iter().copied().map(char::from).collect()
            }
            _ => bytes.to_str_lossy(),
        }
    }
}

fn is_latin1(encoding: &[u8]) -> bool {
    let plain = encoding.iter().filter(|byte| byte.is_ascii_alphanumeric());
    let plain: Vec<u8> = plain.map(u8::to_ascii_lowercase).collect();
    matches!(&*plain, b"iso88591" | b"latin1" | b"latin")
}

/// Name, address and time of an author or committer line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signature<'a> {
    pub(super) name: &'a [u8],
    pub(super) email: &'a [u8],
    /// Seconds since 1970-01-01 UTC; 0 when the line has none.
    pub(super) time: i64,
}

impl<'a> Signature<'a> {
    /// Splits `Name <email> seconds zone` where Git splits it: the address ends at its first `>`, the
    /// time begins after the last one. A line without an address names nobody.
    pub(super) fn parse(line: &'a [u8]) -> Self {
        let time = line.rsplit_once_str(">").map_or(0, |(_, after)| seconds(after));
        let parts = line.split_once_str("<");
        let parts = parts.and_then(|(name, rest)| Some((name, rest.split_once_str(">")?.0)));
        let (name, email) = parts.unwrap_or_default();
        Self { name: name.trim_end_with(|c| c.is_ascii_whitespace()), email, time }
    }
}

fn seconds(text: &[u8]) -> i64 {
    let text = text.trim_start_with(|c| c.is_ascii_whitespace());
    let sign = usize::from(text.starts_with(b"-"));
    let digits = text.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
    let number = text.get(..sign + digits).and_then(|number| number.to_str().ok());
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: (&str, &str, i64)) {
        let found = Signature::parse(line.as_bytes());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        assert_eq!((&*text(found.name), &*text(found.email), found.time), expected, "{line}");
    }

    #[test]
    fn signatures_are_split_as_git_splits_them() {
        check(
            "Ann Smith <ann@x.test> 1700000000 +0200",
            ("Ann Smith", "ann@x.test", 1_700_000_000),
        );
        check("  Ann \t<ann@x.test>", ("  Ann", "ann@x.test", 0));
        check("<ann@x.test> 5 +0000", ("", "ann@x.test", 5));
        check("Ann <a@x> <b@y> 5 +0000", ("Ann", "a@x", 5));
        check("Ann <ann> at x> 7 -0000", ("Ann", "ann", 7));
        check("Ann < ann@x > 7 +051800", ("Ann", " ann@x ", 7));
        check("Ann <ann@x> -86400 +0000", ("Ann", "ann@x", -86_400));
        check("Ann <ann@x> 12+0100", ("Ann", "ann@x", 12));
    }

    #[test]
    fn what_is_no_signature_names_nobody() {
        check("Ann", ("", "", 0));
        check("Ann <ann@x 12 +0000", ("", "", 0));
        check("Ann ann@x> 12 +0000", ("", "", 12));
        check("Ann <a@x> 99999999999999999999 +0000", ("Ann", "a@x", 0));
        check("Ann <a@x> yesterday", ("Ann", "a@x", 0));
        check("", ("", "", 0));
    }

    #[test]
    fn a_header_survives_odd_lines() {
        let id = "1".repeat(40);
        let text = format!(
            "tree {id}\nparent {id}\nparent nonsense\nauthor A <a@x> 1 +0000\n\
             committer nobody\ngpgsig -----BEGIN\n tree 22\n\nparent {id}\n"
        );
        let header = Header::parse(text.as_bytes()).unwrap();
        assert_eq!((header.tree.to_string(), header.parents.len()), (id, 1));
        assert_eq!((header.author, header.committer), (&b"A <a@x> 1 +0000"[..], &b"nobody"[..]));
        assert!(Header::parse(b"author A <a@x> 1 +0000\n\ntree 1").is_none());
    }

    #[test]
    fn latin_names_become_text() {
        let object = format!("tree {}\nencoding ISO-8859-1\n\n", "1".repeat(40));
        let header = Header::parse(object.as_bytes()).unwrap();
        assert_eq!(header.text(b"Jos\xe9"), "José");
        let plain = Header { encoding: None, ..header };
        assert_eq!(plain.text("José".as_bytes()), "José");
        assert_eq!(plain.text(b"Jos\xe9"), "Jos\u{fffd}");
    }
}
