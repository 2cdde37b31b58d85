//! What lets findings stand, and what does not.

use super::{TASKS, all};

/// Rules of the findings that count, those that a remark lets stand in brackets.
#[track_caller]
fn check(remark: &str, expected: &[&str]) {
    let text = format!("# Tasks\n\n## T-001: Tiers\n\n{remark}\n- [ ] Keep 20 tiers in TBD\n");
    let shown = all(TASKS, &text).into_iter().map(|one| match one.waived {
        Some(_) => format!("({})", one.rule),
        None => one.rule.into_owned(),
    });
    let mut shown: Vec<String> = shown.collect();
    shown.sort();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn a_remark_needs_a_reason_the_right_rule_and_the_right_place() {
    const LEFT: &str = "complete.placeholder";
    check("", &[LEFT]);
    let because = |rule: &str| format!("<!-- groundplan: allow {rule} because Ana decides it -->");
    check(&because(LEFT), &["(complete.placeholder)"]);
    check(&because("complete.*"), &["(complete.placeholder)"]);
    check("<!-- groundplan: allow complete.placeholder -->", &[LEFT, "waiver.no-reason"]);
    check("<!-- groundplan: allow complete.placeholder because -->", &[LEFT, "waiver.no-reason"]);
    check(&because("complete.placeholders"), &[LEFT, "waiver.unknown-rule"]);
    check(&because("testable.vague"), &[LEFT, "waiver.unused"]);
    check(&format!("{}\n\nOther words.\n", because(LEFT)), &[LEFT, "waiver.unused"]);
    check(&format!("`{}`", because(LEFT)), &[LEFT]);
    check(&format!("```x``` stands for code.\n\n{}", because(LEFT)), &["(complete.placeholder)"]);
}
