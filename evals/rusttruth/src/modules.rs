//! The module tree, as rustc reads it from the root of each target.

use crate::prelude::*;

pub(crate) struct Tree<'a> {
    pub(crate) root: &'a Path,
    pub(crate) parsed: &'a HashMap<PathBuf, File>,
    pub(crate) seen: BTreeSet<(String, PathBuf, String)>,
    pub(crate) out: Vec<Value>,
    pub(crate) file_cfg: HashMap<PathBuf, Vec<Vec<String>>>,
    pub(crate) missing: Vec<String>,
}

pub(crate) struct Ctx {
    pub(crate) krate: String,
    pub(crate) file: PathBuf,
    pub(crate) dir: PathBuf,      // where `mod x;` looks
    pub(crate) path_dir: PathBuf, // what #[path] is relative to
    pub(crate) modpath: Vec<String>,
    pub(crate) cfg: Vec<String>,
    pub(crate) mac: Option<String>,
}

impl Tree<'_> {
    /// Files that rustdoc reads: those of library targets.
    pub(crate) fn files_of_libraries(&self) -> BTreeSet<PathBuf> {
        let others = ["bin", "test", "bench", "example", "custom-build"];
        let kind =
            |target: &str| target.split_once('/').and_then(|(_, rest)| rest.split(':').next()).unwrap_or_default().to_owned();
        let library = self.seen.iter().filter(|(target, ..)| !others.contains(&kind(target).as_str()));
        library.map(|(_, file, _)| file.clone()).collect()
    }

    pub(crate) fn file(&mut self, krate: &str, file: &Path, modpath: Vec<String>, mod_rs: bool, cfg: Vec<String>) {
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
    pub(crate) fn items(&mut self, items: &[Item], c: &Ctx) {
        for i in items {
            match i {
                Item::Mod(m) => self.module(m, c),
                Item::Macro(m) => {
                    if let Some(items) = macro_items(&m.mac) {
                        let mut cfg = c.cfg.clone();
                        cfg.extend(cfgs(&m.attrs));
                        let n = Ctx {
                            krate: c.krate.clone(),
                            file: c.file.clone(),
                            dir: c.dir.clone(),
                            path_dir: c.path_dir.clone(),
                            modpath: c.modpath.clone(),
                            cfg,
                            mac: Some(txt(&m.mac.path)),
                        };
                        self.items(&items, &n);
                    }
                }
                _ => {}
            }
        }
    }
    pub(crate) fn module(&mut self, m: &ItemMod, c: &Ctx) {
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
            let n = Ctx {
                krate: c.krate.clone(),
                file: c.file.clone(),
                dir: base.clone(),
                path_dir: base,
                modpath: mp,
                cfg,
                mac: c.mac.clone(),
            };
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
