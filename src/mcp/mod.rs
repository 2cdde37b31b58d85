//! The program as a server of the Model Context Protocol: agents ask for facts, gaps and plans, and get pages of typed
//! answers that say for which moment they are true.
//!
//! It knows models and the [`Desk`] that opens repositories for it, and nothing else of the program. Standard output
//! belongs to the protocol.

mod desk;
mod http;
mod page;
mod prompts;
mod resources;
mod roots;
mod server;
mod stamp;
mod tools;
mod work;

use std::sync::Arc;

use rmcp::ServiceExt as _;
use tokio::runtime::{Builder, Runtime};

pub use self::{
    desk::{Desk, Facts, Place, PlanSource, PromptKind, Watch, Written},
    http::Address,
    roots::Roots,
    server::{Access, Server},
};
use crate::error::{Error, ErrorKind, Result};

/// Serves one client on standard input and output until it goes.
///
/// # Errors
/// When the client does not speak the protocol.
pub fn serve_stdio(desk: Arc<dyn Desk>, access: Access) -> Result<()> {
    let runtime = runtime()?;
    let done = runtime.block_on(async {
        let failed = |error: &dyn std::fmt::Display| {
            Error::input(format!("the client on standard input is no MCP client: {error}"))
                .hint("this command is started by an agent; `groundplan setup` enters it there")
        };
        let running = Server::new(desk, access)
            .serve(rmcp::transport::stdio())
            .await
            .map_err(|error| failed(&error))?;
        running.waiting().await.map(drop).map_err(|error| failed(&error))
    });
    // Work that nobody waits for any more is not waited for.
    runtime.shutdown_background();
    done
}

/// Serves any number of clients over HTTP on this machine until the process ends; tells `started` where.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve_http(
    desk: Arc<dyn Desk>,
    access: Access,
    address: &Address,
    started: impl FnOnce(&str),
) -> Result<()> {
    runtime()?.block_on(http::serve(desk, access, address, started))
}

fn runtime() -> Result<Runtime> {
    Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot start the threads of the server").source(error)
    })
}
