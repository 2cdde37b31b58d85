//! Where the code is changed often and hard to change, what changes together, and who knows it.

use std::collections::BTreeMap;

use super::{
    Chart, Context, Section,
    charts::tiles::{self, File, Tiles},
    table::{Cell, Row, Table},
    text::{Piece, count, grouped, lines},
};
use crate::model::{Coupling, EvidenceClass, Hotspot};

/// Steps of the scale of colors.
const STEPS: f64 = 6.0;

/// What is known of a file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    pub(super) lines: u32,
    pub(super) commits: u32,
    pub(super) complexity: u32,
    is_code: bool,
}

pub(super) fn section(context: &Context<'_>) -> Section {
    let git = &context.analysis.git;
    let weights = weights(context);
    let files = files(&weights);
    let has_history = git.commits > 0;
    let color = if has_history {
        "commits × cyclomatic complexity"
    } else {
        "cyclomatic complexity: there is no history"
    };
    let lead = format!(
        "{} files of code that ships; the area is lines, the color {color}, on a scale of powers. Tests, generated and \
         vendored files and documents are left out.",
        grouped(files.len())
    );
    Section {
        id: "hotspots",
        title: "Hotspots",
        lead: vec![past(context), vec![Piece::text(lead)]],
        chart: if files.is_empty() { Chart::None } else { Chart::Tiles(picture(&files)) },
        tables: vec![hotspots(context), coupling(context), modules(context), people(context)],
    }
}

fn past(context: &Context<'_>) -> Vec<Piece> {
    let git = &context.analysis.git;
    if git.commits == 0 {
        return vec![Piece::text("No history was read: neither changes nor people are known.")];
    }
    let cadence = &git.cadence;
    let mut text = format!(
        "{} by {} over {}, {} a week. Half of the work is {}.",
        count(git.no_merges as usize, "commit"),
        count(git.contributors.len(), "author"),
        count(cadence.age_days as usize, "day"),
        cadence.commits_per_week,
        match git.bus_factor {
            1 => "one person's".to_owned(),
            people => format!("that of {people} people"),
        },
    );
    if git.shallow {
        text.push_str(" The clone is shallow: older commits are not counted.");
    }
    vec![Piece::text(text)]
}

/// Lines, commits and complexity of every file.
pub(super) fn weights<'a>(context: &Context<'a>) -> BTreeMap<&'a str, Weight> {
    let analysis = context.analysis;
    let mut weights: BTreeMap<&str, Weight> = BTreeMap::new();
    for file in &analysis.files {
        let lines = file.lines.code + file.lines.comment + file.lines.blank;
        let ships = file.class() == EvidenceClass::Implementation
            && !file.vendored
            && !file.outside
            && !file.language.is_empty();
        let is_code = ships && file.lines.code > 0;
        weights.insert(&file.path, Weight { lines, is_code, ..Weight::default() });
    }
    for churn in &analysis.git.files {
        if let Some(weight) = weights.get_mut(&*churn.path) {
            weight.commits = churn.commits;
        }
    }
    for function in &analysis.functions {
        if let Some(weight) = weights.get_mut(&*function.at.file) {
            weight.complexity += function.complexity;
        }
    }
    weights
}

fn files<'a>(weights: &BTreeMap<&'a str, Weight>) -> Vec<File<'a>> {
    let score = |weight: &Weight| f64::from(weight.commits.max(1)) * f64::from(weight.complexity);
    let shown = || weights.iter().filter(|(_, weight)| weight.is_code);
    let most = shown().map(|(_, weight)| score(weight)).fold(1.0, f64::max);
    let file = |(path, weight): (&&'a str, &Weight)| File {
        path,
        size: f64::from(weight.lines),
        heat: heat(score(weight), most),
        title: format!(
            "{path}: {}, {}, complexity {}",
            count(weight.lines as usize, "line"),
            count(weight.commits as usize, "commit"),
            weight.complexity
        ),
    };
    shown().map(file).collect()
}

/// Step of a score on a scale of powers: 0 for nothing, 6 for the most.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 6")]
fn heat(score: f64, most: f64) -> usize {
    if score <= 0.0 {
        return 0;
    }
    ((score + 1.0).ln() / (most + 1.0).ln() * STEPS).ceil().clamp(1.0, STEPS) as usize
}

fn picture(files: &[File<'_>]) -> Tiles {
    tiles::lay_out(files)
}

fn hotspots(context: &Context<'_>) -> Table {
    let git = &context.analysis.git;
    // By complexity where functions are read; else by lines, which every language has.
    let (list, how): (&[Hotspot], &str) = if git.complexity_hotspots.is_empty() {
        (&git.hotspots, "commits × lines")
    } else {
        (&git.complexity_hotspots, "commits × complexity")
    };
    let churn: BTreeMap<&str, _> = git.files.iter().map(|file| (&*file.path, file)).collect();
    let rows = list.iter().filter(|one| !one.foreign).map(|one| {
        let owner =
            churn.get(&*one.path).and_then(|file| Some((file.owners.first()?, file.authors)));
        let owner = owner.map_or(String::new(), |(owner, authors)| {
            format!(
                "{} ({} %) of {}",
                owner.email,
                owner.percent,
                count(authors as usize, "author")
            )
        });
        Row::new([
            context.to.place(&one.path, 1).into(),
            Cell::number(one.score),
            Cell::number(one.commits),
            Cell::number(one.lines),
            Cell::number(one.complexity),
            owner.into(),
        ])
    });
    let columns = ["File", "#Score", "#Commits", "#Lines", "#Complexity", "Most commits by"];
    Table::new("hotspots-table", format!("Hottest files, by {how}"), &columns)
        .or("No hotspot: no history was read, or no file of it is left.")
        .with(rows)
}

fn coupling(context: &Context<'_>) -> Table {
    let git = &context.analysis.git;
    let row = |one: &Coupling, kind: &'static str| {
        let place = |path: &str| match kind {
            "files" => context.to.place(path, 1),
            _ => Piece::code(path),
        };
        let percent = Piece::bar(format!("{} %", one.percent), one.percent);
        Row::new([
            kind.into(),
            lines([place(&one.a), place(&one.b)]).into(),
            Cell::number(one.commits),
            Cell::from(percent).by(f64::from(one.percent)),
        ])
    };
    let files = git.coupling.iter().map(|one| row(one, "files"));
    let modules = git.module_coupling.iter().map(|one| row(one, "folders"));
    let columns = ["=Of", "Pair", "#Commits of both", "#Of the rarer one's commits"];
    Table::new("coupling", "What changes together", &columns)
        .or("No pair of files or folders changes together in at least two commits of at most 20 files.")
        .with(files.chain(modules))
}

fn modules(context: &Context<'_>) -> Table {
    let rows = context.analysis.git.modules.iter().map(|one| {
        let owners = one
            .owners
            .iter()
            .map(|owner| Piece::text(format!("{} {} %", owner.email, owner.percent)));
        Row::new([
            Piece::code(if one.dir.is_empty() { "." } else { &one.dir }).into(),
            Cell::number(one.commits),
            Cell::number(one.added),
            Cell::number(one.deleted),
            Cell::number(one.authors),
            Cell::number(one.bus_factor),
            lines(owners).into(),
        ])
    });
    let columns = [
        "Folder",
        "#Commits",
        "#Added",
        "#Deleted",
        "#Authors",
        "#Half of the work by",
        "Most commits",
    ];
    Table::new("modules", "Change by package and module", &columns)
        .or("No history was read.")
        .with(rows)
}

fn people(context: &Context<'_>) -> Table {
    let rows = context.analysis.git.contributors.iter().map(|one| {
        let last = crate::model::Day::of_seconds(one.last).to_string();
        Row::new([
            one.name.as_str().into(),
            one.email.as_str().into(),
            Cell::number(one.commits),
            last.into(),
        ])
    });
    Table::new("people", "Authors", &["Name", "E-mail", "#Commits", "Last commit"])
        .or("No history was read.")
        .with(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heat_grows_with_the_score() {
        let steps: Vec<usize> = [0.0, 1.0, 10.0, 1e3, 1e6].map(|score| heat(score, 1e6)).into();
        assert_eq!(steps.first(), Some(&0));
        assert_eq!(steps.last(), Some(&6));
        assert!(steps.is_sorted());
    }
}
