//! The protocol over HTTP without encryption, for a server on this machine or in a network that one trusts.

#![expect(clippy::disallowed_types, reason = "the SDK's interface hands headers over in a std map")]

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use futures::stream::{BoxStream, StreamExt as _};
use http::{HeaderName, HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper_util::rt::TokioIo;
use rmcp::{
    model::{ClientJsonRpcMessage, ServerJsonRpcMessage},
    transport::streamable_http_client::{
        SseError, StreamableHttpClient, StreamableHttpError, StreamableHttpPostResponse,
    },
};
use sse_stream::{Sse, SseStream};
use tokio::net::TcpStream;

use crate::error::{Error, Result};

/// Bytes of an answer that are read.
const LONGEST: usize = 16 << 20;

const SESSION: &str = "Mcp-Session-Id";
const LAST_EVENT: &str = "Last-Event-Id";
const EVENTS: &str = "text/event-stream";
const JSON: &str = "application/json";

/// A client that opens a connection for each request.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    /// Host and port.
    authority: Arc<str>,
    /// Where to connect to.
    address: Arc<str>,
}

/// Why a request failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    /// The connection.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The exchange on it.
    #[error("{0}")]
    Hyper(#[from] hyper::Error),
    /// The request itself.
    #[error("{0}")]
    Request(#[from] http::Error),
    /// The message.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    /// The body of the answer.
    #[error("{0}")]
    Body(String),
}

type Failure = StreamableHttpError<HttpError>;

fn own(error: impl Into<HttpError>) -> Failure {
    StreamableHttpError::Client(error.into())
}

impl Plain {
    /// A client for the server at a URL.
    ///
    /// # Errors
    /// When it is no `http://` URL.
    pub(super) fn new(url: &str) -> Result<Self> {
        let wrong = || {
            Error::input(format!("cannot use {url} as the address of a memory server"))
                .hint("write it as http://127.0.0.1:9080/mcp")
        };
        let uri: http::Uri = url.parse().map_err(|_| wrong())?;
        if uri.scheme_str() == Some("https") {
            return Err(Error::input(format!("cannot use {url}: https is not spoken here"))
                .hint("let a local proxy speak it and name its http:// address, or start a bridge: --server 'npx -y mcp-remote URL'"));
        }
        if uri.scheme_str() != Some("http") {
            return Err(wrong());
        }
        let authority = uri.authority().ok_or_else(wrong)?;
        if authority.as_str().contains('@') {
            return Err(Error::input("the address of the memory server holds a password")
                .hint("it would be sent in the clear; leave it out"));
        }
        let port = authority.port_u16().unwrap_or(80);
        let address = format!("{}:{port}", authority.host());
        Ok(Self { authority: authority.as_str().into(), address: address.into() })
    }

    async fn send(
        &self,
        (method, uri): (Method, &str),
        headers: &[(&str, Option<&str>)],
        (custom, body): (HashMap<HeaderName, HeaderValue>, Vec<u8>),
    ) -> std::result::Result<Response<Incoming>, Failure> {
        let uri: http::Uri = uri.parse().map_err(|error| own(http::Error::from(error)))?;
        let path = uri.path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &*self.authority)
            .header(header::CONTENT_TYPE, JSON);
        for (name, value) in headers {
            if let Some(value) = value {
                request = request.header(*name, *value);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "the order of headers means nothing")]
        for (name, value) in custom {
            request = request.header(name, value);
        }
        let request = request.body(Full::new(Bytes::from(body))).map_err(own)?;
        let stream = TcpStream::connect(&*self.address).await.map_err(own)?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(own)?;
        tokio::spawn(connection);
        sender.send_request(request).await.map_err(own)
    }
}

/// The whole of a short answer.
async fn text(response: Response<Incoming>) -> std::result::Result<Bytes, Failure> {
    let body = Limited::new(response.into_body(), LONGEST).collect().await;
    body.map(http_body_util::Collected::to_bytes)
        .map_err(|error| own(HttpError::Body(error.to_string())))
}

/// The events of an answer that goes on.
fn events(response: Response<Incoming>) -> BoxStream<'static, std::result::Result<Sse, SseError>> {
    SseStream::new(response.into_body()).boxed()
}

fn is(response: &Response<Incoming>, kind: &str) -> bool {
    let found = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    found.is_some_and(|found| found.to_ascii_lowercase().starts_with(kind))
}

fn unexpected(what: String) -> Failure {
    StreamableHttpError::UnexpectedServerResponse(Cow::Owned(what))
}

impl StreamableHttpClient for Plain {
    type Error = HttpError;

    async fn post_message(
        &self,
        uri: Arc<str>,
        message: ClientJsonRpcMessage,
        session: Option<Arc<str>>,
        token: Option<String>,
        custom: HashMap<HeaderName, HeaderValue>,
    ) -> std::result::Result<StreamableHttpPostResponse, Failure> {
        let is_request = matches!(message, ClientJsonRpcMessage::Request(_));
        let body = serde_json::to_vec(&message).map_err(own)?;
        let token = token.map(|token| format!("Bearer {token}"));
        let accept = format!("{EVENTS}, {JSON}");
        let headers = [
            ("accept", Some(accept.as_str())),
            ("authorization", token.as_deref()),
            (SESSION, session.as_deref()),
        ];
        let response = self.send((Method::POST, &uri), &headers, (custom, body)).await?;
        let status = response.status();
        let new =
            response.headers().get(SESSION).and_then(|id| id.to_str().ok()).map(str::to_owned);
        if status == StatusCode::NOT_FOUND && session.is_some() {
            return Err(StreamableHttpError::SessionExpired);
        }
        if status.is_success() && !is_request {
            return Ok(StreamableHttpPostResponse::Accepted);
        }
        if status.is_success() && is(&response, EVENTS) {
            return Ok(StreamableHttpPostResponse::Sse(events(response), new));
        }
        let body = text(response).await?;
        match serde_json::from_slice::<ServerJsonRpcMessage>(&body) {
            Ok(message)
                if status.is_success() || matches!(message, ServerJsonRpcMessage::Error(_)) =>
            {
                Ok(StreamableHttpPostResponse::Json(message, new))
            }
            _ => {
                let start: String = String::from_utf8_lossy(&body).chars().take(200).collect();
                Err(unexpected(format!("HTTP {status}: {start}")))
            }
        }
    }

    async fn delete_session(
        &self,
        uri: Arc<str>,
        session: Arc<str>,
        token: Option<String>,
        custom: HashMap<HeaderName, HeaderValue>,
    ) -> std::result::Result<(), Failure> {
        let token = token.map(|token| format!("Bearer {token}"));
        let headers = [("authorization", token.as_deref()), (SESSION, Some(&*session))];
        let response = self.send((Method::DELETE, &uri), &headers, (custom, Vec::new())).await?;
        match response.status() {
            StatusCode::METHOD_NOT_ALLOWED => {
                Err(StreamableHttpError::ServerDoesNotSupportDeleteSession)
            }
            status if status.is_success() => Ok(()),
            status => Err(unexpected(format!("HTTP {status}"))),
        }
    }

    async fn get_stream(
        &self,
        uri: Arc<str>,
        session: Option<Arc<str>>,
        last_event: Option<String>,
        token: Option<String>,
        custom: HashMap<HeaderName, HeaderValue>,
    ) -> std::result::Result<BoxStream<'static, std::result::Result<Sse, SseError>>, Failure> {
        let token = token.map(|token| format!("Bearer {token}"));
        let headers = [
            ("accept", Some(EVENTS)),
            ("authorization", token.as_deref()),
            (SESSION, session.as_deref()),
            (LAST_EVENT, last_event.as_deref()),
        ];
        let response = self.send((Method::GET, &uri), &headers, (custom, Vec::new())).await?;
        if response.status().is_success() && is(&response, EVENTS) {
            return Ok(events(response));
        }
        Err(StreamableHttpError::ServerDoesNotSupportSse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_without_passwords_are_used() {
        assert_eq!(&*Plain::new("http://localhost:9080/mcp").unwrap().address, "localhost:9080");
        assert_eq!(&*Plain::new("http://[::1]/mcp").unwrap().address, "[::1]:80");
        for wrong in ["https://a/mcp", "a:1", "http://", "http://me:secret@a/mcp", "file:///a"] {
            assert!(Plain::new(wrong).is_err(), "{wrong}");
        }
        let refused = Plain::new("https://a/mcp").unwrap_err();
        assert!(refused.to_string().contains("https is not spoken"), "{refused}");
        assert!(refused.way_out().unwrap().contains("local proxy"));
    }
}
