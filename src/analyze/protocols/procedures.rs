//! Remote procedures with the methods that answer them, where the code proves which these are: a Go type
//! that embeds the generated `Unimplemented…Server`, a Rust type with an `impl` of the service's trait.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FileFacts, Proof, Route};

/// Types that serve, by the name of the service.
type Servers<'a> = BTreeMap<String, BTreeSet<&'a str>>;

pub(super) fn routes(facts: &[FileFacts]) -> Vec<Route> {
    let mut routes: Vec<Route> =
        facts.iter().flat_map(|file| file.protocols.procedures.iter().cloned()).collect();
    if routes.is_empty() {
        return routes;
    }
    let servers = servers(facts);
    let methods: BTreeSet<(&str, &str)> = shipping(facts)
        .flat_map(|file| &file.functions)
        .filter_map(|function| Some((function.receiver.as_deref()?, function.name.as_str())))
        .collect();
    for route in &mut routes {
        route.test |= super::is_test_place(&route.at.file);
        let mut parts = route.path.rsplit(['/', '.']);
        let (Some(method), Some(service)) = (parts.next(), parts.next()) else { continue };
        let names = [method.to_owned(), snake_case(method)];
        let of = servers.get(service).into_iter().flatten();
        let mut found =
            of.flat_map(|server| names.iter().map(move |name| (*server, name.as_str())));
        if let Some((server, name)) = found.find(|pair| methods.contains(pair)) {
            route.handler = format!("{server}.{name}");
        }
    }
    routes
}

fn shipping(facts: &[FileFacts]) -> impl Iterator<Item = &FileFacts> {
    facts.iter().filter(|file| !file.file.test && !file.file.generated)
}

fn servers(facts: &[FileFacts]) -> Servers<'_> {
    let mut servers = Servers::new();
    for file in shipping(facts) {
        for one in &file.types {
            for member in one.members.iter().filter(|member| member.embedded) {
                if let Some(service) = embedded_service(&member.name) {
                    servers.entry(service.to_owned()).or_default().insert(&one.name);
                }
            }
        }
        for one in file.implementations.iter().filter(|one| one.evidence == Proof::Impl) {
            servers.entry(one.interface.name.to_string()).or_default().insert(&one.type_ref.name);
        }
    }
    servers
}

/// The service whose generated stub a type embeds: `UnimplementedOrdersServer`.
fn embedded_service(name: &str) -> Option<&str> {
    let name = ["Unimplemented", "Unsafe"].iter().find_map(|prefix| name.strip_prefix(prefix))?;
    name.strip_suffix("Server").or_else(|| name.strip_suffix("Handler"))
}

/// `GetOrder` as `get_order`: what code generators for Rust make of a procedure's name.
fn snake_case(name: &str) -> String {
    let mut found = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_uppercase() && at > 0 {
            found.push('_');
        }
        found.extend(letter.to_lowercase());
    }
    found
}
