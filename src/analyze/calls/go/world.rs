//! Every Go package of the repository with what it declares, and what names mean in its files.

use std::collections::BTreeMap;

use super::{
    builds,
    types::{self, Type, TypeId},
};
use crate::{
    analyze::{calls::text, packages::folder},
    model::{Binding, FileFacts, Function, Import, Interface, Package, TypeDecl, TypeKind},
};

#[derive(Default)]
pub(super) struct World<'a> {
    packages: Vec<GoPackage<'a>>,
    by_path: BTreeMap<&'a str, usize>,
    files: BTreeMap<&'a str, Scope<'a>>,
}

/// One package: a folder and the name in its files.
#[derive(Default)]
struct GoPackage<'a> {
    name: &'a str,
    functions: Declarations<&'a str, &'a Function>,
    methods: Declarations<TypeAndName<'a>, &'a Function>,
    types: Declarations<&'a str, Declared<'a>>,
    variables: Declarations<&'a str, Variable<'a>>,
}

type TypeAndName<'a> = (&'a str, &'a str);

/// Declarations by name, those of a plain build first: platforms may each have their own.
type Declarations<K, V> = BTreeMap<K, Vec<V>>;

/// A declaration of a type.
#[derive(Clone, Copy)]
pub(super) enum Declared<'a> {
    Interface(&'a Interface),
    Type(&'a TypeDecl),
}

/// A variable or constant of a package.
#[derive(Clone, Copy)]
pub(super) struct Variable<'a> {
    pub(super) file: &'a FileFacts,
    pub(super) binding: &'a Binding,
}

/// What names mean in a file.
struct Scope<'a> {
    package: usize,
    imports: BTreeMap<&'a str, &'a str>,
    /// Import paths whose names need no qualifier.
    dots: Vec<&'a str>,
}

/// What a name of a package is.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Function(&'a Function),
    Type(TypeId<'a>),
    Variable(Variable<'a>),
}

impl<'a> World<'a> {
    pub(super) fn of(facts: &'a [FileFacts], packages: &'a [Package]) -> Self {
        let mut world = Self::default();
        let mut numbers = BTreeMap::new();
        for package in packages.iter().filter(|package| package.at.language == "go") {
            let number = world.packages.len();
            if !package.external_test && !package.is_main && !package.import_path.is_empty() {
                world.by_path.entry(&package.import_path).or_insert(number);
            }
            world.packages.push(GoPackage { name: &package.name, ..GoPackage::default() });
            numbers.insert((package.dir.as_str(), package.name.as_str()), number);
        }
        let files = facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored);
        for file in files {
            let name = file.package.as_deref().unwrap_or_default();
            let Some(package) = numbers.get(&(folder(&file.file.path), name)) else { continue };
            world.files.insert(&file.file.path, world.scope(file, *package));
            if let Some(package) = world.packages.get_mut(*package) {
                package.declare(file);
            }
        }
        world
    }

    fn scope(&self, file: &'a FileFacts, package: usize) -> Scope<'a> {
        let mut scope = Scope { package, imports: BTreeMap::new(), dots: Vec::new() };
        for import in &file.imports {
            match self.local_name(import) {
                Some("_") | None => {}
                Some(".") => scope.dots.push(&import.path),
                Some(name) => {
                    scope.imports.insert(name, &import.path);
                }
            }
        }
        scope
    }

    /// Under what name a file knows an import. Packages outside the repository need none: what they
    /// declare is not followed.
    fn local_name(&self, import: &'a Import) -> Option<&'a str> {
        let package = || self.packages.get(*self.by_path.get(import.path.as_str())?);
        import.alias.as_deref().or_else(|| package().map(|package| package.name))
    }

    /// What a name without qualifier means in a file, local names left out.
    pub(super) fn name(&self, file: &str, name: &str) -> Option<Item<'a>> {
        let scope = self.files.get(file)?;
        let dots = || scope.dots.iter().find_map(|path| self.member(path, name));
        let own = self.packages.get(scope.package)?;
        own.item(scope.package, name, file).or_else(dots)
    }

    /// The import path that a name stands for in a file.
    pub(super) fn import(&self, file: &str, name: &str) -> Option<&'a str> {
        self.files.get(file)?.imports.get(name).copied()
    }

    /// What a package of the repository declares under a name.
    pub(super) fn member(&self, path: &str, name: &str) -> Option<Item<'a>> {
        let number = *self.by_path.get(path)?;
        self.packages.get(number)?.item(number, name, "")
    }

    /// The type that a text spells in a file.
    pub(super) fn type_of(&self, file: &'a str, text: &'a str) -> Type<'a> {
        types::type_of((file, text), &|qualifier, name| self.type_id(file, qualifier, name))
    }

    /// The types of what a function declared in `file` gives back.
    pub(super) fn results(&self, file: &'a str, signature: &'a str) -> Vec<Type<'a>> {
        types::results((file, signature), &|qualifier, name| self.type_id(file, qualifier, name))
    }

    fn type_id(&self, file: &str, qualifier: &str, name: &str) -> Option<TypeId<'a>> {
        let item = match qualifier {
            "" => self.name(file, name),
            _ => self.member(self.import(file, qualifier)?, name),
        };
        match item? {
            Item::Type(id) => Some(id),
            _ => None,
        }
    }

    pub(super) fn declared(&self, (package, name): TypeId<'_>) -> Option<Declared<'a>> {
        self.packages.get(package)?.types.get(name)?.first().copied()
    }

    /// A method that is declared on a type, as code in `file` sees it.
    pub(super) fn method(
        &self,
        (package, of): TypeId<'_>,
        name: &str,
        file: &str,
    ) -> Option<&'a Function> {
        let found = self.packages.get(package)?.methods.get(&(of, name))?;
        nearest(found, file, |one| &one.at.file)
    }

    /// The type literal of a function type.
    pub(super) fn function_type(&self, (package, name): TypeId<'_>) -> Option<Variable<'a>> {
        self.packages.get(package)?.variables.get(name)?.first().copied()
    }

    /// Whether the file belongs to a package that the go command reads.
    pub(super) fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }
}

impl<'a> GoPackage<'a> {
    fn declare(&mut self, file: &'a FileFacts) {
        let plain = builds::is_plain(&file.file);
        for function in file.functions.iter().filter(|function| function.in_func.is_none()) {
            match function.receiver.as_deref() {
                Some(of) => put(&mut self.methods, (of, function.name.as_str()), function, plain),
                None => put(&mut self.functions, function.name.as_str(), function, plain),
            }
        }
        for one in file.interfaces.iter().filter(|one| one.in_func.is_none()) {
            put(&mut self.types, one.name.as_str(), Declared::Interface(one), plain);
        }
        for one in file.types.iter().filter(|one| one.in_func.is_none()) {
            put(&mut self.types, one.name.as_str(), Declared::Type(one), plain);
        }
        for binding in file.calls.bindings.iter().filter(|binding| binding.end == 0) {
            if let Some(name) = text(file, binding.name) {
                put(&mut self.variables, name, Variable { file, binding }, plain);
            }
        }
    }

    fn item(&self, number: usize, name: &str, file: &str) -> Option<Item<'a>> {
        let functions = self.functions.get(name);
        let function = || Some(Item::Function(nearest(functions?, file, |one| &one.at.file)?));
        let variables = self.variables.get(name);
        let variable = || {
            let found = nearest(variables?, file, |one| &one.file.file.path)?;
            Some(Item::Variable(found))
        };
        let of_type = || self.types.get_key_value(name).map(|(name, _)| Item::Type((number, name)));
        function().or_else(of_type).or_else(variable)
    }
}

/// The declaration in the same file, else the first.
fn nearest<V: Copy>(found: &[V], file: &str, place: impl Fn(&V) -> &str) -> Option<V> {
    let here = found.iter().find(|one| place(one) == file);
    here.or(found.first()).copied()
}

fn put<K: Ord, V>(map: &mut Declarations<K, V>, key: K, value: V, plain: bool) {
    let list = map.entry(key).or_default();
    let place = if plain { 0 } else { list.len() };
    list.insert(place, value);
}

impl<'a> Declared<'a> {
    pub(super) fn file(self) -> &'a str {
        match self {
            Self::Interface(one) => &one.at.file,
            Self::Type(one) => &one.at.file,
        }
    }

    /// What a type is declared with, when that is another type.
    pub(super) fn target(self) -> Option<&'a str> {
        match self {
            Self::Type(one) => one.target.as_deref(),
            Self::Interface(_) => None,
        }
    }

    pub(super) fn is_alias(self) -> bool {
        matches!(self, Self::Type(one) if one.kind == TypeKind::Alias)
    }
}
