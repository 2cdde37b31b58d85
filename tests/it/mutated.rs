//! Plans, answers and texts with secrets after somebody has cut, doubled and mixed them: no panic, places lie inside,
//! lines stay, and none takes long. The same as the fuzz targets of those names; `GROUNDPLAN_CASES` says how many.

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use groundplan::{
    check::ALL,
    document::{self, Answer, plan_document},
    secrets,
};
use proptest::{collection::vec, prelude::*};

/// The plans of the rules' examples.
static PLANS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let both = ALL.iter().flat_map(|rule| [&rule.bad, &rule.good]);
    both.map(|example| (example.file, example.text)).collect()
});

/// What readers trip over.
const PIECES: &[&str] = &[
    "`",
    "```",
    "~~~\n",
    "|",
    "\n",
    "\r\n",
    "\t",
    "é",
    "世",
    "\u{feff}",
    "\u{1b}[2J",
    "\u{202e}",
    "<!--",
    "-->",
    "[ ]",
    "- [x] ",
    "# ",
    "######",
    "---\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u12",
    "null",
    ":",
    ",",
    "<analysis>",
    "</plan>",
    "<plan>{",
    "T-001",
    "T-1..T-9",
    "FR-001, ",
    "file.go:0",
    "a/b.go:99999999999-1",
    "../..",
    "C:\\x",
    "Weeks 9-1",
    "2026-02-30",
    "99999999999999999999 h",
    "1,2,3 h",
    "password=",
    "AKIA",
    "-----BEGIN PRIVATE KEY-----\n",
    "postgres://a:b@",
    "://",
    "ghp_",
    "eyJ",
    "''",
    "/*",
    "--",
];

/// How often a test draws; few, unless somebody asks for more.
fn cases() -> ProptestConfig {
    let asked = std::env::var("GROUNDPLAN_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(asked.unwrap_or(96)) }
}

/// One change of a text: where, how much of it, and with what.
type Change = (u8, usize, usize, usize);

/// A character's edge at or before `at`.
fn edge(text: &str, at: usize) -> usize {
    let at = at % (text.len() + 1);
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn changed(text: &str, changes: &[Change]) -> String {
    let mut text = text.to_owned();
    for (kind, at, length, other) in changes {
        let from = edge(&text, *at);
        let to = edge(&text, from + length % 64).max(from);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let line = at % lines.len().max(1);
        text = match kind % 6 {
            0 => format!("{}{}", &text[..from], &text[to..]),
            1 => format!("{}{}{}", &text[..from], PIECES[other % PIECES.len()], &text[from..]),
            2 => format!("{}{}{}", &text[..to], &text[from..to], &text[to..]),
            3 => text[..from].to_owned(),
            4 => lines
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != line)
                .map(|one| *one.1)
                .collect(),
            _ => {
                let plan = PLANS[other % PLANS.len()].1;
                format!("{}{}{}", &text[..from], &plan[edge(plan, *length)..], &text[from..])
            }
        };
    }
    text
}

fn changes() -> impl Strategy<Value = (usize, Vec<Change>)> {
    (any::<usize>(), vec(any::<Change>(), 0..10))
}

/// Ends with a panic when a case takes too long for a text of its size.
fn in_time<T>(text: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    assert!(begun.elapsed() < Duration::from_secs(20), "{} bytes take long: {text:?}", text.len());
    done
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn claims_of_a_mixed_plan_stand_where_they_say((plan, changes) in changes()) {
        let (file, text) = PLANS[plan % PLANS.len()];
        let text = changed(text, &changes);
        let found = in_time(&text, || plan_document(file, &text));
        let lines = u32::try_from(text.split('\n').count()).unwrap();
        for claim in &found.claims {
            let place = &claim.place;
            assert!(place.line >= 1 && place.column >= 1 && place.end_line <= lines, "{place:?}\n{text}");
            assert!((place.line, place.column) <= (place.end_line, place.end_column), "{text}");
        }
    }

    #[test]
    fn answers_lie_inside_of_what_was_said((plan, changes) in changes(), wrap in 0usize..4) {
        let plan = PLANS[plan % PLANS.len()].1;
        let whole = match wrap {
            0 => plan.to_owned(),
            1 => format!("<analysis>\nSo.\n</analysis>\n<plan>\n{plan}\n</plan>\n"),
            2 => format!("Here it is:\n\n```json\n{plan}\n```\n"),
            _ => format!("So.\n</analysis>\n<plan>\n{plan}"),
        };
        let said = changed(&whole, &changes);
        let text = document::clean(said.as_bytes());
        assert!(!text.contains('\u{1b}'));
        match in_time(&text, || document::answer(&text)) {
            Answer::Json(range) | Answer::Markdown(range) => {
                let lines = text[..range.end].matches('\n').count();
                assert_eq!(document::only(&text, &range).matches('\n').count(), lines);
            }
            Answer::CutOff(cut) => assert!(cut.start < cut.end && cut.end <= text.len()),
            Answer::Empty => assert!(text.trim_start_matches('\u{feff}').trim().is_empty()),
            Answer::Words => {}
        }
    }

    #[test]
    fn lines_stay_where_secrets_go((plan, changes) in changes()) {
        let text = changed(PLANS[plan % PLANS.len()].1, &changes);
        let clean = in_time(&text, || secrets::redact(&text).into_owned());
        assert_eq!(clean.matches('\n').count(), text.matches('\n').count(), "{text}");
        assert!(!secrets::visible(&text).contains('\u{1b}'), "{text}");
    }
}
