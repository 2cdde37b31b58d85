//! The lines of a prompt's input before a budget chooses among them.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    model::{Evidence, Observation},
    render::budget::Weighed,
};

/// Text of the repository or of a document as it goes into a prompt: on one line. Everything foreign passes here.
pub(super) fn quoted(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same, at most so many words of it; whoever needs more follows the citation.
pub(super) fn brief(text: &str, most: usize) -> String {
    crate::render::budget::words(&quoted(text), Some(most))
}

/// What a line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A place in a file.
    Place(Arc<str>, u32),
    /// An identifier of the plan: a question, a requirement.
    Named(String),
}

impl From<&Evidence> for Source {
    fn from(at: &Evidence) -> Self {
        Self::Place(Arc::clone(&at.file), at.line)
    }
}

impl From<&Observation> for Source {
    fn from(seen: &Observation) -> Self {
        Self::from(&seen.at)
    }
}

impl Source {
    /// A citation of the plan: `path:line` or an identifier.
    pub(super) fn of(cite: &str) -> Self {
        let place = cite.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)));
        place.map_or_else(
            || Self::Named(cite.to_owned()),
            |(file, line)| Self::Place(file.into(), line),
        )
    }
}

/// A line that may be left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) section: &'static str,
    pub(super) id: String,
    pub(super) text: String,
    pub(super) sources: Vec<Source>,
    pub(super) value: f64,
    /// A line before it that it cannot be understood without.
    pub(super) needs: Option<usize>,
    /// Whether it stands below the last line of its section that does not.
    pub(super) is_part: bool,
}

/// All lines, in the order in which they are shown, and the identifiers of the places that they cite.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    pub(super) all: Vec<Line>,
    ids: BTreeMap<(Arc<str>, u32), usize>,
}

impl Lines {
    /// Adds a line and gives its number.
    pub(super) fn add(&mut self, line: Line) -> usize {
        self.know(&line.sources);
        self.all.push(line);
        self.all.len() - 1
    }

    /// Gives the places among `sources` identifiers, if they have none.
    pub(super) fn know(&mut self, sources: &[Source]) {
        for source in sources {
            if let Source::Place(file, line) = source {
                let next = self.ids.len() + 1;
                self.ids.entry((Arc::clone(file), *line)).or_insert(next);
            }
        }
    }

    /// The identifier that a source is cited by.
    pub(super) fn id(&self, source: &Source) -> String {
        match source {
            Source::Place(file, line) => {
                let id = self.ids.get(&(Arc::clone(file), *line)).copied().unwrap_or_default();
                format!("C{id}")
            }
            Source::Named(name) => name.clone(),
        }
    }

    /// Makes the line of each section that is worth most worth `factor` times as much.
    pub(super) fn open_sections(&mut self, factor: f64) {
        let mut best: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
        for (number, line) in self.all.iter().enumerate().filter(|(_, line)| !line.is_part) {
            let first = best.entry(line.section).or_insert((line.value, number));
            if line.value > first.0 {
                *first = (line.value, number);
            }
        }
        for (_, number) in best.into_values() {
            if let Some(line) = self.all.get_mut(number) {
                line.value *= factor;
            }
        }
    }

    /// What a budget has to know of them.
    pub(super) fn weighed(&self, count: &dyn Fn(&str) -> usize) -> Vec<Weighed> {
        let one = |line: &Line| Weighed {
            value: line.value,
            cost: count(&line.text) + line.sources.iter().map(cost).sum::<usize>() + FRAME,
            parent: line.needs,
        };
        self.all.iter().map(one).collect()
    }
}

/// Tokens of what stands around a line.
const FRAME: usize = 8;

fn cost(source: &Source) -> usize {
    match source {
        Source::Place(file, _) => file.len() / 4 + 6,
        Source::Named(name) => name.len() / 3 + 2,
    }
}
