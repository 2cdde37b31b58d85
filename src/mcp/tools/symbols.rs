//! Answers about names of code: where they are declared, what belongs to a module.

use std::{collections::BTreeMap, sync::Arc};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    code::cite,
    input::{ModuleInput, SymbolInput, SymbolKind},
};
use crate::{
    mcp::{
        desk::Facts,
        page::{self, Listed, Nothing, Reason},
    },
    model::{Evidence, Package, RustModule},
};

/// A name of code with the place that declares it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::mcp) struct Symbol {
    /// Its name; of a method `Type.method`.
    name: String,
    /// What it is.
    kind: SymbolKind,
    /// File that declares it.
    file: Arc<str>,
    /// Line of the name.
    line: u32,
    /// Last line of the declaration.
    end_line: u32,
    /// Signature, or what kind of type it is.
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    /// Whether others may use it.
    exported: bool,
    /// Types that satisfy it, or interfaces that it satisfies, as `name path:line`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    implementations: Vec<String>,
    /// Where it is called from, as `path:line`: the first five.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    called_from: Vec<String>,
    /// How many calls of it are known.
    #[serde(skip_serializing_if = "is_zero")]
    calls: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Symbol {
    fn new(name: String, kind: SymbolKind, at: &Evidence) -> Self {
        Self {
            name,
            kind,
            file: Arc::clone(&at.file),
            line: at.line,
            end_line: at.end_line,
            detail: String::new(),
            exported: false,
            implementations: Vec::new(),
            called_from: Vec::new(),
            calls: 0,
        }
    }
}

/// Every name of the repository whose file is asked for, by place.
fn symbols(facts: &Facts, is_in: &dyn Fn(&str) -> bool) -> Vec<Symbol> {
    let analysis = &facts.analysis;
    let functions = analysis.functions.iter().filter(|one| !one.test && is_in(&one.at.file));
    let functions = functions.map(|one| {
        let owner = one.receiver.as_ref().map(|owner| format!("{owner}.")).unwrap_or_default();
        Symbol {
            detail: one.signature.to_string(),
            exported: one.exported,
            ..Symbol::new(format!("{owner}{}", one.name), SymbolKind::Function, &one.at)
        }
    });
    let types = analysis.types.iter().filter(|one| is_in(&one.at.file)).map(|one| Symbol {
        detail: format!("{:?}", one.kind).to_lowercase(),
        exported: one.exported,
        ..Symbol::new(one.name.to_string(), SymbolKind::Type, &one.at)
    });
    let interfaces = analysis.interfaces.iter().filter(|one| is_in(&one.at.file)).map(|one| {
        let methods: Vec<&str> = one.methods.iter().map(|method| method.name.as_str()).collect();
        Symbol {
            detail: methods.join(", "),
            exported: one.exported,
            ..Symbol::new(one.name.clone(), SymbolKind::Interface, &one.at)
        }
    });
    let tests = analysis.tests.iter().filter(|one| is_in(&one.at.file));
    let tests = tests.map(|one| Symbol::new(one.name.clone(), SymbolKind::Test, &one.at));
    let mut all: Vec<Symbol> = functions.chain(types).chain(interfaces).chain(tests).collect();
    all.sort_by(|a, b| (&a.file, a.line, &a.name).cmp(&(&b.file, b.line, &b.name)));
    all
}

/// The names that are asked for, the nearest first.
pub(super) fn find(facts: &Facts, input: &SymbolInput) -> Listed<Symbol> {
    let query = input.query.trim().replace("::", ".").to_lowercase();
    let mut found: Vec<(u8, Symbol)> = symbols(facts, &|_| true)
        .into_iter()
        .filter(|symbol| input.kind.is_none_or(|kind| kind == symbol.kind))
        .filter_map(|symbol| Some((nearness(&symbol.name, input.query.trim(), &query)?, symbol)))
        .collect();
    found.sort_by_key(|(near, _)| *near);
    let mut items: Vec<Symbol> = found.into_iter().map(|(_, symbol)| symbol).collect();
    relate(facts, &mut items);
    let zero = page::nothing(facts, "functions", "functions");
    let unread = match zero.reason {
        Reason::NotRead => format!("; {}", zero.text),
        _ => String::new(),
    };
    let text = format!(
        "{} functions, {} types, {} interfaces and {} tests are known, and no name of them contains `{}`{unread}",
        facts.analysis.functions.len(),
        facts.analysis.types.len(),
        facts.analysis.interfaces.len(),
        facts.analysis.tests.len(),
        input.query,
    );
    let reason = match zero.reason {
        Reason::NoneFound => Reason::NoMatch,
        other => other,
    };
    Listed { nothing: Some(Nothing { reason, text }), ..items.into() }
}

/// How near a name is to what is asked for: 0 is the same.
fn nearness(name: &str, asked: &str, query: &str) -> Option<u8> {
    let lower = name.to_lowercase();
    let last = name.rsplit('.').next().unwrap_or(name);
    let last_lower = last.to_lowercase();
    Some(match () {
        () if query.is_empty() => return None,
        () if name == asked || last == asked => 0,
        () if lower == query || last_lower == query => 1,
        () if last_lower.starts_with(query) => 2,
        () if lower.contains(query) => 3,
        () => return None,
    })
}

/// Adds who implements and who calls what.
fn relate(facts: &Facts, symbols: &mut [Symbol]) {
    let mut places: BTreeMap<(Arc<str>, u32), usize> = BTreeMap::new();
    for (number, symbol) in symbols.iter().enumerate() {
        places.insert((Arc::clone(&symbol.file), symbol.line), number);
    }
    let find = |file: &Option<Arc<str>>, line: u32| {
        places.get(&(Arc::clone(file.as_ref()?), line)).copied()
    };
    for one in &facts.analysis.implementations {
        let (kind, other) = (&one.type_ref, &one.interface);
        let told = |of: &crate::model::SymbolRef| {
            let at = of.file.as_ref().map(|file| format!(" {}", cite(file, of.line)));
            format!("{}{}", of.name, at.unwrap_or_default())
        };
        for (of, told) in [(kind, told(other)), (other, told(kind))] {
            let symbol = find(&of.file, of.line).and_then(|number| symbols.get_mut(number));
            if let Some(symbol) = symbol {
                symbol.implementations.push(told);
            }
        }
    }
    for call in &facts.analysis.calls {
        let symbol = find(&call.callee.file, call.callee.line);
        if let Some(symbol) = symbol.and_then(|number| symbols.get_mut(number)) {
            symbol.calls += 1;
            if symbol.called_from.len() < 5 {
                symbol.called_from.push(call.at.citation());
            }
        }
    }
}

/// A package or module.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(in crate::mcp) struct ModuleHead {
    /// What was found: `package`, `rust-module`, `file` or `folder`.
    what: String,
    /// Its package of a Go or Rust repository.
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<Package>,
    /// Its module of a Rust crate.
    #[serde(skip_serializing_if = "Option::is_none")]
    rust_module: Option<RustModule>,
    /// Folders of packages that import it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    imported_by: Vec<String>,
    /// Its files; the first hundred.
    files: Vec<Arc<str>>,
    /// Commits that changed its files; with several files those of the most changed one.
    commits: u32,
}

/// Files of a head.
const FILES: usize = 100;

/// What belongs to a module, and what the module is.
pub(super) fn module(facts: &Facts, input: &ModuleInput) -> (ModuleHead, Listed<Symbol>) {
    let path = input.path.trim().trim_start_matches("./").trim_end_matches('/');
    let asked = if path == "." { "" } else { path };
    let analysis = &facts.analysis;
    let package = analysis.packages.iter().find(|one| one.dir == asked || one.import_path == path);
    let rust = analysis.rust_modules.iter().find(|one| {
        let whole = format!("{}::{}", one.crate_name, one.module);
        one.module == path || whole == path || *one.at.file == *asked
    });
    let dir = package.map_or(asked, |package| package.dir.as_str());
    let of_module = rust.filter(|_| package.is_none()).map(|one| Arc::clone(&one.at.file));
    let is_in = |file: &str| match &of_module {
        Some(own) => file == &**own,
        None => file == dir || parent(file) == dir,
    };
    let files: Vec<Arc<str>> =
        analysis.files.iter().map(|one| &one.path).filter(|path| is_in(path)).cloned().collect();
    let churn = analysis.git.files.iter().filter(|one| is_in(&one.path));
    let importers = analysis.packages.iter().filter(|one| one.imports.iter().any(|to| to == dir));
    let what = match (package, rust) {
        (Some(_), _) => "package",
        (None, Some(_)) => "rust-module",
        (None, None) if files.iter().any(|file| **file == *asked) => "file",
        (None, None) => "folder",
    };
    let mut items = symbols(facts, &is_in);
    relate(facts, &mut items);
    let mut counts = BTreeMap::from([("files".to_owned(), files.len())]);
    for item in &items {
        let kind = format!("{:?}s", item.kind).to_lowercase();
        *counts.entry(kind).or_insert(0) += 1;
    }
    let nothing = no_module(facts, &input.path, files.is_empty());
    let head = ModuleHead {
        what: what.to_owned(),
        package: package.cloned(),
        rust_module: rust.filter(|_| package.is_none()).cloned(),
        imported_by: importers.map(|one| dotted(&one.dir)).collect(),
        files: files.into_iter().take(FILES).collect(),
        commits: churn.map(|one| one.commits).max().unwrap_or(0),
    };
    (head, Listed { counts, nothing: Some(nothing), ..items.into() })
}

fn dotted(dir: &str) -> String {
    if dir.is_empty() { ".".to_owned() } else { dir.to_owned() }
}

fn parent(file: &str) -> &str {
    file.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Why a module shows no names: it is not there, or nothing in it is read.
fn no_module(facts: &Facts, path: &str, is_missing: bool) -> Nothing {
    if !is_missing {
        let text = format!("the files of {path} declare nothing that is read as code");
        return Nothing { reason: Reason::NoneFound, text };
    }
    let last = path.rsplit(['/', ':']).next().unwrap_or(path).to_lowercase();
    let packages = facts.analysis.packages.iter().map(|one| dotted(&one.dir));
    let modules = facts.analysis.rust_modules.iter().map(|one| one.module.clone());
    let all: std::collections::BTreeSet<String> = packages.chain(modules).collect();
    let is_near = |name: &&String| !last.is_empty() && name.to_lowercase().contains(&last);
    let near: Vec<&str> = all.iter().filter(is_near).take(5).map(String::as_str).collect();
    let hint = match near.as_slice() {
        [] => format!("the repository has {} packages and modules", all.len()),
        near => format!("there is {}", near.join(", ")),
    };
    Nothing {
        reason: Reason::NoMatch,
        text: format!("there is no module or folder {path}; {hint}"),
    }
}
