//! The walk over the items of a file, into function bodies and macros.

use crate::prelude::*;

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
                if let Type::Path(p) = &*im.self_ty
                    && tr.is_some()
                    && p.path.segments.len() == 1
                    && im.generics.type_params().any(|t| p.path.is_ident(&t.ident))
                {
                    b.insert("blanket".into(), json!(true));
                    let a = self.at(im.impl_token.span);
                    self.out.nasty("blanket impl", a);
                }
                self.out.push(if tr.is_some() { "trait_impls" } else { "inherent_impls" }, Value::Object(b));
                self.docs(&im.attrs);
                self.with_cfg(&im.attrs, |s| {
                    for it in &im.items {
                        match it {
                            ImplItem::Fn(f) => {
                                s.func(
                                    &f.sig,
                                    &f.attrs,
                                    f.span(),
                                    Some((&st, tr.as_ref().map(|t| t.1.as_str()))),
                                    Some(&f.vis),
                                    true,
                                );
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
            Item::Union(x) => {
                self.ty("unions", &x.ident, &x.generics, &x.attrs, &x.vis, x.span(), ("fields", x.fields.named.len()))
            }
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
    pub(crate) fn item_stmt_macro(&mut self, m: &Macro, attrs: &[Attribute]) {
        if let Some(items) = macro_items(m)
            && items.iter().any(|i| !matches!(i, Item::Macro(_) | Item::Verbatim(_)))
        {
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
