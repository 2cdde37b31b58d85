//! The facts of one file, and how each is written down.

use crate::prelude::*;

#[derive(Default)]
pub(crate) struct Out {
    pub(crate) v: BTreeMap<&'static str, Vec<Value>>,
    pub(crate) nasty: BTreeMap<String, Vec<String>>,
}

impl Out {
    pub(crate) fn push(&mut self, k: &'static str, v: Value) {
        self.v.entry(k).or_default().push(v)
    }
    pub(crate) fn of(&self, kind: &str) -> impl Iterator<Item = &Value> {
        self.v.get(kind).into_iter().flatten()
    }
    pub(crate) fn nasty(&mut self, k: &str, at: String) {
        self.nasty.entry(k.to_string()).or_default().push(at)
    }
}

pub(crate) struct V<'a> {
    pub(crate) aliases: &'a BTreeSet<String>,
    pub(crate) file: &'a str,
    pub(crate) out: &'a mut Out,
    pub(crate) mods: Vec<String>,
    pub(crate) cfg: Vec<String>,
    pub(crate) fns: Vec<String>,
    pub(crate) mac: Vec<String>,
}

impl V<'_> {
    pub(crate) fn base(&self, name: &str, sp: Span, whole: Span, attrs: &[Attribute]) -> Map<String, Value> {
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
    pub(crate) fn at(&self, s: Span) -> String {
        format!("{}:{}", self.file, line(s))
    }
    pub(crate) fn raw(&mut self, i: &Ident) {
        if i.to_string().starts_with("r#") {
            let a = self.at(i.span());
            self.out.nasty("raw identifier", a)
        }
    }
    pub(crate) fn docs(&mut self, attrs: &[Attribute]) {
        let mut text: Vec<(usize, String)> = vec![];
        for a in attrs {
            if a.path().is_ident("doc")
                && let Meta::NameValue(nv) = &a.meta
                && let Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) = &nv.value
            {
                for (i, l) in s.value().lines().enumerate() {
                    text.push((line(a.span()) + i, l.to_string()));
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
                    let other = words.iter().any(|w| {
                        !matches!(
                            *w,
                            "rust"
                                | "should_panic"
                                | "no_run"
                                | "ignore"
                                | "compile_fail"
                                | "allow_fail"
                                | "test_harness"
                                | "standalone_crate"
                                | "standalone"
                        ) && !w.starts_with("edition")
                            && !w.starts_with("ignore-")
                            && !w.starts_with("E0")
                            && !w.starts_with("custom")
                            && !w.starts_with("class=")
                            && !w.starts_with('.')
                    });
                    let is_rust = words.contains(&"rust") || !other;
                    let ign = words.contains(&"ignore");
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
    pub(crate) fn test_fn(&mut self, sig: &Signature, attrs: &[Attribute], whole: Span, method: Option<&str>) {
        let mut kind = None;
        let (mut ignored, mut panics) = (false, false);
        for a in attrs {
            let p = attr_path(a);
            let l = p.rsplit("::").next().unwrap_or("").to_string();
            match l.as_str() {
                "test" | "bench" | "rstest" | "test_case" | "quickcheck" | "wasm_bindgen_test" | "proptest" | "test_log"
                | "parameterized" | "apply"
                    if l != "apply" =>
                {
                    kind = Some(p)
                }
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
                            let head: String = t
                                .clone()
                                .into_iter()
                                .take_while(|x| !matches!(x, TokenTree::Group(_)))
                                .map(|x| x.to_string())
                                .collect();
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
    pub(crate) fn func(
        &mut self,
        sig: &Signature,
        attrs: &[Attribute],
        whole: Span,
        recv: Option<(&str, Option<&str>)>,
        vis: Option<&Visibility>,
        body: bool,
    ) {
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
    pub(crate) fn derives(&mut self, name: &Ident, attrs: &[Attribute]) {
        for a in attrs {
            let (toks, cond) = if a.path().is_ident("derive") {
                (a.meta.require_list().map(|l| l.tokens.clone()).ok(), None)
            } else if a.path().is_ident("cfg_attr") {
                let mut r = (None, None);
                if let Ok(l) = a.meta.require_list() {
                    let parts = split_commas(l.tokens.clone());
                    for p in parts.iter().skip(1) {
                        let v: Vec<TokenTree> = p.clone().into_iter().collect();
                        if let [TokenTree::Ident(i), TokenTree::Group(g)] = &v[..]
                            && i == "derive"
                        {
                            r = (Some(g.stream()), Some(parts[0].to_string()));
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
    pub(crate) fn ty(
        &mut self,
        k: &'static str,
        id: &Ident,
        g: &Generics,
        attrs: &[Attribute],
        vis: &Visibility,
        whole: Span,
        extra: (&str, usize),
    ) {
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
    pub(crate) fn with_cfg(&mut self, attrs: &[Attribute], f: impl FnOnce(&mut Self)) {
        let n = self.cfg.len();
        self.cfg.extend(cfgs(attrs));
        f(self);
        self.cfg.truncate(n);
    }
    pub(crate) fn item_macro(&mut self, m: &Macro, attrs: &[Attribute], name: Option<&Ident>, span: Span) {
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
        let args: Vec<Value> = split_commas(m.tokens.clone())
            .into_iter()
            .take(4)
            .map(|t| match t.into_iter().find(|t| matches!(t, TokenTree::Ident(_))) {
                Some(TokenTree::Ident(i)) => json!(i.to_string().trim_start_matches("r#")),
                _ => Value::Null,
            })
            .collect();
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
