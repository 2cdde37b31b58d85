//! Every Go package of the repository with its declarations, and what a name means in a file.
//!
//! Vendored code is left out: its types are those of other repositories. How a name is spelled for comparing
//! is `spelling`'s.

use std::{cell::RefCell, collections::BTreeMap};

use super::{
    known::{self, Std},
    spelling::{Arguments, NO_ARGUMENTS, Spellings},
    worlds::{self, Mask, Worlds},
};
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
    pub(super) worlds: Worlds<'a>,
    pub(super) std: Std,
    pub(super) spellings: RefCell<Spellings<'a>>,
}

/// One package: a folder and the name in its files.
struct GoPackage<'a> {
    name: &'a str,
    /// What its types are compared by.
    identity: String,
    /// Declarations by name; platforms and tags may each have their own.
    declared: BTreeMap<&'a str, Vec<Variant<'a>>>,
    methods: BTreeMap<&'a str, Vec<(&'a Function, Mask)>>,
}

impl GoPackage<'_> {
    /// Code that ships stands first, then what linux/amd64 builds, then the order of paths.
    fn sort_variants(&mut self) {
        for variants in self.declared.values_mut() {
            variants.sort_by_key(|one| {
                (one.declared.is_test(), worlds::distance(one.mask), &one.declared.at().file)
            });
        }
    }

    /// A method whose receiver is an alias is one of the type it stands for.
    fn give_methods_of_aliases(&mut self) {
        for (name, variants) in &self.declared {
            let target = variants.first().and_then(|one| one.declared.alias_target());
            let Some(target) = target else { continue };
            let Some((target, _)) = self.declared.get_key_value(target) else { continue };
            if let Some(methods) = self.methods.remove(name) {
                self.methods.entry(target).or_default().extend(methods);
            }
        }
    }
}

/// A declaration of a type, and the worlds that read it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variant<'a> {
    pub(super) declared: Declared<'a>,
    pub(super) mask: Mask,
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

    pub(super) fn is_test(self) -> bool {
        match self {
            Self::Interface(one) => one.test,
            Self::Type(one) => one.test,
        }
    }

    pub(super) fn type_parameters(self) -> &'a [String] {
        match self {
            Self::Interface(one) => &one.type_parameters,
            Self::Type(one) => &one.type_parameters,
        }
    }

    /// The type that an alias stands for, as written.
    pub(super) fn alias_target(self) -> Option<&'a str> {
        match self {
            Self::Type(one) if one.kind == TypeKind::Alias => one.target.as_deref(),
            _ => None,
        }
    }

    /// Where the names of the declaration are looked up, its type parameters standing for `arguments`.
    pub(super) fn site(self, arguments: Arguments) -> Site<'a> {
        Site { file: &self.at().file, names: self.type_parameters(), arguments }
    }
}

/// Where a text stands: its file, and the type parameters around it with what they stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Site<'a> {
    pub(super) file: &'a str,
    pub(super) names: &'a [String],
    pub(super) arguments: Arguments,
}

/// A method with its signature as written at a site; in canonical form when the site has no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Method<'a> {
    pub(super) key: Key<'a>,
    pub(super) site: Site<'a>,
    pub(super) text: &'a str,
    /// The worlds that read it.
    pub(super) mask: Mask,
}

/// A name; unexported names of two packages are two names.
pub(super) type Key<'a> = (Option<PackageId>, &'a str);

/// What is looked at: some worlds, and perhaps the tests of one package.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    pub(super) mask: Mask,
    pub(super) tests_of: Option<PackageId>,
}

impl View {
    fn shows(self, test: bool, package: PackageId, mask: Mask) -> bool {
        (!test || self.tests_of == Some(package)) && mask & self.mask != 0
    }
}

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
        let files =
            || facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored);
        let mut universe = Self {
            packages: Vec::new(),
            by_path: BTreeMap::new(),
            files: BTreeMap::new(),
            worlds: Worlds::of(files()),
            std: Std::read(),
            spellings: RefCell::new(Spellings::default()),
        };
        let numbers = universe.add_packages(packages);
        let number = |file: &FileFacts| {
            let name = file.package.as_deref()?;
            numbers.get(&(folder(&file.file.path), name)).copied()
        };
        for (file, package) in files().filter_map(|file| Some((file, number(file)?))) {
            let scope = universe.scope(file, package);
            universe.files.insert(&file.file.path, scope);
            let mask = universe.worlds.of_file(file);
            if let Some(package) = universe.packages.get_mut(package) {
                package.add_declarations(file, mask);
                package.add_methods(file, mask);
            }
        }
        for package in &mut universe.packages {
            package.sort_variants();
            package.give_methods_of_aliases();
        }
        universe
    }

    fn add_packages(&mut self, packages: &'a [Package]) -> BTreeMap<(&'a str, &'a str), PackageId> {
        let mut numbers = BTreeMap::new();
        let mut programs = Vec::new();
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
            if package.is_main {
                programs.push((package.import_path.as_str(), number));
            }
            self.packages.push(GoPackage {
                name: &package.name,
                identity,
                declared: BTreeMap::new(),
                methods: BTreeMap::new(),
            });
            numbers.insert((package.dir.as_str(), package.name.as_str()), number);
        }
        // Only their own external tests import programs.
        for (path, number) in programs.into_iter().filter(|(path, _)| !path.is_empty()) {
            self.by_path.entry(path).or_insert(number);
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
        let guesses = guessed.iter().map(|import| (likely_names(&import.path), &import.path));
        let guesses: Vec<_> = guesses.collect();
        // The likeliest name of every import comes before the second one of any.
        for rank in 0..GUESSES {
            for (names, path) in &guesses {
                if let Some(name) = names.get(rank) {
                    scope.imports.entry(name).or_insert(path);
                }
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

    /// Every declaration of a type that stands for itself: what only other platforms read is left out where
    /// linux/amd64 has the same name.
    pub(super) fn types(&self) -> impl Iterator<Item = (TypeId<'a>, Variant<'a>)> + '_ {
        let names = self.packages.iter().enumerate().flat_map(|(number, package)| {
            package.declared.iter().map(move |(name, variants)| ((number, *name), variants))
        });
        names.flat_map(|(id, variants)| {
            let any = variants.iter().fold(0, |mask, one| mask | one.mask);
            let wanted = self.worlds.preferred(any);
            let shown = variants.iter().filter(move |one| one.mask & wanted != 0);
            shown.map(move |one| (id, *one))
        })
    }

    /// The declaration of a name that the view shows; else the first.
    pub(super) fn declared(
        &self,
        (package, name): (PackageId, &str),
        view: View,
    ) -> Option<Variant<'a>> {
        let variants = self.packages.get(package)?.declared.get(name)?;
        let shown =
            variants.iter().find(|one| view.shows(one.declared.is_test(), package, one.mask));
        shown.or_else(|| variants.first()).copied()
    }

    pub(super) fn package_name(&self, package: PackageId) -> &'a str {
        self.packages.get(package).map_or("", |package| package.name)
    }

    /// What types of the package are compared by.
    pub(super) fn identity(&self, package: PackageId) -> Option<&str> {
        self.packages.get(package).map(|package| package.identity.as_str())
    }

    /// Whether tests of the package add methods to types that ship.
    pub(super) fn has_test_methods(&self, package: PackageId) -> bool {
        self.packages.get(package).is_some_and(|package| {
            let ships = |name: &&str| {
                let variants = package.declared.get(*name);
                variants.is_some_and(|all| all.iter().any(|one| !one.declared.is_test()))
            };
            let tested = package.methods.iter().filter(|(name, _)| ships(name));
            tested.flat_map(|(_, methods)| methods).any(|(method, _)| method.test)
        })
    }

    /// Methods declared on a type, with its type parameters standing for `arguments`.
    pub(super) fn methods(
        &self,
        (package, name): TypeId<'a>,
        arguments: Arguments,
        view: View,
    ) -> impl Iterator<Item = Method<'a>> + '_ {
        let found = self.packages.get(package).and_then(|package| package.methods.get(name));
        let found = found.into_iter().flatten().copied();
        let shown = found.filter(move |(one, mask)| view.shows(one.test, package, *mask));
        shown.map(move |(one, mask)| Method {
            key: key(package, &one.name),
            site: Site { file: &one.at.file, names: &one.type_parameters, arguments },
            text: &one.signature,
            mask,
        })
    }

    /// What a name means in a file.
    pub(super) fn look_up<'n>(&self, file: &str, qualifier: &str, name: &'n str) -> Meaning<'n>
    where
        'a: 'n,
    {
        let Some(scope) = self.files.get(file) else { return Meaning::Unknown };
        if !qualifier.is_empty() {
            let Some(path) = scope.imports.get(qualifier) else { return Meaning::Unknown };
            return self.imported(path, name).unwrap_or(Meaning::External(path, name));
        }
        if self.declares(scope.package, name) {
            return Meaning::Declared((scope.package, name));
        }
        let mut dots = scope.dots.iter().filter_map(|path| {
            let known = || self.std.find(path, name).map(|_| Meaning::External(path, name));
            self.imported(path, name).or_else(known)
        });
        let built_in = || known::built_in(name).map(|_| Meaning::External("", name));
        dots.next().or_else(built_in).unwrap_or(Meaning::Unknown)
    }

    fn imported<'n>(&self, path: &str, name: &'n str) -> Option<Meaning<'n>> {
        let package = *self.by_path.get(path)?;
        self.declares(package, name).then_some(Meaning::Declared((package, name)))
    }

    fn declares(&self, package: PackageId, name: &str) -> bool {
        self.packages.get(package).is_some_and(|package| package.declared.contains_key(name))
    }
}

impl<'a> GoPackage<'a> {
    fn add_declarations(&mut self, file: &'a FileFacts, mask: Mask) {
        let interfaces = file.interfaces.iter().filter(|one| one.in_func.is_none());
        let interfaces = interfaces.map(|one| (one.name.as_str(), Declared::Interface(one)));
        let types = file.types.iter().filter(|one| one.in_func.is_none());
        let types = types.map(|one| (one.name.as_str(), Declared::Type(one)));
        for (name, declared) in interfaces.chain(types) {
            self.declared.entry(name).or_insert_with(one).push(Variant { declared, mask });
        }
    }

    fn add_methods(&mut self, file: &'a FileFacts, mask: Mask) {
        for function in file.functions.iter().filter(|function| function.in_func.is_none()) {
            if let Some(receiver) = function.receiver.as_deref() {
                self.methods.entry(receiver).or_insert_with(one).push((function, mask));
            }
        }
    }
}

/// A list for what mostly stands alone; the smallest one that grows by itself has room for four.
fn one<T>() -> Vec<T> {
    Vec::with_capacity(1)
}

/// A name as the method sets of `package` know it.
pub(super) fn key(package: PackageId, name: &str) -> Key<'_> {
    let exported = name.starts_with(char::is_uppercase);
    ((!exported).then_some(package), name)
}

/// A place outside the repository.
pub(super) const OUTSIDE: Site<'static> = Site { file: "", names: &[], arguments: NO_ARGUMENTS };

/// How many names [`likely_names`] gives.
const GUESSES: usize = 4;

/// Names that a package outside the repository may have, the likeliest first: the last part of its path that
/// is no version, that without `go-`, `-go` and `.v3`, and the last and the first word of it (`git-module`).
fn likely_names(path: &str) -> [&str; GUESSES] {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let last = path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path);
    let plain = last.split_once(".v").map_or(last, |(name, _)| name);
    let plain = plain.strip_prefix("go-").unwrap_or(plain);
    let plain = plain.strip_suffix("-go").or_else(|| plain.strip_suffix(".go")).unwrap_or(plain);
    let last_word = plain.rsplit(['-', '.']).next().unwrap_or(plain);
    let first_word = plain.split(['-', '.']).next().unwrap_or(plain);
    [last, plain, last_word, first_word]
}
