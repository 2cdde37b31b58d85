//! Claims of the files that work items name.

use crate::model::{Claim, ClaimKind, Place, Standing, WorkItem, WorkPlan};

/// The files that items name, by place.
pub(super) fn of_work(text: &str, work: &[WorkPlan]) -> Vec<Claim> {
    let lines: Vec<&str> = text.split('\n').collect();
    let items = work.iter().flat_map(|plan| &plan.items);
    let mut claims: Vec<Claim> = items.flat_map(|item| of_item(&lines, item)).collect();
    claims.sort_by(|a, b| a.place.cmp(&b.place));
    claims
}

fn of_item(lines: &[&str], item: &WorkItem) -> Vec<Claim> {
    let claim = |file: &crate::model::FileClaim| Claim {
        place: place(lines, file),
        kind: ClaimKind::Path,
        subject: file.path.clone(),
        action: file.action,
        to: String::new(),
        lines: None,
        symbol: String::new(),
        item: item.id.clone(),
        standing: Standing::Listed,
    };
    item.files.iter().map(claim).collect()
}

/// Where the path stands on the line of the claim.
fn place(lines: &[&str], file: &crate::model::FileClaim) -> Place {
    let at = usize::try_from(file.at.line).unwrap_or(usize::MAX).saturating_sub(1);
    let line = lines.get(at).copied().unwrap_or_default();
    let before = line.find(&file.path).and_then(|at| line.get(..at)).unwrap_or_default();
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let column = count(before) + 1;
    Place {
        file: file.at.file.clone(),
        line: file.at.line,
        column,
        end_line: file.at.line,
        end_column: column + count(&file.path),
    }
}
