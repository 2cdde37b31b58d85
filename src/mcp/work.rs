//! Long work for a client: on a thread of its own, with news of how far it is, ended when nobody wants it any more.

use std::{sync::Arc, time::Duration};

use rmcp::{
    ErrorData, RoleServer,
    model::{ProgressNotificationParam, ProgressToken},
    service::RequestContext,
};
use tokio::task::JoinHandle;

use super::desk::Watch;
use crate::error::{Error, ErrorKind, Result};

/// How often a client that wants it is told how far the work is.
const EVERY: Duration = Duration::from_millis(250);

/// Runs `job` for a request.
///
/// # Errors
/// When the job fails, or the client calls it off: then the job ends at the next file or commit, and this at once.
pub(super) async fn run<T: Send + 'static>(
    context: &RequestContext<RoleServer>,
    job: impl FnOnce(&Arc<Watch>) -> Result<T> + Send + 'static,
) -> std::result::Result<T, ErrorData> {
    let watch = Arc::new(Watch::default());
    let _end = End(Arc::clone(&watch));
    let own = Arc::clone(&watch);
    let task = tokio::task::spawn_blocking(move || job(&own));
    let done = followed(task, &watch, context);
    tokio::select! {
        () = context.ct.cancelled() => Err(stopped()),
        done = done => done,
    }
}

/// Calls the work off when nobody waits for it any more, whatever the reason.
struct End(Arc<Watch>);

impl Drop for End {
    fn drop(&mut self) {
        self.0.stop.set();
    }
}

/// Waits for a task and tells how far it is.
async fn followed<T>(
    mut task: JoinHandle<Result<T>>,
    watch: &Watch,
    context: &RequestContext<RoleServer>,
) -> std::result::Result<T, ErrorData> {
    let token = context.meta.get_progress_token();
    let mut told = 0;
    loop {
        tokio::select! {
            done = &mut task => {
                return match done {
                    Ok(done) => done.map_err(|error| refused(&error)),
                    Err(_) => Err(ErrorData::internal_error("the work broke off; please report it", None)),
                };
            }
            () = tokio::time::sleep(EVERY) => {
                if let Some(token) = &token {
                    tell(context, token, (&mut told, watch.files())).await;
                }
            }
        }
    }
}

/// Tells how many files are done. The number grows with every notification, as the protocol wants it.
async fn tell(
    context: &RequestContext<RoleServer>,
    token: &ProgressToken,
    (told, files): (&mut u64, u64),
) {
    if files <= *told {
        return;
    }
    *told = files;
    #[expect(clippy::cast_precision_loss, reason = "a number of files")]
    let news = ProgressNotificationParam::new(token.clone(), files as f64)
        .with_message(format!("{files} files read"));
    // A client that has gone is told nothing.
    let _ = context.peer.notify_progress(news).await;
}

fn stopped() -> ErrorData {
    ErrorData::internal_error("stopped, as the client asked", None)
}

/// An error of the program as one of the protocol: its message with the way out.
pub(super) fn refused(error: &Error) -> ErrorData {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    if let Some(hint) = error.way_out() {
        text = format!("{text} (hint: {hint})");
    }
    match error.kind() {
        ErrorKind::Stopped => stopped(),
        ErrorKind::Usage | ErrorKind::Input => ErrorData::invalid_params(text, None),
        ErrorKind::Output | ErrorKind::Template => ErrorData::internal_error(text, None),
    }
}
