//! The rules of evidence, one by one.

use proptest::prelude::*;

use super::{
    judge::state,
    rollup::{self, Own},
    sign::Sign,
    tick::{Ticked, tick},
};
use crate::{
    document,
    model::{
        BuiltFact, Evidence, ItemProgress, Name, Observation, Progress, ProgressState, StateCounts,
        WorkPlan,
    },
};

fn evidence(file: &str, line: u32) -> Evidence {
    Evidence {
        file: file.into(),
        line,
        end_line: line,
        rule: Name::default(),
        class: crate::model::EvidenceClass::default(),
        language: Name::default(),
    }
}

fn there(strong: bool) -> Sign {
    let seen = Observation { at: evidence("a.go", 1), text: "a.go".into() };
    Sign::Shown { proof: BuiltFact { seen, first: None }, strong }
}

fn touched() -> Sign {
    there(true).shared()
}

fn missing(strong: bool) -> Sign {
    Sign::Missing { what: "b.go".into(), strong }
}

#[track_caller]
fn check(signs: &[Sign], ticked: bool, expected: ProgressState, proven: bool) {
    let told = state(signs, ticked, false);
    assert_eq!((told.state, told.proven), (expected, proven), "{signs:?}");
}

#[test]
fn strong_signs_decide_and_weak_ones_are_no_proof() {
    use ProgressState::*;
    check(&[], true, Untold, false);
    check(&[Sign::Neutral], true, Untold, false);
    check(&[there(true), Sign::Neutral], false, Done, true);
    check(&[there(false)], false, Partial, false);
    check(&[there(false)], true, Done, false);
    check(&[touched()], false, Partial, false);
    check(&[touched()], true, Done, false);
    check(&[touched(), missing(true)], false, NotStarted, false);
    check(&[there(true), missing(true)], false, Partial, false);
    check(&[there(false), missing(true)], false, NotStarted, false);
    check(&[there(false), missing(true)], true, Partial, false);
    check(&[there(false), missing(false)], false, Partial, false);
    check(&[missing(true)], false, NotStarted, false);
    check(&[missing(true)], true, Phantom, false);
    check(&[missing(false)], true, Phantom, false);
    check(&[missing(false), Sign::Unclear], true, Untold, false);
    check(&[missing(true), Sign::Unclear], true, Phantom, false);
}

#[test]
fn own_lines_of_a_parent_keep_it_from_being_done_and_let_it_be_ticked() {
    use ProgressState::*;
    let text = "# P\n\n## T-1: Store\n\n- [ ] Done\n\n**Steps:**\n\n- [ ] one\n- [ ] two\n";
    let document = document::plan_document("docs/plans/x.md", text);
    let work = document.work.first().unwrap();
    let up = |child: ProgressState, own: Own| {
        let mut items: Vec<ItemProgress> = items(work, child).collect();
        let owns: Vec<Own> = items.iter().map(|_| own).collect();
        rollup::up(work, &mut items, &owns);
        let parent = items.iter().find(|item| item.parent.is_empty()).unwrap();
        (parent.state, parent.proven)
    };
    let (lacking, proven) =
        (Own { lacks: true, proven: false }, Own { lacks: false, proven: true });
    assert_eq!(up(Done, Own::default()), (Done, true));
    assert_eq!(up(Done, lacking), (Partial, false));
    assert_eq!(up(NotStarted, proven), (Partial, false));
    assert_eq!(up(NotStarted, Own::default()), (NotStarted, false));
    // What cannot be looked up leaves it to the parent's own lines.
    assert_eq!(up(Untold, proven), (Untold, false));
}

/// The items of a plan, all in one state and proven when that is done.
fn items(work: &WorkPlan, state: ProgressState) -> impl Iterator<Item = ItemProgress> {
    work.items.iter().map(move |item| ItemProgress {
        at: item.at.clone(),
        id: item.id.clone(),
        parent: item.parent.clone(),
        kind: item.kind,
        title: item.title.clone(),
        said: item.status,
        state,
        share: None,
        proven: state == ProgressState::Done,
        proof: Vec::new(),
        missing: Vec::new(),
        criteria: Vec::new(),
    })
}

/// Ticks a plan all items of which are proven, or none.
fn all(text: &str, proven: bool) -> Ticked {
    let document = document::plan_document("docs/plans/x.md", text);
    let Some(work) = document.work.first() else {
        return Ticked { text: text.to_owned(), ..Ticked::default() };
    };
    let state = if proven { ProgressState::Done } else { ProgressState::Partial };
    let progress = Progress {
        plan: work.at.clone(),
        title: String::new(),
        since: None,
        limits: Vec::new(),
        counts: StateCounts::default(),
        items: items(work, state).collect(),
        unplanned: Vec::new(),
    };
    tick(&document, work, &progress)
}

#[test]
fn ticking_changes_boxes_words_and_cells_alone() {
    let text = "# P\r\n\r\n| ID | Title | Status |\r\n|---|---|---|\r\n| T-1 | Store | Pending |\r\n\r\n## T-1: Store\r\n\r\n- [ ] Done\r\n\r\n## T-2: Serve\r\n\r\n**Status:** Not started\r\n\r\n\r\n";
    let expected = text
        .replace("Pending", "Done")
        .replace("- [ ] Done", "- [x] Done")
        .replace("Not started", "Done");
    assert_eq!(all(text, true).text, expected);
    assert_eq!(all(text, false).text, text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the plan: ticks are all that changes, a second run changes nothing, nothing is unticked.
    #[test]
    fn ticking_is_done_once_and_keeps_every_other_byte(
        lines in proptest::collection::vec(
            prop_oneof![
                Just("## T-1: Store".to_owned()), Just("## T-2: Serve — Pending".to_owned()),
                Just("- [ ] Done".to_owned()), Just("- [x] Done".to_owned()), Just("- [ ] T-3: x".to_owned()),
                Just("  - [ ] sub".to_owned()), Just("```".to_owned()), Just(String::new()),
                Just("| T-1 | a | Open |".to_owned()), Just("|---|---|---|".to_owned()),
                Just("**Status:** In progress".to_owned()), "[ -~é⬜✅]{0,20}",
            ],
            0..16,
        ),
        crlf: bool,
        bom: bool,
    ) {
        let text = lines.join(if crlf { "\r\n" } else { "\n" });
        let text = if bom { format!("\u{feff}{text}") } else { text };
        let once = all(&text, true).text;
        prop_assert_eq!(&all(&once, true).text, &once);
        let count = |text: &str, mark: &str| text.matches(mark).count();
        prop_assert!(count(&once, "[x]") >= count(&text, "[x]"));
        prop_assert_eq!(count(&once, "\n"), count(&text, "\n"));
        prop_assert_eq!(count(&once, "\r"), count(&text, "\r"));
        prop_assert_eq!(text.lines().count(), once.lines().count());
        for (before, after) in text.lines().zip(once.lines()) {
            let both = ["[ ]", "[]", "[-]", "[~]", "Pending", "Open", "In progress", "⬜", "☐"];
            prop_assert!(before == after || both.iter().any(|mark| before.contains(mark)), "{} {}", before, after);
        }
        prop_assert_eq!(all(&text, false).text, text);
    }
}
