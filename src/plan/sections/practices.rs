//! Section 4: how the code of this repository is written, tested, reviewed and documented, as it shows.

use super::{Context, level_name, open, said_by};
use crate::model::{
    InterfaceKind, Observation, Share, Statement,
    StatementSource::{Code, Reference},
    TestKind, TestLevel,
};

pub(super) fn code(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let mut statements = architecture(context);
    let shipping: Vec<_> =
        analysis.interfaces.iter().filter(|one| !one.test && !one.generated).collect();
    if let Some(first) = shipping.first() {
        let word = if first.kind == InterfaceKind::Trait { "traits" } else { "interfaces" };
        let text = format!(
            "{} {word} are declared in code that ships, for example `{}`",
            shipping.len(),
            first.name
        );
        statements.push(said_by(Code, "Interfaces", text, &[first.at.citation()]));
    }
    let mut functions: Vec<_> = analysis
        .functions
        .iter()
        .filter(|one| !one.test && !one.generated && ships(&one.at.file))
        .collect();
    functions.sort_by(|a, b| b.complexity.cmp(&a.complexity).then_with(|| a.at.cmp(&b.at)));
    if let Some(first) = functions.first().filter(|first| first.complexity > 0) {
        let text = format!(
            "The most complex of {} functions is `{}` with cyclomatic complexity {}",
            functions.len(),
            first.name,
            first.complexity
        );
        statements.push(said_by(Code, "Complexity", text, &[first.at.citation()]));
    }
    if let Some(first) = analysis.markers.first() {
        let text = format!("{} marks such as {} are open", analysis.markers.len(), first.word);
        statements.push(said_by(Code, "Markers", text, &[first.at.citation()]));
    }
    statements.extend(shared(context, "layer."));
    statements
}

/// Whether a path is none of a folder of tests: steps and helpers there carry no test name.
fn ships(path: &str) -> bool {
    !path
        .split('/')
        .any(|part| matches!(part, "test" | "tests" | "testing" | "testutil" | "testutils"))
}

fn architecture(context: &Context<'_>) -> Vec<Statement> {
    let architecture = &context.inputs.analysis.architecture;
    let cites: Vec<String> =
        architecture.because.iter().map(|reason| reason.at.citation()).collect();
    if cites.is_empty() {
        return Vec::new();
    }
    let texts = |observations: &[Observation]| {
        let texts: Vec<&str> = observations.iter().map(|reason| reason.text.as_str()).collect();
        texts.join("; ")
    };
    let because = format!("{}: {}", architecture.pattern, texts(&architecture.because));
    let mut statements = vec![said_by(Code, "Pattern", because, &cites)];
    if !architecture.against.is_empty() {
        let cites: Vec<String> =
            architecture.against.iter().map(|reason| reason.at.citation()).collect();
        let against = texts(&architecture.against);
        statements.push(said_by(Code, "Against the pattern", against, &cites));
    }
    statements
}

pub(super) fn tests(context: &Context<'_>) -> Vec<Statement> {
    let tests = &context.inputs.analysis.tests;
    let mut statements = Vec::new();
    let levels = [
        TestLevel::Unit,
        TestLevel::Integration,
        TestLevel::E2e,
        TestLevel::Property,
        TestLevel::Chaos,
        TestLevel::Bdd,
    ];
    for level in levels {
        let found: Vec<_> = tests
            .iter()
            .filter(|test| test.level == level && test.kind == TestKind::Test)
            .collect();
        let Some(first) = found.first() else { continue };
        let condition = first
            .build_constraint
            .as_ref()
            .map_or(String::new(), |tag| format!(", built with `{tag}`"));
        let text = format!(
            "{} {} tests{}, for example `{}`{condition}",
            found.len(),
            level_name(level),
            super::made_by(&found),
            first.name
        );
        statements.push(said_by(Code, "Have", text, &[first.at.citation()]));
    }
    if statements.is_empty() {
        statements.push(open("Have", "The repository has no test", "Q-QUALITY-TESTS"));
    }
    statements.extend(shared(context, "tests."));
    statements
}

pub(super) fn git(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let mut statements = Vec::new();
    let mut jobs = analysis.operations.ci.iter();
    if let Some(job) = jobs.next() {
        let names: Vec<&str> =
            std::iter::once(job).chain(jobs).map(|job| job.job.as_str()).collect();
        statements.push(said_by(
            Code,
            "CI",
            format!("Every change runs {}", names.join(", ")),
            &[job.at.citation()],
        ));
    } else {
        statements.push(open("CI", "No pipeline is in the repository", "Q-QUALITY-GATES"));
    }
    statements
}

pub(super) fn documents(context: &Context<'_>) -> Vec<Statement> {
    let analysis = context.inputs.analysis;
    let mut statements: Vec<Statement> = analysis
        .openapi
        .iter()
        .map(|document| {
            let text = format!(
                "OpenAPI {} with {} operations is in the repository",
                document.version,
                document.operations.len()
            );
            said_by(Code, "API", text, &[document.at.citation()])
        })
        .collect();
    statements.extend(shared(context, "document."));
    statements
}

/// What all or most references do, by the beginning of the practice's identifier.
fn shared(context: &Context<'_>, start: &str) -> Vec<Statement> {
    let practices = &context.inputs.profile.practices;
    let wanted =
        practices.iter().filter(|one| one.id.starts_with(start) && one.share <= Share::Most);
    wanted
        .map(|one| {
            let cites: Vec<String> = one.seen.iter().map(|seen| seen.at.citation()).collect();
            said_by(Reference, "House", format!("{} in {}", one.title, one.who.join(", ")), &cites)
        })
        .collect()
}
