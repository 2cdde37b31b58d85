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
    let (file, symbol) = misplaced(inputs, claim)?;
    // History knows better where the lines went.
    if matches!(now(inputs, claim), Some((_, Now::Moved(_) | Now::Still))) {
        return None;
    }
    let declared = inputs.index.declared(symbol);
    let here: Vec<&&Declared> = declared.iter().filter(|one| *one.file == *file).collect();
    let known = if here.is_empty() { declared.iter().collect() } else { here };
    let first = known.first()?;
    let at = |one: &Declared| {
        about::reference(&one.file, Span { end_line: one.lines.line, ..one.lines })
    };
    let message = match known.len() {
        1 => format!("`{symbol}` moved to {}", at(first)),
        count => {
            let written = about::reference(&claim.subject, claim.lines.unwrap_or_default());
            format!("`{symbol}` is not at `{written}`; it is declared at {count} places")
        }
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

/// The file of a reference and the name that it is of, where none of its names is on its lines or declared around them.
pub(super) fn misplaced<'c>(inputs: &Inputs<'_>, claim: &'c Claim) -> Option<(String, &'c str)> {
    let lines = claim.lines?;
    let symbol = claim.symbols.first()?;
    let file = about::meant(inputs, claim)?;
    if !is_code(inputs, &file) || claim.symbols.iter().any(|name| is_module(inputs, name)) {
        return None;
    }
    let fits = claim.symbols.iter().any(|name| is_there(inputs, (&file, lines), name));
    (!fits).then_some((file, symbol))
}

/// Whether the lines hold the name or lie in its declaration.
fn is_there(inputs: &Inputs<'_>, (file, lines): (&str, Span), name: &str) -> bool {
    let around = inputs.index.declared(name).into_iter().any(|one| {
        *one.file == *file
            && one.lines.line <= lines.end_line + 1
            && lines.line <= one.lines.end_line
    });
    let (_, last) = split(name);
    // The comment above a declaration belongs to it, and lines point to uses as well.
    around
        || inputs.index.text(file).is_none_or(|text| {
            let first = usize::try_from(lines.line).unwrap_or(usize::MAX).saturating_sub(2);
            let count = usize::try_from(lines.end_line - lines.line).unwrap_or(0) + 3;
            text.lines().skip(first).take(count).any(|line| line.contains(last))
        })
}

/// Whether names are declared in a file: in prose and settings they are words.
fn is_code(inputs: &Inputs<'_>, file: &str) -> bool {
    let files = &inputs.analysis.files;
    let record = files.iter().find(|record| *record.path == *file);
    let class = record.map_or(EvidenceClass::Document, FileRecord::class);
    !matches!(class, EvidenceClass::Document | EvidenceClass::Configuration)
}

/// Whether a name is one that no declaration has: a package, a crate, a module.
fn is_module(inputs: &Inputs<'_>, name: &str) -> bool {
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
}
