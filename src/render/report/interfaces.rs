//! Interfaces and traits with the types that satisfy them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Context, Section,
    table::{Cell, Row, Table},
    text::{Piece, count, word},
    zero,
};
use crate::model::{Implementation, Interface, Proof};

/// Implementing types that a row names.
const SHOWN: usize = 5;
/// Methods that a row names.
const METHODS: usize = 6;

pub(super) fn section(context: &Context<'_>) -> Section {
    let mut found: Vec<&Interface> =
        context.analysis.interfaces.iter().filter(|one| !one.test && !one.generated).collect();
    found.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| a.at.cmp(&b.at)));
    let files = context.analysis.files.iter();
    let doubles: Doubles<'_> =
        files.filter(|file| file.test || file.generated).map(|file| &*file.path).collect();
    let by = implementations(context);
    let none = found.iter().filter(|one| !by.contains_key(&key(one))).count();
    let columns =
        ["Interface", "Where", "=Kind", "#Methods", "#Types", "Implemented by", "#Weight"];
    let table =
        Table::new("interfaces-table", "Interfaces and traits, heaviest first", &columns)
            .or(zero::facts(context, "interfaces", "interfaces"))
            .with(found.iter().map(|one| {
                row(context, one, by.get(&key(one)).map_or(&[], Vec::as_slice), &doubles)
            }));
    let left = context.analysis.interfaces.len() - found.len();
    let lead = format!(
        "{} in code that ships{}; {} in this repository satisfies {}.",
        count(found.len(), "interface"),
        if left > 0 { format!(", {left} of tests and generators left out") } else { String::new() },
        if none == 0 { "some type" } else { "no type" },
        if none == 0 { "each".to_owned() } else { format!("{none} of them") },
    );
    Section {
        id: "interfaces",
        title: "Interfaces",
        lead: if found.is_empty() { Vec::new() } else { vec![vec![Piece::text(lead)]] },
        tables: vec![table],
        ..Section::default()
    }
}

type Key<'a> = (&'a str, u32);

/// Files of test code and of generators.
type Doubles<'a> = BTreeSet<&'a str>;

fn key(interface: &Interface) -> Key<'_> {
    (&interface.at.file, interface.at.line)
}

/// Implementations by the place of their interface.
fn implementations<'a>(context: &Context<'a>) -> BTreeMap<Key<'a>, Vec<&'a Implementation>> {
    let mut by: BTreeMap<Key<'_>, Vec<&Implementation>> = BTreeMap::new();
    for one in &context.analysis.implementations {
        if let Some(file) = &one.interface.file {
            by.entry((file, one.interface.line)).or_default().push(one);
        }
    }
    for list in by.values_mut() {
        // What the code says itself before what follows from method sets; each type once.
        list.sort_by_key(|one| (one.type_ref.clone(), one.evidence));
        list.dedup_by(|a, b| a.type_ref == b.type_ref);
        list.sort_by_key(|one| (Reverse(one.evidence != Proof::MethodSet), one.type_ref.clone()));
    }
    by
}

fn row(
    context: &Context<'_>,
    one: &Interface,
    by: &[&Implementation],
    doubles: &Doubles<'_>,
) -> Row {
    let ships = |one: &&&Implementation| {
        !one.type_ref.file.as_ref().is_some_and(|file| doubles.contains(&**file))
    };
    let shipping: Vec<&&Implementation> = by.iter().filter(ships).collect();
    let mut types = Vec::new();
    for implementation in shipping.iter().take(SHOWN) {
        if !types.is_empty() {
            types.push(Piece::line());
        }
        types.extend(implementing(context, implementation));
    }
    let rest = [
        (shipping.len().saturating_sub(SHOWN), "more"),
        (by.len() - shipping.len(), "in test or generated code"),
    ];
    for (number, what) in rest.into_iter().filter(|(number, _)| *number > 0) {
        let and = if types.is_empty() { "" } else { "and " };
        if !types.is_empty() {
            types.push(Piece::line());
        }
        types.push(Piece::text(format!("{and}{number} {what}")));
    }
    if by.is_empty() {
        types.push(Piece::mark("none here", "fair"));
    }
    let methods: Vec<&str> = one.methods.iter().map(|method| method.name.as_str()).collect();
    let mut name = vec![Piece::code(&one.name)];
    if !methods.is_empty() {
        let shown: Vec<&str> = methods.iter().take(METHODS).copied().collect();
        let more = methods.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        name.extend([Piece::line(), Piece::text(format!("{}{more}", shown.join(", ")))]);
    }
    Row::new([
        name.into(),
        context.to.at(&one.at).into(),
        word(&one.kind).into(),
        Cell::number(u64::try_from(methods.len()).unwrap_or_default()),
        Cell::number(u64::try_from(by.len()).unwrap_or_default()),
        types.into(),
        Cell::amount(one.rank),
    ])
}

fn implementing(context: &Context<'_>, one: &Implementation) -> Vec<Piece> {
    let how = match one.evidence {
        Proof::Assert => " asserted ",
        Proof::MethodSet => " by its methods ",
        Proof::Impl => " ",
        Proof::Derive => " derived ",
    };
    let place = match &one.type_ref.file {
        Some(file) => context.to.place(file, one.type_ref.line),
        None => context.to.at(&one.at),
    };
    vec![Piece::code(one.type_ref.name.as_str()), Piece::text(how), place]
}
