//! Merging and comparing plain text: Git's own text merge, as gix has it, over lines and over words.

use std::{fmt::Write as _, io};

use gix::{
    bstr::BStr,
    diff::blob::{
        Algorithm, Diff, InternedInput, UnifiedDiff,
        unified_diff::{ConsumeHunk, ContextSize, DiffLineKind, HunkHeader},
    },
    merge::blob::{
        Resolution,
        builtin_driver::text::{Conflict, Labels as Names, Merge},
    },
};

use super::{Labels, Sides};

/// Beginnings of the lines that enclose the sides of a conflict.
const MARKERS: [&str; 2] = ["<<<<<<< ", ">>>>>>> "];

/// The text that both sides lead to line by line, with markers where they conflict, and whether they do.
pub(super) fn by_lines(sides: Sides<'_>, labels: &Labels<'_>) -> (String, bool) {
    let names = Names {
        ancestor: None,
        current: Some(BStr::new(labels.ours.as_bytes())),
        other: Some(BStr::new(labels.theirs.as_bytes())),
    };
    run(sides, names)
}

/// The text that both sides lead to word by word; `None` where they conflict.
pub(super) fn by_words(sides: Sides<'_>) -> Option<String> {
    const LINE_END: char = '\0';
    let one_a_line = |text: &str| {
        let mut lines = String::with_capacity(text.len() * 2);
        let mut is_word = false;
        for letter in text.chars() {
            let goes_on = lines.is_empty() || is_word && letter.is_alphanumeric();
            if !goes_on {
                lines.push('\n');
            }
            is_word = letter.is_alphanumeric();
            lines.push(if letter == '\n' { LINE_END } else { letter });
        }
        lines.push('\n');
        lines
    };
    if [sides.base, sides.ours, sides.theirs].iter().any(|text| text.contains(LINE_END)) {
        return None;
    }
    let [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(one_a_line);
    let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
    let (text, is_conflict) = run(sides, Names::default());
    (!is_conflict).then(|| text.replace('\n', "").replace(LINE_END, "\n"))
}

fn run(sides: Sides<'_>, names: Names<'_>) -> (String, bool) {
    let [base, ours, theirs] = [sides.base, sides.ours, sides.theirs].map(str::as_bytes);
    let mut input = InternedInput::default();
    let merge = Merge::new(&mut input, ours, base, theirs, Algorithm::Myers);
    let mut out = Vec::new();
    let resolution = merge.run(&mut out, names, Conflict::default());
    (String::from_utf8_lossy(&out).into_owned(), resolution == Resolution::Conflict)
}

/// Whether a text holds the markers of a conflict that nobody has settled.
pub fn has_conflict(text: &str) -> bool {
    text.lines().any(|line| MARKERS.iter().any(|marker| line.trim_start().starts_with(marker)))
}

/// What changes from one text to the other as a unified diff under two names; empty when nothing does.
pub fn unified_diff((old_name, old): (&str, &str), (new_name, new): (&str, &str)) -> String {
    if old == new {
        return String::new();
    }
    let input = InternedInput::new(old, new);
    let mut diff = Diff::compute(Algorithm::Myers, &input);
    diff.postprocess_lines(&input);
    let hunks = UnifiedDiff::new(&diff, &input, Hunks::default(), ContextSize::default());
    // Nothing that can fail is written to.
    let hunks = hunks.consume().unwrap_or_default();
    format!("--- {old_name}\n+++ {new_name}\n{hunks}")
}

/// Prints hunks as `diff -u` does.
#[derive(Default)]
struct Hunks(String);

impl ConsumeHunk for Hunks {
    type Out = String;

    fn consume_hunk(
        &mut self,
        header: HunkHeader,
        lines: &[(DiffLineKind, &[u8])],
    ) -> io::Result<()> {
        let HunkHeader { before_hunk_len, after_hunk_len, .. } = header;
        // Of nothing the line before is named.
        let first = |start: u32, length: u32| start.saturating_sub(u32::from(length == 0));
        let before = first(header.before_hunk_start, before_hunk_len);
        let after = first(header.after_hunk_start, after_hunk_len);
        let (old, new) = (before_hunk_len, after_hunk_len);
        // A string takes everything.
        let _ = writeln!(self.0, "@@ -{before},{old} +{after},{new} @@");
        for (kind, line) in lines {
            self.0.push(match kind {
                DiffLineKind::Context => ' ',
                DiffLineKind::Add => '+',
                DiffLineKind::Remove => '-',
            });
            self.0 += &String::from_utf8_lossy(line);
            if !line.ends_with(b"\n") {
                self.0 += "\n\\ No newline at end of file\n";
            }
        }
        Ok(())
    }

    fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn words(base: &str, ours: &str, theirs: &str, expected: Option<&str>) {
        assert_eq!(by_words(Sides { base, ours, theirs }).as_deref(), expected);
    }

    #[test]
    fn words_that_do_not_touch_are_merged() {
        words(
            "- Create table `fee`, 3 h (TB-2)\n",
            "- Create the big table `fee`, 3 h (TB-2)\n",
            "- Create table `fee`, 2.5 h (TB-2)\n",
            Some("- Create the big table `fee`, 2.5 h (TB-2)\n"),
        );
        words("3 h\n", "5 h\n", "4 h\n", None);
        words("a\nb\n", "a\nb c\n", "d\nb\n", Some("d\nb c\n"));
    }

    #[test]
    fn a_conflict_looks_like_gits() {
        let revived = std::collections::BTreeSet::new();
        let labels = Labels { ours: "mine", theirs: "new", revived: &revived };
        let sides = Sides { base: "a\n3\n", ours: "a\n5\n", theirs: "a\n4\n" };
        let (text, is_conflict) = by_lines(sides, &labels);
        assert_eq!(text, "a\n<<<<<<< mine\n5\n=======\n4\n>>>>>>> new\n");
        assert!(is_conflict && has_conflict(&text));
        assert!(!has_conflict("a\n=======\n"));
    }

    #[test]
    fn a_diff_can_be_applied() {
        let diff = unified_diff(("a", "1\n2\n3"), ("b", "1\n2\n4\n"));
        let expected =
            "--- a\n+++ b\n@@ -1,3 +1,3 @@\n 1\n 2\n-3\n\\ No newline at end of file\n+4\n";
        assert_eq!(diff, expected);
        assert_eq!(unified_diff(("a", ""), ("b", "1\n")), "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+1\n");
        assert_eq!(unified_diff(("a", "x"), ("b", "x")), "");
    }
}
