//! Remarks in the comments of Markdown. Those in code are examples.

use std::sync::Arc;

use super::{Remark, Scope, grammar};
use crate::model::Place;

/// The remarks of a text in order of place.
pub(super) fn remarks(file: &Arc<str>, text: &str) -> Vec<Remark> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut fence = Fence::default();
    let mut above = Above::new(&lines);
    // What is never closed is no comment; without this each of many openings would be followed to the end.
    let last = lines.iter().rposition(|line| line.contains("-->"));
    // Byte of the line from which on it is read: what stands behind the comment before.
    let mut resume = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if last.is_none_or(|last| at > last) {
            break;
        }
        if at < resume.0 || fence.holds(line) {
            continue;
        }
        let mut from = if at == resume.0 { resume.1 } else { 0 };
        let is_top = above.is_top(at, line);
        while let Some(comment) = comment(&lines, at, from) {
            resume = comment.end;
            if let Some(remark) = remark(file, &lines, &comment, is_top) {
                found.push(remark);
            }
            if comment.end.0 > at {
                break;
            }
            from = comment.end.1;
        }
    }
    lines_below(&mut found, &lines);
    found
}

/// A comment from (line, byte) to (line, byte), 0-based.
struct Comment {
    start: (usize, usize),
    end: (usize, usize),
    inside: String,
}

/// The first comment on a line from a byte on, outside of code.
fn comment(lines: &[&str], at: usize, from: usize) -> Option<Comment> {
    let line = lines.get(at)?;
    let mut opens = line.match_indices("<!--").map(|(byte, _)| byte);
    let byte = opens.find(|byte| {
        let before = line.get(..*byte).unwrap_or_default();
        *byte >= from && before.matches('`').count() % 2 == 0
    })?;
    let mut inside = String::new();
    let mut rest = line.get(byte + 4..)?;
    let mut start = byte + 4;
    for next in at.. {
        if let Some(length) = rest.find("-->") {
            inside.push_str(rest.get(..length)?);
            return Some(Comment { start: (at, byte), end: (next, start + length + 3), inside });
        }
        inside.push_str(rest);
        inside.push('\n');
        rest = lines.get(next + 1)?;
        start = 0;
    }
    None
}

fn remark(file: &Arc<str>, lines: &[&str], comment: &Comment, is_top: bool) -> Option<Remark> {
    let said = comment.inside.trim().strip_prefix("groundplan:")?.trim_start();
    let said = said
        .strip_prefix("allow")
        .filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))?;
    let (names, reason) = grammar::read(said);
    let place = place(file, lines, comment.start, comment.end);
    let (first, last) = (lines.get(comment.start.0)?, lines.get(comment.end.0)?);
    let before = first.get(..comment.start.1)?;
    let is_alone = before.trim().is_empty() && last.get(comment.end.1..)?.trim().is_empty();
    let scope = match (is_alone, is_top) {
        (true, true) => Scope::Plan,
        // The line is found once all remarks are known.
        (true, false) => Scope::Line(0),
        (false, _) => Scope::Line(place.line),
    };
    let removal = if is_alone {
        Place { column: 1, end_line: place.end_line + 1, end_column: 1, ..place.clone() }
    } else {
        let spaces = before.len() - before.trim_end().len();
        self::place(file, lines, (comment.start.0, comment.start.1 - spaces), comment.end)
    };
    let has_next = comment.end.0 + 1 < lines.len();
    let removal = (!is_alone || has_next).then_some(removal);
    Some(Remark { place, removal, names, reason, scope })
}

fn place(file: &Arc<str>, lines: &[&str], start: (usize, usize), end: (usize, usize)) -> Place {
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    let column = |(line, byte): (usize, usize)| {
        let before = lines.get(line).and_then(|line| line.get(..byte)).unwrap_or_default();
        number(before.chars().count())
    };
    Place {
        file: Arc::clone(file),
        line: number(start.0),
        column: column(start),
        end_line: number(end.0),
        end_column: column(end),
    }
}

/// Remarks on lines of their own are about the next line that is neither blank nor such a remark.
fn lines_below(remarks: &mut [Remark], lines: &[&str]) {
    let own: Vec<(u32, u32)> = remarks
        .iter()
        .filter(|remark| !matches!(remark.scope, Scope::Line(line) if line > 0))
        .map(|remark| (remark.place.line, remark.place.end_line))
        .collect();
    for remark in remarks.iter_mut().filter(|remark| remark.scope == Scope::Line(0)) {
        let after = usize::try_from(remark.place.end_line).unwrap_or(usize::MAX);
        let next = (after + 1..).zip(lines.iter().skip(after)).find(|(number, line)| {
            let number = u32::try_from(*number).unwrap_or(u32::MAX);
            let is_remark = own.iter().any(|(first, last)| (*first..=*last).contains(&number));
            !line.trim().is_empty() && !is_remark
        });
        remark.scope = Scope::Line(
            next.map_or(u32::MAX, |(number, _)| u32::try_from(number).unwrap_or(u32::MAX)),
        );
    }
}

/// Whether the lines so far hold nothing but front matter and comments.
struct Above {
    /// Lines of the front matter.
    front: usize,
    so_far: bool,
}

impl Above {
    fn new(lines: &[&str]) -> Self {
        let is_rule = |line: &&str| line.trim_end() == "---";
        let mut rest = lines.iter().skip(1);
        let end = lines.first().filter(|line| is_rule(line)).and_then(|_| rest.position(is_rule));
        Self { front: end.map_or(0, |end| end + 2), so_far: true }
    }

    fn is_top(&mut self, at: usize, line: &str) -> bool {
        let line = line.trim_start();
        let is_text = at >= self.front && !line.is_empty() && !line.starts_with("<!--");
        self.so_far = self.so_far && !is_text;
        self.so_far
    }
}

/// An open fence of code.
#[derive(Default)]
struct Fence {
    open: Option<(char, usize)>,
}

impl Fence {
    /// Whether a line belongs to a block of code.
    fn holds(&mut self, line: &str) -> bool {
        let line = line.trim_start();
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'));
        let length = mark.map_or(0, |mark| line.chars().take_while(|one| *one == mark).count());
        if let Some((open, least)) = self.open {
            let closes = mark == Some(open) && length >= least;
            if closes && line.trim_end().chars().all(|one| one == open) {
                self.open = None;
            }
            return true;
        }
        // Marks that close on their own line are code in a sentence.
        let is_span =
            mark == Some('`') && line.get(length..).is_some_and(|rest| rest.contains('`'));
        self.open = mark.filter(|_| length >= 3 && !is_span).map(|mark| (mark, length));
        self.open.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[Scope]) {
        let found = remarks(&"a.md".into(), text);
        let scopes: Vec<Scope> = found.iter().map(|remark| remark.scope.clone()).collect();
        assert_eq!(scopes, expected, "{text}");
        assert!(found.iter().all(|one| one.names == ["a.b"] && one.reason == "x y"), "{found:?}");
    }

    const ALLOW: &str = "<!-- groundplan: allow a.b because x y -->";

    #[test]
    fn where_a_remark_stands_says_what_it_is_about() {
        check(&format!("{ALLOW}\n# Plan\n"), &[Scope::Plan]);
        check(&format!("---\na: b\n---\n\n<!-- x -->\n{ALLOW}\n# Plan\n"), &[Scope::Plan]);
        check(&format!("# Plan\n{ALLOW}\ntext\n"), &[Scope::Line(3)]);
        check(
            &format!("# Plan\n\n  {ALLOW}\n\n{ALLOW}\n\ntext\n"),
            &[Scope::Line(7), Scope::Line(7)],
        );
        check(&format!("# Plan\ntext {ALLOW}\n"), &[Scope::Line(2)]);
        check(&format!("# Plan\n| a {ALLOW} | b {ALLOW} |\n"), &[Scope::Line(2), Scope::Line(2)]);
        check("# Plan\n<!-- groundplan: allow a.b\n because x\n y -->\ntext", &[Scope::Line(5)]);
        check(&format!("# Plan\n<!-- x\n --> {ALLOW}\n"), &[Scope::Line(3)]);
        check(&format!("# Plan\n{ALLOW}"), &[Scope::Line(u32::MAX)]);
    }

    #[test]
    fn examples_and_other_comments_are_no_remarks() {
        check(&format!("# Plan\n```\n{ALLOW}\n```\n"), &[]);
        check(&format!("# Plan\n~~~~\n~~~\n{ALLOW}\n~~~~\n{ALLOW}\nx"), &[Scope::Line(7)]);
        check(&format!("# Plan\nWrite `{ALLOW}` before it.\n"), &[]);
        check(&format!("# Plan\n```x``` is code\n{ALLOW}\ntext\n"), &[Scope::Line(4)]);
        check("<!-- groundplan: 1a2b3c -->\n<!-- groundplan: allowed a.b -->\n<!-- open", &[]);
    }

    proptest::proptest! {
        #[test]
        fn remarks_stand_where_they_say(
            parts in proptest::collection::vec(0usize..8, 0..12),
        ) {
            const PARTS: [&str; 8] =
                ["<!--", "-->", " groundplan: allow a.b", " because x\n", "\n", "`", "```\n", "世 "];
            let text: String = parts.iter().map(|part| PARTS[*part]).collect();
            let lines: Vec<&str> = text.lines().collect();
            for remark in remarks(&"a.md".into(), &text) {
                let at = |line: u32, column: u32| -> String {
                    let line = lines[usize::try_from(line).unwrap() - 1];
                    line.chars().skip(usize::try_from(column).unwrap() - 1).collect()
                };
                let place = &remark.place;
                assert!(at(place.line, place.column).starts_with("<!--"), "{text:?}");
                assert!(at(place.end_line, place.end_column - 3).starts_with("-->"), "{text:?}");
            }
        }
    }

    #[test]
    fn a_remark_is_taken_out_with_its_line() {
        let removal = |text: &str| remarks(&"a.md".into(), text).remove(0).removal.unwrap();
        let found = removal(&format!("# Plan\n  {ALLOW}\ntext\n"));
        assert_eq!((found.line, found.column, found.end_line, found.end_column), (2, 1, 3, 1));
        let found = removal(&format!("# Plan\n世 {ALLOW}\n"));
        assert_eq!((found.line, found.column, found.end_line, found.end_column), (2, 2, 2, 45));
    }
}
