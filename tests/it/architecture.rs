//! The architecture of small repositories: layers of Rust modules, what speaks for and against a pattern,
//! and imports against the layers.

use serde_json::Value;

use crate::environment::TestEnvironment;

const MANIFEST: &str = "[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\naxum = \"0.8\"\nsqlx = \"0.8\"\n";

/// A small service whose ports lie in its domain; `order` imports what the caller says.
fn shop(order: &str) -> Value {
    let environment = TestEnvironment::new();
    let main = "mod api;\nmod order;\nmod store;\n\nfn main() {}\n";
    let api = "use axum::{Router, routing::get};\n\nuse crate::order::Orders;\n\npub struct State {\n    orders: Box<dyn Orders>,\n}\n\npub fn router() -> Router {\n    Router::new().route(\"/orders\", get(list))\n}\n\nasync fn list() {}\n";
    let store = "use sqlx::PgPool;\n\nuse crate::order::{Order, Orders};\n\npub struct Store {\n    pool: PgPool,\n}\n\nimpl Orders for Store {\n    fn all(&self) -> Vec<Order> {\n        Vec::new()\n    }\n}\n";
    environment.write("shop/Cargo.toml", MANIFEST);
    environment.write("shop/src/main.rs", main);
    environment.write("shop/src/api.rs", api);
    environment.write("shop/src/order.rs", order);
    environment.write("shop/src/store.rs", store);
    environment.json(&["analyze", "shop"])
}

const ORDER: &str = "pub struct Order {\n    pub id: u64,\n}\n\npub trait Orders {\n    fn all(&self) -> Vec<Order>;\n}\n\nimpl Order {\n    pub fn total(&self) -> u64 {\n        self.id\n    }\n    pub fn twice(&self) -> u64 {\n        2 * self.id\n    }\n}\n";

fn layer(analysis: &Value, file: &str) -> String {
    let modules = analysis["rust_modules"].as_array().unwrap();
    let module = modules.iter().find(|module| module["file"] == file).unwrap();
    module["layer"].as_str().unwrap_or("unknown").to_owned()
}

#[test]
fn rust_modules_have_layers_and_make_a_pattern() {
    let analysis = shop(ORDER);
    assert_eq!(layer(&analysis, "src/api.rs"), "transport");
    assert_eq!(layer(&analysis, "src/order.rs"), "domain");
    assert_eq!(layer(&analysis, "src/store.rs"), "adapter");
    let architecture = &analysis["architecture"];
    assert_eq!(architecture["pattern"], "hexagonal");
    assert_eq!(architecture["violations"], Value::Null);
    assert_eq!(architecture["module_cycles"], Value::Null);
}

#[test]
fn imports_against_the_layers_are_found_where_they_stand() {
    let analysis = shop(&format!("use crate::store::Store;\n\n{ORDER}"));
    let architecture = &analysis["architecture"];
    assert_eq!(architecture["pattern"], "layered");
    let violation = &architecture["violations"][0];
    assert_eq!(violation["file"], "src/order.rs");
    assert_eq!(violation["line"], 1);
    assert_eq!(
        (&violation["from"], &violation["to"]),
        (&"shop::order".into(), &"shop::store".into())
    );
    assert_eq!(architecture["module_cycles"][0][0], "shop::order");
    let against = architecture["against"].as_array().unwrap();
    assert!(against.iter().any(|one| one["text"].as_str().unwrap().contains("against the layers")));
}
