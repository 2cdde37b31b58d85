//! What the line of a task says behind its title: `Store waivers, 8 h, after T-002, T-004 (TB-3, FR-010)`.

use std::collections::BTreeMap;

use super::{
    draft::{Draft, Origin},
    hours,
};
use crate::model::HourRange;

/// Takes what stands behind the titles of lines into their fields. A line that goes on in another week
/// (`(continued)`) adds its hours to the first.
pub(super) fn settle(drafts: &mut [Draft]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get_mut(at) else { continue };
        if !draft.item.id_given || draft.origin == Origin::Row {
            continue;
        }
        let whole = draft.item.title.clone();
        let read = read(&whole);
        read.title.clone_into(&mut draft.item.title);
        draft.needs.extend(read.after.map(str::to_owned));
        for id in read.traces {
            if !draft.item.traces.contains(&id) {
                draft.item.traces.push(id);
            }
        }
        let (id, Some(amount)) = (draft.item.id.clone(), read.hours) else { continue };
        if !read.continued {
            if draft.item.hours.is_none() {
                draft.item.hours = Some(HourRange { low: amount, likely: amount, high: amount });
                first.insert(id, at);
            }
        } else if let Some(range) = first
            .get(&id)
            .and_then(|at| drafts.get_mut(*at))
            .and_then(|one| one.item.hours.as_mut())
        {
            let HourRange { low, likely, high } = *range;
            *range = HourRange { low: low + amount, likely: likely + amount, high: high + amount };
        }
    }
}

/// A title and what stood behind it.
struct Read<'t> {
    title: &'t str,
    hours: Option<f64>,
    continued: bool,
    after: Option<&'t str>,
    traces: Vec<String>,
}

fn read(whole: &str) -> Read<'_> {
    let mut title = whole.trim_end();
    let mut traces = Vec::new();
    if let Some((before, inner)) = title.strip_suffix(')').and_then(|text| text.rsplit_once(" ("))
        && inner.split(',').all(|part| is_id(part.trim()))
    {
        title = before;
        traces = inner.split(',').map(|part| part.trim().to_owned()).collect();
    }
    let mut after = None;
    if let Some((before, needs)) = title.rsplit_once(", after ")
        && needs.split(',').all(|part| is_id(part.trim()))
    {
        (title, after) = (before, Some(needs));
    }
    let (rest, continued) = match title.strip_suffix(" (continued)") {
        Some(rest) => (rest, true),
        None => (title, false),
    };
    let amount = rest.rsplit_once(", ").and_then(|(before, text)| Some((before, amount(text)?)));
    match amount {
        Some((before, hours)) => {
            Read { title: before, hours: Some(hours), continued, after, traces }
        }
        None if after.is_some() || !traces.is_empty() => {
            Read { title: rest, hours: None, continued, after, traces }
        }
        None => Read { title: whole, hours: None, continued: false, after: None, traces },
    }
}

/// Identifiers have a digit and no blank; the practices of a house have a dash (`HP-orchestration`).
fn is_id(text: &str) -> bool {
    let capital = text.starts_with(|c: char| c.is_ascii_uppercase());
    let marked = text.contains(|c: char| c.is_ascii_digit()) || text.contains('-');
    capital && marked && !text.contains(char::is_whitespace)
}

/// `8 h` and nothing else.
fn amount(text: &str) -> Option<f64> {
    let digits = text.strip_suffix(" h")?;
    let number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if number { hours::hours(text, false).map(|hours| hours.likely) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_title_is_taken_off() {
        let found = read("Store waivers, 8 h, after T-002, T-004 (TB-3, FR-010)");
        assert_eq!((found.title, found.hours), ("Store waivers", Some(8.0)));
        assert_eq!(found.after, Some("T-002, T-004"));
        assert_eq!(found.traces, ["TB-3", "FR-010"]);
        let found = read("Close a cycle, 0.5 h (continued)");
        assert_eq!((found.title, found.hours, found.continued), ("Close a cycle", Some(0.5), true));
        let found = read("Keep, look after T (see below)");
        assert_eq!((found.title, found.hours), ("Keep, look after T (see below)", None));
    }
}
