//! Which files of a repository have to do with a task: what names its terms, what that leans on, and what changes
//! often, in one score.
//!
//! Names are matched by BM25, references by a personalised `PageRank` over files (calls, implementations, tests,
//! imports), habits by the churn of the history. Each alone misses what the others find; `evals/recall` measures them.

mod focus;
mod graph;
mod keywords;
mod symbols;
mod words;

use std::{collections::BTreeMap, sync::Arc};

pub use self::focus::Focus;
use self::{
    graph::Graph,
    keywords::{EVEN, Matches, TUNED},
};
use crate::model::{Analysis, FileRecord, RankedFile, Ranking};

/// Share of a rank that is passed on where terms say where to start. Less than the usual 0.85: what is far from
/// every term has little to do with a task.
const NEAR: f64 = 0.6;
/// The usual share.
const FAR: f64 = 0.85;
/// What the parts of a score weigh: tuned with `evals/recall` on two histories, reported on others.
const MIX: Mix = Mix { keywords: 1.0, ranks: 0.8, churn: 0.5 };

struct Mix {
    keywords: f64,
    ranks: f64,
    churn: f64,
}

/// Every file that may be worth a look, the best first, with its declarations.
pub fn relevance(analysis: &Analysis, focus: &Focus, by: Ranking) -> Vec<RankedFile> {
    let records: Vec<&FileRecord> = analysis.files.iter().filter(|file| !is_aside(file)).collect();
    let files: Vec<Arc<str>> = records.iter().map(|file| Arc::clone(&file.path)).collect();
    let places: BTreeMap<&str, usize> =
        files.iter().enumerate().map(|(file, path)| (&**path, file)).collect();
    let weights = if by == Ranking::Keywords { EVEN } else { TUNED };
    let matches = Matches::of(analysis, (&files, &places), (focus, weights));
    let keywords = matches.scores(focus, weights);
    let graph = || Graph::of(analysis, &files, &places);
    let scores = match by {
        Ranking::Keywords => keywords,
        Ranking::Plain => graph().ranks(&vec![1.0; files.len()], FAR),
        Ranking::Personalised => graph().ranks(&started(&keywords), NEAR),
        Ranking::Relevance => mixed(analysis, &places, (&keywords, &graph())),
    };
    let scores: Vec<f64> =
        scores.iter().zip(&records).map(|(score, file)| score * share(file)).collect();
    let mut symbols = symbols::by_file(analysis, &matches.rarities(focus));
    let ranked = files.iter().zip(scaled(&scores)).map(|(path, score)| RankedFile {
        path: Arc::clone(path),
        score: rounded(score),
        symbols: symbols.remove(&**path).unwrap_or_default(),
    });
    let mut ranked: Vec<RankedFile> = ranked.collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.path.cmp(&b.path)));
    ranked
}

/// Where nothing names a term, everything is where it starts.
fn started(keywords: &[f64]) -> Vec<f64> {
    if keywords.iter().any(|score| *score > 0.0) {
        // The best matches lead; many poor ones must not outweigh them.
        return keywords.iter().map(|score| score * score).collect();
    }
    vec![1.0; keywords.len()]
}

fn mixed(
    analysis: &Analysis,
    places: &BTreeMap<&str, usize>,
    (keywords, graph): (&[f64], &Graph),
) -> Vec<f64> {
    let ranks = scaled(&graph.ranks(&started(keywords), NEAR));
    let churn = scaled(&churn(analysis, places));
    let both = scaled(keywords).into_iter().zip(ranks).zip(churn);
    let mixed = both.map(|((keywords, rank), churn)| {
        MIX.keywords * keywords + MIX.ranks * rank.sqrt() + MIX.churn * churn
    });
    mixed.collect()
}

/// How often files changed, by its logarithm.
fn churn(analysis: &Analysis, places: &BTreeMap<&str, usize>) -> Vec<f64> {
    let mut churn = vec![0.0; places.len()];
    for file in &analysis.git.files {
        let place = places.get(&*file.path).and_then(|place| churn.get_mut(*place));
        if let Some(known) = place {
            *known = f64::from(file.commits).ln_1p();
        }
    }
    churn
}

/// Files that nobody changes for a task, or that lie elsewhere.
fn is_aside(file: &FileRecord) -> bool {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let is_text = file.bytes == 0 || file.lines.code + file.lines.comment + file.lines.blank > 0;
    file.vendored || file.outside || !is_text || LOCKS.contains(&name)
}

/// Files that a package manager writes.
const LOCKS: [&str; 6] =
    ["Cargo.lock", "go.sum", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "go.work.sum"];

/// Generated code follows from other files; documents are read for themselves.
fn share(file: &FileRecord) -> f64 {
    if file.generated {
        return 0.3;
    }
    if file.language.as_str() == "markdown" { 0.5 } else { 1.0 }
}

/// With the greatest at 1.
fn scaled(scores: &[f64]) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
    scores.iter().map(|score| score / best).collect()
}

/// To six decimals, so that no platform's last bit decides an order.
fn rounded(score: f64) -> f64 {
    (score * 1e6).round() / 1e6
}

fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
