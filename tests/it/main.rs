//! Everything that needs the whole program, in one test binary. What one room can show is tested there.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

mod action;
mod architect;
mod architecture;
mod bad_input;
mod cached;
mod check;
mod citations;
mod deliverables;
mod diff;
mod documents;
#[cfg(unix)]
mod draft;
mod edited;
mod environment;
mod export;
mod first_seen;
mod golden;
mod histories;
mod history_parts;
mod incremental;
mod living;
mod living_form;
#[cfg(feature = "mcp")]
mod mcp;
mod mutated;
mod oracle;
mod own_framework;
mod parts;
mod people;
mod pipeline;
mod prompt;
mod properties;
mod questions;
mod references;
#[cfg(feature = "mcp")]
mod remember;
mod report;
mod retrospect;
mod revision;
mod rules;
mod schemas;
mod scope;
mod secrets;
mod setting_up;
mod status;
mod status_items;
mod status_names;
mod status_paths;
mod status_round;
mod subfolder;
mod tidy;
mod tour;
mod transcripts;
mod work;
