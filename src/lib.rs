//! groundplan reads a Git repository and its planning documents and writes an implementation plan in
//! which every statement about the code is a fact with a `file:line`.
//!
//! The modules stand in the order of the flow; ARCHITECTURE.md says which may import which.

pub mod error;
pub mod model;
pub mod secrets;

pub mod language;

pub mod discover;
pub mod history;

pub mod document;
pub mod extract;

pub mod cache;

pub mod analyze;
pub mod reference;
pub mod standard;

pub mod compare;
pub mod diff;
pub mod merge;
pub mod plan;

pub mod check;
pub mod render;
pub mod track;

#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "mcp")]
pub mod memory;

pub mod cli;
