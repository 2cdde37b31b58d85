//! What `check` found as text for people and for other programs.

mod human;
mod summary;

pub use self::human::{Excerpts, Screen, check_human};
