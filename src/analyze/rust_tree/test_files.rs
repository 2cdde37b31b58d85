//! Files that rustc reads only for tests: every way to them leads through a module under `#[cfg(test)]`.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    extract::asks_for_test,
    model::{FileFacts, Module, RustModule, TestKind},
};

/// Marks such files and what they declare as test code.
pub(in crate::analyze) fn mark(
    facts: &mut [FileFacts],
    modules: &[Module],
    rust_modules: &[RustModule],
) {
    let roots: BTreeSet<&str> =
        modules.iter().flat_map(|module| &module.targets).map(|target| &*target.src).collect();
    let mut only_tests: BTreeMap<&str, bool> = BTreeMap::new();
    for module in rust_modules.iter().filter(|module| !module.inline) {
        let test = module.cfg.iter().any(|condition| asks_for_test(condition));
        *only_tests.entry(&module.at.file).or_insert(true) &= test;
    }
    for file in facts.iter_mut().filter(|file| !file.file.test) {
        let path = &*file.file.path;
        if only_tests.get(path) == Some(&true) && !roots.contains(path) {
            mark_file(file);
        }
    }
}

fn mark_file(file: &mut FileFacts) {
    file.file.test = true;
    let class = file.file.class();
    for one in &mut file.interfaces {
        (one.test, one.at.class) = (true, class);
    }
    for one in &mut file.types {
        (one.test, one.at.class) = (true, class);
    }
    for one in &mut file.functions {
        (one.test, one.at.class) = (true, class);
    }
    for one in &mut file.implementations {
        one.at.class = class;
    }
    // rustdoc does not see the file.
    file.tests.retain(|test| test.kind != TestKind::Doc);
}
