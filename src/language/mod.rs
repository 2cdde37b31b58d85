//! The table of languages: which files belong to which, how their comments look, which grammar reads
//! them and which queries say what their constructs mean. It reads no files itself.

mod query;
mod table;
mod vocabulary;

pub use self::{
    query::{QueryKind, QuerySource, Registry},
    table::{Comments, LANGUAGES, Language, by_id, detect},
};
