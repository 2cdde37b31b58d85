//! How much of the repository leans on a package or an interface.

mod cycles;
mod graph;

pub(super) use self::cycles::{cycles, cycles_of};
use self::graph::{Edges, Graph};
use crate::model::{Analysis, Package};

/// Share of a rank that is passed on; the rest starts anew. The value of Brin and Page, "The anatomy of a
/// large-scale hypertextual web search engine", 1998.
const DAMPING: f64 = 0.85;
/// The error shrinks by the damping in each round: 0.85^120 is below 1e-8.
const ROUNDS: u32 = 120;

/// Sets the rank of every package: `PageRank` over imports, what is imported gains; scaled so that the mean
/// is 1, rounded to four decimals.
pub(super) fn assign(packages: &mut [Package]) {
    let graph = Graph::of_imports(packages);
    let ranks = page_rank(&graph, &vec![1.0; graph.size]);
    for (package, rank) in packages.iter_mut().zip(scaled(&ranks)) {
        package.rank = rank;
    }
}

/// Sets the rank of every package and interface to that which is [`personalised`] by `terms`.
pub fn personalise(analysis: &mut Analysis, terms: &[&str]) {
    let ranks = personalised(analysis, terms);
    for (package, rank) in analysis.packages.iter_mut().zip(ranks.packages) {
        package.rank = rank;
    }
    for (interface, rank) in analysis.interfaces.iter_mut().zip(ranks.interfaces) {
        interface.rank = rank;
    }
}

/// Ranks in the order of the lists of an analysis, each list with a mean of 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// Of the packages.
    pub packages: Vec<f64>,
    /// Of the interfaces.
    pub interfaces: Vec<f64>,
}

/// `PageRank` of the packages that starts anew only where a name holds one of `terms`: of the package itself or of
/// an interface in it, so that what these lean on comes first (Haveliwala, "Topic-sensitive `PageRank`", 2002).
/// Without a match it starts everywhere. An interface has its share of the ranks of those that refer to it.
pub fn personalised(analysis: &Analysis, terms: &[&str]) -> Ranks {
    let graph = Graph::of_references(analysis);
    let mut names: Vec<String> = analysis.packages.iter().map(|one| one.dir.clone()).collect();
    for interface in &analysis.interfaces {
        let homes = analysis.packages.iter().zip(&mut names);
        let mut homes = homes.filter(|(package, _)| package.dir == interface.package_dir);
        if let Some((_, names)) = homes.next() {
            names.push(' ');
            names.push_str(&interface.name);
        }
    }
    let ranks = page_rank(&graph, &restart(&names, terms));
    let interfaces = of_interfaces(&graph, &ranks, analysis.interfaces.len());
    Ranks { packages: scaled(&ranks), interfaces: scaled(&interfaces) }
}

/// Every interface has the least that a package can have, and its shares.
fn of_interfaces(graph: &Graph, ranks: &[f64], count: usize) -> Vec<f64> {
    let out = sums(&graph.interfaces, graph.size);
    let mut found = vec![1.0 - DAMPING; count];
    for ((from, to), weight) in &graph.interfaces {
        let (Some(rank), Some(out)) = (ranks.get(*from), out.get(*from)) else { continue };
        if let Some(gained) = found.get_mut(*to) {
            *gained += DAMPING * rank * weight / out;
        }
    }
    found
}

/// The weight of all that each package refers to.
fn sums(edges: &Edges, size: usize) -> Vec<f64> {
    let mut out = vec![0.0_f64; size];
    for ((from, _), weight) in edges {
        if let Some(out) = out.get_mut(*from) {
            *out += weight;
        }
    }
    out
}

/// How much of what starts anew each package gets, 1 on average.
fn restart(names: &[String], terms: &[&str]) -> Vec<f64> {
    let terms: Vec<String> = terms.iter().map(|term| term.to_lowercase()).collect();
    let named = |name: &String| {
        let name = name.to_lowercase();
        terms.iter().any(|term| !term.is_empty() && name.contains(term.as_str()))
    };
    let named: Vec<bool> = names.iter().map(named).collect();
    let count = named.iter().filter(|named| **named).count();
    if count == 0 {
        return vec![1.0; names.len()];
    }
    let share = as_number(names.len()) / as_number(count);
    named.into_iter().map(|named| if named { share } else { 0.0 }).collect()
}

fn page_rank(graph: &Graph, restart: &[f64]) -> Vec<f64> {
    let out = sums(&graph.edges, graph.size);
    let mut ranks = vec![1.0_f64; graph.size];
    for _ in 0..ROUNDS {
        ranks = next_round(graph, &out, (&ranks, restart));
    }
    ranks
}

/// A node gives its rank in shares to what it refers to; one that refers to nothing, to all.
fn next_round(graph: &Graph, out: &[f64], (ranks, restart): (&[f64], &[f64])) -> Vec<f64> {
    let idle: f64 =
        out.iter().zip(ranks).filter(|(out, _)| **out == 0.0).map(|(_, rank)| rank).sum();
    let base = (1.0 - DAMPING) + DAMPING * idle / as_number(ranks.len());
    let mut next: Vec<f64> = restart.iter().map(|restart| restart * base).collect();
    for ((from, to), weight) in &graph.edges {
        let (Some(rank), Some(out)) = (ranks.get(*from), out.get(*from)) else { continue };
        if let Some(gained) = next.get_mut(*to) {
            *gained += DAMPING * rank * weight / out;
        }
    }
    next
}

/// With a mean of 1, rounded to four decimals.
fn scaled(ranks: &[f64]) -> Vec<f64> {
    let mean = ranks.iter().sum::<f64>() / as_number(ranks.len());
    ranks.iter().map(|rank| (rank / mean * 10_000.0).round() / 10_000.0).collect()
}

fn as_number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EvidenceClass, Layer, Source};

    pub(super) fn package((dir, imports): &(&str, &[&str])) -> Package {
        let source = Source {
            file: "a.go".into(),
            language: "go".into(),
            class: EvidenceClass::Implementation,
        };
        Package {
            at: source.evidence("go.package", 1, 1),
            dir: (*dir).into(),
            name: (*dir).into(),
            import_path: String::new(),
            is_main: false,
            external_test: false,
            imports: imports.iter().map(|dir| (*dir).to_owned()).collect(),
            external: Vec::new(),
            layer: Layer::Unknown,
            layer_because: Vec::new(),
            functions: 0,
            functions_tested: 0,
            rank: 0.0,
        }
    }

    #[track_caller]
    fn check_ranks(graph: &[(&str, &[&str])], expected: &[f64]) {
        let mut packages: Vec<_> = graph.iter().map(package).collect();
        assign(&mut packages);
        let found: Vec<_> = packages.iter().map(|package| package.rank).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_imported_ranks_higher() {
        check_ranks(&[], &[]);
        check_ranks(&[("a", &[])], &[1.0]);
        check_ranks(&[("a", &["b"]), ("b", &["a"])], &[1.0, 1.0]);
        // x = .15 + .425 y and y = x + .85 x with x + y = 2.
        check_ranks(&[("a", &["b"]), ("b", &[])], &[0.7018, 1.2982]);
    }

    #[test]
    fn terms_draw_the_rank_to_what_they_name() {
        let graph: [(&str, &[&str]); 3] =
            [("orders", &["store"]), ("fees", &["store"]), ("store", &[])];
        let packages: Vec<_> = graph.iter().map(package).collect();
        let graph = Graph::of_imports(&packages);
        let names: Vec<String> = packages.iter().map(|package| package.dir.clone()).collect();
        let ranks = page_rank(&graph, &restart(&names, &["Fees"]));
        assert!(ranks[1] > ranks[0] && ranks[2] > ranks[0], "{ranks:?}");
        assert_eq!(restart(&names, &["nothing"]), [1.0, 1.0, 1.0]);
    }
}
