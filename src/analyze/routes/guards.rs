//! What stands before an endpoint: authentication, authorization with its resource and action, licences.
//!
//! Middleware is judged by the name of the function that is called, never by its arguments.

use crate::model::Route;

/// Parts of names that speak of authentication or authorization.
const AUTH_WORDS: [&str; 14] = [
    "auth",
    "jwt",
    "token",
    "protected",
    "protect",
    "permission",
    "guard",
    "rbac",
    "apikey",
    "api_key",
    "bearer",
    "login",
    "requireuser",
    "requirerole",
];

/// Whether the function that a middleware expression calls is named for authentication; its arguments do not
/// count, and an author is no authentication.
pub(super) fn authenticates(middleware: &str) -> bool {
    let name = middleware.split('(').next().unwrap_or(middleware).to_ascii_lowercase();
    let name = name.replace("author", "writer").replace("writeriz", "authoriz");
    AUTH_WORDS.iter().any(|word| name.contains(word))
}

/// The same for licences.
const LICENSE_WORDS: [&str; 4] = ["license", "licence", "licensing", "entitle"];

/// Fills in what the middleware of a route says; `constant` tells what a name stands for.
pub(super) fn complete(route: &mut Route, constant: &dyn Fn(&str) -> Option<String>) {
    let guards = route.middleware.iter().filter(|name| authenticates(name));
    let mut asked = None;
    for guard in guards {
        route.auth = true;
        // The innermost that says it: it stands closest to the handler.
        asked = resource_and_action(guard, constant).or(asked);
    }
    if let Some((resource, action)) = asked {
        route.auth_resource = Some(resource);
        route.auth_action = Some(action);
    }
    route.license = route.middleware.iter().any(|name| asks_for_license(name));
}

fn asks_for_license(middleware: &str) -> bool {
    let name = middleware.split('(').next().unwrap_or(middleware).to_ascii_lowercase();
    LICENSE_WORDS.iter().any(|word| name.contains(word))
}

/// Words that stand for what is done to a resource.
const ACTIONS: [&str; 15] = [
    "get", "head", "post", "put", "patch", "delete", "list", "read", "view", "write", "create",
    "update", "manage", "execute", "*",
];

/// The resource before a word of action (`auth.Authorize("app", "users", "post")`), else the last two arguments;
/// both must be known texts.
fn resource_and_action(
    guard: &str,
    constant: &dyn Fn(&str) -> Option<String>,
) -> Option<(String, String)> {
    let text = |argument: &str| {
        let quoted = argument.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        quoted.map(str::to_owned).or_else(|| constant(argument))
    };
    let given: Vec<Option<String>> = arguments(guard).into_iter().map(text).collect();
    let both = |pair: &[Option<String>]| match pair {
        [Some(resource), Some(action)] => Some((resource.clone(), action.clone())),
        _ => None,
    };
    let mut pairs = given.windows(2).filter_map(both);
    let named = pairs.find(|(_, action)| ACTIONS.contains(&action.to_ascii_lowercase().as_str()));
    let last = given.len().checked_sub(2).and_then(|start| both(given.get(start..)?));
    named.or(last).filter(|(resource, _)| !resource.is_empty())
}

/// The arguments of a call as they are written; commas inside parentheses divide nothing.
fn arguments(call: &str) -> Vec<&str> {
    let Some((_, rest)) = call.split_once('(') else { return Vec::new() };
    let (mut depth, mut start, mut found) = (0_u32, 0, Vec::new());
    for (at, character) in rest.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ',' | ')' if depth == 0 => {
                found.extend(rest.get(start..at).map(str::trim));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.retain(|one| !one.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(guard: &str, expected: Option<(&str, &str)>) {
        let constant = |name: &str| (name == "perms.Users").then(|| "users".to_owned());
        let found = resource_and_action(guard, &constant);
        let found = found.as_ref().map(|(a, b)| (a.as_str(), b.as_str()));
        assert_eq!(found, expected, "{guard}");
    }

    #[test]
    fn resource_and_action_are_the_last_two_texts() {
        check(r#"auth.Authorize("app", "users", "post")"#, Some(("users", "post")));
        check(r#"protected("users", "get")"#, Some(("users", "get")));
        check(r#"protected(perms.Users, "get")"#, Some(("users", "get")));
        check(r#"guard(auth, "users", "post", options, parse("id"))"#, Some(("users", "post")));
        check(r#"cors(split("a", "b"), "users", "audit")"#, Some(("users", "audit")));
        check("protected(resource, action)", None);
        check("auth.Required()", None);
        check("auth", None);
    }

    #[test]
    fn names_of_functions_decide() {
        assert!(authenticates("auth.Authorize(app)"));
        assert!(!authenticates("author.Load()"));
        assert!(asks_for_license("lic.LicenseMiddleware()"));
        assert!(!asks_for_license("with(license)"));
    }
}
