//! Small texts: what is called and named in them, and that the tree says the same.

use super::{oracle, shown};
use crate::{extract::calls::go, language::Registry};

fn registry() -> Registry {
    Registry::new(&[]).unwrap()
}

/// A text without the places behind `@`.
fn without_places(line: &str) -> String {
    let mut parts = line.split('@');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The reader and the tree agree on a file, and both say `expected` of its calls.
#[track_caller]
fn check(file: &str, expected: &[&str]) {
    let read = go::read(file).unwrap_or_else(|| panic!("left to the tree: {file}"));
    assert_eq!(shown(&read), shown(&oracle(&registry(), file)), "{file}");
    let calls: Vec<_> =
        read.calls.iter().map(|one| super::expression(&read, one.expression)).collect();
    let calls: Vec<_> = calls.iter().map(|call| without_places(call)).collect();
    assert_eq!(calls, expected, "{file}");
}

/// The same of the statements of a function.
#[track_caller]
fn check_body(body: &str, expected: &[&str]) {
    check(&format!("package a\nfunc f(y T) {{\n{body}\n}}\n"), expected);
}

/// The reader leaves a file to the tree.
#[track_caller]
fn check_left(file: &str) {
    assert!(go::read(file).is_none(), "{file}");
}

#[test]
fn calls_follow_the_source() {
    check_body("a.b(c(), d.e()).g()", &["c()", "d.e()", "a.b()", "a.b().g()"]);
    check_body(
        "x := g()\nx.h()\n_ = func() int { return x.i() }()",
        &["g()", "x.h()", "x.i()", "?()"],
    );
    check_body("(a.b)(c)\n(*T)(c)\n&p.q()\n*r()", &["a.b()", "T()", "p.q()", "r()"]);
    check_body(
        "go a()\ndefer b()\nc <- d()\ne()++\nreturn g(), h()",
        &["a()", "b()", "d()", "e()", "g()", "h()"],
    );
    check_body(
        "m[k].f()\n<-c.f()\ns[1:2].f()\nv.(T).f()\nT{}.g()",
        &["m[].f()", "c.f()", "s.f()", "<T>.f()", "<T>.g()"],
    );
    check_body(
        "make([]T, n()).f()\nnew(T).f()\nmake()\nmake.f()",
        &["n()", "<[]T>.f()", "<T>.f()", "make()", "make.f()"],
    );
    check_body("a.\n  b().\n  c(\n  d,\n  )\n", &["a.b()", "a.b().c()"]);
}

#[test]
fn brackets_are_weighed_as_the_grammar_does() {
    check_body("a[i]()\nb[i](y, z)\nc[i](y...)", &["a[]()", "b[]()", "c[]()"]);
    check_body("x[a.b]()\na.x[a.b](y, z)\nz[y[i]]()", &["x()", "a.x()", "z()"]);
    check_body("x[i](y)\nx[i, j](y)\na.x[i](y).f()", &["<a.x[i]>.f()"]);
    check_body("x[\"a\"](y)\nz[i+1](y)\nv[f()](y)", &["x[]()", "z[]()", "f()", "v[]()"]);
    check_body("x[a.b][c.d].f()\nx[i][j].f()\nq.x[a[a.b]].g()", &["?.f()", "x[][].f()", "?.g()"]);
    check_body("x[[]int].f()\nx[map[K]V]()\nx[T]{}.f()", &["x.f()", "x()", "<x[T]>.f()"]);
    check_body("*(*[]byte)(y).f()\n(*T[int])(y).f()", &["<*(*[]byte)>.f()", "<(*T[int])>.f()"]);
}

/// Bodies on which the grammar's choice decides what is called.
const AMBIGUOUS: &str = r#"_ = x[i]
_ = x[*p](y)
_ = x[a.b[i]](z)
_ = x[y[a.b]](z)
_ = a.b.x[i](y)
_ = a.b.x[b.c](y)
_ = x[i][j](y)
_ = x[i].f(y)
_ = x[i, j]
_ = a.x[i, j]
_ = x[func(int) string](y)
_ = a.x[*T](y)
_ = a.x[i]{}.f()
_ = f(x)[i](y)
_ = (x)[i](y)
_ = (*p.T)(y)
_ = (*T[p.X])(y)
_ = (T[int])(y)
_ = ([]int)(y)
_ = (func())(y)
_ = []byte(y)
_ = x[i]()[j]
_ = &x[i]
_ = x[&y](z)
_ = x[(y)](z)
_ = x[<-y](z)
_ = x[nil](z)
_ = x[make](z)
_ = x[new]()
_ = x[new, make](z)
_ = x[new][make](z)
_ = (make)(z)
_ = x[make]
_ = x[*p]()
_ = x[(y)]()
_ = x[i](y,)
_ = f(x)[a.b](y)
_ = (x)[a.b](y)
_ = x[i][a.b](y)
_ = x[a.b][i](y)
_ = x[a.b][c.d](y)
_ = q.x[a.b][c]
_ = q.x[a[i]][c]
_ = x[a[i]][c]
_ = q.x[z.a[b]]
_ = x[y[z[i]]]
_ = x[a.b][c.d][e.f]()
_ = x[a.b][c.d][:1]
x[a.b][c.d]++
for range x[a.b][c.d] { }
if a.x[a[a.b]] { }
if x[i](y) { }
_ = *x[a.b][c.d]
_ = *x[i](y).f(z)
_ = **x[i](y)
_ = -*x[i](y)
_ = *x[a.b][c.d]()
_ = *x[y[z[i]]].f
_ = *x[[]int]
_ = *(x[i])(y)
_ = a * x[i](y)
_ = *x[i, j](y)
_ = (*x[a.b][c.d])(y)
_ = *x[i]{}.f
_ = x[a.c|b.d]
_ = x[a.b](y)[c.d](z)
_ = <-chan int(x)
_ = (<-chan int)(x)
_ = chan<- int(x)
_ = func() T {}(x)
_ = [...]int{1}[0]
_ = [N]T(x)
_ = interface{ M(...int) }(x)
_ = new((x))
_ = make([]int, a, b,)
_ = T{a.b: {c.d()}, [2]int{}: struct{ a, b int }{}, k: func() {}}
for _, x := range []T{{a}, T{b}} { x() }
if x == struct{}{} { }
if f(T{}) { }
if x == (T{}) { }
for i := 0; i < n(); i++ { g(i) }
for ; ; { break }
L: for { continue L }
{ goto L; L: }
switch x := y.(type) { case int: x() // c\n\n case nil, *T: ; default: x() }
switch z := g(); x := z.(type) { case T[int]: x() }
switch a(); b { case c, d(): fallthrough; default: L: }
switch x := v; { }
switch { case c: x := f()\n L:\n default: M:\n }
select { case x := <-c: x(); case y, ok = <-d: default: case z <- g(): }
a, /* c */ b := f()
a /* d */, b := f(), // e\n g() // h
var a, b = f()
var a, b T = f()
const c, d = 1, len(x)
type t func(a ...int) error
x, y.z, _ := f()
if x := g(); x { } else if y := h(); y { } else { }
x := `a\n` + "b\t" + 'c' + '\''
x := 0x1p-2 + 1_000.5e+3i + 0b1 + 0o17 + .5 + 017 + 08.5
é := ñ()
return"#;

#[test]
fn bodies_are_read_as_the_tree_is() {
    let registry = registry();
    for body in AMBIGUOUS.lines() {
        let body = body.replace("\\n", "\n");
        let file = format!("package a\nfunc f() {{\n{body}\n}}\n");
        let read = go::read(&file).unwrap_or_else(|| panic!("left to the tree: {body}"));
        assert_eq!(shown(&read), shown(&oracle(&registry, &file)), "{body}");
    }
}

#[test]
fn declarations_are_read_as_the_tree_is() {
    for declaration in [
        "import ( a \"b\"; . \"c\"\n_ \"d\" )",
        "const ( A T = iota\nB\nC U = 2\nD, E\n)",
        "var ( a, b = f()\n c T\n d T = g()\n)\nvar e = func(x int) { h(x) }",
        "type F func(int, ...string) error\ntype G[T any] func(a ...T)\ntype H = func(a ...T)",
        "type A [N]int\ntype B [a.N]int\ntype C[P interface{ M() }] struct { P; x []P; y A[P]; z [3]int \"tag\"; *q.T }",
        "type I interface { ~int | string; M(a ...int) (x int); q.T; T[int]; a.U[b] }\nvar x = y.z",
        "func (s *S[T]) M(a, b [N]int, c T[int], d ...string) (e, f int, err error) { s.c() }",
        "func F[T any, U ~int|string](x T, f func(a ...U)) U\nfunc G() { F() }",
        "func f(T[int], []int, a.B) {}\nvar x = y.z",
        "func f(a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11 int) { g() }",
        "func f(nil int, new string, true bool) { nil.a(); new.b() }",
        "func f() { x := new(g()) ; y := make(1 + 2); new(\"a\").b() }",
        "func (t T) m[A, B any](a A) { a.b() }",
        "func f() (T) { if a.b { x }\n\n}; func g() {};",
        "type T struct {}",
    ] {
        let file = format!("package a\n{declaration}\n");
        let read = go::read(&file).unwrap_or_else(|| panic!("left to the tree: {file}"));
        assert_eq!(shown(&read), shown(&oracle(&registry(), &file)), "{file}");
    }
}

#[test]
fn what_is_in_doubt_is_left_to_the_tree() {
    for body in [
        "x := ( // c\na)",
        "make(/* c */ T)",
        "switch x := y.(type) { case /* c */ int: }",
        "if a.b { x }\n{ y }",
        "v := x[i]\n(*f)(y)",
        "v := f()[a.b]\n(*f)(y)",
        "v := (x)\n(*f)(y)",
        "v := x[i]\n{ y }",
        "{ ; a }",
        "L: M:",
        "nil: x()",
        "make[a.b](z)",
        "nil[a.b](z)",
        "x[a|b](y)",
        "x = new(*f())",
        "x := y.(type)",
        "if x.(type) { }",
        "x := 089",
        "x := 0x",
        "x := 'ab'",
        "x := \"a\\q\"",
        "x := \"a",
        "x := `a",
        "/* c",
        "x /* \n */ y",
        "f([]int)",
        "a +",
        "}",
        "x := 1 # 2",
    ] {
        check_left(&format!("package a\nfunc f() {{\n{body}\n}}\n"));
    }
    for file in [
        "; const A = 1",
        "const (A = 1)",
        "var (a int)",
        "func f(a int, b) {}",
        "x()",
        "type A[P *C] int",
        "func f() {",
    ] {
        check_left(file);
    }
    check_left(&format!("var x = {}1{}", "(".repeat(5000), ")".repeat(5000)));
    check_left(&format!("func f() {{ x{} }}", ".f()".repeat(500)));
}

#[test]
fn equal_calls_of_a_function_are_one() {
    check_body("a.b()\na.b()\na := c\na.b()\na.b().d()", &["a.b()", "a.b()", "a.b().d()"]);
    check("func f() { a() }\nfunc g() { a(); a() }\nfunc h()\nfunc i() { a() }", &["a()"; 3]);
}

#[test]
fn without_expressions_there_is_nothing() {
    check("package a\ntype T struct{}\nvar x T\nfunc (t T) m(a A[B[C]]) {}\n", &[]);
}
