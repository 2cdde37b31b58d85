//! How a file writes its lines: byte order mark, ends of lines, end of the last line. People's editors
//! decide that; merging does not see it, and it is put back afterwards.

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What is left out of a text for merging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    has_mark: bool,
    has_returns: bool,
    lacks_end: bool,
}

impl Layout {
    /// The layout of a text, and the text without it. Where ends of lines differ, most of them decide.
    pub(super) fn of(text: &str) -> (Self, String) {
        let body = text.strip_prefix(BYTE_ORDER_MARK);
        let has_mark = body.is_some();
        let body = body.unwrap_or(text);
        let returns = body.matches("\r\n").count();
        let has_returns = returns > 0 && returns * 2 >= body.matches('\n').count();
        let lacks_end = !body.is_empty() && !body.ends_with('\n');
        let mut body = body.replace("\r\n", "\n");
        if lacks_end {
            body.push('\n');
        }
        (Self { has_mark, has_returns, lacks_end }, body)
    }

    /// A text in this layout.
    pub(super) fn apply(self, text: &str) -> String {
        let text = if self.lacks_end { text.strip_suffix('\n').unwrap_or(text) } else { text };
        let text = if self.has_returns { text.replace('\n', "\r\n") } else { text.to_owned() };
        if self.has_mark { format!("{BYTE_ORDER_MARK}{text}") } else { text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, body: &str) {
        let (layout, found) = Layout::of(text);
        assert_eq!(found, body);
        assert_eq!(layout.apply(&found), text);
    }

    #[test]
    fn a_layout_is_put_back() {
        check("a\nb\n", "a\nb\n");
        check("\u{feff}a\r\nb\r\n", "a\nb\n");
        check("a\r\nb", "a\nb\n");
        check("", "");
        check("a", "a\n");
        assert_eq!(Layout::of("a\r\nb\nc\n").1, "a\nb\nc\n");
    }
}
