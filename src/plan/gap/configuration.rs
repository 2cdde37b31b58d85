//! Configuration keys that the documents ask for beside those that the code reads or declares.

use super::observed;
use crate::{
    model::{EvidenceClass, GapItem, GapKind, Observation, RequiredKey, Setting, State},
    plan::Inputs,
};

pub(super) fn gap(inputs: &Inputs<'_>) -> Vec<GapItem> {
    inputs.requirements.configuration.iter().map(|asked| item(inputs, asked)).collect()
}

fn item(inputs: &Inputs<'_>, asked: &RequiredKey) -> GapItem {
    let settings = inputs.analysis.configuration.iter();
    let found: Vec<&Setting> = settings.filter(|setting| setting.key == asked.key).collect();
    let (state, missing) = judge(asked, &found);
    GapItem {
        id: asked.id.clone(),
        kind: GapKind::Configuration,
        title: format!("key `{}`", asked.key),
        asked: observed(
            &asked.at,
            if asked.summary.is_empty() { &asked.key } else { &asked.summary },
        ),
        state,
        evidence: found.iter().map(|setting| seen(setting)).collect(),
        missing,
    }
}

/// Present takes code that reads the key, and the document's default where both give one.
fn judge(asked: &RequiredKey, found: &[&Setting]) -> (State, Vec<String>) {
    let read: Vec<&&Setting> =
        found.iter().filter(|one| one.at.class == EvidenceClass::Implementation).collect();
    if found.is_empty() {
        return (State::Absent, vec![format!("nothing reads or declares `{}`", asked.key)]);
    }
    if read.is_empty() {
        return (State::Partial, vec!["it is declared, but no shipping code reads it".into()]);
    }
    let other = read
        .iter()
        .filter_map(|one| one.default.as_deref())
        .filter(|own| !is_constant(own))
        .find(|own| asked.default.as_deref().is_some_and(|wanted| plain(wanted) != plain(own)));
    match (other, &asked.default) {
        (Some(own), Some(wanted)) => {
            (State::Partial, vec![format!("its default is `{own}`, asked for is `{wanted}`")])
        }
        _ => (State::Present, Vec::new()),
    }
}

/// Whether a default is the name of a constant, whose value is not known here.
fn is_constant(value: &str) -> bool {
    let is_name =
        value.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.'));
    let inner = value.chars().skip(1).any(char::is_uppercase);
    is_name && inner && value.starts_with(char::is_alphabetic)
}

/// A default without quotes and separators of digits.
fn plain(value: &str) -> String {
    let value = value.trim().trim_matches(['"', '\'', '`']);
    let is_number = value.chars().any(|letter| letter.is_ascii_digit())
        && value.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '_' | ',' | '.'));
    if is_number { value.replace(['_', ','], "") } else { value.to_lowercase() }
}

fn seen(setting: &Setting) -> Observation {
    let default = setting.default.as_deref().filter(|value| !value.is_empty());
    let default = default.map_or_else(String::new, |value| format!(", default `{value}`"));
    observed(&setting.at, format!("`{}` ({}{default})", setting.key, setting.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_the_same_however_they_are_written() {
        assert_eq!(plain("\"All\""), plain("all"));
        assert_eq!(plain("1_048_576"), plain("1,048,576"));
        assert_ne!(plain("0.5"), plain("5"));
        assert_eq!(plain("a,b"), "a,b");
        assert!(is_constant("defaultFailureRatio") && is_constant("limits.MaxSize"));
        assert!(!is_constant("lz4") && !is_constant("0.5") && !is_constant("http://a.example"));
    }
}
