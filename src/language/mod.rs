//! The table of languages: which files belong to which, how their comments look, which grammar reads
//! them and which queries say what their constructs mean. It reads no files itself.

mod asked;
mod checks;
mod needles;
mod pieces;
mod query;
mod reading;
mod roots;
mod table;
mod vocabulary;

pub use self::{
    asked::Asked,
    needles::{Held, Hit, Needles, Pattern},
    query::{QueryKind, QuerySource, Registry},
    reading::{Depth, Reading},
    roots::{Roots, Siblings, Start},
    table::{Comments, LANGUAGES, Language, by_id, detect},
};
