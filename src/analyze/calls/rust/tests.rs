//! Cases of Rust's calls.

use crate::analyze::calls::tests::check as check_files;

const MANIFEST: (&str, &str) =
    ("Cargo.toml", "[package]\nname = \"my-crate\"\nversion = \"1.0.0\"\n");

const STORE: (&str, &str) = (
    "src/store.rs",
    "pub struct Store { pub shelf: Shelf, pub all: Vec<Shelf> }
pub struct Shelf(u8);
impl Store {
    pub fn new() -> Self { todo() }
    pub fn open(path: &str) -> Result<Store, Error> { todo() }
    pub fn load(&self) -> &Shelf { &self.shelf }
}
impl Shelf {
    pub fn load(&self) {}
}
pub trait Load { fn load(&self); fn twice(&self) { self.load() } }
pub fn pick() -> Option<Shelf> { None }
",
);

const IN_STORE: [&str; 1] = ["twice > load src/store.rs:11?"];

/// The calls of a function `used` at the root of the crate.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let text = format!("mod store;\nuse crate::store::{{Shelf, Store}};\n{body}");
    let expected = expected.iter().map(|call| format!("used > {call}"));
    let expected: Vec<_> = expected.chain(IN_STORE.iter().map(|call| (*call).to_owned())).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check_files(&[MANIFEST, ("src/lib.rs", &text), STORE], &expected);
}

const NEW: &str = "new src/store.rs:4";
const OPEN: &str = "open src/store.rs:5";
const STORE_LOAD: &str = "load src/store.rs:6";
const SHELF_LOAD: &str = "load src/store.rs:9";
const PICK: &str = "pick src/store.rs:12";

#[test]
fn a_method_is_that_of_the_static_type() {
    check("fn used(s: &Store) { s.load(); }", &[STORE_LOAD]);
    check("fn used(s: &Store) { s.load().load(); }", &[STORE_LOAD, SHELF_LOAD]);
    check("fn used(s: Store) { s.shelf.load(); }", &[SHELF_LOAD]);
    check("fn used(s: Store) { s.all[0].load(); }", &[SHELF_LOAD]);
    check("fn used() { let s = Store::new(); s.load(); }", &[NEW, STORE_LOAD]);
    check("fn used() { Store::open(\"a\")?.load(); }", &[OPEN, STORE_LOAD]);
    check("fn used() { Store::open(\"a\").unwrap().clone().load(); }", &[OPEN, STORE_LOAD]);
    check("fn used() { if let Some(s) = crate::store::pick() { s.load(); } }", &[PICK, SHELF_LOAD]);
    check("fn used() { Shelf(1).load(); Store::load(&x); }", &[SHELF_LOAD, STORE_LOAD]);
    check("fn used(s: Arc<Store>) { s.load(); }", &[STORE_LOAD]);
    check("fn used() { let s = Store::default(); s.load(); }", &[STORE_LOAD]);
    check("fn used() { assert!(Shelf::from(1).load()); }", &[SHELF_LOAD]);
    check("fn used(s: &dyn store::Load) { s.load(); }", &["load src/store.rs:11?"]);
}

#[test]
fn what_is_not_known_gives_no_edge() {
    check("fn used(s: Foreign) { s.load(); }", &[]);
    check("fn used(s: &Store) { let s = other(s); s.load(); }", &[]);
    check("fn used(s: &Store) { for s in all() { s.load(); } }", &[]);
    check("fn used(s: &Store) { match x { Some(s) => s.load(), _ => {} } }", &[]);
    check("fn used(s: &Store) { all(|s| s.load()); }", &[]);
    check("fn used(load: u8) { x.load(); load(); }", &[]);
}

#[test]
fn paths_lead_through_modules_and_imports() {
    check("fn used() { store::pick(); }", &[PICK]);
    check("use self::store as keep;\nfn used() { keep::pick(); }", &[PICK]);
    check("use store::*;\nfn used() { pick(); }", &[PICK]);
    check("fn used() { my_crate::store::pick(); }", &[PICK]);
    check("fn used() { fn pick() {} pick(); }", &["pick src/lib.rs:3"]);
    check("mod other { fn pick() {} }\nfn used() { pick(); }", &[]);
}

#[test]
fn arguments_of_macros_are_read_as_tokens() {
    check("fn used(s: &Store) { assert!(s.load() == 1); }", &[STORE_LOAD]);
    check("fn used() { assert_eq!(Store::new(), store::pick()); }", &[NEW, PICK]);
    check("fn used(s: Foreign) { assert!(s.pick(), x().load()); }", &[]);
}

#[test]
fn self_is_the_type_of_the_block() {
    let text = "pub struct A;\nimpl A {\nfn used(&self) { self.b(); Self::c(); }\nfn b(&self) {}\nfn c() {}\n}\npub struct B;\nimpl B { fn b(&self) {} }";
    check_files(
        &[MANIFEST, ("src/lib.rs", text)],
        &["used > b src/lib.rs:4", "used > c src/lib.rs:5"],
    );
}
