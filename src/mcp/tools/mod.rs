//! The tools: each gets facts for the repository that is asked about and cuts its answer into pages.

mod checked;
mod code;
mod input;
mod plan;
mod symbols;

use std::sync::Arc;

use rmcp::{
    ErrorData, Json, RoleServer,
    handler::server::{router::tool::ToolRouter, wrapper::Parameters},
    service::RequestContext,
    tool, tool_router,
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use self::{
    checked::Tracked,
    code::{SchemaItem, Summary},
    input::{
        AnalyzeInput, AnswerInput, CheckInput, CompareInput, EndpointsInput, GapInput, ModuleInput,
        PlanInput, QuestionsInput, SchemaInput, StatusInput, SymbolInput,
    },
    plan::{Answered, Compared, PlanText},
    symbols::{ModuleHead, Symbol},
};
use super::{
    desk::{Facts, Place, PlanSource, Written},
    page::{self, Listed, Listing, Slice},
    server::Server,
    stamp::{self, Stamp},
    work,
};
use crate::model::{Finding, GapItem, OpenQuestion, Route};

type Context = RequestContext<RoleServer>;

/// Answer of `analyze_repository`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct Analyzed {
    /// The summary; absent when facts of one kind are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Summary>,
    /// The facts of that kind.
    #[serde(flatten)]
    facts: Listing<Value>,
}

/// Answer of `get_module`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct ModuleAnswer {
    /// The module.
    module: ModuleHead,
    /// What it declares.
    #[serde(flatten)]
    symbols: Listing<Symbol>,
}

/// Answer of `scaffold_plan`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct PlanAnswer {
    /// Where the plan was written; absent when nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    /// Whether edits of people and the new text contradict each other: the file is then as it was, and the merge lies
    /// beside it with `.conflict` behind the name, for people to settle.
    conflict: bool,
    /// The plan in parts.
    #[serde(flatten)]
    parts: Listing<PlanText>,
}

#[tool_router(vis = "pub(super)")]
impl Server {
    /// What the repository is: languages, architecture, entry points, hotspots, and how much of each kind of fact was
    /// found and read. Start here. With `kind` it lists all facts of that kind with file and line.
    #[tool(annotations(
        title = "Analyze repository",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn analyze_repository(
        &self,
        Parameters(input): Parameters<AnalyzeInput>,
        context: Context,
    ) -> Result<Json<Analyzed>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        if input.kind.is_some() {
            let list = code::kind(&facts, &input)
                .map_err(|wrong| ErrorData::invalid_params(wrong, None))?;
            let facts = paged(&place, &facts, list, (&slice, &input))?;
            return Ok(Json(Analyzed { summary: None, facts: facts.0 }));
        }
        let (_, room) = page::limits(&slice)?;
        let summary = code::summary(&facts, room.saturating_sub(400));
        let facts = paged(&place, &facts, Vec::new().into(), (&slice, &input))?;
        Ok(Json(Analyzed { summary: Some(summary), facts: facts.0 }))
    }

    /// Where a function, method, type, interface or test is declared, what implements it and what calls it. Use it
    /// instead of a text search when you know a name or a part of one.
    #[tool(annotations(
        title = "Find symbol",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn find_symbol(
        &self,
        Parameters(input): Parameters<SymbolInput>,
        context: Context,
    ) -> Result<Json<Listing<Symbol>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        if input.query.trim().is_empty() {
            return Err(ErrorData::invalid_params(
                "query is empty; give a name or part of one",
                None,
            ));
        }
        let list = symbols::find(&facts, &input);
        paged(&place, &facts, list, (&slice, &input))
    }

    /// What a package, Rust module, folder or file declares, its layer, what it imports and what imports it.
    #[tool(annotations(
        title = "Get module",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn get_module(
        &self,
        Parameters(input): Parameters<ModuleInput>,
        context: Context,
    ) -> Result<Json<ModuleAnswer>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        let (module, mut list) = symbols::module(&facts, &input);
        list.beside = page::length(&module);
        let symbols = paged(&place, &facts, list, (&slice, &input))?.0;
        Ok(Json(ModuleAnswer { module, symbols }))
    }

    /// Endpoints that the code registers: HTTP, gRPC, GraphQL, with handler, middleware and place.
    #[tool(annotations(
        title = "List endpoints",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn list_endpoints(
        &self,
        Parameters(input): Parameters<EndpointsInput>,
        context: Context,
    ) -> Result<Json<Listing<Route>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        paged(&place, &facts, code::endpoints(&facts, &input), (&slice, &input))
    }

    /// Tables with columns, indexes and foreign keys as the migrations leave them, enumerated types, and migrations
    /// that are wrong or dangerous.
    #[tool(annotations(
        title = "Get schema",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn get_schema(
        &self,
        Parameters(input): Parameters<SchemaInput>,
        context: Context,
    ) -> Result<Json<Listing<SchemaItem>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        paged(&place, &facts, code::schema(&facts, &input), (&slice, &input))
    }

    /// The repository beside its reference repositories: structure, practices, delivery. Use it to see what the house
    /// does that this repository does not.
    #[tool(annotations(
        title = "Compare with references",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn compare_references(
        &self,
        Parameters(input): Parameters<CompareInput>,
        context: Context,
    ) -> Result<Json<Listing<Compared>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        paged(&place, &facts, plan::compare(&facts, &input), (&slice, &input))
    }

    /// What the planning documents ask for beside what the code shows: present, partial or absent, with evidence. Use
    /// it before planning or building.
    #[tool(annotations(
        title = "Get gap",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn get_gap(
        &self,
        Parameters(input): Parameters<GapInput>,
        context: Context,
    ) -> Result<Json<Listing<GapItem>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        paged(&place, &facts, plan::gap(&facts, &input), (&slice, &input))
    }

    /// An implementation plan made from the gap, as Markdown in parts. Nothing is written unless `write` is true; then
    /// the plan goes to its place below the planning documents, merged with what people wrote there.
    #[tool(annotations(
        title = "Scaffold plan",
        read_only_hint = false,
        destructive_hint = false,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn scaffold_plan(
        &self,
        Parameters(input): Parameters<PlanInput>,
        context: Context,
    ) -> Result<Json<PlanAnswer>, ErrorData> {
        let (input, slice) = input.split();
        page::limits(&slice)?;
        let written = if input.write { Some(self.write(&input, &context).await?) } else { None };
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (desk, of, own) = (self.desk(), place.clone(), Arc::clone(&facts));
        let text = work::run(&context, move |_| desk.plan_text(&of, &own)).await?;
        let list = plan::plan(&facts, &text, &input);
        // Whether the plan was written makes no other list of it.
        let question = ("plan", &input.section);
        let parts = paged(&place, &facts, list, (&slice, &question))?.0;
        let conflict = written.as_ref().is_some_and(|written| written.conflict);
        let written = written.filter(|written| !written.conflict).map(|written| written.path);
        Ok(Json(PlanAnswer { written, conflict, parts }))
    }

    /// What does not hold in a plan: files, symbols, endpoints and tables that the code does not have, and breaches of
    /// the house standard. Use it on every plan before you follow it, your own among them.
    #[tool(annotations(
        title = "Check plan",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn check_plan(
        &self,
        Parameters(input): Parameters<CheckInput>,
        context: Context,
    ) -> Result<Json<Listing<Finding>>, ErrorData> {
        let (input, slice) = input.split();
        let place = self.place(input.repository.as_deref(), &context).await?;
        let plan = PlanSource { path: input.path.clone(), text: input.text.clone() };
        let (desk, of) = (self.desk(), place.clone());
        let report = work::run(&context, move |watch| desk.check(&of, &plan, watch)).await?;
        let state = digest(&report);
        let at = stamp::with(&place, &report.repo, &state);
        cut(at, checked::findings(&report), (&slice, &input))
    }

    /// How much of a plan the code delivers: each item done, partial, not started, or ticked with nothing to show for
    /// it.
    #[tool(annotations(
        title = "Plan status",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn plan_status(
        &self,
        Parameters(input): Parameters<StatusInput>,
        context: Context,
    ) -> Result<Json<Listing<Tracked>>, ErrorData> {
        let (input, slice) = input.split();
        let place = self.place(input.repository.as_deref(), &context).await?;
        let plan = PlanSource { path: input.path.clone(), text: None };
        let (desk, of) = (self.desk(), place.clone());
        let report = work::run(&context, move |watch| desk.status(&of, &plan, watch)).await?;
        let at = stamp::with(&place, &report.repo, &digest(&report));
        cut(at, checked::progress(&report.plans), (&slice, &input))
    }

    /// The planning questions with what evidence or people have answered. What is open must be asked of people.
    #[tool(annotations(
        title = "List questions",
        read_only_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn list_questions(
        &self,
        Parameters(input): Parameters<QuestionsInput>,
        context: Context,
    ) -> Result<Json<Listing<OpenQuestion>>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (input, slice) = input.split();
        paged(&place, &facts, plan::questions(&facts, &input), (&slice, &input))
    }

    /// Keeps what a person answered to a planning question, in answers.toml beside the planning documents. Never
    /// answer for people.
    #[tool(annotations(
        title = "Answer question",
        read_only_hint = false,
        destructive_hint = true,
        idempotent_hint = true,
        open_world_hint = false
    ))]
    async fn answer_question(
        &self,
        Parameters(input): Parameters<AnswerInput>,
        context: Context,
    ) -> Result<Json<Answered>, ErrorData> {
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let (desk, of, asked) = (self.desk(), place.clone(), input.clone());
        let keep = move |_: &_| desk.answer(&of, &facts, (&asked.id, &asked.answer));
        let file = work::run(&context, keep).await?;
        let (place, facts) = self.facts(input.repository.as_deref(), &context).await?;
        let questions = &facts.plan.questions;
        let question = questions.iter().find(|one| one.id == input.id).cloned();
        let question = question.unwrap_or_else(|| OpenQuestion {
            id: input.id.clone(),
            answer: input.answer.clone(),
            source: "person".to_owned(),
            ..OpenQuestion::default()
        });
        let open = questions.iter().filter(|one| one.source.is_empty()).count();
        Ok(Json(Answered { at: stamp::of(&place, &facts), file, question, open }))
    }
}

impl Server {
    /// All tools.
    pub(super) fn tools() -> ToolRouter<Self> {
        Self::tool_router()
    }

    async fn write(&self, input: &PlanInput, context: &Context) -> Result<Written, ErrorData> {
        let place = self.place(input.repository.as_deref(), context).await?;
        let desk = self.desk();
        work::run(context, move |watch| desk.write_plan(&place, watch)).await
    }
}

/// A page of facts.
fn paged<T: Serialize>(
    place: &Place,
    facts: &Facts,
    list: Listed<T>,
    asked: (&Slice, &impl std::hash::Hash),
) -> Result<Json<Listing<T>>, ErrorData> {
    cut(stamp::of(place, facts), list, asked)
}

fn cut<T: Serialize>(
    at: Stamp,
    list: Listed<T>,
    (slice, question): (&Slice, &impl std::hash::Hash),
) -> Result<Json<Listing<T>>, ErrorData> {
    let state = at.state.clone();
    page::page((at, &state), list, slice, question).map(Json)
}

/// Stands for an answer that was made anew: the same text, the same answer.
fn digest(value: &impl Serialize) -> String {
    use std::hash::{DefaultHasher, Hasher as _};
    let mut hasher = DefaultHasher::new();
    hasher.write(&serde_json::to_vec(value).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}
