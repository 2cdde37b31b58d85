//! Which libraries a file uses, for patterns that hold only under an import: the property `import` lists
//! path prefixes, and a capture `….library` must be a name that comes from one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::{captures::Match, names};
use crate::{language::Asked, model::Import};

/// The libraries of a file that the patterns of a query ask for.
#[derive(Debug)]
pub(super) struct Libraries<'a> {
    imports: &'a [Import],
    text: &'a str,
    /// Patterns that may match: those whose library the file uses, and those that ask for none.
    patterns: BTreeSet<usize>,
    /// Whether the file uses any library that is asked for.
    any: bool,
}

impl<'a> Libraries<'a> {
    /// The patterns of a query that a file with these imports may match, of those that `allowed` names.
    pub(super) fn of(
        (query, allowed): (&Asked, &[bool]),
        imports: &'a [Import],
        text: &'a str,
    ) -> Self {
        let mut libraries = Self { imports, text, patterns: BTreeSet::new(), any: false };
        let mut known: BTreeMap<&str, bool> = BTreeMap::new();
        let allowed = allowed.iter().enumerate().filter(|(_, allowed)| **allowed);
        for pattern in allowed.map(|(pattern, _)| pattern) {
            let settings = query.properties(pattern).iter();
            let asked = settings.filter(|(key, _)| key == "import");
            let asked: Vec<&str> = asked.flat_map(|(_, value)| value.split_whitespace()).collect();
            let uses = |prefix: &&str| libraries.uses(prefix);
            // Code may call a method of what another package made, without an import of its own.
            let used = query
                .property(pattern, "text")
                .is_some_and(|words| words.split_whitespace().any(|word| text.contains(word)))
                || asked.iter().any(|prefix| *known.entry(prefix).or_insert_with(|| uses(prefix)));
            libraries.any |= used;
            if used || asked.is_empty() {
                libraries.patterns.insert(pattern);
            }
        }
        libraries
    }

    /// Whether the file uses any library that the patterns ask for.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Whether a match counts: its library is there, and the name it goes through belongs to it.
    pub(super) fn allow(&self, found: &Match<'_, '_>) -> bool {
        if !self.patterns.contains(&found.pattern) {
            return false;
        }
        let prefixes: Vec<&str> =
            found.property("import").unwrap_or_default().split_whitespace().collect();
        found.node("library").is_none_or(|node| {
            let name = super::syntax::text_of(node, self.text);
            prefixes.iter().any(|prefix| self.gives(name, prefix))
        })
    }

    /// Whether the file imports `prefix` or something below it, or names it by its whole path.
    fn uses(&self, prefix: &str) -> bool {
        self.imports.iter().any(|import| is_below(&import.path, prefix))
            || self.text.contains(&format!("{prefix}::"))
    }

    /// Whether `name` is what an import below `prefix` is called here.
    fn gives(&self, name: &str, prefix: &str) -> bool {
        let first = name.split("::").next().unwrap_or(name);
        let mut named = self.imports.iter().filter(|import| local_name(import) == first).peekable();
        if named.peek().is_some() {
            return named.any(|import| is_below(&import.path, prefix));
        }
        let glob = |import: &Import| import.path.ends_with("::*") && is_below(&import.path, prefix);
        is_below(name, prefix) || self.imports.iter().any(glob)
    }
}

/// Whether `path` is `prefix` or lies below it (`a/b/v2`, `a::b`).
fn is_below(path: &str, prefix: &str) -> bool {
    let rest = path.strip_prefix(prefix);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']) || is_version(rest))
}

/// `.v1` of `gopkg.in/x/y.v1`.
fn is_version(rest: &str) -> bool {
    let digits = rest.strip_prefix(".v").unwrap_or_default();
    digits.starts_with(|letter: char| letter.is_ascii_digit())
}

/// The name that the file uses for an import.
pub(super) fn local_name(import: &Import) -> &str {
    if let Some(alias) = &import.alias {
        return alias;
    }
    if import.path.contains("::") || !import.path.contains(['/', '.']) {
        return import.path.rsplit("::").next().unwrap_or(&import.path);
    }
    let is_major = |part: &&str| {
        part.strip_prefix('v')
            .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
    };
    let path = names::unquoted(&import.path);
    let last = path.rsplit('/').find(|part| !is_major(part)).unwrap_or(path);
    let last = last.split(".v").next().unwrap_or(last);
    let last = last.strip_prefix("go-").unwrap_or(last);
    [".go", "-go"].iter().find_map(|end| last.strip_suffix(end)).unwrap_or(last)
}
