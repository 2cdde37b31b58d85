//! Values of expressions that are worked out already.

use crate::model::{Expression, FileFacts};

/// Expressions are built from earlier ones, but names lead to bindings, and those may lead in a circle.
pub(super) const DEPTH: u32 = 100;

/// One place for each expression of a file.
pub(super) struct Known<V>(Vec<Option<V>>);

impl<V: Clone> Known<V> {
    /// Nothing is known of the expressions of `file`.
    pub(super) fn nothing(file: &FileFacts) -> Self {
        Self(vec![None; file.calls.expressions.len()])
    }

    /// Keeps nothing: for a look at a single expression.
    pub(super) fn forgetful() -> Self {
        Self(Vec::new())
    }

    /// The value of an expression.
    pub(super) fn get(&self, number: u32) -> Option<V> {
        self.0.get(usize::try_from(number).ok()?)?.clone()
    }

    /// Keeps the value of an expression and gives it back.
    pub(super) fn keep(&mut self, number: u32, value: V) -> V {
        let place = usize::try_from(number).ok().and_then(|index| self.0.get_mut(index));
        if let Some(place) = place {
            *place = Some(value.clone());
        }
        value
    }
}

/// An expression of a file by its number.
pub(super) fn expression(file: &FileFacts, number: u32) -> Option<Expression> {
    file.calls.expressions.get(usize::try_from(number).ok()?).copied()
}
