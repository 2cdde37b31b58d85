//! Requirements of every kind on one page. Identifiers that the document does not give are left open.

mod columns;
mod edges;
mod list;
mod whole;

pub(super) use self::edges::is_settled;
use super::{
    given::{self, GivenKind},
    headed,
    page::Page,
    priority, scenario, story,
    topic::Topic,
};
use crate::document::{field, outline::without_symbols, words};
use crate::model::{Block, Observation, Priority, RequirementKind, Section, Span};

/// A requirement before it has its identifier.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: RequirementKind,
    /// Identifier as the document gives it.
    pub(super) given: Option<String>,
    /// It is an acceptance criterion that stands under no requirement.
    pub(super) criterion: bool,
    /// It is what happens in a case that is easily forgotten.
    pub(super) edge: bool,
    pub(super) priority: Priority,
    pub(super) title: String,
    pub(super) text: String,
    /// Section it stands in.
    pub(super) section: usize,
    pub(super) span: Span,
    pub(super) acceptance: Vec<Observation>,
}

impl Draft {
    /// Reads `text`; identifier, kind and title come from its first words.
    fn new(text: &str, label: &str, kind: RequirementKind, (section, span): (usize, Span)) -> Self {
        let given = given::leading(text);
        let body = given.as_ref().map_or(text, |given| given.rest);
        let known = given.as_ref().map(|given| given.kind);
        let wish = story::wish(text);
        let kind = match known {
            // Whatever it was called, it is left out.
            _ if kind == RequirementKind::OutOfScope => kind,
            Some(GivenKind::Requirement(kind)) => kind,
            _ if wish.is_some() || story::opens(text) => RequirementKind::UserStory,
            _ => kind,
        };
        let priority = priority::first([priority::marker(label), priority::bracketed(text)]);
        let label = naming(label, text);
        let label = given::leading(label).map_or(label, |given| given.rest);
        let title = wish.map_or_else(
            || if label.is_empty() { first_words(body) } else { first_words(label) },
            first_words,
        );
        Self {
            kind,
            given: given.map(|given| given.id.to_owned()),
            criterion: false,
            edge: false,
            priority,
            title,
            text: text.to_owned(),
            section,
            span,
            acceptance: Vec::new(),
        }
    }

    /// Adds a criterion; a later step of a scenario goes on with the criterion before.
    fn accept(&mut self, criterion: Observation) {
        let last = self.acceptance.last_mut();
        match last.filter(|last| scenario::goes_on(&last.text, &criterion.text)) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&criterion.text);
                last.at.end_line = last.at.end_line.max(criterion.at.end_line);
            }
            None => self.acceptance.push(criterion),
        }
    }

    /// Appends a line that belongs to the requirement.
    fn extend(&mut self, text: &str, span: Span) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.span.end_line = self.span.end_line.max(span.end_line);
        // Only the first lines of a story tell its wish.
        if self.kind != RequirementKind::UserStory || self.text.len() > STORY_LENGTH {
            return;
        }
        if let Some(wish) = story::wish(&self.text.replace('\n', ", ")) {
            self.title = first_words(wish);
        }
    }
}

/// Bytes in which a story has told its wish.
const STORY_LENGTH: usize = 1000;

/// Characters of the longest title.
const LONGEST_TITLE: usize = 80;

/// The first sentence of `text`, cut at a word where it is too long for a title.
fn first_words(text: &str) -> String {
    let line = without_symbols(text.lines().next().unwrap_or_default());
    let sentence = line.split(". ").next().unwrap_or(&line);
    let ends = |c: char| c.is_whitespace() || ".:,;|-—".contains(c);
    let mut title = String::new();
    for word in sentence.trim_end_matches(ends).split_whitespace() {
        let blank = usize::from(!title.is_empty());
        if title.chars().count() + blank + word.chars().count() >= LONGEST_TITLE {
            return format!("{}…", title.trim_end_matches(ends));
        }
        title.push_str(if blank == 1 { " " } else { "" });
        title.push_str(word);
    }
    title
}

/// `label`, unless it is only the stressed beginning of a sentence (`**Retry** up to five times`).
fn naming<'t>(label: &'t str, text: &str) -> &'t str {
    let after = text.find(label).and_then(|at| text.get(at + label.len()..)).unwrap_or_default();
    let goes_on = after.starts_with(' ')
        && after.trim_start().starts_with(|c: char| c.is_alphanumeric() && !c.is_uppercase());
    if goes_on { "" } else { label }
}

/// Reads all requirements of a page, in document order.
pub(super) fn collect(page: &mut Page<'_>) -> Vec<Draft> {
    let mut reader = Reader { page, drafts: Vec::new(), owner: None };
    for (at, section) in reader.page.sections() {
        reader.section(at, section);
    }
    let mut drafts = merged(reader.drafts);
    attach_criteria(&mut drafts);
    drafts.sort_by_key(|draft| draft.span);
    drafts
}

struct Reader<'p, 'o> {
    page: &'p mut Page<'o>,
    drafts: Vec<Draft>,
    /// Level of the heading that is a requirement of its own, and its draft.
    owner: Option<(u8, usize)>,
}

impl Reader<'_, '_> {
    fn section(&mut self, at: usize, section: &Section) {
        let standing = self.page.standing(at);
        let given = given::leading(&section.heading).map(|given| given.kind);
        if let Some(GivenKind::Requirement(kind)) = given {
            return self.open_whole(at, section, kind);
        }
        if let Some(headed) = headed::of(&section.heading) {
            return self.open_headed(at, section, &headed);
        }
        if let Some((_, draft)) = self.owner.filter(|(level, _)| section.level > *level) {
            return self.below(draft, at, section);
        }
        self.owner = None;
        if standing.topic == Topic::EdgeCases {
            return edges::read(self, at, section);
        }
        match standing.topic.kind() {
            Some(kind) if !standing.own && whole::is_one(section) => {
                self.open_whole(at, section, kind);
            }
            kind => list::read(self, at, section, kind),
        }
    }

    /// The last requirement above, when a section of acceptance criteria stands under it.
    fn above(&self, at: usize) -> Option<usize> {
        let parent = self.page.standing(at).parent?;
        let standing = self.page.standing(parent);
        let last = self.drafts.last()?;
        let inside =
            last.section == parent || self.page.standing(last.section).parent == Some(parent);
        (standing.topic.kind().is_some() && inside).then(|| self.drafts.len() - 1)
    }

    /// Priority that headings give everything below them.
    fn heading_priority(&self, at: usize) -> Priority {
        let mut next = Some(at);
        while let Some(at) = next {
            let heading = self.page.outline.sections.get(at).map(|section| &*section.heading);
            // Templates say so of the section, not of what stands in it.
            let of_section =
                |heading: &&str| words::has_any(&words::key(heading), &["mandatory", "optional"]);
            let heading = heading.filter(|heading| !of_section(heading));
            let found = heading.map(priority::marker).unwrap_or_default();
            if found != Priority::Unknown {
                return found;
            }
            next = self.page.standing(at).parent;
        }
        Priority::Unknown
    }

    fn observe(&self, text: &str, span: Span) -> Observation {
        Observation { at: self.page.evidence("acceptance", span), text: text.to_owned() }
    }

    /// Settles the priority of a draft, from the nearest word to the farthest.
    fn push(&mut self, mut draft: Draft, group: Priority) {
        let states =
            matches!(draft.kind, RequirementKind::Functional | RequirementKind::NonFunctional);
        let verb = if states { priority::verb(&draft.text) } else { Priority::Unknown };
        let heading = self.heading_priority(draft.section);
        draft.priority = priority::first([draft.priority, group, heading, verb]);
        self.drafts.push(draft);
    }
}

/// One draft per given identifier: the first place, the longest text, all criteria.
fn merged(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut places = std::collections::BTreeMap::new();
    for draft in drafts {
        let known = draft.given.as_ref().and_then(|id| places.get(id).copied());
        let Some(first) = known.and_then(|at: usize| kept.get_mut(at)) else {
            if let Some(id) = &draft.given {
                places.insert(id.clone(), kept.len());
            }
            kept.push(draft);
            continue;
        };
        if draft.text.len() > first.text.len() {
            first.text = draft.text;
            first.title = draft.title;
        }
        first.priority = priority::first([first.priority, draft.priority]);
        first.acceptance.extend(draft.acceptance);
    }
    kept
}

/// A criterion that names one requirement belongs to it, wherever it stands.
fn attach_criteria(drafts: &mut Vec<Draft>) {
    let (criteria, mut rest): (Vec<Draft>, Vec<Draft>) = std::mem::take(drafts)
        .into_iter()
        .partition(|draft| draft.criterion && draft.acceptance.len() == 1);
    let identified = rest.iter().enumerate();
    let places: std::collections::BTreeMap<String, usize> =
        identified.filter_map(|(at, draft)| Some((draft.given.clone()?, at))).collect();
    for mut criterion in criteria {
        let named: Vec<usize> =
            given::mentioned(&criterion.text).filter_map(|id| places.get(id).copied()).collect();
        match (named.as_slice(), criterion.acceptance.pop()) {
            ([one], Some(observation)) => {
                if let Some(draft) = rest.get_mut(*one) {
                    draft.acceptance.push(observation);
                }
            }
            _ => rest.push(criterion),
        }
    }
    *drafts = rest;
}

/// Whether the words name acceptance criteria.
fn is_acceptance(name: &str) -> bool {
    super::topic::of(name) == Some(Topic::Acceptance) && name.split_whitespace().count() <= 5
}

/// Names of a single criterion and of a list of them.
const CRITERION_LABELS: &[&str] = &[
    "acceptance",
    "acceptance criteria",
    "acceptance criterion",
    "acceptance test",
    "acceptance tests",
    "accepted when",
    "done when",
    "definition of done",
    "aceitacao",
    "aceite",
    "criterio de aceitacao",
    "criterio de aceite",
    "criterios de aceitacao",
    "criterios de aceite",
    "criterios de aceptacion",
];

/// Whether a block is labelled as a criterion.
fn is_labelled_criterion(block: &Block) -> bool {
    let labelled = |name: &str| {
        let key = words::key(name);
        CRITERION_LABELS.iter().any(|label| words::is(&key, label))
    };
    field(block).is_some_and(|(name, _)| labelled(name))
}

/// What a criterion says, without the label that only calls it one.
pub(super) fn criterion_text(block: &Block) -> &str {
    match field(block) {
        Some((_, value)) if is_labelled_criterion(block) => value,
        _ => &block.text,
    }
}
