//! The table of languages: which files belong to which, how their comments look, which grammar reads
//! them and which queries say what their constructs mean. It reads no files itself.

mod asked;
mod checks;
mod forms;
mod needles;
mod pieces;
mod query;
mod reading;
mod table;
mod vocabulary;

pub use self::{
    asked::Asked,
    forms::{Captured, Finder, Forms},
    needles::{Held, Hit, Needles, Pattern},
    query::{QueryKind, QuerySource, Registry},
    reading::{Depth, Reading},
    table::{Comments, LANGUAGES, Language, by_id, detect},
};
