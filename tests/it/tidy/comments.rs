//! Nothing is left for later in the code: what is not done is an issue.

use super::source::rust;

#[test]
fn no_comment_puts_work_off() {
    let mut found = Vec::new();
    for page in rust("src") {
        let left = page.comments().into_iter().filter(|(_, text)| puts_off(text));
        found.extend(left.map(|(line, text)| format!("{}:{line}: {text}", page.path)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whether a comment starts with a mark, or has one with its colon or owner.
fn puts_off(comment: &str) -> bool {
    let text = comment.trim_start_matches(['/', '!', '*', ' ']);
    let starts = |mark: &str| {
        let rest = text.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', ' ', '(']))
    };
    let marks = ["TODO", "FIXME", "XXX", "HACK"];
    let inside = |mark: &str| [":", "("].iter().any(|end| text.contains(&format!("{mark}{end}")));
    marks.into_iter().any(|mark| starts(mark) || inside(mark))
}

#[test]
fn marks_are_told_from_words_about_marks() {
    #[track_caller]
    fn check(comment: &str, expected: bool) {
        assert_eq!(puts_off(comment), expected, "{comment}");
    }
    check("// TODO: later", true);
    check("// FIXME", true);
    check("// works for now. TODO(ada): all of it", true);
    check("/// TODO, FIXME and the like.", false);
    check("// reads TODO marks", false);
}
