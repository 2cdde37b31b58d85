//! The two prompts with the analysis in them.

use rmcp::{
    ErrorData, RoleServer,
    model::{GetPromptRequestParams, GetPromptResult, Prompt, PromptArgument, PromptMessage, Role},
    service::RequestContext,
};

use super::{desk::PromptKind, server::Server, work};

const PROMPTS: [(PromptKind, &str, &str); 2] = [
    (
        PromptKind::Architect,
        "architect",
        "Asks for reasoning and a plan as JSON, with the analysis of the repository in it",
    ),
    (
        PromptKind::Delivery,
        "delivery",
        "Asks for a delivery plan in eight sections, with the analysis of the repository in it",
    ),
];

/// The prompts.
pub(super) fn list() -> Vec<Prompt> {
    let repository = PromptArgument::new("repository")
        .with_description(
            "A folder below a root of the server, or a root's name; the first root when absent",
        )
        .with_required(false);
    let prompt = |(_, name, description): &(PromptKind, &str, &str)| {
        Prompt::new(*name, Some(*description), Some(vec![repository.clone()]))
    };
    PROMPTS.iter().map(prompt).collect()
}

/// A prompt, filled.
///
/// # Errors
/// When there is no such prompt, or its repository may not be read.
pub(super) async fn get(
    server: &Server,
    request: &GetPromptRequestParams,
    context: &RequestContext<RoleServer>,
) -> Result<GetPromptResult, ErrorData> {
    let found = PROMPTS.iter().find(|(_, name, _)| *name == request.name);
    let (kind, _, description) = found.ok_or_else(|| {
        let text =
            format!("there is no prompt `{}`; there are architect and delivery", request.name);
        ErrorData::invalid_params(text, None)
    })?;
    let arguments = request.arguments.as_ref();
    let repository = arguments.and_then(|all| all.get("repository"));
    let repository = match repository {
        None => None,
        Some(value) => Some(value.as_str().ok_or_else(|| {
            ErrorData::invalid_params("repository is the name or path of a folder, as text", None)
        })?),
    };
    let (place, facts) = server.facts(repository, context).await?;
    let (desk, kind) = (server.desk(), *kind);
    let text = work::run(context, move |watch| desk.prompt(&place, kind, watch)).await?;
    let repo = &facts.analysis.repo;
    let commit = repo.commit.as_deref().unwrap_or("a plain folder");
    let dirty = if repo.dirty { ", with changes" } else { "" };
    let message = PromptMessage::new_text(Role::User, text);
    Ok(GetPromptResult::new(vec![message])
        .with_description(format!("{description}: {} at {commit}{dirty}", repo.name)))
}
