//! Known findings, which may stay for now: what people had when they began to check.

use std::{borrow::Cow, collections::BTreeSet};

use crate::model::{BASELINE_SCHEMA, Baseline, Finding, KnownFinding};

/// Marks the findings that the baseline holds.
pub fn mark_known(findings: &mut [Finding], baseline: &Baseline) {
    let known: BTreeSet<(&str, &str)> =
        baseline.findings.iter().map(|one| (&*one.rule, &*one.fingerprint)).collect();
    for finding in findings {
        finding.known = known.contains(&(&*finding.rule, &*finding.fingerprint));
    }
}

/// What the baseline holds of what was checked, as `is_checked` says, and is found no more.
pub fn stale(
    findings: &[Finding],
    baseline: &Baseline,
    is_checked: &dyn Fn(&KnownFinding) -> bool,
) -> Vec<KnownFinding> {
    let found: BTreeSet<(&str, &str)> = findings
        .iter()
        .filter(|finding| finding.waived.is_none())
        .map(|finding| (&*finding.rule, &*finding.fingerprint))
        .collect();
    let known = baseline.findings.iter();
    let gone = known.filter(|one| !found.contains(&(&*one.rule, &*one.fingerprint)));
    gone.filter(|one| is_checked(one)).cloned().collect()
}

/// The baseline that holds what is found now, and what the old one holds of what was not checked.
pub fn renewed(
    findings: &[Finding],
    old: &Baseline,
    is_checked: &dyn Fn(&KnownFinding) -> bool,
) -> Baseline {
    let kept = old.findings.iter().filter(|one| !is_checked(one)).cloned();
    let found = findings.iter().filter(|finding| finding.waived.is_none());
    let found = found.map(|finding| KnownFinding {
        file: finding.place.file.to_string(),
        rule: finding.rule.to_string(),
        fingerprint: finding.fingerprint.clone(),
        message: finding.message.clone(),
    });
    let all: BTreeSet<KnownFinding> = kept.chain(found).collect();
    Baseline { schema: Cow::Borrowed(BASELINE_SCHEMA), findings: all.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Waiver;

    fn finding(rule: &'static str, fingerprint: &str) -> Finding {
        Finding { rule: rule.into(), fingerprint: fingerprint.into(), ..Finding::default() }
    }

    #[test]
    fn what_is_known_is_marked_and_what_is_gone_is_told() {
        let mut findings = [finding("a.b", "1"), finding("a.b", "2"), finding("a.c", "3")];
        findings[2].waived = Some(Waiver::default());
        let none = Baseline { schema: BASELINE_SCHEMA.into(), findings: Vec::new() };
        let all = |_: &KnownFinding| true;
        let baseline = renewed(&findings, &none, &all);
        assert_eq!(baseline.findings.len(), 2, "what is waived needs no baseline");
        mark_known(&mut findings[1..], &baseline);
        assert_eq!(findings.each_ref().map(|one| one.known), [false, true, false]);
        let gone = stale(&findings[1..], &baseline, &all);
        assert_eq!(gone.iter().map(|one| &*one.fingerprint).collect::<Vec<_>>(), ["1"]);
        // Of a plan that was not checked nothing is known.
        assert!(stale(&[], &baseline, &|_| false).is_empty());
        assert_eq!(renewed(&[], &baseline, &|_| false), baseline);
        assert!(renewed(&[], &baseline, &all).findings.is_empty());
    }
}
