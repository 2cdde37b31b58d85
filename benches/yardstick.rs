//! What everything else is divided by: tree-sitter parses every supported file of a folder, whole, with the
//! system's allocator, and nothing is asked of the trees. One run in one process, so that its CPU seconds and
//! memory can be held against those of groundplan; `evals/speed` does that.
//!
//! `yardstick [FOLDER] [--jobs N] [--mode list|read|parse] [--vendored] [--language ID]`. Files are those
//! that `groundplan analyze` reads, listed and read by the same functions; vendored ones are read and not
//! parsed, unless `--vendored` says so. Nothing of `extract` runs here, so nothing sets another allocator.

#![expect(clippy::expect_used, reason = "a benchmark that cannot start has nothing to report")]
#![expect(clippy::print_stdout, reason = "its output is the measure's unit")]

use std::{cell::RefCell, hint::black_box};

use camino::Utf8PathBuf;
use groundplan::{discover, language};
use rayon::prelude::*;

fn main() {
    let options = Options::read(std::env::args().skip(1));
    let snapshot = discover::open(&options.folder, &discover::Options::default())
        .expect("the folder can be opened");
    let threads = rayon::ThreadPoolBuilder::new().num_threads(options.jobs);
    let done = threads.build().expect("threads start").install(|| {
        let entries = snapshot.entries.par_iter();
        entries.map(|entry| one(&snapshot, entry, &options)).reduce(Done::default, Done::and)
    });
    let Done { files, bytes, parsed, parsed_bytes } = done;
    println!(
        "{{\"files\":{files},\"bytes\":{bytes},\"parsed\":{parsed},\"parsed_bytes\":{parsed_bytes}}}"
    );
}

struct Options {
    folder: Utf8PathBuf,
    /// 0 means all cores.
    jobs: usize,
    mode: Mode,
    vendored: bool,
    /// Parse this language alone.
    language: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    List,
    Read,
    Parse,
}

impl Options {
    /// `--bench`, which `cargo bench` adds, is no word of ours.
    fn read(words: impl Iterator<Item = String>) -> Self {
        let own = Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let folder = std::env::var("GROUNDPLAN_BENCH_REPO").map_or(own, Utf8PathBuf::from);
        let mut options =
            Self { folder, jobs: 1, mode: Mode::Parse, vendored: false, language: None };
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            let mut value = || words.next().expect("a value follows the option");
            match &*word {
                "--jobs" => options.jobs = value().parse().expect("a number of threads"),
                "--mode" => options.mode = Mode::named(&value()),
                "--language" => options.language = Some(value()),
                "--vendored" => options.vendored = true,
                folder => options.folder = folder.into(),
            }
        }
        options
    }
}

impl Mode {
    fn named(name: &str) -> Self {
        match name {
            "list" => Self::List,
            "read" => Self::Read,
            other => {
                assert_eq!(other, "parse", "a mode is list, read or parse");
                Self::Parse
            }
        }
    }
}

/// What was read and parsed.
#[derive(Clone, Copy, Default)]
struct Done {
    files: usize,
    bytes: usize,
    parsed: usize,
    parsed_bytes: usize,
}

impl Done {
    fn and(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            parsed: self.parsed + other.parsed,
            parsed_bytes: self.parsed_bytes + other.parsed_bytes,
        }
    }
}

fn one(snapshot: &discover::Snapshot, entry: &discover::Entry, options: &Options) -> Done {
    if entry.too_large || options.mode == Mode::List {
        return Done { files: 1, ..Done::default() };
    }
    let Ok(bytes) = snapshot.read(entry) else { return Done { files: 1, ..Done::default() } };
    let read = Done { files: 1, bytes: bytes.len(), ..Done::default() };
    let wanted = options.mode == Mode::Parse && (options.vendored || !entry.vendored);
    let language = language::detect(&entry.path)
        .filter(|_| wanted)
        .filter(|language| options.language.as_deref().is_none_or(|only| only == language.id));
    match language.and_then(|language| language.grammar) {
        Some(grammar) => {
            parse(&grammar(), &bytes);
            Done { parsed: 1, parsed_bytes: bytes.len(), ..read }
        }
        None => read,
    }
}

thread_local! {
    static PARSER: RefCell<tree_sitter::Parser> = RefCell::new(tree_sitter::Parser::new());
}

/// Builds the tree and frees it.
fn parse(grammar: &tree_sitter::Language, bytes: &[u8]) {
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(grammar).expect("the grammar fits the library");
        black_box(parser.parse(bytes, None));
    });
}
