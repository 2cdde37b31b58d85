//! Routes of other protocols from small repositories.

use crate::{extract::file, language::Registry, model::Route};

/// Routes as `file:line METHOD path handler`.
#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let registry = Registry::new(&[]).unwrap();
    let facts: Vec<_> = files
        .iter()
        .map(|(path, text)| file(&registry, &(*path).into(), text.as_bytes(), false))
        .collect();
    let shown = |route: &Route| {
        let unknown = if route.prefix_known { "" } else { "…" };
        let test = if route.test { " (test)" } else { "" };
        let words = [&route.method, &format!("{unknown}{}", route.path), &route.handler];
        let words = words.into_iter().filter(|word| !word.is_empty());
        let words: Vec<&str> = words.map(String::as_str).collect();
        format!("{} {}{test}", route.at.citation(), words.join(" "))
    };
    let mut routes = super::routes(&facts);
    routes.sort_by(|a, b| (&a.at, &a.path).cmp(&(&b.at, &b.path)));
    assert_eq!(routes.iter().map(shown).collect::<Vec<_>>(), expected);
}

const PROTO: &str =
    "package shop;\nservice Orders {\n rpc Get(A) returns (B);\n rpc PutAll(A) returns (B);\n}\n";

#[test]
fn procedures_name_the_methods_that_answer_them() {
    let server = "package a\n\ntype Server struct {\n\tpb.UnimplementedOrdersServer\n}\n\nfunc (s *Server) Get(ctx C, a *A) (*B, error) { return nil, nil }\n\ntype Other struct{}\n\nfunc (Other) PutAll() {}\n";
    check(
        &[("api/shop.proto", PROTO), ("server.go", server)],
        &[
            "api/shop.proto:3 UNARY /shop.Orders/Get Server.Get",
            "api/shop.proto:4 UNARY /shop.Orders/PutAll",
        ],
    );
    let server = "struct Desk;\nimpl Orders for Desk {\n    async fn put_all(&self) {}\n}\n";
    check(
        &[("shop.proto", PROTO), ("src/desk.rs", server)],
        &[
            "shop.proto:3 UNARY /shop.Orders/Get",
            "shop.proto:4 UNARY /shop.Orders/PutAll Desk.put_all",
        ],
    );
}

#[test]
fn the_nearest_schema_block_says_which_types_are_roots() {
    check(
        &[
            (
                "a/schema.graphql",
                "schema { query: Root }\ntype Root { me: User }\ntype Query { no: Int }",
            ),
            ("a/b/more.graphql", "extend type Root {\n  you: User\n}"),
            (
                "c/schema.gql",
                "type Query { me: User }\ntype Mutation { put: Int }\ntype User { id: ID }",
            ),
        ],
        &[
            "a/b/more.graphql:2 QUERY you Root.you",
            "a/schema.graphql:2 QUERY me Root.me",
            "c/schema.gql:1 QUERY me Query.me",
            "c/schema.gql:2 MUTATION put Mutation.put",
        ],
    );
}
