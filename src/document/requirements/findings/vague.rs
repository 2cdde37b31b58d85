//! Words that two readers would build differently.

use super::{
    cut, finding,
    statements::Said,
    subject,
    vague_words::{GROUPS, Group, NO_NUMBER, OPEN_LIST, Word},
};
use crate::{
    document::{
        quantity::quantities,
        requirements::{scenario, story},
        words,
    },
    model::{BlockKind, DocumentFinding, Evidence, RequirementKind},
};

/// The vague words of a statement: one finding per sentence.
pub(super) fn find(said: &Said<'_>) -> Vec<DocumentFinding> {
    // What a role hopes for is told in its own words; the criteria say what is built.
    let wish = said.item.kind == RequirementKind::UserStory && !said.criterion;
    let text = if wish { story::wish(&said.masked).unwrap_or_default() } else { &said.masked };
    let row = said.block.kind == BlockKind::TableRow;
    // A row may give in one cell the number that another needs.
    if row && says_how_much(text) {
        return Vec::new();
    }
    let parts = text.split('\n').flat_map(|line| line.split(if row { " | " } else { "\n" }));
    let sentences = parts.flat_map(words::sentences);
    sentences.filter_map(|sentence| in_sentence(said, sentence)).collect()
}

/// The first vague word of a text that belongs to no requirement, and what it leaves open.
pub(super) fn in_text(text: &str, row: bool) -> Option<(&'static str, &'static str)> {
    if row && says_how_much(text) {
        return None;
    }
    let parts = text.split('\n').flat_map(|line| line.split(if row { " | " } else { "\n" }));
    let mut sentences = parts.flat_map(words::sentences);
    sentences.find_map(|sentence| {
        let condition = scenario::is_condition(sentence);
        let (group, word) = first(sentence, |group| condition && group.reason == NO_NUMBER)?;
        (!says_how_much(sentence)).then_some((word, group.reason))
    })
}

fn in_sentence(said: &Said<'_>, sentence: &str) -> Option<DocumentFinding> {
    if says_how_much(sentence) {
        return None;
    }
    let settled = !said.criterion && !said.item.acceptance.is_empty();
    let condition = scenario::is_condition(sentence);
    let (group, word) = first(sentence, |group| {
        (settled && group.criteria_settle) || (condition && group.reason == NO_NUMBER)
    })?;
    let subject = subject(said.item);
    let at = Evidence { rule: "document.vague".into(), ..said.at.clone() };
    let shown = cut(&sentence.replace('\u{fffc}', "…"), 160);
    let text = format!("“{word}” in {subject}: {}: {shown}", group.reason);
    let question = group.question.replace("{word}", word).replace("{subject}", &subject);
    let mut found = finding(at, text, question, &[&said.item.id, word]);
    found.about.push(said.item.id.clone());
    Some(found)
}

/// Whether a text gives an amount that settles what its words leave open.
fn says_how_much(text: &str) -> bool {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let measures = |unit: &str| !unit.is_empty();
    quantities(text).iter().any(|found| measures(&found.unit) || found.comparator != "=")
}

/// The first vague word of a sentence, groups that are settled otherwise left out.
fn first(
    sentence: &str,
    is_settled: impl Fn(&Group) -> bool,
) -> Option<(&'static Group, &'static str)> {
    // What it says stands in the list below.
    if sentence.trim_end().ends_with(':') {
        return None;
    }
    let key = words::key(&compounds_joined(sentence));
    let told: Vec<&str> = key.split_whitespace().collect();
    let groups = GROUPS.iter().filter(|group| !is_settled(group));
    let places = groups.flat_map(|group| group.words.iter().map(move |word| (group, word)));
    let places = places.filter(|(_, word)| key.contains(word.phrase));
    let found = places.filter_map(|(group, word)| Some((place(word, &told)?, group, word.phrase)));
    let (at, group, word) = found.min_by_key(|(at, _, word)| (*at, usize::MAX - word.len()))?;
    (!is_explained(sentence, &told, at, word)).then_some((group, word))
}

/// The number of the first of the sentence's words that is the phrase, where nothing beside it makes it
/// a term.
fn place(word: &Word, told: &[&str]) -> Option<usize> {
    let phrase: Vec<&str> = word.phrase.split(' ').collect();
    let mut windows = told.windows(phrase.len()).enumerate();
    windows.find_map(|(at, window)| {
        let next = told.get(at + phrase.len()).copied().unwrap_or_default();
        let last = at.checked_sub(1).and_then(|at| told.get(at)).copied().unwrap_or_default();
        let term = word.not_before.contains(&next) || word.not_after.contains(&last);
        (window == phrase && !term).then_some(at)
    })
}

/// Whether the sentence goes on to say what the word means: in brackets, behind a colon or by `i.e.`.
fn is_explained(sentence: &str, told: &[&str], at: usize, word: &str) -> bool {
    let behind = told.get(at..).unwrap_or_default();
    if behind.windows(2).any(|pair| pair == ["i", "e"] || pair == ["that", "is"]) {
        return true;
    }
    let last = word.split(' ').next_back().unwrap_or_default();
    let folded = words::fold(sentence);
    let Some((front, rest)) = folded.split_once(last) else { return false };
    // A list in brackets gives examples of the words in front of it.
    if is_open_list(word) {
        return front.matches('(').count() > front.matches(')').count();
    }
    let explains = |text: &str| {
        // `(e.g. the file is gone → 404)` says what comes of it.
        let outcome = text.contains('→') || text.contains("->");
        let example = text.starts_with("e.g") || text.starts_with("ex");
        (!example || outcome) && (text.split_whitespace().count() >= 3 || text.contains('\u{fffc}'))
    };
    let bracket = rest.split_once('(').and_then(|(_, rest)| rest.split(')').next());
    let colon = rest.split_once(": ").map(|(_, rest)| rest);
    bracket.is_some_and(explains) || colon.is_some_and(explains)
}

fn is_open_list(word: &str) -> bool {
    let open = |group: &&Group| group.reason == OPEN_LIST;
    GROUPS.iter().filter(open).flat_map(|group| group.words).any(|one| one.phrase == word)
}

/// `Tool-appropriate` says what fits; the parts of such a word are no words of their own. `User-friendly`
/// is in the list as a whole.
fn compounds_joined(sentence: &str) -> String {
    let words = sentence.split(' ').map(|word| {
        let ends = ["-appropriate", "-suitable", "-scoped", "-sized", "-acceptable"];
        if ends.iter().any(|end| word.trim_end_matches([',', '.', ';']).ends_with(end)) {
            word.replace('-', "")
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
