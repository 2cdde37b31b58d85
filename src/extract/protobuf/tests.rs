//! Services as small `.proto` texts.

use crate::{extract::file, language::Registry};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let facts = file(&Registry::new(&[]).unwrap(), &"api/a.proto".into(), text.as_bytes(), false);
    let found = facts.protocols.procedures.iter().map(|one| {
        let http: Vec<String> = one.http.iter().map(|http| format!(" [{http}]")).collect();
        let http = http.concat();
        let lines = format!("{}-{}", one.at.line, one.at.end_line);
        format!("{lines} {} {}{http}", one.method, one.path)
    });
    let problems = facts.diagnostics.iter().map(|one| format!("{}: {}", one.line, one.message));
    assert_eq!(found.chain(problems).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn procedures_have_whole_paths_and_say_what_streams() {
    check(
        "syntax = \"proto3\";\npackage shop.v1;\nservice Orders {\n  rpc Get(GetRequest) returns (Order);\n  rpc Watch(stream Filter) returns (stream .shop.v1.Order) {}\n  rpc Put(stream Order) returns (Done) { option deprecated = true; }\n  rpc List(Filter)\n    returns (stream Order);\n}\n",
        &[
            "4-4 UNARY /shop.v1.Orders/Get",
            "5-5 BIDI_STREAM /shop.v1.Orders/Watch",
            "6-6 CLIENT_STREAM /shop.v1.Orders/Put",
            "7-8 SERVER_STREAM /shop.v1.Orders/List",
        ],
    );
    check("service A { rpc B(stream) returns (stream); }", &["1-1 UNARY /A/B"]);
}

#[test]
fn what_looks_like_a_service_is_none() {
    check("// service A { rpc B(C) returns (D); }\n/* rpc */ option x = \"service A {\";", &[]);
    check("message service { string rpc = 1; message rpc { } }", &[]);
    check(
        "message M { string service = 1; }\nservice S { option (o) = { a: 1 }; rpc R(M) returns (M); };",
        &["2-2 UNARY /S/R"],
    );
    check(
        "option (o) = { a: 1 };\nservice S { rpc R(M) returns (M) {} };\nservice T { rpc U(M) returns (M); }",
        &["2-2 UNARY /S/R", "3-3 UNARY /T/U"],
    );
    check("enum E { service = 0; }\nextend M { optional string rpc = 1; }", &[]);
}

#[test]
fn annotations_map_http_requests() {
    let rpc = |option: &str| {
        format!("package p;\nservice S {{\n rpc R(A) returns (B) {{\n{option}\n }}\n}}\n")
    };
    check(
        &rpc("option (google.api.http) = { get: \"/v1/{name=shelves/*}/books\" };"),
        &["3-5 UNARY /p.S/R [GET /v1/{name}/books]"],
    );
    check(
        &rpc(
            "option (google.api.http) = { post: \"/v1/a\" body: \"*\" additional_bindings { put: \"/v1/\" \"b:sort\", body: \"x\" } };",
        ),
        &["3-5 UNARY /p.S/R [POST /v1/a] [PUT /v1/b:sort]"],
    );
    check(
        &rpc("option (google.api.http).delete = \"/v1/c\";"),
        &["3-5 UNARY /p.S/R [DELETE /v1/c]"],
    );
    check(
        &rpc(
            "option (google.api.http) = { custom: { kind: \"HEAD\" path: \"/d\" } additional_bindings: [{ get: \"/e\" }, { get: \"/f\" }] };",
        ),
        &["3-5 UNARY /p.S/R [HEAD /d] [GET /e] [GET /f]"],
    );
    check(
        &rpc(
            "option (openapi.operation) = { get: \"/no\" responses: { key: \"200\" } };\noption idempotency_level = NO_SIDE_EFFECTS;",
        ),
        &["3-6 UNARY /p.S/R"],
    );
}

#[test]
fn a_service_that_does_not_end_is_reported() {
    check(
        "service S {\n rpc A(B) returns (C);\n rpc D(E) returns",
        &["2-2 UNARY /S/A", "1: service S does not end; procedures in it may be missing"],
    );
}
