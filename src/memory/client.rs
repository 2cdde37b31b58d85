//! A memory server as its client sees it: a child process or an address, asked with patience that ends.

use std::{process::Stdio, time::Duration};

use rmcp::{
    RoleClient, ServiceError, ServiceExt as _,
    model::{
        CallToolRequestParams, CallToolResponse, CallToolResult, ClientConfig, Implementation,
    },
    service::RunningService,
    transport::{
        StreamableHttpClientTransport, TokioChildProcess,
        streamable_http_client::StreamableHttpClientTransportConfig,
    },
};
use serde_json::Value;

use super::{
    dialect::{Call, Offer},
    http::Plain,
    words,
};
use crate::error::{Error, Result};

/// Where a memory server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Server {
    /// A program that speaks on its standard input and output.
    Command(String),
    /// An address.
    Http(String),
}

impl Server {
    /// The text that names it.
    pub fn name(&self) -> &str {
        match self {
            Self::Command(name) | Self::Http(name) => name,
        }
    }

    /// The same, unless it is an address that cannot be used.
    ///
    /// # Errors
    /// When it is no `http://` URL.
    pub fn usable(self) -> Result<Self> {
        if let Self::Http(url) = &self {
            Plain::new(url)?;
        }
        Ok(self)
    }
}

/// A server that has said that it is there.
pub(super) struct Client {
    service: RunningService<RoleClient, ClientConfig>,
    patience: Duration,
    name: String,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// The server has done it; with what it said.
    Done(String),
    /// The server has not done it, and says why.
    Refused(String),
    /// Nobody knows whether it has been done.
    Unknown(String),
}

impl Client {
    /// Connects to a server.
    ///
    /// # Errors
    /// When it cannot be started or reached, does not speak the protocol, or takes too long.
    pub(super) async fn connect(server: &Server, patience: Duration) -> Result<Self> {
        let name = server.name().to_owned();
        let failed = |why: String| {
            Error::input(format!("the memory server `{name}` does not answer: {why}"))
                .hint("what was to be stored is kept and sent by the next run")
        };
        let me = Implementation::new("groundplan", env!("CARGO_PKG_VERSION"));
        let me = ClientConfig::new(rmcp::model::ClientCapabilities::default(), me);
        let service = match server {
            Server::Command(command) => {
                let child = child(command).map_err(|why| failed(why.to_string()))?;
                tokio::time::timeout(patience, me.serve(child)).await
            }
            Server::Http(url) => {
                let client = Plain::new(url)?;
                let mut config = StreamableHttpClientTransportConfig::with_uri(url.as_str());
                // A call that may have arrived is not repeated behind our back.
                config.reinit_on_expired_session = false;
                let transport = StreamableHttpClientTransport::with_client(client, config);
                tokio::time::timeout(patience, me.serve(transport)).await
            }
        };
        match service {
            Ok(Ok(service)) => Ok(Self { service, patience, name }),
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(_) => Err(failed(format!("nothing came within {} s", patience.as_secs()))),
        }
    }

    /// The tools that it offers.
    ///
    /// # Errors
    /// When it does not say, or takes too long.
    pub(super) async fn offers(&self) -> Result<Vec<Offer>> {
        let failed = |why: String| {
            Error::input(format!(
                "the memory server `{}` does not list its tools: {why}",
                self.name
            ))
            .hint("what was to be stored is kept and sent by the next run")
        };
        match tokio::time::timeout(self.patience, self.service.list_all_tools()).await {
            Ok(Ok(tools)) => {
                let offer = |tool: rmcp::model::Tool| Offer {
                    name: tool.name.into_owned(),
                    schema: (*tool.input_schema).clone(),
                };
                Ok(tools.into_iter().map(offer).collect())
            }
            Ok(Err(error)) => Err(failed(error.to_string())),
            Err(_) => Err(failed(format!("nothing came within {} s", self.patience.as_secs()))),
        }
    }

    /// Calls a tool.
    pub(super) async fn call(&self, call: Call) -> Called {
        let request = CallToolRequestParams::new(call.tool).with_arguments(call.arguments);
        match tokio::time::timeout(self.patience, self.service.call_tool_once(request)).await {
            Err(_) => Called::Unknown(format!("nothing came within {} s", self.patience.as_secs())),
            Ok(Ok(CallToolResponse::Complete(result))) => judged(&result),
            Ok(Ok(_)) => Called::Unknown("the server wants to be asked again".to_owned()),
            Ok(Err(ServiceError::McpError(error))) => Called::Refused(error.message.into_owned()),
            Ok(Err(error)) => Called::Unknown(error.to_string()),
        }
    }

    /// Ends the connection, and the child process with it.
    pub(super) async fn close(self) {
        let _ = tokio::time::timeout(self.patience, self.service.cancel()).await;
    }
}

/// A child process; what it says on standard error is for people.
fn child(command: &str) -> Result<TokioChildProcess> {
    let mut words = words::split(command)?.into_iter();
    let Some(program) = words.next() else {
        return Err(Error::input("the command of the memory server is empty")
            .hint("write it as you would start it: --server 'npx -y some-memory-server'"));
    };
    let mut process = tokio::process::Command::new(&program);
    // A server that hangs must not outlive this process.
    process.args(words).kill_on_drop(true);
    let (child, _) = TokioChildProcess::builder(process)
        .stderr(Stdio::inherit())
        .spawn()
        .map_err(|error| Error::input(format!("cannot start {program}: {error}")))?;
    Ok(child)
}

/// What an answer says: a server may also report a failure in words that only look like success.
fn judged(result: &CallToolResult) -> Called {
    let texts = result.content.iter().filter_map(|one| one.as_text().map(|text| text.text.clone()));
    let text = texts.collect::<Vec<_>>().join("\n");
    let own = || serde_json::from_str::<Value>(&text).ok();
    let value = result.structured_content.clone().or_else(own).unwrap_or_default();
    let status = value.get("status").and_then(Value::as_str).unwrap_or_default();
    let has_failed = value.get("success") == Some(&Value::Bool(false))
        || ["error", "failed", "failure"].contains(&status.to_lowercase().as_str());
    let said = if text.is_empty() { value.to_string() } else { text };
    if result.is_error == Some(true) || has_failed {
        Called::Refused(said)
    } else {
        Called::Done(said)
    }
}
