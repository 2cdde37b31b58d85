//! A name is not declared where the plan says.

use super::{about, aged_reference::now, relocate::Now};
use crate::{
    check::{
        Example, Found, Inputs, Rule,
        index::{Declared, split},
    },
    model::{Claim, EvidenceClass, FileRecord, RustModule, Severity, Span},
};

pub(in crate::check::rules) const RULE: Rule = Rule {
    id: "grounded.symbol-moved",
    severity: Severity::Warning,
    summary: "a name that stands beside a reference is declared elsewhere",
    explanation: "\
`NAME` (`file:line`) says that the name is there. It is fine when the lines hold the name, or lie in its declaration. \
Where it is declared once elsewhere, `--fix` points there. Functions, methods, types and interfaces of Go and Rust \
are known, constants and variables are not.",
    bad: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `RegisterRoutes` (`internal/adapters/http/in/routes.go:3`).\n",
    },
    good: Example {
        file: "docs/pre-dev/fees/tasks.md",
        text: "# Tasks\n\n## T-001: Routes\n\nExtend `RegisterRoutes` (`internal/adapters/http/in/routes.go:17`).\n",
    },
    find,
};

fn find(inputs: &Inputs<'_>) -> Vec<Found> {
    let open = about::paths(inputs).filter(|claim| !about::settled(inputs, claim));
    open.filter_map(|claim| judged(inputs, claim)).collect()
}

fn judged(inputs: &Inputs<'_>, claim: &Claim) -> Option<Found> {
    let file = misplaced(inputs, claim)?;
    // History knows better where the lines went.
    if matches!(now(inputs, claim), Some((_, Now::Moved(_) | Now::Still))) {
        return None;
    }
    let declared = inputs.index.declared(&claim.symbol);
    let here: Vec<&&Declared> = declared.iter().filter(|one| *one.file == *file).collect();
    let known = if here.is_empty() { declared.iter().collect() } else { here };
    let first = known.first()?;
    let at = |one: &Declared| {
        about::reference(&one.file, Span { end_line: one.lines.line, ..one.lines })
    };
    let message = match known.len() {
        1 => format!("`{}` moved to {}", claim.symbol, at(first)),
        count => format!(
            "`{}` is not at `{}`; it is declared at {count} places",
            claim.symbol,
            written(claim)
        ),
    };
    let fix = (known.len() == 1).then(|| {
        let lines = claim.lines.unwrap_or_default();
        let one = Span { end_line: first.lines.line, ..first.lines };
        let to = if lines.line == lines.end_line { one } else { first.lines };
        let other = (*first.file != *file).then_some(&*first.file);
        about::moved(inputs, claim, other, to)
    });
    Some(Found {
        did_you_mean: known.iter().take(3).map(|one| at(one)).collect(),
        fix: fix.flatten(),
        ..about::found(claim, message)
    })
}

fn written(claim: &Claim) -> String {
    about::reference(&claim.subject, claim.lines.unwrap_or_default())
}

/// The file of a reference whose name is neither on its lines nor declared around them.
pub(super) fn misplaced(inputs: &Inputs<'_>, claim: &Claim) -> Option<String> {
    let lines = claim.lines.filter(|_| !claim.symbol.is_empty())?;
    let file = inputs.index.file(&claim.subject)?;
    if !is_code(inputs, &file) || is_described(inputs, &claim.symbol) {
        return None;
    }
    let (_, last) = split(&claim.symbol);
    let around = inputs.index.declared(&claim.symbol).into_iter().any(|one| {
        *one.file == *file
            && one.lines.line <= lines.end_line + 1
            && lines.line <= one.lines.end_line
    });
    let beside = names_before(inputs, claim);
    // The comment above a declaration belongs to it, and lines point to uses as well. Of several names in front of a
    // place any may be the one that it is of.
    let held = inputs.index.text(&file).is_none_or(|text| {
        let first = usize::try_from(lines.line).unwrap_or(usize::MAX).saturating_sub(2);
        let count = usize::try_from(lines.end_line - lines.line).unwrap_or(0) + 3;
        text.lines().skip(first).take(count).any(|line| {
            line.contains(last) || beside.iter().any(|name| line.contains(name.as_str()))
        })
    });
    (!around && !held).then_some(file)
}

/// Whether names are declared in a file: in prose and settings they are words.
fn is_code(inputs: &Inputs<'_>, file: &str) -> bool {
    let files = &inputs.analysis.files;
    let record = files.iter().find(|record| *record.path == *file);
    let class = record.map_or(EvidenceClass::Document, FileRecord::class);
    !matches!(class, EvidenceClass::Document | EvidenceClass::Configuration)
}

/// Names in code marks that stand shortly in front of a claim.
fn names_before(inputs: &Inputs<'_>, claim: &Claim) -> Vec<String> {
    let at = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let line = inputs.document.text.split('\n').nth(at(claim.place.line)).unwrap_or_default();
    let before: Vec<char> = line.chars().take(at(claim.place.column)).collect();
    let near: String = before.iter().skip(before.len().saturating_sub(FAR)).collect();
    let names = near.split('`').skip(1).step_by(2);
    names.map(|name| split(name).1.to_owned()).filter(|name| name.len() > 2).collect()
}

/// Characters that a name may stand in front of its place.
const FAR: usize = 120;

/// Whether a name is one that no declaration has: a package, a crate, a module, or the handler of a route as the
/// analysis describes it.
fn is_described(inputs: &Inputs<'_>, name: &str) -> bool {
    let analysis = inputs.analysis;
    let plain = |name: &str| name.replace('-', "_");
    let module = |one: &RustModule| {
        // A crate is `package/kind:target`.
        let target = one.crate_name.rsplit(':').next().unwrap_or_default();
        name == one.module || *name == format!("{}::{}", plain(target), one.module)
    };
    analysis.rust_modules.iter().any(module)
        || analysis.modules.iter().any(|one| plain(one.name.as_str()) == plain(name))
        || analysis.packages.iter().any(|one| plain(one.name.as_str()) == plain(name))
        || analysis.routes.iter().any(|route| route.handler.as_str() == name)
}
