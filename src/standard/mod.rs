//! A house standard as data: sections, phases, thresholds, questions. Built-in standards and the user's
//! load through the same function; reading the user's folder is `cli`'s work.

use serde::Deserialize;

use crate::{
    error::{Error, ErrorKind, Result},
    model::{Standard, TaskKind},
};

/// Name and text of every built-in standard.
pub const BUILT_IN: &[(&str, &str)] =
    &[("classic", include_str!("../../templates/classic/standard.toml"))];

/// The built-in standard `name`.
///
/// # Errors
/// When there is none of that name.
pub fn built_in(name: &str) -> Result<Standard> {
    load(&format!("built-in standard {name}"), text_of(name)?)
}

/// Where the files of a plan lie: all that has to be known of a standard where nothing is planned.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Places {
    /// File of the plan.
    pub plan_path: String,
    /// Folder of the planning documents.
    pub docs_dir: String,
    /// Folder of the living form.
    pub living_dir: String,
}

impl From<&Standard> for Places {
    fn from(Standard { plan_path, docs_dir, living_dir, .. }: &Standard) -> Self {
        let [plan_path, docs_dir, living_dir] = [plan_path, docs_dir, living_dir].map(Clone::clone);
        Self { plan_path, docs_dir, living_dir }
    }
}

/// The places of the built-in standard `name`, from what stands in front of its tables: reading all of it takes
/// as long as finding that no file of a repository has changed.
///
/// # Errors
/// When there is none of that name.
pub fn built_in_places(name: &str) -> Result<Places> {
    let text = text_of(name)?;
    let head = text.split_once("\n[").map_or(text, |(head, _)| head);
    toml::from_str(head).or_else(|_| Ok(Places::from(&built_in(name)?)))
}

fn text_of(name: &str) -> Result<&'static str> {
    let found = BUILT_IN.iter().find(|(known, _)| *known == name);
    Ok(found.ok_or_else(|| unknown(name))?.1)
}

/// Reads a standard from the text of a `standard.toml`; `path` is for messages.
///
/// # Errors
/// When the text is no TOML, lacks a field, has an unknown one, or contradicts itself.
pub fn load(path: &str, text: &str) -> Result<Standard> {
    let standard: Standard = toml::from_str(text).map_err(|error| {
        Error::new(ErrorKind::Template, format!("cannot read {path}: {}", first_line(&error)))
            .hint("compare it with templates/classic/standard.toml in the source")
    })?;
    check(path, &standard)?;
    Ok(standard)
}

/// `line L, column C: message` of a TOML error, without its picture of the line.
fn first_line(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let place = text.lines().next().unwrap_or_default().replace("TOML parse error at ", "");
    format!("{place}: {}", error.message())
}

fn check(path: &str, standard: &Standard) -> Result<()> {
    let wrong = |what: String| Err(Error::new(ErrorKind::Template, format!("{path}: {what}")));
    if standard.phases.is_empty() {
        return wrong("has no phases".into());
    }
    for (phase, number) in standard.phases.iter().zip(1..) {
        if phase.number != number {
            return wrong(format!(
                "phase `{}` has number {}, not {number}",
                phase.title, phase.number
            ));
        }
    }
    for kind in TaskKind::ALL {
        if !standard.phases.iter().any(|phase| phase.kinds.contains(&kind)) {
            return wrong(format!("no phase takes tasks of kind {kind:?}"));
        }
        if !standard.estimates.contains_key(&kind) {
            return wrong(format!("no estimate for tasks of kind {kind:?}"));
        }
    }
    Ok(())
}

fn unknown(name: &str) -> Error {
    let known: Vec<&str> = BUILT_IN.iter().map(|(known, _)| *known).collect();
    Error::new(ErrorKind::Usage, format!("there is no standard `{name}`")).hint(format!(
        "built in: {}; or put one at .groundplan/templates/{name}/standard.toml",
        known.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_standard_loads_under_its_own_name() {
        for (name, _) in BUILT_IN {
            let standard = built_in(name).unwrap();
            assert_eq!(standard.name, *name);
            assert_eq!(built_in_places(name).unwrap(), Places::from(&standard));
        }
    }

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        let error = load("mine.toml", text).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_wrong_standard_says_what_and_where() {
        let classic = BUILT_IN[0].1;
        check_error("name = ", "cannot read mine.toml: line 1");
        check_error(&classic.replace("docs_dir", "doc_dir"), "unknown field `doc_dir`");
        check_error(&classic.replace("number = 2", "number = 5"), "has number 5, not 2");
        check_error(&classic.replace(", \"performance\"]", "]"), "Performance");
    }
}
