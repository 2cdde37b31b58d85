//! Numbers with a meaning in running text: `P99 < 50ms`, `at least 5 years`, `99,9 % de
//! disponibilidade`. Dates, versions, identifiers and ports are none.

mod metric;
mod number;
#[cfg(test)]
mod tests;
mod unit;
mod words_around;

pub(super) use self::metric::{is_known, is_load};
use self::{
    number::Number,
    unit::{Unit, UnitKind},
};
use crate::model::Quantity;

/// The quantities of `text`, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let sentences = text.split(['\n', ';']).flat_map(|line| line.split(". "));
    sentences.flat_map(|sentence| in_sentence(sentence.trim())).collect()
}

/// Whether a quantity tells a target that can be measured, not only a size that is mentioned.
pub(super) fn is_measurable(quantity: &Quantity) -> bool {
    let known = metric::is_known(&quantity.metric);
    let measured = !quantity.unit.is_empty() || known || metric::is_load(&quantity.metric);
    (quantity.comparator != "=" && measured)
        || quantity.percentile.is_some()
        || (quantity.unit == "%" && known)
        || (quantity.unit.ends_with("/s") && known)
}

/// A number with its unit and comparator, before anything is known of its metric.
struct Candidate<'t> {
    number: Number,
    unit: Unit<'t>,
    comparator: &'static str,
    /// Bytes of the sentence, comparator and unit included.
    start: usize,
    end: usize,
}

fn in_sentence(sentence: &str) -> Vec<Quantity> {
    let mut candidates = candidates(sentence);
    let mut percentiles = number::percentiles(sentence);
    percentiles.extend(take_shares(&mut candidates, sentence));
    percentiles.sort_by_key(|(at, _)| *at);
    let bound = bind(&candidates, &percentiles);
    let mut quantities = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let from = at.checked_sub(1).and_then(|at| candidates.get(at)).map_or(0, |last| last.end);
        let to = candidates.get(at + 1).map_or(sentence.len(), |next| next.start);
        let before = sentence.get(from..candidate.start).unwrap_or_default();
        let after = sentence.get(candidate.end..to).unwrap_or_default();
        let percentile = bound.get(at).copied().flatten();
        if let Some(metric) = metric::of(before, after, &candidate.unit, percentile) {
            quantities.push(Quantity {
                metric,
                percentile,
                comparator: candidate.comparator.to_owned(),
                value: candidate.number.value,
                unit: candidate.unit.name.to_string(),
                text: sentence
                    .get(candidate.start..candidate.end)
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            });
        }
    }
    quantities
}

fn candidates(sentence: &str) -> Vec<Candidate<'_>> {
    let mut found: Vec<Candidate<'_>> = Vec::new();
    for number in number::numbers(sentence) {
        let floor = found.last().map_or(0, |last| last.end);
        let Some(before) = sentence.get(floor..number.start) else { continue };
        let Some(rest) = sentence.get(number.end..) else { continue };
        let Some(candidate) = candidate(number, before, rest) else { continue };
        found.push(candidate);
    }
    found
}

/// Takes out shares that are percentiles: `95% of calls answer within 2 s`.
fn take_shares(candidates: &mut Vec<Candidate<'_>>, sentence: &str) -> Vec<(usize, f64)> {
    let is_share = |one: &Candidate<'_>, next: &Candidate<'_>| {
        let between = sentence.get(one.end..next.start).unwrap_or_default();
        one.unit.kind == UnitKind::Percent
            && next.unit.kind == UnitKind::Time
            && next.comparator.starts_with('<')
            && [" of ", " das ", " dos ", " de "].iter().any(|word| between.starts_with(word))
    };
    let pairs = candidates.iter().zip(candidates.iter().skip(1));
    let shares: Vec<(usize, f64)> = pairs
        .filter(|(one, next)| is_share(one, next))
        .map(|(one, _)| (one.start, one.number.value))
        .collect();
    candidates.retain(|one| !shares.iter().any(|(start, _)| *start == one.start));
    shares
}

/// Puts together what stands around a number; `None` when nothing shows that it measures.
fn candidate<'t>(number: Number, before: &'t str, rest: &'t str) -> Option<Candidate<'t>> {
    let mut number = number;
    let plus = rest.starts_with('+');
    let behind = rest.strip_prefix('+').unwrap_or(rest);
    let unit = unit::read(behind)?;
    let used = usize::from(plus) + unit.length;
    let tail = rest.get(used..).unwrap_or_default();
    let (before_word, before_length) = words_around::before(before);
    let (after_word, after_length) = words_around::after(tail, plus);
    let comparator = before_word.or(after_word);
    if unit.kind == UnitKind::None && (comparator.is_none() || before_length == 0) {
        return None;
    }
    if unit.portuguese {
        number.read_as_portuguese();
    }
    let end = number.end + used + if before_word.is_none() { after_length } else { 0 };
    Some(Candidate {
        comparator: comparator.unwrap_or("="),
        start: number.start - before_length,
        end,
        unit,
        number,
    })
}

/// Gives each quantity its percentile. Where a sentence names the percentile first, each belongs to
/// the next quantity; where it names the quantity first, to the one before it.
fn bind(candidates: &[Candidate<'_>], percentiles: &[(usize, f64)]) -> Vec<Option<f64>> {
    let mut bound = vec![None; candidates.len()];
    let first = candidates.first().map_or(usize::MAX, |candidate| candidate.start);
    let leads = percentiles.first().is_some_and(|(at, _)| *at < first);
    for (at, value) in percentiles {
        let before = candidates.partition_point(|candidate| candidate.start < *at);
        let target = if leads { Some(before) } else { before.checked_sub(1) };
        if let Some(slot) = target.and_then(|target| bound.get_mut(target)) {
            *slot = if leads { Some(*value) } else { slot.or(Some(*value)) };
        }
    }
    bound
}
