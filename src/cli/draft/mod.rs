//! A plan by somebody else's program: asked, checked, sent back with what is wrong, until it is clean or no better.

mod checking;
mod folder;
mod interrupt;
mod process;
mod round;
#[cfg(unix)]
#[cfg(test)]
mod tests;

use camino::Utf8Path;
use serde::Serialize;

pub(super) use self::process::Program;
use self::{
    folder::Folder,
    round::{Read, Round},
};
use super::{
    output,
    workspace::{Ground, Workspace},
};
use crate::{
    error::{Error, Result},
    model::{Finding, Severity},
};

/// What is to be drafted, and by whom.
pub(super) struct Task<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) ground: &'a Ground,
    pub(super) prompt: &'a str,
    pub(super) program: Program<'a>,
    pub(super) rounds: u32,
}

/// The plan that came out best.
pub(super) struct Drafted {
    /// Its text.
    pub(super) plan: String,
    /// Findings of severity error that remain.
    pub(super) errors: usize,
}

/// Asks for a plan until it is clean; keeps every round in `keep` or in a new folder for temporary files.
///
/// # Errors
/// When the program does not answer in time, fails or answers nothing; when no answer holds a plan.
pub(super) fn draft(task: &Task<'_>, keep: Option<&Utf8Path>) -> Result<Drafted> {
    let folder = Folder::open(keep, &task.workspace.root)?;
    output::say(format_args!("rounds are kept in {}", folder.path()));
    let rounds = ask(task, &folder)?;
    let best = rounds.iter().filter(|round| round.plan.is_some()).min_by_key(|round| {
        // Of equals the last.
        (round.count(Severity::Error), round.findings.len(), u32::MAX - round.number)
    });
    let Some((best, plan)) = best.and_then(|round| Some((round, round.plan.clone()?))) else {
        let why = rounds.last().and_then(|round| round.findings.first());
        let why = why.map(|finding| format!(": {}", finding.message)).unwrap_or_default();
        return Err(Error::input(format!("no answer holds a plan{why}")).hint(format!(
            "look at the answers in {}; a longer limit on the program's output or another model may help",
            folder.path()
        )));
    };
    let errors = best.count(Severity::Error);
    if !best.findings.is_empty() {
        let place = folder.findings(best.number);
        output::say(format_args!(
            "the plan of round {} has {}; see {place}",
            best.number,
            best.words()
        ));
    }
    Ok(Drafted { plan: plan.trim_end().to_owned() + "\n", errors })
}

/// The rounds, up to the one that needs no other.
fn ask(task: &Task<'_>, folder: &Folder) -> Result<Vec<Round>> {
    let mut rounds: Vec<Round> = Vec::new();
    let mut stuck = 0;
    for number in 1..=task.rounds {
        let prompt = match rounds.last() {
            Some(last) => again(task, last)?,
            None => task.prompt.to_owned(),
        };
        let round = round::run(task, folder, (number, &prompt))?;
        output::say(format_args!("round {number}: {}", round.words()));
        let last = rounds.last();
        let is_repeated = last.is_some_and(|last| last.answer == round.answer);
        let was_cut = |round: &Round| round.read == Read::CutOff;
        let is_cut_twice = was_cut(&round) && last.is_some_and(was_cut);
        let is_better = last.is_none_or(|last| round.findings.len() < last.findings.len());
        stuck = if is_better { 0 } else { stuck + 1 };
        let is_clean = round.is_good() && round.plan.is_some();
        rounds.push(round);
        let stop = match (is_repeated, is_cut_twice, stuck >= 2) {
            (true, _, _) => Some("the answer repeats itself"),
            (_, true, _) => Some("the answer was cut off again"),
            (_, _, true) => Some("two answers in a row did not get better"),
            _ => None,
        };
        if let Some(why) = stop.filter(|_| !is_clean && number < task.rounds) {
            folder.log(&format!("stopped: {why}"))?;
            output::say(format_args!("stopped: {why}"));
        }
        if is_clean || stop.is_some() {
            break;
        }
    }
    Ok(rounds)
}

/// What the program is told about its last answer.
#[derive(Serialize)]
struct Again<'a> {
    prompt: &'a str,
    /// The plan as it was found in the answer; empty where there was none.
    plan: &'a str,
    /// Whether the answer ended early.
    cut_off: bool,
    findings: &'a [Finding],
    more: usize,
}

/// Findings that are told at once: more are not read any better.
const TOLD: usize = 60;

fn again(task: &Task<'_>, last: &Round) -> Result<String> {
    let told = last.findings.len().min(TOLD);
    task.workspace.templates.render(
        "again.j2",
        &Again {
            prompt: task.prompt,
            plan: last.plan.as_deref().unwrap_or_default(),
            cut_off: last.read == Read::CutOff,
            findings: last.findings.get(..told).unwrap_or_default(),
            more: last.findings.len() - told,
        },
    )
}
