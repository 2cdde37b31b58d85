//! Mermaid text of the component diagram and of the Gantt chart.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::model::{Capacity, Layer, Package, Phase};

/// How many packages a diagram shows before it becomes unreadable.
const NODES: usize = 24;

/// Packages that ship, by layer, with their imports; the highest ranked when there are too many.
pub(super) fn components(packages: &[Package]) -> String {
    let mut shown: Vec<&Package> = packages
        .iter()
        .filter(|package| !package.external_test && package.layer != Layer::Test)
        .collect();
    let left_out = shown.len().saturating_sub(NODES);
    shown.sort_by(|a, b| b.rank.total_cmp(&a.rank).then_with(|| a.dir.cmp(&b.dir)));
    shown.truncate(NODES);
    shown.sort_by(|a, b| a.dir.cmp(&b.dir));
    if shown.is_empty() {
        return String::new();
    }
    let ids: BTreeMap<&str, String> = shown
        .iter()
        .zip(1..)
        .map(|(package, number)| (package.dir.as_str(), format!("p{number}")))
        .collect();
    let mut text = String::from("flowchart LR\n");
    layers(&mut text, &shown, &ids);
    edges(&mut text, &shown, &ids);
    if left_out > 0 {
        let _ = writeln!(text, "  %% {left_out} packages of lower rank are left out");
    }
    text
}

fn layers(text: &mut String, shown: &[&Package], ids: &BTreeMap<&str, String>) {
    let mut by_layer: BTreeMap<Layer, Vec<&Package>> = BTreeMap::new();
    for package in shown {
        by_layer.entry(package.layer).or_default().push(package);
    }
    for (layer, packages) in by_layer {
        let _ = writeln!(text, "  subgraph {0}[{0}]", format!("{layer:?}").to_lowercase());
        for package in packages {
            let label = if package.dir.is_empty() { &package.name } else { &package.dir };
            let id = ids.get(package.dir.as_str()).map_or("p0", String::as_str);
            let _ = writeln!(text, "    {id}[\"{}\"]", label.replace('"', "'"));
        }
        text.push_str("  end\n");
    }
}

fn edges(text: &mut String, shown: &[&Package], ids: &BTreeMap<&str, String>) {
    for package in shown {
        let Some(from) = ids.get(package.dir.as_str()) else { continue };
        for to in
            package.imports.iter().filter_map(|dir| ids.get(dir.as_str())).filter(|to| *to != from)
        {
            let _ = writeln!(text, "  {from} --> {to}");
        }
    }
}

/// Phases and weeks on a calendar; without a start date on a day axis whose day 1 is the first day of work.
pub(super) fn gantt(phases: &[Phase], capacity: &Capacity) -> String {
    let mut text = String::from("gantt\n");
    let _ = writeln!(
        text,
        "  title {} developers, {:.0} planned hours a week",
        capacity.team, capacity.weekly_hours
    );
    let mut weeks = phases.iter().flat_map(|phase| &phase.weeks);
    let is_dated = weeks.any(|week| week.starts.is_some());
    text.push_str(if is_dated {
        "  dateFormat YYYY-MM-DD\n  axisFormat %d %b\n"
    } else {
        "  dateFormat X\n  axisFormat day %-j\n"
    });
    for phase in phases.iter().filter(|phase| !phase.weeks.is_empty()) {
        let _ = writeln!(
            text,
            "  section Phase {} {}",
            phase.number,
            phase.title.replace([':', ';', '#'], " ")
        );
        for week in &phase.weeks {
            let day = u64::from(week.number.saturating_sub(1)) * 7 * 86_400;
            let day = week.starts.clone().unwrap_or_else(|| day.to_string());
            let title = week.title.replace([':', ';', '#'], " ");
            // Two phases may share a week, and an identifier stands for one bar.
            let shared = phases.iter().take_while(|other| other.number < phase.number);
            let shared =
                shared.flat_map(|other| &other.weeks).any(|other| other.number == week.number);
            let mark = if shared { format!("p{}", phase.number) } else { String::new() };
            let number = week.number;
            let _ = writeln!(text, "  Week {number} {title} : w{number}{mark}, {day}, 5d");
        }
    }
    text
}
