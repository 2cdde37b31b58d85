//! The file of known findings.

use std::{borrow::Cow, io::ErrorKind as IoKind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::{
    check::{self, ALL, Rule},
    cli::{args::CheckArguments, output, workspace::Workspace},
    error::{Error, ErrorKind, Result},
    model::{BASELINE_SCHEMA, Baseline, CheckReport, KnownFinding},
    render,
};

/// Where it lies unless somebody says otherwise.
const FILE: &str = ".groundplan/check-baseline.json";

/// Where the known findings lie; relative to the folder of the run.
pub(super) fn path(arguments: &CheckArguments, workspace: &Workspace) -> Utf8PathBuf {
    let configured = workspace.config.check.baseline.as_deref().unwrap_or(FILE);
    arguments.baseline.clone().unwrap_or_else(|| workspace.root.join(configured))
}

/// The known findings; none when there is no file and nobody named one.
pub(super) fn load(path: &Utf8Path, arguments: &CheckArguments) -> Result<Baseline> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == IoKind::NotFound => {
            return if arguments.baseline.is_none() || arguments.write_baseline {
                Ok(Baseline { schema: Cow::Borrowed(BASELINE_SCHEMA), findings: Vec::new() })
            } else {
                Err(Error::input(format!("there is no baseline {path}"))
                    .hint("`--write-baseline` writes it"))
            };
        }
        Err(error) => return Err(Error::input(format!("cannot read {path}")).source(error)),
    };
    let way_out = "take it from the last commit, or delete it and run with `--write-baseline`";
    let baseline: Baseline = serde_json::from_str(&text).map_err(|error| {
        Error::input(format!("cannot use {path} as a baseline")).source(error).hint(way_out)
    })?;
    if baseline.schema != BASELINE_SCHEMA {
        let schema = &baseline.schema;
        return Err(Error::input(format!("{path} is of another form: {schema}"))
            .hint(format!("this program reads {BASELINE_SCHEMA}")));
    }
    Ok(baseline)
}

/// What a run can say of known findings.
pub(super) struct Checked<'a> {
    pub(super) rules: &'a [&'static Rule],
    /// Whether all plans of the repository were checked.
    pub(super) whole: bool,
}

impl Checked<'_> {
    /// Marks the known findings of a report and adds what is gone.
    pub(super) fn compare(&self, report: &mut CheckReport, baseline: &Baseline) {
        check::mark_known(&mut report.findings, baseline);
        report.stale =
            check::stale(&report.findings, baseline, &|known| self.is_checked(report, known));
    }

    /// Writes what a report holds as the new baseline and returns it.
    pub(super) fn renew(
        &self,
        report: &CheckReport,
        old: &Baseline,
        path: &Utf8Path,
    ) -> Result<Baseline> {
        let is_checked = |known: &KnownFinding| self.is_checked(report, known);
        let baseline = check::renewed(&report.findings, old, &is_checked);
        let text = render::check_baseline(&baseline).map_err(|error| {
            Error::new(ErrorKind::Output, "cannot write the baseline as JSON").source(error)
        })?;
        output::write(path, &text)?;
        let count = baseline.findings.len();
        output::say(format_args!("wrote {count} known findings to {path}"));
        Ok(baseline)
    }

    /// Whether this run would have found it. A rule that is no more finds nothing.
    fn is_checked(&self, report: &CheckReport, known: &KnownFinding) -> bool {
        let is_file = self.whole || report.documents.iter().any(|one| one.path == known.file);
        let is_gone = !ALL.iter().any(|rule| rule.id == known.rule);
        is_file && (is_gone || self.rules.iter().any(|rule| rule.id == known.rule))
    }
}
