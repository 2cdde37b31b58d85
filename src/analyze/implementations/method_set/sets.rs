//! Method sets: what an interface asks for, embedded interfaces included, and what a pointer to a type has,
//! promoted methods included.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    known,
    universe::{Declared, Key, Meaning, Method, TypeId, Universe, key},
};
use crate::model::{Interface, TypeDecl, TypeKind};

/// The methods of an interface; `None` where the text does not say all of them, or where it is a constraint.
pub(super) fn asked<'a>(universe: &Universe<'a>, id: TypeId<'a>) -> Option<Vec<Method<'a>>> {
    let mut methods = Vec::new();
    flatten(universe, Meaning::Declared(id), &mut methods, 0)?;
    methods.sort_by_key(|method| method.key);
    methods.dedup_by_key(|method| method.key);
    Some(methods)
}

/// Interfaces cannot embed themselves; broken code can.
const MOST_EMBEDS: u32 = 32;

fn flatten<'a>(
    universe: &Universe<'a>,
    meaning: Meaning<'a>,
    into: &mut Vec<Method<'a>>,
    depth: u32,
) -> Option<()> {
    if depth > MOST_EMBEDS {
        return None;
    }
    match meaning {
        Meaning::Unknown => None,
        Meaning::External(path, name) => {
            into.extend(outside(known::interface(path, name)?));
            Some(())
        }
        Meaning::Declared(id) => match universe.declared(id)? {
            Declared::Interface(one) => {
                if one.type_params > 0 || !one.type_set.is_empty() {
                    return None;
                }
                into.extend(own_methods(id, one));
                one.embeds.iter().try_for_each(|embed| {
                    flatten(universe, universe.meaning(&one.at.file, embed), into, depth + 1)
                })
            }
            // `type Mine Reader`, `type Mine = Reader`.
            Declared::Type(one) => {
                let target = one.target.as_deref().filter(|text| is_name(text))?;
                flatten(universe, universe.meaning(&one.at.file, target), into, depth + 1)
            }
        },
    }
}

fn own_methods<'a>(id: TypeId<'a>, one: &'a Interface) -> impl Iterator<Item = Method<'a>> {
    one.methods.iter().map(move |method| Method {
        key: key(id.0, &method.name),
        file: &one.at.file,
        text: &method.signature,
    })
}

fn outside<'a>(methods: Vec<(&'static str, &'static str)>) -> Vec<Method<'a>> {
    let method = |(name, text)| Method { key: (None, name), file: "", text };
    methods.into_iter().map(method).collect()
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// The methods of `*T`.
#[derive(Debug, Default)]
pub(super) struct MethodSet<'a> {
    /// Methods with their depth; `None` for a field, and for what two embedded types both have.
    found: BTreeMap<Key<'a>, (u32, Option<Method<'a>>)>,
    /// The depth from which on embedded types outside the repository may add or hide names.
    unknown_from: Option<u32>,
}

impl<'a> MethodSet<'a> {
    /// A method that the type certainly has.
    pub(super) fn get(&self, key: Key<'a>) -> Option<Method<'a>> {
        let (depth, method) = self.found.get(&key)?;
        let unsure = self.unknown_from.is_some_and(|unknown| unknown <= *depth);
        if unsure { None } else { *method }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = Key<'a>> + '_ {
        self.found.keys().copied().filter(|key| self.get(*key).is_some())
    }

    /// Level by level, as the language specification selects names: the shallowest wins, two of one depth
    /// hide each other.
    pub(super) fn of(universe: &Universe<'a>, id: TypeId<'a>) -> Self {
        let mut set = Self::default();
        let mut seen = BTreeSet::new();
        let mut level = vec![Meaning::Declared(id)];
        for depth in 0.. {
            let mut here = Level::default();
            for meaning in level.iter().copied() {
                here.read(universe, meaning);
            }
            for (key, method) in here.names {
                set.found.entry(key).or_insert((depth, method));
            }
            if here.unknown {
                set.unknown_from.get_or_insert(depth);
            }
            seen.extend(level);
            here.embedded.retain(|meaning| !seen.contains(meaning));
            if here.embedded.is_empty() || depth > MOST_EMBEDS {
                break;
            }
            level = here.embedded;
        }
        set
    }
}

/// What stands at one depth.
#[derive(Default)]
struct Level<'a> {
    names: BTreeMap<Key<'a>, Option<Method<'a>>>,
    embedded: Vec<Meaning<'a>>,
    unknown: bool,
}

impl<'a> Level<'a> {
    fn read(&mut self, universe: &Universe<'a>, meaning: Meaning<'a>) {
        let methods = match meaning {
            Meaning::Unknown => None,
            Meaning::External(path, name) => known::embeddable(path, name).map(outside),
            Meaning::Declared(id) => match universe.declared(id) {
                Some(Declared::Type(one)) => return self.read_type(universe, id, one),
                _ => asked(universe, id),
            },
        };
        match methods {
            Some(methods) => self.add_all(methods),
            None => self.unknown = true,
        }
    }

    fn read_type(&mut self, universe: &Universe<'a>, id: TypeId<'a>, one: &'a TypeDecl) {
        let methods = declared_methods(universe, id);
        let has_methods = !methods.is_empty();
        for (key, method) in methods {
            self.add(key, method);
        }
        match underlying(universe, id, one) {
            Underlying::Struct(id, one) => self.add_fields(universe, id, one),
            Underlying::Interface(methods) => self.add_all(methods),
            Underlying::Plain => {}
            // What has methods of its own is no interface; embedded types may still give it more.
            Underlying::Unknown if has_methods => self.embedded.push(Meaning::Unknown),
            Underlying::Unknown => self.unknown = true,
        }
    }

    fn add_fields(&mut self, universe: &Universe<'a>, id: TypeId<'a>, one: &'a TypeDecl) {
        for member in one.members.iter().filter(|member| member.name != "_") {
            self.add(key(id.0, &member.name), None);
            if member.embedded {
                let name = member.type_name.trim_start_matches('*').trim();
                let name = name.split('[').next().unwrap_or(name);
                self.embedded.push(behind_aliases(universe, universe.meaning(&one.at.file, name)));
            }
        }
    }

    fn add_all(&mut self, methods: Vec<Method<'a>>) {
        for method in methods {
            self.add(method.key, Some(method));
        }
    }

    /// Two of one depth hide each other.
    fn add(&mut self, key: Key<'a>, method: Option<Method<'a>>) {
        self.names.entry(key).and_modify(|first| *first = None).or_insert(method);
    }
}

/// Methods declared on a type. Platforms may each declare one; where those differ, it is not known.
fn declared_methods<'a>(
    universe: &Universe<'a>,
    id: TypeId<'a>,
) -> BTreeMap<Key<'a>, Option<Method<'a>>> {
    let mut found: BTreeMap<Key<'a>, Option<Method<'a>>> = BTreeMap::new();
    for method in universe.methods(id) {
        let first = found.entry(method.key).or_insert(Some(method));
        let same = first.is_some_and(|first| {
            first == method || universe.canonical(first) == universe.canonical(method)
        });
        if !same {
            *first = None;
        }
    }
    found
}

/// What a type is made of.
enum Underlying<'a> {
    Struct(TypeId<'a>, &'a TypeDecl),
    Interface(Vec<Method<'a>>),
    /// Neither fields nor methods.
    Plain,
    Unknown,
}

fn underlying<'a>(
    universe: &Universe<'a>,
    mut id: TypeId<'a>,
    mut one: &'a TypeDecl,
) -> Underlying<'a> {
    for _ in 0..MOST_EMBEDS {
        if one.kind == TypeKind::Struct {
            return Underlying::Struct(id, one);
        }
        let Some(target) = one.target.as_deref().filter(|text| is_name(text)) else {
            return Underlying::Plain;
        };
        match universe.meaning(&one.at.file, target) {
            Meaning::Unknown => return Underlying::Unknown,
            Meaning::External("", name) if !matches!(name, "error" | "any") => {
                return Underlying::Plain;
            }
            Meaning::External(path, name) => {
                let methods = known::interface(path, name).map(outside);
                return methods.map_or(Underlying::Unknown, Underlying::Interface);
            }
            Meaning::Declared(next) => match universe.declared(next) {
                Some(Declared::Type(other)) => (id, one) = (next, other),
                _ => {
                    return asked(universe, next)
                        .map_or(Underlying::Unknown, Underlying::Interface);
                }
            },
        }
    }
    Underlying::Unknown
}

/// What an alias stands for, when it is a name again.
fn behind_aliases<'a>(universe: &Universe<'a>, mut meaning: Meaning<'a>) -> Meaning<'a> {
    for _ in 0..MOST_EMBEDS {
        let Meaning::Declared(id) = meaning else { return meaning };
        let Some(declared) = universe.declared(id) else { return Meaning::Unknown };
        let Some(target) = declared.alias_target() else { return meaning };
        if !is_name(target) {
            return Meaning::Unknown;
        }
        meaning = universe.meaning(&declared.at().file, target);
    }
    Meaning::Unknown
}
