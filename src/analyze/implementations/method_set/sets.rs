//! Method sets: what an interface asks for, embedded interfaces included, and what a pointer to a type has,
//! promoted methods included.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    known::{Known, Member},
    spelling::{Arguments, NO_ARGUMENTS, Named},
    universe::{
        Declared, Key, Meaning, Method, OUTSIDE, Site, TypeId, Universe, Variant, View, key,
    },
    worlds,
};
use crate::model::{Interface, TypeDecl, TypeKind};

/// The methods of an interface; `None` where the text does not say all of them, or where it is a constraint.
pub(super) fn asked<'a>(
    universe: &Universe<'a>,
    (id, variant): (TypeId<'a>, Variant<'a>),
    view: View,
) -> Option<Vec<Method<'a>>> {
    let mut methods = Vec::new();
    let asked = Asked { universe, view };
    asked.declared(id, variant, (NO_ARGUMENTS, 0), &mut methods)?;
    methods.sort_by_key(|method| method.key);
    methods.dedup_by_key(|method| method.key);
    Some(methods)
}

/// Interfaces cannot embed themselves; broken code can.
const MOST_EMBEDS: u32 = 32;

struct Asked<'u, 'a> {
    universe: &'u Universe<'a>,
    view: View,
}

impl<'a> Asked<'_, 'a> {
    fn flatten(&self, named: Named<'a>, into: &mut Vec<Method<'a>>, depth: u32) -> Option<()> {
        if depth > MOST_EMBEDS {
            return None;
        }
        match named.meaning {
            Meaning::Unknown => None,
            Meaning::External(path, name) => match self.universe.std.find(path, name)? {
                Known::Interface(members) => {
                    into.extend(
                        members.into_iter().filter_map(|one| outside(one, named.arguments)),
                    );
                    Some(())
                }
                Known::Type(_) => None,
            },
            Meaning::Declared(id) => {
                let variant = self.universe.declared(id, self.view)?;
                self.declared(id, variant, (named.arguments, depth), into)
            }
        }
    }

    fn declared(
        &self,
        id: TypeId<'a>,
        Variant { declared, mask }: Variant<'a>,
        (arguments, depth): (Arguments, u32),
        into: &mut Vec<Method<'a>>,
    ) -> Option<()> {
        if !declared.type_parameters().is_empty() && arguments == NO_ARGUMENTS {
            return None;
        }
        let site = declared.site(arguments);
        match declared {
            Declared::Interface(one) => {
                if !one.type_set.is_empty() {
                    return None;
                }
                into.extend(own_methods(id, one, site).map(|method| Method { mask, ..method }));
                one.embeds.iter().try_for_each(|embed| {
                    self.flatten(self.universe.named(site, embed)?, into, depth + 1)
                })
            }
            // `type Mine Reader`, `type Mine = Reader`.
            Declared::Type(one) => {
                let target = self.universe.named(site, one.target.as_deref()?)?;
                self.flatten(target, into, depth + 1)
            }
        }
    }
}

fn own_methods<'a>(
    id: TypeId<'a>,
    one: &'a Interface,
    site: Site<'a>,
) -> impl Iterator<Item = Method<'a>> {
    one.methods.iter().map(move |method| Method {
        key: key(id.0, &method.name),
        site,
        text: &method.signature,
        mask: worlds::EVERY,
    })
}

fn outside<'a>(member: Member, arguments: Arguments) -> Option<Method<'a>> {
    let site = Site { arguments, ..OUTSIDE };
    let text = member.signature?;
    Some(Method { key: (None, member.name), site, text, mask: worlds::EVERY })
}

/// The methods of `*T`.
#[derive(Debug, Default)]
pub(super) struct MethodSet<'a> {
    /// Methods with their depth, by name; none for a field, and for what two embedded types both have.
    found: Vec<(Key<'a>, u32, Vec<Method<'a>>)>,
    /// The depth from which on embedded types outside the repository may add or hide names.
    unknown_from: Option<u32>,
}

impl<'a> MethodSet<'a> {
    /// A method that the type certainly has: one, or one for each of several platforms.
    pub(super) fn get(&self, key: Key<'a>) -> &[Method<'a>] {
        let place = self.found.binary_search_by_key(&key, |(key, ..)| *key).ok();
        let Some((_, depth, methods)) = place.and_then(|place| self.found.get(place)) else {
            return &[];
        };
        let unsure = self.unknown_from.is_some_and(|unknown| unknown <= *depth);
        if unsure { &[] } else { methods }
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = Key<'a>> + '_ {
        self.found.iter().map(|(key, ..)| *key).filter(|key| !self.get(*key).is_empty())
    }

    /// Forgets all methods but these.
    pub(super) fn keep(&mut self, asked: &BTreeSet<Key<'a>>) {
        self.found.retain(|(key, ..)| asked.contains(key));
        self.found.shrink_to_fit();
    }

    /// Level by level, as the language specification selects names: the shallowest wins, two of one depth
    /// hide each other.
    pub(super) fn of(
        universe: &Universe<'a>,
        id: TypeId<'a>,
        one: &'a TypeDecl,
        view: View,
    ) -> Self {
        let mut found: BTreeMap<Key<'a>, (u32, Vec<Method<'a>>)> = BTreeMap::new();
        let mut unknown_from = None;
        let mut seen = BTreeSet::new();
        let mut promoted = Promoted::new();
        let mut level: Vec<Named<'a>> = Vec::new();
        for depth in 0..=MOST_EMBEDS {
            let mut here = Level::new(universe, view, depth, promoted);
            if depth == 0 {
                here.read_type(id, one, NO_ARGUMENTS);
            }
            for named in &level {
                here.read(*named);
            }
            for (key, methods) in here.names {
                found.entry(key).or_insert((depth, methods));
            }
            if here.unknown {
                unknown_from.get_or_insert(depth);
            }
            seen.extend(level);
            level = here.embedded;
            level.retain(|named| !seen.contains(named));
            promoted = here.promoted;
            if level.is_empty() && promoted.is_empty() {
                break;
            }
        }
        let found = found.into_iter().map(|(key, (depth, methods))| (key, depth, methods));
        Self { found: found.collect(), unknown_from }
    }
}

/// Members of types outside the repository that stand deeper, by depth.
type Promoted<'a> = BTreeMap<u32, Vec<(Key<'a>, Vec<Method<'a>>)>>;

/// What stands at one depth.
struct Level<'u, 'a> {
    universe: &'u Universe<'a>,
    view: View,
    depth: u32,
    names: BTreeMap<Key<'a>, Vec<Method<'a>>>,
    embedded: Vec<Named<'a>>,
    promoted: Promoted<'a>,
    unknown: bool,
}

impl<'u, 'a> Level<'u, 'a> {
    fn new(universe: &'u Universe<'a>, view: View, depth: u32, mut promoted: Promoted<'a>) -> Self {
        let here = promoted.remove(&depth).unwrap_or_default();
        let (names, embedded) = (BTreeMap::new(), Vec::new());
        let mut level = Self { universe, view, depth, names, embedded, promoted, unknown: false };
        for (key, methods) in here {
            level.add(key, methods);
        }
        level
    }

    fn read(&mut self, named: Named<'a>) {
        match named.meaning {
            Meaning::Unknown => self.unknown = true,
            Meaning::External(path, name) => match self.universe.std.find(path, name) {
                Some(Known::Interface(members) | Known::Type(members)) => {
                    self.add_outside(members, named.arguments);
                }
                None => self.unknown = true,
            },
            Meaning::Declared(id) => match self.universe.declared(id, self.view) {
                Some(Variant { declared: Declared::Type(one), .. }) => {
                    self.read_type(id, one, named.arguments);
                }
                _ => self.add_interface(named),
            },
        }
    }

    fn read_type(&mut self, id: TypeId<'a>, one: &'a TypeDecl, arguments: Arguments) {
        let methods = declared_methods(self.universe, (id, arguments), self.view);
        let has_methods = !methods.is_empty();
        for (key, methods) in methods {
            self.add(key, methods);
        }
        match underlying(self.universe, (id, one, arguments), self.view) {
            Underlying::Struct(package, one, arguments) => self.add_fields(package, one, arguments),
            Underlying::Interface(named) => self.add_interface(named),
            Underlying::Outside(members, arguments) => self.add_outside(members, arguments),
            Underlying::Plain => {}
            // What has methods of its own is no interface; embedded types may still give it more.
            Underlying::Unknown if has_methods => {
                let meaning = Meaning::Unknown;
                self.embedded.push(Named { meaning, arguments: NO_ARGUMENTS });
            }
            Underlying::Unknown => self.unknown = true,
        }
    }

    fn add_fields(&mut self, package: usize, one: &'a TypeDecl, arguments: Arguments) {
        let site = Declared::Type(one).site(arguments);
        for member in one.members.iter().filter(|member| member.name != "_") {
            self.add(key(package, &member.name), Vec::new());
            if member.embedded {
                let unknown = Named { meaning: Meaning::Unknown, arguments: NO_ARGUMENTS };
                self.embedded.push(self.universe.named(site, &member.type_name).unwrap_or(unknown));
            }
        }
    }

    fn add_interface(&mut self, named: Named<'a>) {
        let mut methods = Vec::new();
        let asked = Asked { universe: self.universe, view: self.view };
        if asked.flatten(named, &mut methods, 0).is_none() {
            self.unknown = true;
        } else {
            methods.sort_by_key(|method| method.key);
            methods.dedup_by_key(|method| method.key);
            for method in methods {
                self.add(method.key, vec![method]);
            }
        }
    }

    fn add_outside(&mut self, members: Vec<Member>, arguments: Arguments) {
        for member in members {
            let methods: Vec<_> = outside(member, arguments).into_iter().collect();
            let key = (None, member.name);
            if member.depth == 0 {
                self.add(key, methods);
            } else {
                let deeper = self.promoted.entry(self.depth + member.depth).or_default();
                deeper.push((key, methods));
            }
        }
    }

    /// Two of one depth hide each other.
    fn add(&mut self, key: Key<'a>, methods: Vec<Method<'a>>) {
        self.names.entry(key).and_modify(Vec::clear).or_insert(methods);
    }
}

/// Methods declared on a type. Platforms may each declare one; where two of one build differ, it is none.
fn declared_methods<'a>(
    universe: &Universe<'a>,
    (id, arguments): (TypeId<'a>, Arguments),
    view: View,
) -> BTreeMap<Key<'a>, Vec<Method<'a>>> {
    let mut found: BTreeMap<Key<'a>, Vec<Method<'a>>> = BTreeMap::new();
    let mut broken = BTreeSet::new();
    for method in universe.methods(id, arguments, view) {
        let known = found.entry(method.key).or_insert_with(|| Vec::with_capacity(1));
        let meets = known.iter().find(|one| one.mask & method.mask & view.mask != 0);
        match meets {
            None => known.push(method),
            Some(one) if universe.canonical(*one) == universe.canonical(method) => {}
            Some(_) => drop(broken.insert(method.key)),
        }
    }
    for key in broken {
        found.insert(key, Vec::new());
    }
    found
}

/// What a type is made of.
enum Underlying<'a> {
    /// Package of the field names.
    Struct(usize, &'a TypeDecl, Arguments),
    Interface(Named<'a>),
    /// Promoted methods and fields of a type of the standard library.
    Outside(Vec<Member>, Arguments),
    /// Neither fields nor methods.
    Plain,
    Unknown,
}

fn underlying<'a>(
    universe: &Universe<'a>,
    (mut id, mut one, mut arguments): (TypeId<'a>, &'a TypeDecl, Arguments),
    view: View,
) -> Underlying<'a> {
    for _ in 0..MOST_EMBEDS {
        if one.kind == TypeKind::Struct {
            return Underlying::Struct(id.0, one, arguments);
        }
        let Some(target) = one.target.as_deref() else { return Underlying::Plain };
        let site = Declared::Type(one).site(arguments);
        let Some(named) = universe.named(site, target).filter(|_| !target.starts_with('*')) else {
            return Underlying::Plain;
        };
        match named.meaning {
            Meaning::Unknown => return Underlying::Unknown,
            Meaning::External("", name) if !matches!(name, "error" | "any") => {
                return Underlying::Plain;
            }
            Meaning::External(path, name) => {
                return match universe.std.find(path, name) {
                    None => Underlying::Unknown,
                    Some(Known::Interface(_)) => Underlying::Interface(named),
                    Some(Known::Type(mut members)) => {
                        members.retain(|one| one.depth > 0 || one.signature.is_none());
                        Underlying::Outside(members, named.arguments)
                    }
                };
            }
            Meaning::Declared(next) => match universe.declared(next, view) {
                Some(Variant { declared: Declared::Type(other), .. }) => {
                    (id, one, arguments) = (next, other, named.arguments);
                }
                _ => return Underlying::Interface(named),
            },
        }
    }
    Underlying::Unknown
}
