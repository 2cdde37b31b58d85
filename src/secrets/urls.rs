//! Passwords and tokens in connection strings.

use super::{doubt, found::Found};

/// Password that comes with many programs, or the user's own name: nobody's secret.
const DEFAULTS: [&str; 14] = [
    "postgres", "guest", "root", "admin", "password", "pass", "user", "secret", "test", "mysql",
    "redis", "minio", "rabbitmq", "pwd",
];

/// The credentials of the URL whose `://` stands at `at`.
pub(super) fn link(text: &str, at: usize) -> Option<Found> {
    let before = text.get(..at)?;
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || b"+.-".contains(byte);
    before.bytes().next_back().filter(is_scheme)?;
    let start = at + 3;
    let rest = text.get(start..)?;
    let end = rest.bytes().take(512).take_while(|byte| !is_end(*byte)).count();
    let whole = rest.get(..end)?;
    let host = whole.split(['/', '?', '#']).next()?;
    // A password may hold what ends the host elsewhere, but a port does not.
    let has_port =
        host.split_once(':').is_none_or(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let authority = if host.contains('@') || has_port { host } else { whole };
    let (credentials, _) = authority.rsplit_once('@')?;
    let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
    if !password.is_empty() && password != "x-oauth-basic" {
        return is_password(user, password).then(|| {
            let from = start + user.len() + 1;
            Found { kind: "password-in-url", range: from..from + password.len() }
        });
    }
    let is_token = user.len() >= 16 && doubt::is_random(user) && !doubt::is_placeholder(user);
    (is_token && !doubt::is_reference(user))
        .then(|| Found { kind: "token-in-url", range: start..start + user.len() })
}

/// The password of the data source (`user:password@tcp(host)/name`) whose `@` stands at `at`.
pub(super) fn data_source(text: &str, at: usize) -> Option<Found> {
    let before = text.get(..at)?;
    let length = before.bytes().rev().take(256).take_while(|byte| !is_end(*byte)).count();
    let credentials = before.get(at - length..)?;
    let (user, password) = credentials.split_once(':')?;
    is_password(user, password)
        .then(|| Found { kind: "password-in-url", range: at - password.len()..at })
}

fn is_password(user: &str, password: &str) -> bool {
    password.len() >= 4
        && password != user
        && !DEFAULTS.contains(&password.to_ascii_lowercase().as_str())
        && !password.starts_with(['$', '%', '{', '<', '*', '[', '('])
        && !doubt::is_placeholder(password)
        && !doubt::is_reference(password)
}

fn is_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte.is_ascii_control() || b"\"'`<>|\\,".contains(&byte)
}
