//! How far plans are, for people at a terminal: what is wrong first, then every item with its proof. Readable
//! without colour.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::model::{
    BuiltFact, Day, ItemProgress, Progress, ProgressState, Seen, StateCounts, StatusReport,
};

/// Proofs of one item, and lines of a list, that are shown; JSON has all.
const PROOFS: usize = 3;
const LINES: usize = 20;

/// The report as text.
pub fn status(report: &StatusReport) -> String {
    let mut text = String::new();
    for (place, plan) in report.plans.iter().enumerate() {
        if place > 0 {
            text.push('\n');
        }
        head(&mut text, plan, report.repo.commit.as_deref());
        wrong(&mut text, plan);
        tree(&mut text, plan);
    }
    text
}

// Writing into a string cannot fail.
macro_rules! line {
    ($text:expr, $($argument:tt)*) => {
        let _ = writeln!($text, $($argument)*);
    };
}

fn head(text: &mut String, plan: &Progress, commit: Option<&str>) {
    let title = if plan.title.is_empty() { "Plan" } else { &plan.title };
    line!(text, "{title}");
    let at = commit.map(|commit| format!(" at {}", short(commit))).unwrap_or_default();
    let since = plan.since.as_ref().map(|seen| format!(", counted since {}", when(seen)));
    line!(text, "{}{at}{}", plan.plan.file, since.unwrap_or_default());
    let StateCounts { done, partial, not_started, phantom, untold } = plan.counts;
    let told = done + partial + not_started + phantom;
    let percent = (done * 100).checked_div(told).map(|percent| format!("{percent} % done: "));
    line!(
        text,
        "{}{done} done, {partial} partial, {not_started} not started, {phantom} phantom, {untold} untold",
        percent.unwrap_or_default()
    );
    for limit in &plan.limits {
        line!(text, "note: {limit}");
    }
}

/// Phantoms and what was built without a plan.
fn wrong(text: &mut String, plan: &Progress) {
    let phantoms: Vec<&ItemProgress> =
        plan.items.iter().filter(|item| item.state == ProgressState::Phantom).collect();
    if !phantoms.is_empty() {
        line!(text, "\nTicked, and nothing shows it:");
    }
    for item in phantoms {
        line!(text, "  [!] {}  {}", name(item), item.at.citation());
        for what in item.missing.iter().take(PROOFS) {
            line!(text, "        missing: {what}");
        }
    }
    let criteria = plan.items.iter().flat_map(|item| &item.criteria);
    for one in criteria.filter(|one| one.state == ProgressState::Phantom) {
        line!(text, "  [!] criterion: {}  {}", cut(&one.said.text), one.said.at.citation());
    }
    if !plan.unplanned.is_empty() {
        line!(text, "\nBuilt, and in no item:");
    }
    for one in plan.unplanned.iter().take(LINES) {
        line!(text, "  + {}", proof(one));
    }
    more(text, plan.unplanned.len(), LINES, "  ");
}

/// Every item under its parent.
fn tree(text: &mut String, plan: &Progress) {
    text.push('\n');
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    for item in &plan.items {
        let depth = depths.get(item.parent.as_str()).map_or(0, |depth| depth + 1);
        depths.insert(&item.id, depth);
        let indent = "  ".repeat(depth);
        let is_parent = plan.items.iter().any(|other| other.parent == item.id);
        let percent = item.share.filter(|share| is_parent || *share < 1.0);
        let percent = percent.map(|share| format!("  {:.0} %", share * 100.0));
        let (percent, place) = (percent.unwrap_or_default(), item.at.citation());
        line!(text, "{indent}{} {}{percent}  {place}", sign(item.state), name(item));
        for one in item.proof.iter().filter(|_| !is_parent).take(PROOFS) {
            line!(text, "{indent}      + {}", proof(one));
        }
        more(
            text,
            if is_parent { 0 } else { item.proof.len() },
            PROOFS,
            &format!("{indent}      "),
        );
        if matches!(item.state, ProgressState::Partial | ProgressState::NotStarted) && !is_parent {
            for what in item.missing.iter().take(PROOFS) {
                line!(text, "{indent}      - missing: {what}");
            }
            more(text, item.missing.len(), PROOFS, &format!("{indent}      "));
        }
    }
}

fn more(text: &mut String, all: usize, shown: usize, indent: &str) {
    if all > shown {
        line!(text, "{indent}and {} more (`--format json`)", all - shown);
    }
}

fn sign(state: ProgressState) -> &'static str {
    match state {
        ProgressState::Done => "[x]",
        ProgressState::Partial => "[~]",
        ProgressState::NotStarted => "[ ]",
        ProgressState::Phantom => "[!]",
        ProgressState::Untold => "[?]",
    }
}

/// Identifier and title; the title alone where the identifier is one of order.
fn name(item: &ItemProgress) -> String {
    let title = cut(&item.title);
    let speaks = !title.starts_with(&item.id) && item.id != title;
    if speaks && !item.id.is_empty() { format!("{} {title}", item.id) } else { title }
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 90 {
        return line;
    }
    let kept: String = line.chars().take(89).collect();
    format!("{}…", kept.trim_end())
}

fn proof(one: &BuiltFact) -> String {
    let at = &one.seen.at;
    // Of a file, its first line says no more than its name.
    let is_file = at.rule.starts_with("track.") && one.seen.text.contains(&*at.file);
    let place = if is_file { String::new() } else { format!("  {}", at.citation()) };
    let first = one.first.as_ref().map(|seen| format!("  {}", when(seen))).unwrap_or_default();
    format!("{}{place}{first}", one.seen.text)
}

fn when(seen: &Seen) -> String {
    format!("{} {}", short(&seen.commit), Day::of_seconds(seen.at))
}

fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}
