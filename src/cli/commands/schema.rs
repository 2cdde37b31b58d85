//! `groundplan schema`.

use schemars::Schema;

use super::json;
use crate::{
    cli::{
        Outcome,
        args::{SchemaArguments, SchemaName},
        config::Config,
        output,
    },
    error::Result,
    model::{
        Analysis, Answers, ArchitectPlan, Baseline, CheckReport, CodeMap, Comparison, Diff, Plan,
        PromptInput, QuestionList, Retrospect, StatusReport,
    },
};

pub(super) fn run(arguments: &SchemaArguments) -> Result<Outcome> {
    output::result(&json(&schema(arguments.name))?)?;
    Ok(Outcome::Clean)
}

fn schema(name: SchemaName) -> Schema {
    match name {
        SchemaName::Analysis => schemars::schema_for!(Analysis),
        SchemaName::Plan => schemars::schema_for!(Plan),
        SchemaName::ArchitectPlan => schemars::schema_for!(ArchitectPlan),
        SchemaName::Diff => schemars::schema_for!(Diff),
        SchemaName::Comparison => schemars::schema_for!(Comparison),
        SchemaName::Check => schemars::schema_for!(CheckReport),
        SchemaName::CheckBaseline => schemars::schema_for!(Baseline),
        SchemaName::Retrospect => schemars::schema_for!(Retrospect),
        SchemaName::Status => schemars::schema_for!(StatusReport),
        SchemaName::Questions => schemars::schema_for!(QuestionList),
        SchemaName::PromptInput => schemars::schema_for!(PromptInput),
        SchemaName::Map => schemars::schema_for!(CodeMap),
        SchemaName::Answers => schemars::schema_for!(Answers),
        SchemaName::Config => of_settings(),
    }
}

/// The schema of `groundplan.toml`.
pub(super) fn of_settings() -> Schema {
    schemars::schema_for!(Config)
}
