//! What a prompt is filled with: the keys that a planner expects, then facts that can be cited, the gap, the house,
//! what is open, and the task.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::is_default;

/// Schema identifier that every prompt input carries.
pub const PROMPT_INPUT_SCHEMA: &str = "groundplan.prompt-input/1";

/// The input of a prompt, as much of it as the budget has room for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PromptInput {
    /// Always `groundplan.prompt-input/1`.
    pub schema: String,
    /// Languages by lines of code.
    pub language: InputItem,
    /// Frameworks that manifests declare.
    pub framework: InputItem,
    /// Level with the rule that gives it.
    pub complexity: InputItem,
    /// What the product, or the task, is for.
    pub main_objective: InputItem,
    /// What documents ask for in words.
    pub requirements: Vec<InputItem>,
    /// Limits and measurable targets.
    pub constraints: Vec<InputItem>,
    /// What can go wrong.
    pub potential_risks: Vec<InputItem>,
    /// What the code shows, by kind.
    pub facts: Vec<InputSection>,
    /// What is asked for beside what the code shows.
    pub gap: Vec<InputItem>,
    /// What the references have in common.
    pub house_profile: Vec<InputItem>,
    /// What nobody said.
    pub open_questions: Vec<InputItem>,
    /// What the budget had no room for; empty when everything is there.
    #[serde(default, skip_serializing_if = "is_default")]
    pub left_out: Vec<LeftOut>,
    /// What is to be done with all this.
    pub task: String,
}

/// Facts of one kind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputSection {
    /// Kind: `architecture`, `packages`, `code`, `endpoints`, `tables`, …
    pub kind: String,
    /// The facts.
    pub items: Vec<InputItem>,
}

/// A line of the input.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InputItem {
    /// Identifier of a requirement, gap item, risk or question; empty for facts, which are cited.
    #[serde(default, skip_serializing_if = "is_default")]
    pub id: String,
    /// The line.
    pub text: String,
    /// Places that show it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cites: Vec<Citation>,
    /// Lines that belong to it: declarations of a file, evidence of a gap item.
    #[serde(default, skip_serializing_if = "is_default")]
    pub parts: Vec<InputItem>,
}

/// A place with the identifier that it is cited by.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Citation {
    /// `C12`; the same for the same place under every budget.
    pub id: String,
    /// `path:line`; `:line` below a line that is the path; empty where the identifier was explained before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub at: String,
}

/// What a section lacks.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct LeftOut {
    /// Section.
    pub section: String,
    /// Lines that are not there.
    pub items: u32,
    /// Lines that there would be.
    pub of: u32,
}

/// Tables that texts are cut into tokens by.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// The widest known of the present tables.
    #[default]
    O200kBase,
    /// The one before it.
    Cl100kBase,
    /// An older one, for code.
    P50kBase,
    /// The oldest.
    R50kBase,
}

/// Forms of a prompt's input and of a map.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum InputFormat {
    /// Elements with attributes.
    #[default]
    Xml,
    /// Lists.
    Markdown,
    /// Data.
    Json,
}
