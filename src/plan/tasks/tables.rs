//! Tables that are missing: migration, domain type, storage.

use super::{draft::Draft, scaffold};
use crate::{
    model::{
        Action, FileAction, GapItem, GapKind, Migration, MigrationSet, MigrationVersion,
        Observation, RequiredTable, State, TaskKind,
    },
    plan::{Inputs, layout, terms},
};

pub(super) fn drafts(inputs: &Inputs<'_>, gap: &[GapItem]) -> Vec<Draft> {
    let tables = in_order(inputs, gap);
    let mut drafts = Vec::new();
    for (asked, item) in tables {
        let entity = terms::entity(&asked.table.name);
        // What was planned with the table is not done with the table.
        let is_open = |kind: &str| {
            item.state == State::Absent || inputs.past.plans(&format!("{kind}:{entity}"))
        };
        if item.state != State::Present {
            drafts.push(migration(asked, item));
        }
        if is_open("domain") {
            drafts.extend(domain(inputs, asked, item));
        }
        if is_open("repository") {
            drafts.extend(storage(inputs, asked, item));
        }
    }
    drafts
}

/// Names the files of the migrations, numbered in the order of work.
pub(super) fn number<'a>(inputs: &Inputs<'_>, drafts: impl Iterator<Item = &'a mut Draft>) {
    let mut version = next_version(inputs);
    for draft in drafts {
        if let Some(name) = &draft.migration {
            draft.files = migration_files(inputs, name, version);
            version += 1;
        }
    }
}

/// The tables that are asked for, referenced ones before those that refer to them.
fn in_order<'a>(
    inputs: &'a Inputs<'_>,
    gap: &'a [GapItem],
) -> Vec<(&'a RequiredTable, &'a GapItem)> {
    let open = |asked: &'a RequiredTable| {
        let item = gap.iter().find(|item| item.kind == GapKind::Table && item.id == asked.id)?;
        Some((asked, item))
    };
    let mut left: Vec<_> = inputs.requirements.tables.iter().filter_map(open).collect();
    let mut ordered = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let names: Vec<&str> = left.iter().map(|(asked, _)| asked.table.name.as_str()).collect();
        let free = |(asked, _): &(&RequiredTable, &GapItem)| {
            let mut keys = asked.table.foreign_keys.iter();
            keys.all(|key| {
                key.ref_table == asked.table.name || !names.contains(&key.ref_table.as_str())
            })
        };
        // Tables that refer to each other in a circle keep the document's order.
        let next = left.iter().position(free).unwrap_or(0);
        ordered.push(left.remove(next));
    }
    ordered
}

fn migration(asked: &RequiredTable, item: &GapItem) -> Draft {
    let name = &asked.table.name;
    let create = item.state == State::Absent;
    let title =
        if create { format!("Create table `{name}`") } else { format!("Complete table `{name}`") };
    let mut draft = Draft::closing(item, TaskKind::Migration, format!("migration:{name}"), title);
    let verb = if create { "create" } else { "complete" };
    draft.migration = Some(format!("{verb}_{name}"));
    draft.steps = item.missing.iter().map(|missing| format!("Add {missing}.")).collect();
    if create {
        let (columns, indexes) = (asked.table.columns.len(), asked.table.indexes.len());
        draft.steps = vec![format!(
            "Up: {columns} columns and {indexes} indexes as {} has them.",
            item.asked.at.citation()
        )];
    }
    let keys = asked.table.foreign_keys.iter().filter(|key| key.ref_table != *name);
    draft.needs = keys.map(|key| format!("migration:{}", key.ref_table)).collect();
    draft.needs.push(scaffold::KEY.into());
    draft.rationale = format!(
        "{} asks for the table; storage and endpoints need it first.",
        item.asked.at.citation()
    );
    draft.focus = "constraints, keys and a down file that reverses the up file".into();
    draft
}

fn domain(inputs: &Inputs<'_>, asked: &RequiredTable, item: &GapItem) -> Option<Draft> {
    let entity = terms::entity(&asked.table.name);
    let type_name = terms::pascal(&entity);
    if declared(inputs, &entity).is_some() {
        return None;
    }
    let title = format!("Define the domain type `{type_name}` and its rules");
    let mut draft = Draft::closing(item, TaskKind::Domain, format!("domain:{entity}"), title);
    draft.state = State::Absent;
    let file = layout::file(inputs, "domain", &entity);
    draft.touch(file.clone());
    draft.touch(file.and_then(|file| layout::test_of(&file)));
    draft.needs = vec![scaffold::KEY.into()];
    draft.steps = vec![format!(
        "Fields as the columns of `{}` ({}).",
        asked.table.name,
        item.asked.at.citation()
    )];
    draft.rationale =
        format!("No type `{type_name}` is declared; storage and use cases speak in it.");
    draft.focus = "invalid values cannot be constructed".into();
    Some(draft)
}

fn storage(inputs: &Inputs<'_>, asked: &RequiredTable, item: &GapItem) -> Option<Draft> {
    let name = &asked.table.name;
    let entity = terms::entity(name);
    if stored(inputs, &entity).is_some() {
        return None;
    }
    let title =
        format!("Store and load `{}` behind a repository interface", terms::pascal(&entity));
    let mut draft =
        Draft::closing(item, TaskKind::Repository, format!("repository:{entity}"), title);
    draft.state = State::Absent;
    draft.touch(layout::file(inputs, "port", &entity));
    let file = layout::file(inputs, "repository", &entity);
    draft.touch(file.clone());
    draft.touch(file.and_then(|file| layout::test_of(&file)));
    draft.needs = vec![format!("migration:{name}"), format!("domain:{entity}")];
    draft.rationale = format!("The table `{name}` is new, so nothing reads or writes it yet.");
    draft.focus = "parameterised statements, one transaction per use case".into();
    Some(draft)
}

/// The domain type of an entity, where code declares it.
pub(in crate::plan) fn declared(inputs: &Inputs<'_>, entity: &str) -> Option<Observation> {
    let name = terms::pascal(entity);
    let found = inputs.analysis.types.iter().find(|known| !known.test && known.name == name)?;
    Some(Observation { at: found.at.clone(), text: format!("type `{name}`") })
}

/// The interface that stores an entity, where code declares it.
pub(in crate::plan) fn stored(inputs: &Inputs<'_>, entity: &str) -> Option<Observation> {
    let wanted = terms::of(&format!("{} repository", entity.replace('_', " ")));
    let found = inputs.analysis.interfaces.iter().find(|interface| {
        !interface.test
            && wanted
                .is_subset(&terms::of(&format!("{} {}", interface.package_dir, interface.name)))
    })?;
    Some(Observation { at: found.at.clone(), text: format!("interface `{}`", found.name) })
}

fn set<'a>(inputs: &Inputs<'a>) -> Option<&'a MigrationSet> {
    inputs.analysis.migrations.sets.iter().max_by_key(|set| set.files.len())
}

fn next_version(inputs: &Inputs<'_>) -> u64 {
    let files = set(inputs).map(|set| set.files.as_slice()).unwrap_or_default();
    files
        .iter()
        .filter_map(|file| match file.version {
            MigrationVersion::Number(number) => Some(number),
            MigrationVersion::Text(_) => None,
        })
        .max()
        .map_or(1, |last| last + 1)
}

/// The files of a new migration in the naming of the target's own set, else of the references'.
fn migration_files(inputs: &Inputs<'_>, name: &str, version: u64) -> Vec<FileAction> {
    let own = set(inputs);
    let dir = own.map(|set| (set.dir.clone(), set.at.citation())).or_else(|| reference_dir(inputs));
    let (dir, follows) = dir
        .unwrap_or_else(|| ("migrations".into(), format!("the {} standard", inputs.standard.name)));
    let width = own.and_then(|set| set.files.last()).map_or(6, version_width);
    let stem = if dir.is_empty() { String::new() } else { format!("{dir}/") };
    let stem = format!("{stem}{version:0width$}_{name}");
    let paired = own.is_none_or(|set| {
        set.files.iter().any(|file| !file.down.is_empty() && file.down != file.up)
    });
    let endings: &[&str] = if paired { &["up.sql", "down.sql"] } else { &["sql"] };
    let file = |ending: &&str| FileAction {
        path: format!("{stem}.{ending}"),
        action: Action::Create,
        follows: follows.clone(),
    };
    endings.iter().map(file).collect()
}

/// Digits that the file's name spends on its version.
fn version_width(file: &Migration) -> usize {
    let base = file.up.rsplit('/').next().unwrap_or_default();
    base.bytes().take_while(u8::is_ascii_digit).count().max(1)
}

fn reference_dir(inputs: &Inputs<'_>) -> Option<(String, String)> {
    let with = |reference: &crate::model::Reference| {
        Some((reference.code.migrations_dir.clone()?, reference.dir.clone()))
    };
    inputs.profile.references.iter().find_map(with)
}
