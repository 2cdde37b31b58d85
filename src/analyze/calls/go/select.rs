//! What a selector `x.name` means for a value of a type: a field, a method, an interface's method, promoted
//! ones included.

use std::collections::BTreeSet;

use super::{
    Callable,
    types::{self, Type, TypeId},
    world::{Declared, World},
};
use crate::model::Interface;

/// What a selector finds.
pub(super) enum Selected<'a> {
    Field(Type<'a>),
    Method(Callable<'a>),
}

/// Types cannot embed themselves without end; broken code can.
const DEPTH: usize = 16;

/// Level by level, as the language selects names. Code that compiles has no two of one level, so that the first
/// one found is the one meant, unless an embedded type outside the repository may have it at a lesser depth.
pub(super) fn select<'a>(
    world: &World<'a>,
    of: &Type<'a>,
    name: &str,
    from: &str,
) -> Option<Selected<'a>> {
    let id = match of {
        Type::Named(id) => id,
        Type::Struct(file, fields) => {
            let text = types::field(fields, name)?;
            return Some(Selected::Field(world.type_of(file, text)));
        }
        _ => return None,
    };
    let mut level = vec![*id];
    let mut seen = BTreeSet::new();
    for _ in 0..DEPTH {
        let mut next = Vec::new();
        let mut unknown = false;
        for id in level {
            if !seen.insert(id) {
                continue;
            }
            if let Some(found) = own(world, id, name, from) {
                return Some(found);
            }
            unknown |= !embedded(world, id, &mut next);
        }
        if unknown || next.is_empty() {
            return None;
        }
        level = next;
    }
    None
}

/// The type's own field or method of that name.
fn own<'a>(world: &World<'a>, id: TypeId<'a>, name: &str, from: &str) -> Option<Selected<'a>> {
    if let Some(method) = world.method(id, name, from) {
        return Some(Selected::Method(Callable::function(method)));
    }
    let (_, declared) = underlying(world, id)?;
    match declared {
        Declared::Interface(one) => interface_method(world, one, name, 0).map(Selected::Method),
        Declared::Type(one) => {
            let member = one.members.iter().find(|member| member.name == name)?;
            Some(Selected::Field(world.type_of(&one.at.file, &member.type_name)))
        }
    }
}

fn interface_method<'a>(
    world: &World<'a>,
    one: &'a Interface,
    name: &str,
    depth: usize,
) -> Option<Callable<'a>> {
    if let Some(method) = one.methods.iter().find(|method| method.name == name) {
        return Some(Callable::of_interface(one, method));
    }
    if depth > DEPTH {
        return None;
    }
    one.embeds.iter().find_map(|embed| {
        let Type::Named(id) = world.type_of(&one.at.file, embed) else { return None };
        match underlying(world, id)?.1 {
            Declared::Interface(inner) => interface_method(world, inner, name, depth + 1),
            Declared::Type(_) => None,
        }
    })
}

/// Adds the types that a struct embeds; false where one of them is outside the repository.
fn embedded<'a>(world: &World<'a>, id: TypeId<'a>, next: &mut Vec<TypeId<'a>>) -> bool {
    let Some((_, Declared::Type(one))) = underlying(world, id) else { return true };
    let mut known = true;
    for member in one.members.iter().filter(|member| member.embedded) {
        match world.type_of(&one.at.file, &member.type_name) {
            Type::Named(id) => next.push(behind_aliases(world, id)),
            _ => known = false,
        }
    }
    known
}

/// The declaration that a type's fields, or an interface's methods, stand in.
pub(super) fn underlying<'a>(
    world: &World<'a>,
    mut id: TypeId<'a>,
) -> Option<(TypeId<'a>, Declared<'a>)> {
    for _ in 0..DEPTH {
        let declared = world.declared(id)?;
        let Some(target) = declared.target() else { return Some((id, declared)) };
        match world.type_of(declared.file(), target) {
            // A pointer to a type, a list of it: not the type itself.
            Type::Named(next) if target.starts_with(|c: char| c.is_alphabetic() || c == '_') => {
                id = next;
            }
            _ => return Some((id, declared)),
        }
    }
    None
}

/// The type that an alias stands for.
pub(super) fn behind_aliases<'a>(world: &World<'a>, mut id: TypeId<'a>) -> TypeId<'a> {
    for _ in 0..DEPTH {
        let declared = world.declared(id).filter(|declared| declared.is_alias());
        let Some((declared, target)) = declared.and_then(|one| Some((one, one.target()?))) else {
            return id;
        };
        match world.type_of(declared.file(), target) {
            Type::Named(next) => id = next,
            _ => return id,
        }
    }
    id
}
