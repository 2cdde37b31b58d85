//! Tables and entities that only one kind of document knows: no task makes them, or nobody asks for them.

use super::{Feature, file_name};
use crate::{
    document::{
        field,
        requirements::{
            entities::snake,
            findings::{also, cut, finding},
            page::Page,
        },
        words,
    },
    model::{
        Block, BlockKind, DocumentFinding, DocumentKind, Evidence, RequiredTable, Span, WorkItem,
        WorkPlan,
    },
};

/// Adds what the documents of a feature say of tables one-sidedly.
pub(super) fn find(feature: &Feature<'_, '_>, found: &mut Vec<DocumentFinding>) {
    let tables = feature.requirements.tables.iter();
    let tables: Vec<&RequiredTable> =
        tables.filter(|table| feature.has(&table.table.at.file)).collect();
    unplanned(feature, &tables, found);
    unasked(feature, &tables, found);
    unmodelled(feature, &tables, found);
}

/// Tables that no task of the feature's plans names.
fn unplanned(
    feature: &Feature<'_, '_>,
    tables: &[&RequiredTable],
    found: &mut Vec<DocumentFinding>,
) {
    let told: Vec<String> = feature.plans.iter().flat_map(|plan| &plan.items).map(told).collect();
    let Some(plan) = feature.plans.first().filter(|_| !told.is_empty()) else { return };
    let missing =
        tables.iter().filter(|table| !told.iter().any(|key| names(key, &table.table.name)));
    for table in missing {
        let name = &table.table.name;
        let at = rule(&table.table.at, "document.unplanned");
        let plan_name = file_name(&plan.at.file);
        let text = format!(
            "no task of {plan_name} names the table `{name}`, so no migration is planned for it"
        );
        let question =
            format!("Which task of {plan_name} creates the table `{name}` ({})?", at.citation());
        let mut one = finding(at, text, question, &["TABLE", name, "TASK"]);
        one.also.push(plan_place(plan));
        one.about.push(table.id.clone());
        found.push(one);
    }
}

fn plan_place(plan: &WorkPlan) -> crate::model::Observation {
    also(&plan.at, format!("the plan “{}”", plan.title))
}

/// Everything that a task says, as one key.
fn told(item: &WorkItem) -> String {
    let files = item.files.iter().map(|file| file.path.as_str());
    let criteria = item.acceptance.iter().map(|criterion| criterion.said.text.as_str());
    let texts = [item.title.as_str(), item.text.as_str()].into_iter().chain(files).chain(criteria);
    words::key(&texts.collect::<Vec<_>>().join(" ; "))
}

/// Whether a key names a table or entity, in any number and spelling.
fn names(key: &str, name: &str) -> bool {
    let wanted = words::key(name);
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    let told: Vec<&str> = key.split_whitespace().collect();
    let joined = wanted.concat();
    let row = told
        .windows(wanted.len().max(1))
        .any(|window| window.iter().zip(&wanted).all(|(told, wanted)| words::alike(told, wanted)));
    row || told.iter().any(|word| word.trim_end_matches('s') == joined.trim_end_matches('s'))
}

/// Tables whose words the product's own requirements never use.
fn unasked(feature: &Feature<'_, '_>, tables: &[&RequiredTable], found: &mut Vec<DocumentFinding>) {
    let asks: Vec<&&Page<'_>> =
        feature.pages.iter().filter(|page| page.kind == DocumentKind::Prd).collect();
    let Some(first) = asks.first() else { return };
    let keys: Vec<String> = asks.iter().map(|page| key_of(page)).collect();
    let mut told: Vec<&str> = keys.iter().flat_map(|key| key.split_whitespace()).collect();
    told.sort_unstable();
    told.dedup();
    for table in tables {
        let name = &table.table.name;
        let key = words::key(name);
        let heavy = key.split_whitespace().filter(|word| word.len() > 3 && !GENERAL.contains(word));
        let heavy: Vec<&str> = heavy.collect();
        let known = |word: &&str| told.iter().any(|told| words::alike(told, word));
        if heavy.is_empty()
            || heavy.iter().any(known)
            || SERVES.iter().any(|word| words::has(&key, word))
        {
            continue;
        }
        let at = rule(&table.table.at, "document.unasked");
        let prd = file_name(&first.outline.path);
        let text = format!("the table `{name}` serves nothing that {prd} speaks of");
        let question =
            format!("Which requirement of {prd} needs the table `{name}` ({})?", at.citation());
        let line = first.outline.sections.first().map_or(1, |section| section.span.line);
        let place = first.evidence("document", crate::model::Span { line, end_line: line });
        let mut one = finding(at, text, question, &["TABLE", name, "PURPOSE"]);
        one.also.push(also(&place, format!("{prd} has none of its words")));
        one.about.push(table.id.clone());
        found.push(one);
    }
}

/// Parts of names that say nothing of the business.
const GENERAL: &[&str] =
    &["table", "tables", "data", "item", "items", "entry", "entries", "record", "info"];

/// Tables that serve how the product works.
const SERVES: &[&str] = &[
    "outbox",
    "inbox",
    "migration",
    "migrations",
    "audit",
    "log",
    "logs",
    "lock",
    "locks",
    "idempotency",
    "event",
    "events",
    "history",
    "session",
    "sessions",
    "cache",
    "job",
    "jobs",
    "queue",
];

/// Entities that the requirements list and the data model leaves out.
fn unmodelled(
    feature: &Feature<'_, '_>,
    tables: &[&RequiredTable],
    found: &mut Vec<DocumentFinding>,
) {
    let is_model = |page: &&&Page<'_>| {
        let name = words::key(file_name(&page.outline.path));
        words::has_any(&name, &["data model", "database design"])
    };
    let Some(model) = feature.pages.iter().find(is_model) else { return };
    // A document that models nothing in a form that is read leaves nothing out.
    if !tables.iter().any(|table| *table.table.at.file == *model.outline.path) {
        return;
    }
    let headings = model.outline.sections.iter().map(|section| snake(&section.heading));
    let modelled: Vec<String> = headings.collect();
    let told = key_of(model);
    for page in feature.pages.iter().filter(|page| page.kind == DocumentKind::Prd) {
        for (name, block) in key_entities(page) {
            // Another name for one of them is a matter of taste.
            if !names(&told, name) && !shares_a_word(name, &modelled) {
                found.push(left_out(page, model, name, block));
            }
        }
    }
}

/// Everything that a document says, as one key.
fn key_of(page: &Page<'_>) -> String {
    let headings = page.outline.sections.iter().map(|section| section.heading.as_str());
    let texts = headings.chain(page.blocks().map(|(_, block)| block.text.as_str()));
    words::key(&texts.collect::<Vec<_>>().join(" ; "))
}

/// Names in the sections that list the entities of a specification.
fn key_entities<'o>(page: &Page<'o>) -> Vec<(&'o str, &'o Block)> {
    let listed = page
        .sections()
        .filter(|(_, section)| words::has_any(&words::key(&section.heading), KEY_ENTITIES));
    let items = listed.flat_map(|(_, section)| &section.blocks);
    let items = items.filter(|block| block.kind == BlockKind::ListItem && block.depth == 0);
    let named = items.filter_map(|block| {
        let (name, _) = field(block)?;
        Some((name.split('(').next().unwrap_or_default().trim(), block))
    });
    named.filter(|(name, _)| !name.is_empty()).collect()
}

fn left_out(page: &Page<'_>, model: &Page<'_>, name: &str, block: &Block) -> DocumentFinding {
    let at = rule(&page.evidence("entity", block.span), "document.one-sided");
    let other = file_name(&model.outline.path);
    let shown = cut(&block.text, 110);
    let text = format!("the entity “{name}” is named here and {other} has none like it: {shown}");
    let question = format!("Where does {other} keep the entity “{name}” ({})?", at.citation());
    let mut one = finding(at, text, question, &["ENTITY", name]);
    let place = model.evidence("document", Span { line: 1, end_line: 1 });
    one.also.push(also(&place, "the data model"));
    one
}

/// Whether a name has a word in common with an entity of the model.
fn shares_a_word(name: &str, modelled: &[String]) -> bool {
    let snake = snake(name);
    let own: Vec<&str> = snake.split('_').filter(|word| word.len() >= 3).collect();
    let mut words = modelled.iter().flat_map(|table| table.split('_'));
    words.any(|word| own.iter().any(|own| words::alike(own, word)))
}

const KEY_ENTITIES: &[&str] = &[
    "key entities",
    "entidades principais",
    "entidades chave",
    "entidades clave",
    "principais entidades",
];

fn rule(at: &Evidence, rule: &'static str) -> Evidence {
    Evidence { rule: rule.into(), ..at.clone() }
}
