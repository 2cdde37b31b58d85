//! What the files of a package say about its layer.

use std::collections::BTreeMap;

use crate::{
    analyze::packages::folder,
    model::{FileFacts, Import, ImportClass, Layer, Package, Proof, Role},
};

/// What a dependency's role says of the package that imports it.
const ROLES: [(Role, Layer, u32); 13] = [
    (Role::WebFramework, Layer::Transport, 3),
    (Role::Rpc, Layer::Transport, 2),
    (Role::Cli, Layer::Transport, 3),
    (Role::ApiDocs, Layer::Transport, 2),
    (Role::SqlDriver, Layer::Adapter, 4),
    (Role::DocumentStore, Layer::Adapter, 4),
    (Role::Cache, Layer::Adapter, 4),
    (Role::Queue, Layer::Adapter, 4),
    (Role::Cloud, Layer::Adapter, 4),
    (Role::HttpClient, Layer::Adapter, 3),
    (Role::Migration, Layer::Adapter, 2),
    (Role::Configuration, Layer::Platform, 3),
    (Role::Testing, Layer::Test, 7),
];

/// What a package of a standard library says.
const STD: [(&str, Layer, u32); 9] = [
    ("database/sql", Layer::Adapter, 4),
    ("net/smtp", Layer::Adapter, 3),
    ("net/rpc", Layer::Transport, 2),
    ("net/http", Layer::Transport, 1),
    ("net/http/httptest", Layer::Test, 7),
    ("testing", Layer::Test, 7),
    ("log/slog", Layer::Platform, 1),
    ("os/signal", Layer::Platform, 1),
    ("flag", Layer::Transport, 1),
];

/// Types in a signature that only a request handler has.
const HANDLERS: [&str; 7] = [
    "http.ResponseWriter",
    "fiber.Ctx",
    "gin.Context",
    "echo.Context",
    "fasthttp.RequestCtx",
    "HttpRequest",
    "axum::",
];

/// Types that hold a connection to another system.
const CLIENTS: [&str; 4] =
    ["http.Client", "grpc.ClientConn", "reqwest::Client", "tonic::transport::Channel"];

/// Value libraries that a domain may use.
const VALUES: [&str; 7] = ["uuid", "decimal", "ulid", "chrono", "time", "serde", "thiserror"];

/// Counts and points of one package, from files that ship.
#[derive(Debug, Default)]
pub(super) struct Signals {
    pub(super) files: u32,
    pub(super) test_files: u32,
    pub(super) interfaces: u32,
    pub(super) types: u32,
    pub(super) functions: u32,
    /// Functions that wait for something: they take a context.
    pub(super) waiting: u32,
    /// Files that a generator wrote.
    pub(super) generated: u32,
    /// Imports nothing outside the repository but value libraries.
    pub(super) is_self_contained: bool,
    points: BTreeMap<Layer, u32>,
}

impl Signals {
    /// Points per layer from imports and declarations.
    pub(super) fn points(&self) -> BTreeMap<Layer, u32> {
        self.points.clone()
    }

    /// Raises the points of a layer; the same evidence in ten files is still one.
    fn raise(&mut self, layer: Layer, points: u32) {
        let now = self.points.entry(layer).or_default();
        *now = (*now).max(points);
    }

    fn add_file(&mut self, file: &FileFacts, roles: &BTreeMap<String, Role>) {
        self.files += 1;
        self.interfaces +=
            count(file.interfaces.iter().filter(|one| one.in_func.is_none()).count());
        self.types += count(file.types.iter().filter(|one| one.in_func.is_none()).count());
        self.functions += count(file.functions.len());
        let waits = file.functions.iter().filter(|one| one.signature.contains("context.Context"));
        self.waiting += count(waits.count());
        self.generated += u32::from(file.file.generated);
        // A generated double imports its mock library; that says nothing of the package.
        for import in file.imports.iter().filter(|_| !file.file.generated) {
            self.add_import(import, roles, &file.file.language);
        }
        let handles = file
            .functions
            .iter()
            .any(|one| HANDLERS.iter().any(|handler| one.signature.contains(handler)));
        if !file.routes.calls.is_empty() {
            self.raise(Layer::Transport, 6);
        } else if handles {
            self.raise(Layer::Transport, 5);
        }
        if has_client(file) {
            self.raise(Layer::Adapter, 4);
        }
        if file.configuration.iter().any(|one| one.kind != "flag") {
            self.raise(Layer::Platform, 2);
        }
        let serves = |claim: &crate::model::Implementation| {
            claim.evidence == Proof::Assert && is_of_repository(file, &claim.interface.qualifier)
        };
        if file.implementations.iter().any(serves) {
            self.raise(Layer::Adapter, 2);
        }
    }

    fn add_import(&mut self, import: &Import, roles: &BTreeMap<String, Role>, language: &str) {
        match import.class {
            ImportClass::Std => {
                let known = STD.iter().find(|(path, ..)| *path == import.path);
                if let Some((_, layer, points)) = known {
                    self.raise(*layer, *points);
                }
            }
            ImportClass::External => {
                let is_value = VALUES.iter().any(|word| import.path.contains(word));
                self.is_self_contained &= is_value;
                let role = role(&import.path, roles);
                let known = ROLES.iter().find(|(known, ..)| *known == role);
                // Rust keeps unit tests inside the files that ship; what they import says nothing.
                let told =
                    known.filter(|(_, layer, _)| *layer != Layer::Test || language != "rust");
                if let Some((_, layer, points)) = told {
                    self.raise(*layer, *points);
                }
            }
            ImportClass::Intra | ImportClass::Cgo => {}
        }
    }
}

/// The signals of each package, in the order of the packages.
pub(super) fn of(packages: &[Package], facts: &[FileFacts]) -> Vec<Signals> {
    let roles = facts
        .iter()
        .flat_map(|file| &file.dependencies)
        .map(|one| (one.name.replace('-', "_"), one.role))
        .collect();
    let new = || Signals { is_self_contained: true, ..Signals::default() };
    let mut signals: Vec<Signals> = packages.iter().map(|_| new()).collect();
    let places: BTreeMap<_, _> = packages
        .iter()
        .enumerate()
        .map(|(index, package)| ((package.dir.as_str(), package.name.as_str()), index))
        .collect();
    let crates: BTreeMap<_, _> = packages
        .iter()
        .enumerate()
        .map(|(index, package)| (package.name.as_str(), index))
        .collect();
    for file in facts {
        let index = match (&*file.file.language, &file.package) {
            ("go", Some(name)) => places.get(&(folder(&file.file.path), name.as_str())),
            ("rust", _) => file.file.module.as_deref().and_then(|name| crates.get(name)),
            _ => None,
        };
        let Some(signals) = index.and_then(|index| signals.get_mut(*index)) else { continue };
        if file.file.test {
            signals.test_files += 1;
        } else {
            signals.add_file(file, &roles);
        }
    }
    signals
}

/// Whether a type of the file keeps a client, or a function takes or gives one.
fn has_client(file: &FileFacts) -> bool {
    let is_client = |text: &str| CLIENTS.iter().any(|client| text.contains(client));
    let mut members = file.types.iter().flat_map(|one| &one.members);
    members.any(|member| is_client(&member.type_name))
        || file.functions.iter().any(|one| is_client(&one.signature))
}

/// The role of the dependency that holds an imported path.
fn role(path: &str, roles: &BTreeMap<String, Role>) -> Role {
    let path = path.trim_start_matches("::").replace('-', "_");
    let holds = |name: &str| {
        let rest = path.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest.starts_with("::"))
    };
    let found = roles.iter().filter(|(name, _)| holds(name)).max_by_key(|(name, _)| name.len());
    found.map_or(Role::Unknown, |(_, role)| *role)
}

/// Whether a qualifier of the file names a package of the repository.
fn is_of_repository(file: &FileFacts, qualifier: &str) -> bool {
    !qualifier.is_empty()
        && file.imports.iter().any(|import| {
            let last = import.path.rsplit('/').next().unwrap_or(&import.path);
            import.class == ImportClass::Intra
                && import.alias.as_deref().unwrap_or(last) == qualifier
        })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
