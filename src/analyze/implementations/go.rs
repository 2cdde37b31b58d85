//! Go's assertions: a name means its own package's, a qualifier what the file imports under it.

use super::index::{Index, Place, Room};
use crate::{
    analyze::packages::folder,
    model::{FileFacts, Implementation, Import, Package, SymbolRef},
};

pub(super) fn resolve(
    file: &FileFacts,
    index: &Index,
    packages: &[Package],
) -> Vec<Implementation> {
    let scope = Scope { file, index, packages };
    file.implementations.iter().filter_map(|claim| scope.claim(claim)).collect()
}

struct Scope<'a> {
    file: &'a FileFacts,
    index: &'a Index,
    packages: &'a [Package],
}

/// Where a symbol is declared.
enum Found<'a> {
    Here(&'a Place),
    /// Outside the repository, or in code that was not read.
    Outside,
    /// In a package of the repository that declares no such name: the text was no type.
    Nowhere,
}

impl Scope<'_> {
    /// The claim with its places; `None` where the claimed type is none (`I = newThing(nil)`).
    fn claim(&self, claim: &Implementation) -> Option<Implementation> {
        let type_ref = match self.find(&claim.type_ref, false) {
            Found::Here(place) => place.put(&claim.type_ref),
            Found::Outside => claim.type_ref.clone(),
            Found::Nowhere => return None,
        };
        let interface = match self.find(&claim.interface, true) {
            Found::Here(place) => place.put(&claim.interface),
            Found::Outside | Found::Nowhere => claim.interface.clone(),
        };
        Some(Implementation { type_ref, interface, ..claim.clone() })
    }

    fn find(&self, symbol: &SymbolRef, interface: bool) -> Found<'_> {
        if symbol.qualifier.is_empty() {
            return self.find_unqualified(&symbol.name, interface);
        }
        let import =
            self.file.imports.iter().find(|import| self.is_called(import, &symbol.qualifier));
        let Some(package) = import.and_then(|import| self.package(&import.path)) else {
            return Found::Outside;
        };
        self.look(package, &symbol.name, interface).map_or(Found::Nowhere, Found::Here)
    }

    /// In the file's own package, then in what it imports with a dot.
    fn find_unqualified(&self, name: &str, interface: bool) -> Found<'_> {
        let own = self.file.package.as_deref().unwrap_or_default();
        let room = Room::package(folder(&self.file.file.path), own);
        if let Some(place) = self.index.first(room, name, interface) {
            return Found::Here(place);
        }
        let dots = self.file.imports.iter().filter(|import| import.alias.as_deref() == Some("."));
        for import in dots {
            let Some(package) = self.package(&import.path) else { return Found::Outside };
            if let Some(place) = self.look(package, name, interface) {
                return Found::Here(place);
            }
        }
        Found::Nowhere
    }

    fn look(&self, package: &Package, name: &str, interface: bool) -> Option<&Place> {
        self.index.first(Room::package(&package.dir, &package.name), name, interface)
    }

    /// The package that an import path names. A program or an external test cannot be imported.
    fn package(&self, path: &str) -> Option<&Package> {
        let mut packages = self.packages.iter().filter(|package| {
            package.import_path == path && !package.external_test && !package.is_main
        });
        packages.next()
    }

    /// Whether the file knows the import as `name`: by its alias, else by the package's own name, else
    /// by the last part of its path.
    fn is_called(&self, import: &Import, name: &str) -> bool {
        match (import.alias.as_deref(), self.package(&import.path)) {
            (Some(alias), _) => alias == name,
            (None, Some(package)) => package.name == name,
            (None, None) => last_name(&import.path) == name,
        }
    }
}

/// The last part of an import path that is no version.
fn last_name(path: &str) -> &str {
    let is_version = |part: &&str| {
        let digits = part.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path)
}
