//! The keys that a planner expects first: language, framework, complexity, objective, requirements, constraints,
//! risks. Each from facts or documents; what neither says is said to be unsaid.

use super::{
    Ground,
    lines::{Line, Lines, Source, brief, quoted},
    worth,
};
use crate::model::{
    Analysis, Dependency, Integration, Priority, Requirement, RequirementKind, Role, State,
};

/// A key with one value, which is always shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub(super) text: String,
    pub(super) sources: Vec<Source>,
}

/// Words of a requirement that are shown; most have fewer.
const WORDS: usize = 60;

pub(super) fn language(analysis: &Analysis) -> Said {
    let all: u32 = analysis.languages.iter().map(|one| one.lines.code).sum();
    let code = |lines: u32| f64::from(lines) * 100.0 / f64::from(all.max(1));
    let shares = analysis.languages.iter().filter(|one| code(one.lines.code) >= 1.0);
    let shares = shares.take(4).map(|one| format!("{} {:.0} %", one.name, code(one.lines.code)));
    let shares = shares.collect::<Vec<_>>().join(", ");
    if shares.is_empty() {
        return Said {
            text: "not said: no file is in a language that is known".into(),
            ..Said::default()
        };
    }
    let versions: Vec<_> =
        analysis.modules.iter().filter(|one| one.language_version.is_some()).take(2).collect();
    let asked = versions.iter().map(|one| {
        let version = one.language_version.as_deref().unwrap_or_default();
        format!(
            "; {} asks for {version}",
            quoted(if one.name.is_empty() { &one.kind } else { &one.name })
        )
    });
    Said {
        text: format!("{shares} of the lines of code{}", asked.collect::<String>()),
        sources: versions.iter().map(|one| Source::from(&one.at)).collect(),
    }
}

/// Roles of a dependency that shape all code around it.
const SHAPING: [Role; 4] = [Role::WebFramework, Role::Rpc, Role::Runtime, Role::Cli];

pub(super) fn framework(analysis: &Analysis) -> Said {
    let mut found: Vec<&Dependency> = Vec::new();
    for role in SHAPING {
        let fits = |one: &&Dependency| one.direct && !one.dev && one.role == role;
        for one in analysis.dependencies.iter().filter(fits) {
            if !found.iter().any(|known| known.name == one.name) {
                found.push(one);
            }
        }
    }
    found.truncate(6);
    if found.is_empty() {
        let text = "not said: no manifest declares a framework that is known";
        return Said { text: text.into(), ..Said::default() };
    }
    let names = found.iter().map(|one| quoted(format!("{} {}", one.name, one.version).trim()));
    Said {
        text: names.collect::<Vec<_>>().join(", "),
        sources: found.iter().map(|one| Source::from(&one.at)).collect(),
    }
}

/// What makes work hard: one point from the first bound, two from the second.
const MEASURES: [(&str, usize, usize); 5] = [
    ("lines of code", 10_000, 100_000),
    ("endpoints", 20, 100),
    ("tables", 10, 40),
    ("kinds of outside systems", 3, 8),
    ("open gap items", 10, 40),
];
/// Languages that hold text or data.
const NO_CODE: [&str; 8] = ["markdown", "json", "yaml", "toml", "xml", "html", "css", "text"];
/// Points from which it is medium and high.
const LEVELS: (usize, usize) = (3, 6);

/// The level, what it rests on, and the rule: nobody has to believe it.
pub(super) fn complexity(ground: &Ground<'_>) -> Said {
    let measured = MEASURES.iter().zip(counts(ground));
    let (mut points, mut parts) = (0, Vec::new());
    for ((name, one, two), count) in measured {
        let own = usize::from(count >= *one) + usize::from(count >= *two);
        points += own;
        parts.push(format!("{count} {name} ({own})"));
    }
    let level = match points {
        high if high >= LEVELS.1 => "high",
        medium if medium >= LEVELS.0 => "medium",
        _ => "low",
    };
    let bounds = MEASURES.map(|(name, one, two)| format!("{one} / {two} {name}")).join(", ");
    let text = format!(
        "{level}: {points} of {} points, {}. Rule: a point from the first bound, two from the second: {bounds}; medium from {} points, high from {}",
        MEASURES.len() * 2,
        parts.join(", "),
        LEVELS.0,
        LEVELS.1
    );
    Said { text, ..Said::default() }
}

fn counts(ground: &Ground<'_>) -> [usize; 5] {
    let analysis = ground.analysis;
    let code = analysis.languages.iter().filter(|one| !NO_CODE.contains(&one.name.as_str()));
    let code: u32 = code.map(|one| one.lines.code).sum();
    let mut systems: Vec<&str> =
        analysis.integrations.iter().map(|one: &Integration| one.kind.as_str()).collect();
    systems.sort_unstable();
    systems.dedup();
    [
        usize::try_from(code).unwrap_or(usize::MAX),
        analysis.routes.iter().filter(|one| one.protocol == "http").count(),
        analysis.migrations.sets.iter().map(|set| set.schema.tables.len()).sum(),
        systems.len(),
        ground.plan.gap.iter().filter(|item| item.state != State::Present).count(),
    ]
}

pub(super) fn objective(ground: &Ground<'_>) -> Said {
    if let Some(summary) = &ground.requirements.summary {
        return Said { text: quoted(&summary.text), sources: vec![Source::from(summary)] };
    }
    if ground.focus.is_empty() {
        let text = "not said: no document states what it is for";
        return Said { text: text.into(), ..Said::default() };
    }
    Said {
        text: format!("{} (the focus that was asked for)", quoted(&ground.focus.join("; "))),
        ..Said::default()
    }
}

/// Requirements, constraints and risks.
pub(super) fn lists(ground: &Ground<'_>, lines: &mut Lines) {
    let items = &ground.requirements.items;
    let is_limit = |item: &&Requirement| item.kind == RequirementKind::Constraint;
    for (rank, item) in items.iter().filter(|item| !is_limit(item)).enumerate() {
        lines.add(requirement("requirements", rank, item));
    }
    for (rank, item) in items.iter().filter(is_limit).enumerate() {
        lines.add(requirement("constraints", rank, item));
    }
    for (rank, target) in ground.plan.targets.iter().enumerate() {
        lines.add(Line {
            section: "constraints",
            id: target.id.clone(),
            text: format!("target: {} ({})", quoted(&target.title), brief(&target.text, WORDS / 2)),
            sources: vec![Source::of(&target.cite)],
            value: worth(35.0, rank, 20.0),
            ..Line::default()
        });
    }
    for (rank, risk) in ground.plan.risks.iter().enumerate() {
        let mitigation = brief(&risk.mitigation, WORDS / 2);
        let mitigation =
            if mitigation.is_empty() { mitigation } else { format!("; against it: {mitigation}") };
        lines.add(Line {
            section: "potential_risks",
            id: risk.id.clone(),
            text: format!(
                "{}, probability {}, impact {}: {}{mitigation}",
                risk.category,
                quoted(&risk.probability),
                quoted(&risk.impact),
                brief(&risk.text, WORDS)
            ),
            sources: risk.cites.iter().take(3).map(|cite| Source::of(cite)).collect(),
            value: worth(35.0, rank, 15.0),
            ..Line::default()
        });
    }
}

fn requirement(section: &'static str, rank: usize, item: &Requirement) -> Line {
    let priority = match item.priority {
        Priority::Must => ", must",
        Priority::Should => ", should",
        Priority::Could => ", could",
        Priority::Wont => ", not this time",
        Priority::Unknown => "",
    };
    let factor = if item.priority == Priority::Must { 1.5 } else { 1.0 };
    Line {
        section,
        id: item.id.clone(),
        text: format!("{}{priority}: {}", kind(item.kind), brief(&item.text, WORDS)),
        sources: vec![Source::from(&item.at)],
        value: factor * worth(50.0, rank, 30.0),
        ..Line::default()
    }
}

fn kind(kind: RequirementKind) -> &'static str {
    match kind {
        RequirementKind::Functional => "functional",
        RequirementKind::NonFunctional => "non-functional",
        RequirementKind::UserStory => "user story",
        RequirementKind::SuccessCriterion => "success criterion",
        RequirementKind::Constraint => "constraint",
        RequirementKind::OutOfScope => "out of scope",
    }
}
