//! Tests by level, and what no test reaches.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use super::{
    Chart, Context, Section,
    architecture::tested,
    charts::{length, px},
    gap,
    table::{Cell, Row, Table},
    text::{Piece, count, grouped, word},
    zero,
};
use crate::model::{Package, Test, TestKind, TestLevel};

/// Levels from the top of the pyramid to its foot.
const LEVELS: [TestLevel; 6] = [
    TestLevel::Chaos,
    TestLevel::E2e,
    TestLevel::Bdd,
    TestLevel::Integration,
    TestLevel::Property,
    TestLevel::Unit,
];

/// The pyramid.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Pyramid {
    height: String,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Step {
    class: String,
    title: String,
    says: String,
    x: String,
    y: String,
    width: String,
    text_y: String,
}

pub(super) fn section(context: &Context<'_>) -> Section {
    let tests: Vec<&Test> =
        context.analysis.tests.iter().filter(|test| test.kind != TestKind::Main).collect();
    let mut levels: BTreeMap<TestLevel, Vec<&Test>> = BTreeMap::new();
    for test in tests.iter().filter(|test| test.kind == TestKind::Test) {
        levels.entry(test.level).or_default().push(test);
    }
    let with_code: Vec<&Package> =
        context.analysis.packages.iter().filter(|package| package.functions > 0).collect();
    let untested = with_code.iter().filter(|package| package.functions_tested == 0).count();
    let lead = format!(
        "{}. {} with functions have none that a test is named for or reaches through calls, as far as calls are known.",
        count(tests.len(), "test"),
        gap::of(untested, with_code.len(), "package"),
    );
    Section {
        id: "tests",
        title: "Tests",
        lead: vec![vec![Piece::text(lead)]],
        chart: if levels.is_empty() { Chart::None } else { Chart::Pyramid(pyramid(&levels)) },
        tables: vec![kinds(context, &tests), packages(context, with_code)],
    }
}

/// Steps as wide as the root of their number, so that a few tests beside thousands are still seen.
fn pyramid(levels: &BTreeMap<TestLevel, Vec<&Test>>) -> Pyramid {
    const WIDTH: f64 = 520.0;
    const MIDDLE: f64 = 340.0;
    const STEP: f64 = 34.0;
    let most = levels.values().map(Vec::len).max().unwrap_or(1);
    let shown = LEVELS.iter().filter_map(|level| Some((level, levels.get(level)?)));
    let steps = shown.zip(0usize..).map(|((level, tests), index)| {
        let width = (WIDTH * (length(tests.len()) / length(most)).sqrt()).max(6.0);
        let y = STEP * length(index) + 4.0;
        Step {
            class: word(level),
            title: word(level),
            says: grouped(tests.len()),
            x: px(MIDDLE - width / 2.0),
            y: px(y),
            width: px(width),
            text_y: px(y + 19.0),
        }
    });
    let steps: Vec<Step> = steps.collect();
    Pyramid { height: px(STEP * length(steps.len()) + 6.0), steps }
}

/// Numbers by level and by what the runner does, each with its first place.
fn kinds(context: &Context<'_>, tests: &[&Test]) -> Table {
    let mut groups: BTreeMap<(TestLevel, TestKind), Vec<&Test>> = BTreeMap::new();
    for test in tests {
        groups.entry((test.level, test.kind)).or_default().push(test);
    }
    let rows = groups.iter().map(|((level, kind), tests)| {
        let files: std::collections::BTreeSet<&str> =
            tests.iter().map(|test| &*test.at.file).collect();
        let first = tests
            .first()
            .map(|test| vec![Piece::code(&test.name), Piece::text(" "), context.to.at(&test.at)]);
        Row::new([
            word(level).into(),
            word(kind).into(),
            Cell::number(u64::try_from(tests.len()).unwrap_or_default()),
            Cell::number(u64::try_from(files.len()).unwrap_or_default()),
            first.unwrap_or_default().into(),
        ])
    });
    Table::new(
        "test-kinds",
        "Tests by level and kind",
        &["=Level", "=Kind", "#Number", "#Files", "First of them"],
    )
    .or(zero::facts(context, "tests", "tests"))
    .with(rows)
}

/// Packages by functions that no test reaches, most first.
fn packages(context: &Context<'_>, mut list: Vec<&Package>) -> Table {
    list.sort_by_key(|package| {
        (Reverse(package.functions - package.functions_tested.min(package.functions)), &package.at)
    });
    let rows = list.iter().map(|package| {
        let left = package.functions.saturating_sub(package.functions_tested);
        Row::new([
            Piece::code(if package.dir.is_empty() { "." } else { &package.dir }).into(),
            word(&package.layer).into(),
            Cell::number(left),
            tested(package),
            Cell::amount(package.rank),
            context.to.at(&package.at).into(),
        ])
    });
    let columns = ["Package", "=Layer", "#Not reached", "#Reached by tests", "#Weight", "Where"];
    Table::new("untested", "Functions that no test reaches, by package", &columns)
        .or(zero::facts(context, "functions", "functions"))
        .with(rows)
}
