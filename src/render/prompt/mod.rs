//! Prompts.

mod go;

pub use self::go::fill;
