//! Tests of Go among the functions whose heads were read from their text, by the rules of `tests.scm`.

use crate::{
    extract::skeleton::{Head, Sole},
    model::TestKind,
};

/// Beginning of the name, type of the parameter, and what it is.
const RULES: [(&str, &str, TestKind); 4] = [
    ("Test", "T", TestKind::Test),
    ("Benchmark", "B", TestKind::Benchmark),
    ("Fuzz", "F", TestKind::Fuzz),
    ("Example", "", TestKind::Example),
];

/// What the go command runs a function as.
pub(super) fn kind(head: &Head, text: &str) -> Option<TestKind> {
    let name = text.get(head.name.clone())?;
    let of = match head.sole.as_ref().filter(|_| head.receiver.is_none())? {
        Sole::Nothing => "",
        Sole::Pointer(of) => text.get(of.clone())?,
    };
    if (name, of) == ("TestMain", "M") {
        return Some(TestKind::Main);
    }
    let (prefix, _, kind) =
        RULES.iter().find(|(prefix, known, _)| of == *known && name.starts_with(prefix))?;
    let next = name.get(prefix.len()..)?.chars().next();
    next.is_none_or(|next| !next.is_ascii_lowercase()).then_some(*kind)
}
