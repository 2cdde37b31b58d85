//! Where a module declaration looks for files: rustc's rules.

use crate::{analyze::modules::join, model::RustModule};

/// Where the declarations at some place of a file look.
#[derive(Clone)]
pub(super) struct Place {
    /// Where `mod a;` finds `a.rs` or `a/mod.rs`.
    children: String,
    /// What a `path` attribute is relative to.
    attribute: String,
}

impl Place {
    /// `mod.rs`, crate roots and files named by a `path` attribute own their folder; `a.rs` owns `a/`.
    pub(super) fn of_file(path: &str, owns_folder: bool) -> Self {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let children = if owns_folder { Some(folder.clone()) } else { None };
        let stem = || path.strip_suffix(".rs").unwrap_or(path).to_owned();
        Self { children: children.unwrap_or_else(stem), attribute: folder }
    }

    /// Inside the inline module `name`; a `path` attribute on it names its folder.
    pub(super) fn inside(&self, name: &str, declaration: &RustModule) -> Self {
        let attribute = paths(declaration).next();
        let folder = match attribute {
            Some(path) => join(&self.attribute, path),
            None => join(&self.children, name),
        };
        // Outside the repository: `..` keeps everything below it outside.
        let folder = folder.unwrap_or_else(|| "..".to_owned());
        Self { children: folder.clone(), attribute: folder }
    }

    /// The files that may be the body of `mod name;`, and whether each owns its folder. The first two
    /// rules of rustc exclude each other; the ones under a condition do not.
    pub(super) fn candidates(&self, name: &str, declaration: &RustModule) -> Vec<(String, bool)> {
        let named = paths(declaration).filter_map(|path| join(&self.attribute, path));
        let mut candidates: Vec<_> = named.map(|path| (path, true)).collect();
        if declaration.path_attribute.is_none() {
            let file = join(&self.children, &format!("{name}.rs"));
            let folder = join(&self.children, &format!("{name}/mod.rs"));
            candidates.extend(file.map(|path| (path, false)));
            candidates.extend(folder.map(|path| (path, true)));
        }
        candidates
    }
}

/// What the `path` attributes of a declaration say, the unconditional one first.
fn paths(declaration: &RustModule) -> impl Iterator<Item = &str> {
    declaration.path_attribute.iter().chain(&declaration.path_alternatives).map(String::as_str)
}
