//! Models to text: Markdown, JSON, prompts. Every text that leaves the program comes from a template;
//! templates are data, built in or the user's, and load through the same environment.

mod architect;
mod budget;
mod check;
mod contained;
mod export;
mod filters;
mod html;
mod living;
mod map;
mod prompt;
mod report;
mod status;
mod tokens;

use std::borrow::Cow;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;

pub use self::{
    architect::architect,
    check::{
        Excerpts, Screen, check_baseline, check_github, check_human, check_markdown, check_sarif,
    },
    contained::contained,
    export::{Export, export},
    living::{LivingPage, living},
    map::{MapText, map},
    prompt::{Frame, Ground, Manner, PromptText, fill, prompt},
    report::{ReportInputs, ReportPage, report},
    status::status,
    tokens::Tokens,
};
use crate::{
    error::{Error, ErrorKind, Result},
    secrets,
};

/// Name and text of every built-in template.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("plan.j2", include_str!("../../templates/classic/plan.j2")),
    ("tasks.j2", include_str!("../../templates/classic/tasks.j2")),
    ("analysis.j2", include_str!("../../templates/classic/analysis.j2")),
    ("diff.j2", include_str!("../../templates/classic/diff.j2")),
    ("questions.j2", include_str!("../../templates/classic/questions.j2")),
    ("comparison.j2", include_str!("../../templates/classic/comparison.j2")),
    ("retrospect.j2", include_str!("../../templates/classic/retrospect.j2")),
    ("status.j2", include_str!("../../templates/classic/status.j2")),
    ("rules.j2", include_str!("../../templates/classic/rules.j2")),
    ("explain.j2", include_str!("../../templates/classic/explain.j2")),
    ("report.html.j2", include_str!("../../templates/classic/report.html.j2")),
    ("report-parts.html.j2", include_str!("../../templates/classic/report-parts.html.j2")),
    ("report-charts.html.j2", include_str!("../../templates/classic/report-charts.html.j2")),
    ("input.md.j2", include_str!("../../templates/classic/input.md.j2")),
    ("input.xml.j2", include_str!("../../templates/classic/input.xml.j2")),
    ("again.j2", include_str!("../../templates/classic/again.j2")),
    ("map.md.j2", include_str!("../../templates/classic/map.md.j2")),
    ("map.xml.j2", include_str!("../../templates/classic/map.xml.j2")),
    ("prompt-architect.md", include_str!("../../templates/classic/prompt-architect.md")),
    ("prompt-delivery.md", include_str!("../../templates/classic/prompt-delivery.md")),
];

/// How much work one template may do, in instructions; stops a template that never ends.
const FUEL: u64 = 200_000_000;

/// Ending of the templates whose text is HTML.
const HTML: &str = ".html.j2";

/// Compiled templates.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// The built-in templates, with those of `overrides` (name, text) in place of the ones they are
    /// named after.
    ///
    /// # Errors
    /// When a template does not compile: with its name and line.
    pub fn new(overrides: &[(String, String)]) -> Result<Self> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(syntax()?);
        // Everything in a page is escaped; any other template escapes what its own format needs.
        environment.set_auto_escape_callback(|name| {
            if name.ends_with(HTML) { AutoEscape::Html } else { AutoEscape::None }
        });
        environment.set_formatter(html::write);
        environment.set_fuel(Some(FUEL));
        filters::add(&mut environment);
        let mut templates = Self { environment };
        for (name, text) in BUILT_IN.iter().filter(|(name, _)| is_jinja(name)) {
            templates.add(name, (*text).to_owned())?;
        }
        for (name, text) in overrides.iter().filter(|(name, _)| is_jinja(name)) {
            templates.add(name, text.clone())?;
        }
        Ok(templates)
    }

    fn add(&mut self, name: &str, text: String) -> Result<()> {
        self.environment
            .add_template_owned(name.to_owned(), text)
            .map_err(|error| in_template(name, &error))
    }

    /// Renders template `name` with `context`. Neither secrets nor characters that act on a terminal are in the result.
    ///
    /// # Errors
    /// When the template names a variable that is not there or fails otherwise: with its name and line.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String> {
        let template =
            self.environment.get_template(name).map_err(|error| in_template(name, &error))?;
        let text = template.render(Serde(context)).map_err(|error| in_template(name, &error))?;
        Ok(match secrets::safe(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(safe) => safe,
        })
    }

    /// Renders a template of the user, `text` at `path`, with `context`.
    ///
    /// # Errors
    /// As [`Templates::render`], with the path.
    fn render_text(&self, (path, text): (&str, &str), context: &impl Serialize) -> Result<String> {
        let rendered = self.environment.render_named_str(path, text, Serde(context));
        rendered.map_err(|error| in_template(path, &error))
    }
}

/// Tags on lines of their own leave no line behind.
fn syntax() -> Result<SyntaxConfig> {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    syntax.build().map_err(|error| in_template("syntax", &error))
}

/// `.md` templates are prompts in Go notation and are filled, not rendered.
fn is_jinja(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|extension| extension == "j2")
}

fn in_template(name: &str, error: &minijinja::Error) -> Error {
    let place = error.name().unwrap_or(name);
    let line = error.line().map_or(String::new(), |line| format!(":{line}"));
    let detail = error.detail().map_or(String::new(), |detail| format!(": {detail}"));
    Error::new(ErrorKind::Template, format!("template {place}{line}: {}{detail}", error.kind()))
        .hint("templates/README.md in the source lists what each template may use")
}
