//! Go types that satisfy interfaces of the repository, because `*T` has every method that is asked for.
//!
//! Method sets are compared as the compiler does, as far as text decides it: what depends on types outside
//! the repository, or on type parameters, is no claim. Aliases, constraint interfaces and interfaces without
//! methods are left out.

mod canonical;
mod known;
mod sets;
mod universe;

#[cfg(test)]
mod tests;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::{
    sets::MethodSet,
    universe::{Declared, Key, Method, TypeId, Universe},
};
use crate::model::{
    Evidence, FileFacts, Implementation, Package, Proof, SymbolRef, TypeDecl, TypeKind,
};

/// One claim for every pair of type and interface that `asserted` does not have already.
pub(super) fn find(
    facts: &[FileFacts],
    packages: &[Package],
    asserted: &[Implementation],
) -> Vec<Implementation> {
    let universe = Universe::of(facts, packages);
    let types = types(&universe);
    let having = having(&types);
    let places = |claim: &Implementation| (place(&claim.type_ref), place(&claim.interface));
    let known: BTreeSet<_> = asserted.iter().map(places).collect();
    let mut found = Vec::new();
    for interface in interfaces(&universe) {
        for one in candidates(&interface, &having) {
            if satisfies(&universe, one, &interface) {
                found.push(claim(&universe, one, &interface));
            }
        }
    }
    found.retain(|claim| !known.contains(&places(claim)));
    found
}

/// A type that is no interface.
struct Concrete<'a> {
    id: TypeId<'a>,
    declared: &'a TypeDecl,
    methods: MethodSet<'a>,
}

/// An interface with everything it asks for.
struct Wanted<'a> {
    id: TypeId<'a>,
    at: &'a Evidence,
    methods: Vec<Method<'a>>,
}

fn types<'a>(universe: &Universe<'a>) -> Vec<Concrete<'a>> {
    let concrete = universe.types().filter_map(|(id, declared)| match declared {
        Declared::Type(one)
            if one.kind != TypeKind::Alias && sets::asked(universe, id).is_none() =>
        {
            Some(Concrete { id, declared: one, methods: MethodSet::of(universe, id) })
        }
        _ => None,
    });
    concrete.collect()
}

fn interfaces<'a>(universe: &Universe<'a>) -> Vec<Wanted<'a>> {
    let wanted = universe.types().filter_map(|(id, declared)| {
        let is_alias = match declared {
            Declared::Interface(one) => one.alias,
            Declared::Type(one) => one.kind != TypeKind::Named,
        };
        let methods = if is_alias { None } else { sets::asked(universe, id) }?;
        (!methods.is_empty()).then(|| Wanted { id, at: declared.at(), methods })
    });
    wanted.collect()
}

/// Types by the methods they have.
type Having<'t, 'a> = BTreeMap<Key<'a>, Vec<&'t Concrete<'a>>>;

fn having<'t, 'a>(types: &'t [Concrete<'a>]) -> Having<'t, 'a> {
    let mut having = Having::new();
    for one in types {
        for key in one.methods.keys() {
            having.entry(key).or_default().push(one);
        }
    }
    having
}

/// The types that have the rarest of the methods.
fn candidates<'t, 'a>(interface: &Wanted<'a>, having: &Having<'t, 'a>) -> Vec<&'t Concrete<'a>> {
    let lists = interface.methods.iter().map(|method| having.get(&method.key));
    let shortest = lists.min_by_key(|list| list.map_or(0, Vec::len)).flatten();
    shortest.cloned().unwrap_or_default()
}

fn satisfies<'a>(universe: &Universe<'a>, one: &Concrete<'a>, interface: &Wanted<'a>) -> bool {
    let pairs: Option<Vec<_>> = interface
        .methods
        .iter()
        .map(|wanted| Some((*wanted, one.methods.get(wanted.key)?)))
        .collect();
    pairs.is_some_and(|pairs| {
        pairs.into_iter().all(|(wanted, method)| {
            let wanted = universe.canonical(wanted);
            wanted.is_some() && wanted == universe.canonical(method)
        })
    })
}

fn claim(universe: &Universe<'_>, one: &Concrete<'_>, interface: &Wanted<'_>) -> Implementation {
    let at = &one.declared.at;
    let outside = one.id.0 != interface.id.0;
    Implementation {
        at: Evidence { rule: Cow::Borrowed("go.method-set"), ..at.clone() },
        evidence: Proof::MethodSet,
        type_ref: symbol(one.id.1, "", at),
        interface: symbol(
            interface.id.1,
            if outside { universe.package_name(interface.id.0) } else { "" },
            interface.at,
        ),
    }
}

fn symbol(name: &str, qualifier: &str, at: &Evidence) -> SymbolRef {
    SymbolRef {
        name: name.to_owned(),
        qualifier: qualifier.to_owned(),
        file: Some(Arc::clone(&at.file)),
        line: at.line,
    }
}

fn place(symbol: &SymbolRef) -> (Option<Arc<str>>, u32, String) {
    (symbol.file.clone(), symbol.line, symbol.name.clone())
}
