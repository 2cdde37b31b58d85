//! A migration with a number that is taken.

use std::collections::BTreeMap;

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Action, Claim, ClaimKind, MigrationSet, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.migration-number",
    severity: Severity::Error,
    summary: "a planned migration takes a number that another one has",
    explanation: "\
Tools run migrations by number and run each once: of two with one number the second never runs, or the set is refused. \
Planned files are held against the repository's and against each other. A number below the last one is a finding, too: \
it would not run where the last one has.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `migrations/000004_create_fee_tier.up.sql`\n\
               - Create: `migrations/000004_create_fee_tier.down.sql`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `migrations/000005_create_fee_tier.up.sql`\n\
               - Create: `migrations/000005_create_fee_tier.down.sql`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let mut planned: BTreeMap<(&str, u64), &str> = BTreeMap::new();
    let mut found = Vec::new();
    for claim in &inputs.document.claims {
        let Some((folder, number, name)) = parts(claim) else { continue };
        let Some(set) = inputs.analysis.migrations.sets.iter().find(|set| set.dir == folder) else {
            continue;
        };
        let own = |up: &str| up == claim.subject || claim.subject == up.replace(".up.", ".down.");
        if set.files.iter().any(|file| own(&file.up)) {
            continue;
        }
        let message = taken(set, number).or_else(|| {
            let other = planned.get(&(folder, number)).filter(|other| **other != name)?;
            Some(format!("is the number of `{other}` of this plan, too"))
        });
        let first = !planned.contains_key(&(folder, number));
        planned.entry((folder, number)).or_insert(name);
        if let Some(message) = message.filter(|_| first || !claim.subject.contains(".down.")) {
            found.push(told(claim, number, &message, set));
        }
    }
    found
}

/// Folder, number, and name without direction of a migration that is to be created.
fn parts(claim: &Claim) -> Option<(&str, u64, &str)> {
    let new = !matches!(
        claim.action,
        Some(Action::Modify | Action::Read | Action::Delete | Action::Move)
    );
    let (folder, file) = claim.subject.rsplit_once('/')?;
    let name = file.strip_suffix(".sql")?;
    let name = name.strip_suffix(".up").or_else(|| name.strip_suffix(".down")).unwrap_or(name);
    let (number, name) = name.split_once('_')?;
    (new && claim.kind == ClaimKind::Path).then_some((folder, number.parse().ok()?, name))
}

fn number_of(path: &str) -> Option<u64> {
    let file = path.rsplit('/').next()?;
    file.split('_').next()?.parse().ok()
}

fn taken(set: &MigrationSet, number: u64) -> Option<String> {
    let numbers = || set.files.iter().filter_map(|file| Some((number_of(&file.up)?, &*file.up)));
    if let Some((_, other)) = numbers().find(|(other, _)| *other == number) {
        return Some(format!("is the number of `{other}`"));
    }
    let last = numbers().max()?;
    (number < last.0).then(|| format!("is below that of the last one, `{}`", last.1))
}

fn told(claim: &Claim, number: u64, message: &str, set: &MigrationSet) -> Found {
    let next = set.files.iter().filter_map(|file| number_of(&file.up)).max().unwrap_or_default();
    let next = next.saturating_add(1);
    Found {
        place: claim.place.clone(),
        message: format!("{number} of `{}` {message}", claim.subject),
        item: claim.item.clone(),
        hint: format!("the next free number in `{}` is {next}", set.dir),
        ..Found::default()
    }
}
