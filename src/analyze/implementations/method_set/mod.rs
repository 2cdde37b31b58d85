//! Go types that satisfy interfaces of the repository, because `*T` has every method that is asked for.
//!
//! Method sets are compared as the compiler does, as far as text decides it: what depends on types outside
//! the repository and the standard library is no claim. Aliases, constraint interfaces, generic interfaces and
//! interfaces without methods are left out. A type, its methods and the interface must meet in one build, on
//! linux/amd64 where the type exists there.

mod canonical;
mod known;
mod sets;
mod spelling;
mod universe;
mod worlds;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::{
    sets::MethodSet,
    universe::{Declared, Key, Method, TypeId, Universe, Variant, View},
    worlds::Mask,
};
use crate::model::{
    Evidence, EvidenceClass, FileFacts, Implementation, Name, Package, Proof, SymbolRef, TypeDecl,
    TypeKind,
};

/// One claim for every pair of type and interface that `asserted` does not have already.
pub(super) fn find(
    facts: &[FileFacts],
    packages: &[Package],
    asserted: &[Implementation],
) -> Vec<Implementation> {
    let universe = Universe::of(facts, packages);
    let interfaces = interfaces(&universe);
    let asked = interfaces.iter().flat_map(|interface| &interface.methods);
    let types = types(&universe, &asked.map(|method| method.key).collect());
    let having = having(&types);
    let places = |claim: &Implementation| (place(&claim.type_ref), place(&claim.interface));
    let mut known: BTreeSet<_> = asserted.iter().map(places).collect();
    let mut found = Vec::new();
    for interface in &interfaces {
        for one in candidates(interface, &having) {
            if satisfies(&universe, one, interface) {
                let claim = claim(&universe, one, interface);
                if known.insert(places(&claim)) {
                    found.push(claim);
                }
            }
        }
    }
    found
}

/// A type that is no interface.
struct Concrete<'a> {
    id: TypeId<'a>,
    declared: &'a TypeDecl,
    mask: Mask,
    /// With the methods that tests of its package add to it.
    with_tests: bool,
    methods: MethodSet<'a>,
}

/// An interface with everything it asks for.
struct Wanted<'a> {
    id: TypeId<'a>,
    at: &'a Evidence,
    mask: Mask,
    methods: Vec<Method<'a>>,
}

/// Every type with a method that some interface asks for; what tests add methods to a second time, behind its
/// plain self.
fn types<'a>(universe: &Universe<'a>, asked: &BTreeSet<Key<'a>>) -> Vec<Concrete<'a>> {
    let mut found = Vec::new();
    let mut test_methods = BTreeMap::new();
    // The other methods of all types at once are several times as large as these.
    let mut add = |mut one: Concrete<'a>| {
        one.methods.keep(asked);
        if one.methods.keys().next().is_some() {
            found.push(one);
        }
    };
    for (id, variant) in universe.types() {
        let Declared::Type(declared) = variant.declared else { continue };
        if declared.kind == TypeKind::Alias || is_interface(universe, id, variant) {
            continue;
        }
        let mask = universe.worlds.preferred(variant.mask);
        let concrete = |tests_of, with_tests| {
            let methods = MethodSet::of(universe, id, declared, View { mask, tests_of });
            Concrete { id, declared, mask, with_tests, methods }
        };
        if declared.test {
            add(concrete(Some(id.0), false));
            continue;
        }
        let plain = concrete(None, false);
        let more = test_methods.entry(id.0).or_insert_with(|| universe.has_test_methods(id.0));
        let tested = more.then(|| concrete(Some(id.0), true));
        let tested = tested.filter(|tested| tested.methods.keys().ne(plain.methods.keys()));
        add(plain);
        tested.into_iter().for_each(&mut add);
    }
    found
}

fn is_interface<'a>(universe: &Universe<'a>, id: TypeId<'a>, variant: Variant<'a>) -> bool {
    let view = View { mask: variant.mask, tests_of: Some(id.0) };
    sets::asked(universe, (id, variant), view).is_some()
}

fn interfaces<'a>(universe: &Universe<'a>) -> Vec<Wanted<'a>> {
    let wanted = universe.types().filter_map(|(id, variant)| {
        let is_alias = match variant.declared {
            Declared::Interface(one) => one.alias,
            Declared::Type(one) => one.kind != TypeKind::Named,
        };
        if is_alias {
            return None;
        }
        let view = View { mask: variant.mask, tests_of: Some(id.0) };
        let methods = sets::asked(universe, (id, variant), view)?;
        let Variant { declared, mask } = variant;
        (!methods.is_empty()).then(|| Wanted { id, at: declared.at(), mask, methods })
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

/// Whether one build has the type, all methods and the interface.
fn satisfies<'a>(universe: &Universe<'a>, one: &Concrete<'a>, interface: &Wanted<'a>) -> bool {
    let mut meeting = one.mask & interface.mask;
    interface.methods.iter().all(|wanted| {
        let methods = one.methods.get(wanted.key).iter();
        let mut here = methods.filter(|method| method.mask & wanted.mask & meeting != 0).peekable();
        if here.peek().is_none() {
            return false;
        }
        let signature = universe.canonical(*wanted);
        let same =
            here.find(|method| signature.is_some() && signature == universe.canonical(**method));
        same.is_some_and(|method| {
            meeting &= method.mask & wanted.mask;
            true
        })
    }) && meeting != 0
}

fn claim(universe: &Universe<'_>, one: &Concrete<'_>, interface: &Wanted<'_>) -> Implementation {
    let at = &one.declared.at;
    let outside = one.id.0 != interface.id.0;
    let (rule, class) = if one.with_tests {
        ("go.method-set.tests", EvidenceClass::Test)
    } else {
        ("go.method-set", at.class)
    };
    Implementation {
        at: Evidence { rule: rule.into(), class, ..at.clone() },
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
        name: name.into(),
        qualifier: qualifier.into(),
        file: Some(Arc::clone(&at.file)),
        line: at.line,
    }
}

fn place(symbol: &SymbolRef) -> (Option<Arc<str>>, u32, Name) {
    (symbol.file.clone(), symbol.line, symbol.name)
}
