//! How much of a file is read, and how.

/// How much of each file is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The kinds of facts.
    pub depth: Depth,
    /// Every file is parsed whole by its grammar: what is found must be the same, and takes longer.
    pub full_parse: bool,
}

/// Which kinds of facts are read; each holds those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// What files declare: modules, interfaces, types, functions, tests, migrations, manifests.
    Structure,
    /// And what stands in the bodies of functions: routes, configuration, commands, messages; and what serves and
    /// runs them: `OpenAPI` documents, CI, containers, build targets.
    Bodies,
    /// And who calls whom.
    #[default]
    Calls,
}
