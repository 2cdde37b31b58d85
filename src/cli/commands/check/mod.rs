//! `groundplan check`.

mod baseline;
mod changed;
mod excerpts;
mod fix;
mod sources;

use std::{borrow::Cow, io::IsTerminal as _};

use camino::Utf8PathBuf;

use self::baseline::Checked;
use super::{deliver, json};
use crate::{
    check::{self, ALL, Index, Inputs, Rule, Selection, UnknownRule},
    cli::{
        Outcome,
        args::{CheckArguments, CheckFormat},
        caching::Caching,
        config::Config,
        output,
        plan_files::{self, PlanFile, PlanFiles, Wanted},
        watching,
        workspace::{self, Ground, Workspace},
    },
    discover::Snapshot,
    document,
    error::{Error, ErrorKind, Result},
    model::{
        Baseline, CHECK_SCHEMA, CheckReport, CheckedDocument, FileRecord, Finding, PlanDocument,
        Severity,
    },
    render::{self, Screen},
};

pub(super) fn run(arguments: &CheckArguments, caching: &Caching) -> Result<Outcome> {
    if arguments.watch {
        return watching::watch(&|seen| look(arguments, caching, seen));
    }
    let run = Run::new(arguments, caching)?;
    let mut plans = run.plans()?;
    let held = run.hold(&plans)?;
    let mut report = run.report(&plans, &held);
    if arguments.fix {
        if arguments.dry_run {
            return fix::dry_run(&plans, &report);
        }
        if fix::write(&mut plans, &report)? {
            report = run.report(&plans, &held);
        }
    }
    if arguments.write_baseline {
        let baseline = run.checked().renew(&report, &run.baseline, &run.baseline_path)?;
        run.checked().compare(&mut report, &baseline);
    }
    run.deliver(&plans, &held, &report)
}

/// Checks unless everything is as it was when `seen` was written.
fn look(arguments: &CheckArguments, caching: &Caching, seen: &mut Option<Vec<u8>>) -> Result<()> {
    let run = Run::new(arguments, caching)?;
    let plans = run.plans()?;
    let snapshot = run.snapshot(&plans)?;
    let known = run.workspace.identity(&snapshot)?;
    // A file that vanishes between two looks tells nothing; the next look sees it gone.
    let Some(mut key) = known else { return Ok(()) };
    for plan in &plans.plans {
        key.extend(format!("{}\0{}\0", plan.path, plan.text).into_bytes());
    }
    key.extend(format!("{:?}{:?}", run.baseline, run.workspace.config).into_bytes());
    if seen.as_ref() == Some(&key) {
        return Ok(());
    }
    let held = run.hold_in(snapshot, &plans)?;
    let report = run.report(&plans, &held);
    // What it says of one state of the plans is no failure of the watching.
    let delivered = run.deliver(&plans, &held, &report);
    *seen = Some(key);
    delivered.map(drop)
}

/// What does not hold in plans that are at hand and stand in no file, by the rules that groundplan.toml leaves on.
pub(in crate::cli) fn of_documents(
    workspace: &Workspace,
    (snapshot, ground): (&Snapshot, &Ground),
    documents: &[PlanDocument],
) -> Result<Vec<Finding>> {
    let severity = workspace.config.check.severity.iter();
    let selection = Selection {
        severities: severity.map(|(name, level)| (name.clone(), (*level).into())).collect(),
        ..Selection::default()
    };
    let rules = selection.rules(ALL).map_err(|name| unknown(&name))?;
    let index = index(documents, (snapshot, ground), workspace);
    let inputs = |document| inputs(document, (ground, &index), workspace);
    let findings = documents.iter().map(|one| check::judged(&inputs(one), &rules, &selection));
    Ok(findings.flatten().collect())
}

/// What the repository has, with what the program itself wrote (plans cite the answers of people), the texts that the
/// plans point into, and the names in doubt that stand in the code.
fn index(
    documents: &[PlanDocument],
    (snapshot, ground): (&Snapshot, &Ground),
    workspace: &Workspace,
) -> Index {
    let mut index = Index::of(&ground.analysis);
    for file in workspace.own_files() {
        if workspace.root.join(&file).is_file() {
            index.add_file(&file);
        }
    }
    sources::add(&mut index, documents, snapshot);
    let denied = documents
        .iter()
        .flat_map(|document| check::denied(&inputs(document, (ground, &index), workspace)))
        .collect();
    for name in sources::standing(denied, snapshot) {
        index.add_standing(&name);
    }
    index
}

fn inputs<'a>(
    document: &'a PlanDocument,
    (ground, index): (&'a Ground, &'a Index),
    workspace: &'a Workspace,
) -> Inputs<'a> {
    Inputs {
        document,
        analysis: &ground.analysis,
        index,
        code: &ground.target.code,
        requirements: &ground.requirements,
        profile: &ground.profile,
        standard: &workspace.standard,
    }
}

/// Checks plans that are at hand as `groundplan check` without flags does.
#[cfg(feature = "mcp")]
pub(super) fn plans(workspace: Workspace, plans: &PlanFiles) -> Result<CheckReport> {
    use clap::FromArgMatches as _;
    let command = <CheckArguments as clap::Args>::augment_args(clap::Command::new("check"));
    let matches = command.no_binary_name(true).try_get_matches_from([""; 0]);
    let arguments = matches.and_then(|matches| CheckArguments::from_arg_matches(&matches));
    let arguments = arguments.map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot check without arguments").source(error)
    })?;
    let run = Run::within(&arguments, workspace)?;
    Ok(run.report(plans, &run.hold(plans)?))
}

/// A name that is neither a rule nor a topic, as an error.
pub(super) fn unknown(name: &UnknownRule) -> Error {
    let error = Error::new(ErrorKind::Usage, format!("there is no rule `{}`", name.name));
    match name.near.as_slice() {
        [] => error.hint("`groundplan explain` lists the rules"),
        near => error.hint(format!("did you mean `{}`?", near.join("` or `"))),
    }
}

/// What the user asked for, understood.
struct Run<'a> {
    arguments: &'a CheckArguments,
    workspace: Workspace,
    selection: Selection,
    rules: Vec<&'static Rule>,
    baseline: Baseline,
    baseline_path: Utf8PathBuf,
}

/// What the plans are held against.
struct Held {
    snapshot: Snapshot,
    ground: Ground,
}

impl<'a> Run<'a> {
    fn new(arguments: &'a CheckArguments, caching: &Caching) -> Result<Self> {
        let root = root(arguments);
        Self::within(arguments, Workspace::open(&arguments.target(root), caching)?)
    }

    fn within(arguments: &'a CheckArguments, workspace: Workspace) -> Result<Self> {
        let selection = selection(arguments, &workspace.config);
        let rules = selection.rules(ALL).map_err(|name| unknown(&name))?;
        let baseline_path = baseline::path(arguments, &workspace);
        let baseline = baseline::load(&baseline_path, arguments)?;
        Ok(Self { arguments, workspace, selection, rules, baseline, baseline_path })
    }

    fn plans(&self) -> Result<PlanFiles> {
        let Self { arguments, workspace, .. } = self;
        let mut plans = plan_files::read(
            &workspace.root,
            &Wanted {
                files: &arguments.files,
                stdin_name: arguments.stdin_name.as_deref(),
                revision: arguments.rev.as_deref(),
                exclude: &workspace.config.check.exclude,
            },
        )?;
        if plans.plans.is_empty() && plans.problems.is_empty() {
            return Err(Error::input("there is no plan to check")
                .hint("name a plan, or a folder with one: `groundplan check docs/tasks.md`"));
        }
        if let Some(revision) = &arguments.changed {
            changed::since(workspace, revision, &mut plans)?;
        }
        Ok(plans)
    }

    /// The files that are evidence: neither the plans nor what the program writes.
    fn snapshot(&self, plans: &PlanFiles) -> Result<Snapshot> {
        let mut without = self.workspace.own_files();
        let inside = plans.plans.iter().filter(|plan| plan.is_inside);
        without.extend(inside.map(|plan| plan.path.to_string()));
        without.extend(workspace::inside(&self.workspace.root, &self.baseline_path));
        self.workspace.snapshot_without(self.arguments.rev.as_deref(), without)
    }

    fn hold(&self, plans: &PlanFiles) -> Result<Held> {
        self.hold_in(self.snapshot(plans)?, plans)
    }

    fn hold_in(&self, snapshot: Snapshot, plans: &PlanFiles) -> Result<Held> {
        let references = &self.arguments.references.references;
        let mut ground = self.workspace.ground_in(&snapshot, references)?;
        for problem in &ground.profile.skipped {
            output::say(format_args!("warning: {problem}"));
        }
        add_files(&mut ground, &plans.plans);
        Ok(Held { snapshot, ground })
    }

    /// Holds the plans against the repository. None of them is evidence for another.
    fn report(&self, plans: &PlanFiles, held: &Held) -> CheckReport {
        let mut report = CheckReport {
            schema: Cow::Borrowed(CHECK_SCHEMA),
            repo: held.ground.analysis.repo.clone(),
            documents: Vec::new(),
            findings: Vec::new(),
            stale: Vec::new(),
            problems: plans.problems.clone(),
        };
        let texts = plans.plans.iter();
        let documents: Vec<PlanDocument> =
            texts.map(|plan| document::plan_document(&plan.path, &plan.text)).collect();
        let index = index(&documents, (&held.snapshot, &held.ground), &self.workspace);
        for (document, plan) in documents.iter().zip(&plans.plans) {
            report.findings.extend(self.findings(document, &held.ground, &index));
            report.documents.push(described(document, plan));
        }
        self.checked().compare(&mut report, &self.baseline);
        report
    }

    fn checked(&self) -> Checked<'_> {
        Checked { rules: &self.rules, whole: self.arguments.files.is_empty() }
    }

    fn findings(&self, document: &PlanDocument, ground: &Ground, index: &Index) -> Vec<Finding> {
        let inputs = inputs(document, (ground, index), &self.workspace);
        check::judged(&inputs, &self.rules, &self.selection)
    }

    fn deliver(&self, plans: &PlanFiles, held: &Held, report: &CheckReport) -> Result<Outcome> {
        for problem in &report.problems {
            let line = if problem.line > 0 { format!(":{}", problem.line) } else { String::new() };
            let (file, message) = (&problem.file, &problem.message);
            output::say(format_args!("error: cannot check {file}{line}: {message}"));
        }
        let rules = || self.rules.iter().map(|rule| rule.info()).collect::<Vec<_>>();
        let text = match self.arguments.format {
            CheckFormat::Json => json(report)?,
            CheckFormat::Sarif => json(&render::check_sarif(report, &rules()))?,
            CheckFormat::Github => render::check_github(report),
            CheckFormat::Markdown => render::check_markdown(report),
            CheckFormat::Human => {
                let excerpts = excerpts::of(&plans.plans, excerpts::code(&held.snapshot, report));
                render::check_human(report, &excerpts, self.screen())
            }
        };
        deliver(&text, &self.arguments.destination)?;
        self.outcome(report)
    }

    fn screen(&self) -> Screen {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let to_screen = self.arguments.destination.output.is_none();
        if to_screen && !plain && std::io::stdout().is_terminal() {
            Screen::Colours
        } else {
            Screen::Plain
        }
    }

    fn outcome(&self, report: &CheckReport) -> Result<Outcome> {
        if let Some(problem) = report.problems.first() {
            let more = match report.problems.len() {
                1 => String::new(),
                many => format!(" and {} more", many - 1),
            };
            return Err(Error::input(format!("{}{more} was not checked", problem.file)));
        }
        let flag = self.arguments.fail_on.map(Severity::from);
        let least = flag.or(self.workspace.config.check.fail_on).unwrap_or(Severity::Error);
        let fails = |finding: &Finding| finding.counts() && finding.severity >= least;
        let failed = report.findings.iter().any(fails);
        Ok(if failed { Outcome::Findings } else { Outcome::Clean })
    }
}

/// The repository that was named, else the one that the plans lie in.
fn root(arguments: &CheckArguments) -> Utf8PathBuf {
    let named = arguments.repo.clone();
    named.or_else(|| plan_files::repository(&arguments.files)).unwrap_or_else(|| {
        output::say(
            "note: there is no Git repository around the plan; it is held against the files of this folder",
        );
        output::say("  hint: `--repo PATH` names another");
        ".".into()
    })
}

fn selection(arguments: &CheckArguments, config: &Config) -> Selection {
    let severity = config.check.severity.iter();
    Selection {
        only: arguments.rule.clone(),
        without: arguments.no_rule.clone(),
        severities: severity.map(|(name, level)| (name.clone(), (*level).into())).collect(),
    }
}

/// The plans are no evidence, and yet they are there.
fn add_files(ground: &mut Ground, plans: &[PlanFile]) {
    let files = &mut ground.analysis.files;
    for plan in plans.iter().filter(|plan| plan.is_inside) {
        if !files.iter().any(|file| file.path == plan.path) {
            let bytes = u64::try_from(plan.text.len()).unwrap_or(u64::MAX);
            let path = plan.path.clone();
            files.push(FileRecord { path, bytes, ..FileRecord::default() });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
}

fn described(document: &PlanDocument, plan: &PlanFile) -> CheckedDocument {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    CheckedDocument {
        path: document.path.to_string(),
        outside: !plan.is_inside,
        form: document.form,
        items: count(document.work.iter().map(|plan| plan.items.len()).sum()),
        claims: count(document.claims.len()),
    }
}
