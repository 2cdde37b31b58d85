//! Expressions that are routers, and the groups that they become.

use tree_sitter::Node;

use super::{File, Found, Role, Router, scope, texts, values};
use crate::{
    extract::syntax::{folded, text_of},
    model::{RouteGroup, RouterKind, TextPart},
};

/// As many arguments as what puts one kind of router over another has at least.
pub(super) const ADAPTER_TAKES: usize = 2;

/// What will hold a router that an expression makes.
#[derive(Clone, Debug, Default)]
pub(super) struct Holder {
    pub(super) name: String,
    pub(super) scope: (u64, u64),
    pub(super) passed_to: Option<String>,
    pub(super) owner: String,
    pub(super) position: u32,
}

/// What makes a router out of an expression.
pub(super) struct Origin {
    pub(super) framework: String,
    word: &'static str,
    kind: RouterKind,
    receiver: String,
    owner: String,
    /// `None` when it cannot be known.
    prefix: Option<Vec<TextPart>>,
    middleware: Vec<String>,
}

impl Origin {
    pub(super) fn new(
        framework: &str,
        word: &'static str,
        kind: RouterKind,
        receiver: &str,
    ) -> Self {
        let (framework, receiver) = (framework.to_owned(), receiver.to_owned());
        Self {
            framework,
            word,
            kind,
            receiver,
            owner: String::new(),
            prefix: Some(Vec::new()),
            middleware: Vec::new(),
        }
    }

    /// The same, of a value that something is known of.
    pub(super) fn of(self, owner: String) -> Self {
        Self { owner, ..self }
    }

    /// The same with middleware.
    pub(super) fn with(self, middleware: Vec<String>) -> Self {
        Self { middleware, ..self }
    }
}

impl<'r, 't> File<'_, 'r, 't> {
    /// A declaration or assignment whose value is a router gives the name to it.
    pub(super) fn define(&mut self, node: Node<'t>) {
        for (target, value) in values::pairs(node) {
            self.field_text(node, target, value);
            self.listed_functions(node, target, value);
            let Some(holder) = self.holder(node, target) else { continue };
            let value = inner_expression(value);
            if value.kind() == "call_expression" {
                if self.make(value, holder.clone()).is_none() {
                    self.made_elsewhere(value, holder);
                }
            } else if let Some(router) =
                self.named(value).filter(|router| router.name != holder.name)
            {
                let origin =
                    Origin::new(&router.framework, "router", RouterKind::Group, &router.name);
                self.emit(value, origin, holder);
            }
        }
    }

    fn holder(&self, statement: Node<'t>, target: Node<'t>) -> Option<Holder> {
        let name = match (statement.kind(), target.kind()) {
            ("keyed_element", "identifier") => format!(".{}", self.text(target)),
            ("assignment_statement", "identifier") if self.is_outside(target) => {
                format!("var {}", self.text(target))
            }
            (_, "identifier") => self.text(target).to_owned(),
            (_, "selector_expression") => {
                format!(".{}", self.text(target.child_by_field_name("field")?))
            }
            _ => return None,
        };
        let scope = match statement.kind() {
            // A field outlives the function that fills it.
            _ if name.starts_with(['.']) || name.starts_with("var ") => {
                (statement.end_byte() as u64, self.values.around.whole_file(statement).1)
            }
            "assignment_statement" => self.values.around.rest_of_function(statement),
            _ => self.values.around.rest_of_block(statement),
        };
        Some(Holder { name, scope, ..Holder::default() })
    }

    /// Whether an assigned name is declared outside functions, here or in another file.
    fn is_outside(&self, name: Node<'t>) -> bool {
        let (word, offset) = (self.text(name), name.start_byte() as u64);
        let declared = self.values.type_of(word, offset).map(|typed| typed.declaration);
        let declared = declared.or_else(|| self.values.value_of(word, offset));
        declared.is_none_or(|node| self.values.around.enclosing_function(node).is_none())
    }

    /// Whether `expression` (`pkg.Name`, or `pkg`) belongs to the framework that the match is about.
    pub(super) fn is_of(&self, found: &Found<'_, '_>, expression: &str) -> bool {
        let package = expression.split('.').next().unwrap_or(expression);
        self.import(package).is_some_and(|import| found.rule.is_import(&import.path))
    }

    /// The router that an expression is; calls that make one are given a name by their text.
    pub(super) fn router_of(&mut self, node: Node<'t>) -> Option<Router> {
        let node = inner_expression(node);
        if node.kind() != "call_expression" {
            return self.named(node);
        }
        if let Some(receiver) = self.chained_on(node) {
            return self.router_of(receiver);
        }
        let name = folded(node, self.input.text);
        self.make(
            node,
            Holder { name, scope: self.values.around.own_statement(node), ..Holder::default() },
        )
    }

    /// What a call that returns its own router is called on: `app.Get("/a", a).Get("/b", b)`.
    fn chained_on(&self, call: Node<'t>) -> Option<Node<'t>> {
        let matches = [self.matches(call, Role::Route), self.matches(call, Role::Use)].concat();
        let chains = matches.iter().find(|found| found.rule.other("returns") == Some("router"));
        chains?.part("receiver")
    }

    /// The router that a name stands for at its place.
    pub(super) fn named(&self, node: Node<'_>) -> Option<Router> {
        if !matches!(node.kind(), "identifier" | "selector_expression") {
            return None;
        }
        let (name, offset) = (self.text(node), node.start_byte() as u64);
        let holds = |router: &&Router| {
            router.name == name && router.scope.0 <= offset && offset < router.scope.1
        };
        let by_name = self.routers.iter().filter(holds).max_by_key(|router| router.scope.0);
        let is_outside = |router: &&Router| router.name.strip_prefix("var ") == Some(name);
        let by_name = by_name.or_else(|| self.routers.iter().rev().find(is_outside));
        let by_field = || {
            let (_, field) = name.rsplit_once('.')?;
            self.routers.iter().rev().find(|router| router.name.strip_prefix('.') == Some(field))
        };
        let found = by_name.or_else(by_field)?;
        Some(Router { name: name.to_owned(), ..found.clone() })
    }

    /// The router that `call` makes, held by `holder`.
    pub(super) fn make(&mut self, call: Node<'t>, holder: Holder) -> Option<Router> {
        if let Some(known) = self.known.get(&call.id()) {
            return Some(known.clone());
        }
        let origin = self
            .root(call)
            .or_else(|| self.group(call))
            .or_else(|| self.adapter(call))
            .or_else(|| self.closure(call))?;
        let router = self.emit(call, origin, holder);
        self.known.insert(call.id(), router.clone());
        Some(router)
    }

    fn root(&mut self, call: Node<'t>) -> Option<Origin> {
        let found = self.matches(call, Role::Root);
        let found = found.iter().find(|found| {
            found.part("package").is_some_and(|package| self.is_of(found, self.text(package)))
        })?;
        let base = found.rule.other("base").unwrap_or_default();
        let origin = Origin::new(&found.rule.framework, "root", RouterKind::Root, "");
        Some(Origin { prefix: Some(vec![TextPart::Text(base.to_owned())]), ..origin })
    }

    pub(super) fn group(&mut self, call: Node<'t>) -> Option<Origin> {
        let (found, receiver) = self.group_match(call)?;
        let arguments = values::arguments(found.part("arguments")?);
        let prefix = match found.rule.prefix.map(|position| arguments.get(position)) {
            None | Some(None) => Some(Vec::new()),
            Some(Some(node)) if node.kind() == "func_literal" => Some(Vec::new()),
            Some(Some(node)) => self.values.parts(*node, self.input.text),
        };
        let is_middleware = |position: usize, node: &Node<'_>| {
            Some(position) != found.rule.prefix
                && Some(position) != found.rule.closure
                && Some(*node) != found.part("receiver")
                && !node.kind().ends_with("string_literal")
        };
        let middleware = arguments.iter().enumerate();
        let middleware = middleware.filter(|(position, node)| is_middleware(*position, node));
        let middleware = middleware.map(|(_, node)| folded(*node, self.input.text)).collect();
        let framework = &found.rule.framework;
        let origin = Origin::new(framework, "group", RouterKind::Group, &receiver);
        Some(Origin { prefix, middleware, ..origin })
    }

    /// The match of `call` as a group that fits the router it is called on, with that router's name.
    pub(super) fn group_match(&mut self, call: Node<'t>) -> Option<(Found<'r, 't>, String)> {
        let matches = self.matches(call, Role::Group);
        let receiver = matches.first()?.part("receiver")?;
        if let Some(router) = self.router_of(receiver) {
            let fits = |found: &Found<'_, '_>| router.is_of(&found.rule.framework);
            return Some((matches.into_iter().find(fits)?, router.name));
        }
        // Nothing is known about the receiver: a path or a function of a router has to speak for it.
        let text = self.input.text;
        let speaks = |found: &Found<'_, '_>| {
            let arguments = values::arguments(found.part("arguments")?);
            let path = found.rule.prefix.and_then(|position| arguments.get(position));
            let path = path.and_then(|node| self.values.string(*node, text));
            let closure = found.rule.closure.and_then(|position| arguments.get(position));
            let is_group = path.is_some_and(|path| path.starts_with('/'))
                || closure.is_some_and(|node| node.kind() == "func_literal");
            is_group.then_some(())
        };
        let found = matches.iter().find(|found| speaks(found).is_some())?.clone();
        Some((found, folded(receiver, text)))
    }

    /// An object over the routers in its arguments takes the prefix of the last of them: `New(app, group)`.
    /// It has settings beside them.
    fn adapter(&mut self, call: Node<'t>) -> Option<Origin> {
        let found = self.matches(call, Role::Adapter).into_iter().next()?;
        let framework = found.rule.framework.clone();
        let arguments = values::arguments(found.part("arguments")?);
        if arguments.len() < ADAPTER_TAKES {
            return None;
        }
        let below = arguments
            .into_iter()
            .rev()
            .find_map(|node| self.router_of(node).filter(|router| router.framework != framework))?;
        Some(Origin::new(&framework, "adapter", RouterKind::Group, &below.name))
    }

    /// A call of a function of this file that returns a router of its surroundings: `protected("x").Get(…)`.
    fn closure(&mut self, call: Node<'t>) -> Option<Origin> {
        let function =
            call.child_by_field_name("function").filter(|node| node.kind() == "identifier")?;
        let body = self.values.value_of(self.text(function), call.start_byte() as u64)?;
        if !matches!(body.kind(), "func_literal" | "function_declaration") {
            return None;
        }
        let wrapped = self.wrapped_router(body, call)?;
        let origin = Origin::new(&wrapped.framework, "closure", RouterKind::Group, &wrapped.name);
        Some(origin.with(vec![folded(call, self.input.text)]))
    }

    /// The one router that a function's body speaks of and the caller sees as well.
    fn wrapped_router(&self, function: Node<'t>, call: Node<'t>) -> Option<Router> {
        let is_declared = function.kind() == "function_declaration";
        let body = function.child_by_field_name("body")?;
        let offset = call.start_byte() as u64;
        let holds = |router: &&Router| {
            // A declared function sees nothing of its caller's variables.
            router.scope.0 <= offset
                && offset < router.scope.1
                && (!is_declared || router.scope.0 == 0)
        };
        // Where no router can be seen, nobody needs to look for the name of one.
        if !self.routers.iter().any(|router| holds(&router)) {
            return self.router_argument(call);
        }
        let own: Vec<&str> = self.own_names(function);
        let mut seen: Vec<Router> = Vec::new();
        let visible = |name: &str| {
            let named = self.routers.iter().filter(|router| router.name == name);
            named.filter(holds).max_by_key(|router| router.scope.0).cloned()
        };
        scope::preorder(body, |node| {
            let name = text_of(node, self.input.text);
            if node.kind() == "identifier" && !own.contains(&name) {
                seen.extend(visible(name).filter(|_| seen.iter().all(|other| other.name != name)));
            }
        });
        let [only] = seen.as_slice() else { return self.router_argument(call) };
        Some(only.clone())
    }

    /// The only router among a call's arguments.
    fn router_argument(&self, call: Node<'t>) -> Option<Router> {
        let arguments = values::arguments(call.child_by_field_name("arguments")?);
        let mut routers = arguments.into_iter().filter_map(|node| self.named(node));
        let only = routers.next()?;
        routers.next().is_none().then_some(only)
    }

    /// Parameters and variables that a function declares itself.
    fn own_names(&self, function: Node<'t>) -> Vec<&str> {
        let mut names = Vec::new();
        scope::preorder(function, |node| {
            let declared = match node.kind() {
                "parameter_list" => Some(node),
                "short_var_declaration" => node.child_by_field_name("left"),
                "var_spec" => node.child_by_field_name("name"),
                _ => None,
            };
            let Some(declared) = declared else { return };
            scope::preorder(declared, |name| {
                if name.kind() == "identifier" {
                    names.push(text_of(name, self.input.text));
                }
            });
        });
        names
    }

    pub(super) fn emit(&mut self, call: Node<'t>, origin: Origin, holder: Holder) -> Router {
        let function = call.child_by_field_name("function");
        let named = function.and_then(|function| function.child_by_field_name("field"));
        let (prefix, prefix_parts) = texts::split(origin.prefix);
        let place = named.unwrap_or(call);
        let group = RouteGroup {
            kind: origin.kind,
            name: holder.name,
            receiver: origin.receiver,
            prefix,
            prefix_parts,
            middleware: origin.middleware,
            scope: holder.scope,
            owner: if origin.owner.is_empty() { holder.owner } else { origin.owner },
            passed_to: holder.passed_to,
            position: holder.position,
            ..self.plain_group(&origin.framework, origin.word, place, call)
        };
        self.add(group, &origin.framework)
    }

    pub(super) fn add(&mut self, group: RouteGroup, framework: &str) -> Router {
        let router = Router {
            name: group.name.clone(),
            framework: framework.to_owned(),
            scope: group.scope,
        };
        self.facts.groups.push(group);
        self.routers.push(router.clone());
        router
    }
}

/// The expression inside parentheses, type assertions and dereferences.
pub(super) fn inner_expression(node: Node<'_>) -> Node<'_> {
    let inner = match node.kind() {
        "parenthesized_expression" => node.named_child(0),
        "type_assertion_expression" | "unary_expression" => node.child_by_field_name("operand"),
        _ => None,
    };
    inner.map_or(node, inner_expression)
}
