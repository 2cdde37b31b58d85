//! What attributes say: conditions, paths, names of test attributes.

use crate::prelude::*;

pub(crate) fn attr_path(a: &Attribute) -> String {
    a.path().segments.iter().map(|s| ident(&s.ident)).collect::<Vec<_>>().join("::")
}

/// cfg expressions on an item, and what cfg_attr would add as text.
pub(crate) fn cfgs(attrs: &[Attribute]) -> Vec<String> {
    attrs.iter().filter(|a| a.path().is_ident("cfg")).filter_map(|a| a.meta.require_list().ok().map(|l| txt(&l.tokens))).collect()
}

/// Is `test` required positively somewhere (cfg(test), all(test, ..), any(test, ..))?
pub(crate) fn mentions_test(c: &str) -> bool {
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

pub(crate) fn path_attr(attrs: &[Attribute]) -> Vec<(String, Option<String>)> {
    let mut o = vec![];
    for a in attrs {
        if a.path().is_ident("path")
            && let Meta::NameValue(nv) = &a.meta
            && let Expr::Lit(ExprLit { lit: Lit::Str(s), .. }) = &nv.value
        {
            o.push((s.value(), None));
        }
        if a.path().is_ident("cfg_attr")
            && let Ok(l) = a.meta.require_list()
        {
            let v: Vec<TokenTree> = l.tokens.clone().into_iter().collect();
            for w in v.windows(3) {
                if let (TokenTree::Ident(i), TokenTree::Punct(p), TokenTree::Literal(x)) = (&w[0], &w[1], &w[2])
                    && i == "path"
                    && p.as_char() == '='
                    && let Ok(s) = syn::parse_str::<LitStr>(&x.to_string())
                {
                    o.push((s.value(), Some(txt(&l.tokens))));
                }
            }
        }
    }
    o
}

/// Names under which a file imports some `..::test` attribute: `use tokio::test as maybe_tokio_test;`
pub(crate) fn test_aliases(f: &File) -> BTreeSet<String> {
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
