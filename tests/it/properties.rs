//! What holds for any repository: the analysis never fails, never depends on the threads, and a clean
//! worktree is its commit.

use std::sync::LazyLock;

use camino::Utf8Path;
use groundplan::{
    analyze::{self, Session},
    cache::Cache,
    diff, discover, history,
    language::Registry,
    model::{Analysis, FileChanges},
};
use proptest::{collection::vec, prelude::*, sample::select};

use crate::environment::TestEnvironment;

/// Pieces of files in the languages that are read; put together they are sometimes valid.
pub(crate) const PIECES: &[&str] = &[
    "package shop\n",
    "import \"github.com/go-chi/chi/v5\"\n",
    "type Store interface { Get(id string) (Item, error) }\n",
    "type Item struct{ Id string }\n",
    "func (s *Item) Get(id string) (Item, error) { if id == \"\" { return *s, nil } }\n",
    "func TestGet(t *testing.T) { r.Get(\"/v1/items/{id}\", h) }\n",
    "func routes(r chi.Router) { r.Route(\"/v1\", func(r chi.Router) { r.Post(\"/a\", h) }) }\n",
    "pub trait Store { fn get(&self) -> u8; }\nimpl Store for Item {\n",
    "#[test]\nfn gets() { assert!(true) }\nmod child;\n",
    "CREATE TABLE item (id UUID PRIMARY KEY, price NUMERIC(10,2) NOT NULL);\n",
    "ALTER TABLE item ADD COLUMN name TEXT, DROP COLUMN price;\n",
    "DO $$ BEGIN EXECUTE 'x'; END $$;\n",
    "# PRD: Shop\n\n## Functional Requirements\n\n- FR-1: The shop must sell.\n",
    "| Risk | Impact |\n|---|---|\n| Fire | High |\n",
    "```sql\nCREATE TABLE asked (id INT);\n```\n",
    "P99 < 50ms at 1,000 requests per second\n",
    "module example.com/shop\n\ngo 1.24\n\nrequire github.com/go-chi/chi/v5 v5.2.0\n",
    "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n",
    "on: [push]\njobs:\n  test:\n    steps:\n      - run: go test ./...\n",
    "// TODO: later\n/* open",
    "`\"'{[(<$$",
    "\u{feff}é\u{0}\r\n\t",
    "\n\n",
];

pub(crate) const PATHS: &[&str] = &[
    "go.mod",
    "main.go",
    "internal/a.go",
    "internal/a_test.go",
    "b/b.go",
    "Cargo.toml",
    "src/lib.rs",
    "src/child.rs",
    "migrations/000001_item.up.sql",
    "migrations/000001_item.down.sql",
    "migrations/000002_more.up.sql",
    "docs/pre-development-docs/PRD.md",
    "docs/pre-development-docs/TRD.md",
    "README.md",
    ".github/workflows/ci.yml",
    "Dockerfile",
    "docker-compose.yml",
    "Makefile",
    ".env.example",
    "api/openapi.yaml",
];

fn repositories() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let text = vec(select(PIECES), 0..6).prop_map(|pieces| pieces.concat());
    vec((select(PATHS), text), 0..8)
}

fn write(environment: &TestEnvironment, files: &[(&str, String)]) {
    std::fs::create_dir_all(environment.path("shop")).unwrap();
    for (path, text) in files {
        environment.write(&format!("shop/{path}"), text);
    }
}

/// Compiled once, because that takes longer than analysing so few files.
static REGISTRY: LazyLock<Registry> = LazyLock::new(|| Registry::new(&[]).unwrap());

fn analyse(folder: &Utf8Path, revision: Option<&str>, threads: usize) -> Analysis {
    analyse_with(folder, revision, threads, None)
}

fn analyse_with(
    folder: &Utf8Path,
    revision: Option<&str>,
    threads: usize,
    cache: Option<&Cache>,
) -> Analysis {
    let session = cache.map(Session::new);
    let options =
        discover::Options { revision: revision.map(str::to_owned), ..discover::Options::default() };
    let snapshot = discover::open(folder, &options).unwrap();
    let options = analyze::Options {
        history: Some(history::Options::default()),
        progress: &|| {},
        session: session.as_ref(),
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| analyze::repository(&snapshot, &REGISTRY, &options)).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_analysis_never_fails_and_never_differs(files in repositories()) {
        let environment = TestEnvironment::new();
        write(&environment, &files);
        let folder = environment.path("shop");
        prop_assert_eq!(analyse(&folder, None, 1), analyse(&folder, None, 3));
    }

    #[test]
    fn every_fact_is_inside_its_file(files in repositories()) {
        let environment = TestEnvironment::new();
        write(&environment, &files);
        let analysis = analyse(&environment.path("shop"), None, 2);
        let lines = |path: &str| {
            let text = std::fs::read(environment.path("shop").join(path)).unwrap();
            u32::try_from(String::from_utf8_lossy(&text).lines().count().max(1)).unwrap()
        };
        let evidence = analysis.functions.iter().map(|one| &one.at);
        let evidence = evidence.chain(analysis.types.iter().map(|one| &one.at));
        let evidence = evidence.chain(analysis.interfaces.iter().map(|one| &one.at));
        let evidence = evidence.chain(analysis.routes.iter().map(|one| &one.at));
        for at in evidence.chain(analysis.tests.iter().map(|one| &one.at)) {
            prop_assert!(at.line >= 1 && at.line <= at.end_line, "{:?}", at);
            prop_assert!(at.end_line <= lines(&at.file), "{:?}", at);
        }
    }
}

/// Lines of files that say what is looked at, and how.
pub(crate) const RULES: &[&str] = &[
    "*.go\n",
    "/internal/\n",
    "!main.go\n",
    "docs\n",
    "*.md linguist-generated\n",
    "b/** linguist-vendored\n",
    "*.sql text eol=crlf\n",
    "* text=auto\n",
    "*.rs ident\n",
    "*.yml encoding=ISO-8859-1\n",
    "/docs export-ignore\n",
    "[broken\n",
    "# a comment\n",
];

pub(crate) const RULE_FILES: &[&str] = &[
    ".gitattributes",
    ".gitignore",
    ".ignore",
    ".groundplanignore",
    "internal/.gitattributes",
    "internal/.ignore",
    "docs/.groundplanignore",
];

/// A repository with files that say how to look at it.
fn ruled() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let text = vec(select(RULES), 0..4).prop_map(|lines| lines.concat());
    let rules = vec((select(RULE_FILES), text), 0..4);
    (repositories(), rules).prop_map(|(files, rules)| [files, rules].concat())
}

/// The analysis as it is printed.
fn printed(analysis: &Analysis) -> String {
    serde_json::to_string_pretty(analysis).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_clean_worktree_is_its_commit(files in ruled()) {
        let environment = TestEnvironment::new();
        write(&environment, &files);
        environment.commit("shop");
        let folder = environment.path("shop");
        let (worktree, commit) = (analyse(&folder, None, 2), analyse(&folder, Some("HEAD"), 2));
        prop_assert_eq!(printed(&worktree), printed(&commit));
        prop_assert!(!worktree.repo.dirty);
    }

    #[test]
    fn a_checkout_of_a_revision_is_the_revision(states in vec(ruled(), 1..4), back in 0_usize..3) {
        let environment = TestEnvironment::new();
        for files in &states {
            if environment.path("shop/.git").exists() {
                environment.git("shop", &["rm", "-r", "--quiet", "--force", "--ignore-unmatch", "."]);
            }
            write(&environment, files);
            environment.commit("shop");
        }
        let revision = format!("HEAD~{}", back.min(states.len() - 1));
        environment.git("shop", &["worktree", "add", "--quiet", "--detach", "../out/shop", &revision]);
        let asked = analyse(&environment.path("shop"), Some(&revision), 2);
        let checkout = analyse(&environment.path("out/shop"), None, 2);
        prop_assert_eq!(printed(&asked), printed(&checkout));
        prop_assert!(!checkout.repo.dirty);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_reads_what_two_analyses_read(before in repositories(), after in repositories()) {
        let open = |files: &[(&'static str, String)]| {
            let environment = TestEnvironment::new();
            write(&environment, files);
            let options = discover::Options::default();
            let snapshot = discover::open(&environment.path("shop"), &options).unwrap();
            (environment, snapshot)
        };
        let ((_old, before), (_new, after)) = (open(&before), open(&after));
        let options = analyze::Options { history: None, progress: &|| {}, session: None };
        let (one, other, files) = analyze::pair(&before, &after, &REGISTRY, &options);
        prop_assert_eq!(&one, &analyze::repository(&before, &REGISTRY, &options).unwrap());
        prop_assert_eq!(&other, &analyze::repository(&after, &REGISTRY, &options).unwrap());
        let both = files.same as usize + files.changed.len();
        prop_assert_eq!(both + files.added.len(), after.entries.len());
        prop_assert_eq!(both + files.removed.len(), before.entries.len());
        let forth = diff::diff(&one, &other, files.clone());
        let back = diff::diff(&other, &one, files);
        for (forth, back) in forth.kinds.iter().zip(&back.kinds) {
            prop_assert_eq!(&forth.added, &back.removed);
            prop_assert_eq!(&forth.removed, &back.added);
            prop_assert_eq!(forth.same, back.same);
        }
        let none = diff::diff(&one, &one, FileChanges::default());
        prop_assert!(!diff::differs(&none));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    /// First an empty cache, then one that knows some of the files, of other texts or none of them.
    #[test]
    fn a_cache_changes_nothing(first in repositories(), second in repositories()) {
        let environment = TestEnvironment::new();
        let cache = Cache::new(environment.cache().to_owned(), 1 << 30, &[]);
        let folder = environment.path("shop");
        for files in [&first, &second] {
            write(&environment, files);
            for _ in 0..2 {
                let cached = analyse_with(&folder, None, 2, Some(&cache));
                prop_assert_eq!(cached, analyse(&folder, None, 2));
                environment.commit("shop");
            }
            let cached = analyse_with(&folder, Some("HEAD"), 2, Some(&cache));
            prop_assert_eq!(cached, analyse(&folder, Some("HEAD"), 2));
        }
    }
}
