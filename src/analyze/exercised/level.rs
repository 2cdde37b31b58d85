//! The level of a test by what it calls, itself or through functions anywhere in the repository, where nothing
//! else says it.

use std::{collections::BTreeMap, sync::Arc};

use super::graph::Graph;
use crate::model::{CallFacts, CallSite, Expression, FileFacts, Import, Test, TestKind, TestLevel};

/// What a call into another module says of a test.
struct Row {
    /// Part of the import path.
    library: &'static str,
    /// First names behind the package; any when empty.
    names: &'static [&'static str],
    level: TestLevel,
    /// Code that ships calls it too: only calls in test code count.
    tests_only: bool,
}

const fn row(library: &'static str, level: TestLevel) -> Row {
    Row { library, names: &[], level, tests_only: false }
}

const fn client(library: &'static str, names: &'static [&'static str]) -> Row {
    Row { library, names, level: TestLevel::Integration, tests_only: true }
}

/// An earlier row wins: what starts a system says more than what speaks to one; a double in front of a client
/// says that there is no system behind it. Of clients only what connects at once counts: a handle that is opened
/// (`sql.Open`, `mongo.Connect`) needs no system until it is used.
const ROWS: [Row; 19] = [
    row("playwright", TestLevel::E2e),
    row("chromedp", TestLevel::E2e),
    row("toxiproxy", TestLevel::Chaos),
    row("testcontainers", TestLevel::Integration),
    row("ory/dockertest", TestLevel::Integration),
    row("embedded-postgres", TestLevel::Integration),
    Row {
        library: "testing/quick",
        names: &["Check", "CheckEqual"],
        level: TestLevel::Property,
        tests_only: true,
    },
    row("pgregory.net/rapid", TestLevel::Property),
    row("leanovate/gopter", TestLevel::Property),
    row("cucumber/godog", TestLevel::Bdd),
    row("DATA-DOG/go-sqlmock", TestLevel::Unit),
    row("alicebob/miniredis", TestLevel::Unit),
    row("pashagolub/pgxmock", TestLevel::Unit),
    row("go-redis/redismock", TestLevel::Unit),
    row("mongo/integration/mtest", TestLevel::Unit),
    client("jackc/pgx", &["Connect", "ConnectConfig"]),
    client("jmoiron/sqlx", &["Connect", "MustConnect"]),
    client("rabbitmq/amqp091-go", &["Dial", "DialConfig"]),
    client("os/exec", &["Command", "CommandContext"]),
];

/// Calls between a test and what decides its level.
const DEPTH: u32 = 6;

/// Levels by function.
pub(super) struct Levels {
    /// Index of the row that decides.
    rows: BTreeMap<usize, usize>,
    /// Rows that the package's `TestMain` decides, by folder, for tests that are built with it.
    mains: BTreeMap<String, usize>,
}

/// A level and where it comes from.
#[derive(Clone, Copy)]
pub(super) struct Level {
    level: TestLevel,
    rule: &'static str,
}

impl Level {
    pub(super) fn put(self, test: &mut Test) {
        test.level = self.level;
        test.at.rule = format!("{}{}", test.at.rule, self.rule).into();
    }
}

impl Levels {
    /// The level of a test that nothing else has decided.
    pub(super) fn of(&self, graph: &Graph<'_>, test: &Test) -> Option<Level> {
        if test.at.rule.contains(".level.") || test.kind == TestKind::Main {
            return None;
        }
        let number = graph.number((&test.at.file, test.at.line))?;
        let called = self.rows.get(&number).map(|row| (*row, ".level.calls"));
        let folder = crate::analyze::packages::folder(&test.at.file);
        let main = self.mains.get(folder).map(|row| (*row, ".level.test-main"));
        let (row, rule) = called.into_iter().chain(main).min()?;
        ROWS.get(row).map(|row| Level { level: row.level, rule })
    }
}

pub(super) fn levels(graph: &Graph<'_>, facts: &[FileFacts], uses: &Uses) -> Levels {
    let mut levels = Levels { rows: BTreeMap::new(), mains: BTreeMap::new() };
    for (file, line, row) in uses {
        if let Some(function) = graph.number((file, *line)) {
            levels.spread(graph, function, *row);
        }
    }
    for file in facts {
        let mains = file.tests.iter().filter(|test| test.kind == TestKind::Main);
        // Behind a constraint it sets up only what is built with it.
        for main in mains.filter(|_| file.file.build_constraint.is_none()) {
            let number = graph.number((&main.at.file, main.at.line));
            if let Some(row) = number.and_then(|number| levels.rows.get(&number)) {
                let folder = crate::analyze::packages::folder(&main.at.file).to_owned();
                levels.mains.insert(folder, *row);
            }
        }
    }
    levels
}

impl Levels {
    /// Gives a row to a function and to all that call it.
    fn spread(&mut self, graph: &Graph<'_>, function: usize, row: usize) {
        let tests_only = ROWS.get(row).is_some_and(|row| row.tests_only);
        let mut level = vec![function];
        for _ in 0..=DEPTH {
            let mut next = Vec::new();
            for number in level {
                let is_test = graph.node(number).is_some_and(|node| node.function.test);
                if tests_only && !is_test {
                    continue;
                }
                let known = self.rows.entry(number).or_insert(usize::MAX);
                if *known <= row {
                    continue;
                }
                *known = row;
                next.extend(graph.callers(number));
            }
            level = next;
        }
    }
}

/// Functions by file and line, with the rows that their own calls meet.
pub(in crate::analyze) type Uses = Vec<(Arc<str>, u32, usize)>;

/// What the calls of all files use, asked before these are forgotten.
pub(in crate::analyze) fn uses(facts: &[FileFacts]) -> Uses {
    let files = facts.iter().filter(|file| file.file.language == "go" && !file.file.vendored);
    files.flat_map(uses_of).collect()
}

fn uses_of(file: &FileFacts) -> Uses {
    let rows: Vec<(usize, &Import)> = file
        .imports
        .iter()
        .flat_map(|import| {
            let fitting =
                ROWS.iter().enumerate().filter(|(_, row)| import.path.contains(row.library));
            fitting.map(move |(number, _)| (number, import))
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let found = file.calls.calls.iter().flat_map(|site| {
        let (package, name) = origin(&file.calls, site).unwrap_or_default();
        let fitting = rows.iter().filter(move |(number, import)| {
            let row = ROWS.get(*number);
            is_called(import, package)
                && row.is_some_and(|row| row.names.is_empty() || row.names.contains(&name))
        });
        let caller = usize::try_from(site.caller).ok().and_then(|at| file.calls.callers.get(at));
        fitting.filter_map(move |(row, _)| Some((Arc::clone(&file.file.path), caller?.line, *row)))
    });
    found.collect()
}

/// The package and name that a chain of calls begins with: `a` and `B` of `a.B(x).C().D()`.
fn origin<'a>(calls: &'a CallFacts, site: &CallSite) -> Option<(&'a str, &'a str)> {
    let expression = |number: u32| calls.expressions.get(usize::try_from(number).ok()?).copied();
    let text = |number: u32| calls.texts.get(number);
    let mut name = None;
    let mut here = expression(site.expression)?;
    loop {
        here = match here {
            Expression::Call { of } | Expression::Element { of } => expression(of)?,
            Expression::Field { of, name: field } => {
                name = Some(field);
                expression(of)?
            }
            Expression::Name { text: package, .. } => return Some((text(package)?, text(name?)?)),
            _ => return None,
        };
    }
}

/// Whether a file knows an import under a name: by its alias, else by a part of its path.
fn is_called(import: &Import, name: &str) -> bool {
    match import.alias.as_deref() {
        Some(alias) => alias == name,
        None => import.path.split(['/', '-', '.']).rev().take(4).any(|part| part == name),
    }
}
