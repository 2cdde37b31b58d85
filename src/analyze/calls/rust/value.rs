//! What the expressions of a Rust file are: modules, functions, types, values of types.

use super::{
    super::Target,
    paths::{Item, without_arguments},
    types::{Type, TypeId},
    world::World,
};
use crate::{
    analyze::calls::{
        binding,
        known::{DEPTH, Known, expression},
        text,
    },
    model::{CallSite, CallingFunction, Certainty, Expression, FileFacts, Function},
};

/// What an expression stands for.
#[derive(Clone, Debug)]
enum Value<'a> {
    Unknown,
    Module(usize),
    Function(&'a Function, Certainty),
    Type(TypeId<'a>),
    Of(Type<'a>),
}

/// The values of one file's expressions, each worked out once.
pub(super) struct Values<'w, 'a> {
    world: &'w World<'a>,
    file: &'a FileFacts,
    known: Known<Value<'a>>,
}

/// Methods of the standard library that give back what they are called on.
const SAME: [&str; 12] = [
    "clone",
    "to_owned",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "by_ref",
    "iter",
    "iter_mut",
    "into_iter",
    "as_deref",
    "deref",
];

/// Functions of standard traits that give a value of the type they are called on.
const MAKES: [&str; 3] = ["default", "from", "from_iter"];

/// Methods that give what is inside an option or result.
const INSIDE: [&str; 7] = [
    "unwrap",
    "expect",
    "unwrap_or_default",
    "unwrap_or",
    "unwrap_or_else",
    "expect_err",
    "unwrap_unchecked",
];

impl<'w, 'a> Values<'w, 'a> {
    pub(super) fn of(world: &'w World<'a>, file: &'a FileFacts) -> Self {
        Self { world, file, known: Known::nothing(file) }
    }

    /// What a call reaches.
    pub(super) fn callee(&mut self, site: &CallSite) -> Option<(Target<'a>, Certainty)> {
        let Expression::Call { of } = expression(self.file, site.expression)? else { return None };
        match self.value(of, 0) {
            Value::Function(one, certainty) => {
                let target = Target { file: &one.at.file, line: one.at.line, name: &one.name };
                Some((target, certainty))
            }
            _ => None,
        }
    }

    /// The function that a path of names means in the function around a byte.
    pub(super) fn named(&self, path: &str, at: u32) -> Option<Target<'a>> {
        let caller = self.caller(at)?;
        let file: &str = &self.file.file.path;
        let one = match path.strip_prefix("Self::") {
            Some(name) => self.world.method(self.world.receiver(file, caller.line)?, name)?,
            None => match self.world.resolve(self.world.module_at(file, caller.line)?, path)? {
                Item::Function(one) => one,
                Item::Module(_) | Item::Type(_) => return None,
            },
        };
        Some(Target { file: &one.at.file, line: one.at.line, name: &one.name })
    }

    fn value(&mut self, number: u32, depth: u32) -> Value<'a> {
        if let Some(known) = self.known.get(number) {
            return known;
        }
        if depth > DEPTH {
            return Value::Unknown;
        }
        let found = self.evaluate(number, depth + 1);
        self.known.keep(number, found)
    }

    fn evaluate(&mut self, number: u32, depth: u32) -> Value<'a> {
        match expression(self.file, number).unwrap_or_default() {
            Expression::Unknown | Expression::Result { .. } => Value::Unknown,
            Expression::Name { text, at } => self.name(text, at, depth),
            Expression::Typed { text: number } => Value::Of(self.typed(number)),
            Expression::Field { of, name } => {
                let of = self.value(of, depth);
                text(self.file, name).map_or(Value::Unknown, |name| self.field(&of, name))
            }
            Expression::Call { of } => self.call(of, depth),
            Expression::Element { of } => match self.value(of, depth) {
                Value::Of(Type::List(element)) => Value::Of((*element).clone()),
                _ => Value::Unknown,
            },
            Expression::Inside { of } => match self.value(of, depth) {
                Value::Of(Type::Wrapped(inside)) => Value::Of((*inside).clone()),
                _ => Value::Unknown,
            },
        }
    }

    /// The type that a text spells. Where in the file it stands is not kept: modules inside a file that
    /// declare the same name are told apart by the first.
    fn typed(&self, number: u32) -> Type<'a> {
        let Some(text) = text(self.file, number) else { return Type::Other };
        let line = self.file.calls.callers.first().map_or(1, |caller| caller.line);
        self.world.type_of(&self.file.file.path, line, text, None)
    }

    fn call(&mut self, of: u32, depth: u32) -> Value<'a> {
        match self.value(of, depth) {
            Value::Function(one, _) => match self.world.result(one) {
                Type::Other => Value::Unknown,
                known => Value::Of(known),
            },
            // A tuple struct or a variant is made by its name.
            Value::Type(id) => Value::Of(Type::Named(id)),
            _ => self.of_std(of, depth),
        }
    }

    /// A method of the standard library on a value whose type is known.
    fn of_std(&mut self, of: u32, depth: u32) -> Value<'a> {
        let Some(Expression::Field { of, name }) = expression(self.file, of) else {
            return Value::Unknown;
        };
        let name = text(self.file, name).unwrap_or_default();
        match self.value(of, depth) {
            Value::Of(Type::Wrapped(inside)) if INSIDE.contains(&name) => {
                Value::Of((*inside).clone())
            }
            Value::Of(known) if SAME.contains(&name) => Value::Of(known),
            _ => Value::Unknown,
        }
    }

    fn name(&mut self, number: u32, at: u32, depth: u32) -> Value<'a> {
        if let Some(binding) = binding(self.file, number, at) {
            return match self.value(binding.value, depth) {
                Value::Of(of) => Value::Of(of),
                _ => Value::Unknown,
            };
        }
        let Some(name) = text(self.file, number) else { return Value::Unknown };
        let Some(caller) = self.caller(at) else { return Value::Unknown };
        let path: &str = &self.file.file.path;
        let own = self.world.receiver(path, caller.line);
        if name == "self" {
            return own.map_or(Value::Unknown, |id| Value::Of(Type::Named(id)));
        }
        if let Some(inner) = self.nested(name, &caller) {
            return Value::Function(inner, Certainty::Direct);
        }
        let plain = without_arguments(name);
        if let Some(rest) = plain.strip_prefix("Self") {
            let Some(id) = own else { return Value::Unknown };
            return match rest.strip_prefix("::") {
                Some(name) => self.associated(id, name),
                None => Value::Type(id),
            };
        }
        let Some(module) = self.world.module_at(path, caller.line) else { return Value::Unknown };
        let found = self.world.resolve(module, &plain);
        let made = || {
            let (of, name) = plain.rsplit_once("::")?;
            if MAKES.contains(&name) { self.world.resolve(module, of) } else { None }
        };
        match found.or_else(made) {
            // Derived, or one of several: what it makes is known, not what runs.
            Some(Item::Module(_)) if found.is_none() => Value::Unknown,
            found => self.item(found),
        }
    }

    /// A function declared in the body of the calling one.
    fn nested(&self, name: &str, caller: &CallingFunction) -> Option<&'a Function> {
        let around = text(self.file, caller.name)?;
        let mut functions = self.file.functions.iter();
        functions.find(|one| {
            one.name == name && one.receiver.is_none() && one.in_func.as_deref() == Some(around)
        })
    }

    fn item(&self, item: Option<Item<'a>>) -> Value<'a> {
        match item {
            Some(Item::Module(module)) => Value::Module(module),
            Some(Item::Type(id)) => Value::Type(id),
            Some(Item::Function(one)) => self.function(one),
            None => Value::Unknown,
        }
    }

    /// A method that a trait asks for runs whoever implements it.
    fn function(&self, one: &'a Function) -> Value<'a> {
        let of = self.world.receiver(&one.at.file, one.at.line);
        let certainty = if of.is_some_and(|id| self.world.is_trait(id)) {
            Certainty::Interface
        } else {
            Certainty::Direct
        };
        Value::Function(one, certainty)
    }

    fn associated(&self, id: TypeId<'a>, name: &str) -> Value<'a> {
        match self.world.method(id, name) {
            Some(method) => self.function(method),
            None if name.starts_with(char::is_uppercase) || MAKES.contains(&name) => {
                Value::Type(id)
            }
            None => Value::Unknown,
        }
    }

    fn field(&self, of: &Value<'a>, name: &str) -> Value<'a> {
        match of {
            Value::Module(module) => {
                self.item(self.world.resolve(*module, &format!("self::{name}")))
            }
            Value::Type(id) => self.associated(*id, name),
            Value::Of(Type::Named(id)) => match self.world.method(*id, name) {
                Some(method) => self.function(method),
                None => match self.world.field(*id, name) {
                    Type::Other => Value::Unknown,
                    known => Value::Of(known),
                },
            },
            _ => Value::Unknown,
        }
    }

    /// The innermost function that holds a byte.
    fn caller(&self, at: u32) -> Option<CallingFunction> {
        let callers = &self.file.calls.callers;
        let after = callers.partition_point(|caller| caller.start <= at);
        let before = callers.get(..after)?.iter().rev();
        // Functions nested deeper than this are not followed.
        before.take(32).find(|caller| at < caller.end).copied()
    }
}
