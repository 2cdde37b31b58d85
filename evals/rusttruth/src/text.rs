//! Source as text: names, paths and types as they are compared.

use crate::prelude::*;

pub(crate) fn norm(p: &Path) -> PathBuf {
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

pub(crate) fn txt<T: ToTokens>(t: &T) -> String {
    t.to_token_stream()
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace(" :: ", "::")
        .replace(" <", "<")
        .replace("< ", "<")
        .replace(" >", ">")
        .replace("& ", "&")
        .replace(" ,", ",")
}

pub(crate) fn ident(i: &Ident) -> String {
    let s = i.to_string();
    s.strip_prefix("r#").map(str::to_string).unwrap_or(s)
}

pub(crate) fn line(s: Span) -> usize {
    s.start().line
}

pub(crate) fn last_seg(p: &syn::Path) -> String {
    p.segments.last().map(|s| ident(&s.ident)).unwrap_or_default()
}

pub(crate) fn type_name(t: &Type) -> String {
    match t {
        Type::Path(p) => last_seg(&p.path),
        Type::Reference(r) => type_name(&r.elem),
        Type::Paren(p) => type_name(&p.elem),
        Type::Group(p) => type_name(&p.elem),
        t => txt(t).split_whitespace().collect(), // tuples, arrays, dyn ..: the text without any blank
    }
}

pub(crate) fn split_commas(ts: TokenStream) -> Vec<TokenStream> {
    let mut o = vec![TokenStream::new()];
    for t in ts {
        match &t {
            TokenTree::Punct(p) if p.as_char() == ',' => o.push(TokenStream::new()),
            _ => o.last_mut().unwrap().extend([t]),
        }
    }
    o
}
