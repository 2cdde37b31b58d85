//! All files as compact JSON for the search: a folder is written once, numbers only where they are known.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Context, assets::in_script, history::weights};

/// `{"web": address with {path}, "folders": [[folder, [[name, lines, commits, complexity], …]], …]}`.
pub(super) fn json(context: &Context<'_>) -> String {
    let mut folders: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for (path, weight) in weights(context) {
        // What lies above the analysed folder has no place below it.
        if path.starts_with("../") {
            continue;
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push(json!([
            name,
            weight.lines,
            weight.commits,
            weight.complexity
        ]));
    }
    let folders: Vec<Value> =
        folders.into_iter().map(|(folder, files)| json!([folder, files])).collect();
    in_script(&json!({"web": context.to.web.file_shape(), "folders": folders}).to_string())
}
