//! Two numbers for one target: the same metric, percentile and subject in two documents, and another value.

use super::{Feature, file_name};
use crate::{
    document::{
        quantity::is_known,
        requirements::{
            findings::{also, cut, finding},
            page::Page,
            targets::{scaled, stated, subject},
        },
        words,
    },
    model::{DocumentFinding, Evidence, Quantity},
};

/// A target in one of the documents.
struct Target<'a> {
    file: &'a str,
    at: Evidence,
    text: String,
    quantity: Quantity,
    subject: Vec<String>,
}

/// Adds the contradictions between the documents of a feature.
pub(super) fn find(feature: &Feature<'_, '_>, found: &mut Vec<DocumentFinding>) {
    let targets: Vec<Target<'_>> = feature.pages.iter().copied().flat_map(targets).collect();
    for (at, one) in targets.iter().enumerate() {
        let later = targets.iter().skip(at + 1).filter(|other| other.file != one.file);
        let mut against = later.filter(|other| contradict(one, other));
        let Some(other) = against.next() else { continue };
        // Where a document repeats the other's number as well, it speaks of two things.
        if repeats(&targets, one, other.file) || repeats(&targets, other, one.file) {
            continue;
        }
        let new = contradiction(one, other);
        // A third document that sides with one of them adds its place.
        match found.iter_mut().find(|known| known.key == new.key) {
            Some(known) => known.also.push(also(&one.at, cut(&one.text, 110))),
            None => found.push(new),
        }
    }
}

fn targets<'a>(page: &'a Page<'_>) -> Vec<Target<'a>> {
    let known = |quantity: &Quantity| is_known(&quantity.metric) || quantity.percentile.is_some();
    let stated = stated(page).into_iter().filter(|stated| known(&stated.quantity));
    let targets = stated.map(|stated| Target {
        file: &page.outline.path,
        at: page.evidence("target", stated.span),
        subject: subject(&stated.text),
        text: stated.text,
        quantity: stated.quantity,
    });
    targets.collect()
}

/// Metrics that a product has once.
const WHOLE: &[&str] = &["availability", "recovery-time", "recovery-point"];

fn contradict(one: &Target<'_>, other: &Target<'_>) -> bool {
    let (a, b) = (&one.quantity, &other.quantity);
    let (x, y) = (scaled(a), scaled(b));
    let comparable = a.metric == b.metric && a.percentile == b.percentile && x.1 == y.1;
    let direction = |quantity: &Quantity| quantity.comparator.chars().next().filter(|c| *c != '=');
    let opposed = direction(a).zip(direction(b)).is_some_and(|(a, b)| a != b);
    let differ = (x.0 - y.0).abs() > 1e-9 * x.0.abs().max(y.0.abs());
    comparable && differ && !opposed && is_one_subject(one, other)
}

/// Whether both speak of one thing: nearly all words that name it are shared.
fn is_one_subject(one: &Target<'_>, other: &Target<'_>) -> bool {
    let (a, b) = (&one.subject, &other.subject);
    let shared = a.iter().filter(|word| b.iter().any(|known| words::alike(known, word))).count();
    if WHOLE.contains(&&*one.quantity.metric) {
        return a.is_empty() || b.is_empty() || shared > 0;
    }
    let (small, large) = (a.len().min(b.len()), a.len().max(b.len()));
    shared > 0 && shared * 3 >= small * 2 && shared * 2 >= large
}

/// Whether the document `file` states `one`'s number for the same thing.
fn repeats(targets: &[Target<'_>], one: &Target<'_>, file: &str) -> bool {
    let (value, unit) = scaled(&one.quantity);
    targets.iter().any(|other| {
        let (known, known_unit) = scaled(&other.quantity);
        other.file == file
            && other.quantity.metric == one.quantity.metric
            && unit == known_unit
            && (known - value).abs() <= 1e-9 * value.abs()
    })
}

fn contradiction(one: &Target<'_>, other: &Target<'_>) -> DocumentFinding {
    let shown = |target: &Target<'_>| {
        format!("{} says “{}”", file_name(target.file), cut(&target.text, 110))
    };
    let percentile = one.quantity.percentile.map(|at| format!(" P{at}")).unwrap_or_default();
    let metric = format!("{}{percentile}", one.quantity.metric);
    let about = one.subject.iter().filter(|word| {
        other.subject.iter().any(|known| words::alike(known, word))
            && !metric.contains(word.as_str())
    });
    let about: Vec<&str> = about.map(String::as_str).collect();
    let of = if about.is_empty() { String::new() } else { format!(" of {}", about.join(" ")) };
    let at = Evidence { rule: "document.contradiction".into(), ..one.at.clone() };
    let text = format!("two numbers for the {metric}{of}: {}; {}", shown(one), shown(other));
    let amount = |quantity: &Quantity| quantity.text.trim().to_owned();
    let question = format!(
        "Which number holds for the {metric}{of}: “{}” ({}) or “{}” ({})?",
        amount(&one.quantity),
        one.at.citation(),
        amount(&other.quantity),
        other.at.citation()
    );
    let mut found = finding(at, text, question, &["NUMBER", &metric, &about.join(" ")]);
    found.also.push(also(&other.at, cut(&other.text, 110)));
    found
}
