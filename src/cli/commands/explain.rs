//! `groundplan explain`.

use std::collections::BTreeMap;

use super::check::unknown;
use crate::{
    check::{self, ALL, Rule},
    cli::{Outcome, args::ExplainArguments, output},
    error::Result,
    model::RuleInfo,
    render::Templates,
};

pub(super) fn run(arguments: &ExplainArguments) -> Result<Outcome> {
    let templates = Templates::new(&[])?;
    let page = |rules: Vec<RuleInfo>| BTreeMap::from([("rules", rules)]);
    let text = match &arguments.name {
        None => {
            templates.render("rules.j2", &page(ALL.iter().map(|rule| rule.info()).collect()))?
        }
        Some(name) => templates.render("explain.j2", &page(named(name)?))?,
    };
    output::result(&text).map(|()| Outcome::Clean)
}

/// The rule, or the rules of the topic, that is called `name`.
fn named(name: &str) -> Result<Vec<RuleInfo>> {
    let is_named = |rule: &&&'static Rule| check::covers(name, rule.id);
    let found: Vec<RuleInfo> = ALL.iter().filter(is_named).map(|rule| rule.info()).collect();
    if found.is_empty() {
        return Err(unknown(&check::UnknownRule {
            name: name.to_owned(),
            near: check::near(name, ALL),
        }));
    }
    Ok(found)
}
