//! The properties that a pattern of routes.scm sets, and the places where the patterns match.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::Imported;
use crate::{
    extract::walk::{self, Question},
    language::Asked,
};

/// One pattern's properties; routes.scm says what they mean.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) framework: String,
    imports: Vec<String>,
    pub(super) method: MethodFrom,
    pub(super) path: usize,
    /// `None` is the last argument.
    pub(super) handler: Option<usize>,
    /// `None` when the group adds no prefix.
    pub(super) prefix: Option<usize>,
    pub(super) child: usize,
    pub(super) closure: Option<usize>,
    pub(super) operation: Option<usize>,
    pub(super) methods_call: Option<String>,
    /// Any other property: what only one language's reader asks for.
    others: Vec<(String, String)>,
}

/// Where the HTTP method is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum MethodFrom {
    Name,
    Argument(usize),
    Pattern,
    Fixed(String),
}

/// What a pattern's outermost capture makes of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Route,
    Group,
    Root,
    Parameter,
    Use,
    Mount,
    Adapter,
    Pass,
    List,
}

const ROLES: [(&str, Role); 9] = [
    ("route", Role::Route),
    ("group", Role::Group),
    ("root", Role::Root),
    ("parameter", Role::Parameter),
    ("use", Role::Use),
    ("mount", Role::Mount),
    ("adapter", Role::Adapter),
    ("pass", Role::Pass),
    ("list", Role::List),
];

/// One match of one pattern.
#[derive(Clone, Debug)]
pub(super) struct Found<'r, 't> {
    pub(super) role: Role,
    pub(super) node: Node<'t>,
    pub(super) rule: &'r Rule,
    parts: Vec<(String, Node<'t>)>,
}

impl<'t> Found<'_, 't> {
    /// The node captured as `@role.part`.
    pub(super) fn part(&self, part: &str) -> Option<Node<'t>> {
        self.parts.iter().find(|(name, _)| name == part).map(|(_, node)| *node)
    }
}

impl Rule {
    /// Whether one of `imports` lies below a path that this rule asks for; a rule that asks for none is on.
    pub(super) fn imported(&self, imports: &[Imported]) -> bool {
        self.imports.is_empty() || imports.iter().any(|import| self.is_import(&import.path))
    }

    /// Whether `path` is the framework or lies below it (`…/fiber`, `…/fiber/v2`).
    pub(super) fn is_import(&self, path: &str) -> bool {
        let below = |prefix: &String| {
            path.strip_prefix(prefix.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', ':']))
        };
        self.imports.iter().any(below)
    }

    /// How many arguments a call has that this rule makes a registration of; what says its path or its
    /// methods otherwise may have fewer.
    pub(super) fn least_arguments(&self) -> usize {
        let otherwise = self.operation.is_some() || self.other("path-call").is_some();
        if otherwise { 0 } else { self.handler.unwrap_or(self.path + 1) + 1 }
    }

    /// The value of a property that has no field of its own.
    pub(super) fn other(&self, name: &str) -> Option<&str> {
        self.others.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn new(properties: &[(String, String)]) -> Self {
        let get =
            |name: &str| properties.iter().find(|(key, _)| key == name).map(|(_, v)| v.as_str());
        let number = |name: &str| get(name).and_then(|value| value.parse().ok());
        Self {
            framework: get("framework").unwrap_or_default().to_owned(),
            imports: get("import")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
            method: MethodFrom::new(get("method").unwrap_or("*")),
            path: number("path").unwrap_or(0),
            handler: number("handler"),
            prefix: (get("prefix") != Some("none")).then(|| number("prefix").unwrap_or(0)),
            child: number("child").unwrap_or(1),
            closure: number("closure"),
            operation: number("operation"),
            methods_call: get("methods-call").map(str::to_owned),
            others: properties.to_vec(),
        }
    }
}

impl MethodFrom {
    fn new(text: &str) -> Self {
        let argument = text.strip_prefix("argument").and_then(|number| number.trim().parse().ok());
        match (text, argument) {
            (_, Some(number)) => Self::Argument(number),
            ("name", _) => Self::Name,
            ("pattern", _) => Self::Pattern,
            (fixed, _) => Self::Fixed(fixed.to_owned()),
        }
    }
}

/// The rules of the patterns that `allowed` names, by pattern.
pub(super) fn rules(asked: &Asked, allowed: &[bool]) -> BTreeMap<usize, Rule> {
    let allowed = allowed.iter().enumerate().filter(|(_, allowed)| **allowed);
    allowed.map(|(pattern, _)| (pattern, Rule::new(asked.properties(pattern)))).collect()
}

/// Every match of a pattern with a rule, in the order of the patterns at the same node.
pub(super) fn matches<'r, 't>(
    asked: &Asked,
    rules: &'r BTreeMap<usize, Rule>,
    tree: &'t Tree,
    text: &str,
) -> Vec<Found<'r, 't>> {
    let allowed: Vec<bool> =
        (0..asked.pattern_count()).map(|one| rules.contains_key(&one)).collect();
    let question = Question::all(asked).only(&allowed);
    let mut found: Vec<(usize, Found<'r, 't>)> = Vec::new();
    for matched in walk::of(&question, tree.root_node(), text) {
        let mut parts = Vec::new();
        let mut whole = None;
        for (name, node) in matched.all() {
            if let Some((_, role)) = ROLES.iter().find(|(word, _)| word == name) {
                whole = Some((*role, *node));
            } else if let Some((_, part)) = name.split_once('.') {
                parts.push((part.to_owned(), *node));
            }
        }
        let (Some((role, node)), Some(rule)) = (whole, rules.get(&matched.pattern)) else {
            continue;
        };
        found.push((matched.pattern, Found { role, node, rule, parts }));
    }
    found.sort_by_key(|(pattern, found)| (found.node.start_byte(), *pattern));
    found.into_iter().map(|(_, found)| found).collect()
}
