//! What the files of a unit say about its layer, each sign with its first place.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    tables::{CLIENTS, HANDLERS, ROLES, STD, VALUES},
    unit::{Names, Unit},
};
use crate::model::{Evidence, FileFacts, Function, Import, ImportClass, Layer, Proof, Role};

/// Counts and signs of one unit, from files that ship.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) files: u32,
    pub(super) test_files: u32,
    pub(super) interfaces: u32,
    pub(super) types: u32,
    pub(super) functions: u32,
    /// Functions that wait for something: they take a context or are `async`.
    pub(super) waiting: u32,
    /// Files that a generator wrote.
    pub(super) generated: u32,
    /// Imports nothing outside the repository but value libraries.
    pub(super) is_self_contained: bool,
    pub(super) by_kind: BTreeMap<(Layer, &'static str), Sign>,
}

/// One kind of sign.
#[derive(Debug)]
pub(super) struct Sign {
    /// Points when it stands in many of the files.
    pub(super) points: u32,
    /// Files that show it.
    pub(super) files: u32,
    /// Counts whole in one file already: it says what the unit is for.
    pub(super) is_whole: bool,
    pub(super) at: Evidence,
    pub(super) text: String,
}

/// What one file shows; the same kind of sign counts once per file.
type Shown<'a> = BTreeMap<(Layer, &'static str), (u32, bool, &'a Evidence, String)>;

/// The signs of a unit.
pub(super) fn of(unit: &Unit<'_>, names: &Names<'_>) -> Signs {
    let mut signs = Signs { is_self_contained: true, ..Signs::default() };
    for file in &unit.files {
        if file.file.test || unit.only_tests {
            signs.test_files += 1;
        } else {
            signs.add(file, names);
        }
    }
    signs
}

impl Signs {
    fn add(&mut self, file: &FileFacts, names: &Names<'_>) {
        self.count(file);
        if file.file.generated {
            // A generated double imports its mock library; that says nothing of the unit.
            return;
        }
        self.is_self_contained &= file.imports.iter().all(is_value);
        let mut shown = Shown::new();
        imports(file, names, &mut shown);
        declarations(file, &mut shown);
        clients(file, names, &mut shown);
        ports(file, names, &mut shown);
        for (kind, (points, is_whole, at, text)) in shown {
            let sign = self.by_kind.entry(kind).or_insert_with(|| Sign {
                points,
                files: 0,
                is_whole,
                at: at.clone(),
                text,
            });
            sign.files += 1;
            sign.points = sign.points.max(points);
        }
    }

    fn count(&mut self, file: &FileFacts) {
        self.files += 1;
        self.interfaces +=
            number(file.interfaces.iter().filter(|one| one.in_func.is_none()).count());
        self.types += number(file.types.iter().filter(|one| one.in_func.is_none()).count());
        // What a trait asks for is no function of its own.
        let asked = |one: &&Function| one.trait_name.is_some() && one.trait_name == one.receiver;
        let functions = || file.functions.iter().filter(|one| !one.test && !asked(one));
        self.functions += number(functions().count());
        let waits = |signature: &str| {
            signature.contains("context.Context") || signature.contains("async fn")
        };
        self.waiting += number(functions().filter(|one| waits(&one.signature)).count());
        self.generated += u32::from(file.file.generated);
    }
}

/// Whether an import needs nothing but this repository, the standard library and values.
fn is_value(import: &Import) -> bool {
    import.class != ImportClass::External || VALUES.iter().any(|word| import.path.contains(word))
}

fn imports<'a>(file: &'a FileFacts, names: &Names<'_>, shown: &mut Shown<'a>) {
    for import in &file.imports {
        let known = match import.class {
            ImportClass::Std => STD
                .iter()
                .find(|(path, ..)| *path == import.path)
                .map(|(_, layer, points, what)| (layer, points, what)),
            ImportClass::External => {
                let role = role(&import.path, names);
                let known = ROLES.iter().find(|(known, ..)| *known == role);
                known.map(|(_, layer, points, what)| (layer, points, what))
            }
            ImportClass::Intra | ImportClass::Cgo => None,
        };
        // Rust keeps unit tests inside the files that ship; what they import says nothing.
        let told =
            known.filter(|(layer, ..)| **layer != Layer::Test || file.file.language != "rust");
        if let Some((layer, points, what)) = told {
            let text = format!("imports {what} (`{}`)", import.path);
            let sign = (*points, false, &import.at, text);
            let kept = shown.entry((*layer, *what)).or_insert_with(|| sign.clone());
            if kept.0 < sign.0 {
                *kept = sign;
            }
        }
    }
}

fn declarations<'a>(file: &'a FileFacts, shown: &mut Shown<'a>) {
    if let Some(route) = file.routes.calls.first() {
        let text = "registers routes".to_owned();
        shown.insert((Layer::Transport, "routes"), (7, true, &route.at, text));
    }
    let served = file.types.iter().find_map(|one| {
        let is_stub = |name: &str| name.starts_with("Unimplemented") && name.ends_with("Server");
        let stub = one.members.iter().find(|member| member.embedded && is_stub(&member.name));
        stub.map(|stub| (one, &stub.name))
    });
    if let Some((one, stub)) = served {
        let text = format!("`{}` serves remote calls (`{stub}`)", one.name);
        shown.insert((Layer::Transport, "remote calls"), (7, true, &one.at, text));
    }
    let handles = |signature: &str| HANDLERS.iter().any(|handler| signature.contains(handler));
    if let Some(function) = file.functions.iter().find(|one| handles(&one.signature)) {
        let text = format!("handles requests (`{}`)", function.name);
        shown.insert((Layer::Transport, "handlers"), (6, false, &function.at, text));
    }
    if let Some(setting) = file.configuration.iter().find(|one| one.kind != "flag") {
        let text = format!("reads settings (`{}`)", setting.key);
        shown.insert((Layer::Platform, "settings"), (2, false, &setting.at, text));
    }
    let asserts = file.implementations.iter().find(|claim| {
        claim.evidence == Proof::Assert && is_of_repository(file, &claim.interface.qualifier)
    });
    if let Some(claim) = asserts {
        let text =
            format!("`{}` asserts that it is a `{}`", claim.type_ref.name, claim.interface.name);
        shown.insert((Layer::Adapter, "asserts"), (2, false, &claim.at, text));
    }
}

/// A type of the file keeps types of a package that leads to an outside system, or a function takes or
/// gives one.
fn clients<'a>(file: &'a FileFacts, names: &Names<'_>, shown: &mut Shown<'a>) {
    let outside = outside_packages(file, names);
    let found = |text: &str| -> Option<String> {
        let client = CLIENTS.iter().find(|client| text.contains(**client));
        let named = || {
            let is_named = |(local, _): &&(&str, &str)| is_named(text, local, &file.file.language);
            outside.iter().find(is_named).map(|(_, path)| (*path).to_owned())
        };
        client.map(|client| (*client).to_owned()).or_else(named)
    };
    let members = file.types.iter().filter(|one| !one.test).flat_map(|one| {
        one.members.iter().map(move |member| (&one.at, &one.name, member.type_name.as_str()))
    });
    let functions = file.functions.iter().filter(|one| !one.test);
    let signatures = functions.map(|one| (&one.at, &one.name, one.signature.as_str()));
    let first = members
        .chain(signatures)
        .find_map(|(at, name, text)| found(text).map(|what| (at, name, what)));
    if let Some((at, name, what)) = first {
        let text = format!("`{name}` works with types of `{what}`");
        shown.insert((Layer::Adapter, "client"), (4, false, at, text));
    }
}

/// Packages that lead to outside systems, as (name in the file, path).
fn outside_packages<'a>(file: &'a FileFacts, names: &Names<'_>) -> BTreeSet<(&'a str, &'a str)> {
    let leads_out = |import: &&Import| match import.class {
        ImportClass::Std => import.path == "database/sql",
        ImportClass::External => {
            let role = role(&import.path, names);
            ROLES.iter().any(|(known, layer, ..)| *known == role && *layer == Layer::Adapter)
        }
        _ => false,
    };
    let imports = file.imports.iter().filter(leads_out);
    imports.map(|import| (local_name(import), import.path.as_str())).collect()
}

/// A struct that keeps interfaces of the repository coordinates what stands behind them.
fn ports<'a>(file: &'a FileFacts, names: &Names<'_>, shown: &mut Shown<'a>) {
    let members = file
        .types
        .iter()
        .filter(|one| !one.test)
        .flat_map(|one| one.members.iter().map(move |member| (one, member.type_name.as_str())));
    let port = members
        .into_iter()
        .find_map(|(one, text)| is_port(file, text, names).then_some((one, text)));
    if let Some((one, text)) = port {
        // A unit that keeps an interface to itself hides a detail of its own.
        let own = !text.contains('.') && text.starts_with(char::is_lowercase);
        let points = if own { 2 } else { 5 };
        let text = format!("`{}` works through an interface (`{text}`)", one.name);
        shown.insert((Layer::Application, "ports"), (points, !own, &one.at, text));
    }
}

fn is_port(file: &FileFacts, text: &str, names: &Names<'_>) -> bool {
    if file.file.language == "rust" {
        let dynamic = text.split_once("dyn ").map(|(_, rest)| rest);
        let name = dynamic.map(|rest| rest.split([' ', '>', '+', '<', ')']).next().unwrap_or(rest));
        return name.is_some_and(|name| {
            names.interfaces.contains(&("", name.rsplit("::").next().unwrap_or(name)))
        });
    }
    let Some((qualifier, name)) = text.split_once('.') else {
        let own = crate::analyze::packages::folder(&file.file.path);
        return names.interfaces.contains(&(own, text));
    };
    let mut intra = file.imports.iter().filter(|import| import.class == ImportClass::Intra);
    let folder = intra
        .find(|import| local_name(import) == qualifier)
        .and_then(|import| names.folders.get(import.path.as_str()));
    folder.is_some_and(|folder| names.interfaces.contains(&(folder, name)))
}

/// The name under which the code of a file knows what it imports. Go's last segment may be a version.
fn local_name(import: &Import) -> &str {
    let last = |path| str::rsplit(path, ['/', ':']).find(|part| !is_version(part));
    import.alias.as_deref().or_else(|| last(import.path.as_str())).unwrap_or(&import.path)
}

fn is_version(part: &str) -> bool {
    part.is_empty()
        || part
            .strip_prefix('v')
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a type's text names something of a package (`pgx.Conn`), or in Rust the imported type itself.
fn is_named(text: &str, local: &str, language: &str) -> bool {
    text.match_indices(local).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + local.len()..).and_then(|after| after.chars().next());
        let is_word = |found: Option<char>| found.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !is_word(before) && if language == "go" { after == Some('.') } else { !is_word(after) }
    })
}

/// The role of the dependency that holds an imported path.
fn role(path: &str, names: &Names<'_>) -> Role {
    let mut path = path.trim_start_matches("::").replace('-', "_");
    loop {
        if let Some(role) = names.roles.get(&path) {
            return *role;
        }
        let Some(end) = path.rfind(['/', ':']) else { return Role::Unknown };
        path.truncate(end);
    }
}

/// Whether a qualifier of the file names a package of the repository.
fn is_of_repository(file: &FileFacts, qualifier: &str) -> bool {
    let mut imports = file.imports.iter().filter(|import| import.class == ImportClass::Intra);
    !qualifier.is_empty() && imports.any(|import| local_name(import) == qualifier)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
