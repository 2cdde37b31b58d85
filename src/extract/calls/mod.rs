//! Calls in function bodies and what the names in them stand for, as `calls.scm` says.
//!
//! The query says which node is a call, a field, a name with its value; this engine keeps what leads to calls
//! in a few numbers per expression. It knows no language; who is called is `analyze`'s to know.

mod constructs;
mod go;
mod scopes;
mod texts;

use tree_sitter::{Node, Tree};

use self::{
    constructs::{Bind, Construct, Found, Kind},
    scopes::Scopes,
    texts::Texts,
};
use super::{Input, names::identifier, syntax};
use crate::{
    language::{QueryKind, Registry},
    model::{Binding, CallFacts, CallSite, CallingFunction, Expression, FileFacts},
};

/// Reads the calls of a text before there is a tree of it; false where [`extract`] has to do it.
pub(super) fn extract_text(registry: &Registry, input: &Input<'_>, facts: &mut FileFacts) -> bool {
    // What the reader gives is what the built-in query gives.
    let language = &*input.source.language;
    if language != "go" || !registry.is_built_in(language, QueryKind::Calls) {
        return false;
    }
    let Some(found) = go::read(input.text) else { return false };
    facts.calls = found.into();
    true
}

pub(super) fn extract(registry: &Registry, input: &Input<'_>, tree: &Tree, facts: &mut FileFacts) {
    let Some(query) = registry.query(&input.source.language, QueryKind::Calls) else { return };
    let found = constructs::find(&query, tree.root_node(), input.text);
    if found.constructs.is_empty() {
        return;
    }
    let facts = &mut *facts.calls;
    let scopes = Scopes::of(&found.scopes, &found.callers);
    let mut reader = Reader {
        input,
        numbers: vec![None; found.constructs.len()],
        found: &found,
        texts: Texts::of(&facts.texts),
        expressions: std::mem::take(&mut facts.expressions),
    };
    let first = u32::try_from(facts.callers.len()).unwrap_or(u32::MAX);
    let callers: Vec<_> = found.callers.iter().map(|caller| reader.caller(caller)).collect();
    facts.callers.extend(callers);
    reader.bindings(&scopes, facts);
    reader.calls(&scopes, first, facts);
    facts.expressions = reader.expressions;
    facts.texts = reader.texts.list;
    facts.bindings.sort_by_key(|one| (one.name, one.from));
}

/// Expressions nested deeper than this are not followed.
const DEPTH: u32 = 200;

struct Reader<'a, 'tree> {
    input: &'a Input<'a>,
    found: &'a Found<'tree>,
    texts: Texts,
    expressions: Vec<Expression>,
    /// Numbers of the expressions that constructs have become.
    numbers: Vec<Option<u32>>,
}

impl<'tree> Reader<'_, 'tree> {
    fn caller(&mut self, caller: &(Node<'tree>, Node<'tree>)) -> CallingFunction {
        let (node, name) = caller;
        CallingFunction {
            name: self.text(*name),
            line: syntax::line_of(*name),
            start: byte(node.start_byte()),
            end: byte(node.end_byte()),
        }
    }

    fn bindings(&mut self, scopes: &Scopes, facts: &mut CallFacts) {
        for bind in &self.found.binds {
            let end = scopes.around(&bind.node.byte_range()).map_or(0, byte);
            for (position, name) in bind.names() {
                let text = syntax::text_of(name, self.input.text);
                if text == "_" {
                    continue;
                }
                let value = self.bound(bind, position);
                let from = byte(bind.from(name));
                let name = self.texts.number(identifier(text));
                facts.bindings.push(Binding { name, from, end, value });
            }
        }
    }

    /// What the name at `position` stands for.
    fn bound(&mut self, bind: &Bind<'tree>, position: u32) -> u32 {
        if let Some(type_node) = bind.type_node {
            let prefix = if bind.list { "[]" } else { "" };
            let text = format!(
                "{prefix}{}",
                texts::type_text(syntax::text_of(type_node, self.input.text))
            );
            let text = self.texts.number(&text);
            return self.push(Expression::Typed { text });
        }
        if let Some(value) = bind.value(position) {
            let of = self.expression(value, 0);
            return match (bind.elements, bind.inside, position) {
                (true, _, 1) => self.push(Expression::Element { of }),
                (true, ..) => self.push(Expression::Unknown),
                (_, true, _) => self.push(Expression::Inside { of }),
                _ => of,
            };
        }
        match bind.only_value() {
            Some(value) => {
                let of = self.expression(value, 0);
                self.push(Expression::Result { of, position })
            }
            None => self.push(Expression::Unknown),
        }
    }

    fn calls(&mut self, scopes: &Scopes, first: u32, facts: &mut CallFacts) {
        let mut sites = Vec::new();
        let calls = self.found.constructs.iter().filter(|one| one.kind == Kind::Call);
        let mut calls: Vec<_> = calls.collect();
        // Their own order is that of places in memory, and would be another in each run.
        calls.sort_by_key(|call| (call.node.start_byte(), call.node.end_byte()));
        for construct in calls {
            let Some(caller) = scopes.caller(construct.node.start_byte()) else { continue };
            let line = construct.of.map_or(0, |of| syntax::end_line_of(self.found.named(of)));
            let expression = self.expression(construct.node, 0);
            let place = construct.node.end_byte();
            sites.push((place, CallSite { expression, line, caller: first + caller }));
        }
        sites.sort_by_key(|(place, _)| *place);
        facts.calls.extend(sites.into_iter().map(|(_, site)| site));
    }

    /// The number of the expression that a node is.
    fn expression(&mut self, node: Node<'tree>, depth: u32) -> u32 {
        if depth > DEPTH {
            return self.push(Expression::Unknown);
        }
        let Some(index) = self.found.index(node) else { return self.plain(node) };
        if let Some(Some(known)) = self.numbers.get(index) {
            return *known;
        }
        let Some(construct) = self.found.constructs.get(index) else { return 0 };
        let number = self.construct(construct, depth);
        if let Some(slot) = self.numbers.get_mut(index) {
            *slot = Some(number);
        }
        number
    }

    fn construct(&mut self, construct: &Construct<'tree>, depth: u32) -> u32 {
        if construct.kind == Kind::Path {
            return self.name(construct.node);
        }
        if construct.kind == Kind::Typed {
            let Some(node) = construct.name else { return self.push(Expression::Unknown) };
            let text = self.texts.number(&texts::type_text(syntax::text_of(node, self.input.text)));
            return self.push(Expression::Typed { text });
        }
        let Some(of) = construct.of else { return self.push(Expression::Unknown) };
        let of = self.expression(of, depth + 1);
        let expression = match (construct.kind, construct.name) {
            (Kind::Same, _) => return of,
            (Kind::Call, _) => Expression::Call { of },
            (Kind::Element, _) => Expression::Element { of },
            (Kind::Inside, _) => Expression::Inside { of },
            (Kind::Field, Some(name)) => Expression::Field { of, name: self.text(name) },
            _ => Expression::Unknown,
        };
        self.push(expression)
    }

    /// A node that the query says nothing of: a name when it has no parts.
    fn plain(&mut self, node: Node<'tree>) -> u32 {
        if node.child_count() == 0 { self.name(node) } else { self.push(Expression::Unknown) }
    }

    fn name(&mut self, node: Node<'tree>) -> u32 {
        let text = self.text(node);
        self.push(Expression::Name { text, at: byte(node.start_byte()) })
    }

    fn text(&mut self, node: Node<'tree>) -> u32 {
        self.texts.number(identifier(syntax::text_of(node, self.input.text)))
    }

    fn push(&mut self, expression: Expression) -> u32 {
        let number = byte(self.expressions.len());
        self.expressions.push(expression);
        number
    }
}

/// Files are smaller than 4 GiB.
fn byte(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
