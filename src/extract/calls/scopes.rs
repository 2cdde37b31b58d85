//! Which part of the file a name holds in, and which function a call stands in.

use std::ops::Range;

use tree_sitter::Node;

/// Nested parts of a file.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// By first byte; an inner scope stands behind the one around it.
    list: Vec<Scope>,
}

#[derive(Debug)]
struct Scope {
    range: Range<usize>,
    /// Number of the function that it is.
    caller: Option<u32>,
    /// Index of the scope around it.
    parent: Option<usize>,
}

impl Scopes {
    /// The scopes, functions among them; those are numbered in their own order.
    pub(super) fn of(scopes: &[Node<'_>], callers: &[(Node<'_>, Node<'_>)]) -> Self {
        let scope =
            |node: Node<'_>, caller| Scope { range: node.byte_range(), caller, parent: None };
        let callers = (0..).zip(callers).map(|(number, (node, _))| scope(*node, Some(number)));
        let mut list: Vec<_> =
            callers.chain(scopes.iter().map(|node| scope(*node, None))).collect();
        list.sort_by_key(|one| (one.range.start, usize::MAX - one.range.end, one.caller.is_none()));
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (index, scope) in list.iter_mut().enumerate() {
            while open.pop_if(|(_, end)| *end <= scope.range.start).is_some() {}
            scope.parent = open.last().map(|(outer, _)| *outer);
            open.push((index, scope.range.end));
        }
        Self { list }
    }

    /// Where the innermost scope ends that holds the range or is it.
    pub(super) fn around(&self, range: &Range<usize>) -> Option<usize> {
        let holds = |scope: &Scope| scope.range.end >= range.end;
        self.climb(range.start, holds).map(|scope| scope.range.end)
    }

    /// The number of the innermost function that holds the byte.
    pub(super) fn caller(&self, byte: usize) -> Option<u32> {
        let holds = |scope: &Scope| scope.caller.is_some() && scope.range.end > byte;
        self.climb(byte, holds)?.caller
    }

    fn climb(&self, byte: usize, holds: impl Fn(&Scope) -> bool) -> Option<&Scope> {
        let after = self.list.partition_point(|scope| scope.range.start <= byte);
        let mut index = after.checked_sub(1)?;
        loop {
            let scope = self.list.get(index)?;
            if holds(scope) {
                return Some(scope);
            }
            index = scope.parent?;
        }
    }
}
