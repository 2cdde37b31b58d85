//! Numbers as people write them in plans.

/// `number` with at most one decimal, none where it is whole.
pub(super) fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// The numbers in `text` with the byte at which each starts and the text behind it. Digits glued to letters or
/// dashes in front (`T-001`, `v2`) are names.
pub(super) fn numbers(text: &str) -> Vec<(usize, f64, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) =
        text.get(from..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        let start = from + start;
        let rest = text.get(start..).unwrap_or_default();
        let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
        let digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let digits = digits.trim_end_matches(['.', ',']);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let glued =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
        if let (false, Some(value)) = (glued, value(digits)) {
            found.push((start, value, rest.get(digits.len()..).unwrap_or_default()));
        }
        from = start + digits.len().max(1);
    }
    found
}

/// `1,200` and `1,200.5` have thousands, `2,5` has a decimal comma; `1.2.3` and `1,2,3` are no numbers.
fn value(digits: &str) -> Option<f64> {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let mut groups = whole.split(',').skip(1);
    if groups.all(|group| group.len() == 3) && decimals.is_none_or(|text| !text.contains(',')) {
        return digits.replace(',', "").parse().ok();
    }
    let is_decimal = decimals.is_none() && whole.matches(',').count() == 1;
    is_decimal.then(|| digits.replace(',', ".").parse().ok()).flatten()
}

/// The amounts of hours in `text`: a number with `h`, `hours`, …, and the bytes from its start to its unit's end.
pub(super) fn hours(text: &str) -> Vec<(usize, usize, f64)> {
    const UNITS: &[&str] = &["h", "hr", "hrs", "hour", "hours", "horas", "hora"];
    let read = |(start, value, behind): (usize, f64, &str)| {
        let unit = behind.trim_start_matches([' ', '-', '\u{a0}']);
        let gap = behind.len() - unit.len();
        let word = unit.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let known = UNITS.contains(&word.to_lowercase().as_str()) && gap <= 1;
        let end = text.len() - behind.len() + gap + word.len();
        known.then_some((start, end, value))
    };
    numbers(text).into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_found() {
        assert_eq!(
            hours("Week 1: Store (56 h), 2 weeks, 1,200 hours"),
            [(15, 19, 56.0), (31, 42, 1200.0)]
        );
        assert_eq!(hours("T-001h"), []);
        let values = |text| -> Vec<f64> { numbers(text).iter().map(|one| one.1).collect() };
        assert_eq!(
            values("2,5 h; 1,200.5; 1,234,567; 1.2.3; 1,2,3; 12."),
            [2.5, 1200.5, 1_234_567.0, 12.0]
        );
        assert_eq!(short(16.0), "16");
        assert_eq!(short(7.54), "7.5");
    }
}
