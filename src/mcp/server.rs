//! What the server is to a client: its tools, resources and prompts, and the folders that may be read for it.

use std::{sync::Arc, time::Duration};

use camino::Utf8PathBuf;
use rmcp::{
    ErrorData, RoleServer, ServerHandler,
    handler::server::router::tool::ToolRouter,
    model::{
        GetPromptRequestParams, GetPromptResponse, Implementation, ListPromptsResult,
        ListResourceTemplatesResult, ListResourcesResult, PaginatedRequestParams,
        ReadResourceRequestParams, ReadResourceResponse, ServerCapabilities, ServerConfig,
    },
    service::{NotificationContext, RequestContext},
    tool_handler,
};
use tokio::sync::Mutex;

use super::{
    desk::{Desk, Facts, Place},
    prompts, resources,
    roots::{Roots, folder_of},
    work,
};

/// How long a client may take to name its roots.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a client is told about the server.
const INSTRUCTIONS: &str = "Facts about a repository with file and line, what its planning documents ask for, and plans \
that are held against the code. Begin with analyze_repository; before planning, get_gap and list_questions; before \
following a plan, check_plan. Every answer says in `at` for which commit and state it is true; an empty list says in \
`nothing` which zero it is; a long list goes on with `next_cursor`. Questions that are open are for people: ask them, \
do not guess.";

/// Which folders may be read.
#[derive(Clone, Debug)]
pub struct Access {
    /// Those that the command line names.
    pub named: Roots,
    /// Those that count when neither command line nor client names any.
    pub otherwise: Roots,
    /// Whether the client may name more: one that started the server may, one that came over the network may not.
    pub ask_client: bool,
}

/// A server for one client.
#[derive(Clone, Debug)]
pub struct Server {
    desk: Arc<dyn Desk>,
    access: Access,
    /// What the client named, once it was asked.
    client: Arc<Mutex<Option<Vec<Utf8PathBuf>>>>,
    tools: ToolRouter<Self>,
}

impl Server {
    /// A server that answers from `desk`.
    pub fn new(desk: Arc<dyn Desk>, access: Access) -> Self {
        Self { desk, access, client: Arc::default(), tools: Self::tools() }
    }

    pub(super) fn desk(&self) -> Arc<dyn Desk> {
        Arc::clone(&self.desk)
    }

    /// The folders that may be read for the client of a request.
    pub(super) async fn roots(&self, context: &RequestContext<RoleServer>) -> Roots {
        let Access { named, otherwise, ask_client } = &self.access;
        let client = if *ask_client { self.of_client(context).await } else { Vec::new() };
        let known = if client.is_empty() { named.clone() } else { named.with(&client) };
        if !known.folders().is_empty() {
            return known;
        }
        otherwise.clone()
    }

    /// The folders that the client names. They are asked for once, and again when they have changed.
    async fn of_client(&self, context: &RequestContext<RoleServer>) -> Vec<Utf8PathBuf> {
        let has_roots = context.client_capabilities().is_some_and(|able| able.roots.is_some());
        if !has_roots {
            return Vec::new();
        }
        let mut kept = self.client.lock().await;
        if let Some(known) = &*kept {
            return known.clone();
        }
        // A client that says it has roots and does not name them grants none.
        let folders = tokio::time::timeout(PATIENCE, named(context)).await.unwrap_or_default();
        kept.insert(folders).clone()
    }

    /// The repository that a request is about.
    ///
    /// # Errors
    /// When it may not be read.
    pub(super) async fn place(
        &self,
        asked: Option<&str>,
        context: &RequestContext<RoleServer>,
    ) -> Result<Place, ErrorData> {
        self.roots(context).await.place(asked).map_err(|error| work::refused(&error))
    }

    /// The facts about it now.
    ///
    /// # Errors
    /// When it may not or cannot be read, or the client calls the request off.
    pub(super) async fn facts(
        &self,
        asked: Option<&str>,
        context: &RequestContext<RoleServer>,
    ) -> Result<(Place, Arc<Facts>), ErrorData> {
        let place = self.place(asked, context).await?;
        let (desk, of) = (self.desk(), place.clone());
        let facts = work::run(context, move |watch| desk.facts(&of, watch)).await?;
        Ok((place, facts))
    }
}

/// The folders that a client names.
#[expect(deprecated, reason = "clients before 2026-07-28 name their folders in no other way")]
async fn named(context: &RequestContext<RoleServer>) -> Vec<Utf8PathBuf> {
    let Ok(answer) = context.peer.list_roots().await else { return Vec::new() };
    answer.roots.iter().filter_map(|root| folder_of(&root.uri)).collect()
}

#[tool_handler(router = self.tools)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let able = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .enable_prompts()
            .build();
        ServerConfig::new(able)
            .with_server_info(Implementation::new("groundplan", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    async fn on_roots_list_changed(&self, _: NotificationContext<RoleServer>) {
        *self.client.lock().await = None;
    }

    async fn list_resources(
        &self,
        _: Option<PaginatedRequestParams>,
        context: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        Ok(ListResourcesResult::with_all_items(resources::list(&self.roots(&context).await)))
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        Ok(ListResourceTemplatesResult::with_all_items(resources::templates()))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        Ok(resources::read(self, &request.uri, &context).await?.into())
    }

    async fn list_prompts(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListPromptsResult, ErrorData> {
        Ok(ListPromptsResult::with_all_items(prompts::list()))
    }

    async fn get_prompt(
        &self,
        request: GetPromptRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<GetPromptResponse, ErrorData> {
        Ok(prompts::get(self, &request, &context).await?.into())
    }
}
