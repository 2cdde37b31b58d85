//! The input of a prompt: all lines, and those of them that a budget chose.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Ground, facts, gap,
    lines::{Lines, Source},
    named,
    planner::{self, Said},
};
use crate::{
    model::{Citation, InputItem, InputSection, LeftOut, PROMPT_INPUT_SCHEMA, PromptInput},
    render::budget::{self, Shown},
};

/// Everything that there is to say.
#[derive(Clone, Debug, Default)]
pub(super) struct Full {
    keys: [Said; 4],
    pub(super) lines: Lines,
    task: String,
}

pub(super) fn full(ground: &Ground<'_>) -> Full {
    let keys = [
        planner::language(ground.analysis),
        planner::framework(ground.analysis),
        planner::complexity(ground),
        planner::objective(ground),
    ];
    let mut lines = Lines::default();
    for key in &keys {
        lines.know(&key.sources);
    }
    planner::lists(ground, &mut lines);
    facts::facts(ground, &mut lines);
    gap::gap(ground, &mut lines);
    gap::house(ground, &mut lines);
    gap::questions(ground, &mut lines);
    for line in lines.all.iter_mut().filter(|line| line.section != "code") {
        // Files are ranked by the task already.
        line.value *= named((ground.named)(&line.text));
    }
    lines.open_sections(FIRST);
    Full { keys, lines, task: gap::task(ground) }
}

/// How much more the first line of a section is worth than without it: it says that there is something at all.
const FIRST: f64 = 3.0;

impl Full {
    /// The input with what is shown.
    pub(super) fn input(&self, shown: &Shown) -> PromptInput {
        let mut said = BTreeSet::new();
        let [language, framework, complexity, main_objective] = self.keys.each_ref().map(|key| {
            let cites = self.cites(&key.sources, None, &mut said);
            InputItem { text: key.text.clone(), cites, ..InputItem::default() }
        });
        let mut sections = self.sections(shown, &mut said);
        let mut take = |name: &str| sections.remove(name).unwrap_or_default();
        PromptInput {
            schema: PROMPT_INPUT_SCHEMA.to_owned(),
            language,
            framework,
            complexity,
            main_objective,
            requirements: take("requirements"),
            constraints: take("constraints"),
            potential_risks: take("potential_risks"),
            gap: take("gap"),
            house_profile: take("house_profile"),
            open_questions: take("open_questions"),
            facts: self.facts(sections),
            left_out: self.left_out(shown),
            task: self.task.clone(),
        }
    }

    /// What is shown, by section; parts below what they belong to.
    fn sections(
        &self,
        shown: &Shown,
        said: &mut BTreeSet<String>,
    ) -> BTreeMap<&'static str, Vec<InputItem>> {
        let mut sections: BTreeMap<&str, Vec<InputItem>> = BTreeMap::new();
        let lines = self.lines.all.iter().enumerate().filter(|(number, _)| shown.has(*number));
        for (number, line) in lines {
            let items = sections.entry(line.section).or_default();
            let above = items.last_mut().filter(|_| line.is_part);
            let file = above.as_ref().map(|above| above.text.clone());
            let item = InputItem {
                id: line.id.clone(),
                text: budget::words(&line.text, shown.words(number)),
                cites: self.cites(&line.sources, file.as_deref(), said),
                parts: Vec::new(),
            };
            match above {
                Some(above) => above.parts.push(item),
                None => items.push(item),
            }
        }
        sections
    }

    /// Citations; a place is written out where it is first cited, without its path below a line that is the path.
    fn cites(
        &self,
        sources: &[Source],
        above: Option<&str>,
        said: &mut BTreeSet<String>,
    ) -> Vec<Citation> {
        let one = |source: &Source| {
            let id = self.lines.id(source);
            let at = match source {
                Source::Place(file, line) if said.insert(id.clone()) => {
                    let file = if above == Some(&**file) { "" } else { file };
                    format!("{file}:{line}")
                }
                _ => String::new(),
            };
            Citation { id, at }
        };
        sources.iter().map(one).collect()
    }

    /// Kinds of facts in the order in which they were found.
    fn facts(&self, mut sections: BTreeMap<&'static str, Vec<InputItem>>) -> Vec<InputSection> {
        let mut facts = Vec::new();
        for line in &self.lines.all {
            if let Some(items) = sections.remove(line.section) {
                facts.push(InputSection { kind: line.section.to_owned(), items });
            }
        }
        facts
    }

    /// What every section lacks, as soon as one lacks anything: a list that always has the same rows costs about the
    /// same tokens whatever is left out.
    pub(super) fn left_out(&self, shown: &Shown) -> Vec<LeftOut> {
        let mut rows: BTreeMap<&str, LeftOut> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        for (number, line) in self.lines.all.iter().enumerate() {
            if order.last() != Some(&line.section) && !order.contains(&line.section) {
                order.push(line.section);
            }
            let row = rows.entry(line.section).or_default();
            row.of += 1;
            row.items += u32::from(!shown.has(number) || shown.words(number).is_some());
        }
        if rows.values().all(|row| row.items == 0) {
            return Vec::new();
        }
        let rows = order.into_iter().filter_map(|section| {
            Some(LeftOut { section: section.to_owned(), ..rows.remove(section)? })
        });
        rows.collect()
    }
}
