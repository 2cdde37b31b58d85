//! What a sentence does to each of the files that it names: of `Create a.go for b.md in c.go` only some are its object.

use super::paths::{self, Path};
use crate::{document::words, model::Action};

/// Words in front of a file where something happens.
const INTO: &str = "in at into inside under within on em no na nos nas en";

/// Words in front of a file that is gone by, compared with or spoken of.
const BY: &str = "per with for like using via against by following follow follows see than about matching matches \
                  between com para con por segundo conforme seguindo siguiendo mirror mirrors mirroring \
                  referencing reference references";

/// Words that with `to` in front of a file only lead there: `link to a.md`.
const LEADS: &str = "link links linking point points pointing refer refers according similar compared equal pointer";

/// What happens to a file, when `verb` opens the sentence `raw`; `former` is the file in front of it with what happens
/// to that one.
pub(super) fn action(
    raw: &str,
    path: &Path<'_>,
    former: Option<(&Path<'_>, Option<Action>)>,
    verb: Option<Action>,
) -> Option<Action> {
    let from = former.map_or(0, |(path, _)| path.bytes.end);
    let between = raw.get(from..path.bytes.start).unwrap_or_default();
    let key = words::key(between);
    let words: Vec<&str> = key.split_whitespace().collect();
    // A list goes on: `a.go, b.go and c.go`.
    let joins = words.iter().all(|word| matches!(*word, "and" | "e" | "y" | "or" | "ou"));
    let lists = joins && (!words.is_empty() || between.contains([',', '+', '&']));
    if let Some((_, action)) = former.filter(|_| lists) {
        return action;
    }
    let is = |list: &str, word: &str| list.split_whitespace().any(|one| one == word);
    let near = words.len().saturating_sub(NEAR);
    let place = words
        .iter()
        .rposition(|word| is(INTO, word) || is(BY, word) || matches!(*word, "from" | "to"));
    let place = place.filter(|at| *at >= near || *at + 1 == words.len());
    let word = place.and_then(|at| words.get(at)).copied().unwrap_or_default();
    let lead = place.and_then(|at| words.get(at.checked_sub(1)?)).copied().unwrap_or_default();
    let is_whole = |path: &Path<'_>| path.name.contains('/');
    let is_aside = !is_whole(path)
        && in_brackets(raw.get(..path.bytes.start))
        && (verb != Some(Action::Create) || paths::all(raw).iter().any(is_whole));
    if is(BY, word) || is_aside || (word == "to" && is(LEADS, lead)) {
        return Some(Action::Read);
    }
    match (verb, word) {
        (Some(Action::Delete), "from") => Some(Action::Modify),
        // What goes or moves is in the file.
        (Some(Action::Delete | Action::Move), word) if is(INTO, word) && word != "into" => {
            Some(Action::Modify)
        }
        (Some(Action::Create | Action::Modify), "from") => Some(Action::Read),
        _ => verb,
    }
}

/// How many words in front of a file are looked at.
const NEAR: usize = 4;

/// Whether a bracket is open at the end of a text.
fn in_brackets(text: Option<&str>) -> bool {
    let text = text.unwrap_or_default();
    text.matches('(').count() > text.matches(')').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::work::fields;

    #[track_caller]
    fn check(raw: &str, expected: &[(&str, Option<Action>)]) {
        let verb = fields::action_of_verb(raw);
        let all = paths::all(raw);
        let mut found: Vec<(&Path<'_>, Option<Action>)> = Vec::new();
        for path in &all {
            let one = action(raw, path, found.last().copied(), verb);
            found.push((path, one));
        }
        let found: Vec<_> = found.iter().map(|(path, action)| (path.name, *action)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn the_word_in_front_of_a_file_tells_what_the_verb_does_to_it() {
        use Action::*;
        check(
            "Create `a/b.go` and `a/c.go`",
            &[("a/b.go", Some(Create)), ("a/c.go", Some(Create))],
        );
        check("Create a/b.go entry point", &[("a/b.go", Some(Create))]);
        check(
            "Implement a/b.go with the command per docs/cli.md",
            &[("a/b.go", Some(Create)), ("docs/cli.md", Some(Read))],
        );
        check(
            "Create docs/c.md with config.json reference",
            &[("docs/c.md", Some(Create)), ("config.json", Some(Read))],
        );
        check(
            "Write tests for env files (.env, .env.local) in a/b_test.go",
            &[(".env", Some(Read)), (".env.local", Some(Read)), ("a/b_test.go", Some(Create))],
        );
        check(
            "Write tests for a/b.go in a/b_test.go",
            &[("a/b.go", Some(Read)), ("a/b_test.go", Some(Create))],
        );
        check("Delete the old path and its append in a/b.go", &[("a/b.go", Some(Modify))]);
        check("Remove the upload steps from .github/ci.yaml", &[(".github/ci.yaml", Some(Modify))]);
        check("Move the item in a/b.go up", &[("a/b.go", Some(Modify))]);
        check("Move a/b.go into c/d.go", &[("a/b.go", Some(Move)), ("c/d.go", Some(Move))]);
        check("Remove a/b.go", &[("a/b.go", Some(Delete))]);
        check(
            "Update README.md to link to docs/a.md",
            &[("README.md", Some(Modify)), ("docs/a.md", Some(Read))],
        );
        check("Update the head of docs/a.md", &[("docs/a.md", Some(Modify))]);
        check("Move a/b.go to c/d.go", &[("a/b.go", Some(Move)), ("c/d.go", Some(Move))]);
        check("Watch the other workflow (ci.yaml)", &[("ci.yaml", Some(Read))]);
        // Where nothing else is named, it is what the bracket holds.
        check("Create a package (b.go)", &[("b.go", Some(Create))]);
        check("The flag in a/b.go", &[("a/b.go", None)]);
        check("The flag goes by docs/a.md", &[("docs/a.md", Some(Read))]);
    }
}
