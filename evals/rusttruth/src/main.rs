//! rusttruth DIR [OUT]: one JSON document of facts about the Rust code of a
//! repository, read with `syn`; crates and targets from `cargo metadata
//! --no-deps --offline`; files from `git ls-files`. Every tracked .rs file that
//! parses is scored; modules are resolved from each target's root as rustc does
//! (mod-rs rules, #[path], inline nesting), also inside item macros whose
//! tokens parse as items (flagged via_macro).
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use serde_json::{json, Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::*;

fn norm(p: &Path) -> PathBuf {
    let mut o = PathBuf::new();
    for c in p.components() {
        match c {
            Component::ParentDir => {
                o.pop();
            }
            Component::CurDir => {}
            c => o.push(c),
        }
    }
    o
}
fn txt<T: ToTokens>(t: &T) -> String {
    t.to_token_stream().to_string().split_whitespace().collect::<Vec<_>>().join(" ").replace(" :: ", "::").replace(" <", "<").replace("< ", "<").replace(" >", ">").replace("& ", "&").replace(" ,", ",")
}
fn ident(i: &Ident) -> String {
    let s = i.to_string();
    s.strip_prefix("r#").map(str::to_string).unwrap_or(s)
}
fn line(s: Span) -> usize {
    s.start().line
}
fn last_seg(p: &syn::Path) -> String {
    p.segments.last().map(|s| ident(&s.ident)).unwrap_or_default()
}
fn type_name(t: &Type) -> String {
    match t {
        Type::Path(p) => last_seg(&p.path),
        Type::Reference(r) => type_name(&r.elem),
        Type::Paren(p) => type_name(&p.elem),
        Type::Group(p) => type_name(&p.elem),
        t => txt(t).split_whitespace().collect(), // tuples, arrays, dyn ..: the text without any blank
    }
}
fn attr_path(a: &Attribute) -> String {
    a.path().segments.iter().map(|s| ident(&s.ident)).collect::<Vec<_>>().join("::")
}
/// cfg expressions on an item, and what cfg_attr would add as text.
fn cfgs(attrs: &[Attribute]) -> Vec<String> {
    attrs.iter().filter(|a| a.path().is_ident("cfg")).filter_map(|a| a.meta.require_list().ok().map(|l| txt(&l.tokens))).collect()
}
/// Is `test` required positively somewhere (cfg(test), all(test, ..), any(test, ..))?
fn mentions_test(c: &str) -> bool {
    let ts: TokenStream = match c.parse() {
        Ok(t) => t,
        Err(_) => return false,
    };
    fn go(ts: TokenStream) -> bool {
        let v: Vec<TokenTree> = ts.into_iter().collect();
        let mut i = 0;
        while i < v.len() {
            match &v[i] {
                TokenTree::Ident(id) if id == "not" => i += 1,
                TokenTree::Ident(id) if id == "test" => return true,
                TokenTree::Group(g) if go(g.stream()) => return true,
                _ => {}
            }
            i += 1;
        }
        false
    }
    go(ts)
}
fn path_attr(attrs: &[Attribute]) -> Vec<(String, Option<String>)> {
    let mut o = vec![];
    for a in attrs {
        if a.path().is_ident("path") {
            if let Meta::NameValue(nv) = &a.meta {
                if let Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) = &nv.value {
                    o.push((s.value(), None));
                }
            }
        }
        if a.path().is_ident("cfg_attr") {
            if let Ok(l) = a.meta.require_list() {
                let v: Vec<TokenTree> = l.tokens.clone().into_iter().collect();
                for w in v.windows(3) {
                    if let (TokenTree::Ident(i), TokenTree::Punct(p), TokenTree::Literal(x)) = (&w[0], &w[1], &w[2]) {
                        if i == "path" && p.as_char() == '=' {
                            if let Ok(s) = syn::parse_str::<LitStr>(&x.to_string()) {
                                o.push((s.value(), Some(txt(&l.tokens))));
                            }
                        }
                    }
                }
            }
        }
    }
    o
}
/// Items hidden in a macro call in item position, if its tokens parse as items.
/// Also tries the tokens after a leading `cfg...;`-less ident list is impossible: none.
fn macro_items(m: &Macro) -> Option<Vec<Item>> {
    if m.path.is_ident("macro_rules") || m.tokens.is_empty() {
        return None;
    }
    syn::parse2::<File>(m.tokens.clone()).ok().map(|f| f.items).filter(|i| !i.is_empty() && !i.iter().all(|i| matches!(i, Item::Verbatim(_))))
}

#[derive(Default)]
struct Out {
    v: BTreeMap<&'static str, Vec<Value>>,
    nasty: BTreeMap<String, Vec<String>>,
}
impl Out {
    fn push(&mut self, k: &'static str, v: Value) {
        self.v.entry(k).or_default().push(v)
    }
    fn nasty(&mut self, k: &str, at: String) {
        self.nasty.entry(k.to_string()).or_default().push(at)
    }
}
/// Names under which a file imports some `..::test` attribute: `use tokio::test as maybe_tokio_test;`
fn test_aliases(f: &File) -> BTreeSet<String> {
    struct U(BTreeSet<String>);
    impl<'a> Visit<'a> for U {
        fn visit_use_rename(&mut self, r: &'a UseRename) {
            if (r.ident == "test" || r.ident == "wasm_bindgen_test") && r.rename != "_" {
                self.0.insert(ident(&r.rename));
            }
        }
    }
    let mut u = U(BTreeSet::new());
    u.visit_file(f);
    u.0
}
struct V<'a> {
    aliases: &'a BTreeSet<String>,
    file: &'a str,
    out: &'a mut Out,
    mods: Vec<String>,
    cfg: Vec<String>,
    fns: Vec<String>,
    mac: Vec<String>,
}
impl V<'_> {
    fn base(&self, name: &str, sp: Span, whole: Span, attrs: &[Attribute]) -> Map<String, Value> {
        let mut m = Map::new();
        m.insert("file".into(), json!(self.file));
        m.insert("line".into(), json!(line(sp)));
        m.insert("end_line".into(), json!(whole.end().line));
        m.insert("name".into(), json!(name));
        if !self.mods.is_empty() {
            m.insert("inline_mod".into(), json!(self.mods.join("::")));
        }
        if !self.fns.is_empty() {
            m.insert("in_fn".into(), json!(self.fns.join("::")));
        }
        if !self.mac.is_empty() {
            m.insert("via_macro".into(), json!(self.mac.join("/")));
        }
        let mut c = self.cfg.clone();
        c.extend(cfgs(attrs));
        if c.iter().any(|c| mentions_test(c)) {
            m.insert("cfg_test".into(), json!(true));
        }
        if !c.is_empty() {
            m.insert("cfg".into(), json!(c));
        }
        m
    }
    fn at(&self, s: Span) -> String {
        format!("{}:{}", self.file, line(s))
    }
    fn raw(&mut self, i: &Ident) {
        if i.to_string().starts_with("r#") {
            let a = self.at(i.span());
            self.out.nasty("raw identifier", a)
        }
    }
    fn docs(&mut self, attrs: &[Attribute]) {
        let mut text: Vec<(usize, String)> = vec![];
        for a in attrs {
            if a.path().is_ident("doc") {
                if let Meta::NameValue(nv) = &a.meta {
                    if let Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) = &nv.value {
                        for (i, l) in s.value().lines().enumerate() {
                            text.push((line(a.span()) + i, l.to_string()));
                        }
                    }
                }
            }
        }
        let mut open: Option<(String, usize, usize, bool, bool)> = None;
        for (n, l) in text {
            let t = l.trim_start();
            let c = t.chars().next().unwrap_or(' ');
            let len = t.chars().take_while(|x| *x == c).count();
            match &open {
                None if (c == '`' || c == '~') && len >= 3 && !(c == '`' && t[len..].contains('`')) => {
                    let info = t[len..].trim().to_string();
                    let words: Vec<&str> = info.split([',', ' ', '{', '}']).filter(|w| !w.is_empty()).collect();
                    let other = words.iter().any(|w| !matches!(*w, "rust" | "should_panic" | "no_run" | "ignore" | "compile_fail" | "allow_fail" | "test_harness" | "standalone_crate" | "standalone") && !w.starts_with("edition") && !w.starts_with("ignore-") && !w.starts_with("E0") && !w.starts_with("custom") && !w.starts_with("class=") && !w.starts_with('.'));
                    let is_rust = words.contains(&"rust") || !other;
                    let ign = words.iter().any(|w| *w == "ignore");
                    open = Some((c.to_string(), len, n, is_rust, ign));
                }
                Some((oc, ol, start, rust, ign)) if t.starts_with(oc.as_str()) && len >= *ol && t[len..].trim().is_empty() => {
                    if *rust {
                        let v = json!({"file": self.file, "line": start, "ignored": ign});
                        self.out.push("doc_tests", v);
                    }
                    open = None;
                }
                _ => {}
            }
        }
    }
    fn test_fn(&mut self, sig: &Signature, attrs: &[Attribute], whole: Span, method: Option<&str>) {
        let mut kind = None;
        let (mut ignored, mut panics) = (false, false);
        for a in attrs {
            let p = attr_path(a);
            let l = p.rsplit("::").next().unwrap_or("").to_string();
            match l.as_str() {
                "test" | "bench" | "rstest" | "test_case" | "quickcheck" | "wasm_bindgen_test" | "proptest" | "test_log" | "parameterized" | "apply" if l != "apply" => kind = Some(p),
                x if self.aliases.contains(x) => {
                    kind = Some(format!("alias:{p}"));
                    let a = self.at(sig.ident.span());
                    self.out.nasty("test attribute under another name", a)
                }
                "ignore" => ignored = true,
                "should_panic" => panics = true,
                "cfg_attr" => {
                    if let Ok(li) = a.meta.require_list() {
                        let parts = split_commas(li.tokens.clone());
                        for t in parts.iter().skip(1) {
                            let head: String = t.clone().into_iter().take_while(|x| !matches!(x, TokenTree::Group(_))).map(|x| x.to_string()).collect();
                            let l = head.rsplit("::").next().unwrap_or("");
                            if l == "test" || l == "wasm_bindgen_test" {
                                kind = Some(kind.unwrap_or(format!("cfg_attr:{head}")));
                                let a = self.at(sig.ident.span());
                                self.out.nasty("test via cfg_attr", a);
                            }
                            if head.starts_with("ignore") {
                                let a = self.at(sig.ident.span());
                                self.out.nasty("ignore via cfg_attr", a);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        if let Some(k) = kind {
            let mut m = self.base(&ident(&sig.ident), sig.ident.span(), whole, attrs);
            m.insert("kind".into(), json!(k));
            if ignored {
                m.insert("ignored".into(), json!(true));
            }
            if panics {
                m.insert("should_panic".into(), json!(true));
            }
            if sig.asyncness.is_some() {
                m.insert("async".into(), json!(true));
            }
            if let Some(t) = method {
                m.insert("impl".into(), json!(t));
            }
            self.out.push("tests", Value::Object(m));
        }
    }
    fn func(&mut self, sig: &Signature, attrs: &[Attribute], whole: Span, recv: Option<(&str, Option<&str>)>, vis: Option<&Visibility>, body: bool) {
        self.raw(&sig.ident);
        let mut m = self.base(&ident(&sig.ident), sig.ident.span(), whole, attrs);
        m.insert("params".into(), json!(sig.inputs.len()));
        if sig.asyncness.is_some() {
            m.insert("async".into(), json!(true));
        }
        if sig.unsafety.is_some() {
            m.insert("unsafe".into(), json!(true));
        }
        if sig.constness.is_some() {
            m.insert("const".into(), json!(true));
        }
        if matches!(vis, Some(Visibility::Public(_))) {
            m.insert("pub".into(), json!(true));
        }
        if !body {
            m.insert("no_body".into(), json!(true));
        }
        if let Some((t, tr)) = recv {
            m.insert("self_type".into(), json!(t));
            if let Some(tr) = tr {
                m.insert("trait".into(), json!(tr));
            }
            self.out.push("methods", Value::Object(m));
        } else {
            self.out.push("functions", Value::Object(m));
        }
        self.test_fn(sig, attrs, whole, recv.map(|r| r.0));
        self.docs(attrs);
    }
    fn derives(&mut self, name: &Ident, attrs: &[Attribute]) {
        for a in attrs {
            let (toks, cond) = if a.path().is_ident("derive") {
                (a.meta.require_list().map(|l| l.tokens.clone()).ok(), None)
            } else if a.path().is_ident("cfg_attr") {
                let mut r = (None, None);
                if let Ok(l) = a.meta.require_list() {
                    let parts = split_commas(l.tokens.clone());
                    for p in parts.iter().skip(1) {
                        let v: Vec<TokenTree> = p.clone().into_iter().collect();
                        if let [TokenTree::Ident(i), TokenTree::Group(g)] = &v[..] {
                            if i == "derive" {
                                r = (Some(g.stream()), Some(parts[0].to_string()));
                            }
                        }
                    }
                }
                r
            } else {
                (None, None)
            };
            if let Some(t) = toks {
                for p in split_commas(t) {
                    let tr = p.to_string().replace(' ', "");
                    if tr.is_empty() {
                        continue;
                    }
                    let v = json!({"file": self.file, "line": line(name.span()), "type": ident(name), "trait": tr.rsplit("::").next().unwrap_or(""), "path": tr, "cfg_attr": cond});
                    let mut v = v;
                    if !self.fns.is_empty() {
                        v["in_fn"] = json!(self.fns.join("::"));
                    }
                    if !self.mac.is_empty() {
                        v["via_macro"] = json!(self.mac.join("/"));
                    }
                    self.out.push("derives", v);
                }
            }
        }
    }
    fn ty(&mut self, k: &'static str, id: &Ident, g: &Generics, attrs: &[Attribute], vis: &Visibility, whole: Span, extra: (&str, usize)) {
        self.raw(id);
        let mut m = self.base(&ident(id), id.span(), whole, attrs);
        m.insert(extra.0.into(), json!(extra.1));
        if matches!(vis, Visibility::Public(_)) {
            m.insert("pub".into(), json!(true));
        }
        if !g.params.is_empty() {
            m.insert("generics".into(), json!(g.params.len()));
        }
        self.out.push(k, Value::Object(m));
        self.derives(id, attrs);
        self.docs(attrs);
    }
    fn with_cfg(&mut self, attrs: &[Attribute], f: impl FnOnce(&mut Self)) {
        let n = self.cfg.len();
        self.cfg.extend(cfgs(attrs));
        f(self);
        self.cfg.truncate(n);
    }
    fn item_macro(&mut self, m: &Macro, attrs: &[Attribute], name: Option<&Ident>, span: Span) {
        let p = m.path.segments.iter().map(|s| ident(&s.ident)).collect::<Vec<_>>().join("::");
        if p == "macro_rules" {
            if let Some(n) = name {
                let mut b = self.base(&ident(n), n.span(), span, attrs);
                if attrs.iter().any(|a| a.path().is_ident("macro_export")) {
                    b.insert("exported".into(), json!(true));
                }
                if let Some(i) = test_macro(m.tokens.clone()) {
                    b.insert("makes_tests_named_by_arg".into(), json!(i));
                }
                self.out.push("macro_rules", Value::Object(b));
            }
            self.docs(attrs);
            return;
        }
        let mut b = self.base(&p, m.path.span(), span, attrs);
        let items = macro_items(m);
        b.insert("items".into(), json!(items.as_ref().map(|i| i.len()).unwrap_or(0)));
        let args: Vec<Value> = split_commas(m.tokens.clone()).into_iter().take(4).map(|t| match t.into_iter().find(|t| matches!(t, TokenTree::Ident(_))) {
            Some(TokenTree::Ident(i)) => json!(i.to_string().trim_start_matches("r#")),
            _ => Value::Null,
        }).collect();
        b.insert("arg_idents".into(), json!(args));
        let mut hidden = vec![];
        if items.is_none() {
            hidden_tests(m.tokens.clone(), &mut hidden);
            b.insert("hidden_test_attrs".into(), json!(hidden.len()));
        }
        self.out.push("item_macros", Value::Object(b));
        for (n, l) in hidden {
            let v = json!({"file": self.file, "line": l, "name": n, "kind": "test-in-macro-tokens", "via_macro": p});
            self.out.push("tests_in_macro_tokens", v);
        }
        if let Some(items) = items {
            self.mac.push(p);
            self.with_cfg(attrs, |s| {
                for i in &items {
                    s.visit_item(i)
                }
            });
            self.mac.pop();
        }
    }
}
fn split_commas(ts: TokenStream) -> Vec<TokenStream> {
    let mut o = vec![TokenStream::new()];
    for t in ts {
        match &t {
            TokenTree::Punct(p) if p.as_char() == ',' => o.push(TokenStream::new()),
            _ => o.last_mut().unwrap().extend([t]),
        }
    }
    o
}
/// `#[..test..] fn name` inside macro tokens that do not parse as items (proptest!, quickcheck!, own macros).
fn hidden_tests(ts: TokenStream, out: &mut Vec<(String, usize)>) {
    let v: Vec<TokenTree> = ts.into_iter().collect();
    let mut pending = false;
    for i in 0..v.len() {
        match &v[i] {
            TokenTree::Punct(p) if p.as_char() == '#' => {
                if let Some(TokenTree::Group(g)) = v.get(i + 1) {
                    let s = g.stream().to_string().replace(' ', "");
                    let head = s.split('(').next().unwrap_or("");
                    if head == "test" || head.ends_with("::test") {
                        pending = true;
                    }
                }
            }
            TokenTree::Ident(id) if id == "fn" => {
                if let Some(TokenTree::Ident(n)) = v.get(i + 1) {
                    if pending {
                        out.push((n.to_string(), n.span().start().line));
                    }
                }
                pending = false;
            }
            TokenTree::Group(g) => hidden_tests(g.stream(), out),
            _ => {}
        }
    }
}
/// A macro_rules body that writes `#[test] fn $name`: the comma position of $name in its matcher.
fn test_macro(ts: TokenStream) -> Option<usize> {
    let v: Vec<TokenTree> = ts.into_iter().collect();
    let mut i = 0;
    while i + 3 < v.len() {
        if let (TokenTree::Group(m), TokenTree::Group(body)) = (&v[i], &v[i + 3]) {
            fn find(ts: TokenStream, pending: &mut bool) -> Option<String> {
                let v: Vec<TokenTree> = ts.into_iter().collect();
                for i in 0..v.len() {
                    match &v[i] {
                        TokenTree::Punct(p) if p.as_char() == '#' => {
                            if let Some(TokenTree::Group(g)) = v.get(i + 1) {
                                let s = g.stream().to_string().replace(' ', "");
                                let h = s.split('(').next().unwrap_or("");
                                if h == "test" || h.ends_with("::test") || h == "bench" {
                                    *pending = true;
                                }
                            }
                        }
                        TokenTree::Ident(id) if id == "fn" && *pending => {
                            if let (Some(TokenTree::Punct(p)), Some(TokenTree::Ident(n))) = (v.get(i + 1), v.get(i + 2)) {
                                if p.as_char() == '$' {
                                    return Some(n.to_string());
                                }
                            }
                            *pending = false;
                        }
                        TokenTree::Group(g) if g.delimiter() == proc_macro2::Delimiter::Brace || g.delimiter() == proc_macro2::Delimiter::Parenthesis => {
                            if let Some(r) = find(g.stream(), pending) {
                                return Some(r);
                            }
                        }
                        _ => {}
                    }
                }
                None
            }
            if let Some(n) = find(body.stream(), &mut false) {
                for (k, part) in split_commas(m.stream()).into_iter().enumerate() {
                    let t: Vec<TokenTree> = part.into_iter().collect();
                    for w in t.windows(2) {
                        if let (TokenTree::Punct(p), TokenTree::Ident(x)) = (&w[0], &w[1]) {
                            if p.as_char() == '$' && *x == n {
                                return Some(k);
                            }
                        }
                    }
                }
            }
        }
        i += 1;
    }
    None
}
impl<'a, 'ast> Visit<'ast> for V<'a> {
    fn visit_item(&mut self, i: &'ast Item) {
        match i {
            Item::Mod(m) => {
                let mut b = self.base(&ident(&m.ident), m.ident.span(), m.span(), &m.attrs);
                b.insert("inline".into(), json!(m.content.is_some()));
                let pa = path_attr(&m.attrs);
                if !pa.is_empty() {
                    b.insert("path_attr".into(), json!(pa.iter().map(|p| &p.0).collect::<Vec<_>>()));
                    let a = self.at(m.ident.span());
                    self.out.nasty("#[path]", a);
                }
                self.raw(&m.ident);
                self.out.push("mod_decls", Value::Object(b));
                self.docs(&m.attrs);
                if let Some((_, items)) = &m.content {
                    self.mods.push(ident(&m.ident));
                    self.with_cfg(&m.attrs, |s| {
                        for i in items {
                            s.visit_item(i)
                        }
                    });
                    self.mods.pop();
                }
            }
            Item::Trait(t) => {
                self.raw(&t.ident);
                let mut b = self.base(&ident(&t.ident), t.ident.span(), t.span(), &t.attrs);
                let (mut ms, mut tys, mut cs) = (vec![], vec![], vec![]);
                for it in &t.items {
                    match it {
                        TraitItem::Fn(f) => {
                            ms.push(json!({"name": ident(&f.sig.ident), "line": line(f.sig.ident.span()), "default": f.default.is_some(), "async": f.sig.asyncness.is_some(), "params": f.sig.inputs.len()}));
                            if f.sig.asyncness.is_some() {
                                let a = self.at(f.sig.ident.span());
                                self.out.nasty("async fn in trait", a);
                            }
                        }
                        TraitItem::Type(t) => tys.push(ident(&t.ident)),
                        TraitItem::Const(t) => cs.push(ident(&t.ident)),
                        TraitItem::Macro(m) => {
                            let a = self.at(m.mac.path.span());
                            self.out.nasty("macro in trait body", a)
                        }
                        _ => {}
                    }
                }
                b.insert("methods".into(), json!(ms));
                b.insert("types".into(), json!(tys));
                b.insert("consts".into(), json!(cs));
                b.insert("supertraits".into(), json!(t.supertraits.iter().map(txt).collect::<Vec<_>>()));
                if matches!(t.vis, Visibility::Public(_)) {
                    b.insert("pub".into(), json!(true));
                }
                if t.unsafety.is_some() {
                    b.insert("unsafe".into(), json!(true));
                }
                if !t.generics.params.is_empty() {
                    b.insert("generics".into(), json!(t.generics.params.len()));
                }
                if t.attrs.iter().any(|a| attr_path(a).ends_with("async_trait")) {
                    let a = self.at(t.ident.span());
                    self.out.nasty("#[async_trait]", a);
                }
                self.out.push("traits", Value::Object(b));
                self.docs(&t.attrs);
                let tn = ident(&t.ident);
                self.with_cfg(&t.attrs, |s| {
                    for it in &t.items {
                        if let TraitItem::Fn(f) = it {
                            s.func(&f.sig, &f.attrs, f.span(), Some((&tn, Some(&tn))), None, f.default.is_some());
                            if let Some(b) = &f.default {
                                s.fns.push(ident(&f.sig.ident));
                                visit::visit_block(s, b);
                                s.fns.pop();
                            }
                        } else if let TraitItem::Type(t) = it {
                            s.docs(&t.attrs)
                        } else if let TraitItem::Const(t) = it {
                            s.docs(&t.attrs)
                        }
                    }
                });
            }
            Item::Impl(im) => {
                let st = type_name(&im.self_ty);
                let tr = im.trait_.as_ref().map(|(neg, p, _)| (neg.is_some(), last_seg(p), txt(p)));
                let mut b = self.base(&st, im.impl_token.span, im.span(), &im.attrs);
                b.insert("self_type".into(), json!(txt(&im.self_ty)));
                if let Some((neg, l, full)) = &tr {
                    b.insert("trait".into(), json!(l));
                    b.insert("trait_path".into(), json!(full));
                    if *neg {
                        b.insert("negative".into(), json!(true));
                    }
                }
                if !im.generics.params.is_empty() {
                    b.insert("generics".into(), json!(im.generics.params.len()));
                }
                if im.unsafety.is_some() {
                    b.insert("unsafe".into(), json!(true));
                }
                let n = im.items.iter().filter(|i| matches!(i, ImplItem::Fn(_))).count();
                b.insert("methods".into(), json!(n));
                if !self.fns.is_empty() {
                    let a = self.at(im.impl_token.span);
                    self.out.nasty("impl block in fn", a);
                }
                if let Type::Path(p) = &*im.self_ty {
                    if tr.is_some() && p.path.segments.len() == 1 && im.generics.type_params().any(|t| p.path.is_ident(&t.ident)) {
                        b.insert("blanket".into(), json!(true));
                        let a = self.at(im.impl_token.span);
                        self.out.nasty("blanket impl", a);
                    }
                }
                self.out.push(if tr.is_some() { "trait_impls" } else { "inherent_impls" }, Value::Object(b));
                self.docs(&im.attrs);
                self.with_cfg(&im.attrs, |s| {
                    for it in &im.items {
                        match it {
                            ImplItem::Fn(f) => {
                                s.func(&f.sig, &f.attrs, f.span(), Some((&st, tr.as_ref().map(|t| t.1.as_str()))), Some(&f.vis), true);
                                s.fns.push(ident(&f.sig.ident));
                                visit::visit_block(s, &f.block);
                                s.fns.pop();
                            }
                            ImplItem::Macro(m) => {
                                let a = s.at(m.mac.path.span());
                                s.out.nasty("macro in impl body", a)
                            }
                            ImplItem::Const(c) => {
                                s.docs(&c.attrs);
                                visit::visit_expr(s, &c.expr);
                            }
                            _ => {}
                        }
                    }
                });
            }
            Item::Struct(x) => {
                self.ty("structs", &x.ident, &x.generics, &x.attrs, &x.vis, x.span(), ("fields", x.fields.len()));
                for f in &x.fields {
                    self.docs(&f.attrs)
                }
            }
            Item::Union(x) => self.ty("unions", &x.ident, &x.generics, &x.attrs, &x.vis, x.span(), ("fields", x.fields.named.len())),
            Item::Enum(x) => {
                self.ty("enums", &x.ident, &x.generics, &x.attrs, &x.vis, x.span(), ("variants", x.variants.len()));
                for v in &x.variants {
                    self.docs(&v.attrs)
                }
            }
            Item::Type(x) => self.ty("type_aliases", &x.ident, &x.generics, &x.attrs, &x.vis, x.span(), ("n", 0)),
            Item::Fn(f) => {
                self.func(&f.sig, &f.attrs, f.span(), None, Some(&f.vis), true);
                if !self.fns.is_empty() {
                    let a = self.at(f.sig.ident.span());
                    self.out.nasty("fn in fn", a);
                }
                self.fns.push(ident(&f.sig.ident));
                self.with_cfg(&f.attrs, |s| visit::visit_block(s, &f.block));
                self.fns.pop();
            }
            Item::ForeignMod(fm) => {
                for i in &fm.items {
                    if let ForeignItem::Fn(f) = i {
                        let mut b = self.base(&ident(&f.sig.ident), f.sig.ident.span(), f.span(), &f.attrs);
                        b.insert("extern".into(), json!(true));
                        self.out.push("foreign_functions", Value::Object(b));
                    }
                }
            }
            Item::Macro(m) => self.item_macro(&m.mac, &m.attrs, m.ident.as_ref(), m.span()),
            Item::Const(c) => {
                self.docs(&c.attrs);
                if c.ident == "_" {
                    let a = self.at(c.ident.span());
                    self.out.nasty("const _ (may hold impls)", a);
                }
                self.fns.push(format!("const {}", c.ident));
                self.with_cfg(&c.attrs, |s| visit::visit_expr(s, &c.expr));
                self.fns.pop();
            }
            Item::Static(c) => {
                self.docs(&c.attrs);
                self.fns.push(format!("static {}", c.ident));
                visit::visit_expr(self, &c.expr);
                self.fns.pop();
            }
            Item::TraitAlias(_) => {}
            Item::Use(u) => self.docs(&u.attrs),
            Item::Verbatim(t) => {
                let a = self.at(t.span());
                self.out.nasty("verbatim item (syn does not model it)", a)
            }
            other => visit::visit_item(self, other),
        }
    }
    fn visit_stmt(&mut self, s: &'ast Stmt) {
        if let Stmt::Macro(m) = s {
            self.item_stmt_macro(&m.mac, &m.attrs);
        }
        visit::visit_stmt(self, s)
    }
}
impl V<'_> {
    /// A macro in statement position: count macro_rules and items only when it is no ordinary expression macro.
    fn item_stmt_macro(&mut self, m: &Macro, attrs: &[Attribute]) {
        if let Some(items) = macro_items(m) {
            if items.iter().any(|i| !matches!(i, Item::Macro(_) | Item::Verbatim(_))) {
                let p = m.path.segments.iter().map(|s| ident(&s.ident)).collect::<Vec<_>>().join("::");
                let a = self.at(m.path.span());
                self.out.nasty("items in a statement macro", a);
                self.mac.push(p);
                self.with_cfg(attrs, |s| {
                    for i in &items {
                        s.visit_item(i)
                    }
                });
                self.mac.pop();
            }
        }
    }
}

struct Tree<'a> {
    root: &'a Path,
    parsed: &'a HashMap<PathBuf, File>,
    seen: BTreeSet<(String, PathBuf, String)>,
    out: Vec<Value>,
    file_cfg: HashMap<PathBuf, Vec<Vec<String>>>,
    missing: Vec<String>,
}
struct Ctx {
    krate: String,
    file: PathBuf,
    dir: PathBuf,        // where `mod x;` looks
    path_dir: PathBuf,   // what #[path] is relative to
    modpath: Vec<String>,
    cfg: Vec<String>,
    mac: Option<String>,
}
impl Tree<'_> {
    fn file(&mut self, krate: &str, file: &Path, modpath: Vec<String>, mod_rs: bool, cfg: Vec<String>) {
        let file = norm(file);
        if !self.seen.insert((krate.to_string(), file.clone(), modpath.join("::"))) {
            return;
        }
        let Some(ast) = self.parsed.get(&file) else { return };
        let mut cfg = cfg;
        cfg.extend(cfgs(&ast.attrs));
        self.file_cfg.entry(file.clone()).or_default().push(cfg.clone());
        let parent = file.parent().unwrap().to_path_buf();
        let dir = if mod_rs { parent.clone() } else { parent.join(file.file_stem().unwrap()) };
        let c = Ctx { krate: krate.into(), file: file.clone(), dir, path_dir: parent, modpath, cfg, mac: None };
        self.items(&ast.items, &c);
    }
    fn items(&mut self, items: &[Item], c: &Ctx) {
        for i in items {
            match i {
                Item::Mod(m) => self.module(m, c),
                Item::Macro(m) => {
                    if let Some(items) = macro_items(&m.mac) {
                        let mut cfg = c.cfg.clone();
                        cfg.extend(cfgs(&m.attrs));
                        let n = Ctx { krate: c.krate.clone(), file: c.file.clone(), dir: c.dir.clone(), path_dir: c.path_dir.clone(), modpath: c.modpath.clone(), cfg, mac: Some(txt(&m.mac.path)) };
                        self.items(&items, &n);
                    }
                }
                _ => {}
            }
        }
    }
    fn module(&mut self, m: &ItemMod, c: &Ctx) {
        let name = ident(&m.ident);
        let mut mp = c.modpath.clone();
        mp.push(name.clone());
        let mut cfg = c.cfg.clone();
        cfg.extend(cfgs(&m.attrs));
        let root = self.root;
        let rel = |p: &Path| p.strip_prefix(root).unwrap_or(p).to_string_lossy().to_string();
        let mut v = json!({"crate": c.krate, "module": mp.join("::"), "decl_file": rel(&c.file), "decl_line": line(m.ident.span()), "inline": m.content.is_some()});
        if !cfg.is_empty() {
            v["cfg"] = json!(cfg);
            v["cfg_test"] = json!(cfg.iter().any(|c| mentions_test(c)));
        }
        if let Some(x) = &c.mac {
            v["via_macro"] = json!(x);
        }
        let paths = path_attr(&m.attrs);
        if let Some((_, items)) = &m.content {
            v["file"] = json!(rel(&c.file));
            self.out.push(v);
            // #[path] on an inline module renames its directory.
            let d = paths.first().map(|p| p.0.clone()).unwrap_or(name);
            let base = if paths.is_empty() { c.dir.join(&d) } else { c.path_dir.join(&d) };
            let n = Ctx { krate: c.krate.clone(), file: c.file.clone(), dir: base.clone(), path_dir: base, modpath: mp, cfg, mac: c.mac.clone() };
            self.items(items, &n);
            return;
        }
        let mut cands: Vec<(PathBuf, bool)> = vec![];
        for (p, _) in &paths {
            cands.push((norm(&c.path_dir.join(p)), true));
        }
        if paths.iter().all(|p| p.1.is_some()) {
            let raw = m.ident.to_string();
            let raw = raw.strip_prefix("r#").unwrap_or(&raw);
            cands.push((norm(&c.dir.join(format!("{raw}.rs"))), false));
            cands.push((norm(&c.dir.join(raw).join("mod.rs")), true));
        }
        // a directory on the way may be a symlink: serde/src/core -> ../../serde_core/src
        let cands: Vec<(PathBuf, bool)> = cands.into_iter().map(|(p, m)| (std::fs::canonicalize(&p).unwrap_or(p), m)).collect();
        let hit: Vec<_> = cands.iter().filter(|(p, _)| self.parsed.contains_key(p)).cloned().collect();
        if hit.is_empty() {
            self.missing.push(format!("{}:{} mod {}", rel(&c.file), line(m.ident.span()), mp.join("::")));
            v["file"] = Value::Null;
            self.out.push(v.clone());
        }
        for (p, mr) in hit {
            let mut v = v.clone();
            v["file"] = json!(rel(&p));
            self.out.push(v);
            self.file(&c.krate, &p, mp.clone(), mr, cfg.clone());
        }
    }
}

fn main() {
    let root = std::fs::canonicalize(std::env::args().nth(1).expect("DIR")).unwrap();
    let t0 = Instant::now();
    let git = |a: &[&str]| String::from_utf8_lossy(&Command::new("git").arg("-C").arg(&root).args(a).output().unwrap().stdout).to_string();
    let ls = git(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let all: Vec<&str> = ls.split('\0').filter(|s| !s.is_empty()).collect();
    // crates
    let mut crates = vec![];
    let mut targets: Vec<(String, PathBuf)> = vec![];
    let mut seen_manifest = BTreeSet::new();
    let mut errors = vec![];
    let mut understood = vec![];
    let mut manifests: Vec<&&str> = all.iter().filter(|p| p.ends_with("Cargo.toml")).collect();
    manifests.sort_by_key(|p| p.matches('/').count());
    for mf in manifests {
        let full = root.join(mf);
        if seen_manifest.contains(&full) {
            continue;
        }
        let o = Command::new("cargo").args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"]).arg(&full).current_dir(&root).output().unwrap();
        let Ok(v) = serde_json::from_slice::<Value>(&o.stdout) else {
            errors.push(json!({"manifest": mf, "error": String::from_utf8_lossy(&o.stderr).lines().next().unwrap_or("").to_string()}));
            continue;
        };
        seen_manifest.insert(full.clone());
        understood.push(json!({"path": mf, "understood": true}));
        let ws = v["workspace_root"].as_str().unwrap_or("").to_string();
        for p in v["packages"].as_array().unwrap() {
            let m = PathBuf::from(p["manifest_path"].as_str().unwrap());
            if seen_manifest.insert(m.clone()) {
                understood.push(json!({"path": m.strip_prefix(&root).unwrap_or(&m).to_string_lossy(), "understood": true}));
            }
            let rel = |s: &str| Path::new(s).strip_prefix(&root).map(|p| p.to_string_lossy().to_string()).unwrap_or(s.to_string());
            let ts: Vec<Value> = p["targets"].as_array().unwrap().iter().map(|t| {
                targets.push((format!("{}/{}:{}", p["name"].as_str().unwrap(), t["kind"][0].as_str().unwrap(), t["name"].as_str().unwrap()), PathBuf::from(t["src_path"].as_str().unwrap())));
                json!({"name": t["name"], "kind": t["kind"], "src": rel(t["src_path"].as_str().unwrap()), "edition": t["edition"], "test": t["test"], "doctest": t["doctest"]})
            }).collect();
            crates.push(json!({"name": p["name"], "version": p["version"], "manifest": rel(m.to_str().unwrap()), "workspace": rel(&ws), "edition": p["edition"],
                "features": p["features"].as_object().map(|f| f.len()), "dependencies": p["dependencies"].as_array().unwrap().iter().map(|d| json!({"name": d["name"], "kind": d["kind"], "path": d["path"].as_str().map(rel)})).collect::<Vec<_>>(), "targets": ts}));
        }
    }
    let t_meta = t0.elapsed().as_secs_f64();
    // parse
    let mut parsed: HashMap<PathBuf, File> = HashMap::new();
    let mut files = vec![];
    let mut lines_total = 0;
    let mut out = Out::default();
    for p in all.iter().filter(|p| p.ends_with(".rs")) {
        let full = root.join(p);
        let Ok(md) = std::fs::symlink_metadata(&full) else { continue };
        if !md.is_file() {
            files.push(json!({"path": p, "scored": false, "why": "symlink"}));
            continue;
        }
        let bytes = std::fs::read(&full).unwrap();
        let Ok(src) = String::from_utf8(bytes) else {
            files.push(json!({"path": p, "scored": false, "why": "not UTF-8"}));
            continue;
        };
        match syn::parse_file(&src) {
            Ok(f) => {
                lines_total += src.lines().count();
                files.push(json!({"path": p, "scored": true, "lines": src.lines().count()}));
                parsed.insert(full, f);
            }
            Err(e) => files.push(json!({"path": p, "scored": false, "why": format!("syn: {} at line {}", e, line(e.span()))})),
        }
    }
    // module tree
    let mut tree = Tree { root: &root, parsed: &parsed, seen: BTreeSet::new(), out: vec![], file_cfg: HashMap::new(), missing: vec![] };
    for (k, p) in &targets {
        tree.file(k, p, vec![], true, vec![]);
    }
    let (modules, missing, file_cfg) = (tree.out, tree.missing, tree.file_cfg);
    // facts
    let mut orphan = 0;
    for f in files.iter_mut() {
        if f["scored"] != true {
            continue;
        }
        let p = f["path"].as_str().unwrap().to_string();
        let ast = &parsed[&root.join(&p)];
        let parents = file_cfg.get(&root.join(&p));
        if parents.is_none() {
            orphan += 1;
            f["orphan"] = json!(true);
        }
        // cfg that holds on every way to this file
        let mut cfg: Vec<String> = vec![];
        if let Some(ways) = parents {
            if !ways.is_empty() {
                cfg = ways[0].iter().filter(|c| ways.iter().all(|w| w.contains(c))).cloned().collect();
            }
        } else {
            cfg = cfgs(&ast.attrs);
        }
        if !cfg.is_empty() {
            f["cfg"] = json!(cfg);
        }
        let aliases = test_aliases(ast);
        let mut v = V { aliases: &aliases, file: &p, out: &mut out, mods: vec![], cfg, fns: vec![], mac: vec![] };
        v.docs(&ast.attrs);
        for i in &ast.items {
            v.visit_item(i);
        }
    }
    // calls of macro_rules macros that make one #[test] each: same file first, else same crate directory
    let top = |p: &str| p.split('/').take_while(|c| !matches!(*c, "src" | "tests" | "benches" | "examples")).collect::<Vec<_>>().join("/");
    let makers: Vec<(String, String, usize)> = out.v.get("macro_rules").into_iter().flatten().filter_map(|m| Some((m["name"].as_str()?.to_string(), m["file"].as_str()?.to_string(), m["makes_tests_named_by_arg"].as_u64()? as usize))).collect();
    let rules: Vec<(String, String)> = out.v.get("macro_rules").into_iter().flatten().map(|m| (m["name"].as_str().unwrap().to_string(), m["file"].as_str().unwrap().to_string())).collect();
    let mut made = vec![];
    for c in out.v.get("item_macros").into_iter().flatten() {
        let (n, f) = (c["name"].as_str().unwrap(), c["file"].as_str().unwrap());
        let here = rules.iter().any(|(m, g)| m == n && g == f);
        let hit = makers.iter().find(|(m, g, _)| m == n && g == f).or_else(|| if here { None } else { makers.iter().find(|(m, g, _)| m == n && top(g) == top(f)) });
        if let Some((_, g, i)) = hit {
            if let Some(name) = c["arg_idents"][*i].as_str() {
                let mut v = json!({"file": f, "line": c["line"], "name": name, "kind": format!("macro_rules:{n}"), "macro_file": g});
                for k in ["inline_mod", "cfg", "cfg_test", "in_fn", "via_macro"] {
                    if !c[k].is_null() {
                        v[k] = c[k].clone();
                    }
                }
                made.push(v);
            }
        }
    }
    out.v.insert("tests_by_macro", made);
    let mut counts = Map::new();
    counts.insert("rs_files".into(), json!(files.len()));
    counts.insert("rs_files_scored".into(), json!(parsed.len()));
    counts.insert("orphan_files".into(), json!(orphan));
    counts.insert("lines".into(), json!(lines_total));
    counts.insert("crates".into(), json!(crates.len()));
    counts.insert("targets".into(), json!(targets.len()));
    counts.insert("modules".into(), json!(modules.len()));
    counts.insert("modules_inline".into(), json!(modules.iter().filter(|m| m["inline"] == true).count()));
    counts.insert("modules_via_macro".into(), json!(modules.iter().filter(|m| m["via_macro"].is_string()).count()));
    counts.insert("modules_unresolved".into(), json!(missing.len()));
    for (k, v) in &out.v {
        counts.insert(k.to_string(), json!(v.len()));
        let n = v.iter().filter(|x| x["via_macro"].is_string()).count();
        if n > 0 {
            counts.insert(format!("{k}_via_macro"), json!(n));
        }
        let n = v.iter().filter(|x| x["in_fn"].is_string()).count();
        if n > 0 {
            counts.insert(format!("{k}_in_fn"), json!(n));
        }
        let n = v.iter().filter(|x| x["cfg_test"] == true).count();
        if n > 0 {
            counts.insert(format!("{k}_cfg_test"), json!(n));
        }
    }
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for t in out.v.get("tests").into_iter().flatten() {
        *kinds.entry(t["kind"].as_str().unwrap_or("").to_string()).or_default() += 1;
    }
    let nasty: BTreeMap<_, _> = out.nasty.iter().map(|(k, v)| (k.clone(), json!({"count": v.len(), "examples": v.iter().take(8).collect::<Vec<_>>()}))).collect();
    let mut doc = json!({"tool": "rusttruth 1 (syn 2)", "repo": std::env::args().nth(3).unwrap_or_else(|| root.file_name().unwrap().to_string_lossy().to_string()), "commit": git(&["rev-parse", "HEAD"]).trim(),
        "seconds": {"cargo_metadata": t_meta, "total": t0.elapsed().as_secs_f64()}, "counts": counts, "test_kinds": kinds, "nasty": nasty,
        "manifest_errors": errors, "manifests": understood, "crates": crates, "files": files, "modules": modules, "modules_unresolved": missing});
    for (k, v) in out.v {
        doc[k] = Value::Array(v);
    }
    let s = serde_json::to_string_pretty(&doc).unwrap();
    match std::env::args().nth(2) {
        Some(f) => std::fs::write(f, s).unwrap(),
        None => println!("{s}"),
    }
}
