//! What declarations in source code are known by, and what they say.

use super::item::{Item, word};
use crate::model::{Analysis, Function, Layer, TestLevel, TypeKind};

pub(super) fn modules(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.modules.iter().map(|one| {
        let name = if one.name.is_empty() { &one.dir } else { &one.name };
        Item::new(&one.at, name, &[&one.kind, &one.dir])
            .says("name", &*one.name)
            .says("language version", one.language_version.as_deref().unwrap_or_default())
            .each("member", one.members.iter().map(|member| (member.clone(), String::new())))
            .each(
                "target",
                one.targets
                    .iter()
                    .map(|target| (target.src.clone(), format!("{} {}", target.kind, target.name))),
            )
    });
    items.collect()
}

pub(super) fn packages(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.packages.iter().map(|one| {
        let place = if one.dir.is_empty() { "." } else { &one.dir };
        let external_test = if one.external_test { "test" } else { "" };
        let layer = if one.layer == Layer::Unknown { String::new() } else { word(&one.layer) };
        Item::new(&one.at, format!("{place} ({})", one.name), &[&one.dir, &one.name, external_test])
            .says("import path", &*one.import_path)
            .says("layer", layer)
            .mark("builds a program", one.is_main)
            .each("imports", one.imports.iter().map(|path| (path.clone(), String::new())))
            .each("uses", one.external.iter().map(|path| (path.clone(), String::new())))
            // Its evidence is its first file, whichever that is.
            .without_place()
    });
    items.collect()
}

pub(super) fn interfaces(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.interfaces.iter().map(|one| {
        Item::declared(
            &one.at,
            &*one.name,
            &[one.in_func.as_deref().unwrap_or_default(), &one.name],
        )
        .mark("exported", one.exported)
        .mark("generated", one.generated)
        .mark("test", one.test)
        .mark("alias", one.alias)
        .says("type parameters", count(one.type_params))
        .each("method", one.methods.iter().map(|one| (one.name.clone(), one.signature.clone())))
        .each("embeds", one.embeds.iter().map(|name| (name.clone(), String::new())))
        .says("type set", one.type_set.join("; "))
    });
    items.collect()
}

pub(super) fn types(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.types.iter().map(|one| {
        // A macro may be called like a type.
        let space = if one.kind == TypeKind::Macro { "macro" } else { "type" };
        let key = [space, one.in_func.as_deref().unwrap_or_default(), &one.name];
        let member = |member: &crate::model::Member| {
            let text = [&*member.type_name, &*member.tag].join(" ");
            (member.name.to_string(), text.trim().to_owned())
        };
        Item::declared(&one.at, &*one.name, &key)
            .says("kind", word(&one.kind))
            .mark("exported", one.exported)
            .mark("generated", one.generated)
            .mark("test", one.test)
            .says("target", one.target.as_deref().unwrap_or_default())
            .says("type parameters", one.type_parameters.join(", "))
            .each("field", one.members.iter().map(member))
    });
    items.collect()
}

pub(super) fn functions(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.functions.iter().map(|one| {
        let receiver = one.receiver.as_deref().unwrap_or_default();
        let from = one.trait_name.as_deref().unwrap_or_default();
        let inside = one.in_func.as_deref().unwrap_or_default();
        Item::declared(&one.at, called(one), &[receiver, from, inside, &one.name])
            .says("signature", &*one.signature)
            .says("complexity", count(one.complexity))
            .mark("exported", one.exported)
            .mark("generated", one.generated)
            .mark("test", one.test)
            .mark("pointer receiver", one.pointer_receiver)
    });
    items.collect()
}

/// `Store.Get`, `Display for Id.fmt`.
fn called(function: &Function) -> String {
    match (&function.trait_name, &function.receiver) {
        (Some(from), Some(receiver)) => format!("{from} for {receiver}.{}", function.name),
        (None, Some(receiver)) => format!("{receiver}.{}", function.name),
        _ => function.name.to_string(),
    }
}

/// Which types satisfy which interfaces, however that is known.
pub(super) fn implementations(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.implementations.iter().map(|one| {
        let (of, by) = (&one.interface, &one.type_ref);
        let dot = if of.qualifier.is_empty() { "" } else { "." };
        let name = format!("{}{dot}{} by {}", of.qualifier, of.name, by.name);
        Item::declared(&one.at, name, &[&of.qualifier, &of.name, &by.name])
    });
    items.collect()
}

pub(super) fn tests(analysis: &Analysis) -> Vec<Item> {
    let items = analysis.tests.iter().map(|one| {
        let level = if one.level == TestLevel::Unit { String::new() } else { word(&one.level) };
        Item::declared(&one.at, &*one.name, &[&word(&one.kind), &one.name])
            .says("level", level)
            .says("build constraint", one.build_constraint.as_deref().unwrap_or_default())
            .mark("external", one.external_test)
    });
    items.collect()
}

/// A number that is something.
fn count(number: u32) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}
