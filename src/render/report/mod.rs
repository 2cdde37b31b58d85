//! The page for the meeting where the plan is defended: one HTML file, verdict first, evidence behind it.
//!
//! Every section is prose, perhaps a chart, and tables. This module says what they show; `report.html.j2` and its
//! parts say how. Charts are drawn as SVG here and not by a library in the browser: so they are there without
//! scripts, in print and for screen readers, and the page stays small.

mod architecture;
mod assets;
mod charts;
mod comparison;
mod endpoints;
mod files;
mod findings;
mod gap;
mod history;
mod interfaces;
mod links;
mod matrix;
mod questions;
mod scan;
mod schema;
mod table;
mod testing;
mod text;
mod timeline;
mod verdict;
mod zero;

use std::collections::BTreeSet;

use serde::Serialize;

pub(super) use self::assets::policy_source;
use self::{
    assets::Assets,
    charts::{bands::Bands, tiles::Tiles},
    gap::Shares,
    links::Web,
    schema::Diagrams,
    table::Table,
    testing::Pyramid,
    text::{Piece, Targets},
    timeline::Timeline,
    verdict::Verdict,
};
use crate::model::{Analysis, Plan, Requirements};

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct ReportInputs<'a> {
    /// What the repository shows.
    pub analysis: &'a Analysis,
    /// What the documents ask for.
    pub requirements: &'a Requirements,
    /// The plan.
    pub plan: &'a Plan,
    /// Address of a line of a file on the web, with `{path}`, `{line}` and `{commit}` left to fill; by the
    /// repository's remote when absent.
    pub web: Option<&'a str>,
}

/// What `report.html.j2` shows.
#[derive(Debug, Serialize)]
pub struct ReportPage {
    version: &'static str,
    name: String,
    verdict: Verdict,
    sections: Vec<Section>,
    /// All files as JSON, for the search.
    files: String,
    assets: Assets,
}

/// A part of the page.
#[derive(Clone, Debug, Default, Serialize)]
struct Section {
    id: &'static str,
    title: &'static str,
    /// Paragraphs.
    lead: Vec<Vec<Piece>>,
    chart: Chart,
    tables: Vec<Table>,
}

/// A chart with its geometry.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Chart {
    #[default]
    None,
    Shares(Shares),
    Graph(Bands),
    Tiles(Tiles),
    Schema(Diagrams),
    Pyramid(Pyramid),
    Timeline(Timeline),
}

/// What every section looks at.
#[derive(Debug)]
struct Context<'a> {
    analysis: &'a Analysis,
    requirements: &'a Requirements,
    plan: &'a Plan,
    to: Targets<'a>,
}

/// The page of a plan and what it stands on.
pub fn report(inputs: &ReportInputs<'_>) -> ReportPage {
    let ReportInputs { analysis, requirements, plan, web } = *inputs;
    let to = Targets {
        web: Web::of(&analysis.repo, web),
        files: analysis.files.iter().map(|file| &*file.path).collect::<BTreeSet<&str>>(),
        anchors: anchors(plan),
    };
    let context = Context { analysis, requirements, plan, to };
    ReportPage {
        version: env!("CARGO_PKG_VERSION"),
        name: plan.name.clone(),
        verdict: verdict::of(&context),
        sections: SECTIONS.iter().map(|section| section(&context)).collect(),
        files: files::json(&context),
        assets: Assets::default(),
    }
}

/// The sections in the order of the page: what is decided first, what it stands on behind it.
const SECTIONS: &[fn(&Context<'_>) -> Section] = &[
    gap::section,
    timeline::section,
    questions::section,
    findings::section,
    findings::risks,
    matrix::section,
    architecture::section,
    history::section,
    interfaces::section,
    endpoints::section,
    schema::section,
    testing::section,
    comparison::section,
    scan::section,
];

/// Anchors of everything that has an identifier and a row.
fn anchors(plan: &Plan) -> std::collections::BTreeMap<String, String> {
    let gap = plan.gap.iter().map(|item| (&item.id, "asked"));
    let tasks = plan.tasks.iter().map(|task| (&task.id, "task"));
    let questions = plan.questions.iter().map(|question| (&question.id, "question"));
    let risks = plan.risks.iter().map(|risk| (&risk.id, "risk"));
    let all = gap.chain(tasks).chain(questions).chain(risks);
    all.map(|(id, kind)| (id.clone(), anchor(kind, id))).collect()
}

/// Anchor of a row; letters that an address cannot hold become `-`.
fn anchor(kind: &str, id: &str) -> String {
    let safe = |letter: char| if letter.is_alphanumeric() || letter == '.' { letter } else { '-' };
    format!("{kind}-{}", id.chars().map(safe).collect::<String>())
}
