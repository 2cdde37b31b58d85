//! The lines that people see with a finding: of the plans, and of the code that shows it.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    cli::plan_files::PlanFile, discover::Snapshot, extract, model::CheckReport, render::Excerpts,
};

/// Lines of code by file and number.
pub(super) type Code = BTreeMap<(Arc<str>, u32), String>;

/// The lines that excerpts are taken from.
pub(super) fn of(plans: &[PlanFile], code: Code) -> Excerpts<'_> {
    let plans = plans.iter();
    let plans = plans.map(|plan| (Arc::clone(&plan.path), plan.text.split('\n').collect()));
    Excerpts { plans: plans.collect(), code }
}

/// The lines of the repository that show findings; each file is read once.
pub(super) fn code(snapshot: &Snapshot, report: &CheckReport) -> Code {
    let mut wanted: BTreeMap<Arc<str>, Vec<u32>> = BTreeMap::new();
    for one in report.findings.iter().flat_map(|finding| &finding.shown_by) {
        wanted.entry(Arc::clone(&one.at.file)).or_default().push(one.at.line);
    }
    let mut code = Code::new();
    for entry in &snapshot.entries {
        let Some(numbers) = wanted.remove(&entry.path) else { continue };
        let Ok(bytes) = snapshot.read(entry) else { continue };
        let Some((text, _)) = extract::decode(&bytes, entry.encoding.as_deref()) else { continue };
        let lines: Vec<&str> = text.lines().collect();
        for number in numbers {
            let index = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
            if let Some(line) = lines.get(index) {
                code.insert((Arc::clone(&entry.path), number), (*line).to_owned());
            }
        }
    }
    code
}
