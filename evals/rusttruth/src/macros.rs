//! What the tokens of macro calls and macro definitions hold.

use crate::prelude::*;

/// Items hidden in a macro call in item position, if its tokens parse as items.
/// Also tries the tokens after a leading `cfg...;`-less ident list is impossible: none.
pub(crate) fn macro_items(m: &Macro) -> Option<Vec<Item>> {
    if m.path.is_ident("macro_rules") || m.tokens.is_empty() {
        return None;
    }
    syn::parse2::<File>(m.tokens.clone())
        .ok()
        .map(|f| f.items)
        .filter(|i| !i.is_empty() && !i.iter().all(|i| matches!(i, Item::Verbatim(_))))
}

/// `#[..test..] fn name` inside macro tokens that do not parse as items (proptest!, quickcheck!, own macros).
pub(crate) fn hidden_tests(ts: TokenStream, out: &mut Vec<(String, usize)>) {
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
                if let Some(TokenTree::Ident(n)) = v.get(i + 1)
                    && pending
                {
                    out.push((n.to_string(), n.span().start().line));
                }
                pending = false;
            }
            TokenTree::Group(g) => hidden_tests(g.stream(), out),
            _ => {}
        }
    }
}

/// A macro_rules body that writes `#[test] fn $name`: the comma position of $name in its matcher.
pub(crate) fn test_macro(ts: TokenStream) -> Option<usize> {
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
                            if let (Some(TokenTree::Punct(p)), Some(TokenTree::Ident(n))) = (v.get(i + 1), v.get(i + 2))
                                && p.as_char() == '$'
                            {
                                return Some(n.to_string());
                            }
                            *pending = false;
                        }
                        TokenTree::Group(g)
                            if g.delimiter() == proc_macro2::Delimiter::Brace
                                || g.delimiter() == proc_macro2::Delimiter::Parenthesis =>
                        {
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
                        if let (TokenTree::Punct(p), TokenTree::Ident(x)) = (&w[0], &w[1])
                            && p.as_char() == '$'
                            && *x == n
                        {
                            return Some(k);
                        }
                    }
                }
            }
        }
        i += 1;
    }
    None
}
