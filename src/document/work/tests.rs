//! Plans of small documents.

use super::plans;
use crate::model::{WorkItem, WorkPlan};

/// The one plan of documents given as (path, text).
#[track_caller]
fn plan(documents: &[(&str, &str)]) -> WorkPlan {
    let documents: Vec<(String, String)> =
        documents.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    let (mut plans, problems) = plans(&documents);
    assert_eq!(problems, []);
    assert_eq!(plans.len(), 1, "{plans:?}");
    plans.remove(0)
}

#[track_caller]
fn item<'p>(plan: &'p WorkPlan, id: &str) -> &'p WorkItem {
    plan.items.iter().find(|item| item.id == id).unwrap_or_else(|| panic!("no {id}: {plan:?}"))
}

const TASKS: &str = "# Tasks\n\n| ID | Title | Hours | Blocked by |\n|---|---|---|---|\n\
    | T1 | Store | 7 | — |\n| T2 | Serve | 4 | T1 |\n| T3 (stretch) | Show | 3 | T1-T2 (all) |\n\n\
    ### T1 — Store limits\n\n**Estimate.** 7 h. **Confidence: High.** Known.\n\n\
    **Scope (files created).**\n- `a/store.go` — `Store`, mirrors `b/x.go:10-20, 31`.\n";

#[test]
fn a_table_and_the_sections_of_its_items_are_one() {
    let plan = plan(&[("docs/pre-dev/limits/tasks.md", TASKS)]);
    assert_eq!(plan.items.iter().map(|item| &*item.id).collect::<Vec<_>>(), ["T1", "T2", "T3"]);
    let first = item(&plan, "T1");
    assert_eq!((first.at.line, &*first.title, &*first.confidence), (9, "Store limits", "High"));
    assert_eq!(first.files.iter().map(|file| &*file.path).collect::<Vec<_>>(), ["a/store.go"]);
    let places: Vec<_> = first.references.iter().map(|place| (place.from, place.to)).collect();
    assert_eq!(places, [(10, 20), (31, 31)]);
    assert_eq!(item(&plan, "T3").depends_on, ["T1", "T2"]);
    assert!(item(&plan, "T3").optional);
}

#[test]
fn a_roadmap_gives_dates_to_tasks() {
    let roadmap = "{\"feature\": \"limits\",\n \"tasks\": [\n  {\"id\": \"T2\", \"start_date\": \"2026-04-20\",\n   \
        \"end_date\": \"2026-04-21\"},\n  {\"id\": \"T9\", \"title\": \"More\", \"hours\": 2}]}";
    let plan = plan(&[
        ("docs/pre-dev/limits/tasks.md", TASKS),
        ("docs/pre-dev/limits/delivery-roadmap.json", roadmap),
    ]);
    assert_eq!(item(&plan, "T2").ends.as_deref(), Some("2026-04-21"));
    assert_eq!(item(&plan, "T2").title, "Serve");
    assert_eq!((item(&plan, "T9").at.line, item(&plan, "T9").at.end_line), (5, 5));
    assert_eq!(plan.starts.as_deref(), Some("2026-04-20"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]

    /// Whatever stands in a document: identifiers are unique, a parent comes first, lines lie inside.
    #[test]
    fn any_text_makes_a_tree(
        lines in proptest::collection::vec(
            proptest::sample::select(vec![
                "## Phase 1: a", "### Epic 1.1: b", "### T1 — c (done)", "#### Task T-1.1.1: d", "- [ ] 1.1 e",
                "  - [x] 1.1 f", "- [ ]* 2. g", "**Step 1:** h", "**Depends on:** T1-T3, all", "- [x] Done in `abc1234`",
                "| ID | Title | Blocked by |", "|---|---|---|", "| T1 | x | all |", "| T2 | y | T1 |", "", "```", "text",
                "**Week 1-2: i**", "- j in `a/b.go:1-2, 3`", "## Risks", "**Acceptance criteria:**", "ção 🔄 — “x”",
            ]),
            0..24,
        ),
    ) {
        let text = lines.join("\n");
        let paths = ["docs/pre-dev/x/tasks.md", "docs/plans/a.md", "specs/a/tasks.md", ".kiro/specs/a/tasks.md"];
        let documents: Vec<(String, String)> =
            paths.iter().map(|path| ((*path).to_owned(), text.clone())).collect();
        for plan in plans(&documents).0 {
            let mut seen = std::collections::BTreeSet::new();
            for item in &plan.items {
                proptest::prop_assert!(item.at.end_line as usize <= lines.len());
                proptest::prop_assert!(item.parent.is_empty() || seen.contains(&item.parent), "{:?}", plan);
                proptest::prop_assert!(seen.insert(item.id.clone()), "{} twice: {:?}", item.id, plan);
            }
        }
    }
}
