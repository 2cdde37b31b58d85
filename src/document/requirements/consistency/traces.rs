//! Requirements that no task serves, and tasks that name requirements which no document has.

use std::collections::BTreeSet;

use super::{Feature, file_name};
use crate::{
    document::requirements::{
        findings::{also, finding, subject},
        given,
    },
    model::{DocumentFinding, Evidence, Requirement, RequirementKind, WorkItem, WorkPlan},
};

/// Adds the broken traces between a feature's requirements and its plans.
pub(super) fn find(feature: &Feature<'_, '_>, found: &mut Vec<DocumentFinding>) {
    let items: Vec<&Requirement> =
        feature.requirements.items.iter().filter(|item| feature.has(&item.at.file)).collect();
    let traced: Vec<(&WorkPlan, &WorkItem, String)> = feature
        .plans
        .iter()
        .flat_map(|plan| plan.items.iter().map(move |item| (*plan, item)))
        .flat_map(|(plan, item)| item.traces.iter().map(move |id| (plan, item, plain(id))))
        .collect();
    if items.is_empty() || traced.is_empty() {
        return;
    }
    let named = mentioned(feature);
    unknown(&items, &traced, &named, found);
    untraced(&items, &traced, found);
}

/// An identifier as documents write it: without the feature in front; `1.2` means the second criterion of
/// the first requirement.
fn plain(id: &str) -> String {
    let own = id.rsplit(':').next().unwrap_or(id).trim();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let numbered = own.split('.').all(digits).then(|| own.split('.').next()).flatten();
    numbered.map_or_else(|| own.to_owned(), |number| format!("REQ-{number}"))
}

/// Identifiers that the feature's documents themselves open a text with.
fn mentioned(feature: &Feature<'_, '_>) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for page in &feature.pages {
        let headings = page.outline.sections.iter().map(|section| section.heading.as_str());
        let texts = page.blocks().flat_map(|(_, block)| {
            std::iter::once(block.text.as_str()).chain(block.cells.iter().map(String::as_str))
        });
        for text in headings.chain(texts) {
            ids.extend(given::any(text).map(|given| given.id.to_owned()));
        }
    }
    ids
}

/// Letters in front of an identifier's number.
fn family(id: &str) -> &str {
    id.trim_end_matches(|c: char| !c.is_ascii_alphabetic())
}

fn unknown(
    items: &[&Requirement],
    traced: &[(&WorkPlan, &WorkItem, String)],
    named: &BTreeSet<String>,
    found: &mut Vec<DocumentFinding>,
) {
    let known: BTreeSet<String> = items.iter().map(|item| plain(&item.id)).collect();
    let families: BTreeSet<&str> = known.iter().map(|id| family(id)).collect();
    let mut told = BTreeSet::new();
    for (plan, task, id) in traced {
        let missing = families.contains(family(id)) && !known.contains(id) && !named.contains(id);
        if !missing || !told.insert((id, &task.id)) {
            continue;
        }
        let at = Evidence { rule: "document.unknown-trace".into(), ..task.at.clone() };
        let text = format!(
            "{} “{}” serves {id}, which no document of {} defines",
            task.id,
            task.title,
            place(plan)
        );
        let question =
            format!("Which requirement does {} ({}) mean by {id}?", task.id, at.citation());
        let near = items.iter().find(|item| family(&plain(&item.id)) == family(id));
        let mut one = finding(at, text, question, &["TRACE", &task.id, id]);
        one.also.extend(
            near.map(|item| also(&item.at, format!("the first of that kind is {}", item.id))),
        );
        one.about.push(id.clone());
        found.push(one);
    }
}

fn place(plan: &WorkPlan) -> String {
    if plan.feature.is_empty() { file_name(&plan.at.file).to_owned() } else { plan.feature.clone() }
}

fn untraced(
    items: &[&Requirement],
    traced: &[(&WorkPlan, &WorkItem, String)],
    found: &mut Vec<DocumentFinding>,
) {
    let served: BTreeSet<&str> = traced.iter().map(|(_, _, id)| id.as_str()).collect();
    let asks = |item: &&&Requirement| {
        item.id_given
            && !matches!(item.kind, RequirementKind::OutOfScope | RequirementKind::Constraint)
    };
    let families: BTreeSet<String> =
        items.iter().filter(asks).map(|item| family(&plain(&item.id)).to_owned()).collect();
    let Some((plan, ..)) = traced.first() else { return };
    for name in families {
        let own: Vec<&&Requirement> =
            items.iter().filter(asks).filter(|item| family(&plain(&item.id)) == name).collect();
        let open: Vec<&&&Requirement> =
            own.iter().filter(|item| !served.contains(plain(&item.id).as_str())).collect();
        // Where few are traced, the plan does not trace this kind at all.
        if open.len() * 2 > own.len() {
            continue;
        }
        found.extend(open.into_iter().map(|item| unserved(item, plan)));
    }
}

fn unserved(item: &Requirement, plan: &WorkPlan) -> DocumentFinding {
    let at = Evidence { rule: "document.untraced".into(), ..item.at.clone() };
    let subject = subject(item);
    let file = file_name(&plan.at.file);
    let text = format!("no task of {file} serves {subject}, while others of its kind are served");
    let question = format!("Which task of {file} brings {subject}?");
    let mut one = finding(at, text, question, &["TASK", &item.id]);
    one.also.push(also(&plan.at, format!("the plan “{}”", plan.title)));
    one.about.push(item.id.clone());
    one
}
