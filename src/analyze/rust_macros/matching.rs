//! Whether a call looks as an arm asks, and which of its tokens each name stands for.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    definition::{Pattern, Repeat},
    fragment,
    tokens::Token,
};

/// What names stand for.
pub(super) type Bindings = BTreeMap<Rc<str>, Binding>;

/// What one name stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// These tokens.
    One(Rc<[Token]>),
    /// One of these in each repetition.
    Many(Vec<Binding>),
}

/// Steps that one call may take, so that a pattern made to hurt ends.
const STEPS: usize = 1 << 18;

/// The bindings when all of `input` fits the pattern.
pub(super) fn bind(pattern: &[Pattern], input: &[Token]) -> Option<Bindings> {
    Matcher { steps: STEPS }.whole(pattern, input)
}

struct Matcher {
    steps: usize,
}

/// A place in the input, and what was bound up to it.
type State<'a> = (&'a [Token], Bindings);

impl Matcher {
    fn whole(&mut self, pattern: &[Pattern], input: &[Token]) -> Option<Bindings> {
        let (_, bindings) = self.sequence(pattern, (input, Bindings::new()), true)?;
        Some(bindings)
    }

    /// Fits `pattern` to the start of the input, to all of it when it is the `last`.
    fn sequence<'a>(
        &mut self,
        pattern: &[Pattern],
        (mut input, mut bindings): State<'a>,
        last: bool,
    ) -> Option<State<'a>> {
        let mut pieces = pattern;
        while let Some((piece, rest)) = pieces.split_first() {
            self.steps = self.steps.checked_sub(1)?;
            match piece {
                Pattern::Token(token) => {
                    let (first, after) = input.split_first()?;
                    input = token.means(first).then_some(after)?;
                }
                Pattern::Group(bracket, inside) => {
                    let (first, after) = input.split_first()?;
                    bindings.append(&mut self.whole(inside, first.group(*bracket)?)?);
                    input = after;
                }
                Pattern::Fragment(name, kind) => {
                    let (taken, after) = input.split_at_checked(fragment::length(kind, input)?)?;
                    bindings.insert(Rc::clone(name), Binding::One(taken.into()));
                    input = after;
                }
                Pattern::Repeat(repeat) => {
                    return self.repeated(repeat, rest, (input, bindings), last);
                }
            }
            pieces = rest;
        }
        (!last || input.is_empty()).then_some((input, bindings))
    }

    /// As many repetitions as fit, fewer when what follows them fits only then.
    fn repeated<'a>(
        &mut self,
        repeat: &Repeat<Pattern>,
        rest: &[Pattern],
        (start, bindings): State<'a>,
        last: bool,
    ) -> Option<State<'a>> {
        let mut rounds = Vec::new();
        let mut ends = vec![start];
        while let Some((after, round)) = self.round(repeat, ends.last()?, rounds.is_empty()) {
            let stands_still = after.len() == ends.last()?.len();
            rounds.push(round);
            ends.push(after);
            if stands_still || !repeat.many {
                break;
            }
        }
        while let Some(end) = ends.pop() {
            self.steps = self.steps.checked_sub(1)?;
            if repeat.once && rounds.is_empty() {
                return None;
            }
            if let Some((after, mut behind)) = self.sequence(rest, (end, Bindings::new()), last) {
                let mut bindings = bindings;
                collect(&repeat.pieces, &rounds, &mut bindings);
                bindings.append(&mut behind);
                return Some((after, bindings));
            }
            rounds.pop();
        }
        None
    }

    /// One repetition, behind a separator unless it is the first.
    fn round<'a>(
        &mut self,
        repeat: &Repeat<Pattern>,
        input: &'a [Token],
        first: bool,
    ) -> Option<State<'a>> {
        self.steps = self.steps.checked_sub(1)?;
        let mut input = input;
        for token in repeat.separator.iter().filter(|_| !first) {
            let (found, after) = input.split_first()?;
            input = token.means(found).then_some(after)?;
        }
        if input.is_empty() {
            return None;
        }
        self.sequence(&repeat.pieces, (input, Bindings::new()), false)
    }
}

/// Gathers what each name of a repeated part stands for in every round; a name without any is known too.
fn collect(pieces: &[Pattern], rounds: &[Bindings], bindings: &mut Bindings) {
    for name in names(pieces) {
        let each = rounds.iter().filter_map(|round| round.get(&name).cloned()).collect();
        bindings.insert(name, Binding::Many(each));
    }
}

fn names(pieces: &[Pattern]) -> Vec<Rc<str>> {
    let each = pieces.iter().map(|piece| match piece {
        Pattern::Token(_) => Vec::new(),
        Pattern::Fragment(name, _) => vec![Rc::clone(name)],
        Pattern::Group(_, inside) => names(inside),
        Pattern::Repeat(repeat) => names(&repeat.pieces),
    });
    each.flatten().collect()
}
