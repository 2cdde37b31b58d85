//! Reference classes: what work of each kind took before, as Kahneman and Lovallo's outside view asks for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{DeliveryRecord, EffortSample, ReferenceClass, TaskKind};

/// Hours of the smallest estimate. Where half of a class lies below, its pieces came in bulk, and the share of a day
/// that falls to each says nothing of the time that one takes.
const SMALLEST: f64 = 0.5;

/// One class for each kind of work in the records. A class is used from `least` samples on, unless its pieces came in
/// bulk.
pub fn classes(records: &[&DeliveryRecord], least: u32) -> Vec<ReferenceClass> {
    let mut by_kind: BTreeMap<TaskKind, Vec<(&DeliveryRecord, &EffortSample)>> = BTreeMap::new();
    for record in records {
        for sample in &record.samples {
            by_kind.entry(sample.kind).or_default().push((record, sample));
        }
    }
    by_kind.iter().map(|(kind, samples)| class(*kind, samples, least)).collect()
}

fn class(
    kind: TaskKind,
    samples: &[(&DeliveryRecord, &EffortSample)],
    least: u32,
) -> ReferenceClass {
    let sorted = |value: fn(&EffortSample) -> f64| {
        let mut all: Vec<f64> = samples.iter().map(|(_, sample)| value(sample)).collect();
        all.sort_by(f64::total_cmp);
        all
    };
    let hours = sorted(|sample| sample.hours);
    let from: BTreeSet<&str> = samples.iter().map(|(record, _)| record.name.as_str()).collect();
    let n = u32::try_from(samples.len()).unwrap_or(u32::MAX);
    ReferenceClass {
        kind,
        n,
        median: quantile(&hours, 0.5),
        q1: quantile(&hours, 0.25),
        q3: quantile(&hours, 0.75),
        p80: quantile(&hours, 0.8),
        commits: quantile(&sorted(|sample| f64::from(sample.commits)), 0.5),
        active_days: quantile(&sorted(|sample| f64::from(sample.active_days)), 0.5),
        from: from.into_iter().map(str::to_owned).collect(),
        used: n >= least && quantile(&hours, 0.5) >= SMALLEST,
    }
}

/// The quantile of sorted values by linear interpolation between the closest ranks (Hyndman and Fan 1996, type 7),
/// to a tenth; 0 of nothing.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "a number of samples")]
    let at = share * last as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of samples"
    )]
    let below = at.floor() as usize;
    let value = |place: usize| sorted.get(place.min(last)).copied().unwrap_or_default();
    let between = value(below) + (at - at.floor()) * (value(below + 1) - value(below));
    super::effort::tenth(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_values() {
        assert!((quantile(&[1.0, 2.0, 3.0, 4.0], 0.5) - 2.5).abs() < 1e-9);
        assert!((quantile(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.8) - 4.2).abs() < 1e-9);
        assert!((quantile(&[7.0], 0.8) - 7.0).abs() < 1e-9);
        assert!(quantile(&[], 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_class_says_how_many_and_whose() {
        let sample = |hours| EffortSample {
            kind: TaskKind::Endpoint,
            hours,
            commits: 1,
            active_days: 1,
            ..EffortSample::default()
        };
        let record = |name: &str, hours: &[f64]| DeliveryRecord {
            name: name.into(),
            samples: hours.iter().map(|hours| sample(*hours)).collect(),
            ..DeliveryRecord::default()
        };
        let (one, other) = (record("one", &[2.0, 4.0]), record("other", &[6.0]));
        let found = classes(&[&one, &other], 3);
        let class = found.first().unwrap();
        assert_eq!((class.n, class.used, class.from.len()), (3, true, 2));
        assert!((class.median - 4.0).abs() < 1e-9);
        assert!(!classes(&[&one], 3).first().unwrap().used);
        let bulk = record("bulk", &[0.1, 0.1, 0.1, 0.1]);
        assert!(!classes(&[&bulk], 3).first().unwrap().used);
    }
}
