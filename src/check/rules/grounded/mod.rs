//! Rules about what a plan says of the code.

mod about;
pub(super) mod aged_reference;
pub(super) mod already_there;
pub(super) mod ambiguous_path;
pub(super) mod bare_path;
pub(super) mod broken_json;
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
