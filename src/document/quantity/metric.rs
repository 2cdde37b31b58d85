//! What a number measures, read from the words around it.

use super::unit::{Unit, UnitKind};
use crate::document::words;

/// A metric that is known by name: units it may have, phrases that mean it.
struct Known {
    name: &'static str,
    units: &'static [UnitKind],
    phrases: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known {
        name: "latency",
        units: &[UnitKind::Time],
        phrases: &[
            "latency",
            "latencies",
            "latencia",
            "response time",
            "response times",
            "respond",
            "responds",
            "responde",
            "responder",
            "respond in",
            "tempo de resposta",
            "round trip",
            "answer",
            "answers",
            "delay",
            "tempos de resposta",
            "tiempo de respuesta",
        ],
    },
    Known {
        name: "throughput",
        units: &[UnitKind::Rate, UnitKind::None],
        phrases: &["throughput", "tps", "rps", "vazao", "requests per second"],
    },
    Known {
        name: "availability",
        units: &[UnitKind::Percent],
        phrases: &["uptime", "availability", "available", "disponibilidade", "sla"],
    },
    Known {
        name: "coverage",
        units: &[UnitKind::Percent],
        phrases: &["coverage", "covered", "cobertura", "of statements", "of lines", "of branches"],
    },
    Known {
        name: "error-rate",
        units: &[UnitKind::Percent],
        phrases: &[
            "error rate",
            "error rates",
            "errors",
            "taxa de erro",
            "taxa de erros",
            "failure rate",
            "tasa de error",
        ],
    },
    Known {
        name: "cache-hit-rate",
        units: &[UnitKind::Percent],
        phrases: &["cache hit", "hit rate", "hit ratio", "acerto de cache"],
    },
    Known {
        name: "recovery-time",
        units: &[UnitKind::Time],
        phrases: &["rto", "recovery time", "mttr", "time to recovery", "failover", "recovers"],
    },
    Known { name: "recovery-point", units: &[UnitKind::Time], phrases: &["rpo", "recovery point"] },
    Known {
        name: "retention",
        units: &[UnitKind::Time],
        phrases: &[
            "retention",
            "retain",
            "retained",
            "keep",
            "kept",
            "retencao",
            "retidos",
            "guardados",
        ],
    },
    Known {
        name: "duration",
        units: &[UnitKind::Time],
        phrases: &[
            "duration",
            "takes effect",
            "take effect",
            "complete",
            "completes",
            "completed",
            "finish",
            "finishes",
            "finished",
            "processed",
            "posted",
            "delivered",
            "generated",
            "propagated",
            "propagation",
            "startup",
            "startup time",
            "build time",
            "processing time",
            "time to",
            "duracao",
            "processado",
            "processados",
        ],
    },
    Known { name: "cpu", units: &[UnitKind::Percent], phrases: &["cpu"] },
    Known {
        name: "memory",
        units: &[UnitKind::Percent, UnitKind::Size],
        phrases: &["memory", "memoria", "ram"],
    },
];

/// Whether `metric` is one of the known names.
pub(in crate::document) fn is_known(metric: &str) -> bool {
    KNOWN.iter().any(|known| known.name == metric)
}

/// Whether `metric` counts what a system has to bear.
pub(in crate::document) fn is_load(metric: &str) -> bool {
    const LOADS: &[&str] = &[
        "users",
        "usuarios",
        "connections",
        "conexoes",
        "requests",
        "requisicoes",
        "transactions",
        "transacoes",
        "tenants",
        "clients",
        "clientes",
        "accounts",
        "contas",
        "organizations",
        "records",
        "registros",
        "entities",
        "events",
        "eventos",
        "messages",
        "mensagens",
        "rules",
        "sessions",
        "devices",
    ];
    metric.rsplit(' ').next().is_some_and(|noun| LOADS.contains(&noun))
}

/// The metric of a number with `before` and `after` around it, up to its neighbours; `None` when the
/// number has no unit and nothing says what it counts.
pub(super) fn of(
    before: &str,
    after: &str,
    unit: &Unit<'_>,
    percentile: Option<f64>,
) -> Option<String> {
    let clause_before = before.rsplit([',', '(']).next().unwrap_or_default();
    let clause_before = after_last(clause_before, &[" and ", " e ", " y "]);
    let clause_after = after.split([',', ')', '|', '.']).next().unwrap_or_default();
    let clause_after = before_first(clause_after, &[" and ", " e ", " y "]);
    let known = last_known(clause_before, unit.kind)
        .or_else(|| first_known(clause_after, unit.kind))
        .or_else(|| last_known(before, unit.kind));
    if let Some(name) = known {
        return Some(name.to_owned());
    }
    match unit.kind {
        UnitKind::Rate => Some("throughput".to_owned()),
        UnitKind::Time if percentile.is_some() => Some("latency".to_owned()),
        UnitKind::None => counted(clause_after),
        _ => Some(plain_words(clause_before, before, clause_after)),
    }
}

fn last_known(text: &str, unit: UnitKind) -> Option<&'static str> {
    places(text, unit).max_by_key(|(at, length, _)| (at + length, *length)).map(|found| found.2)
}

fn first_known(text: &str, unit: UnitKind) -> Option<&'static str> {
    places(text, unit).min_by_key(|(at, length, _)| (*at, usize::MAX - length)).map(|found| found.2)
}

/// Places of known metrics that may have `unit`: byte in the folded text, length, name.
fn places(text: &str, unit: UnitKind) -> impl Iterator<Item = (usize, usize, &'static str)> {
    let key = words::key(text);
    let fitting = KNOWN.iter().filter(move |known| known.units.contains(&unit));
    fitting.flat_map(move |known| {
        let found = known.phrases.iter().filter(|phrase| words::has(&key, phrase));
        found
            .filter_map(|phrase| Some((key.rfind(phrase)?, phrase.len(), known.name)))
            .collect::<Vec<_>>()
    })
}

/// What a number without a unit counts: one or two words behind it, the last a plural.
fn counted(after: &str) -> Option<String> {
    let mut nouns = Vec::new();
    for word in after.strip_prefix(' ')?.split(' ').take(3) {
        let folded = words::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        if folded.is_empty() || STOP_WORDS.contains(&&*folded) {
            return None;
        }
        let plural = folded.len() > 3 && folded.ends_with('s');
        nouns.push(folded);
        if plural {
            return Some(nouns.join(" "));
        }
    }
    None
}

/// Words that name nothing, in the languages read.
const STOP_WORDS: &[&str] = &[
    "a", "an", "the", "of", "is", "are", "be", "must", "should", "shall", "will", "to", "for",
    "in", "on", "at", "with", "by", "or", "and", "de", "da", "do", "em", "no", "na", "deve", "ser",
    "com", "o", "os", "as", "que", "para", "por", "e", "than", "this", "that", "from", "it", "its",
    "target",
];

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&&*words::fold(word))
}

/// The last words before the number, else those behind it.
fn plain_words(clause_before: &str, before: &str, after: &str) -> String {
    for text in [clause_before, before] {
        let words = meaningful(text);
        let last = words.iter().skip(words.len().saturating_sub(4));
        let kept: Vec<&str> =
            last.skip_while(|word| is_stop_word(word)).map(String::as_str).collect();
        if !kept.is_empty() {
            return kept.join(" ");
        }
    }
    meaningful(after).into_iter().take(4).collect::<Vec<_>>().join(" ")
}

/// Lower-case words with stop words at both ends removed.
fn meaningful(text: &str) -> Vec<String> {
    let words = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let words: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let names = |word: &String| !is_stop_word(word);
    let first = words.iter().position(names).unwrap_or(words.len());
    let last = words.iter().rposition(names).map_or(first, |last| last + 1);
    words.get(first..last).map(<[String]>::to_vec).unwrap_or_default()
}

fn after_last<'t>(text: &'t str, marks: &[&str]) -> &'t str {
    let cut = marks.iter().filter_map(|mark| text.rfind(mark).map(|at| at + mark.len())).max();
    cut.and_then(|at| text.get(at..)).unwrap_or(text)
}

fn before_first<'t>(text: &'t str, marks: &[&str]) -> &'t str {
    let cut = marks.iter().filter_map(|mark| text.find(mark)).min();
    cut.and_then(|at| text.get(..at)).unwrap_or(text)
}
