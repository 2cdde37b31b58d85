//! Facts of all files to one `Analysis`.

mod lists;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::rust_tree::Crates;
use super::{
    architecture, calls, coverage, entry_points, environment, exercised, gaps, implementations,
    integrations, layers, migrations, modules, packages, protocols, rank, routes, rust_tree,
    settings,
};
use crate::{
    discover::{LeftOut, Snapshot},
    language::{Depth, Registry},
    model::{
        ANALYSIS_SCHEMA, Analysis, Architecture, Call, Diagnostic, EntryPoint, FileFacts,
        FileRecord, GitFacts, Implementation, Integration, LanguageShare, Migrations, Module,
        Observation, Package, RepositoryFacts, Route, RouteFacts, RustModule,
    },
};

/// What is known of the files beside their facts.
pub(super) struct Around<'a> {
    /// The repository.
    pub(super) repo: &'a RepositoryFacts,
    /// Files outside of the analysed folder.
    pub(super) outside: &'a [Arc<str>],
    /// Files that somebody wants left out.
    pub(super) left_out: &'a [LeftOut],
    /// Links with their targets.
    pub(super) links: &'a BTreeMap<String, String>,
    /// What could not be listed.
    pub(super) diagnostics: &'a [Diagnostic],
}

impl<'a> From<&'a Snapshot> for Around<'a> {
    fn from(snapshot: &'a Snapshot) -> Self {
        Self {
            repo: &snapshot.repo,
            outside: &snapshot.outside,
            left_out: &snapshot.left_out,
            links: &snapshot.links,
            diagnostics: &snapshot.diagnostics,
        }
    }
}

/// Joins the facts of all files; every list comes out sorted by (file, line, name).
pub(super) fn assemble(
    around: &Around<'_>,
    registry: &Registry,
    mut facts: Vec<FileFacts>,
    git: GitFacts,
) -> Analysis {
    facts.sort_by(|a, b| a.file.path.cmp(&b.file.path));
    let depth = registry.reading().depth;
    let (modules, mut crates) = modules(around, registry, &mut facts);
    let ((all_routes, findings), mut packages) =
        rayon::join(|| routes(&facts, depth), || packages::packages(&facts, &modules));
    let (test_routes, mut routes): (Vec<_>, Vec<_>) =
        all_routes.into_iter().partition(|route| route.test);
    settings::resolve(&mut facts, &packages);
    let (calls, uses) = calls(&mut facts, (&packages, &modules, &crates.modules), &mut routes);
    let (implementations, (integrations, migrations, other_routes)) = rayon::join(
        || implementations::resolve(&facts, &packages),
        || by_themselves(&facts, &modules),
    );
    for file in &mut facts {
        file.protocols.take();
    }
    exercised::complete(&mut facts, &mut packages, (&calls, &uses), &implementations);
    let calls = exercised::published(calls, &facts);
    let architecture = architecture(
        &facts,
        (&packages, &modules),
        &mut crates.modules,
        (&implementations, &routes),
    );
    let (implementations, outside_implementations): (Vec<_>, Vec<_>) =
        implementations.into_iter().partition(is_inside);
    let lost = gaps::of(&git);
    let diagnostics = around.diagnostics.iter().cloned().chain(lost).collect();
    let mut analysis = Analysis {
        schema: Cow::Borrowed(ANALYSIS_SCHEMA),
        architecture,
        implementations,
        outside_implementations,
        integrations,
        migrations,
        rust_modules: crates.modules,
        tests: crates.tests,
        languages: languages(&facts),
        repo: around.repo.clone(),
        diagnostics,
        git,
        modules,
        packages,
        routes,
        test_routes,
        calls,
        findings,
        ..lists::empty()
    };
    analysis.routes.extend(other_routes);
    analysis.entry_points = entry_points(&facts, &analysis);
    for file in facts {
        lists::take(&mut analysis, file);
    }
    lists::sort(&mut analysis);
    rank::personalise(&mut analysis, &[]);
    analysis.coverage_of_scan = coverage::of(&analysis, around, depth);
    analysis
}

/// The calls between functions, and which of them decide the levels of tests. Drops the largest part of the
/// facts: all that is asked of it is known.
fn calls(
    facts: &mut [FileFacts],
    (packages, modules, tree): (&[Package], &[Module], &[RustModule]),
    routes: &mut [Route],
) -> (Vec<Call>, exercised::Uses) {
    let edges = || calls::edges(facts, packages, (modules, tree), routes);
    let (edges, uses) = rayon::join(edges, || exercised::uses(facts));
    for file in facts {
        file.calls.take();
        if let Some(routes) = file.routes.present_mut() {
            *routes =
                RouteFacts { calls: std::mem::take(&mut routes.calls), ..RouteFacts::default() };
        }
    }
    (edges, uses)
}

/// What needs nothing but the facts: outside systems, migrations, routes of other protocols than HTTP.
fn by_themselves(
    facts: &[FileFacts],
    modules: &[Module],
) -> (Vec<Integration>, Migrations, Vec<Route>) {
    let others = || (integrations::find(facts), migrations::assemble(facts));
    let (routes, others) = rayon::join(|| protocols::routes(facts, modules), others);
    (others.0, others.1, routes)
}

/// Routes of every framework, and what is wrong with them and with the environment; nothing is wrong with what
/// was not read.
fn routes(facts: &[FileFacts], depth: Depth) -> (Vec<Route>, Vec<Observation>) {
    let (routes, mut findings) = routes::assemble(facts);
    if depth == Depth::Structure {
        return (routes, Vec::new());
    }
    findings.extend(environment::findings(facts));
    (routes, findings)
}

/// The modules and crates, and what they decide of each file: its module, the class of its imports, whether
/// only tests read it.
fn modules(
    around: &Around<'_>,
    registry: &Registry,
    facts: &mut [FileFacts],
) -> (Vec<Module>, Crates) {
    let modules = modules::complete(facts, &around.repo.subfolder);
    modules::inherit_dependencies(facts);
    packages::classify(facts, &modules);
    let crates = rust_tree::walk(registry, facts, &modules, around.links);
    rust_tree::mark_test_files(facts, &modules, &crates.modules);
    (modules, crates)
}

fn entry_points(facts: &[FileFacts], analysis: &Analysis) -> Vec<EntryPoint> {
    let known = entry_points::Known {
        modules: &analysis.modules,
        packages: &analysis.packages,
        routes: &analysis.routes,
        integrations: &analysis.integrations,
    };
    entry_points::find(facts, &known)
}

/// Whether the interface of a claim is declared here, or belongs to a trait, whose `impl` is proof enough.
fn is_inside(claim: &Implementation) -> bool {
    claim.at.language != "go" || claim.interface.file.is_some()
}

/// The architecture, and the layers of the Rust modules.
fn architecture(
    facts: &[FileFacts],
    (packages, modules): (&[Package], &[Module]),
    rust_modules: &mut [RustModule],
    (implementations, routes): (&[Implementation], &[Route]),
) -> Architecture {
    let keys = rust_tree::crate_names(modules);
    let units = layers::units(packages, facts, (modules, rust_modules, &keys));
    let interfaces: Vec<_> = facts.iter().flat_map(|file| &file.interfaces).collect();
    let inputs = architecture::Inputs {
        units: &units,
        modules,
        interfaces: &interfaces,
        implementations,
        routes,
    };
    let architecture = architecture::of(&inputs, rank::cycles(packages));
    let layers = layers::of_files(&units);
    drop(units);
    layers::set(rust_modules, &layers);
    architecture
}

/// Languages by lines of code; vendored files and those outside are left out.
fn languages(facts: &[FileFacts]) -> Vec<LanguageShare> {
    let mut shares: BTreeMap<String, LanguageShare> = BTreeMap::new();
    for file in facts
        .iter()
        .map(|facts| &facts.file)
        .filter(|file| !file.vendored && !file.outside && !file.language.is_empty())
    {
        let share = shares.entry(file.language.to_string()).or_default();
        share.name.clone_from(&file.language);
        share.files += 1;
        share.bytes += file.bytes;
        share.lines.code += file.lines.code;
        share.lines.comment += file.lines.comment;
        share.lines.blank += file.lines.blank;
    }
    let mut shares: Vec<LanguageShare> = shares.into_values().collect();
    sort_languages(&mut shares);
    shares
}

fn sort_languages(shares: &mut [LanguageShare]) {
    shares.sort_by(|a, b| b.lines.code.cmp(&a.lines.code).then_with(|| a.name.cmp(&b.name)));
}

/// The languages when the `old` record of a file becomes a `new` one of another size.
pub fn resized_languages(shares: &mut [LanguageShare], old: &FileRecord, new: &FileRecord) {
    let is_counted = !old.vendored && !old.outside;
    for share in shares.iter_mut().filter(|share| is_counted && share.name == old.language) {
        share.bytes = share.bytes.wrapping_sub(old.bytes).wrapping_add(new.bytes);
        let lines = &mut share.lines;
        for (sum, old, new) in [
            (&mut lines.code, old.lines.code, new.lines.code),
            (&mut lines.comment, old.lines.comment, new.lines.comment),
            (&mut lines.blank, old.lines.blank, new.lines.blank),
        ] {
            *sum = sum.wrapping_sub(old).wrapping_add(new);
        }
    }
    sort_languages(shares);
}
