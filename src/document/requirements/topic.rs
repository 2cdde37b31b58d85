//! What a section is about, told by its heading or the headings above it.

use crate::{
    document::words,
    model::{Outline, RequirementKind},
};

/// What a section is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Topic {
    #[default]
    Other,
    Functional,
    NonFunctional,
    UserStories,
    Success,
    Constraint,
    OutOfScope,
    Acceptance,
    EdgeCases,
    Integrations,
    Risks,
    Summary,
    Value,
    Schedule,
    Alerts,
    Metadata,
}

impl Topic {
    /// The kind of requirement that stands in such a section.
    pub(super) fn kind(self) -> Option<RequirementKind> {
        match self {
            Self::Functional => Some(RequirementKind::Functional),
            Self::NonFunctional => Some(RequirementKind::NonFunctional),
            Self::UserStories => Some(RequirementKind::UserStory),
            Self::Success => Some(RequirementKind::SuccessCriterion),
            Self::Constraint => Some(RequirementKind::Constraint),
            Self::OutOfScope => Some(RequirementKind::OutOfScope),
            _ => None,
        }
    }

    /// Whether sections below one with this topic share it.
    fn is_inherited(self) -> bool {
        !matches!(self, Self::Summary | Self::Value | Self::Other)
    }
}

/// Where a section stands: its topic, and whether its own heading says so.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standing {
    pub(super) topic: Topic,
    pub(super) own: bool,
    /// Index of the section it stands below.
    pub(super) parent: Option<usize>,
}

/// The standing of every section of `outline`.
pub(super) fn standings(outline: &Outline) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::with_capacity(outline.sections.len());
    let mut open: Vec<(u8, usize)> = Vec::new();
    for (at, section) in outline.sections.iter().enumerate() {
        open.retain(|(level, _)| *level < section.level);
        let parent = open.last().map(|(_, parent)| *parent);
        // A document's title names the document, not the topic of its sections.
        let own = if section.level == 1 { None } else { of(&section.heading) };
        let above = parent.and_then(|parent| standings.get(parent)).map(|above| above.topic);
        let inherited = above.filter(|topic| topic.is_inherited()).unwrap_or_default();
        let topic = own.unwrap_or(inherited);
        standings.push(Standing { topic, own: own.is_some(), parent });
        if section.level > 0 {
            open.push((section.level, at));
        }
    }
    standings
}

/// The topic that a heading names.
pub(super) fn of(heading: &str) -> Option<Topic> {
    let key = words::key(heading);
    // `Goals and non-goals` and `In and out of scope` leave the topic to the sections below.
    let both =
        words::has(&key.replace(" non goals ", " "), "goals") && words::has(&key, "non goals");
    let scopes = words::has_any(&key, &["in and out of scope", "in scope"]);
    if both || scopes || words::has_any(&key, NOT_TOPICS) {
        return None;
    }
    let named = TOPICS.iter().find(|row| {
        words::has_any(&key, row.holds) || row.is.iter().any(|phrase| words::is(&key, phrase))
    });
    let features = || key.ends_with(" features ").then_some(Topic::Functional);
    named.map(|row| row.topic).or_else(features)
}

/// Whether a section or one above it tells how well the product has to do, by its heading.
pub(super) fn is_about_targets(outline: &Outline, section: usize) -> bool {
    let Some(section) = outline.sections.get(section) else { return false };
    let above = section.parents.iter().filter(|parent| **parent != outline.title);
    above.chain([&section.heading]).any(|heading| {
        let key = words::key(heading);
        words::has_any(&key, TARGETS) && !words::has_any(&key, OBSERVATION)
    })
}

/// Words of headings over targets, and of headings over what is only watched.
const TARGETS: &[&str] = &[
    "performance",
    "target",
    "targets",
    "slo",
    "slos",
    "sla",
    "slas",
    "service level",
    "service levels",
    "non functional",
    "nonfunctional",
    "nfr",
    "nfrs",
    "quality attributes",
    "quality requirements",
    "scalability",
    "availability",
    "reliability",
    "latency",
    "throughput",
    "capacity",
    "benchmark",
    "benchmarks",
    "success criteria",
    "success metrics",
    "success measures",
    "success indicators",
    "kpi",
    "kpis",
    "key metrics",
    "nao funcionais",
    "no funcionales",
    "desempenho",
    "rendimiento",
    "disponibilidade",
    "escalabilidade",
    "confiabilidade",
    "metas",
    "criterios de sucesso",
    "metricas de sucesso",
];
const OBSERVATION: &[&str] =
    &["monitoring", "observability", "alerts", "alerting", "test", "tests"];

/// Words that take the topic away from a heading (`Integration tests`, `Future features`).
const NOT_TOPICS: &[&str] = &["test", "tests", "testing", "testes", "future", "traceability"];

/// Phrases for a topic: anywhere in a heading, or the whole heading.
struct Row {
    topic: Topic,
    holds: &'static [&'static str],
    is: &'static [&'static str],
}

/// First match wins.
const TOPICS: &[Row] = &[
    Row {
        topic: Topic::OutOfScope,
        holds: &[
            "out of scope",
            "non goals",
            "nongoals",
            "not in scope",
            "exclusions",
            "wont have",
            "fora de escopo",
            "fora do escopo",
            "nao objetivos",
            "fuera de alcance",
            "not planned",
            "not included",
            "removed requirements",
        ],
        is: &["later", "excluded", "excludes"],
    },
    Row {
        topic: Topic::NonFunctional,
        holds: &[
            "non functional",
            "nonfunctional",
            "nfr",
            "nfrs",
            "quality attributes",
            "quality requirements",
            "nao funcionais",
            "no funcionales",
            "performance requirements",
            "security requirements",
            "reliability requirements",
            "scalability requirements",
            "availability requirements",
            "operational requirements",
            "compliance requirements",
            "observability requirements",
        ],
        is: &[],
    },
    Row {
        topic: Topic::Acceptance,
        holds: &[
            "acceptance",
            "definition of done",
            "criterios de aceitacao",
            "criterios de aceite",
            "criterios de aceptacion",
        ],
        is: &[],
    },
    Row {
        topic: Topic::EdgeCases,
        holds: &["edge cases", "edge case", "casos extremos", "casos limite", "casos de borda"],
        is: &[],
    },
    Row {
        topic: Topic::UserStories,
        holds: &[
            "user stories",
            "user story",
            "historias de usuario",
            "historias do usuario",
            "historias de usuarios",
            "estorias de usuario",
        ],
        is: &[],
    },
    Row {
        topic: Topic::Success,
        holds: &[
            "success criteria",
            "success metrics",
            "success metric",
            "success measures",
            "kpis",
            "success indicators",
            "key performance indicators",
            "criterios de sucesso",
            "metricas de sucesso",
            "metricas de exito",
            "criterios de exito",
        ],
        is: &[],
    },
    Row {
        topic: Topic::Alerts,
        holds: &["alert", "alerts", "alerting", "alertas", "thresholds"],
        is: &[],
    },
    Row {
        topic: Topic::Risks,
        holds: &["risk", "risks", "risco", "riscos", "riesgo", "riesgos"],
        is: &[],
    },
    Row {
        topic: Topic::Integrations,
        holds: &[
            "integration",
            "integrations",
            "integration points",
            "external dependencies",
            "external systems",
            "external services",
            "third party",
            "integracao",
            "integracoes",
            "integraciones",
            "dependencies on",
            "external apis",
        ],
        is: &["dependencies", "dependencias", "technical dependencies", "service dependencies"],
    },
    Row {
        topic: Topic::Constraint,
        holds: &[
            "constraints",
            "constraint",
            "assumptions",
            "limitations",
            "anti criteria",
            "restricoes",
            "premissas",
            "suposicoes",
            "restricciones",
        ],
        is: &[],
    },
    Row {
        topic: Topic::Functional,
        holds: &[
            "functional requirements",
            "functional requirement",
            "requisitos funcionais",
            "requisitos funcionales",
            "functional specifications",
            "functional scope",
            "funcionalidades",
        ],
        is: &[
            "requirements",
            "requisitos",
            "capabilities",
            "core capabilities",
            "core functionality",
            "product requirements",
            "business requirements",
            "requisitos de negocio",
        ],
    },
    Row {
        topic: Topic::Summary,
        holds: &["executive summary", "product overview", "project summary", "visao geral"],
        is: &[
            "overview",
            "summary",
            "purpose",
            "introduction",
            "resumo",
            "resumo executivo",
            "sumario executivo",
            "introducao",
            "proposito",
            "project overview",
            "system overview",
        ],
    },
    Row {
        topic: Topic::Value,
        holds: &[
            "business value",
            "value proposition",
            "problem statement",
            "valor de negocio",
            "proposta de valor",
            "business case",
            "declaracao do problema",
        ],
        is: &[],
    },
    Row {
        topic: Topic::Schedule,
        holds: &[
            "timeline",
            "schedule",
            "roadmap",
            "phase",
            "phases",
            "rollout",
            "milestones",
            "cronograma",
            "fase",
            "fases",
            "effort estimates",
            "time estimates",
        ],
        is: &["estimates", "estimation"],
    },
    Row {
        topic: Topic::Metadata,
        holds: &[
            "metadata",
            "document information",
            "revision history",
            "document history",
            "glossary",
            "glossario",
            "historico de revisoes",
            "references",
            "referencias",
            "appendix",
        ],
        is: &[],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: Option<Topic>) {
        assert_eq!(of(heading), expected, "{heading}");
    }

    #[test]
    fn headings_name_topics() {
        check("Functional Requirements", Some(Topic::Functional));
        check("Non-Functional Requirements", Some(Topic::NonFunctional));
        check("Requisitos Não Funcionais", Some(Topic::NonFunctional));
        check("Non-goals", Some(Topic::OutOfScope));
        check("Goals & non-goals", None);
        check("Core Features", Some(Topic::Functional));
        check("Future features", None);
        check("Integration Testing", None);
        check("Integration Points", Some(Topic::Integrations));
        check("Success Metrics & KPIs", Some(Topic::Success));
        check("Assumptions and Constraints", Some(Topic::Constraint));
        check("Riscos técnicos", Some(Topic::Risks));
        check("Architecture", None);
        check("Estimates and charges", None);
        check("Estimates", Some(Topic::Schedule));
        check("Not planned", Some(Topic::OutOfScope));
        check("Later stages", None);
    }

    #[test]
    fn sections_below_share_the_topic() {
        use Topic::{Functional, Other, Risks, Summary};
        let text = "# Requirements\n## Notes\n## 3. Functional Requirements\n### Rules\n### Risks\n## Overview\n### More\n";
        let outline = crate::document::outline("PRD.md", text);
        let topics: Vec<Topic> =
            standings(&outline).iter().map(|standing| standing.topic).collect();
        assert_eq!(topics, [Other, Other, Functional, Functional, Risks, Summary, Other]);
    }
}
