//! Routers in Go: variables, parameters, struct fields and closures that hold them, and what is called on them.
//!
//! It knows no framework: patterns say which calls register, group, mount and make routers.

mod around;
mod built;
mod flow;
mod handler;
mod links;
mod nested;
mod owners;
mod register;
mod rounds;
mod routers;
pub(super) mod scope;
mod texts;
mod values;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use tree_sitter::{Node, Tree};

use self::{around::Around, values::Values};
use super::{Found, Imported, pattern::Role};
use crate::{
    extract::{
        Input,
        syntax::{end_line_of, line_of, text_of},
    },
    model::{Evidence, EvidenceClass, RouteFacts, RouteGroup, RouterKind},
};

/// Reads the routes of one Go file from the matches of its patterns; without any that says something, the
/// file is one that only stands by.
pub(super) fn read<'t>(
    input: &Input<'_>,
    tree: &'t Tree,
    imports: &[Imported],
    found: Vec<Found<'_, 't>>,
) -> RouteFacts {
    if found.iter().any(says_something) {
        return read_whole(input, tree, imports, found);
    }
    read_bystander(input, (tree, None), &[])
}

/// Whether a match can tell of routers by itself: `c.Get("name")` of a context registers nothing, and what
/// puts one kind of router over another takes more than one argument.
fn says_something(found: &Found<'_, '_>) -> bool {
    let least = match found.role {
        Role::Route => found.rule.least_arguments(),
        Role::Adapter => routers::ADAPTER_TAKES,
        _ => return true,
    };
    let arguments = found.part("arguments").map(values::arguments);
    arguments.is_none_or(|arguments| arguments.len() >= least)
}

fn read_whole<'t>(
    input: &Input<'_>,
    tree: &'t Tree,
    imports: &[Imported],
    found: Vec<Found<'_, 't>>,
) -> RouteFacts {
    let mut by_node: BTreeMap<usize, Vec<Found<'_, 't>>> = BTreeMap::new();
    for one in found {
        by_node.entry(one.node.id()).or_default().push(one);
    }
    let packages = imports.iter().map(|import| import.name.clone()).collect();
    let around = Around::of(tree.root_node());
    let nodes: Vec<Node<'t>> = around.nodes().filter(|node| KNOWN.holds(*node)).collect();
    let mut file = File {
        input,
        imports,
        found: by_node,
        values: Values::of(&nodes, around, input.text, packages),
        routers: Vec::new(),
        known: BTreeMap::new(),
        closures: BTreeSet::new(),
        facts: RouteFacts::default(),
    };
    file.facts.constants = links::constants(tree, &file.values, input.text);
    for node in nodes {
        file.visit(node);
    }
    let mut facts = file.facts;
    facts.calls.sort_by_key(|call| call.offset);
    facts.groups.sort_by_key(|group| (group.at.line, group.scope));
    facts
}

/// Nodes that `File::visit` or `Values` knows.
static KNOWN: LazyLock<scope::Kinds> = LazyLock::new(|| {
    let visited = ["call_expression", "return_statement"];
    scope::Kinds::of(&[&values::NAMING[..], &visited].concat())
});

/// What a file that imports no web framework says for others: texts with a name, and, where it speaks of
/// routers at all, who gets them.
pub(super) fn read_bystander(
    input: &Input<'_>,
    (tree, bodies): (&Tree, Option<&Tree>),
    names: &[Range<usize>],
) -> RouteFacts {
    let test = input.source.class == EvidenceClass::Test;
    if !test && bodies.is_none() && speaks_of_routers(input.text) {
        return read_whole(input, tree, &imports(tree, input.text), Vec::new());
    }
    let constants = links::plain_constants((tree, bodies), names, input.text);
    RouteFacts { constants, ..RouteFacts::default() }
}

/// Whether the code of a file, comments left out, names anything that has to do with routers.
pub(super) fn speaks_of_routers(text: &str) -> bool {
    const WORDS: [&str; 3] = ["oute", "mux", "Mux"];
    let named = |text: &str| WORDS.iter().any(|word| text.contains(word));
    named(text) && text.lines().any(|line| named(line.split("//").next().unwrap_or(line)))
}

/// The packages that the file imports, under the names it uses for them.
pub(super) fn imports(tree: &Tree, text: &str) -> Vec<Imported> {
    let mut found = Vec::new();
    let root = tree.root_node();
    let mut cursor = root.walk();
    for declaration in root.children(&mut cursor).filter(|node| node.kind() == "import_declaration")
    {
        scope::preorder(declaration, |node| {
            if let Some(path) =
                node.child_by_field_name("path").filter(|_| node.kind() == "import_spec")
            {
                let path = text_of(path, text).trim_matches(['"', '`']).to_owned();
                let alias =
                    node.child_by_field_name("name").map(|name| text_of(name, text).to_owned());
                found.push(Imported { name: alias.unwrap_or_else(|| package_name(&path)), path });
            }
        });
    }
    found
}

/// The package name that an import path suggests: its last part that is no major version.
fn package_name(path: &str) -> String {
    let is_version = |part: &&str| {
        part.strip_prefix('v').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()))
    };
    let name = path.rsplit('/').find(|part| !is_version(part)).unwrap_or(path);
    name.split(".v").next().unwrap_or(name).trim_start_matches("go-").to_owned()
}

/// One file while it is read.
struct File<'a, 'r, 't> {
    input: &'a Input<'a>,
    imports: &'a [Imported],
    /// Matches by the node that they are about.
    found: BTreeMap<usize, Vec<Found<'r, 't>>>,
    values: Values<'t>,
    /// Routers known so far.
    routers: Vec<Router>,
    /// Routers that calls make, by call, so that none is made twice.
    known: BTreeMap<usize, Router>,
    /// Function literals whose parameter is a group already.
    closures: BTreeSet<usize>,
    facts: RouteFacts,
}

/// A router that the file names.
#[derive(Clone, Debug)]
struct Router {
    name: String,
    framework: String,
    scope: (u64, u64),
}

impl Router {
    /// Whether it may belong to a framework; the maker of a router may not say to which.
    fn is_of(&self, framework: &str) -> bool {
        self.framework.is_empty() || self.framework == framework
    }
}

impl<'r, 't> File<'_, 'r, 't> {
    fn visit(&mut self, node: Node<'t>) {
        match node.kind() {
            "short_var_declaration" | "assignment_statement" | "var_spec" | "keyed_element" => {
                self.define(node);
            }
            "parameter_declaration" => self.parameter(node),
            "call_expression" => self.call(node),
            "return_statement" => self.returned(node),
            _ => {}
        }
    }

    /// What a call does: it registers, groups, mounts, adds middleware, or hands a router on.
    fn call(&mut self, node: Node<'t>) {
        if self.register(node)
            || self.group_with_closure(node)
            || self.mount(node)
            || self.apply(node)
        {
            return;
        }
        self.pass(node);
        self.function_values(node);
    }

    fn text(&self, node: Node<'_>) -> &str {
        text_of(node, self.input.text)
    }

    fn matches(&self, node: Node<'_>, role: Role) -> Vec<Found<'r, 't>> {
        let all = self.found.get(&node.id()).into_iter().flatten();
        all.filter(|found| found.role == role).cloned().collect()
    }

    fn evidence(&self, framework: &str, kind: &str, at: Node<'_>, whole: Node<'_>) -> Evidence {
        let framework = if framework.is_empty() { "go" } else { framework };
        let rule = format!("{framework}.{kind}");
        self.input.source.evidence(rule, line_of(at), end_line_of(whole))
    }

    /// A group without a name that stands at `whole`, to be filled in.
    fn plain_group(
        &self,
        framework: &str,
        kind: &str,
        at: Node<'_>,
        whole: Node<'_>,
    ) -> RouteGroup {
        RouteGroup {
            at: self.evidence(framework, kind, at, whole),
            kind: RouterKind::Group,
            name: String::new(),
            receiver: String::new(),
            prefix: Some(String::new()),
            prefix_parts: Vec::new(),
            middleware: Vec::new(),
            in_func: self.values.around.function_around(whole, self.input.text),
            in_type: self.values.around.receiver_type(whole, self.input.text),
            scope: (whole.start_byte() as u64, whole.end_byte() as u64),
            passed_to: None,
            owner: String::new(),
            position: 0,
        }
    }

    /// The import that the file calls `name`.
    fn import(&self, name: &str) -> Option<&Imported> {
        self.imports.iter().find(|import| import.name == name)
    }
}
