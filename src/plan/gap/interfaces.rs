//! Interfaces and traits that the documents ask for beside those that the code declares.

use super::observed;
use crate::{
    model::{GapItem, GapKind, Interface, Observation, RequiredInterface, State},
    plan::{Inputs, terms},
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    let declared: Vec<&Interface> =
        inputs.analysis.interfaces.iter().filter(|one| !one.test).collect();
    inputs.requirements.interfaces.iter().map(|asked| item(inputs, asked, &declared)).collect()
}

fn item(inputs: &Inputs<'_>, asked: &RequiredInterface, declared: &[&Interface]) -> GapItem {
    let named: Vec<&&Interface> =
        declared.iter().filter(|one| one.name == last_part(&asked.name)).collect();
    // Several packages may declare the name: the one that lacks the least is meant.
    let best = named.into_iter().min_by_key(|one| (lacking(asked, one).len(), &one.at));
    let (state, evidence, missing) = match best {
        None => (State::Absent, Vec::new(), vec![format!("nothing declares `{}`", asked.name)]),
        Some(one) => beside(inputs, asked, one),
    };
    GapItem {
        id: asked.id.clone(),
        kind: GapKind::Interface,
        title: format!("interface `{}`", asked.name),
        asked: observed(&asked.at, format!("interface `{}`", asked.name)),
        state,
        evidence,
        missing,
    }
}

/// Present takes every method and somebody who implements it.
fn beside(
    inputs: &Inputs<'_>,
    asked: &RequiredInterface,
    found: &Interface,
) -> (State, Vec<Observation>, Vec<String>) {
    let lacking = lacking(asked, found);
    let count = terms::counted(found.methods.len(), "method");
    let mut evidence = vec![observed(&found.at, format!("`{}` with {count}", found.name))];
    let known = inputs.analysis.implementations.iter();
    let mut implementing = known.filter(|one| {
        one.interface.file.as_deref() == Some(&*found.at.file)
            && one.interface.line == found.at.line
    });
    let first = implementing.next();
    evidence.extend(
        first.map(|one| observed(&one.at, format!("`{}` implements it", one.type_ref.name))),
    );
    let mut missing: Vec<String> = lacking.iter().map(|name| format!("method `{name}`")).collect();
    if first.is_none() {
        missing.push("a type that is known to implement it".into());
    }
    let state = if missing.is_empty() { State::Present } else { State::Partial };
    (state, evidence, missing)
}

/// Names of the methods that the document has and the code has not.
fn lacking(asked: &RequiredInterface, found: &Interface) -> Vec<String> {
    let names = asked.methods.iter().map(|signature| method_name(signature));
    let has = |name: &str| found.methods.iter().any(|method| method.name == name);
    names.filter(|name| !name.is_empty() && !has(name)).map(str::to_owned).collect()
}

/// `Emit(ctx context.Context, event Event) error` → `Emit`; `async fn emit(&self)` → `emit`.
fn method_name(signature: &str) -> &str {
    let before = signature.split(['(', '<']).next().unwrap_or_default();
    before.split_whitespace().next_back().unwrap_or_default()
}

/// `streaming.Emitter` and `streaming::Emitter` are named as their package is, too.
fn last_part(name: &str) -> &str {
    name.rsplit(['.', ':']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_known_by_its_name() {
        assert_eq!(method_name("Emit(ctx context.Context, event Event) error"), "Emit");
        assert_eq!(method_name("async fn emit<T>(&self) -> Result<()>"), "emit");
        assert_eq!(method_name("Close() error"), "Close");
        assert_eq!(last_part("streaming.Emitter"), "Emitter");
        assert_eq!(last_part("crate::port::Emitter"), "Emitter");
    }
}
