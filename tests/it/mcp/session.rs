//! A client of the SDK that talks to the program as its child process.

use std::{
    process::Stdio,
    sync::{Arc, Mutex},
    time::Duration,
};

use camino::{Utf8Path, Utf8PathBuf};
#[expect(deprecated, reason = "clients before 2026-07-28 name their folders in no other way")]
use rmcp::model::{ListRootsResult, Root};
use rmcp::{
    ClientHandler, RoleClient, ServiceExt as _,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ClientCapabilities, ClientConfig,
        ClientRequest, Implementation, ProgressNotificationParam, Request,
    },
    service::{NotificationContext, PeerRequestOptions, RequestContext, RunningService},
    transport::TokioChildProcess,
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::environment::TestEnvironment;

/// A client with roots, or without any.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agent {
    roots: Vec<Utf8PathBuf>,
    pub(crate) news: Arc<Mutex<Vec<ProgressNotificationParam>>>,
}

#[expect(deprecated, reason = "clients before 2026-07-28 name their folders in no other way")]
impl ClientHandler for Agent {
    fn get_info(&self) -> ClientConfig {
        let builder = ClientCapabilities::builder();
        let able =
            if self.roots.is_empty() { builder.build() } else { builder.enable_roots().build() };
        ClientConfig::new(able, Implementation::new("agent", "1.0.0"))
    }

    async fn list_roots(
        &self,
        _: RequestContext<RoleClient>,
    ) -> Result<ListRootsResult, rmcp::ErrorData> {
        let root = |root: &Utf8PathBuf| Root::new(format!("file://{root}"));
        Ok(ListRootsResult::new(self.roots.iter().map(root).collect()))
    }

    async fn on_progress(
        &self,
        news: ProgressNotificationParam,
        _: NotificationContext<RoleClient>,
    ) {
        self.news.lock().unwrap().push(news);
    }
}

/// A running server with its client.
pub(crate) struct Session {
    runtime: Runtime,
    pub(crate) service: RunningService<RoleClient, Agent>,
}

impl Session {
    /// Starts `groundplan serve` with these arguments.
    pub(crate) fn start(environment: &TestEnvironment, arguments: &[&str]) -> Self {
        Self::with_roots(environment, arguments, &[])
    }

    pub(crate) fn with_roots(
        environment: &TestEnvironment,
        arguments: &[&str],
        roots: &[&Utf8Path],
    ) -> Self {
        let runtime = Runtime::new().unwrap();
        let mut program = tokio::process::Command::new(assert_cmd::cargo::cargo_bin!("groundplan"));
        program.arg("serve").args(arguments).env_clear().current_dir(environment.path(""));
        program.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        program.env("HOME", environment.path("")).env("GROUNDPLAN_CACHE_DIR", environment.cache());
        let roots = roots.iter().map(|root| (*root).to_owned()).collect();
        let agent = Agent { roots, news: Arc::default() };
        let service = runtime.block_on(async {
            let child =
                TokioChildProcess::builder(program).stderr(Stdio::null()).spawn().unwrap().0;
            agent.serve(child).await.unwrap()
        });
        Self { runtime, service }
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let limited = async { tokio::time::timeout(Duration::from_mins(2), future).await };
        self.runtime.block_on(limited).unwrap()
    }

    /// The whole answer of a tool.
    #[expect(clippy::needless_pass_by_value, reason = "`json!` reads better without a mark")]
    pub(crate) fn call(&self, tool: &str, arguments: Value) -> Result<CallToolResult, String> {
        let request = CallToolRequestParams::new(tool.to_owned());
        let request = request.with_arguments(arguments.as_object().unwrap().clone());
        match self.run(self.service.call_tool_once(request)) {
            Ok(CallToolResponse::Complete(result)) => Ok(result),
            Ok(other) => panic!("{tool}: {other:?}"),
            Err(error) => Err(error.to_string()),
        }
    }

    /// The structured answer of a tool that must succeed.
    #[track_caller]
    pub(crate) fn ask(&self, tool: &str, arguments: Value) -> Value {
        let result = self.call(tool, arguments).unwrap_or_else(|error| panic!("{tool}: {error}"));
        assert_ne!(result.is_error, Some(true), "{tool}: {result:?}");
        result.structured_content.unwrap_or_else(|| panic!("{tool} gives no structured answer"))
    }

    /// Why a tool refuses.
    #[track_caller]
    #[expect(clippy::needless_pass_by_value, reason = "`json!` reads better without a mark")]
    pub(crate) fn refusal(&self, tool: &str, arguments: Value) -> String {
        match self.call(tool, arguments.clone()) {
            Err(error) => error,
            Ok(result) if result.is_error == Some(true) => result
                .content
                .iter()
                .filter_map(|one| one.as_text())
                .map(|one| one.text.clone())
                .collect(),
            Ok(result) => panic!("{tool} {arguments} was answered: {result:?}"),
        }
    }

    /// All items of a list, page by page.
    #[track_caller]
    pub(crate) fn pages(&self, tool: &str, arguments: &Value, limit: u32) -> (Vec<Value>, usize) {
        let (mut items, mut cursor, mut pages) = (Vec::new(), Value::Null, 0);
        loop {
            let mut asked = arguments.clone();
            asked["limit"] = json!(limit);
            asked["cursor"] = cursor;
            let answer = self.ask(tool, asked);
            let page = answer["items"].as_array().unwrap();
            assert!(page.len() <= limit as usize && !page.is_empty(), "{tool}: {answer}");
            items.extend(page.iter().cloned());
            pages += 1;
            match &answer["next_cursor"] {
                Value::Null => {
                    assert_eq!(answer["total"], items.len(), "{tool}");
                    return (items, pages);
                }
                next => cursor = next.clone(),
            }
        }
    }

    /// Begins a call, calls it off once the server says that it reads files, and says how it ended.
    #[expect(clippy::needless_pass_by_value, reason = "`json!` reads better without a mark")]
    pub(crate) fn cancelled(&self, tool: &str, arguments: Value) -> Result<(), String> {
        self.run(async {
            let request = CallToolRequestParams::new(tool.to_owned())
                .with_arguments(arguments.as_object().unwrap().clone());
            let request = ClientRequest::CallToolRequest(Request::new(request));
            let options = PeerRequestOptions::no_options();
            let handle = self.service.send_cancellable_request(request, options).await.unwrap();
            while self.service.service().news.lock().unwrap().is_empty() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            handle.cancel(Some("enough".to_owned())).await.map_err(|error| error.to_string())
        })
    }
}
