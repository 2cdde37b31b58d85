//! The one spelling of names and signatures: aliases are what they stand for, type parameters what they are
//! instantiated with.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    canonical, known,
    universe::{Declared, Meaning, Method, Site, Universe, View},
    worlds,
};
use crate::model::TypeKind;

/// A list of type arguments by its number in [`Spellings`].
pub(super) type Arguments = usize;

/// No arguments: type parameters stand for nothing that is known.
pub(super) const NO_ARGUMENTS: Arguments = 0;

/// What was spelled before.
#[derive(Default)]
pub(super) struct Spellings<'a> {
    signatures: BTreeMap<(Site<'a>, &'a str), Option<Rc<str>>>,
    lists: Vec<Rc<List>>,
    numbers: BTreeMap<Rc<List>, Arguments>,
}

/// Canonical types; `None` where text does not say it.
type List = Vec<Option<String>>;

/// A name with what it is instantiated with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named<'a> {
    pub(super) meaning: Meaning<'a>,
    pub(super) arguments: Arguments,
}

/// Anything; only spelling and aliases ask with it, which are alike on all platforms.
const ANY: View = View { mask: worlds::EVERY, tests_of: None };

const MOST_ALIASES: u32 = 16;

impl<'a> Universe<'a> {
    /// The signature of a method in canonical form.
    pub(super) fn canonical(&self, method: Method<'a>) -> Option<Rc<str>> {
        let place = (method.site, method.text);
        if let Some(known) = self.spellings.borrow().signatures.get(&place) {
            return known.clone();
        }
        let found = if method.site.file.is_empty() {
            self.instantiated(method.text, method.site.arguments)
        } else {
            let names = |qualifier: &str, name: &str, arguments: &[String]| {
                self.spelling(method.site, (qualifier, name, arguments), 0)
            };
            canonical::signature(method.text, &names)
        };
        let found = found.map(Rc::from);
        self.spellings.borrow_mut().signatures.insert(place, found.clone());
        found
    }

    /// A signature of the standard library, in which `$0` is the first type parameter.
    fn instantiated(&self, text: &str, arguments: Arguments) -> Option<String> {
        let mut text = text.to_owned();
        for (position, argument) in self.list(arguments).iter().enumerate() {
            let parameter = format!("${position}");
            if text.contains(&parameter) {
                text = text.replace(&parameter, argument.as_deref()?);
            }
        }
        (!text.contains(['$', '?'])).then_some(text)
    }

    fn spelling(
        &self,
        site: Site<'_>,
        (qualifier, name, arguments): (&str, &str, &[String]),
        depth: u32,
    ) -> Option<String> {
        let parameter = site.names.iter().position(|one| qualifier.is_empty() && one == name);
        if let Some(position) = parameter {
            return self.list(site.arguments).get(position).cloned().flatten();
        }
        let id = match self.look_up(site.file, qualifier, name) {
            Meaning::Declared(id) => id,
            Meaning::External("", name) => return known::built_in(name).map(str::to_owned),
            Meaning::External("C", _) | Meaning::Unknown => return None,
            Meaning::External(path, name) => {
                return Some(canonical::with_arguments(self.std.external(path, name), arguments));
            }
        };
        let declared = self.declared_named(id.0, id.1)?;
        match declared {
            Declared::Interface(one) if one.alias => {
                let is_any = one.methods.is_empty() && one.embeds.is_empty();
                return (is_any && one.type_set.is_empty()).then(|| "any".to_owned());
            }
            Declared::Type(one) if one.kind == TypeKind::Alias => {
                // Aliases cannot go in circles; broken code can.
                if depth > MOST_ALIASES {
                    return None;
                }
                let list = arguments.iter().cloned().map(Some).collect();
                let site = declared.site(self.intern(list));
                let names = |qualifier: &str, name: &str, arguments: &[String]| {
                    self.spelling(site, (qualifier, name, arguments), depth + 1)
                };
                return canonical::type_of(one.target.as_deref()?, &names);
            }
            _ => {}
        }
        let whole = format!("{}.{}", self.identity(id.0)?, id.1);
        Some(canonical::with_arguments(whole, arguments))
    }

    fn list(&self, arguments: Arguments) -> Rc<List> {
        let before = arguments.checked_sub(1);
        let lists = &self.spellings.borrow().lists;
        before.and_then(|index| lists.get(index)).map_or_else(Rc::default, Rc::clone)
    }

    fn intern(&self, list: List) -> Arguments {
        if list.is_empty() {
            return NO_ARGUMENTS;
        }
        let spellings = &mut *self.spellings.borrow_mut();
        if let Some(number) = spellings.numbers.get(&list) {
            return *number;
        }
        let list = Rc::new(list);
        spellings.lists.push(Rc::clone(&list));
        let number = spellings.lists.len();
        spellings.numbers.insert(list, number);
        number
    }

    /// What a type expression without its stars names at a site; `None` when it is no name. An alias is
    /// what it stands for.
    pub(super) fn named(&self, site: Site<'a>, text: &'a str) -> Option<Named<'a>> {
        let mut named = self.as_written(site, text)?;
        for _ in 0..MOST_ALIASES {
            let Meaning::Declared(id) = named.meaning else { return Some(named) };
            let Some(declared) = self.declared_named(id.0, id.1) else { return Some(named) };
            let Some(target) = declared.alias_target() else { return Some(named) };
            named = self.as_written(declared.site(named.arguments), target)?;
        }
        None
    }

    fn as_written(&self, site: Site<'a>, text: &'a str) -> Option<Named<'a>> {
        let text = text.trim_start_matches(['*', '(', ' ']).trim_end_matches([')', ' ']);
        let (path, inside) = text.split_once('[').unwrap_or((text, ""));
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ' ');
        if path.trim().is_empty() || !path.chars().all(is_name) {
            return None;
        }
        let (qualifier, name) = path.split_once('.').unwrap_or(("", path));
        let (qualifier, name) = (qualifier.trim(), name.trim());
        if qualifier.is_empty() && site.names.iter().any(|one| one == name) {
            return Some(Named { meaning: Meaning::Unknown, arguments: NO_ARGUMENTS });
        }
        let names = |qualifier: &str, name: &str, arguments: &[String]| {
            self.spelling(site, (qualifier, name, arguments), 0)
        };
        let list = canonical::types_of(inside.trim_end().trim_end_matches(']'), &names);
        let meaning = self.look_up(site.file, qualifier, name);
        Some(Named { meaning, arguments: self.intern(list) })
    }

    fn declared_named(&self, package: usize, name: &str) -> Option<Declared<'a>> {
        self.declared((package, name), ANY).map(|variant| variant.declared)
    }
}
