//! Plans of any length are judged in time that grows with it.

use std::{fmt::Write as _, time::Instant};

use super::{TASKS, all};

fn plan(tasks: usize) -> String {
    let mut text = String::from("# Tasks\n\n**Team**: 2 developers, 40 h a week each\n\n");
    for number in 0..tasks {
        let _ = write!(
            text,
            "## T-{number:05}: Keep tier {number}\n\n- Create: `a/b{number}.go`\n- **Estimate**: 4 h\n- **Traces**: FR-{number:03}\n\n\
             ```sql\nALTER TABLE charge ADD COLUMN c{number} int;\n```\n\n- [ ] tier {number} is kept\n\n",
        );
    }
    text
}

/// The time that judging takes, in seconds.
fn takes(text: &str) -> f64 {
    let begun = Instant::now();
    assert!(!all(TASKS, text).iter().any(|one| one.rule.is_empty()));
    begun.elapsed().as_secs_f64()
}

#[test]
fn a_long_plan_costs_in_proportion() {
    let (short, long) = (takes(&plan(150)), takes(&plan(1200)));
    // Eight times the plan; the square would be 64 times the time, the cube 512.
    assert!(long < (short + 0.05) * 45.0, "{short} s and {long} s");
}

#[test]
fn openings_that_nothing_closes_cost_no_more() {
    for unit in [
        "<!--\n",
        "<!-- groundplan: allow a\n",
        "“",
        "- [ ] `\n",
        "/*",
        "```\n",
        "```sql\n/*'\n",
        "| a ",
    ] {
        let seconds = takes(&unit.repeat(3_000));
        assert!(seconds < 10.0, "{unit:?} takes {seconds} s");
    }
}
