//! Files of the living form that the program wrote: of those in the folder of a feature it remembers what it
//! wrote, and files that people wrote by hand are documents like any other.

use camino::Utf8Path;

use super::{CONFLICT, FOLDER, ROADMAP, TASKS};

/// The program's own files in the folders of features in `folder`, whose path in the target is `name`.
pub(in crate::cli) fn own_files(folder: &Utf8Path, name: &str) -> Vec<String> {
    let mut own = Vec::new();
    let entries = folder.read_dir_utf8().into_iter().flatten().flatten();
    for feature in entries.filter(|entry| entry.path().join(FOLDER).is_dir()) {
        let inside = format!("{name}/{}", feature.file_name());
        own.push(format!("{inside}/{FOLDER}/"));
        for file in [TASKS, ROADMAP].into_iter().filter(|file| is_own(feature.path(), file)) {
            own.extend([format!("{inside}/{file}"), format!("{inside}/{file}{CONFLICT}")]);
        }
    }
    own.sort();
    own
}

fn is_own(feature: &Utf8Path, file: &str) -> bool {
    let remembered = feature.join(FOLDER).join(file);
    remembered.is_file() || feature.join(FOLDER).join(format!("{file}.next")).is_file()
}
