//! The command line.

mod cache;
mod check;
mod draft;
mod export;
mod plan;
mod prompt;
#[cfg(feature = "mcp")]
mod remember;
mod report;
#[cfg(feature = "mcp")]
mod serve;
mod setting_up;
mod status;

use camino::Utf8PathBuf;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(super) use self::{
    cache::{CacheAction, CacheArguments},
    check::{CheckArguments, CheckFormat, ExplainArguments},
    draft::DraftArguments,
    export::{ExportArguments, ExportForm},
    plan::{CapacityArguments, PlanArguments, PlanFormat},
    prompt::{BuiltInPrompt, MapArguments, PromptArguments},
    report::ReportArguments,
    setting_up::{Agent, InitArguments, ManArguments, SetupArguments},
    status::{FailOn, StatusArguments, StatusFormat},
};
#[cfg(feature = "mcp")]
pub(super) use self::{remember::RememberArguments, serve::ServeArguments};
use super::dates;
use crate::{
    history,
    language::{Depth, Reading},
    model::HistoryDepth,
};

/// Headings of options that many commands have, so that a command's own come first.
const RUNNING: &str = "Running";
const READING: &str = "Files and commits";

/// Plans that stand on the code.
#[derive(Debug, Parser)]
#[command(
    name = "groundplan",
    version,
    about = "Plans that stand on the code: every statement about the repository is a fact with a file and a line",
    after_help = "Examples:\n  groundplan plan ../plugin-fees\n  groundplan analyze . --format markdown | less\n  groundplan prompt . | llm\n\nExit codes: 0 done and clean, 1 findings, 2 usage or input error.\nNothing of the analysed repository is ever executed. No command reaches the network but `remember --http`; programs that you name with `draft --with` and `remember --server` do what they do.",
    propagate_version = true
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Threads that read files; all cores when absent.
    #[arg(long, global = true, env = "GROUNDPLAN_JOBS", value_name = "N", help_heading = RUNNING)]
    pub jobs: Option<usize>,
    /// Neither use nor store what earlier runs found; the result is the same.
    #[arg(long, global = true, help_heading = RUNNING)]
    pub no_cache: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print what the repository shows, as JSON or Markdown
    #[command(
        after_help = "Examples:\n  groundplan analyze . --format markdown | less\n  groundplan analyze ../midaz --rev v3.2.0 -o analysis.json\n  groundplan analyze . --facts structure --no-history     (what files declare, in a third of the time)\n  groundplan analyze . --watch -o analysis.json           (and again whenever something changes)"
    )]
    Analyze(Analyze),
    /// Print the target beside its reference repositories
    #[command(
        after_help = "Examples:\n  groundplan compare ../plugin-fees\n  groundplan compare . --reference ../plugin-scheduler --format json"
    )]
    Compare(Compare),
    /// Print the facts that differ between two revisions, or a revision and the worktree
    #[command(
        after_help = "Examples:\n  groundplan diff v1.2.0                       (against the worktree)\n  groundplan diff main HEAD --format json\n  groundplan diff HEAD~3 --exclude '*.pb.go' --exit-code && echo nothing changed\n\nA file that is the same on both sides is read once. With `--exit-code`, 1 says that facts differ; without it a difference is no finding and the exit code is 0."
    )]
    Diff(DiffArguments),
    /// List the planning questions with what is known of their answers, or ask the open ones
    #[command(
        after_help = "Examples:\n  groundplan questions ../plugin-fees --open\n  groundplan questions . --answer\n  printf '3\\n\\n2026-12-18\\n' | groundplan questions . --answer    (one line for each question)\n\nAnswers are kept in docs/pre-development-docs/answers.toml of the target, which people may edit as well. While it asks: an empty line keeps a question open, `=` takes what is shown, `:q` stops and keeps what was answered."
    )]
    Questions(Questions),
    /// Write the implementation plan
    #[command(
        after_help = "Examples:\n  groundplan plan ../plugin-fees\n  groundplan plan . --team 3 --hours-per-week 32 --stdout\n  groundplan plan . --format json | jq .steps\n  groundplan plan . --dry-run\n\nThe plan goes to docs/pre-development-docs/IMPLEMENTATION_PLAN.md of the target. What people edit there is kept: the next run merges it with the new plan. Commit `.groundplan` beside the plan, which holds what was written last. Where both changed the same words, the plan stays as it is, the exit code is 1, and the merge is in IMPLEMENTATION_PLAN.md.conflict: settle it there and run again."
    )]
    Plan(PlanArguments),
    /// Print the tasks of the plan for another tool: issues, CSV, calendar, diagram
    #[command(
        after_help = "Examples:\n  groundplan export . --to gh > issues.sh    (read it, then `sh issues.sh`)\n  groundplan export . --to github -o issues.jsonl\n  groundplan export . --to jira -o jira.csv\n  groundplan export . --to ics -o plan.ics\n\nThe tasks are those that `groundplan plan` would write now, finished ones left out."
    )]
    Export(ExportArguments),
    /// Hold plans against the repository: what they say of the code, and what they leave out
    #[command(
        after_help = "Examples:\n  groundplan check docs/pre-dev/fees/tasks.md\n  groundplan check                              (the repository's own plans)\n  llm < prompt.txt | groundplan check - --stdin-name plan.json --format json\n  groundplan check --format sarif -o check.sarif\n  groundplan check docs/plans --fix --dry-run\n\n`groundplan explain RULE` says what a rule looks at. Exit codes: 0 nothing at or above `--fail-on`, 1 findings, 2 a plan or the repository cannot be read. To let a finding stand, write `<!-- groundplan: allow RULE because REASON -->` before its line; in JSON `\"_groundplan_allow\": \"RULE because REASON\"` in the object."
    )]
    Check(CheckArguments),
    /// Say what a rule of `check` looks at, with a bad and a good example
    #[command(
        after_help = "Examples:\n  groundplan explain                        (the table of all rules)\n  groundplan explain grounded.no-such-file\n  groundplan explain grounded"
    )]
    Explain(ExplainArguments),
    /// Print a prompt with the analysis in it
    #[command(
        after_help = "Examples:\n  groundplan prompt .\n  groundplan prompt . --template my-prompt.txt    (a text with {{.Input}} in it)\n  groundplan prompt . --built-in delivery --format markdown\n  groundplan prompt . --focus 'reverse a posted charge' --budget 16000 -o prompt.txt\n\nEvery fact has a short identifier (`C12`) with its path and line, to be cited by. With `--budget` the whole prompt, template included, has at most so many tokens; what is worth least for its tokens is left out, and the prompt says how much of what. A template that ends in .j2 may use `input`, `facts`, `analysis`, `requirements`, `profile` and `plan`; in any other, `{{\"{{\"}}` writes braces."
    )]
    Prompt(PromptArguments),
    /// Print the code that has to do with a task, ranked, within a budget of tokens
    #[command(
        after_help = "Examples:\n  groundplan map . --focus 'refund a charge twice without harm'\n  groundplan map ../midaz --rev v3.2.0 --focus CreateBalance --budget 2000 --format xml\n\nA map is context for a person or an agent that is about to work on something: whole paths, the declarations that matter with their lines, no bodies. Without `--focus` it shows what most other code leans on and what changes most. What did not fit is counted in its head."
    )]
    Map(MapArguments),
    /// Have a program answer the prompt, check its plan against the repository, and send it back with what is wrong
    #[command(
        after_help = "Examples:\n  groundplan draft . --with 'llm -m a-model' -o plan.json\n  groundplan draft ../plugin-fees --with ./ask-model --rounds 5 --keep rounds\n\nThe program runs in your shell and in this folder, with your rights and its own access to the network; groundplan itself reaches none. It is stopped with all that it started when its time is over. The plan goes to standard output or FILE. Exit code 1: errors remain in it, which the last round's findings list."
    )]
    Draft(DraftArguments),
    /// Write one HTML page with the plan and everything it stands on
    #[command(
        after_help = "Examples:\n  groundplan report . -o report.html\n  groundplan report ../plugin-fees --team 3 -o fees.html\n  groundplan report . --web-view 'https://git.example.org/fees/src/{commit}/{path}#L{line}' -o report.html\n\nThe page needs no network and no other file. Places lead to the repository's web view where its remote is on GitHub, GitLab, Bitbucket, Codeberg, Gitea or Forgejo; the same input gives the same bytes."
    )]
    Report(ReportArguments),
    /// Print what plans promised beside what the history shows, and what such work took
    #[command(
        after_help = "Examples:\n  groundplan retrospect ../plugin-scheduler ../plugin-event-streamer\n  groundplan retrospect ../lib-commons --rev v5.0.0 --format json\n\nPlans that were deleted once they were carried out are found in the history."
    )]
    Retrospect(RetrospectArguments),
    /// Print how much of plans the code delivers, by the code and not by check boxes
    #[command(after_help = status::HELP)]
    Status(StatusArguments),
    /// Show or empty the folder of what earlier runs found
    #[command(
        after_help = "Examples:\n  groundplan cache info\n  groundplan cache clear\n\nThe cache only saves time: `[cache] max_mib` in groundplan.toml bounds it, `--no-cache` does without. It lies in GROUNDPLAN_CACHE_DIR, or in `groundplan` of the user's cache folder."
    )]
    Cache(CacheArguments),
    /// Print the JSON Schema of an output
    #[command(
        after_help = "Example:\n  groundplan schema analysis > analysis.schema.json\n\nThe schemas are also in the folder docs/schema of the project."
    )]
    Schema(SchemaArguments),
    /// Store plan and decisions in a memory server, or keep them until there is one
    #[cfg(feature = "mcp")]
    #[command(after_help = remember::HELP)]
    Remember(RememberArguments),
    /// Answer an agent's questions: facts, gap, plan and checks, as a server of the Model Context Protocol
    #[cfg(feature = "mcp")]
    #[command(after_help = serve::HELP)]
    Serve(ServeArguments),
    /// List the languages and what is read of each
    Languages,
    /// Write a groundplan.toml with what is found here
    #[command(
        after_help = "Examples:\n  groundplan init\n  groundplan init ../plugin-fees --stdout\n\nBeside it goes .groundplan/config.schema.json, by which editors complete the file. A groundplan.toml that is there is never touched."
    )]
    Init(InitArguments),
    /// Enter `groundplan serve` into an agent's list of MCP servers
    #[command(
        after_help = "Examples:\n  groundplan setup --agent claude --agent vscode\n  groundplan setup --agent codex --user --dry-run\n  groundplan setup --agent cursor --remove\n\nComments, layout and everything else in the file stay as they are; a second run changes nothing."
    )]
    Setup(SetupArguments),
    /// Print a manual page, or write all of them
    #[command(
        after_help = "Examples:\n  groundplan man plan | man -l -\n  groundplan man --dir ~/.local/share/man/man1"
    )]
    Man(ManArguments),
    /// Print a completion script for a shell
    #[command(
        after_help = "Examples:\n  groundplan completions bash > ~/.local/share/bash-completion/completions/groundplan\n  groundplan completions zsh > \"${fpath[1]}/_groundplan\"\n  groundplan completions fish > ~/.config/fish/completions/groundplan.fish\n\nThe script is read by shells that start afterwards."
    )]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Which repository.
#[derive(Debug, Args)]
pub(super) struct Target {
    /// Folder of the repository; a plain folder works too.
    #[arg(default_value = ".", value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// House standard: a built-in one or a folder in .groundplan/templates.
    #[arg(long, env = "GROUNDPLAN_STANDARD", value_name = "NAME")]
    pub standard: Option<String>,
    #[command(flatten)]
    pub(super) scope: Scope,
    #[command(flatten)]
    pub(super) walk: Walk,
}

/// Which commits of it.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Walk {
    /// Count only commits since this day or moment: 2024-01-31 (UTC), 2024-01-31T18:00:00+02:00.
    #[arg(long, help_heading = READING, value_name = "DATE", value_parser = dates::since, allow_hyphen_values = true)]
    pub(super) since: Option<i64>,
    /// Count only commits up to this day, the day included, or moment.
    #[arg(long, help_heading = READING, value_name = "DATE", value_parser = dates::until, allow_hyphen_values = true)]
    pub(super) until: Option<i64>,
    /// Count only the newest N of them, as `git log -n N` lists them.
    #[arg(long, help_heading = READING, value_name = "N")]
    pub(super) max_commits: Option<u32>,
    /// What to read of each commit.
    #[arg(long, help_heading = READING, value_enum, value_name = "DEPTH", default_value_t)]
    pub(super) history: History,
}

/// What to read of each commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum History {
    /// Which paths changed, lines added and deleted, renames.
    #[default]
    Lines,
    /// Which paths changed: much faster.
    Names,
    /// Nothing: do not walk the commits.
    None,
}

impl Walk {
    /// How far the history is walked; `None` for not at all.
    pub(super) fn options(&self) -> Option<history::Options> {
        let depth = match self.history {
            History::Lines => HistoryDepth::Lines,
            History::Names => HistoryDepth::Names,
            History::None => return None,
        };
        let Self { since, until, max_commits, .. } = *self;
        Some(history::Options { depth, limits: history::Limits { since, until, max_commits } })
    }
}

/// Which files of it.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Scope {
    /// Read only files that match; a pattern as in .gitignore, may be repeated.
    #[arg(long, help_heading = READING, value_name = "GLOB")]
    pub(super) include: Vec<String>,
    /// Leave out files that match; a pattern as in .gitignore, may be repeated.
    #[arg(long, help_heading = READING, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// Read submodules as well, each at its recorded commit when a revision is read.
    #[arg(long, help_heading = READING)]
    pub(super) submodules: bool,
}

/// Where a result goes.
#[derive(Debug, Args)]
pub(super) struct Destination {
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<Utf8PathBuf>,
}

/// Which references.
#[derive(Debug, Args)]
pub(super) struct References {
    /// Reference repository; may be repeated. The siblings ../plugin-* with planning documents when absent.
    #[arg(long = "reference", value_name = "DIR")]
    pub references: Vec<Utf8PathBuf>,
}

/// Formats of structured results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For programs.
    #[default]
    Json,
    /// For people.
    Markdown,
}

/// How much is read of each file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Facts {
    /// What files declare: modules, interfaces, types, functions, tests, migrations, manifests; layers and what
    /// tests exercise are known less well.
    Structure,
    /// And what stands in the bodies of functions: routes, configuration, commands, messages; and `OpenAPI`
    /// documents, CI, containers, build targets.
    Bodies,
    /// And who calls whom.
    #[default]
    Calls,
}

impl Analyze {
    /// How much of each file is read, and how.
    pub(super) fn reading(&self) -> Reading {
        let depth = match self.facts {
            Facts::Structure => Depth::Structure,
            Facts::Bodies => Depth::Bodies,
            Facts::Calls => Depth::Calls,
        };
        Reading { depth, full_parse: self.full_parse }
    }
}

/// Arguments of `analyze`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
pub struct Analyze {
    #[command(flatten)]
    pub(super) target: Target,
    /// Analyse this revision instead of the worktree: branch, tag, commit, `HEAD~3`, `@{upstream}`.
    #[arg(long, value_name = "REV")]
    pub(super) rev: Option<String>,
    /// Form of the result.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    /// Do not walk the commits; the same as `--history none`.
    #[arg(long, conflicts_with = "history")]
    pub(super) no_history: bool,
    /// Kinds of facts to read; each holds those before it.
    #[arg(long, value_enum, default_value_t)]
    pub(super) facts: Facts,
    /// Parse every file whole; the facts are the same, and it takes longer.
    #[arg(long)]
    pub(super) full_parse: bool,
    /// Look up in which commit each endpoint, table, interface and test was first seen; takes a while.
    #[arg(long)]
    pub(super) first_seen: bool,
    /// Stay and write the file anew whenever something has changed; Ctrl-C ends it.
    #[arg(long, requires = "output", conflicts_with = "rev")]
    pub(super) watch: bool,
    #[command(flatten)]
    pub(super) destination: Destination,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) references: References,
    /// Form of the result.
    #[arg(long, value_enum, default_value = "markdown")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) destination: Destination,
}

/// The five groups of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Group {
    /// Team and resources.
    Team,
    /// Timeline and priorities.
    Timeline,
    /// Risk.
    Risk,
    /// Quality and testing.
    Quality,
    /// Deployment and operations.
    Operations,
}

/// Arguments of `questions`.
#[derive(Debug, Args)]
pub struct Questions {
    #[command(flatten)]
    pub(super) target: Target,
    #[command(flatten)]
    pub(super) references: References,
    /// Ask the open questions, on the terminal or line by line from standard input.
    #[arg(long, conflicts_with_all = ["format", "output"])]
    pub(super) answer: bool,
    /// Ask also what evidence or people have answered; an empty line leaves it as it is.
    #[arg(long, requires = "answer")]
    pub(super) review: bool,
    /// Only this group.
    #[arg(long, value_enum, value_name = "GROUP")]
    pub(super) group: Option<Group>,
    /// Only questions that nobody and nothing has answered.
    #[arg(long, conflicts_with = "review")]
    pub(super) open: bool,
    /// Form of the list.
    #[arg(long, value_enum, default_value = "markdown")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) destination: Destination,
    #[command(flatten)]
    pub(super) capacity: CapacityArguments,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct DiffArguments {
    /// Older side: branch, tag, commit, `HEAD~3`, `@{upstream}`.
    #[arg(value_name = "REV")]
    pub(super) before: String,
    /// Newer side; the worktree when absent.
    #[arg(value_name = "REV")]
    pub(super) after: Option<String>,
    /// Folder of the repository.
    #[arg(short = 'C', long, default_value = ".", value_name = "PATH")]
    pub(super) path: Utf8PathBuf,
    #[command(flatten)]
    pub(super) scope: Scope,
    /// Form of the result.
    #[arg(long, value_enum, default_value = "markdown")]
    pub(super) format: Format,
    /// Exit with 1 when facts differ, as `git diff --exit-code` does.
    #[arg(long)]
    pub(super) exit_code: bool,
    #[command(flatten)]
    pub(super) destination: Destination,
}

/// Arguments of `retrospect`.
#[derive(Debug, Args)]
pub struct RetrospectArguments {
    /// Repositories to look back on; the one in this folder and its references when absent.
    #[arg(value_name = "REPOSITORY")]
    pub(super) references: Vec<Utf8PathBuf>,
    /// Look back from this revision: branch, tag, commit, `HEAD~3`.
    #[arg(long, value_name = "REV")]
    pub(super) rev: Option<String>,
    /// House standard: a built-in one or a folder in .groundplan/templates.
    #[arg(long, env = "GROUNDPLAN_STANDARD", value_name = "NAME")]
    pub(super) standard: Option<String>,
    /// Form of the result.
    #[arg(long, value_enum, default_value = "markdown")]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) destination: Destination,
}

impl RetrospectArguments {
    /// The repository whose configuration counts: this folder.
    pub(super) fn target(&self) -> Target {
        Target {
            path: ".".into(),
            standard: self.standard.clone(),
            scope: Scope::default(),
            walk: Walk { history: History::None, ..Walk::default() },
        }
    }
}

/// Published schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SchemaName {
    /// Output of `analyze --format json`.
    Analysis,
    /// Output of `plan --format model`.
    Plan,
    /// Output of `plan --format json`.
    ArchitectPlan,
    /// Output of `compare --format json`.
    Comparison,
    /// Output of `diff --format json`.
    Diff,
    /// Output of `check --format json`.
    Check,
    /// Output of `retrospect --format json`.
    Retrospect,
    /// Output of `questions --format json`.
    Questions,
    /// The file of known findings of `check`.
    CheckBaseline,
    /// Output of `status --format json`.
    Status,
    /// The input of `prompt --format json`.
    PromptInput,
    /// Output of `map --format json`.
    Map,
    /// The file answers.toml.
    Answers,
    /// The file groundplan.toml.
    Config,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Output or file that it describes.
    #[arg(value_enum)]
    pub(super) name: SchemaName,
}
