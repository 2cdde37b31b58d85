//! Rust's impl blocks and derives: by name in the same file, then in the same crate where the name is
//! declared once, then in the crate of the repository that the file imports it from.

use super::index::{Index, Room};
use crate::model::{FileFacts, Implementation, Import, ImportClass, SymbolRef};

pub(super) fn resolve(file: &FileFacts, index: &Index) -> Vec<Implementation> {
    let resolved = file.implementations.iter().map(|claim| Implementation {
        type_ref: symbol(file, index, &claim.type_ref, false),
        interface: symbol(file, index, &claim.interface, true),
        ..claim.clone()
    });
    resolved.collect()
}

fn symbol(file: &FileFacts, index: &Index, symbol: &SymbolRef, is_trait: bool) -> SymbolRef {
    let own = Room::of_crate(file.file.module.as_deref().unwrap_or_default());
    let place = match origin(file, symbol) {
        Origin::Outside => None,
        Origin::Crate(name) => index.only(Room::of_crate(&name), &symbol.name, is_trait),
        Origin::Unsaid => {
            let here = index.only(Room::file(&file.file.path), &symbol.name, is_trait);
            here.or_else(|| index.only(own, &symbol.name, is_trait))
        }
    };
    place.map_or_else(|| symbol.clone(), |place| place.put(symbol))
}

/// Where a name comes from, as far as its path or an import says.
enum Origin {
    /// A crate outside the repository.
    Outside,
    /// Another crate of the repository, by the name of its package.
    Crate(String),
    /// This crate, or nothing says.
    Unsaid,
}

fn origin(file: &FileFacts, symbol: &SymbolRef) -> Origin {
    let first = |path: &str| {
        path.trim_start_matches("::").split("::").next().unwrap_or_default().to_owned()
    };
    let wanted = if symbol.qualifier.is_empty() {
        symbol.name.to_string()
    } else {
        first(&symbol.qualifier)
    };
    let import = file.imports.iter().find(|import| local_name(import) == wanted);
    let path = match (import, symbol.qualifier.is_empty()) {
        (Some(import), _) => return of_import(import, first(&import.path)),
        (None, true) => return Origin::Unsaid,
        (None, false) => wanted,
    };
    match path.as_str() {
        "std" | "core" | "alloc" => Origin::Outside,
        "crate" | "self" | "super" | "Self" => Origin::Unsaid,
        _ if declares(file, &path) => Origin::Unsaid,
        _ => Origin::Crate(path),
    }
}

/// Whether the file declares a module of that name.
fn declares(file: &FileFacts, module: &str) -> bool {
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    file.rust_modules.iter().any(|one| last(&one.module) == module)
}

fn of_import(import: &Import, first: String) -> Origin {
    match (import.class, first.as_str()) {
        (ImportClass::Intra, "crate" | "self" | "super" | "Self") => Origin::Unsaid,
        (ImportClass::Intra, _) => Origin::Crate(first),
        _ => Origin::Outside,
    }
}

fn local_name(import: &Import) -> &str {
    let last = import.path.rsplit("::").next().unwrap_or(&import.path);
    import.alias.as_deref().unwrap_or(last)
}
