//! The server over HTTP, for clients on this machine alone.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
};

use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
};
use tokio::{net::TcpListener, sync::Semaphore};

use super::{
    desk::Desk,
    server::{Access, Server},
};
use crate::error::{Error, ErrorKind, Result};

/// Connections that are served at once.
const CONNECTIONS: usize = 64;

/// Where the server listens: a port of this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address(SocketAddr);

impl std::str::FromStr for Address {
    type Err = Error;

    /// `8765`, `127.0.0.1:8765`, `localhost:8765`, `[::1]:8765`.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::new(ErrorKind::Usage, format!("cannot listen on {text}: it is no address"))
                .hint("write a port, or 127.0.0.1:PORT")
        };
        if let Ok(port) = text.parse::<u16>() {
            return Ok(Self(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port)));
        }
        let numeric = match text.strip_prefix("localhost:") {
            Some(port) => format!("127.0.0.1:{port}"),
            None => text.to_owned(),
        };
        let address: SocketAddr = numeric.parse().map_err(|_| wrong())?;
        if !address.ip().is_loopback() {
            return Err(Error::new(
                ErrorKind::Usage,
                format!("cannot listen on {text}: others could reach it"),
            )
            .hint("the server asks nobody who they are, so it serves this machine alone: 127.0.0.1:PORT"));
        }
        Ok(Self(address))
    }
}

/// Serves until the process ends.
///
/// # Errors
/// When the address cannot be listened on.
pub(super) async fn serve(
    desk: Arc<dyn Desk>,
    access: Access,
    Address(address): &Address,
    started: impl FnOnce(&str),
) -> Result<()> {
    let failed =
        |error| Error::new(ErrorKind::Usage, format!("cannot listen on {address}")).source(error);
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    started(&format!("http://{address}/mcp"));
    // A page in a browser sends its origin; no page may ask. Host names other than this machine's are refused, so that
    // no name of somebody else's can be pointed here.
    let config = StreamableHttpServerConfig::default().enforce_origin_validation();
    let access = Access { ask_client: false, ..access };
    let new = move || Ok(Server::new(Arc::clone(&desk), access.clone()));
    let service = StreamableHttpService::new(new, Arc::new(LocalSessionManager::default()), config);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return Ok(()) };
        // A client that goes before it is served is no fault of the server.
        let Ok((stream, _)) = listener.accept().await else { continue };
        let service = TowerToHyperService::new(service.clone());
        tokio::spawn(async move {
            let _place = place;
            let builder = hyper::server::conn::http1::Builder::new();
            let _ = builder.serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_listened_on() {
        for good in ["8765", "127.0.0.1:1", "localhost:0", "[::1]:9"] {
            assert!(good.parse::<Address>().is_ok(), "{good}");
        }
        for wrong in ["0.0.0.0:1", "192.168.0.1:1", "[::]:1", "example.org:1", "", "x", "99999"] {
            assert!(wrong.parse::<Address>().is_err(), "{wrong}");
        }
    }
}
