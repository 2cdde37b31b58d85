//! Commands of command lines as one file shows them, as `commands.scm` says. Whole command lines are
//! `analyze::protocols`' work, because commands travel through variables, functions and packages.

mod expression;

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use self::expression::{Expressions, Shape};
use super::{
    Input,
    captures::Match,
    library::Libraries,
    names,
    skeleton::Needs,
    syntax,
    walk::{self, Question},
};
use crate::{
    language::{QueryKind, Registry},
    model::{Command, CommandCall, CommandFacts, CommandLink, CommandName, CommandRef, FileFacts},
};

/// Reads the commands of a file that imports a library for command lines.
pub(super) fn extract(
    registry: &Registry,
    input: &Input<'_>,
    tree: &Tree,
    needs: &Needs,
    facts: &mut FileFacts,
) {
    let language = &input.source.language;
    let Some(shape) = expression::shape_of(language) else { return };
    let Some(asked) = registry.asked(language, QueryKind::Commands) else { return };
    let imported = needs.imported(&asked, QueryKind::Commands);
    let libraries = Libraries::of((&asked, &imported), &facts.imports, input.text);
    if !libraries.any() {
        return;
    }
    let question = Question::all(&asked).only(&imported);
    let mut matches = walk::of(&question, tree.root_node(), input.text);
    matches.retain(|found| libraries.allow(found));
    let reader = Reader::new(input, shape, &matches, facts);
    let found = reader.read(&matches);
    merge(&mut facts.protocols.commands, found);
}

/// Adds what a part of the file holds to what the rest holds.
fn merge(all: &mut CommandFacts, found: CommandFacts) {
    if all.commands.is_empty() {
        *all = found;
    }
}

/// One file while its commands are read.
struct Reader<'a, 't> {
    input: &'a Input<'a>,
    expressions: Expressions<'a, 't>,
    /// Nodes of the commands, by their place in the list.
    nodes: Vec<Node<'t>>,
    commands: Vec<Command>,
}

impl<'a, 't> Reader<'a, 't> {
    fn new(
        input: &'a Input<'a>,
        shape: &'static Shape,
        matches: &[Match<'_, 't>],
        facts: &'a FileFacts,
    ) -> Self {
        let mut expressions = Expressions::new(input.text, shape, facts);
        expressions.parameters(matches);
        let mut reader = Self { input, expressions, nodes: Vec::new(), commands: Vec::new() };
        reader.gather(matches);
        reader
    }

    /// Makes one command of all matches about one node.
    fn gather(&mut self, matches: &[Match<'_, 't>]) {
        let mut by_node: BTreeMap<(usize, usize), Vec<&Match<'_, 't>>> = BTreeMap::new();
        for found in matches {
            if let Some(node) = found.node("command") {
                let key = (node.start_byte(), usize::MAX - node.end_byte());
                by_node.entry(key).or_default().push(found);
            }
        }
        let constants = constants(matches, self.input.text);
        for group in by_node.values() {
            let Some(node) = group.iter().find_map(|found| found.node("command")) else { continue };
            if group.iter().any(|found| found.property("skip").is_some()) {
                continue;
            }
            let place = u32::try_from(self.commands.len()).unwrap_or(u32::MAX);
            self.commands.push(self.command(node, group, &constants));
            self.nodes.push(node);
            self.expressions.learn(node, place);
        }
    }

    fn command(
        &self,
        node: Node<'t>,
        group: &[&Match<'_, 't>],
        constants: &BTreeMap<&str, &str>,
    ) -> Command {
        let text = self.input.text;
        // Where a name and an attribute both say the word, the earlier pattern wins.
        let mut said: Vec<_> =
            group.iter().filter_map(|found| Some((found, found.node("command.word")?))).collect();
        said.sort_by_key(|(found, _)| found.pattern);
        let word = said.first();
        let value = word.and_then(|(found, node)| word_of(found, *node, text, constants));
        let name = group.iter().find_map(|found| found.node("command.name"));
        let at = word.map_or(name.unwrap_or(node), |(_, word)| *word);
        let handler = group.iter().find_map(|found| found.node("command.handler"));
        let handler = handler.filter(|node| self.expressions.is_named(*node));
        let first = group.iter().find_map(|found| found.property("framework"));
        let framework = first.unwrap_or_default();
        let (line, end_line) = (syntax::line_of(at), syntax::end_line_of(node));
        Command {
            at: self.input.source.evidence(format!("{framework}.command"), line, end_line),
            framework: framework.to_owned(),
            word: value.unwrap_or_default(),
            dependent: group.iter().any(|found| found.node("command.parent").is_some()),
            program: group.iter().any(|found| found.property("program").is_some()),
            silent: group.iter().any(|found| found.property("silent").is_some()),
            handler: handler.map_or_else(String::new, |node| syntax::folded(node, text)),
            name: name.map_or("", |node| syntax::text_of(node, text)).to_owned(),
            in_func: self.expressions.function_at(node),
        }
    }

    /// The innermost command around a node, itself left out.
    fn around(&self, node: Node<'t>) -> Option<CommandRef> {
        let encloses = |(_, command): &(usize, &Node<'t>)| {
            command.start_byte() <= node.start_byte()
                && node.end_byte() <= command.end_byte()
                && **command != node
        };
        let inner = self.nodes.iter().enumerate().filter(encloses);
        let (place, _) =
            inner.min_by_key(|(_, command)| command.end_byte() - command.start_byte())?;
        Some(CommandRef::Here(u32::try_from(place).ok()?))
    }

    fn read(mut self, matches: &[Match<'_, 't>]) -> CommandFacts {
        let mut facts = CommandFacts::default();
        for found in matches {
            self.links(found, &mut facts.links);
            self.names(found, &mut facts.names);
            let started = found.property("started").and_then(|_| found.node("command"));
            if let Some(node) = found.node("start").or(started) {
                facts.starts.extend(self.expressions.refs(node));
            }
            facts.calls.extend(self.call(found));
        }
        facts.commands = std::mem::take(&mut self.commands);
        facts
    }

    /// What hangs below what: `parent.AddCommand(child)`, a receiver that makes a command, an inner command.
    fn links(&self, found: &Match<'_, 't>, links: &mut Vec<CommandLink>) {
        let merge = found.property("merge").is_some();
        let mut add = |parent: CommandRef, child: CommandRef| {
            let link = CommandLink { parent, child, merge };
            if !links.contains(&link) {
                links.push(link);
            }
        };
        if let (Some(command), Some(parent)) = (found.node("command"), found.node("command.parent"))
        {
            let own = self.expressions.refs(command);
            for parent in self.expressions.refs(parent) {
                for child in &own {
                    add(parent.clone(), child.clone());
                }
            }
        }
        let Some(whole) = found.node("attach") else { return };
        let parents = match found.node("attach.parent") {
            Some(parent) => self.expressions.refs(parent),
            None => self.around(whole).into_iter().collect(),
        };
        let children: Vec<_> =
            found.nodes("attach.child").flat_map(|child| self.expressions.refs(child)).collect();
        for parent in &parents {
            for child in &children {
                add(parent.clone(), child.clone());
            }
        }
    }

    /// `name := value`, `return value`.
    fn names(&self, found: &Match<'_, 't>, names: &mut Vec<CommandName>) {
        let Some(value) = found.node("binding.value").or_else(|| found.node("result")) else {
            return;
        };
        let name = found.node("binding.name");
        let in_func = self.expressions.function_at(value);
        let name = name.map_or("", |name| syntax::text_of(name, self.input.text)).to_owned();
        let mut scopes = vec![in_func];
        if found.property("outer").is_some() {
            scopes.push(String::new());
        }
        for value in self.expressions.refs(value) {
            let one = |in_func| CommandName { name: name.clone(), in_func, value: value.clone() };
            names.extend(scopes.iter().cloned().map(one));
        }
    }

    /// A call that hands on something that may be a command.
    fn call(&self, found: &Match<'_, 't>) -> Option<CommandCall> {
        let function = found.node("call.function")?;
        let arguments = syntax::children(found.node("call.arguments")?);
        let arguments: Vec<CommandRef> = arguments
            .into_iter()
            .map(|node| self.expressions.refs(node).into_iter().next().unwrap_or_default())
            .collect();
        let useful = arguments.iter().any(|argument| *argument != CommandRef::Unknown);
        useful.then(|| CommandCall {
            function: syntax::text_of(function, self.input.text).to_owned(),
            in_func: self.expressions.function_at(function),
            arguments,
        })
    }
}

/// Names of the file that stand for a text.
fn constants<'a>(matches: &[Match<'_, '_>], text: &'a str) -> BTreeMap<&'a str, &'a str> {
    let pair = |found: &Match<'_, '_>| {
        let name = syntax::text_of(found.node("constant.name")?, text);
        Some((name, names::unquoted(syntax::text_of(found.node("constant.value")?, text))))
    };
    matches.iter().filter_map(pair).collect()
}

/// The word of a command: the first one of a usage line, or a name of the code in the library's spelling.
fn word_of(
    found: &Match<'_, '_>,
    node: Node<'_>,
    text: &str,
    constants: &BTreeMap<&str, &str>,
) -> Option<String> {
    let written = syntax::text_of(node, text);
    let spelling = found.property("word").unwrap_or_default();
    if spelling == "kebab" {
        return Some(kebab_case(written));
    }
    let literal = names::unquoted(written);
    let usage = if literal.len() < written.len() { literal } else { constants.get(written)? };
    if spelling == "line" {
        return Some(usage.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    usage.split_whitespace().next().map(str::to_owned)
}

/// `RemoteAdd` as `remote-add`, the way clap spells variants.
fn kebab_case(name: &str) -> String {
    let mut found = String::new();
    let mut before = '-';
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let starts = letter.is_uppercase()
            && (before.is_lowercase()
                || before.is_ascii_digit()
                || (before.is_uppercase()
                    && letters.peek().is_some_and(|next| next.is_lowercase())));
        if starts {
            found.push('-');
        }
        found.extend(letter.to_lowercase());
        before = letter;
    }
    found.replace('_', "-")
}
