//! Which files are somebody else's code: by the folders that package managers use, and by what
//! `.gitattributes` says (`linguist-vendored`), which wins. The other marks of `.gitattributes` are set
//! here as well.

use super::{
    Entry,
    rules::{Rules, Said},
};

/// Marks entries; `prefix` leads from the top of the repository to what they are relative to.
pub(super) fn mark(entries: &mut [Entry], rules: &mut Rules, prefix: &str) {
    for entry in entries {
        // What lies above the analysed folder is not in the notation of its repository's paths.
        let speaks = rules.has_attributes() && !entry.path.starts_with("../");
        let said = if speaks {
            rules.said(format!("{prefix}{}", entry.path).as_bytes().into())
        } else {
            Said::default()
        };
        entry.vendored = said.vendored.unwrap_or_else(|| is_in_vendor_folder(&entry.path));
        entry.generated = said.generated;
        entry.export_ignore = said.export_ignore;
        entry.encoding = said.encoding;
    }
}

/// Folders where Go, PHP and Ruby, npm, and everybody else keep copies of dependencies.
const FOLDERS: &[&str] = &["vendor", "node_modules", "third_party"];

fn is_in_vendor_folder(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| FOLDERS.contains(&folder))
}
