//! How fast source is analysed, beside the least that it could take: reading the same files, and
//! parsing them with tree-sitter alone.
//!
//! `cargo bench`; `GROUNDPLAN_BENCH_REPO` names another folder than `fixtures`. All three use every
//! core, so the times of one run can be divided by each other. The operating system's cache is warm;
//! nothing of groundplan's own is.

#![expect(clippy::expect_used, reason = "a benchmark that cannot start has nothing to report")]

use std::{cell::RefCell, hint::black_box, sync::Arc};

use camino::Utf8PathBuf;
use divan::{Bencher, counter::BytesCount};
use groundplan::{
    analyze, discover, document, extract,
    language::{self, Registry},
};
use rayon::prelude::*;

fn main() {
    divan::main();
}

fn folder() -> Utf8PathBuf {
    let own = || Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    std::env::var("GROUNDPLAN_BENCH_REPO").map_or_else(|_| own(), Utf8PathBuf::from)
}

fn snapshot() -> discover::Snapshot {
    discover::open(&folder(), &discover::Options::default()).expect("the folder can be opened")
}

/// Paths and bytes of everything that is read.
fn texts(snapshot: &discover::Snapshot) -> Vec<(Arc<str>, Vec<u8>)> {
    let entries = snapshot.entries.par_iter().filter(|entry| !entry.too_large);
    entries.filter_map(|entry| Some((entry.path.clone(), snapshot.read(entry).ok()?))).collect()
}

fn size<'a>(texts: impl IntoIterator<Item = &'a (Arc<str>, Vec<u8>)>) -> BytesCount {
    BytesCount::new(texts.into_iter().map(|(_, bytes)| bytes.len()).sum::<usize>())
}

/// From the folder to the analysis: listing, reading, parsing, resolving; without the history.
#[divan::bench(sample_count = 10)]
fn analyse(bencher: Bencher) {
    bencher.counter(size(&texts(&snapshot()))).bench_local(|| {
        let registry = Registry::new(&[]).expect("the built-in queries compile");
        let options = analyze::Options { history: None, progress: &|| {}, session: None };
        analyze::repository(&snapshot(), &registry, &options).expect("the folder can be analysed")
    });
}

/// Listing and reading the same files.
#[divan::bench(sample_count = 10)]
fn read(bencher: Bencher) {
    bencher.counter(size(&texts(&snapshot()))).bench_local(|| texts(&snapshot()));
}

/// Parsing, with nothing asked of the trees; bytes are those of languages that have a grammar.
#[divan::bench(sample_count = 10)]
fn parse(bencher: Bencher) {
    let texts = texts(&snapshot());
    let parsed = texts.iter().filter(|(path, _)| grammar(path).is_some());
    bencher.counter(size(parsed)).bench_local(|| {
        texts.par_iter().filter_map(|(path, bytes)| parse_one(path, bytes)).sum::<usize>()
    });
}

fn grammar(path: &str) -> Option<fn() -> tree_sitter::Language> {
    language::detect(path)?.grammar
}

thread_local! {
    static PARSER: RefCell<tree_sitter::Parser> = RefCell::new(tree_sitter::Parser::new());
}

/// Size of the tree of one file.
fn parse_one(path: &str, bytes: &[u8]) -> Option<usize> {
    let grammar = grammar(path)?;
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(&grammar()).expect("the grammar fits the library");
        Some(parser.parse(bytes, None)?.root_node().descendant_count())
    })
}

/// Facts of each file by itself, from memory.
#[divan::bench(sample_count = 10)]
fn extract(bencher: Bencher) {
    let texts = texts(&snapshot());
    let registry = Registry::new(&[]).expect("the built-in queries compile");
    bencher.counter(size(&texts)).bench_local(|| {
        texts.par_iter().for_each(|(path, bytes)| {
            black_box(extract::file(&registry, path, bytes, false));
        });
    });
}

/// The outline of a planning document of 700 KB.
#[divan::bench(sample_count = 10)]
fn outline(bencher: Bencher) {
    let text = document();
    let path: Arc<str> = "PRD.md".into();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| document::outline(&path, &text));
}

/// Sections with a paragraph, a list, a table and a fence each.
fn document() -> String {
    let section = |number: usize| {
        format!(
            "## {number}. Section\n\nThe service must answer within **50 ms** at P99 (`FR-{number}`).\n\n\
             - [ ] the first of two\n  - below it\n- the second\n\n\
             | Name | Type |\n|---|---|\n| id | uuid |\n| price | numeric(10,2) |\n\n\
             ```sql\nCREATE TABLE t{number} (id UUID PRIMARY KEY);\n```\n\n"
        )
    };
    let mut text = "# Requirements\n\n".to_owned();
    for number in 1.. {
        if text.len() > 700_000 {
            break;
        }
        text.push_str(&section(number));
    }
    text
}

/// Plans of documents of 50, 200 and 700 KB: the time for a byte must not grow with the size.
#[divan::bench(args = [50, 200, 700], sample_count = 10)]
fn work(bencher: Bencher, kilobytes: usize) {
    let text = tasks(kilobytes * 1000);
    let size = BytesCount::of_str(&text);
    let documents = vec![("docs/pre-dev/x/tasks.md".to_owned(), text)];
    bencher.counter(size).bench_local(|| document::plans(&documents));
}

/// A summary table and a section for every task, each after the one before.
fn tasks(bytes: usize) -> String {
    let count = bytes / 280;
    let row = |number: usize| {
        let before = number - 1;
        format!("| T-{number} | Part {number} | 4-8 h | T-{before} | `a/{number}.go` |\n")
    };
    let section = |number: usize| {
        format!(
            "\n### T-{number}: Part {number}\n\n**Description.** Part {number} of the work, as `Store` in \
             `internal/store/store.go:12-40` does it.\n\n**Files:**\n- Create: `a/{number}.go`\n- Test: \
             `a/{number}_test.go`\n\n**Acceptance criteria:**\n- [ ] it holds\n- [x] it is shown\n\n- [ ] Done\n"
        )
    };
    let head = "# Tasks\n\n| ID | Title | Hours | Blocked by | Files |\n|---|---|---|---|---|\n";
    let parts = (1..=count).map(row).chain((1..=count).map(section));
    std::iter::once(head.to_owned()).chain(parts).collect()
}
