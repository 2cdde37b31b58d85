//! Work for what nobody asked for by that name.

use std::collections::BTreeSet;

use crate::{
    check::{
        Example, Found, Inputs, Rule,
        near::near,
        page::{Page, items},
        wanted::letters,
    },
    document,
    model::{Requirements, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.unknown-requirement",
    severity: Severity::Error,
    summary: "a task names a requirement that no document has",
    explanation: "\
Identifiers that tasks serve are looked for among requirements, criteria, endpoints, tables, targets, integrations, \
interfaces, keys and decisions of the documents. Only kinds that the documents give identifiers of are judged: where \
they have `FR-001`, an `FR-099` is unknown; a `JIRA-12` is somebody else's.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Traces**: FR-104\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- **Traces**: FR-004\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let known = known(inputs.requirements, document::feature(&inputs.document.path));
    // `P4` is a priority, unless requirements are numbered so.
    let numbered = inputs.requirements.items.iter().any(|item| is_priority(&item.id));
    let kinds: BTreeSet<&str> = known.iter().map(|id| letters(id)).collect();
    let page = Page::of(inputs.document);
    let mut found = Vec::new();
    for item in items(inputs.document) {
        // Numbers alone count within documents of one folder, in ways that differ from tool to tool.
        let unknown = item.traces.iter().filter(|id| {
            let kind = letters(id);
            let counts = numbered || !is_priority(id);
            counts && !kind.is_empty() && kinds.contains(kind) && !known.contains(id.as_str())
        });
        for id in unknown {
            found.push(Found {
                place: page.at(page.extent(item), id),
                message: format!("{} serves {id}, which no document asks for", item.id),
                item: item.id.clone(),
                did_you_mean: near(
                    id,
                    known.iter().map(String::as_str).filter(|one| letters(one) == letters(id)),
                ),
                hint: "name a requirement of the documents, or add it there first".into(),
                ..Found::default()
            });
        }
    }
    found
}

fn is_priority(id: &str) -> bool {
    id.strip_prefix('P').is_some_and(|rest| rest.len() == 1 && rest.as_bytes().is_ascii())
        && id.ends_with(|c: char| c.is_ascii_digit())
}

/// Every identifier that the documents give, those of other features left out where the feature has its own.
fn known(requirements: &Requirements, feature: &str) -> BTreeSet<String> {
    let own = requirements.items.iter().filter(|item| document::feature(&item.at.file) == feature);
    let has_own = !feature.is_empty() && own.clone().count() > 0;
    let counts = |file: &str| {
        let theirs = document::feature(file);
        !has_own || theirs == feature || theirs.is_empty()
    };
    let mut known = BTreeSet::new();
    let mut add = |file: &str, id: &str| {
        if counts(file) {
            known.insert(id.to_owned());
        }
    };
    for item in &requirements.items {
        add(&item.at.file, &item.id);
        // Criteria carry theirs in the text: `AC-01: …`.
        for criterion in &item.acceptance {
            for id in ids(&criterion.text) {
                add(&criterion.at.file, id);
            }
        }
        for id in ids(&item.text).chain(ids(&item.title)) {
            add(&item.at.file, id);
        }
    }
    requirements.endpoints.iter().for_each(|one| add(&one.at.file, &one.id));
    requirements.tables.iter().for_each(|one| add(&one.table.at.file, &one.id));
    requirements.targets.iter().for_each(|one| add(&one.at.file, &one.id));
    requirements.integrations.iter().for_each(|one| add(&one.at.file, &one.id));
    requirements.interfaces.iter().for_each(|one| add(&one.at.file, &one.id));
    requirements.configuration.iter().for_each(|one| add(&one.at.file, &one.id));
    requirements.decisions.iter().for_each(|one| add(&one.at.file, &one.id));
    for prose in &requirements.prose {
        for id in ids(&prose.text).chain(ids(&prose.section)) {
            add(&prose.at.file, id);
        }
    }
    known
}

/// Words of a text that are written as identifiers.
fn ids(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.')));
    words.map(|word| word.trim_matches(['-', '.'])).filter(|word| {
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        capital && word.ends_with(|c: char| c.is_ascii_digit()) && word.len() <= 16
    })
}
