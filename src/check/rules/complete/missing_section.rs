//! A section of the standard that the plan lacks.

use crate::{
    check::{Example, Found, Inputs, Rule, page::Page},
    document::words,
    model::{Observation, PlanForm, Severity, Share},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "complete.missing-section",
    severity: Severity::Warning,
    summary: "a plan in phases and weeks lacks a section of the standard",
    explanation: "\
Applies to plans in the classic form (`IMPLEMENTATION_PLAN.md`). A heading counts for a section when it has half of the \
section's words or more, whatever its number and level. The references that have the section are named. A plan that \
has fewer than three of the sections is one of another shape: that is one finding, not eight.",
    bad: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## 1. Overview\n\nWhat and why.\n\n## 2. Phase Breakdown\n\n### Phase 1: Tiers\n\n- [ ] Keep them\n\n## 3. Cross-Phase Considerations\n\n\
               Tests.\n\n## 4. Development Standards & Practices\n\nOurs.\n\n## 5. Risk Management\n\nTwo.\n\n\
               ## 6. Success Metrics & Validation\n\nP99.\n\n## 7. Deployment Strategy\n\nBlue-green.\n",
    },
    good: Example {
        file: "docs/pre-development-docs/IMPLEMENTATION_PLAN.md",
        text: "# Plan\n\n## 1. Overview\n\nWhat and why.\n\n## 2. Phase Breakdown\n\n### Phase 1: Tiers\n\n- [ ] Keep them\n\n## 3. Cross-Phase Considerations\n\n\
               Tests.\n\n## 4. Development Standards & Practices\n\nOurs.\n\n## 5. Risk Management\n\nTwo.\n\n\
               ## 6. Success Metrics & Validation\n\nP99.\n\n## 7. Deployment Strategy\n\nBlue-green.\n\n\
               ## 8. Handover & Maintenance\n\nOn call.\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let standard = &inputs.standard.sections;
    if inputs.document.form != PlanForm::Classic || standard.is_empty() {
        return Vec::new();
    }
    let page = Page::of(inputs.document);
    // Parts of a section share words with the titles of others; headings of its own level are what counts.
    let outline = &inputs.document.outline.sections;
    let top = outline.iter().map(|section| section.level).filter(|level| *level > 1).min();
    let heads = outline.iter().filter(|section| Some(section.level) == top);
    let headings: Vec<String> = heads.map(|section| words::key(&section.heading)).collect();
    let has = |title: &str| headings.iter().any(|heading| alike(&words::key(title), heading));
    let missing: Vec<&str> =
        standard.iter().map(|section| section.title.as_str()).filter(|title| !has(title)).collect();
    let place = page.title();
    let there = standard.len() - missing.len();
    if there < 3 {
        return vec![Found {
            place,
            message: format!(
                "{there} of the {} sections of the {} standard are there; missing: {}",
                standard.len(),
                inputs.standard.name,
                missing.join(", ")
            ),
            hint:
                "write the missing sections, or give the file another name where it is no such plan"
                    .into(),
            ..Found::default()
        }];
    }
    missing.into_iter().map(|title| told(inputs, title, place.clone())).collect()
}

fn told(inputs: &Inputs<'_>, title: &str, place: crate::model::Place) -> Found {
    let shared = inputs
        .profile
        .sections
        .iter()
        .find(|shared| alike(&words::key(title), &words::key(&shared.title)));
    let seen: Vec<Observation> = shared.map(|shared| shared.seen.clone()).unwrap_or_default();
    let who = shared.map(|shared| match shared.share {
        Share::All => format!("; all references have it ({})", shared.who.join(", ")),
        Share::Most | Share::Some => format!("; {} has it", shared.who.join(", ")),
    });
    Found {
        place,
        message: format!(
            "section “{title}” of the {} standard is missing{}",
            inputs.standard.name,
            who.unwrap_or_default()
        ),
        shown_by: seen,
        hint: format!("add a section “{title}”, if only to say why there is nothing to say"),
        ..Found::default()
    }
}

/// Whether a heading stands for a title: half of the title's words, rounded up, are in it.
fn alike(title: &str, heading: &str) -> bool {
    let words: Vec<&str> = title.split_whitespace().filter(|word| word.len() > 2).collect();
    let found = words
        .iter()
        .filter(|word| heading.split_whitespace().any(|other| words::alike(word, other)));
    !words.is_empty() && found.count() * 2 >= words.len().max(1)
}
