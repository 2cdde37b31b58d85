//! Merging whole documents: what people do to a plan, and what the program does to it at the same time.

#![expect(clippy::string_slice, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Labels, Merged, Sides, markdown};

const PLAN: &str = "\
# Plan

Made at `abc`.

## 1. Phases

### Phase 1: Foundation (weeks 1-2)

#### Week 1: Storage (56 h)

- **T-001** Create table `fee`, 3 h (TB-2)
  - Why: `TRD.md:93` asks for it.
  - [ ] Up: 6 columns as TRD.md:93 has them.
  - [ ] Down: drop it.
- **T-002** Create table `waiver`, 3 h (TB-3)
  - Why: `TRD.md:103` asks for it.

#### Week 2: Security (22 h)

- **T-003** Build: tokens, 6.5 h (FR-5.4)
  - [ ] All endpoints need a token.

## 2. Trace

| Task | Closes |
|---|---|
| T-001 Create | TB-2 |
| T-002 Create | TB-3 |
| T-003 Build | FR-5.4 |
";

/// What the program writes once T-001 is done.
fn next() -> String {
    let done = "### Done\n\n- **T-001** Create table `fee` (TB-2): `a.sql:1`\n\n#### Week 1: Storage (56 h)";
    let task = "- **T-003** Build: tokens, 6 h (FR-5.4)\n  - [ ] All endpoints need a token.\n\n";
    let text = PLAN.replace("`abc`", "`def`").replace("#### Week 1: Storage (56 h)", done);
    let start = text.find("- **T-001** Create table `fee`, 3 h").unwrap();
    let end = text.find("- **T-002**").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]).replace(":103", ":105");
    let (start, end) = (text.find("#### Week 2").unwrap(), text.find("## 2. Trace").unwrap());
    let text = format!("{}{task}{}", text[..start].trim_end().to_owned() + "\n", &text[end..]);
    text.replace("| T-001 Create | TB-2 |\n", "")
}

fn merge(base: &str, ours: &str, theirs: &str, revived: &[&str]) -> Merged {
    let revived: BTreeSet<String> = revived.iter().map(|&id| id.to_owned()).collect();
    let labels = Labels { ours: "edited", theirs: "new", revived: &revived };
    markdown(Sides { base, ours, theirs }, &labels)
}

/// Applies edits to the plan (what, by what) and merges it with the program's next text.
#[track_caller]
fn edited(edits: &[(&str, &str)]) -> Merged {
    let mut ours = PLAN.to_owned();
    for (from, to) in edits {
        assert!(ours.contains(from), "{from}");
        ours = ours.replacen(from, to, 1);
    }
    merge(PLAN, &ours, &next(), &[])
}

#[track_caller]
fn has(merged: &Merged, texts: &[&str]) {
    assert_eq!(merged.conflicts, 0, "{}", merged.text);
    for text in texts {
        assert!(merged.text.contains(text), "no {text:?} in:\n{}", merged.text);
    }
}

#[test]
fn without_edits_the_new_text_is_taken() {
    assert_eq!(edited(&[]), Merged { text: next(), ..Merged::default() });
}

#[test]
fn edits_follow_the_task_that_the_program_moved() {
    let merged = edited(&[
        (
            "  - [ ] All endpoints need a token.",
            "  - [x] All endpoints need a token.\n  - Ada looks at it.",
        ),
        ("asks for it.\n\n####", "asks for it, says Ben.\n\n####"),
    ]);
    has(
        &merged,
        &[
            "T-003** Build: tokens, 6 h (FR-5.4)\n  - [x] All endpoints need a token.\n  - Ada looks at it.\n\n## 2",
            "  - Why: `TRD.md:105` asks for it, says Ben.\n- **T-003**",
        ],
    );
    assert!(!merged.text.contains("Week 2"), "{}", merged.text);
}

#[test]
fn a_remark_on_a_finished_task_goes_where_the_task_goes() {
    let merged =
        edited(&[("  - [ ] Down: drop it.\n", "  - [x] Down: drop it.\n  - Reviewed by Ada.\n")]);
    has(
        &merged,
        &["### Done\n\n- **T-001** Create table `fee` (TB-2): `a.sql:1`\n  - Reviewed by Ada.\n"],
    );
    assert!(!merged.text.contains("Down"), "{}", merged.text);
}

#[test]
fn added_tasks_sections_and_rows_stay() {
    let merged = edited(&[
        ("- **T-002**", "- **OPS-1** Order the machine\n  - [ ] Ask\n- **T-002**"),
        ("## 2. Trace", "## Budget\n\nNone.\n\n## 2. Trace"),
        ("| T-003 Build | FR-5.4 |\n", "| T-003 Build | FR-5.4 |\n| OPS-1 Order | us |\n"),
    ]);
    has(
        &merged,
        &[
            "- **OPS-1** Order the machine\n  - [ ] Ask\n- **T-002**",
            "token.\n\n## Budget\n\nNone.\n\n## 2. Trace",
            "| T-003 Build | FR-5.4 |\n| OPS-1 Order | us |\n",
        ],
    );
}

#[test]
fn a_deleted_task_stays_deleted_until_it_is_revived() {
    let (start, end) = (PLAN.find("- **T-002**").unwrap(), PLAN.find("#### Week 2").unwrap());
    let ours = format!("{}\n{}", &PLAN[..start], &PLAN[end..]);
    let merged = merge(PLAN, &ours, &next(), &[]);
    assert!(!merged.text.contains("- **T-002**"), "{}", merged.text);
    assert_eq!((merged.conflicts, merged.deleted), (0, vec!["T-002".to_owned()]));
    let merged = merge(PLAN, &ours, &next(), &["T-002"]);
    has(&merged, &["- **T-002** Create table `waiver`, 3 h (TB-3)\n  - Why: `TRD.md:105`"]);
    assert_eq!(merged.revived, ["T-002"]);
}

#[test]
fn a_reordered_or_moved_task_stays_where_people_put_it() {
    let task = "- **T-003** Build: tokens, 6.5 h (FR-5.4)\n  - [ ] All endpoints need a token.\n";
    let merged = edited(&[(task, ""), ("- **T-001**", &format!("{task}- **T-001**"))]);
    has(&merged, &["Week 1: Storage (56 h)\n\n- **T-003** Build: tokens, 6 h (FR-5.4)\n"]);
    assert_eq!(merged.text.matches("- **T-003**").count(), 1, "{}", merged.text);
}

#[test]
fn the_same_words_changed_twice_are_a_conflict() {
    let merged = edited(&[("tokens, 6.5 h", "tokens, 9 h")]);
    let expected = "<<<<<<< edited\n- **T-003** Build: tokens, 9 h (FR-5.4)\n=======\n\
        - **T-003** Build: tokens, 6 h (FR-5.4)\n>>>>>>> new\n";
    assert!(merged.text.contains(expected), "{}", merged.text);
    assert_eq!(merged.conflicts, 1);
}

#[test]
fn reworded_steps_and_headings_stay() {
    let merged = edited(&[
        ("Up: 6 columns as TRD.md:93 has them.", "Anything else."),
        ("## 2. Trace", "## 2. Who does what"),
        ("# Plan", "# Our Plan"),
    ]);
    has(&merged, &["# Our Plan", "`def`", "## 2. Who does what\n\n| Task", "Anything else."]);
    assert!(!merged.text.contains("| T-001"), "{}", merged.text);
}

#[test]
fn what_two_sides_move_into_each_other_falls_back_to_lines() {
    let base = "- **A-1** a\n- **B-1** b\n";
    let merged = merge(base, "- **A-1** a x\n  - **B-1** b\n", "- **B-1** b\n  - **A-1** a\n", &[]);
    assert!(merged.text.contains("a x"), "{}", merged.text);
}

/// One edit of a person or the program: where, which, and with which words.
fn edit(text: &str, (at, which, word): (usize, usize, usize), name: &str) -> String {
    const WORDS: [&str; 6] = ["alpha", "beta", "gamma 7", "delta", "`e.go:3`", "zeta"];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return format!("{name}\n");
    }
    let (at, word) = (at % lines.len(), WORDS[word % WORDS.len()]);
    let line = lines[at].clone();
    match which % 9 {
        0 => lines.insert(at, format!("- {name} {word}")),
        1 => lines.insert(at, format!("  - [ ] {name} {word}")),
        2 => lines.insert(at, format!("## {name} {word}")),
        3 => lines.insert(at, format!("\n{name} {word}\n")),
        4 => lines[at] = line.replace("[ ]", "[x]"),
        5 => lines[at] = format!("{line} {name} {word}"),
        6 => drop(lines.remove(at)),
        7 => {
            let line = lines.remove(at);
            let to = (at + 5) % (lines.len() + 1);
            lines.insert(to, line);
        }
        _ => lines.insert(at, format!("- **{name}-{word}1** {word}")),
    }
    lines.join("\n") + "\n"
}

fn edits() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    prop::collection::vec((0..60usize, 0..9usize, 0..6usize), 0..8)
}

fn apply(text: &str, edits: &[(usize, usize, usize)], name: &str) -> String {
    edits.iter().fold(text.to_owned(), |text, one| edit(&text, *one, name))
}

/// How often each word stands in a text, ticks left out.
fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut found = BTreeMap::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric()) {
        *found.entry(word).or_default() += 1;
    }
    found.retain(|word, _| !matches!(*word, "" | "x"));
    found
}

/// Any document made of lines that mean something.
fn any_document() -> impl Strategy<Value = String> {
    const LINES: [&str; 24] = [
        "# A",
        "## 2. B",
        "### Week 3: c",
        "#### Task T-1.1: d",
        "- **T-001** a",
        "- **T-002** b",
        "  - [ ] step",
        "  - [x] step",
        "  - [X] other",
        "- Why: x",
        "  goes on",
        "1. one",
        "",
        "",
        "```",
        "- [x] in a fence",
        "| a | b |",
        "|---|---|",
        "| T-001 | x |",
        "words of a text",
        "<!-- open",
        "-->",
        "---",
        "> said",
    ];
    let line = (0..LINES.len()).prop_map(|at| LINES[at]);
    prop::collection::vec(line, 0..25).prop_map(|lines| lines.join("\n") + "\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn one_side_alone_decides(theirs in edits()) {
        let changed = apply(PLAN, &theirs, "new");
        for (ours, theirs) in [(PLAN, &*changed), (&changed, PLAN), (&changed, &changed)] {
            let merged = merge(PLAN, ours, theirs, &[]);
            prop_assert_eq!((&merged.text, merged.conflicts), (&changed, 0));
        }
    }

    #[test]
    fn one_side_alone_decides_in_any_document(base in any_document(), changed in any_document()) {
        for (ours, theirs) in [(&base, &changed), (&changed, &base), (&changed, &changed)] {
            let merged = merge(&base, ours, theirs, &[]);
            prop_assert_eq!((&merged.text, merged.conflicts), (&changed, 0));
        }
    }

    #[test]
    fn no_word_of_people_is_lost(mine in edits(), theirs in edits()) {
        for new in [apply(PLAN, &theirs, "new"), apply(&next(), &theirs, "new")] {
            let ours = apply(PLAN, &mine, "mine");
            let merged = merge(PLAN, &ours, &new, &[]);
            let (before, after) = (words(PLAN), words(&ours));
            let kept = words(&merged.text);
            for (word, count) in after {
                let added = count.saturating_sub(before.get(word).copied().unwrap_or(0));
                let there = kept.get(word).copied().unwrap_or(0);
                prop_assert!(there >= added, "{word}: {added}, {there} kept\n{}", merged.text);
            }
        }
    }

    #[test]
    fn a_second_merge_changes_nothing(mine in edits(), theirs in edits()) {
        let (ours, new) = (apply(PLAN, &mine, "mine"), apply(&next(), &theirs, "new"));
        let first = merge(PLAN, &ours, &new, &[]);
        prop_assume!(first.conflicts == 0);
        let second = merge(&new, &first.text, &new, &[]);
        prop_assert_eq!(second.text, first.text);
    }
}
