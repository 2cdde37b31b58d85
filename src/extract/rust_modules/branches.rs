//! Macros whose braces hold items under conditions, told by their shape and not by their names:
//! `if #[cfg(a)] { … } else if #[cfg(b)] { … } else { … }` and `a => { … } _ => { … }`.

use tree_sitter::Node;

use crate::extract::syntax::{folded, text_of};

/// The braces of one condition.
pub(super) struct Branch<'tree> {
    /// The conditions that hold in it, the failed ones of earlier branches among them.
    pub(super) cfg: Vec<String>,
    /// Its token tree.
    pub(super) body: Node<'tree>,
}

/// The branches of a macro's token tree; `None` for any other shape.
pub(super) fn of<'tree>(body: Node<'tree>, text: &str) -> Option<Vec<Branch<'tree>>> {
    let mut cursor = body.walk();
    let children = body.children(&mut cursor).filter(|child| !child.is_extra());
    let tokens: Vec<_> = children.collect();
    let (_, inside) = tokens.split_first()?;
    let (_, inside) = inside.split_last()?;
    if_chain(inside, text).or_else(|| arms(inside, text))
}

fn if_chain<'tree>(tokens: &[Node<'tree>], text: &str) -> Option<Vec<Branch<'tree>>> {
    let mut failed = Vec::new();
    let mut found = Vec::new();
    let mut rest = tokens;
    loop {
        let [word, sign, attribute, body, after @ ..] = rest else { return None };
        let written = (text_of(*word, text), text_of(*sign, text));
        let condition = condition(*attribute, text)?;
        if written != ("if", "#") || !is_braces(*body, text) {
            return None;
        }
        found.push(branch(&failed, Some(&condition), *body));
        failed.push(format!("not({condition})"));
        match after {
            [] => return Some(found),
            [word, body] if text_of(*word, text) == "else" && is_braces(*body, text) => {
                found.push(branch(&failed, None, *body));
                return Some(found);
            }
            [word, next @ ..] if text_of(*word, text) == "else" => rest = next,
            _ => return None,
        }
    }
}

fn arms<'tree>(tokens: &[Node<'tree>], text: &str) -> Option<Vec<Branch<'tree>>> {
    let mut failed = Vec::new();
    let mut found = Vec::new();
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let arrow = rest.iter().position(|token| text_of(*token, text) == "=>")?;
        let (before, after) = rest.split_at_checked(arrow)?;
        let [_, body, after @ ..] = after else { return None };
        if !is_braces(*body, text) {
            return None;
        }
        let range = first.start_byte()..before.last()?.end_byte();
        let words: Vec<_> = text.get(range)?.split_whitespace().collect();
        let condition = Some(words.join(" ")).filter(|condition| condition != "_");
        found.push(branch(&failed, condition.as_deref(), *body));
        failed.extend(condition.map(|condition| format!("not({condition})")));
        rest = match after {
            [comma, next @ ..] if text_of(*comma, text) == "," => next,
            _ => after,
        };
    }
    (!found.is_empty()).then_some(found)
}

fn branch<'tree>(failed: &[String], condition: Option<&str>, body: Node<'tree>) -> Branch<'tree> {
    let own = condition.map(str::to_owned);
    Branch { cfg: failed.iter().cloned().chain(own).collect(), body }
}

/// What stands in `[cfg(…)]`.
fn condition(attribute: Node<'_>, text: &str) -> Option<String> {
    let mut cursor = attribute.walk();
    let parts: Vec<_> = attribute.named_children(&mut cursor).collect();
    let [name, arguments] = parts.as_slice() else { return None };
    let arguments = folded(*arguments, text);
    let inner = arguments.strip_prefix('(')?.strip_suffix(')')?;
    (text_of(*name, text) == "cfg").then(|| inner.trim().to_owned())
}

fn is_braces(node: Node<'_>, text: &str) -> bool {
    node.kind() == "token_tree" && text_of(node, text).starts_with('{')
}
