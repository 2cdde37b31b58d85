//! One thing that an item names, and what the code shows of it.

use super::{
    Code, ItemPast,
    files::Before,
    mentioned,
    named::{Named, NamedKind, Need},
    symbols::Fact,
};
use crate::model::{Action, BuiltFact, Evidence, Observation, Source};

/// What the code shows of a thing that is named.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sign {
    /// It is there.
    Shown { proof: BuiltFact, strong: bool },
    /// It is there or was changed, and other items name it as well: whose work that was is not known.
    Touched { proof: BuiltFact },
    /// It is not there.
    Missing { what: String, strong: bool },
    /// It was built after the plan and removed again: done for an item that is ticked, not there for any other.
    Undone { proof: BuiltFact, what: String },
    /// No fact has a name, and nobody looked into the text: it may be a constant or a variable.
    Doubtful { what: String },
    /// Nobody can tell which of several things is meant.
    Unclear,
    /// It decides nothing: it was there before, or whether it was is not known.
    Neutral,
}

impl Sign {
    /// The same, and no proof by itself.
    pub(super) fn weak(self) -> Self {
        match self {
            Self::Shown { proof, .. } => Self::Shown { proof, strong: false },
            sign => sign,
        }
    }

    /// What it is for an item that is ticked, or that is not.
    pub(super) fn settled(self, ticked: bool) -> Self {
        match self {
            Self::Undone { proof, .. } if ticked => Self::Touched { proof },
            Self::Undone { what, .. } => missing(what, true),
            sign => sign,
        }
    }

    /// The sign of a thing that other items name, too.
    pub(super) fn shared(self) -> Self {
        match self {
            Self::Shown { proof, .. } => Self::Touched { proof },
            sign => sign,
        }
    }
}

fn shown(seen: Observation, strong: bool) -> Sign {
    Sign::Shown { proof: BuiltFact { seen, first: None }, strong }
}

/// What the code shows of a file; `item` is what is known of the item that names it.
pub(super) fn of_file(
    code: Code<'_>,
    path: &str,
    action: Option<Action>,
    item: Option<&ItemPast>,
) -> Sign {
    let files = code.files;
    if files.is_one_of_many(path) {
        return Sign::Unclear;
    }
    let retold = item.is_some_and(|item| item.born_done);
    let was = if retold { Before::Unknown } else { files.was_there(path) };
    match (action, files.is_there(path)) {
        (Some(Action::Read), _) => Sign::Neutral,
        (Some(Action::Move), true) if files.came_here(path) => there(code, path),
        (Some(Action::Delete | Action::Move), true) => {
            if was == Before::Absent {
                Sign::Neutral
            } else {
                missing(format!("{path} is still there"), true)
            }
        }
        (Some(Action::Delete | Action::Move), false) => gone(code, path),
        (Some(Action::Modify), true) if was == Before::Absent => {
            changed_since_made(code, path, item)
        }
        (Some(Action::Modify), false) => undone(code, path, item)
            .unwrap_or_else(|| missing(format!("{path} is not there"), false)),
        (None, true) => match changed(code, path, was, item) {
            Sign::Missing { .. } => Sign::Neutral,
            sign => sign,
        },
        (Some(Action::Create | Action::Test), true) if was == Before::Unknown => there(code, path),
        (Some(Action::Create), true) => match changed(code, path, was, item) {
            Sign::Missing { .. } => Sign::Neutral,
            sign => sign,
        },
        (Some(Action::Modify | Action::Test), true) => changed(code, path, was, item),
        // Work may have put something else in its place.
        (None, false) if files.was_there(path) == Before::There => Sign::Neutral,
        (None | Some(Action::Create | Action::Test), false) => {
            let built = undone(code, path, None).filter(|_| files.was_there(path) != Before::There);
            built.unwrap_or_else(|| absent(code, path))
        }
    }
}

fn missing(what: String, strong: bool) -> Sign {
    Sign::Missing { what, strong }
}

fn there(code: Code<'_>, path: &str) -> Sign {
    let first = code.files.commits(path).first().map(|(_, one)| one.seen.clone());
    let seen = code.files.show(path, "track.created", format!("{path} is there"));
    Sign::Shown { proof: BuiltFact { seen, first }, strong: true }
}

/// A file that is there: new since the plan, changed since the item, or neither.
fn changed(code: Code<'_>, path: &str, was: Before, item: Option<&ItemPast>) -> Sign {
    match was {
        Before::Absent => there(code, path),
        _ if item.is_some_and(|item| item.born_done) => Sign::Neutral,
        Before::There | Before::Unknown => {
            let commit = code.files.change(path, item);
            let unsaid = code.files.is_changed_unsaid(path);
            if commit.is_none() && !unsaid {
                let unknown = was == Before::Unknown;
                let what = format!("{path} has not been changed");
                return if unknown { Sign::Neutral } else { missing(what, false) };
            }
            let seen = code.files.show(path, "track.changed", format!("{path} was changed"));
            let first = commit.map(|commit| commit.seen.clone());
            Sign::Shown { proof: BuiltFact { seen, first }, strong: false }
        }
    }
}

/// A file to change that other work of the plan made: a commit after the one that made it counts. Where one
/// commit brought everything, nobody can tell.
fn changed_since_made(code: Code<'_>, path: &str, item: Option<&ItemPast>) -> Sign {
    let commits = code.files.commits(path);
    let start = code.files.start(item);
    let Some((_, commit)) = commits.iter().skip(1).find(|(place, _)| *place >= start) else {
        return Sign::Neutral;
    };
    let seen = code.files.show(path, "track.changed", format!("{path} was changed"));
    Sign::Shown { proof: BuiltFact { seen, first: Some(commit.seen.clone()) }, strong: false }
}

/// A file that is to be gone and is.
fn gone(code: Code<'_>, path: &str) -> Sign {
    let removal = code.files.removal(path);
    let is_after = removal.is_some_and(|commit| commit.is_after);
    if !is_after && code.files.was_there(path) != Before::There {
        return Sign::Neutral;
    }
    let seen = code.files.show(path, "track.deleted", format!("{path} is gone"));
    Sign::Shown {
        proof: BuiltFact { seen, first: removal.map(|one| one.seen.clone()) },
        strong: true,
    }
}

/// A file that work since the plan, or since the item, made or changed and that is gone again. What a revert took
/// back is not done.
fn undone(code: Code<'_>, path: &str, item: Option<&ItemPast>) -> Option<Sign> {
    let removal = code.files.removal(path).filter(|commit| commit.is_after)?;
    let is_revert = removal.subject.to_lowercase().starts_with("revert");
    let start = code.files.start(item);
    let mut commits = code.files.commits(path).into_iter();
    let (_, built) = commits.find(|(place, one)| {
        one.is_after && *place >= start && one.seen.commit != removal.seen.commit && !is_revert
    })?;
    let gone = short(&removal.seen.commit);
    let text = format!("{path} was built, and removed since in {gone}");
    let seen = code.files.show(path, "track.removed", text);
    Some(Sign::Undone {
        proof: BuiltFact { seen, first: Some(built.seen.clone()) },
        what: format!("{path} was built in {} and removed in {gone}", short(&built.seen.commit)),
    })
}

/// A file that is not there.
fn absent(code: Code<'_>, path: &str) -> Sign {
    let removal = code.files.removal(path).filter(|commit| commit.is_after);
    let what = match removal {
        Some(commit) => format!("{path} was removed in {}", short(&commit.seen.commit)),
        None => format!("{path} is not there"),
    };
    missing(what, true)
}

/// What the code shows of anything else. `near` says whether a file is one that the item names.
pub(super) fn of_named(
    code: Code<'_>,
    named: &Named,
    retold: bool,
    near: &dyn Fn(&str) -> bool,
) -> Sign {
    if named.kind == NamedKind::Endpoint {
        return of_endpoint(code, named, retold);
    }
    let now = code.now.find(named);
    if now.is_empty() {
        return of_absent(code, named, retold, near);
    }
    let is_sure = !matches!(named.kind, NamedKind::Symbol | NamedKind::Column | NamedKind::Target);
    let was = match code.before.filter(|_| !retold) {
        Some(before) if before.find(named).is_empty() => Before::Absent,
        Some(_) => Before::There,
        None => Before::Unknown,
    };
    match was {
        Before::There if named.need == Need::Gone => {
            missing(format!("{} {} is still there", word(named.kind), named.subject), false)
        }
        Before::There => newly_declared(code, named, &now, near),
        Before::Unknown if !is_sure => Sign::Neutral,
        _ => pick(&now, near).map_or(Sign::Neutral, |fact| shown(observed(fact, named), true)),
    }
}

/// What it says that no fact has a name.
fn of_absent(code: Code<'_>, named: &Named, retold: bool, near: &dyn Fn(&str) -> bool) -> Sign {
    let before = code.before.map(|before| before.find(named)).unwrap_or_default();
    if let Some(fact) = before.first() {
        // What is gone may be what was asked for: `delete X`; else it was replaced.
        let goes = named.need == Need::Gone && !retold;
        return if goes { left(code, fact, named) } else { Sign::Neutral };
    }
    let is_asked = matches!(named.need, Need::Declared | Need::Asked);
    if !is_asked || !is_known_here(code, named) {
        return Sign::Neutral;
    }
    let what = format!("{} {}", word(named.kind), named.subject);
    if mentioned::is_asked(named) {
        of_mention(code, named, (retold, near), what)
    } else {
        missing(what, true)
    }
}

/// What the text of the code says of a name that is no fact: a constant, a variable, a thing of a library.
fn of_mention(
    code: Code<'_>,
    named: &Named,
    (retold, near): (bool, &dyn Fn(&str) -> bool),
    what: String,
) -> Sign {
    let Some(mentions) = &code.past.mentions else { return Sign::Doubtful { what } };
    let name = mentioned::bare(&named.subject);
    let was = mentions.before.contains(name);
    let Some(places) = mentions.now.get(name).filter(|places| !places.is_empty()) else {
        return if was { Sign::Neutral } else { missing(format!("{what} is nowhere"), false) };
    };
    // A method of that name may be another type's.
    if named.need == Need::Declared && name.len() < named.subject.len() {
        return missing(what, false);
    }
    let only = places.first().filter(|_| places.len() == 1);
    match places.iter().find(|(path, _)| near(path)).or(only) {
        Some((path, line)) if !was && !retold && code.before.is_some() => {
            let mut seen = code.files.show(path, "name.mentioned", what);
            (seen.at.line, seen.at.end_line) = (*line, *line);
            shown(seen, false)
        }
        _ => Sign::Neutral,
    }
}

/// A name that is gone, at the place where it was.
fn left(code: Code<'_>, fact: &Fact<'_>, named: &Named) -> Sign {
    let mut seen = observed(fact, named);
    seen.at.rule = "track.deleted".into();
    seen.text = format!("{} is gone", seen.text);
    let removal = code.files.removal(fact.file()).filter(|_| !code.files.is_there(fact.file()));
    let first = removal.map(|commit| commit.seen.clone());
    Sign::Shown { proof: BuiltFact { seen, first }, strong: true }
}

/// Whether a thing that is not there would be of this repository: a qualified name may be a library's, a name that
/// differs in its first letter's case is there under another, and a table is one only where there is a schema.
fn is_known_here(code: Code<'_>, named: &Named) -> bool {
    match named.kind {
        NamedKind::Symbol => {
            let other = other_case(&named.subject);
            let alike = Named { subject: other, ..named.clone() };
            let is_own = named.need == Need::Declared || !named.subject.contains(['.', ':']);
            is_own && code.now.find(&alike).is_empty()
        }
        NamedKind::Table | NamedKind::Column => code.now.has_schema,
        _ => true,
    }
}

/// `NoopEmitter` for `noopEmitter`.
fn other_case(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().unwrap_or_default();
    let first = if first.is_uppercase() {
        first.to_lowercase().next()
    } else {
        first.to_uppercase().next()
    };
    first.into_iter().chain(letters).collect()
}

/// A name that was there before, too: one that is declared in a new file that the item names is another.
fn newly_declared(
    code: Code<'_>,
    named: &Named,
    now: &[&Fact<'_>],
    near: &dyn Fn(&str) -> bool,
) -> Sign {
    let is_new = |fact: &&&Fact<'_>| {
        near(fact.file()) && code.files.was_there(fact.file()) == Before::Absent
    };
    let fact = now.iter().find(is_new).filter(|_| named.kind == NamedKind::Symbol);
    fact.map_or(Sign::Neutral, |fact| shown(observed(fact, named), true))
}

/// The fact that is meant: in a file that the item names, else the only one.
fn pick<'f, 'a>(facts: &[&'f Fact<'a>], near: &dyn Fn(&str) -> bool) -> Option<&'f Fact<'a>> {
    let close = facts.iter().find(|fact| near(fact.file()));
    let first = facts.first()?;
    let sure =
        first.kind != NamedKind::Symbol || facts.iter().all(|fact| fact.file() == first.file());
    close.or_else(|| facts.first().filter(|_| sure)).copied()
}

fn observed(fact: &Fact<'_>, named: &Named) -> Observation {
    let at = fact.place();
    let is_test = matches!(named.kind, NamedKind::Test | NamedKind::Tests);
    let kind = if is_test { NamedKind::Test } else { fact.kind };
    Observation { at, text: format!("{} {}", word(kind), named.subject) }
}

fn of_endpoint(code: Code<'_>, named: &Named, retold: bool) -> Sign {
    let was = code.before.and_then(|before| before.route(&named.subject));
    let Some(route) = code.now.route(&named.subject) else {
        return match was {
            Some(was) if named.need == Need::Gone && !retold => {
                let text = format!("endpoint {} {} is gone", was.method, was.path);
                let at = Evidence { rule: "track.deleted".into(), ..was.at.clone() };
                shown(Observation { at, text }, true)
            }
            // It was replaced by another, or a plan tells of what there was.
            Some(_) => Sign::Neutral,
            None if named.need == Need::Gone || code.now.has_longer(&named.subject) => {
                Sign::Neutral
            }
            None if code.now.has_scoped(&named.subject) => Sign::Neutral,
            None => missing(format!("endpoint {}", named.subject), true),
        };
    };
    if was.is_some() && !retold {
        return Sign::Neutral;
    }
    let text = format!("endpoint {} {}", route.method, route.path);
    shown(Observation { at: route.at.clone(), text }, true)
}

/// Coverage that a criterion asks for (`coverage >= 80 %`) against what CI asks for, and asked for before.
pub(super) fn of_coverage(code: Code<'_>, text: &str, retold: bool) -> Option<Sign> {
    let lower = text.to_lowercase();
    let is_coverage = ["coverage", "cobertura"].iter().any(|word| lower.contains(word));
    let asked = lower.split('%').next().filter(|_| is_coverage && lower.contains('%'))?;
    let number = asked.trim_end().rsplit(|c: char| !(c.is_ascii_digit() || c == '.')).next()?;
    let asked: f64 = number.parse().ok()?;
    let (set, at) = code.now.coverage?;
    let before = code.before.filter(|_| !retold).and_then(|before| before.coverage);
    let text = format!("CI asks for coverage of {set} %");
    Some(if before.is_some_and(|(before, _)| before >= asked) && set >= asked {
        Sign::Neutral
    } else if set >= asked {
        shown(Observation { at: at.clone(), text }, true)
    } else {
        missing(format!("coverage of {asked} %: {text}"), true)
    })
}

/// A commit as the proof of an item, at a file that it changed.
pub(super) fn of_commit(commit: &super::PastCommit, path: &str, record: Option<Source>) -> Sign {
    let source = record.unwrap_or(Source {
        file: path.into(),
        language: crate::model::Name::default(),
        class: crate::model::EvidenceClass::default(),
    });
    let at = source.evidence("track.commit", 1, 1);
    let text = format!("{} changed {path}", short(&commit.seen.commit));
    let proof = BuiltFact { seen: Observation { at, text }, first: Some(commit.seen.clone()) };
    Sign::Shown { proof, strong: true }
}

/// A commit as people write it.
fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

fn word(kind: NamedKind) -> &'static str {
    match kind {
        NamedKind::Endpoint => "endpoint",
        NamedKind::Table => "table",
        NamedKind::Column => "column",
        NamedKind::Interface => "interface",
        NamedKind::Test => "test",
        NamedKind::Tests => "tests",
        NamedKind::Key => "setting",
        NamedKind::Target => "target",
        NamedKind::Job => "CI job",
        NamedKind::Dependency => "dependency",
        NamedKind::Symbol => "name",
    }
}
