//! A migration without a way back.

use std::collections::BTreeSet;

use crate::{
    check::{Example, Found, Inputs, Rule},
    model::{Action, Claim, ClaimKind, Severity},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "safe.migration-down",
    severity: Severity::Error,
    summary: "a planned migration has no down file, where those of the repository have one",
    explanation: "\
Applies to folders in which most migrations of the repository come as a pair of `.up.sql` and `.down.sql`. Without the \
way back a release cannot be taken back. Tools that keep both in one file, and sets without down files, are not judged.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `migrations/000005_create_fee_tier.up.sql`\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Tiers\n\n- Create: `migrations/000005_create_fee_tier.up.sql`\n\
               - Create: `migrations/000005_create_fee_tier.down.sql`\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let paths: BTreeSet<&str> =
        inputs.document.claims.iter().map(|claim| claim.subject.as_str()).collect();
    let mut seen = BTreeSet::new();
    let planned = inputs
        .document
        .claims
        .iter()
        .filter(|claim| is_new(inputs, claim) && seen.insert(claim.subject.clone()));
    let mut found = Vec::new();
    for claim in planned {
        let Some(stem) = claim.subject.strip_suffix(".up.sql") else { continue };
        let down = format!("{stem}.down.sql");
        let folder = claim.subject.rsplit_once('/').map_or("", |(folder, _)| folder);
        let sets = inputs.analysis.migrations.sets.iter().filter(|set| set.dir == folder);
        let Some(set) = { sets }.next() else { continue };
        let pairs =
            set.files.iter().filter(|file| !file.down.is_empty() && file.down != file.up).count();
        // The pair may be written as `000005_x.{up,down}.sql`.
        let told =
            paths.contains(down.as_str()) || inputs.document.text.contains(&format!("{stem}.{{"));
        if pairs * 2 > set.files.len() && !told {
            found.push(Found {
                place: claim.place.clone(),
                message: format!(
                    "`{}` has no down file; {pairs} of {} migrations in `{folder}` have one",
                    claim.subject,
                    set.files.len()
                ),
                item: claim.item.clone(),
                hint: format!("plan `{down}`, too"),
                ..Found::default()
            });
        }
    }
    found
}

fn is_new(inputs: &Inputs<'_>, claim: &Claim) -> bool {
    if inputs.analysis.files.iter().any(|file| *file.path == *claim.subject) {
        return false;
    }
    claim.kind == ClaimKind::Path
        && !matches!(claim.action, Some(Action::Modify | Action::Read | Action::Delete))
}
