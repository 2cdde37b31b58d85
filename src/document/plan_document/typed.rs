//! A line beside a list of files that says what happens to them: `**Type**: Create`, `Action: Modify`.

use super::vocabulary::{self, is_one};
use crate::{
    document::{words, work::marks},
    model::{Action, Block, BlockKind},
};

/// What such a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// The same of all files.
    One(Action),
    /// `Create / Modify`: some files are new.
    Mixed,
}

/// So many lines are looked at for each block.
const NEAR: usize = 8;

const LABELS: &[&str] =
    &["type", "action", "change", "change type", "operation", "tipo", "acao", "accion"];

/// Verbs of such lines. `Fix`, `Refactor` and `Implement` are kinds of work as often as what is done with a file.
const TELLING: &str = "create creates created new add added modify modified update updated edit extend change changed rewrite delete \
     deleted remove removed move rename criar novo nova modificar alterar atualizar remover excluir mover renomear crear \
     nuevo actualizar eliminar";

/// Words of such lines for files that are only looked at.
const LOOKING: &str = "verify review check inspect audit";

/// What a line of `block` says, or one that stands beside it: an item of its list, a label behind it.
pub(super) fn of<'t>(
    block: &Block,
    behind: &[Block],
    text: impl Fn(&Block) -> &'t str,
) -> Option<Typed> {
    let beside = |next: &&Block| match block.kind {
        BlockKind::ListItem => next.kind == block.kind && next.depth >= block.depth,
        _ => next.kind == block.kind && !next.label.is_empty(),
    };
    let beside = behind.iter().take(NEAR).take_while(beside);
    let mut beside = beside.filter(|next| next.depth == block.depth);
    of_text(text(block)).or_else(|| beside.find_map(|next| of_text(text(next))))
}

fn of_text(text: &str) -> Option<Typed> {
    text.lines().find_map(of_line)
}

fn of_line(line: &str) -> Option<Typed> {
    let plain = marks::plain(marks::bare(line.trim_start()));
    let (label, value) = plain.split_once(':')?;
    LABELS.contains(&words::key(label).trim()).then(|| of_value(value))?
}

fn of_value(value: &str) -> Option<Typed> {
    let mut bare = String::with_capacity(value.len());
    let mut depth = 0_usize;
    for c in value.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = bare.replace(" and ", "/").replace(" or ", "/");
    let mut found: Vec<Action> = Vec::new();
    for part in bare.split(['/', ',', '&', '+', '|']).filter(|part| !part.trim().is_empty()) {
        found.push(of_part(part)?);
    }
    let first = *found.first()?;
    Some(if found.iter().all(|action| *action == first) { Typed::One(first) } else { Typed::Mixed })
}

/// `Create`, `New file`, `Verify`; a type of work such as `Feature` or `New feature` is none of files.
fn of_part(part: &str) -> Option<Action> {
    let key = words::key(part);
    let mut words = key.split_whitespace().filter(|word| !is_one(vocabulary::FILLING, word));
    let first = words.next()?;
    let action = if is_one(LOOKING, first) {
        Action::Read
    } else {
        vocabulary::verb(first).filter(|_| is_one(TELLING, first))?.0
    };
    words.next().is_none().then_some(action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Typed>) {
        assert_eq!(of_text(text), expected, "{text}");
    }

    #[test]
    fn a_line_tells_what_happens_to_the_files() {
        check(
            "**File(s)**: `a.rs`\n**Type**: Create\n**Depends**: T001",
            Some(Typed::One(Action::Create)),
        );
        check("- **Type**: Modify", Some(Typed::One(Action::Modify)));
        check("Type: Create / Modify", Some(Typed::Mixed));
        check("**Type**: Modify (`b.rs`) / Create (fixture)", Some(Typed::Mixed));
        check("**Type**: Verify (no file changes expected)", Some(Typed::One(Action::Read)));
        check("**Action:** New file", Some(Typed::One(Action::Create)));
        check("**Type**: Feature", None);
        check("**Type**: Fix", None);
        check("**Type**: New feature", None);
        check("**Priority**: Create", None);
    }
}
