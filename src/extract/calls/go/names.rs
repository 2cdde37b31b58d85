//! Names and what they stand for, and the functions that calls stand in.

use super::facts::{Facts, Span, index, length};
use crate::model::{Binding, CallingFunction, Expression};

/// Names and what they stand for.
impl Facts<'_> {
    /// Opens a scope; give what it returns to `close`.
    pub(super) fn scope(&self) -> usize {
        self.open.len()
    }

    /// The names since `scope` hold until `end`.
    pub(super) fn close(&mut self, scope: usize, end: u32) {
        while self.open.len() > scope
            && let Some(number) = self.open.pop()
            && let Some(binding) = self.found.bindings.get_mut(index(number))
        {
            binding.end = end;
            self.shared.release(binding.name, number);
        }
    }

    /// The names outside of all functions hold for the package.
    pub(super) fn leave_open(&mut self) {
        self.close(0, 0);
    }

    fn bind(&mut self, name: Span, from: u32, value: u32) {
        let name = self.texts.number(self.slice(name));
        let number = length(&self.found.bindings);
        self.open.push(number);
        self.found.bindings.push(Binding { name, from, end: 0, value });
        self.shared.hold(name, number);
    }

    pub(super) fn is_blank(&self, name: Span) -> bool {
        self.slice(name) == "_"
    }

    /// `name` has the type, or is a list of such values.
    pub(super) fn bind_type(&mut self, name: Span, from: u32, (prefix, of): (&str, Span)) {
        if !self.is_blank(name) {
            let value = self.typed(prefix, of);
            self.bind(name, from, value);
        }
    }

    /// `name` stands for a draft, or for something unknown.
    pub(super) fn bind_draft(&mut self, name: Span, from: u32, draft: Option<u32>) {
        if self.is_blank(name) {
            return;
        }
        let value = match draft {
            Some(draft) => self.number(draft),
            None => self.unknown(),
        };
        self.bind(name, from, value);
    }

    /// `name` is one of several results of a draft.
    pub(super) fn bind_result(&mut self, name: Span, from: u32, (draft, position): (u32, u32)) {
        if !self.is_blank(name) {
            let of = self.number(draft);
            let value = self.push(of, Expression::Result { of, position });
            self.bind(name, from, value);
        }
    }

    /// `name` is an element of a draft.
    pub(super) fn bind_element(&mut self, name: Span, from: u32, draft: u32) {
        if !self.is_blank(name) {
            let of = self.number(draft);
            let value = self.push(of, Expression::Element { of });
            self.bind(name, from, value);
        }
    }
}

/// Declared functions.
impl Facts<'_> {
    /// Begins a function; give what it returns to `end_function`.
    pub(super) fn begin_function(&mut self, name: Span, line: u32, start: u32) -> usize {
        let name = self.texts.number(self.slice(name));
        self.found.callers.push(CallingFunction { name, line, start, end: 0 });
        self.function = Some(length(&self.found.callers) - 1);
        self.functions += 1;
        self.found.calls.len()
    }

    /// Ends the function; one that has no body calls nothing.
    pub(super) fn end_function(&mut self, first_call: usize, end: Option<u32>) {
        self.function = None;
        if let (Some(end), Some(function)) = (end, self.found.callers.last_mut()) {
            function.end = end;
        } else {
            self.found.calls.truncate(first_call);
            self.found.callers.pop();
        }
    }
}
