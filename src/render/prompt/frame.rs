//! The text around the input: in Go's notation with `{{.Input}}`, or a minijinja template with the whole model.

use serde::Serialize;

use super::{Ground, go};
use crate::{
    error::Result,
    model::{Analysis, HouseProfile, Plan, PromptInput, Requirements},
    render::Templates,
};

/// A template of a prompt.
#[derive(Clone, Debug)]
pub struct Frame {
    path: String,
    text: String,
    notation: Notation,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    Go,
    Jinja,
}

/// What a minijinja template may use.
#[derive(Serialize)]
struct Model<'a> {
    input: &'a str,
    facts: &'a PromptInput,
    analysis: &'a Analysis,
    requirements: &'a Requirements,
    profile: &'a HouseProfile,
    plan: &'a Plan,
}

impl Frame {
    /// The template at `path`: `.j2`, `.jinja` and `.jinja2` are minijinja, everything else is Go's notation.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let is_jinja = matches!(ending.as_deref(), Some("j2" | "jinja" | "jinja2"));
        let notation = if is_jinja { Notation::Jinja } else { Notation::Go };
        Self { path, text: text.into(), notation }
    }

    /// The prompt.
    pub(super) fn filled(
        &self,
        templates: &Templates,
        ground: &Ground<'_>,
        (input, facts): (&str, &PromptInput),
    ) -> Result<String> {
        if self.notation == Notation::Go {
            return go::fill(&self.path, &self.text, input);
        }
        let Ground { analysis, requirements, profile, plan, .. } = *ground;
        let model = Model { input, facts, analysis, requirements, profile, plan };
        templates.render_text((&self.path, &self.text), &model)
    }
}
