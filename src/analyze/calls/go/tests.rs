//! Cases of Go's calls.

use crate::analyze::calls::tests::check as check_files;

const MODULE: (&str, &str) = ("go.mod", "module example.test/m\n");

/// A package with two types that have a method of one name.
const STORE: (&str, &str) = (
    "store/store.go",
    "package store
type Store struct { Shelf *Shelf; hook func() }
type Shelf struct{}
type Any interface { Load() *Shelf }
func New() (*Store, error) { return nil, nil }
func (s *Store) Load() *Shelf { return s.Shelf }
func (s *Shelf) Load() *Shelf { return s }
func Pick[T any](v T) T { return v }
var Default = &Store{}
type Maker func() *Store
const First Kind = iota
const Second = First
type Kind int
func (k Kind) Name() string { return \"\" }
",
);

/// The calls of a function body `use` in another package.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let text = format!("package a\nimport st \"example.test/m/store\"\n{body}");
    let expected: Vec<String> = expected.iter().map(|call| format!("use > {call}")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    check_files(&[MODULE, ("a/a.go", &text), STORE], &expected);
}

const STORE_LOAD: &str = "Load store/store.go:6";
const SHELF_LOAD: &str = "Load store/store.go:7";
const NEW: &str = "New store/store.go:5";

#[test]
fn a_method_is_that_of_the_static_type() {
    check("func use(s *st.Store) { s.Load() }", &[STORE_LOAD]);
    check("func use(s *st.Shelf) { s.Load() }", &[SHELF_LOAD]);
    check("func use(s st.Store) { s.Shelf.Load() }", &[SHELF_LOAD]);
    check("func use() {\ns, _ := st.New()\ns.Load().Load() }", &[NEW, STORE_LOAD, SHELF_LOAD]);
    check("func use(a st.Any) { a.Load() }", &["Load store/store.go:4?"]);
    check("func use() { (&st.Shelf{}).Load() }", &[SHELF_LOAD]);
    check("func use() { var s st.Store; s.Load() }", &[STORE_LOAD]);
    check("func use() { st.Default.Load() }", &[STORE_LOAD]);
    check("func use(x any) { x.(*st.Shelf).Load() }", &[SHELF_LOAD]);
    check("func use(x st.Maker) { x().Load() }", &[STORE_LOAD]);
    check("func use() { st.First.Name(); st.Kind(2).Name() }", &["Name store/store.go:14"]);
    check("func use() { new(st.Store).Load() }", &[STORE_LOAD]);
    check("func use(s *st.Store) { (*st.Shelf).Load(s.Shelf) }", &[SHELF_LOAD]);
}

#[test]
fn what_is_not_known_gives_no_edge() {
    check("func use(x interface{ Load() int }) { x.Load() }", &[]);
    check("import \"example.org/y\"\nfunc use() { y.New().Load() }", &[]);
    check("func use(s *st.Store) { s.hook() }", &[]);
    check("func use(s *st.Store) { s := other(s); s.Load() }", &[]);
    check("func use() { st.Pick(1).Load() }", &["Pick store/store.go:8"]);
    check("func use(New func()) { New() }", &[]);
    check("func use() { type Store struct{}; var s Store; s.Load() }", &[]);
    check("func use() { st := other(); st.New() }", &[]);
}

#[test]
fn names_hold_where_they_are_declared() {
    check(
        "func use(s *st.Shelf, n any) {\nif s, ok := n.(*st.Store); ok {\ns.Load() }\ns.Load() }",
        &[STORE_LOAD, SHELF_LOAD],
    );
    check(
        "func use(n any) { switch s := n.(type) {\ncase *st.Store: s.Load()\ncase *st.Shelf, int: s.Load()\n} }",
        &[STORE_LOAD],
    );
    check(
        "func use(m map[string][]*st.Store) { for _, l := range m { for _, s := range l { s.Load() } } }",
        &[STORE_LOAD],
    );
    check("func use() { f := func(s *st.Shelf) { s.Load() }; f(nil) }", &[SHELF_LOAD]);
    check("func use(ss ...*st.Store) { ss[0].Load() }", &[STORE_LOAD]);
    check(
        "func use() {\nfor _, c := range []struct {\nname string // why\ns *st.Store\n}{} { c.s.Load() } }",
        &[STORE_LOAD],
    );
}

#[test]
fn methods_are_promoted_through_embedding() {
    check("type T struct { *st.Store }\nfunc use(t T) { t.Load() }", &[STORE_LOAD]);
    check("type T struct { st.Any }\nfunc use(t T) { t.Load() }", &["Load store/store.go:4?"]);
    check(
        "type T struct { *st.Store; o }\ntype o struct { st.Shelf }\nfunc use(t T) { t.Load() }",
        &[STORE_LOAD],
    );
    // What is outside the repository may have the name at a lesser depth.
    check(
        "import \"example.org/y\"\ntype o struct { st.Shelf }\ntype T struct { y.Y; o }\nfunc use(t T) { t.Load() }",
        &[],
    );
    check("type I interface { st.Any }\nfunc use(i I) { i.Load() }", &["Load store/store.go:4?"]);
    check("type A = st.Store\nfunc use(a *A) { a.Load() }", &[STORE_LOAD]);
}

#[test]
fn of_several_platforms_the_nearest_is_meant() {
    let one = ("a/one_windows.go", "package a\nfunc open() {}\nfunc use() { open() }");
    let two = ("a/two_linux.go", "package a\nfunc open() {}");
    let three = ("a/z.go", "package a\nfunc all() { open() }");
    check_files(
        &[MODULE, one, two, three],
        &["use > open a/one_windows.go:2", "all > open a/two_linux.go:2"],
    );
}
