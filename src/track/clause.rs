//! Whether a clause says of a name that it is to go: `delete X`, `X and its callers are removed`.

/// Verbs in front of what is to go.
const REMOVE: [&str; 21] = [
    "delete",
    "deletes",
    "deleting",
    "remove",
    "removes",
    "removing",
    "drop",
    "drops",
    "dropping",
    "retire",
    "retires",
    "eliminate",
    "eliminates",
    "remover",
    "excluir",
    "apagar",
    "eliminar",
    "borrar",
    "quitar",
    "deleted",
    "removed",
];

/// Words behind what is to go, after a form of `to be`.
const REMOVED: [&str; 14] = [
    "removed",
    "deleted",
    "dropped",
    "gone",
    "retired",
    "eliminated",
    "removido",
    "removida",
    "excluído",
    "excluída",
    "eliminado",
    "eliminada",
    "borrado",
    "borrada",
];

const BE: [&str; 9] = ["is", "are", "be", "been", "gets", "get", "é", "são", "está"];

/// Words behind which a verb or a name no longer belongs to the other.
const APART: [&str; 32] = [
    "from", "in", "to", "into", "with", "by", "for", "on", "at", "of", "before", "after", "when",
    "if", "add", "adds", "create", "creates", "keep", "use", "that", "which", "pass", "return",
    "leave", "map", "move", "rename", "reuse", "set", "call", "extend",
];

/// Words behind which it goes from one place only: `remove X from the list` leaves X where it is made.
const OUT_OF: [&str; 4] = ["from", "de", "do", "da"];

const NOT: [&str; 6] = ["not", "never", "no", "don't", "without", "cannot"];

/// Ends of clauses.
const ENDS: [&str; 6] = ["; ", ". ", " — ", " – ", ": ", ".\n"];

/// Whether what stands between `before` and `behind`, the rest of its line, is to go.
pub(super) fn is_to_go(before: &str, behind: &str) -> bool {
    // What stands in brackets explains what stands before them: "soft delete (`X`)".
    let starts = ENDS.iter().chain(&[" ("]);
    let start = starts.filter_map(|end| Some(before.rfind(end)? + end.len())).max();
    let before = before.get(start.unwrap_or(0)..).unwrap_or_default();
    let end = ENDS.iter().filter_map(|end| behind.find(end)).min();
    let behind = behind.get(..end.unwrap_or(behind.len())).unwrap_or_default();
    let behind = words(behind);
    let stays = behind.first().is_some_and(|word| OUT_OF.contains(&word.as_str()));
    !stays && governs(&words(before)) || follows(&behind)
}

fn words(text: &str) -> Vec<String> {
    let trim =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'').to_lowercase();
    text.split_whitespace().map(trim).filter(|word| !word.is_empty()).collect()
}

/// Whether the last verb of the words is one of removal and nothing takes the name from it.
fn governs(words: &[String]) -> bool {
    let is_verb = |word: &String| REMOVE.contains(&word.as_str());
    let Some(at) = words.iter().rposition(is_verb) else { return false };
    let negated = at.checked_sub(1).and_then(|at| words.get(at));
    let negated = negated.is_some_and(|word| NOT.contains(&word.as_str()));
    let between = words.get(at + 1..).unwrap_or_default();
    !negated && !between.iter().any(|word| APART.contains(&word.as_str()))
}

/// Whether the words say that it is gone.
fn follows(words: &[String]) -> bool {
    let Some(at) = words.iter().position(|word| REMOVED.contains(&word.as_str())) else {
        return false;
    };
    let before = words.get(..at).unwrap_or_default();
    let is_be = |word: &String| BE.contains(&word.as_str());
    let is_apart = |word: &String| APART.contains(&word.as_str()) || NOT.contains(&word.as_str());
    let stays = words.get(at + 1).is_some_and(|word| OUT_OF.contains(&word.as_str()));
    !stays && before.iter().rev().take(2).any(is_be) && !before.iter().any(is_apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_go_is_told_by_the_verb_of_its_clause() {
        for (text, expected) in [
            ("Delete the dead reader's |X|", true),
            ("drop |A| and |X|", true),
            ("|X| and its header path are removed", true),
            ("Keep the old one; remove |X|.", true),
            ("apagar a tabela |X|", true),
            ("|X| is entirely gone", true),
            ("Remove the header from |X|", false),
            ("delete |A| and add |X|", false),
            ("do not remove |X|", false),
            ("delete |A|; keep |X|", false),
            ("|X| answers 404 when the item is deleted", false),
            ("|X| is not removed", false),
            ("the handler |X|", false),
            ("drop |A|, pass |B| and |X| through", false),
            ("items have soft delete (|X|, and a state)", false),
            ("remove |X| from the list", false),
            ("|X| is gone from the definitions", false),
            ("remove |X| (and its tests)", true),
        ] {
            let (before, behind) = text.split_once("|X|").unwrap();
            assert_eq!(is_to_go(before, behind), expected, "{text}");
        }
    }
}
