//! `groundplan check`.

mod excerpts;

use std::{borrow::Cow, io::IsTerminal as _};

use camino::Utf8PathBuf;

use super::{deliver, json};
use crate::{
    check::{self, ALL, Inputs, Rule, Selection, UnknownRule},
    cli::{
        Outcome,
        args::{CheckArguments, CheckFormat},
        caching::Caching,
        config::Config,
        output, plan_files,
        plan_files::{PlanFile, PlanFiles, Wanted},
        workspace::{Ground, Workspace},
    },
    document,
    error::{Error, ErrorKind, Result},
    model::{
        CHECK_SCHEMA, CheckReport, CheckedDocument, FileRecord, Finding, PlanDocument, Severity,
    },
    render::{self, Screen},
};

pub(super) fn run(arguments: &CheckArguments, caching: &Caching) -> Result<Outcome> {
    let run = Run::new(arguments, caching)?;
    let plans = run.plans()?;
    let (report, lines) = run.report(&plans)?;
    for problem in &report.problems {
        let line = if problem.line > 0 { format!(":{}", problem.line) } else { String::new() };
        output::say(format_args!(
            "error: cannot check {}{line}: {}",
            problem.file, problem.message
        ));
    }
    let text = match arguments.format {
        CheckFormat::Json => json(&report)?,
        CheckFormat::Human => {
            let excerpts = excerpts::of(&plans.plans, lines);
            render::check_human(&report, &excerpts, run.screen())
        }
    };
    deliver(&text, &arguments.destination)?;
    run.outcome(&report)
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
}

impl<'a> Run<'a> {
    fn new(arguments: &'a CheckArguments, caching: &Caching) -> Result<Self> {
        let root = root(arguments);
        let workspace = Workspace::open(&arguments.target(root), caching)?;
        let selection = selection(arguments, &workspace.config);
        let rules = selection.rules(ALL).map_err(|name| unknown(&name))?;
        Ok(Self { arguments, workspace, selection, rules })
    }

    fn plans(&self) -> Result<PlanFiles> {
        let Self { arguments, workspace, .. } = self;
        let plans = plan_files::read(
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
        Ok(plans)
    }

    /// Holds the plans against the repository. None of them is evidence for another.
    fn report(&self, plans: &PlanFiles) -> Result<(CheckReport, excerpts::Code)> {
        let Self { arguments, workspace, .. } = self;
        let mut without = workspace.own_files();
        without.extend(
            plans.plans.iter().filter(|plan| plan.is_inside).map(|plan| plan.path.to_string()),
        );
        let snapshot = workspace.snapshot_without(arguments.rev.as_deref(), without)?;
        let mut ground = workspace.ground_in(&snapshot, &arguments.references.references)?;
        add_files(&mut ground, &plans.plans);
        let mut report = CheckReport {
            schema: Cow::Borrowed(CHECK_SCHEMA),
            repo: ground.analysis.repo.clone(),
            documents: Vec::new(),
            findings: Vec::new(),
            stale: Vec::new(),
            problems: plans.problems.clone(),
        };
        for plan in &plans.plans {
            let document = document::plan_document(&plan.path, &plan.text);
            report.findings.extend(self.findings(&document, &ground));
            report.documents.push(described(&document));
        }
        let code = excerpts::code(&snapshot, &report);
        Ok((report, code))
    }

    fn findings(&self, document: &PlanDocument, ground: &Ground) -> Vec<Finding> {
        let inputs = Inputs {
            document,
            analysis: &ground.analysis,
            code: &ground.target.code,
            requirements: &ground.requirements,
            profile: &ground.profile,
            standard: &self.workspace.standard,
        };
        let mut findings = check::check(&inputs, &self.rules);
        self.selection.judge(&mut findings);
        check::fingerprint(&mut findings, &document.text);
        findings
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

fn described(document: &PlanDocument) -> CheckedDocument {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    CheckedDocument {
        path: document.path.to_string(),
        form: document.form,
        items: count(document.work.iter().map(|plan| plan.items.len()).sum()),
        claims: count(document.claims.len()),
    }
}
