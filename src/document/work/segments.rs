//! One raw text to its labelled values: `**Estimate.** 7 h. **Confidence: High.** All known.`

use super::{fields, marks};

/// A value with its label, both raw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::document) struct Segment<'t> {
    /// Empty for text that no label leads.
    pub(in crate::document) label: &'t str,
    pub(in crate::document) value: &'t str,
}

/// The segments of `raw`, a text without bullet.
///
/// A bold part is a label where it ends in a colon or full stop, holds a colon, or a colon follows; within
/// a text only when the label is a known one, since people stress words there.
pub(in crate::document) fn of(raw: &str) -> Vec<Segment<'_>> {
    let raw = raw.trim();
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for (start, end) in bolds(raw) {
        let inner = raw.get(start + 2..end - 2).unwrap_or_default();
        let behind = raw.get(end..).unwrap_or_default();
        if let Some(label) = label(inner, behind) {
            let known = fields::of_label(label).is_some();
            if start == 0 || known {
                let shift = if label.len() == inner.len() { end } else { start + 2 + label.len() };
                found.push((start, shift, label));
            }
        }
    }
    if found.is_empty() {
        return vec![plain_label(raw)];
    }
    cut(raw, &found)
}

fn cut<'t>(raw: &'t str, found: &[(usize, usize, &'t str)]) -> Vec<Segment<'t>> {
    let mut segments = Vec::with_capacity(found.len() + 1);
    let first = found.first().map_or(raw.len(), |(start, _, _)| *start);
    if first > 0 {
        segments.push(plain_label(raw.get(..first).unwrap_or_default()));
    }
    for (at, (_, value, label)) in found.iter().enumerate() {
        let end = found.get(at + 1).map_or(raw.len(), |(start, _, _)| *start);
        let value = raw.get(*value..end).unwrap_or_default();
        let value = value.trim_start_matches(['*', ':', '.', ' ', '—', '–']).trim();
        let value = value.trim_end_matches(['|', '·', ' ']);
        segments.push(Segment {
            label,
            value: value.trim_end_matches("**").trim_end_matches(['(', ' ']),
        });
    }
    segments
}

/// Places of bold parts, marks included.
fn bolds(raw: &str) -> Vec<(usize, usize)> {
    let mut marks = raw.match_indices("**").map(|(at, _)| at);
    let mut found = Vec::new();
    while let (Some(start), Some(end)) = (marks.next(), marks.next()) {
        found.push((start, end + 2));
    }
    found
}

/// The label that a bold part is, without what stands behind its colon.
fn label<'t>(inner: &'t str, behind: &str) -> Option<&'t str> {
    let head = inner.split_once(':').map(|(head, _)| head);
    let ends = inner.ends_with(['.', ':']) || behind.trim_start().starts_with(':');
    let label = head.unwrap_or(if ends { inner.trim_end_matches('.') } else { return None });
    let words = label.split_whitespace().count();
    ((1..=8).contains(&words) && !label.contains(". ")).then_some(label)
}

/// `Label: value` without bold; only known labels count, since prose has colons.
fn plain_label(raw: &str) -> Segment<'_> {
    let text = raw.trim_matches(|c: char| c == '_' || c.is_whitespace());
    let text = match text.strip_prefix('*') {
        Some(rest) if !rest.starts_with('*') => rest.strip_suffix('*').unwrap_or(rest),
        _ => text,
    };
    let named = text.split_once(':').filter(|(label, value)| {
        let short = label.split_whitespace().count() <= 4 && !label.contains(['`', '.', ',', '/']);
        short && !value.starts_with("//") && fields::of_label(&marks::plain(label)).is_some()
    });
    match named {
        Some((label, value)) => Segment { label: label.trim(), value: value.trim() },
        None => Segment { label: "", value: text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[(&str, &str)]) {
        let found = of(raw);
        let found: Vec<_> = found.iter().map(|segment| (segment.label, segment.value)).collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn labels_split_a_text() {
        check("**Goal:** ship it", &[("Goal", "ship it")]);
        check("**Goal**: ship it", &[("Goal", "ship it")]);
        check("**Goal.** Ship **now** it", &[("Goal", "Ship **now** it")]);
        check(
            "**Estimate.** 7 h. **Confidence: High.** All known.",
            &[("Estimate", "7 h."), ("Confidence", "High.** All known.")],
        );
        check("**Effort:** 4h | **Priority:** P0", &[("Effort", "4h"), ("Priority", "P0")]);
        check("Create: `a.go`", &[("Create", "`a.go`")]);
        check("_Requirements: 1.2, 3.3_", &[("Requirements", "1.2, 3.3")]);
        check("*Requirements: 1.2*", &[("Requirements", "1.2")]);
        check("Note: it is **not: so** there", &[("", "Note: it is **not: so** there")]);
        check("plain text", &[("", "plain text")]);
        check("", &[("", "")]);
    }
}
