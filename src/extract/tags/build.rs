//! One definition of the query to one fact.

use std::ops::Range;

use tree_sitter::Node;

use super::{Context, doc, signature};
use crate::{
    extract::{
        captures::Match,
        names,
        names::{TypeName, identifier},
        skeleton::{Head, Unit},
        syntax,
    },
    language,
    model::{
        Evidence, EvidenceClass, FileFacts, Function, Interface, InterfaceKind, InterfaceMethod,
        Member, Name, TypeDecl, TypeKind,
    },
};

/// Definitions that become types, by the last word of their capture.
const TYPES: [(&str, TypeKind); 7] = [
    ("struct", TypeKind::Struct),
    ("enum", TypeKind::Enum),
    ("union", TypeKind::Union),
    ("alias", TypeKind::Alias),
    ("macro", TypeKind::Macro),
    ("named", TypeKind::Named),
    ("functiontype", TypeKind::Function),
];

/// What every declaration has.
struct Common {
    at: Evidence,
    name: String,
    exported: bool,
    test: bool,
    in_func: Option<String>,
}

/// Adds the declaration that `found` is to `facts`; a kind without meaning here is left alone.
pub(super) fn declare<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    facts: &mut FileFacts,
) {
    let Some((kind, node)) = found.below("definition") else { return };
    let Some(common) = common(context, found, kind, node) else { return };
    match kind {
        "interface" => {
            let interface = interface(context, found, common, InterfaceKind::Interface);
            facts.interfaces.push(interface);
        }
        "trait" => facts.interfaces.push(interface(context, found, common, InterfaceKind::Trait)),
        "function" | "method" => facts.functions.push(function(context, found, common, node)),
        _ => {
            let known = TYPES.iter().find(|(name, _)| *name == kind);
            facts.types.extend(known.map(|(_, kind)| declared_type(context, found, common, *kind)));
        }
    }
}

fn common<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    kind: &str,
    node: Node<'tree>,
) -> Option<Common> {
    let name = found.node("name")?;
    let test = context.test || context.scopes.is_test(name.start_byte());
    let in_func = context.scopes.around(&node.byte_range());
    let mut at = evidence(context, found, kind, name, node);
    if test && !context.generated {
        at.class = EvidenceClass::Test;
    }
    Some(Common {
        at,
        name: identifier(context.text(name)).to_owned(),
        exported: in_func.is_none() && is_exported(context, found, name),
        test,
        in_func,
    })
}

fn evidence<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    kind: &str,
    name: Node<'tree>,
    node: Node<'tree>,
) -> Evidence {
    let source = &context.input.source;
    let rule = found.rule(&source.language, kind);
    source.evidence(rule, syntax::line_of(name), syntax::end_line_of(node))
}

/// Whether code outside the package sees the name: by its first letter where the property `exported`
/// says `uppercase`, always where it says `always`, else by a `@visibility` without restriction.
fn is_exported<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    name: Node<'tree>,
) -> bool {
    match found.property("exported") {
        Some("uppercase") => context.text(name).starts_with(char::is_uppercase),
        Some("always") => true,
        _ => found.node("visibility").is_some_and(|node| !context.text(node).contains('(')),
    }
}

fn interface<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    common: Common,
    kind: InterfaceKind,
) -> Interface {
    let file = &context.input.source.file;
    let comments = language::by_id(&context.input.source.language).map(|row| row.comments);
    let start = found.below("definition").map_or(0, |(_, node)| node.start_byte());
    let mut interface = Interface {
        doc: comments.and_then(|comments| doc::first_sentence(context.input.text, start, comments)),
        at: common.at,
        name: common.name,
        kind,
        package_dir: file.rsplit_once('/').map_or("", |(dir, _)| dir).to_owned(),
        exported: common.exported,
        generated: context.generated,
        test: common.test,
        type_params: signature::count(found, found.node("type_parameters")),
        type_parameters: type_parameters(context, found),
        alias: found.property("alias").is_some(),
        in_func: common.in_func,
        methods: Vec::new(),
        embeds: Vec::new(),
        type_set: Vec::new(),
        rank: 0.0,
    };
    for (kind, member) in context.members_of(found) {
        let text =
            || member.below("member").map(|(_, node)| syntax::folded(node, context.input.text));
        match kind {
            "method" => interface.methods.extend(method(context, member)),
            "embed" => interface.embeds.extend(text()),
            "type_term" => interface.type_set.extend(text()),
            _ => {}
        }
    }
    interface
}

/// Names of the type parameters, where the pattern says that they matter.
fn type_parameters<'tree>(context: &Context<'_, 'tree>, found: &Match<'_, 'tree>) -> Vec<String> {
    let list = found.node("type_parameters").filter(|_| names_type_parameters(found));
    let names = list.map_or_else(Vec::new, |list| signature::declared_names(found, list));
    names.into_iter().map(|name| context.text(name).to_owned()).collect()
}

fn names_type_parameters(found: &Match<'_, '_>) -> bool {
    found.property("type_parameters") == Some("named")
}

fn method<'tree>(
    context: &Context<'_, 'tree>,
    member: &Match<'_, 'tree>,
) -> Option<InterfaceMethod> {
    let name = member.node("name")?;
    Some(InterfaceMethod {
        name: identifier(context.text(name)).to_owned(),
        line: syntax::line_of(name),
        params: signature::count(member, member.node("parameters")),
        results: signature::results(member),
        variadic: signature::is_variadic(member),
        signature: signature::text(member, context.input.text),
    })
}

fn declared_type<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    common: Common,
    kind: TypeKind,
) -> TypeDecl {
    let members =
        context.members_of(found).filter(|(kind, _)| matches!(*kind, "field" | "variant"));
    let mut members: Vec<Member> = members
        .enumerate()
        .filter_map(|(position, (_, member))| field(context, member, position))
        .collect();
    members.shrink_to_fit();
    TypeDecl {
        at: common.at,
        kind,
        name: common.name.into(),
        exported: common.exported,
        generated: context.generated,
        test: common.test,
        in_func: common.in_func.map(Name::from),
        type_parameters: type_parameters(context, found),
        fields: u32::try_from(members.len()).unwrap_or(u32::MAX),
        members,
        target: found.node("target").map(|node| syntax::folded(node, context.input.text).into()),
    }
}

/// A field without a name takes its position where the property `unnamed` says so, else the last
/// segment of its type.
fn field<'tree>(
    context: &Context<'_, 'tree>,
    member: &Match<'_, 'tree>,
    position: usize,
) -> Option<Member> {
    let (_, node) = member.below("member")?;
    let name = member.node("name");
    let type_node = member.node("type");
    let mut type_name =
        type_node.map_or_else(String::new, |node| syntax::folded(node, context.input.text));
    // An embedded pointer's `*` stands beside its type, not in it.
    if name.is_none() && context.text(node).starts_with('*') && !type_name.starts_with('*') {
        type_name.insert(0, '*');
    }
    let name_text = match (name, member.property("unnamed")) {
        (Some(name), _) => identifier(context.text(name)).to_owned(),
        (None, Some("position")) => position.to_string(),
        (None, _) => TypeName::read(&type_name).name,
    };
    Some(Member {
        name: name_text.into(),
        type_name: type_name.into(),
        tag: member.node("tag").map_or("", |tag| names::unquoted(context.text(tag))).into(),
        embedded: member.property("embedded").is_some(),
        line: syntax::line_of(name.unwrap_or(node)),
    })
}

fn function<'tree>(
    context: &Context<'_, 'tree>,
    found: &Match<'_, 'tree>,
    common: Common,
    node: Node<'tree>,
) -> Function {
    let receiver = found.node("receiver").map(|node| TypeName::read(context.text(node)));
    let trait_name = found.node("trait").map(|node| TypeName::read(context.text(node)).name.into());
    let generic = found.node("receiver").filter(|_| names_type_parameters(found));
    let type_parameters = generic.map(|node| names::arguments(context.text(node)));
    Function {
        at: common.at,
        name: common.name.into(),
        pointer_receiver: receiver.as_ref().is_some_and(|receiver| receiver.pointer),
        receiver: receiver.map(|receiver| receiver.name.into()),
        type_parameters: type_parameters.unwrap_or_default(),
        trait_name,
        exported: common.exported,
        generated: context.generated,
        test: common.test,
        in_func: common.in_func.map(Name::from),
        signature: signature::text(found, context.input.text).into(),
        complexity: context.scopes.complexity(node.start_byte()),
    }
}

/// The function whose head was read from its text; in which lines its name stands and it ends is given.
pub(super) fn function_of(
    context: &Context<'_, '_>,
    (unit, head): (&Unit, &Head),
    (line, end_line): (u32, u32),
) -> Function {
    let text = |range: &Range<usize>| context.input.text.get(range.clone()).unwrap_or_default();
    let source = &context.input.source;
    let kind = if head.receiver.is_some() { "method" } else { "function" };
    let mut at = source.evidence(format!("{}.{kind}", source.language), line, end_line);
    if context.test && !context.generated {
        at.class = EvidenceClass::Test;
    }
    let receiver = head.receiver.as_ref().map(text);
    let named = receiver.map(TypeName::read);
    Function {
        at,
        name: text(&head.name).into(),
        pointer_receiver: named.as_ref().is_some_and(|named| named.pointer),
        receiver: named.map(|named| named.name.into()),
        type_parameters: receiver.map(names::arguments).unwrap_or_default(),
        trait_name: None,
        exported: text(&head.name).starts_with(char::is_uppercase),
        generated: context.generated,
        test: context.test,
        in_func: None,
        signature: signature::tidy(text(&head.signature)).into(),
        complexity: unit.branches.saturating_add(1),
    }
}
