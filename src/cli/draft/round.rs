//! One round: the prompt goes out, the answer comes in and is checked; all of it is kept.

use super::{Task, checking, folder::Folder, process};
use crate::{
    document::{self, Answer, Cut},
    error::{Error, Result},
    model::{Finding, Place, Severity},
    secrets,
};

/// What came back.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) number: u32,
    /// The answer as text.
    pub(super) answer: String,
    /// The plan in it.
    pub(super) plan: Option<String>,
    pub(super) read: Read,
    pub(super) findings: Vec<Finding>,
}

/// What was read in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// A plan.
    Plan,
    /// The beginning of one.
    CutOff,
    /// No plan, or none that can be read.
    Nothing,
}

impl Round {
    /// How many findings are at least this bad.
    pub(super) fn count(&self, least: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity >= least).count()
    }

    /// Whether nothing in it is worth another round: notes are for people.
    pub(super) fn is_good(&self) -> bool {
        self.count(Severity::Warning) == 0
    }

    /// Findings by severity, in words.
    pub(super) fn words(&self) -> String {
        let errors = self.count(Severity::Error);
        let warnings = self.count(Severity::Warning) - errors;
        let notes = self.findings.len() - errors - warnings;
        let named = [(errors, "error"), (warnings, "warning"), (notes, "note")];
        let say = |(count, name): (usize, &str)| {
            (count > 0).then(|| format!("{count} {name}{}", if count == 1 { "" } else { "s" }))
        };
        let words: Vec<String> = named.into_iter().filter_map(say).collect();
        if words.is_empty() { "no findings".to_owned() } else { words.join(", ") }
    }
}

/// Runs round `number` with `prompt`.
pub(super) fn run(
    task: &Task<'_>,
    folder: &Folder,
    (number, prompt): (u32, &str),
) -> Result<Round> {
    folder.write(number, "prompt.txt", prompt)?;
    let answer = process::ask(&task.program, prompt).map_err(|error| {
        // What is already kept tells why, as far as anything does.
        let _ = folder.log(&format!("round {number}: {error}"));
        match error.way_out() {
            Some(_) => error,
            None => error.hint(format!("what was asked is kept in {}", folder.path())),
        }
    })?;
    let answer = document::clean(&answer);
    folder.write(number, "answer.txt", &secrets::redact(&answer))?;
    let name = Folder::answer(number);
    let round = read(task, (number, &name), &answer)?;
    folder.write(number, "findings.json", &json(&round.findings)?)?;
    folder.log(&format!("round {number}: {}", round.words()))?;
    Ok(round)
}

fn json(findings: &[Finding]) -> Result<String> {
    let text = serde_json::to_string_pretty(findings);
    let text = text.map_err(|error| Error::input("cannot write the findings").source(error))?;
    Ok(secrets::redact(&text).into_owned() + "\n")
}

fn read(task: &Task<'_>, (number, name): (u32, &str), answer: &str) -> Result<Round> {
    let round =
        |read, plan, findings| Round { number, answer: answer.to_owned(), plan, read, findings };
    let found = |range: std::ops::Range<usize>, form: &str| {
        let text = document::only(answer, &range);
        let findings = checking::findings(task, (form, &text), name);
        Ok::<_, Error>((answer.get(range).map(str::to_owned), findings?))
    };
    Ok(match document::answer(answer) {
        Answer::Empty => {
            return Err(Error::input(format!("round {number}: the program answered nothing"))
                .hint("see whether it reads its standard input and answers on standard output"));
        }
        Answer::Json(range) => {
            let (plan, findings) = found(range.clone(), "plan.json")?;
            match broken(answer, &range, name) {
                Some(finding) => round(Read::Nothing, None, vec![finding]),
                None => round(Read::Plan, plan, findings),
            }
        }
        Answer::Markdown(range) => {
            let (plan, findings) = found(range, "IMPLEMENTATION_PLAN.md")?;
            round(Read::Plan, plan, findings)
        }
        Answer::CutOff(cut) => round(Read::CutOff, None, vec![cut_off(answer, &cut, name)]),
        Answer::Words => round(Read::Nothing, None, vec![no_plan(name)]),
    })
}

/// What is wrong with a JSON text that has all its braces.
fn broken(answer: &str, range: &std::ops::Range<usize>, name: &str) -> Option<Finding> {
    let text = document::only(answer, range);
    let error = serde_json::from_str::<serde::de::IgnoredAny>(&text).err()?;
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    // The place is in the numbers already.
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    Some(Finding {
        place: at(name, number(error.line()), number(error.column())),
        message: format!("the plan is no JSON: {words}"),
        hint: "quote texts, close lists and objects, and leave out comments and commas at the end"
            .to_owned(),
        ..of("draft.not-json")
    })
}

fn cut_off(answer: &str, cut: &Cut, name: &str) -> Finding {
    let before = answer.get(..cut.end).unwrap_or_default();
    let line = secrets::line(answer, cut.end);
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let inside = if cut.in_text { " inside of a text" } else { "" };
    let depth = cut.open.len();
    let open = if depth == 1 {
        "1 bracket is open".to_owned()
    } else {
        format!("{depth} brackets are open")
    };
    Finding {
        place: at(name, line, u32::try_from(column).unwrap_or(u32::MAX)),
        message: format!(
            "the plan ends early{inside}, {open}: the answer was cut off after {} characters, mostly by a limit on its length",
            before.chars().count()
        ),
        hint: "give the whole plan, with less reasoning in front".to_owned(),
        ..of("draft.cut-off")
    }
}

fn no_plan(name: &str) -> Finding {
    Finding {
        place: at(name, 1, 1),
        message: "the answer holds no plan, neither as a JSON object nor as Markdown with headings"
            .to_owned(),
        hint: "give the plan in the form that was asked for".to_owned(),
        ..of("draft.no-plan")
    }
}

fn of(rule: &'static str) -> Finding {
    Finding { rule: rule.into(), severity: Severity::Error, ..Finding::default() }
}

fn at(name: &str, line: u32, column: u32) -> Place {
    let (line, column) = (line.max(1), column.max(1));
    Place { file: name.into(), line, column, end_line: line, end_column: column + 1 }
}
