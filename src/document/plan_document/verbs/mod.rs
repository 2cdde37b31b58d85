//! What the words before a name say happens to it.

mod notes;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::notes::noted;
pub(super) use self::notes::of_cell;
use super::{
    names::METHODS,
    vocabulary::{
        ADJECTIVES, AUXILIARY, CONNECTIVE, DEMANDING, DENYING, DESCRIBING, EITHER, JOINING, NOUNS,
        PARTICIPLES, PLAN, Preposition, Sense, is_one, preposition, verb,
    },
};
use crate::{
    document::words,
    model::{Action, Standing},
};

/// What is said of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) action: Option<Action>,
    pub(super) bond: Bond,
    /// Whether the text says that it is not done.
    pub(super) denied: bool,
    /// Whether the words leave open if the thing is there: `create or update`, `implement`.
    pub(super) unsure: bool,
    /// Whether they tell what the program does, not what is to be done: `init creates NAME`.
    pub(super) described: bool,
    /// The verb's own action: `add X to NAME` modifies NAME by adding.
    pub(super) by: Option<Action>,
    sense: Sense,
}

/// What a name is to what is said of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bond {
    /// The verb speaks of something in or at it: `add a route to NAME`.
    #[default]
    Told,
    /// A note behind it tells what is changed in it: `NAME (add a route)`. A label knows better.
    Noted,
    /// The verb has it for its object.
    Object,
    /// It is the new path of the name before it.
    Target,
}

impl Said {
    /// How the claim stands that these words make.
    pub(super) fn standing(self) -> Standing {
        let listed = self.bond != Bond::Told && self.action.is_some() && !self.unsure;
        match (self.described, listed) {
            (true, _) => Standing::Shown,
            (false, true) => Standing::Listed,
            (false, false) => Standing::Told,
        }
    }

    /// Whether the verb has the name for its object.
    pub(super) fn is_direct(self) -> bool {
        matches!(self.bond, Bond::Object | Bond::Target)
    }
}

/// Most words between a verb and what it speaks of.
const FAR: usize = 8;

/// What `text` says of each of `names`, ranges within it in order. `text` is read without the code that names nothing.
pub(super) fn said(text: &str, names: &[Range<usize>]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::with_capacity(names.len());
    // What the notes in brackets say holds for one name alone.
    let mut by_verb: Vec<Said> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let start = at.checked_sub(1).and_then(|before| names.get(before)).map_or(0, |n| n.end);
        let gap = without_asides(text.get(start..name.start).unwrap_or_default());
        let mut reader = Reader {
            behind: text.get(name.end..).unwrap_or_default(),
            is_route: text.get(name.start..).is_some_and(|text| text.starts_with('/')),
            ..Reader::default()
        };
        let said = match reader.walk(&gap) {
            Walk::Said(said) => said,
            Walk::Stopped => Said::default(),
            Walk::Through => {
                let before = at.checked_sub(1).and_then(|at| by_verb.get(at)).copied();
                before.map_or(Said::default(), |before| reader.after(before, &gap))
            }
        };
        by_verb.push(said);
        let end = names.get(at + 1).map_or(text.len(), |next| next.start);
        found.push(noted(text.get(name.end..end).unwrap_or_default(), said));
    }
    found
}

/// `gap` without what stands between brackets; `delete()` stays a name.
fn without_asides(gap: &str) -> String {
    let mut kept = String::with_capacity(gap.len());
    let mut rest = gap;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((_, after)) = behind.split_once(')') else { break };
        kept.push_str(before);
        if behind.starts_with(')') && before.ends_with(|c: char| c.is_alphanumeric()) {
            kept.push('x');
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

enum Walk {
    Said(Said),
    /// The clause ends before any verb.
    Stopped,
    /// Nothing but joining words up to the name before.
    Through,
}

/// Walks from a name back to its verb.
#[derive(Default)]
struct Reader<'t> {
    /// What stands behind the name.
    behind: &'t str,
    /// Whether the name is the path of an endpoint.
    is_route: bool,
    count: usize,
    place: Option<Preposition>,
}

impl Reader<'_> {
    fn walk(&mut self, gap: &str) -> Walk {
        let mut rest = clause(gap);
        let whole = rest.len() == gap.len();
        let mut next = String::new();
        while let Some((before, word)) = last_word(rest) {
            let after = rest.get(before.len() + word.len()..).unwrap_or_default();
            rest = before;
            let folded = words::fold(word);
            let next = std::mem::replace(&mut next, folded.clone());
            if is_one(JOINING, &folded) {
                continue;
            }
            // A use case is a thing.
            let is_thing = folded == "use" && next.starts_with("case");
            let other = is_thing
                || self.is_method(word, before, after)
                || is_adjective(&folded, before)
                || (self.place.is_some() && is_noun(&folded, before));
            if let Some(found) = verb(&folded).filter(|_| !other) {
                // `no new FILE entries` speaks of entries.
                if is_one(ADJECTIVES, &folded) && qualifies(self.behind) {
                    return Walk::Stopped;
                }
                let said = self.judged(found, before);
                return Walk::Said(if after.trim_start().starts_with(':') {
                    said
                } else {
                    as_spoken(said, &folded, before)
                });
            }
            self.count += 1;
            if self.count > FAR {
                return Walk::Stopped;
            }
            if let Some(found) = preposition(&folded) {
                // `logic to exclude NAME` tells what the logic is for.
                let purpose = found == Preposition::To && self.count > 1 && !is_one(JOINING, &next);
                self.place.get_or_insert(if purpose { Preposition::Other } else { found });
            }
        }
        let joined = self.count == 0 || self.place.is_some_and(|place| place != Preposition::Other);
        if whole && joined { Walk::Through } else { Walk::Stopped }
    }

    /// `DELETE` of `GET/DELETE /v1/x` is no verb.
    fn is_method(&self, word: &str, before: &str, after: &str) -> bool {
        let alone = after.trim_matches([' ', '`', '*']).is_empty() && self.is_route;
        METHODS.contains(&word) && (before.ends_with('/') || after.starts_with('/') || alone)
    }

    /// What the verb says that stands behind `before`.
    fn judged(&self, (action, sense): (Action, Sense), before: &str) -> Said {
        let said = self.with(action, sense, denies(before));
        if let Some(other) = alternative(before).filter(|other| *other != action) {
            let makes = [other, action].contains(&Action::Create);
            let action = Some(if makes { Action::Create } else { Action::Modify });
            return Said { action, bond: Bond::Told, unsure: true, ..said };
        }
        let purpose = action != Action::Read && is_purpose(before);
        match said.action {
            Some(Action::Create) if purpose => Said { bond: Bond::Told, ..said },
            _ if purpose => Said { denied: said.denied, ..Said::default() },
            // `add NAME assertions` adds to it, or with it.
            Some(Action::Create)
                if said.is_direct() && sense == Sense::Part && qualifies(self.behind) =>
            {
                Said { bond: Bond::Told, ..said }
            }
            _ => said,
        }
    }

    fn with(&self, action: Action, sense: Sense, denied: bool) -> Said {
        use Preposition::{From, In, To};
        let unsure = sense == Sense::Loose;
        let plain = Said { denied, unsure, sense, by: Some(action), ..Said::default() };
        let told = |action| Said { action: Some(action), ..plain };
        match (action, self.place) {
            (_, None) => Said { action: Some(action), bond: Bond::Object, ..plain },
            (Action::Read, _) => told(Action::Read),
            (Action::Create, Some(In)) if sense != Sense::Part => told(Action::Create),
            // `write the settings to FILE`
            (Action::Create, Some(To)) if unsure => told(Action::Create),
            (Action::Move, Some(To)) => told(Action::Create),
            (Action::Create, Some(To)) | (Action::Delete | Action::Move, Some(In | From)) => {
                told(Action::Modify)
            }
            (Action::Modify | Action::Test, Some(In | To)) => told(action),
            // `create the use case in FILE` leaves open whether the file is there.
            _ => Said { denied, ..Said::default() },
        }
    }

    /// What is said of a name by the verb of the name before it.
    fn after(&self, before: Said, gap: &str) -> Said {
        if self.count == 0 && !gap.contains('→') && !gap.contains("->") {
            let bond = if before.bond == Bond::Target { Bond::Object } else { before.bond };
            return Said { bond, ..before };
        }
        let moved = before.action == Some(Action::Move) && before.bond == Bond::Object;
        let to = self.place == Some(Preposition::To) || self.count == 0;
        if moved && to {
            return Said { bond: Bond::Target, denied: false, ..before };
        }
        match before.action {
            Some(action) if before.is_direct() => {
                let said = self.with(action, before.sense, before.denied);
                Said { described: before.described, ..said }
            }
            _ => Said::default(),
        }
    }
}

/// What the form of the verb says: `it creates NAME` tells what the program does, `updated NAME` what was done.
fn as_spoken(said: Said, verb: &str, before: &str) -> Said {
    let subject = last_word(before).map(|(_, word)| words::fold(word));
    let by_plan = subject
        .as_ref()
        .is_some_and(|word| is_one(PLAN, word) || word.contains(|c: char| c.is_ascii_digit()));
    let described = is_one(DESCRIBING, verb) && !by_plan && said.action.is_some();
    let past = is_one(PARTICIPLES, verb) && subject.is_none();
    Said { described, unsure: said.unsure || past, ..said }
}

/// The part of `gap` behind the last end of a clause.
fn clause(gap: &str) -> &str {
    let mut ends = gap.char_indices().filter(|(at, c)| {
        let behind = gap.get(at + c.len_utf8()..).unwrap_or_default();
        let blank = behind.starts_with(char::is_whitespace) || behind.is_empty();
        match c {
            '.' | '!' | '?' => blank && !behind.is_empty(),
            // `Modify: NAME` within a line.
            ':' => blank && !is_label(gap, *at),
            ';' | '—' | '–' | '|' => blank,
            '-' => {
                gap.get(..*at).is_some_and(|before| before.ends_with(' '))
                    && behind.starts_with(' ')
            }
            // `(and NAME)` goes on.
            '(' => !["and ", "plus ", "e ", "y "].iter().any(|word| behind.starts_with(word)),
            '\n' => behind.trim_start_matches([' ', '\t']).starts_with(['\n', '-', '*', '|']),
            _ => false,
        }
    });
    ends.next_back().map_or(gap, |(at, c)| gap.get(at + c.len_utf8()..).unwrap_or_default())
}

/// Whether a verb stands right in front of the colon at `at`, and nothing but marks behind it.
fn is_label(gap: &str, at: usize) -> bool {
    let (before, behind) = gap.split_at_checked(at).unwrap_or_default();
    let word = last_word(before).filter(|_| before.ends_with(|c: char| c.is_alphanumeric()));
    word.is_some_and(|(_, word)| verb(&words::fold(word)).is_some())
        && !behind.contains(|c: char| c.is_alphanumeric() || c == '\n')
}

/// The last word, and what stands in front of it. `build-info` and `delete_row` are one word, and no verbs.
fn last_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-' | '_');
    let start = text.rfind(|c: char| !is_part(c)).map_or(0, |at| {
        at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let word = text.get(start..)?.trim_start_matches(['-', '_']);
    let start = text.len() - word.len();
    (!word.is_empty()).then_some((text.get(..start).unwrap_or_default(), word))
}

/// Whether the participle says what the name is, not what is done with it.
fn is_adjective(word: &str, before: &str) -> bool {
    let said = last_word(before).map(|(_, word)| words::fold(word));
    is_one(PARTICIPLES, word) && said.is_some_and(|word| !is_one(AUXILIARY, &word))
}

/// Whether a word that may be a verb is a noun: the `call` of `create the tool call history in NAME`.
fn is_noun(word: &str, before: &str) -> bool {
    let said = last_word(before).map(|(_, word)| words::fold(word));
    let joined = |word: &str| [CONNECTIVE, AUXILIARY, DENYING].iter().any(|all| is_one(all, word));
    is_one(NOUNS, word) && said.is_some_and(|word| !joined(&word))
}

/// The verb that may hold instead: `create or update`, `create/update`.
fn alternative(before: &str) -> Option<Action> {
    let slash = before.ends_with('/');
    let (head, word) = last_word(before)?;
    let word = words::fold(word);
    if slash {
        return verb(&word).map(|(action, _)| action);
    }
    let (_, other) = last_word(head).filter(|_| is_one(EITHER, &word))?;
    verb(&words::fold(other)).map(|(action, _)| action)
}

/// Whether the verb behind `before` says what something is for: `a flag to update NAME`.
fn is_purpose(before: &str) -> bool {
    let Some((head, word)) = last_word(before) else { return false };
    let infinitive = ["to", "para"].contains(&&*words::fold(word));
    let demanded = last_word(head).map(|(_, word)| is_one(DEMANDING, &words::fold(word)));
    infinitive && demanded == Some(false)
}

/// Whether the name only qualifies a noun that stands behind it.
fn qualifies(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['`', '*']);
    let word = rest.strip_prefix(' ').and_then(|rest| rest.split_whitespace().next());
    word.is_some_and(|word| {
        let folded = words::fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        word.starts_with(char::is_alphabetic)
            && preposition(&folded).is_none()
            && !is_one(JOINING, &folded)
            && verb(&folded).is_none()
    })
}

/// Whether the words right before a verb deny it.
fn denies(before: &str) -> bool {
    let key = words::key(before);
    let mut last = key.split_whitespace().rev().take(2);
    last.any(|word| is_one(DENYING, word))
}
