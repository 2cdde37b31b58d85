//! Hours of a task and where they come from: what such work took before, else the standard's table.

use std::borrow::Cow;

use super::draft::Draft;
use crate::{
    model::{Estimate, GapItem, GapKind, HourRange, ReferenceClass, State, TaskKind},
    plan::Inputs,
};

/// The estimate of a draft. A part that is there takes its share of the hours away.
pub(super) fn of(inputs: &Inputs<'_>, gap: &[GapItem], draft: &Draft) -> Estimate {
    let class = inputs.classes.iter().find(|class| class.kind == draft.kind);
    let mut estimate = by_table(inputs, draft.kind);
    if let Some(class) = class.filter(|class| class.used) {
        estimate = by_class(class, &estimate);
    } else if let Some(class) = class {
        let why = "too few, or came in bulk: they tell no time of their own";
        estimate.basis =
            format!("{}; of this kind {} finished before ({why})", estimate.basis, class.n);
    }
    if draft.state == State::Partial && !by_words(gap, draft) {
        let share = inputs.standard.thresholds.get("partial_share").copied().unwrap_or(1.0);
        scale(&mut estimate, share);
        estimate.basis = format!("{} × {share} because a part is there", estimate.basis);
    }
    estimate
}

/// The quartiles and the P80 of finished work, with the table's figure beside them.
fn by_class(class: &ReferenceClass, table: &Estimate) -> Estimate {
    let from = class.from.join(", ");
    let basis = format!(
        "{} of this kind in {from}: median {} h; {} would say {} h",
        class.n, class.median, table.basis, table.range.likely
    );
    Estimate {
        range: HourRange {
            low: half_hours(class.q1),
            likely: half_hours(class.median),
            high: half_hours(class.p80),
        },
        unit: Cow::Borrowed("hours"),
        p50: tenth(class.median),
        p80: tenth(class.p80),
        basis,
        samples: class.n,
    }
}

fn by_table(inputs: &Inputs<'_>, kind: TaskKind) -> Estimate {
    let standard = inputs.standard;
    let range = standard.estimates.get(&kind).copied().unwrap_or_default();
    Estimate {
        range,
        unit: Cow::Borrowed("hours"),
        p50: tenth(triangular(&range, 0.5)),
        p80: tenth(triangular(&range, 0.8)),
        basis: format!("{} standard, {}", standard.name, kind_name(kind)),
        samples: 0,
    }
}

/// Quantile of the triangular distribution through a three-point estimate (Kotz and van Dorp, Beyond Beta, 2004,
/// section 1.3).
fn triangular(range: &HourRange, share: f64) -> f64 {
    let HourRange { low, likely, high } = *range;
    let width = high - low;
    if width <= 0.0 {
        return likely;
    }
    let below = (likely - low) / width;
    if share <= below {
        low + (share * width * (likely - low)).sqrt()
    } else {
        high - ((1.0 - share) * width * (high - likely)).sqrt()
    }
}

fn scale(estimate: &mut Estimate, share: f64) {
    let HourRange { low, likely, high } = estimate.range;
    estimate.range = HourRange {
        low: half_hours(low * share),
        likely: half_hours(likely * share),
        high: half_hours(high * share),
    };
    estimate.p50 = tenth(estimate.p50 * share);
    estimate.p80 = tenth(estimate.p80 * share);
}

/// Whether only words say that a part is there: too little to promise half of the hours on.
fn by_words(gap: &[GapItem], draft: &Draft) -> bool {
    let item = gap.iter().find(|item| draft.traces.first() == Some(&item.id));
    item.is_some_and(|item| item.kind == GapKind::Requirement)
}

/// Rounded to half hours, at least one half.
fn half_hours(hours: f64) -> f64 {
    ((hours * 2.0).round() / 2.0).max(0.5)
}

/// Rounded to a tenth, at least one.
fn tenth(hours: f64) -> f64 {
    ((hours * 10.0).round() / 10.0).max(0.1)
}

/// The kind as the standard's file writes it.
fn kind_name(kind: TaskKind) -> String {
    format!("{kind:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_triangle_lies_below_its_median() {
        let even = HourRange { low: 2.0, likely: 4.0, high: 6.0 };
        assert!((triangular(&even, 0.5) - 4.0).abs() < 1e-9);
        let skewed = HourRange { low: 3.0, likely: 6.0, high: 10.0 };
        assert!((triangular(&skewed, 0.0) - 3.0).abs() < 1e-9);
        assert!((triangular(&skewed, 1.0) - 10.0).abs() < 1e-9);
        assert!((triangular(&skewed, 0.5) - 6.258_342_613_226_06).abs() < 1e-9);
        let sure = HourRange { low: 5.0, likely: 5.0, high: 5.0 };
        assert!((triangular(&sure, 0.8) - 5.0).abs() < 1e-9);
    }
}
