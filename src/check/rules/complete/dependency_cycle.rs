//! Work that waits for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    model::{Severity, WorkItem, WorkPlan},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.dependency-cycle",
    severity: Severity::Error,
    summary: "tasks wait for each other in a circle",
    explanation: "\
None of the tasks of a circle can ever begin. One finding stands for each circle, at the words that close it. Only \
what the plan says in its own fields and lines counts (`Depends on`, `Blocked by`, `after T-001`); dependencies that \
files or tables would imply are not looked for. Break the circle where one side needs only a part of the other.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Depends on**: T-002\n\n## T-002: Waivers\n\n- **Depends on**: T-001\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Depends on**: none\n\n## T-002: Waivers\n\n- **Depends on**: T-001\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let page = Page::of(inputs.document);
    inputs.document.work.iter().flat_map(|plan| of_plan(plan, &page)).collect()
}

fn of_plan(plan: &WorkPlan, page: &Page<'_>) -> Vec<Found> {
    let items: BTreeMap<&str, &WorkItem> =
        plan.items.iter().map(|item| (item.id.as_str(), item)).collect();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for item in &plan.items {
        let mut walk =
            Walk { items: &items, done: &mut done, path: Vec::new(), circles: Vec::new() };
        walk.visit(&item.id);
        for circle in walk.circles {
            found.extend(told(&circle, &items, page));
        }
    }
    found
}

struct Walk<'w, 'a> {
    items: &'w BTreeMap<&'a str, &'a WorkItem>,
    /// Items whose circles are known.
    done: &'w mut BTreeSet<&'a str>,
    path: Vec<&'a str>,
    circles: Vec<Vec<&'a str>>,
}

impl<'a> Walk<'_, 'a> {
    /// Follows dependencies depth first, without recursion: plans of others may be deep.
    fn visit(&mut self, start: &'a str) {
        let mut waiting: Vec<(&'a str, usize)> = vec![(start, 0)];
        while let Some((id, depth)) = waiting.pop() {
            self.leave(depth);
            if let Some(at) = self.path.iter().position(|known| *known == id) {
                self.circles.push(self.path.iter().skip(at).copied().collect());
                continue;
            }
            if self.done.contains(id) {
                continue;
            }
            self.path.push(id);
            let needs = self.items.get(id).map_or(&[][..], |item| &item.depends_on);
            waiting.extend(needs.iter().rev().map(|need| (need.as_str(), depth + 1)));
        }
        self.leave(0);
    }

    fn leave(&mut self, depth: usize) {
        while self.path.len() > depth {
            if let Some(id) = self.path.pop() {
                self.done.insert(id);
            }
        }
    }
}

fn told(circle: &[&str], items: &BTreeMap<&str, &WorkItem>, page: &Page<'_>) -> Option<Found> {
    let (first, last) = (circle.first()?, circle.last()?);
    let closing = items.get(last)?;
    let mut way = circle.to_vec();
    way.push(first);
    let message = match circle {
        [one] => format!("{one} waits for itself"),
        _ => format!("tasks wait for each other: {}", way.join(" → ")),
    };
    Some(Found {
        place: page.at(page.extent(closing), first),
        message,
        item: closing.id.clone(),
        hint: "take one of these dependencies out, or split off the part that the other needs"
            .into(),
        ..Found::default()
    })
}
