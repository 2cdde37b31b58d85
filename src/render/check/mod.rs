//! What `check` found as text for people and for other programs.

mod baseline;
mod github;
mod human;
mod sarif;
mod summary;

pub use self::{
    baseline::check_baseline,
    github::check_github,
    human::{Excerpts, Screen, check_human},
    sarif::check_sarif,
};

/// Whether a path is not one of the repository.
fn outside(path: &str) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    path.starts_with('/') || path.starts_with("../") || is_drive
}
