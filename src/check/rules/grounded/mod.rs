//! Rules about what a plan says of the code.

use std::collections::BTreeSet;

use crate::{
    check::{Inputs, Rule, index::split},
    model::ClaimKind,
};

mod about;
pub(super) mod aged_reference;
pub(super) mod already_there;
pub(super) mod ambiguous_path;
pub(super) mod bare_path;
pub(super) mod broken_json;
mod carried_out;
mod foreign;
pub(super) mod line_beyond_end;
pub(super) mod no_such_file;
pub(super) mod path_case;
pub(super) mod path_outside;
mod planned;
mod relocate;
pub(super) mod symbol_gone;
pub(super) mod symbol_moved;
#[cfg(test)]
mod tests;
mod unknown;
pub(super) mod unknown_dependency;
pub(super) mod unknown_endpoint;
pub(super) mod unknown_interface;
pub(super) mod unknown_job;
pub(super) mod unknown_key;
pub(super) mod unknown_package;
pub(super) mod unknown_symbol;
pub(super) mod unknown_table;
pub(super) mod unknown_target;

/// Rules that deny a name which may stand in code that no fact is made of.
const DENYING: &[&Rule] = &[
    &symbol_gone::RULE,
    &unknown_interface::RULE,
    &unknown_key::RULE,
    &unknown_symbol::RULE,
    &unknown_table::RULE,
];

/// The names that rules deny, without their owners.
pub(in crate::check) fn denied(inputs: &Inputs<'_>) -> BTreeSet<String> {
    let found = DENYING.iter().flat_map(|rule| (rule.find)(inputs));
    let places: BTreeSet<_> = found.map(|found| found.place).collect();
    let claims = inputs.document.claims.iter().filter(|claim| places.contains(&claim.place));
    let names = claims.flat_map(|claim| match claim.kind {
        ClaimKind::Path => claim.symbols.as_slice(),
        _ => std::slice::from_ref(&claim.subject),
    });
    names.map(|name| split(name).1.to_owned()).filter(|name| !name.is_empty()).collect()
}
