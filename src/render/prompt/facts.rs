//! What the code shows, by kind: what has most to do with the task is worth most.

use std::collections::BTreeMap;

use super::{
    Ground,
    lines::{Line, Lines, Source, quoted},
    named, worth,
};
use crate::{
    model::{Evidence, Layer, Package, Route, Table},
    render::map::SYMBOLS,
};

/// What the best file is worth beside the first requirement, which is worth 50.
const CODE: f64 = 15.0;
/// How much more it is worth where somebody said what is to be done: the ranking knows more then.
const ASKED: f64 = 2.5;
/// The file at this rank is worth half as much as its score says. Names alone make many files of a large repository
/// score well, and without this they would leave no room for what else the repository shows.
const HALF: f64 = 40.0;
/// What its best declaration is worth: with its citation it has many more tokens than a path, and tells more.
const SIGNATURE: f64 = 2.4;

pub(super) fn facts(ground: &Ground<'_>, lines: &mut Lines) {
    let scores: BTreeMap<&str, f64> =
        ground.ranked.iter().map(|file| (&*file.path, file.score)).collect();
    let near = |at: &Evidence| 0.3 + scores.get(&*at.file).copied().unwrap_or_default();
    architecture(ground, lines);
    packages(ground, lines);
    code(ground, lines);
    endpoints(ground, (lines, &near));
    tables(ground, (lines, &near));
    integrations(ground, lines);
    tests(ground, lines);
    operations(ground, lines);
}

/// A fact of a kind at a place.
fn fact(section: &'static str, text: String, at: &Evidence, value: f64) -> Line {
    Line { section, text, sources: vec![Source::from(at)], value, ..Line::default() }
}

fn architecture(ground: &Ground<'_>, lines: &mut Lines) {
    let architecture = &ground.analysis.architecture;
    for (rank, one) in architecture.because.iter().enumerate() {
        let text = format!("speaks for {}: {}", architecture.pattern, quoted(&one.text));
        lines.add(fact("architecture", text, &one.at, worth(16.0, rank, 6.0)));
    }
    for (rank, one) in architecture.against.iter().enumerate() {
        let text = format!("speaks against {}: {}", architecture.pattern, quoted(&one.text));
        lines.add(fact("architecture", text, &one.at, worth(12.0, rank, 6.0)));
    }
}

/// Packages by the best file in them.
fn packages(ground: &Ground<'_>, lines: &mut Lines) {
    let mut scores: BTreeMap<&str, f64> = BTreeMap::new();
    for file in ground.ranked {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let best = scores.entry(folder).or_default();
        *best = best.max(file.score);
    }
    let score = |one: &Package| scores.get(one.dir.as_str()).copied().unwrap_or_default();
    let mut packages: Vec<&Package> =
        ground.analysis.packages.iter().filter(|one| !one.external_test).collect();
    packages.sort_by(|a, b| score(b).total_cmp(&score(a)).then_with(|| a.dir.cmp(&b.dir)));
    for (rank, one) in packages.into_iter().enumerate() {
        let dir = if one.dir.is_empty() { &one.name } else { &one.dir };
        let layer = format!(" ({:?})", one.layer).to_lowercase();
        let layer = if one.layer == Layer::Unknown { "" } else { layer.as_str() };
        let text = format!("{}{layer}", quoted(dir));
        lines.add(fact("packages", text, &one.at, worth(8.0, rank, 15.0)));
    }
}

/// Files by their rank, each with its declarations in the order of their lines.
fn code(ground: &Ground<'_>, lines: &mut Lines) {
    let best = if ground.focus.is_empty() { CODE } else { CODE * ASKED };
    for (rank, file) in ground.ranked.iter().enumerate() {
        let value = worth(best * file.score, rank, HALF);
        let above = lines.add(Line {
            section: "code",
            text: file.path.to_string(),
            value,
            ..Line::default()
        });
        let mut symbols: Vec<_> = file.symbols.iter().take(SYMBOLS).collect();
        symbols.sort_by_key(|symbol| symbol.line);
        for symbol in symbols {
            lines.add(Line {
                section: "code",
                text: quoted(&symbol.text),
                sources: vec![Source::Place(file.path.clone(), symbol.line)],
                value: value * SIGNATURE * symbol.weight,
                needs: Some(above),
                is_part: true,
                ..Line::default()
            });
        }
    }
}

type Near<'a> = &'a dyn Fn(&Evidence) -> f64;

/// Adds facts of one kind, those that have most to do with the task first.
fn nearest(
    (ground, near): (&Ground<'_>, Near<'_>),
    lines: &mut Lines,
    mut found: Vec<(Line, &Evidence)>,
    half: f64,
) {
    let relevance = |(line, at): &(Line, &Evidence)| near(at) * named((ground.named)(&line.text));
    found.sort_by(|a, b| relevance(b).total_cmp(&relevance(a)));
    for (rank, (line, at)) in found.into_iter().enumerate() {
        let value = near(at) * worth(line.value, rank, half);
        lines.add(Line { value, ..line });
    }
}

fn endpoints(ground: &Ground<'_>, (lines, near): (&mut Lines, Near<'_>)) {
    let routes = ground.analysis.routes.iter();
    let found = routes.map(|one| (fact("endpoints", endpoint(one), &one.at, 20.0), &one.at));
    nearest((ground, near), lines, found.collect(), 40.0);
}

fn endpoint(one: &Route) -> String {
    let auth = if one.auth && one.protocol == "http" { ", authenticated" } else { "" };
    let protocol =
        if one.protocol == "http" { String::new() } else { format!("{} ", one.protocol) };
    let handler =
        if one.handler.is_empty() { String::new() } else { format!(" -> {}", one.handler) };
    quoted(&format!("{protocol}{} {}{handler}{auth}", one.method, one.path))
}

fn tables(ground: &Ground<'_>, (lines, near): (&mut Lines, Near<'_>)) {
    let sets = ground.analysis.migrations.sets.iter();
    let found = sets
        .flat_map(|set| &set.schema.tables)
        .map(|one| (fact("tables", table(one), &one.at, 40.0), &one.at));
    nearest((ground, near), lines, found.collect(), 20.0);
}

fn table(one: &Table) -> String {
    let columns = one.columns.iter().map(|column| format!("{} {}", column.name, column.type_name));
    quoted(&format!("{} ({})", one.name, columns.collect::<Vec<_>>().join(", ")))
}

fn integrations(ground: &Ground<'_>, lines: &mut Lines) {
    for (rank, one) in ground.analysis.integrations.iter().enumerate() {
        let name = if one.kind == one.name { "" } else { &one.name };
        let text = quoted(&format!("{} {name} via {}", one.kind, one.via));
        lines.add(fact("integrations", text, &one.at, worth(10.0, rank, 10.0)));
    }
}

/// Tests by level and kind, the most frequent first.
fn tests(ground: &Ground<'_>, lines: &mut Lines) {
    let mut levels: BTreeMap<String, (usize, &Evidence)> = BTreeMap::new();
    for test in &ground.analysis.tests {
        let level = format!("{:?} {:?}", test.level, test.kind).to_lowercase();
        levels.entry(level).or_insert((0, &test.at)).0 += 1;
    }
    let mut levels: Vec<_> = levels.into_iter().collect();
    levels.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (rank, (level, (count, at))) in levels.into_iter().enumerate() {
        let text = format!("{level}: {count}, the first of them here");
        lines.add(fact("tests", text, at, worth(8.0, rank, 3.0)));
    }
}

fn operations(ground: &Ground<'_>, lines: &mut Lines) {
    let operations = &ground.analysis.operations;
    let jobs = operations.ci.iter().map(|one| (format!("CI job {}", one.job), &one.at));
    let targets = operations.targets.iter();
    let targets = targets.map(|one| (format!("{} {}", one.tool, one.name), &one.at));
    for (rank, (text, at)) in jobs.chain(targets).enumerate() {
        lines.add(fact("build_and_ci", quoted(&text), at, worth(4.0, rank, 10.0)));
    }
}
