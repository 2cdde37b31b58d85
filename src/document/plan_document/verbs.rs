//! What the words before a name say happens to it.

use std::ops::Range;

use crate::{
    document::words,
    model::{Action, Standing},
};

/// What is said of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) action: Option<Action>,
    /// Whether the verb has the name for its object: not so in `add a route to NAME`.
    pub(super) direct: bool,
    /// Whether the name is the new path of the name before it.
    pub(super) target: bool,
    /// Whether the text says that it is not done.
    pub(super) denied: bool,
}

impl Said {
    /// How the claim stands that these words make.
    pub(super) fn standing(self) -> Standing {
        if self.direct && self.action.is_some() { Standing::Listed } else { Standing::Told }
    }
}

/// Most words between a verb and what it speaks of.
const FAR: usize = 8;

/// What `text` says of each of `names`, ranges within it in order.
pub(super) fn said(text: &str, names: &[Range<usize>]) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::with_capacity(names.len());
    // What the notes in brackets say holds for one name alone.
    let mut by_verb: Vec<Said> = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
        let start = at.checked_sub(1).and_then(|before| names.get(before)).map_or(0, |n| n.end);
        let gap = without_asides(text.get(start..name.start).unwrap_or_default());
        let mut reader = Reader::default();
        let behind = text.get(name.end..).unwrap_or_default();
        let own = reader.walk(&gap, behind);
        let said = match own {
            Walk::Said(said) => said,
            Walk::Stopped => Said::default(),
            Walk::Through => {
                let before = at.checked_sub(1).and_then(|at| by_verb.get(at)).copied();
                before.map_or(Said::default(), |before| reader.after(before, &gap))
            }
        };
        by_verb.push(said);
        found.push(noted(text, name, at, names, said));
    }
    found
}

/// `gap` without what stands between brackets.
fn without_asides(gap: &str) -> String {
    let mut kept = String::with_capacity(gap.len());
    let mut rest = gap;
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((_, after)) = behind.split_once(')') else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// A note in brackets behind a name, `(new)`, says it as well.
fn noted(text: &str, name: &Range<usize>, at: usize, names: &[Range<usize>], said: Said) -> Said {
    let end = names.get(at + 1).map_or(text.len(), |next| next.start);
    let behind = text.get(name.end..end).unwrap_or_default();
    let behind = behind.trim_start_matches(['`', '*', ' ']);
    // A bracket with another name in it speaks of that one: `(follows NAME)`.
    let note = behind.strip_prefix(['(', '[']).and_then(|note| note.split_once([')', ']']));
    let note = note.map(|(note, _)| note);
    let short = note.filter(|note| note.split_whitespace().count() <= 3);
    let action = short.and_then(|note| {
        words::key(note).split_whitespace().find_map(|word| verb(word).map(|(action, _)| action))
    });
    match action {
        Some(action) => Said { action: Some(action), direct: true, ..Said::default() },
        None if is_changed(text.get(name.end..).unwrap_or_default()) => {
            Said { action: Some(Action::Modify), direct: true, ..said }
        }
        None => said,
    }
}

enum Walk {
    Said(Said),
    /// The clause ends before any verb.
    Stopped,
    /// Nothing but joining words up to the name before.
    Through,
}

/// Walks from a name back to its verb.
#[derive(Default)]
struct Reader {
    count: usize,
    place: Option<Preposition>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preposition {
    In,
    To,
    From,
    Other,
}

impl Reader {
    fn walk(&mut self, gap: &str, behind: &str) -> Walk {
        let mut rest = clause(gap);
        let whole = rest.len() == gap.len();
        let mut behind_it = String::new();
        while let Some((before, word)) = last_word(rest) {
            rest = before;
            let folded = words::fold(word);
            // A use case is a thing.
            let is_thing = folded == "use" && behind_it.starts_with("case");
            behind_it.clone_from(&folded);
            if is_one(JOINING, &folded) {
                continue;
            }
            if let Some((action, sense)) = verb(&folded).filter(|_| !is_thing) {
                // `no new FILE entries` speaks of entries.
                if is_one(ADJECTIVES, &folded) && qualifies(behind) {
                    return Walk::Stopped;
                }
                let denied = denies(before);
                return Walk::Said(self.with(action, sense, denied));
            }
            self.count += 1;
            if self.count > FAR {
                return Walk::Stopped;
            }
            if let Some(found) = preposition(&folded) {
                self.place.get_or_insert(found);
            }
        }
        let joined = self.count == 0 || self.place.is_some_and(|place| place != Preposition::Other);
        if whole && joined { Walk::Through } else { Walk::Stopped }
    }

    fn with(&self, action: Action, sense: Sense, denied: bool) -> Said {
        use Preposition::{From, In, To};
        let told = |action| Said { action: Some(action), denied, ..Said::default() };
        let direct = Said { action: Some(action), direct: true, denied, ..Said::default() };
        match (action, self.place) {
            (_, None) => direct,
            (Action::Read, _) => told(Action::Read),
            (Action::Create, Some(In)) if sense == Sense::Whole => told(Action::Create),
            (Action::Move, Some(To)) => told(Action::Create),
            (Action::Create, Some(To)) | (Action::Delete | Action::Move, Some(In | From)) => {
                told(Action::Modify)
            }
            (Action::Modify | Action::Test, Some(In | To)) => told(action),
            // `create the use case in FILE` leaves open whether the file is there.
            _ => Said { denied, ..Said::default() },
        }
    }

    /// What is said of a name by the verb of the name before it.
    fn after(&self, before: Said, gap: &str) -> Said {
        if self.count == 0 && !gap.contains('→') && !gap.contains("->") {
            return Said { target: false, ..before };
        }
        let moved = before.action == Some(Action::Move) && before.direct && !before.target;
        let to = self.place == Some(Preposition::To) || self.count == 0;
        if moved && to {
            return Said { action: Some(Action::Move), direct: true, target: true, denied: false };
        }
        match before.action {
            Some(action) if before.direct => self.with(action, Sense::Part, before.denied),
            _ => Said::default(),
        }
    }
}

/// The part of `gap` behind the last end of a clause.
fn clause(gap: &str) -> &str {
    let mut ends = gap.char_indices().filter(|(at, c)| {
        let behind = gap.get(at + c.len_utf8()..).unwrap_or_default();
        let blank = behind.starts_with(char::is_whitespace) || behind.is_empty();
        match c {
            '.' | '!' | '?' => blank && !behind.is_empty(),
            ';' | ':' | '—' | '–' | '|' => blank,
            '-' => {
                gap.get(..*at).is_some_and(|before| before.ends_with(' '))
                    && behind.starts_with(' ')
            }
            '(' => true,
            '\n' => behind.trim_start_matches([' ', '\t']).starts_with(['\n', '-', '*', '|']),
            _ => false,
        }
    });
    ends.next_back().map_or(gap, |(at, c)| gap.get(at + c.len_utf8()..).unwrap_or_default())
}

fn last_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = text.rfind(|c: char| !(c.is_alphanumeric() || c == '\'')).map_or(0, |at| {
        at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let word = text.get(start..).filter(|word| !word.is_empty())?;
    Some((text.get(..start).unwrap_or_default(), word))
}

/// Words that say something of the noun behind them.
const ADJECTIVES: &str = "new existing novo nova novos novas nuevo nueva existente existentes";

/// Whether the name only qualifies a noun that stands behind it.
fn qualifies(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['`', '*']);
    let word = rest.strip_prefix(' ').and_then(|rest| rest.split_whitespace().next());
    word.is_some_and(|word| {
        let folded = words::fold(word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        word.starts_with(char::is_alphabetic)
            && preposition(&folded).is_none()
            && !is_one(JOINING, &folded)
            && verb(&folded).is_none()
    })
}

/// Whether a noun behind a name says that the name is only changed: `FILE additions`.
fn is_changed(behind: &str) -> bool {
    const CHANGES: &str = "additions updates changes edits entries entry wiring alteracoes cambios";
    let key = words::key(behind.trim_start_matches(['`', '*', ' ']));
    let near = behind.trim_start_matches(['`', '*']).starts_with(' ');
    near && key.split_whitespace().next().is_some_and(|word| is_one(CHANGES, word))
}

/// Whether the words right before a verb deny it.
fn denies(before: &str) -> bool {
    let key = words::key(before);
    let mut last = key.split_whitespace().rev().take(2);
    last.any(|word| matches!(word, "not" | "dont" | "never" | "nao" | "without" | "sem" | "sin"))
}

/// Words that join names of one verb.
const JOINING: &str = "and or plus the a an both also file files e ou o os as y el la los las um uma un una \
         arquivo arquivos archivo archivos folder package module its our";

fn preposition(word: &str) -> Option<Preposition> {
    const IN: &str = "in at under inside within em no na nos nas en dentro sob";
    const TO: &str = "to into onto ao aos para al";
    const FROM: &str = "from off of de do da dos das del";
    const OTHER: &str = "for with via by that which so before after if when por com con que against on as \
         because while quando se si is are was must should has have";
    let groups = [
        (IN, Preposition::In),
        (TO, Preposition::To),
        (FROM, Preposition::From),
        (OTHER, Preposition::Other),
    ];
    groups.iter().find(|(words, _)| is_one(words, word)).map(|(_, found)| *found)
}

/// Whether `word` is one of `words`, which blanks divide.
fn is_one(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// What a verb makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// Something of its own: `create X in NAME` may make NAME.
    Whole,
    /// A part of something: `add X to NAME` needs NAME.
    Part,
}

/// The action that a folded word stands for.
pub(super) fn verb(word: &str) -> Option<(Action, Sense)> {
    let found = VERBS.iter().find(|(_, _, verbs)| is_one(verbs, word));
    found.map(|(action, sense, _)| (*action, *sense))
}

const VERBS: &[(Action, Sense, &str)] = &[
    (
        Action::Create,
        Sense::Whole,
        "create creates created creating new implement implements write scaffold generate \
         generates introduce introduces criar crie cria criado criados novo nova novos novas \
         crear crea nuevo nueva nuevos implementar implemente escrever escribir gerar generar \
         build define definir",
    ),
    (
        Action::Create,
        Sense::Part,
        "add adds added adding adicionar adicione adiciona agregar anadir",
    ),
    (
        Action::Modify,
        Sense::Part,
        "modify modifies modified update updates updated edit edits extend extends change \
         changes changed refactor wire register fix replace adjust alter alters patch rewire \
         rewrite modificar modifique modificado modificados alterar altere alterado alterados \
         atualizar atualize atualizado editar estender actualizar cambiar refatorar refatore \
         refactorizar trocar ajustar ajuste corrigir substituir extender migrate migrar \
         simplify",
    ),
    (
        Action::Delete,
        Sense::Part,
        "delete deletes deleted remove removes removed drop drops remover remova excluir \
         deletar apagar eliminar elimine borrar removido",
    ),
    (
        Action::Move,
        Sense::Part,
        "move moves moved rename renames renamed mover mova renomear renomeie renombrar mueva",
    ),
    (
        Action::Read,
        Sense::Part,
        "see read mirror mirrors mirrored mirroring follow follows following like existing \
         reuse reuses use uses using call calls calling reference references inspect consult \
         per ver veja ler leia seguir siga segue usar usa reutilizar reutilize conforme \
         existente existentes leer vea consultar espelhar copy copies based invoke invokes \
         chamar llamar",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, Option<Action>, bool)]) {
        let names: Vec<Range<usize>> =
            crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
        let found = said(text, &names);
        let found: Vec<_> = names
            .iter()
            .zip(&found)
            .map(|(name, said)| (text.get(name.clone()).unwrap(), said.action, said.direct))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn verbs_reach_their_names() {
        use Action::{Create, Delete, Modify, Move, Read};
        check(
            "Create `a.go`, `b.go` and `c.go`",
            &[
                ("a.go", Some(Create), true),
                ("b.go", Some(Create), true),
                ("c.go", Some(Create), true),
            ],
        );
        check(
            "Modify `a.go` to call `b.go`",
            &[("a.go", Some(Modify), true), ("b.go", Some(Read), true)],
        );
        check("Create User model in src/user.ts", &[("src/user.ts", Some(Create), false)]);
        check("Add a route to `a.go`", &[("a.go", Some(Modify), false)]);
        check("Remove the field from `a.go`", &[("a.go", Some(Modify), false)]);
        check(
            "Delete `a.go`. The rest of `b.go` stays",
            &[("a.go", Some(Delete), true), ("b.go", None, false)],
        );
        check("Move `a.go` to `b.go`", &[("a.go", Some(Move), true), ("b.go", Some(Move), true)]);
        check("`a.go` (new), `b.go`", &[("a.go", Some(Create), true), ("b.go", None, false)]);
        check(
            "Atualizar `a.go` e criar `b.go`",
            &[("a.go", Some(Modify), true), ("b.go", Some(Create), true)],
        );
        check("Create the fee service for `a.go`", &[("a.go", None, false)]);
        check("Create the use case in `a.go`", &[("a.go", Some(Create), false)]);
        check("Create: it mirrors `a.go`", &[("a.go", Some(Read), true)]);
        check("`go.mod` additions: x", &[("go.mod", Some(Modify), true)]);
        check("no new `go.mod` lines", &[("go.mod", None, false)]);
        check("the parser of `a.go` is slow", &[("a.go", None, false)]);
    }

    #[test]
    fn moves_have_a_target_and_denials_are_seen() {
        let text = "rename `a.go` → `b.go`";
        let names: Vec<Range<usize>> =
            crate::document::work::paths::all(text).iter().map(|path| path.bytes.clone()).collect();
        assert!(said(text, &names)[1].target);
        let name = 15..19;
        assert!(said("do not modify `a.go`", std::slice::from_ref(&name))[0].denied);
    }
}
