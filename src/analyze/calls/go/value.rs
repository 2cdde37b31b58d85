//! What the expressions of a file are: packages, functions, types, values of types.

use std::collections::BTreeSet;

use super::{
    Callable,
    select::{self, Selected},
    types::Type,
    world::{Item, Variable, World},
};
use crate::{
    analyze::calls::{
        binding,
        known::{DEPTH, Known, expression},
        text,
    },
    model::{CallSite, Expression, FileFacts},
};

/// What an expression stands for.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Unknown,
    /// A package of the repository, by its import path.
    Package(&'a str),
    Function(Callable<'a>),
    Type(Type<'a>),
    Of(Type<'a>),
}

/// The values of one file's expressions, each worked out once.
pub(super) struct Values<'w, 'a> {
    world: &'w World<'a>,
    file: &'a FileFacts,
    known: Known<Value<'a>>,
    /// Types declared in functions: function and name.
    local_types: BTreeSet<(&'a str, &'a str)>,
}

impl<'w, 'a> Values<'w, 'a> {
    pub(super) fn of(world: &'w World<'a>, file: &'a FileFacts) -> Self {
        let types = file.types.iter().map(|one| (one.in_func.as_deref(), one.name.as_str()));
        let interfaces =
            file.interfaces.iter().map(|one| (one.in_func.as_deref(), one.name.as_str()));
        let local = types.chain(interfaces).filter_map(|(within, name)| Some((within?, name)));
        let known = Known::nothing(file);
        Self { world, file, known, local_types: local.collect() }
    }

    /// What a call reaches.
    pub(super) fn callee(&mut self, site: &CallSite) -> Option<Callable<'a>> {
        let Expression::Call { of } = expression(self.file, site.expression)? else { return None };
        match self.value(of, 0) {
            Value::Function(callable) => Some(callable),
            _ => None,
        }
    }

    /// The function that names with dots between them mean at a byte: `h.Create`, `handlers.Create`.
    pub(super) fn named(&mut self, path: &str, at: u32) -> Option<Callable<'a>> {
        let mut names = path.split('.').map(str::trim);
        let first = names.next()?;
        let texts = &self.file.calls.texts;
        let number = texts.iter().position(|text| text == first);
        let number = number.and_then(|number| u32::try_from(number).ok());
        let local = number.and_then(|number| binding(self.file, number, at));
        let mut here = match local {
            Some(binding) => self.value(binding.value, 0),
            None => self.declared(first),
        };
        for name in names {
            here = self.field(&here, name);
        }
        match here {
            Value::Function(callable) => Some(callable),
            _ => None,
        }
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
            Expression::Unknown | Expression::Inside { .. } => Value::Unknown,
            Expression::Name { text, at } => self.name(text, at, depth),
            Expression::Typed { text: number } => {
                text(self.file, number).map_or(Value::Unknown, |text| self.typed(text))
            }
            Expression::Field { of, name } => {
                let of = self.value(of, depth);
                text(self.file, name).map_or(Value::Unknown, |name| self.field(&of, name))
            }
            Expression::Call { of } => {
                let of = self.value(of, depth);
                self.results(of).into_iter().next().map_or(Value::Unknown, Value::Of)
            }
            Expression::Result { of, position } => self.result(of, position, depth),
            Expression::Element { of } => match self.value(of, depth) {
                Value::Of(of) => self.element(&of),
                // `Box[int]`, `New[int]`: with its type arguments it is the same.
                other => other,
            },
        }
    }

    fn typed(&self, text: &'a str) -> Value<'a> {
        match self.world.type_of(&self.file.file.path, text) {
            Type::Other => Value::Unknown,
            Type::Named((_, name)) if self.is_local(name) => Value::Unknown,
            known => Value::Of(known),
        }
    }

    /// Whether a function of the file declares a type of that name: which of the two is meant is not followed.
    fn is_local(&self, name: &str) -> bool {
        self.local_types.iter().any(|(_, local)| *local == name)
    }

    fn name(&mut self, number: u32, at: u32, depth: u32) -> Value<'a> {
        if let Some(binding) = binding(self.file, number, at) {
            return match self.value(binding.value, depth) {
                Value::Of(of) => Value::Of(of),
                // A variable that holds a function may hold another one later.
                Value::Function(callable) => Value::Of(self.function_type(&callable)),
                _ => Value::Unknown,
            };
        }
        text(self.file, number).map_or(Value::Unknown, |name| self.declared(name))
    }

    /// What a name that is not local stands for.
    fn declared(&self, name: &str) -> Value<'a> {
        let path = &self.file.file.path;
        match self.world.import(path, name) {
            Some(path) => Value::Package(path),
            None => self.world.name(path, name).map_or(Value::Unknown, |item| self.item(item)),
        }
    }

    fn item(&self, item: Item<'a>) -> Value<'a> {
        match item {
            Item::Function(function) => Value::Function(Callable::function(function)),
            Item::Type((_, name)) if self.is_local(name) => Value::Unknown,
            Item::Type(id) => Value::Type(Type::Named(id)),
            Item::Variable(variable) => self.variable(variable),
        }
    }

    fn variable(&self, Variable { file, binding }: Variable<'a>) -> Value<'a> {
        // In a file of its own, so that its expressions are read with that file's imports.
        let mut values = Values {
            world: self.world,
            file,
            known: Known::forgetful(),
            local_types: BTreeSet::new(),
        };
        match values.package_value(binding.value, 0) {
            Value::Of(of) => Value::Of(of),
            _ => Value::Unknown,
        }
    }

    /// The value of a package's variable; other variables in it are not followed, for they may lead in a circle.
    fn package_value(&mut self, number: u32, depth: u32) -> Value<'a> {
        match expression(self.file, number) {
            Some(Expression::Name { text: number, .. }) => {
                let name = text(self.file, number).unwrap_or_default();
                let path = &self.file.file.path;
                match (self.world.import(path, name), self.world.name(path, name)) {
                    (Some(path), _) => Value::Package(path),
                    (None, Some(Item::Variable(_)) | None) => Value::Unknown,
                    (None, Some(item)) => self.item(item),
                }
            }
            Some(Expression::Field { of, name }) if depth < DEPTH => {
                let of = self.package_value(of, depth + 1);
                text(self.file, name).map_or(Value::Unknown, |name| self.field(&of, name))
            }
            Some(Expression::Call { of }) if depth < DEPTH => {
                let of = self.package_value(of, depth + 1);
                self.results(of).into_iter().next().map_or(Value::Unknown, Value::Of)
            }
            Some(Expression::Result { of, position }) => {
                let Some(Expression::Call { of }) = expression(self.file, of) else {
                    return Value::Unknown;
                };
                let of = self.package_value(of, depth + 1);
                let position = usize::try_from(position).unwrap_or(usize::MAX);
                self.results(of).into_iter().nth(position).map_or(Value::Unknown, Value::Of)
            }
            Some(Expression::Typed { text: number }) => {
                text(self.file, number).map_or(Value::Unknown, |text| self.typed(text))
            }
            _ => Value::Unknown,
        }
    }

    fn field(&self, of: &Value<'a>, name: &str) -> Value<'a> {
        match of {
            Value::Package(path) => match self.world.member(path, name) {
                Some(Item::Variable(variable)) => self.variable(variable),
                Some(Item::Function(function)) => Value::Function(Callable::function(function)),
                Some(Item::Type(id)) => Value::Type(Type::Named(id)),
                None => Value::Unknown,
            },
            Value::Of(of) | Value::Type(of) => {
                match select::select(
                    self.world,
                    &self.behind_aliases(of),
                    name,
                    &self.file.file.path,
                ) {
                    Some(Selected::Method(callable)) => Value::Function(callable),
                    Some(Selected::Field(Type::Other)) | None => Value::Unknown,
                    Some(Selected::Field(of)) => Value::Of(of),
                }
            }
            Value::Function(_) | Value::Unknown => Value::Unknown,
        }
    }

    fn behind_aliases(&self, of: &Type<'a>) -> Type<'a> {
        match of {
            Type::Named(id) => Type::Named(select::behind_aliases(self.world, *id)),
            other => other.clone(),
        }
    }

    /// What a call of a value gives back; a type that is called converts to itself.
    fn results(&self, of: Value<'a>) -> Vec<Type<'a>> {
        match of {
            Value::Function(callable) => {
                self.world.results(callable.target.file, callable.signature)
            }
            Value::Type(of) => vec![of],
            Value::Of(of) => match self.literal(&of) {
                Type::Function(results) => results.to_vec(),
                _ => Vec::new(),
            },
            Value::Package(_) | Value::Unknown => Vec::new(),
        }
    }

    fn result(&mut self, of: u32, position: u32, depth: u32) -> Value<'a> {
        let Some(Expression::Call { of }) = expression(self.file, of) else {
            // `v, ok := m[k]`
            return if position == 0 { self.value(of, depth) } else { Value::Unknown };
        };
        let called = self.value(of, depth);
        let position = usize::try_from(position).unwrap_or(usize::MAX);
        self.results(called).into_iter().nth(position).map_or(Value::Unknown, Value::Of)
    }

    fn element(&self, of: &Type<'a>) -> Value<'a> {
        match self.literal(of) {
            Type::List(element) | Type::Map(element) => Value::Of((*element).clone()),
            _ => Value::Unknown,
        }
    }

    /// The type literal that a named type is declared with.
    fn literal(&self, of: &Type<'a>) -> Type<'a> {
        let Type::Named(id) = of else { return of.clone() };
        let Some((id, declared)) = select::underlying(self.world, *id) else { return Type::Other };
        if let Some(target) = declared.target() {
            return self.world.type_of(declared.file(), target);
        }
        // Of a function type the text stands beside its declaration.
        let literal = self.world.function_type(id).map(|one| self.variable(one));
        match literal {
            Some(Value::Of(literal)) => literal,
            _ => Type::Other,
        }
    }

    fn function_type(&self, callable: &Callable<'a>) -> Type<'a> {
        let results = self.world.results(callable.target.file, callable.signature);
        Type::Function(results.into())
    }
}
