//! Equal expressions are kept once. Names are equal where they stand for the same, so one of them stands for
//! all uses of a variable.

use super::facts::{index, length};
use crate::model::{CallFacts, Expression};

/// Numbers of expressions, by what they are made from.
#[derive(Debug, Default)]
pub(super) struct Shared {
    unknown: Option<u32>,
    /// Values of a type, by the number of its text.
    typed: Vec<Option<u32>>,
    /// Names that nothing in the file binds, by the number of their text.
    free: Vec<Option<u32>>,
    /// Names by the number of their binding.
    bound: Vec<Option<u32>>,
    /// The last binding that holds here, by the number of its name.
    holding: Vec<Option<u32>>,
    /// The binding that one hides, by its number.
    hidden: Vec<Option<u32>>,
    /// The last expression that is made from one.
    made: Vec<Option<u32>>,
    /// The expression before it that is made from the same.
    earlier: Vec<Option<u32>>,
    /// The last function that an expression was called in.
    called: Vec<Option<u32>>,
}

/// How many expressions made from the same one are looked at for an equal one.
const LOOKS: usize = 64;

impl Shared {
    pub(super) fn unknown(&mut self, found: &mut CallFacts) -> u32 {
        *self.unknown.get_or_insert_with(|| push(found, Expression::Unknown))
    }

    pub(super) fn typed(&mut self, found: &mut CallFacts, text: u32) -> u32 {
        once(&mut self.typed, text, || push(found, Expression::Typed { text }))
    }

    /// A name that is used at a byte of the file.
    pub(super) fn name(&mut self, found: &mut CallFacts, text: u32, at: u32) -> u32 {
        let mut binding = get(&self.holding, text);
        while let Some(hiding) = binding
            && found.bindings.get(index(hiding)).is_some_and(|one| one.from > at)
        {
            binding = get(&self.hidden, hiding);
        }
        let (list, key) = match binding {
            Some(binding) => (&mut self.bound, binding),
            None => (&mut self.free, text),
        };
        once(list, key, || push(found, Expression::Name { text, at }))
    }

    /// An expression that is made from another one.
    pub(super) fn made(&mut self, found: &mut CallFacts, of: u32, expression: Expression) -> u32 {
        let mut here = get(&self.made, of);
        for _ in 0..LOOKS {
            let Some(number) = here else { break };
            if found.expressions.get(index(number)) == Some(&expression) {
                return number;
            }
            here = get(&self.earlier, number);
        }
        let number = push(found, expression);
        let before = get(&self.made, of);
        set(&mut self.earlier, number, before);
        set(&mut self.made, of, Some(number));
        number
    }

    /// Whether an expression has not yet been called in a function.
    pub(super) fn is_first_call(&mut self, expression: u32, function: u32) -> bool {
        let first = get(&self.called, expression) != Some(function);
        set(&mut self.called, expression, Some(function));
        first
    }

    /// From here on a binding holds.
    pub(super) fn hold(&mut self, name: u32, binding: u32) {
        let before = get(&self.holding, name);
        set(&mut self.hidden, binding, before);
        set(&mut self.holding, name, Some(binding));
    }

    /// From here on it does not hold any more; those that came later do not either.
    pub(super) fn release(&mut self, name: u32, binding: u32) {
        let before = get(&self.hidden, binding);
        set(&mut self.holding, name, before);
    }
}

fn once(list: &mut Vec<Option<u32>>, key: u32, make: impl FnOnce() -> u32) -> u32 {
    if let Some(known) = get(list, key) {
        return known;
    }
    let number = make();
    set(list, key, Some(number));
    number
}

fn push(found: &mut CallFacts, expression: Expression) -> u32 {
    let number = length(&found.expressions);
    found.expressions.push(expression);
    number
}

fn get(list: &[Option<u32>], key: u32) -> Option<u32> {
    list.get(index(key)).copied().flatten()
}

fn set(list: &mut Vec<Option<u32>>, key: u32, value: Option<u32>) {
    let place = index(key);
    if list.len() <= place {
        list.resize(place + 1, None);
    }
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}
