//! Interfaces that are missing or lack methods.

use super::{draft::Draft, scaffold};
use crate::{
    model::{Action, FileAction, GapItem, GapKind, RequiredInterface, State, TaskKind},
    plan::{Inputs, layout, terms},
};

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<Draft> {
    let asked = inputs.requirements.interfaces.iter();
    let open = asked.filter_map(|asked| {
        let is_it = |item: &&GapItem| item.kind == GapKind::Interface && item.id == asked.id;
        let item = gap.iter().find(is_it)?;
        (item.state != State::Present).then_some((asked, item))
    });
    open.map(|(asked, item)| draft(inputs, asked, item)).collect()
}

fn draft(inputs: &Inputs<'_>, asked: &RequiredInterface, item: &GapItem) -> Draft {
    let name = &asked.name;
    let title = match item.state {
        State::Partial => format!("Complete the interface `{name}` and a type that implements it"),
        _ => format!("Declare the interface `{name}` and implement it"),
    };
    let mut draft = Draft::closing(item, TaskKind::Domain, format!("interface:{name}"), title);
    draft.touch(place(inputs, asked, item));
    draft.needs = vec![scaffold::KEY.into()];
    draft.steps = match item.state {
        State::Partial => item.missing.iter().map(|one| format!("Add {one}.")).collect(),
        _ => asked.methods.iter().map(|method| format!("`{method}`")).collect(),
    };
    draft.rationale = match item.state {
        State::Partial => {
            format!("{} asks for it; {} is missing.", asked.at.citation(), item.missing.join(", "))
        }
        _ => format!("{} asks for it and no code declares it.", asked.at.citation()),
    };
    draft.focus = "callers depend on the interface, not on what implements it".into();
    draft
}

/// The file that declares it, else where the house puts its ports.
fn place(inputs: &Inputs<'_>, asked: &RequiredInterface, item: &GapItem) -> Option<FileAction> {
    if let Some(declared) = item.evidence.first() {
        let path = declared.at.file.to_string();
        return Some(FileAction { path, action: Action::Modify, follows: String::new() });
    }
    let entity = terms::snake(&asked.name);
    let mut file = layout::file(inputs, "port", &entity)?;
    // Ports of a house are mostly its repositories; any other interface is not called one.
    file.path = file.path.replace(&format!("{entity}_repository"), &entity);
    Some(file)
}
