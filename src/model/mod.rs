//! The contract between the rooms: data with its evidence, no I/O, no behaviour beyond reading itself.
//!
//! `Analysis` and `Plan` are published as JSON Schemas (`groundplan schema`); field names are part of
//! the contract. Absent means false, empty or zero.

mod analysis;
mod answers;
mod architect;
mod calls;
mod claim;
mod code;
mod comparison;
mod day;
mod delivery;
mod diff;
mod document;
mod evidence;
mod file;
mod finding;
mod folder;
mod http;
mod ledger;
mod map;
mod modules;
mod name;
mod operations;
mod parts;
mod plan;
mod progress;
mod prompt;
mod protocols;
mod reference;
mod repository;
mod requirements;
mod roadmap;
mod rust_items;
mod schedule;
mod seldom;
mod sql;
mod standard;
mod task;
mod work;

pub use self::{
    analysis::*, answers::*, architect::*, calls::*, claim::*, code::*, comparison::*, day::*,
    delivery::*, diff::*, document::*, evidence::*, file::*, finding::*, http::*, ledger::*,
    map::*, modules::*, name::*, operations::*, parts::*, plan::*, progress::*, prompt::*,
    protocols::*, reference::*, repository::*, requirements::*, roadmap::*, rust_items::*,
    schedule::*, seldom::*, sql::*, standard::*, task::*, work::*,
};

/// Whether a field holds its default value and is left out of the JSON.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
