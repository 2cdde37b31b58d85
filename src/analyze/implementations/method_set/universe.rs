//! Every Go package of the repository with its declarations, and what a name means in a file.
//!
//! Vendored code is left out: its types are those of other repositories.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use super::{canonical, known};
use crate::{
    analyze::packages::folder,
    model::{Evidence, FileFacts, Function, Import, Interface, Package, TypeDecl, TypeKind},
};

/// A package by its number.
pub(super) type PackageId = usize;
/// A declared type: package and name.
pub(super) type TypeId<'a> = (PackageId, &'a str);

pub(super) struct Universe<'a> {
    packages: Vec<GoPackage<'a>>,
    by_path: BTreeMap<&'a str, PackageId>,
    files: BTreeMap<&'a str, Scope<'a>>,
    signatures: RefCell<Signatures<'a>>,
}

/// Canonical signatures by file and text.
type Signatures<'a> = BTreeMap<(&'a str, &'a str), Option<Rc<str>>>;

/// One package: a folder and the name in its files.
struct GoPackage<'a> {
    name: &'a str,
    /// What its types are compared by.
    identity: String,
    declared: BTreeMap<&'a str, Declared<'a>>,
    methods: BTreeMap<&'a str, Vec<&'a Function>>,
}

impl GoPackage<'_> {
    /// A method whose receiver is an alias is one of the type it stands for.
    fn give_methods_of_aliases(&mut self) {
        for (name, declared) in &self.declared {
            let Some(target) = declared.alias_target() else { continue };
            let Some((target, _)) = self.declared.get_key_value(target) else { continue };
            if let Some(methods) = self.methods.remove(name) {
                self.methods.entry(target).or_default().extend(methods);
            }
        }
    }
}

/// A declaration of a type.
#[derive(Clone, Copy, Debug)]
pub(super) enum Declared<'a> {
    Interface(&'a Interface),
    Type(&'a TypeDecl),
}

impl<'a> Declared<'a> {
    pub(super) fn at(self) -> &'a Evidence {
        match self {
            Self::Interface(one) => &one.at,
            Self::Type(one) => &one.at,
        }
    }

    fn is_test(self) -> bool {
        match self {
            Self::Interface(one) => one.test,
            Self::Type(one) => one.test,
        }
    }

    /// The type that an alias stands for, as written.
    pub(super) fn alias_target(self) -> Option<&'a str> {
        match self {
            Self::Type(one) if one.kind == TypeKind::Alias => one.target.as_deref(),
            _ => None,
        }
    }
}

/// A method with its signature as written in a file; in canonical form when there is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Method<'a> {
    pub(super) key: Key<'a>,
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

/// A name; unexported names of two packages are two names.
pub(super) type Key<'a> = (Option<PackageId>, &'a str);

/// How a file calls packages.
struct Scope<'a> {
    package: PackageId,
    imports: BTreeMap<&'a str, &'a str>,
    /// Import paths whose names need no qualifier.
    dots: Vec<&'a str>,
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Meaning<'a> {
    Declared(TypeId<'a>),
    /// Import path, empty for a built-in name.
    External(&'a str, &'a str),
    Unknown,
}

impl<'a> Universe<'a> {
    pub(super) fn of(facts: &'a [FileFacts], packages: &'a [Package]) -> Self {
        let mut universe = Self {
            packages: Vec::new(),
            by_path: BTreeMap::new(),
            files: BTreeMap::new(),
            signatures: RefCell::new(BTreeMap::new()),
        };
        let numbers = universe.add_packages(packages);
        let number = |file: &FileFacts| {
            let name = file.package.as_deref()?;
            numbers.get(&(folder(&file.file.path), name)).copied()
        };
        let files = facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored);
        for (file, package) in files.filter_map(|file| Some((file, number(file)?))) {
            let scope = universe.scope(file, package);
            universe.files.insert(&file.file.path, scope);
            universe.add_declarations(file, package);
            universe.add_methods(file, package);
        }
        universe.packages.iter_mut().for_each(GoPackage::give_methods_of_aliases);
        universe
    }

    fn add_packages(&mut self, packages: &'a [Package]) -> BTreeMap<(&'a str, &'a str), PackageId> {
        let mut numbers = BTreeMap::new();
        for package in packages.iter().filter(|package| package.at.language == "go") {
            let number = self.packages.len();
            let importable = !package.external_test && !package.is_main;
            // Two packages of one folder, or of modules without a name, are not one.
            let identity = if importable && !package.import_path.is_empty() {
                self.by_path.entry(&package.import_path).or_insert(number);
                package.import_path.clone()
            } else {
                format!("{}#{}", package.dir, package.name)
            };
            let (declared, methods) = (BTreeMap::new(), BTreeMap::new());
            let name = package.name.as_str();
            self.packages.push(GoPackage { name, identity, declared, methods });
            numbers.insert((package.dir.as_str(), package.name.as_str()), number);
        }
        numbers
    }

    fn scope(&self, file: &'a FileFacts, package: PackageId) -> Scope<'a> {
        let mut scope = Scope { package, imports: BTreeMap::new(), dots: Vec::new() };
        let (sure, guessed): (Vec<_>, Vec<_>) = file
            .imports
            .iter()
            .partition(|one| one.alias.is_some() || self.by_path.contains_key(one.path.as_str()));
        for import in sure {
            match self.local_name(import) {
                Some("_") | None => {}
                Some(".") => scope.dots.push(&import.path),
                Some(name) => {
                    scope.imports.insert(name, &import.path);
                }
            }
        }
        for import in guessed {
            for name in likely_names(&import.path) {
                scope.imports.entry(name).or_insert(&import.path);
            }
        }
        scope
    }

    fn local_name(&self, import: &'a Import) -> Option<&'a str> {
        let named = || {
            let package = self.by_path.get(import.path.as_str())?;
            self.packages.get(*package).map(|package| package.name)
        };
        import.alias.as_deref().or_else(named)
    }

    fn add_declarations(&mut self, file: &'a FileFacts, package: PackageId) {
        let Some(package) = self.packages.get_mut(package) else { return };
        let interfaces = file.interfaces.iter().filter(|one| one.in_func.is_none());
        let interfaces = interfaces.map(|one| (one.name.as_str(), Declared::Interface(one)));
        let types = file.types.iter().filter(|one| one.in_func.is_none());
        let types = types.map(|one| (one.name.as_str(), Declared::Type(one)));
        for (name, declared) in interfaces.chain(types) {
            // Platforms may each have their own; code that ships decides, then the order of paths.
            let first = package.declared.entry(name).or_insert(declared);
            if first.is_test() && !declared.is_test() {
                *first = declared;
            }
        }
    }

    fn add_methods(&mut self, file: &'a FileFacts, package: PackageId) {
        let Some(package) = self.packages.get_mut(package) else { return };
        for function in file.functions.iter().filter(|function| function.in_func.is_none()) {
            if let Some(receiver) = function.receiver.as_deref() {
                package.methods.entry(receiver).or_default().push(function);
            }
        }
    }

    /// Every declared type.
    pub(super) fn types(&self) -> impl Iterator<Item = (TypeId<'a>, Declared<'a>)> + '_ {
        self.packages.iter().enumerate().flat_map(|(number, package)| {
            package.declared.iter().map(move |(name, declared)| ((number, *name), *declared))
        })
    }

    pub(super) fn declared(&self, (package, name): TypeId<'a>) -> Option<Declared<'a>> {
        self.packages.get(package)?.declared.get(name).copied()
    }

    pub(super) fn package_name(&self, package: PackageId) -> &'a str {
        self.packages.get(package).map_or("", |package| package.name)
    }

    /// Methods declared on a type; those that only tests add to a type that ships are none of its.
    pub(super) fn methods(
        &self,
        (package, name): TypeId<'a>,
    ) -> impl Iterator<Item = Method<'a>> + '_ {
        let with_tests = self.declared((package, name)).is_some_and(Declared::is_test);
        let found = self.packages.get(package).and_then(|package| package.methods.get(name));
        let found = found.into_iter().flatten().copied();
        found.filter(move |function| with_tests || !function.test).map(move |function| Method {
            key: key(package, &function.name),
            file: &function.at.file,
            text: &function.signature,
        })
    }

    /// What a type expression without its brackets and stars names in a file.
    pub(super) fn meaning(&self, file: &'a str, expression: &'a str) -> Meaning<'a> {
        match expression.split_once('.') {
            Some((qualifier, name)) => self.look_up(file, qualifier.trim(), name.trim()),
            None => self.look_up(file, "", expression.trim()),
        }
    }

    fn look_up<'n>(&self, file: &str, qualifier: &str, name: &'n str) -> Meaning<'n>
    where
        'a: 'n,
    {
        let Some(scope) = self.files.get(file) else { return Meaning::Unknown };
        if !qualifier.is_empty() {
            let Some(path) = scope.imports.get(qualifier) else { return Meaning::Unknown };
            return self.imported(path, name).unwrap_or(Meaning::External(path, name));
        }
        if self.declared_name(scope.package, name).is_some() {
            return Meaning::Declared((scope.package, name));
        }
        let dots = scope.dots.iter().filter_map(|path| self.imported(path, name));
        let built_in = || known::built_in(name).map(|_| Meaning::External("", name));
        dots.into_iter().next().or_else(built_in).unwrap_or(Meaning::Unknown)
    }

    fn imported<'n>(&self, path: &str, name: &'n str) -> Option<Meaning<'n>> {
        let package = *self.by_path.get(path)?;
        self.declared_name(package, name).map(|_| Meaning::Declared((package, name)))
    }

    fn declared_name(&self, package: PackageId, name: &str) -> Option<Declared<'a>> {
        self.packages.get(package)?.declared.get(name).copied()
    }

    /// The signature of a method in canonical form.
    pub(super) fn canonical(&self, method: Method<'a>) -> Option<Rc<str>> {
        if method.file.is_empty() {
            return Some(Rc::from(method.text));
        }
        let place = (method.file, method.text);
        if let Some(known) = self.signatures.borrow().get(&place) {
            return known.clone();
        }
        let names = |qualifier: &str, name: &str| self.spelling(method.file, qualifier, name, 0);
        let found = canonical::signature(method.text, &names).map(Rc::from);
        self.signatures.borrow_mut().insert(place, found.clone());
        found
    }

    /// The one spelling of a name in a file; an alias is what it stands for.
    fn spelling(&self, file: &str, qualifier: &str, name: &str, depth: u32) -> Option<String> {
        let id = match self.look_up(file, qualifier, name) {
            Meaning::Declared(id) => id,
            Meaning::External("", name) => return known::built_in(name).map(str::to_owned),
            Meaning::External("C", _) | Meaning::Unknown => return None,
            Meaning::External(path, name) => return Some(known::external(path, name)),
        };
        let declared = self.declared_name(id.0, id.1)?;
        match declared {
            Declared::Interface(one) if one.alias => {
                let is_any = one.methods.is_empty() && one.embeds.is_empty();
                return (is_any && one.type_set.is_empty()).then(|| "any".to_owned());
            }
            Declared::Type(one) if one.kind == TypeKind::Alias => {
                let names = |qualifier: &str, name: &str| {
                    // Aliases cannot go in circles; broken code can.
                    (depth < MOST_ALIASES)
                        .then(|| self.spelling(&one.at.file, qualifier, name, depth + 1))?
                };
                return canonical::type_of(one.target.as_deref()?, &names);
            }
            _ => {}
        }
        self.packages.get(id.0).map(|package| format!("{}.{}", package.identity, id.1))
    }
}

const MOST_ALIASES: u32 = 16;

/// A name as the method sets of `package` know it.
pub(super) fn key(package: PackageId, name: &str) -> Key<'_> {
    let exported = name.starts_with(char::is_uppercase);
    ((!exported).then_some(package), name)
}

/// Names that a package outside the repository may have: the last part of its path that is no version, and
/// that without `go-`, `-go` and `.v3`.
fn likely_names(path: &str) -> Vec<&str> {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let last = path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path);
    let plain = last.split_once(".v").map_or(last, |(name, _)| name);
    let plain = plain.strip_prefix("go-").unwrap_or(plain);
    let plain = plain.strip_suffix("-go").or_else(|| plain.strip_suffix(".go")).unwrap_or(plain);
    vec![last, plain, plain.rsplit(['-', '.']).next().unwrap_or(plain)]
}
