//! The outcome of planning in a memory server, so that the next session knows it.
//!
//! Entries wait in the [`Outbox`] until a server has taken them. Each carries an identifier made of its content. Before
//! one is sent, the outbox notes that it may have arrived; once the server has answered, what was sent is noted. When
//! something breaks off in between, the server is asked for the identifier first, as far as it can be searched; only
//! what it does not know is sent again, with the same identifier.

mod client;
mod dialect;
mod entries;
mod http;
mod outbox;
mod words;

use std::time::Duration;

use self::client::{Called, Client};
pub use self::{
    client::Server,
    dialect::{Call, Dialect, Object, Offer},
    entries::{Content, Entry, entries, repository},
    outbox::{Outbox, Waiting},
};
use crate::error::{Error, ErrorKind, Result};

/// What became of the entries that waited.
#[derive(Debug, Default)]
pub struct Delivery {
    /// How many the server took.
    pub sent: usize,
    /// How many it had already.
    pub known: usize,
    /// What it refused: the identifier and why.
    pub refused: Vec<(String, String)>,
    /// Why nothing more was sent.
    pub broke: Option<Error>,
}

/// Sends what waits in the outbox. Whatever happens, what has not arrived for certain waits on.
///
/// # Errors
/// When the outbox cannot be written.
pub fn send(outbox: &mut Outbox, server: &Server, patience: Duration) -> Result<Delivery> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| {
        Error::new(ErrorKind::Usage, "cannot start what talks to the server").source(error)
    })?;
    let delivery = runtime.block_on(deliver(outbox, server, patience));
    runtime.shutdown_timeout(Duration::from_secs(1));
    delivery
}

async fn deliver(outbox: &mut Outbox, server: &Server, patience: Duration) -> Result<Delivery> {
    let broke = |error| Delivery { broke: Some(error), ..Delivery::default() };
    let client = match Client::connect(server, patience).await {
        Ok(client) => client,
        Err(error) => return Ok(broke(error)),
    };
    let dialect = match client.offers().await {
        Ok(offers) => Dialect::of(&offers),
        Err(error) => Err(error),
    };
    let delivery = match dialect {
        Ok(dialect) => each(outbox, (&client, &dialect), server.name()).await,
        Err(error) => Ok(broke(error)),
    };
    client.close().await;
    delivery
}

async fn each(
    outbox: &mut Outbox,
    (client, dialect): (&Client, &Dialect),
    server: &str,
) -> Result<Delivery> {
    let mut delivery = Delivery::default();
    for Waiting { entry, uncertain } in outbox.waiting().to_vec() {
        let id = &entry.id;
        let is_known = outbox.was_sent(id, server)
            || (uncertain.as_deref() == Some(server) && has(client, dialect, &entry).await);
        if is_known {
            outbox.arrived(id, server)?;
            delivery.known += 1;
            continue;
        }
        let call = match dialect.call(&entry) {
            Ok(call) => call,
            Err(error) => {
                delivery.refused.push((entry.id, error.to_string()));
                continue;
            }
        };
        outbox.sending(id, server)?;
        match client.call(call).await {
            Called::Done(_) => {
                outbox.arrived(id, server)?;
                delivery.sent += 1;
            }
            Called::Refused(why) => {
                outbox.refused(id)?;
                delivery.refused.push((entry.id, why));
            }
            Called::Unknown(why) => {
                let error = Error::input(format!("the memory server `{server}` broke off: {why}"));
                delivery.broke =
                    Some(error.hint("what was to be stored is kept and sent by the next run"));
                break;
            }
        }
    }
    Ok(delivery)
}

/// Whether a server that can be searched knows an entry.
async fn has(client: &Client, dialect: &Dialect, entry: &Entry) -> bool {
    let Some(call) = dialect.search(entry) else { return false };
    matches!(client.call(call).await, Called::Done(said) if said.contains(&entry.id))
}
