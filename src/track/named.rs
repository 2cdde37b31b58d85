//! What a line of a plan names beside files: endpoints, tables, tests, targets, names of code.

use super::{clause, endpoints, signature, text::Line};
use crate::model::{Claim, ClaimKind, Standing};

/// Something that a plan names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Named {
    pub(super) kind: NamedKind,
    /// `METHOD /path`, or a name.
    pub(super) subject: String,
    /// What it says when it is not there.
    pub(super) need: Need,
}

/// What it says of an item when something that it names is not there; of several the one that says most counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Need {
    /// Nothing: running text speaks of this and that.
    Told,
    /// That it is missing: a function with its parameters.
    Declared,
    /// That it is missing: a title or a criterion names it, or nothing else can be meant.
    Asked,
    /// That it is done: it is to go.
    Gone,
}

/// Kinds of things that a plan names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NamedKind {
    Endpoint,
    Table,
    Column,
    Interface,
    Test,
    /// Tests whose names begin so.
    Tests,
    Key,
    Target,
    Job,
    Dependency,
    /// A name of code of whatever kind.
    Symbol,
}

/// Words that tell what the name beside them is.
const KINDS: [(NamedKind, &[&str]); 7] = [
    (NamedKind::Table, &["table", "tables", "tabela", "tabla"]),
    (NamedKind::Column, &["column", "columns", "coluna", "columna"]),
    (NamedKind::Interface, &["interface", "trait", "port"]),
    (NamedKind::Key, &["variable", "env", "flag", "setting"]),
    (NamedKind::Job, &["job", "workflow"]),
    (NamedKind::Target, &["target"]),
    (NamedKind::Dependency, &["dependency", "library", "crate"]),
];

/// What a text names; `need` is [`Need::Asked`] where the text is a title or a criterion.
pub(super) fn in_text(text: &str, need: Need) -> Vec<Named> {
    let mut found = endpoints::endpoints(text);
    let parts: Vec<&str> = text.split('`').collect();
    let mut start = 0;
    for (at, part) in parts.iter().enumerate() {
        let end = start + part.len();
        if at % 2 == 1 && at + 1 < parts.len() {
            let (before, behind) = (text.get(..start - 1), text.get(end + 1..));
            let goes = clause::is_to_go(before.unwrap_or_default(), behind.unwrap_or_default());
            let beside = |at: usize| parts.get(at).copied().unwrap_or_default();
            let need = if goes { Need::Gone } else { need };
            found.extend(marked(part.trim(), (beside(at - 1), beside(at + 1)), need));
        }
        start = end + 1;
    }
    let outside = parts.iter().step_by(2).flat_map(|part| words(part));
    found.extend(outside.filter(|word| is_test(word)).map(|word| Named {
        kind: NamedKind::Test,
        subject: word.to_owned(),
        need: Need::Asked,
    }));
    found.sort();
    found.dedup();
    found
}

/// What lines name, none of it asked for but what no prose can mean otherwise.
pub(super) fn in_lines(lines: &[Line<'_>]) -> Vec<Named> {
    lines.iter().flat_map(|(_, line)| in_text(line, Need::Told)).collect()
}

/// What a claim of the document names; files are read elsewhere.
pub(super) fn of_claim(claim: &Claim) -> Option<Named> {
    let kind = match claim.kind {
        ClaimKind::Path | ClaimKind::Package => return None,
        ClaimKind::Symbol => NamedKind::Symbol,
        ClaimKind::Dependency => NamedKind::Dependency,
        ClaimKind::Interface => NamedKind::Interface,
        ClaimKind::Table => NamedKind::Table,
        ClaimKind::Endpoint => NamedKind::Endpoint,
        ClaimKind::Target => NamedKind::Target,
        ClaimKind::Job => NamedKind::Job,
        ClaimKind::Key => NamedKind::Key,
    };
    let sure = !matches!(kind, NamedKind::Symbol | NamedKind::Target);
    let is_asked = sure && claim.standing == Standing::Listed;
    (claim.standing != Standing::Shown).then(|| Named {
        kind,
        subject: claim.subject.clone(),
        need: if is_asked { Need::Asked } else { Need::Told },
    })
}

/// What a part in code marks names.
fn marked(part: &str, around: (&str, &str), need: Need) -> Vec<Named> {
    let mut words_of = part.split_whitespace();
    let one = |kind, subject: &str, need| Named { kind, subject: subject.to_owned(), need };
    match (words_of.next(), words_of.next()) {
        (Some("make" | "just"), Some(target)) if !target.starts_with('-') => {
            return vec![one(NamedKind::Target, target, need)];
        }
        (Some(_), Some(_)) => {
            return match signature::function(part) {
                Some(name) => vec![one(NamedKind::Symbol, &name, need.max(Need::Declared))],
                None => tests_run(part),
            };
        }
        _ => {}
    }
    if is_test(part) {
        return vec![one(NamedKind::Test, part, need.max(Need::Asked))];
    }
    let told = kind_beside(around);
    if let Some(kind) = told.filter(|_| is_name(part)) {
        return vec![one(kind, part, need)];
    }
    let is_key = part.len() > 3
        && part.contains('_')
        && part.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if is_key {
        return vec![one(NamedKind::Key, part, need)];
    }
    // A name that begins with an underscore may be the ending of others: `_Bites`.
    let is_ending = |name: &str| name.starts_with('_') && need != Need::Gone;
    let need_of = |name: &str| if is_ending(name) { Need::Told } else { need };
    symbol(part).map(|name| vec![one(NamedKind::Symbol, name, need_of(name))]).unwrap_or_default()
}

/// Tests that a command in code marks runs: `go test -run 'TestA|TestB'`.
fn tests_run(part: &str) -> Vec<Named> {
    let tests = words(part).filter(|word| is_test(word));
    tests
        .map(|word| Named { kind: NamedKind::Tests, subject: word.to_owned(), need: Need::Told })
        .collect()
}

/// The kind that the word before or behind a name tells.
fn kind_beside((before, behind): (&str, &str)) -> Option<NamedKind> {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let first = behind.split_whitespace().next().unwrap_or_default();
    let apart = |text: &str, at_start: bool| {
        if at_start { text.starts_with(' ') } else { text.ends_with(' ') }
    };
    let of = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        KINDS.iter().find(|(_, words)| words.contains(&&*word)).map(|(kind, _)| *kind)
    };
    let behind = of(first).filter(|_| apart(behind, true));
    behind.or_else(|| of(last).filter(|_| apart(before, false)))
}

/// A name of code: mixed case, an underscore, a qualifier or a call; plain words are none.
fn symbol(part: &str) -> Option<&str> {
    if part.starts_with("*_") {
        return None;
    }
    let name = part.split(['(', '{', '<']).next()?.trim_start_matches(['*', '&', '.']);
    let is_call = part.len() > name.len() && part.ends_with(')');
    let last = name.rsplit(['.', ':']).next()?;
    let is_file = name.contains('.')
        && !is_call
        && last.chars().all(|c| c.is_lowercase() || c.is_ascii_digit());
    let qualified = last.len() < name.len();
    let inner =
        last.chars().skip(1).any(char::is_uppercase) && last.chars().any(char::is_lowercase);
    let shaped = is_call || inner || last.contains('_') || qualified;
    (is_name(name) && shaped && !is_file && last.len() > 2).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-'))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

/// Go's names of tests; in other languages a word cannot be told from prose.
fn is_test(word: &str) -> bool {
    let rest = ["Test", "Benchmark", "Fuzz"].into_iter().find_map(|start| word.strip_prefix(start));
    rest.is_some_and(|rest| {
        rest.len() > 2
            && rest.starts_with(|first: char| first.is_uppercase() || first == '_')
            && rest.chars().all(|c| c.is_alphanumeric() || c == '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, need: Need, expected: &[(NamedKind, &str, Need)]) {
        let found = in_text(text, need);
        let found: Vec<_> =
            found.iter().map(|one| (one.kind, one.subject.as_str(), one.need)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn things_are_named_by_their_shape_or_the_word_beside_them() {
        use NamedKind::*;
        use Need::*;
        check("Serve `POST /v1/limits`.", Told, &[(Endpoint, "POST /v1/limits", Asked)]);
        check("DELETE /v1/limits/{id}: ok", Asked, &[(Endpoint, "DELETE /v1/limits/{id}", Asked)]);
        check(
            "the table `limits` and `x` column",
            Told,
            &[(Table, "limits", Told), (Column, "x", Told)],
        );
        check("`TestLimit_Rejects` passes", Told, &[(Test, "TestLimit_Rejects", Asked)]);
        check("TestLimit passes", Asked, &[(Test, "TestLimit", Asked)]);
        check("`go test -run TestLimit ./...`", Asked, &[(Tests, "TestLimit", Told)]);
        check("`make lint-all` is green", Asked, &[(Target, "lint-all", Asked)]);
        check("reads `LIMIT_MAX`", Told, &[(Key, "LIMIT_MAX", Told)]);
        check(
            "`RetryPolicy` in `http.NewClient()`",
            Asked,
            &[(Symbol, "RetryPolicy", Asked), (Symbol, "http.NewClient", Asked)],
        );
        check("a `*_Bites` fixture for `_suffix`", Asked, &[(Symbol, "_suffix", Told)]);
        check("`(*Store).Close() error`", Told, &[(Symbol, "Store.Close", Declared)]);
    }

    #[test]
    fn what_is_to_go_is_told_from_what_is_to_come() {
        use NamedKind::*;
        use Need::*;
        check(
            "Delete `OldStore` and `GET /v1/old`; add `NewStore`.",
            Asked,
            &[
                (Endpoint, "GET /v1/old", Gone),
                (Symbol, "NewStore", Asked),
                (Symbol, "OldStore", Gone),
            ],
        );
        check(
            "DELETE /v1/limits/{id} is removed",
            Asked,
            &[(Endpoint, "DELETE /v1/limits/{id}", Gone)],
        );
    }

    #[test]
    fn files_words_and_commands_are_no_names_of_code() {
        for text in
            ["`a/b.go`", "`redocly.yaml`", "`limits`", "`go mod tidy`", "POST / x", "`[x]`", "`"]
        {
            check(text, Need::Asked, &[]);
        }
    }
}
