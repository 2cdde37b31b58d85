//! What the history lacks, as diagnostics: what nobody asked for, a shallow clone, objects that are not there. The
//! facts say the same in numbers; here it is said in words, so that no sum is taken for whole.

use std::sync::Arc;

use crate::model::{Diagnostic, DiagnosticKind, GitFacts, HistoryLimits};

/// The gaps of a history that was read.
pub(super) fn of(git: &GitFacts) -> Vec<Diagnostic> {
    let whole: [(bool, String); 3] = [
        (
            git.shallow,
            "the clone is shallow: commits before its boundary are in no count of the history"
                .into(),
        ),
        (
            git.unread_commits > 0,
            format!(
                "{} commits or their trees are missing: they are in no count of changes",
                git.unread_commits
            ),
        ),
        (
            git.missing_blobs > 0,
            format!(
                "{} older contents are missing: their lines are not counted",
                git.missing_blobs
            ),
        ),
    ];
    let whole = whole.into_iter().filter(|(is_so, _)| *is_so);
    let whole = whole.map(|(_, message)| gap(&".git".into(), message));
    let whole = git.limits.iter().map(|limits| limited(git, limits)).chain(whole);
    let files = git.files.iter().filter(|file| file.unread_changes > 0);
    let files = files.map(|file| {
        let text = format!(
            "contents of {} of {} commits are missing: no lines are counted for the file",
            file.unread_changes, file.commits
        );
        gap(&file.path, text)
    });
    whole.chain(files).collect()
}

fn limited(git: &GitFacts, limits: &HistoryLimits) -> Diagnostic {
    let all = u64::from(git.commits) + u64::from(limits.left_out);
    let text = format!(
        "only a part of the history was asked for: {} of {all} commits are in no count of it",
        limits.left_out
    );
    gap(&".git".into(), text)
}

fn gap(file: &Arc<str>, message: String) -> Diagnostic {
    Diagnostic { file: Arc::clone(file), line: 0, kind: DiagnosticKind::History, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileChurn;

    #[track_caller]
    fn check(git: &GitFacts, expected: &[&str]) {
        let one = |gap: Diagnostic| format!("{}: {}", gap.file, gap.message);
        assert_eq!(of(git).into_iter().map(one).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_whole_history_has_no_gaps() {
        check(&GitFacts { commits: 3, ..GitFacts::default() }, &[]);
    }

    #[test]
    fn every_gap_is_said() {
        let file = |path: &str, unread_changes| FileChurn {
            path: path.into(),
            commits: 4,
            unread_changes,
            ..FileChurn::default()
        };
        let git = GitFacts {
            shallow: true,
            unread_commits: 2,
            missing_blobs: 3,
            files: vec![file("a", 0), file("b", 1)],
            ..GitFacts::default()
        };
        let expected = [
            ".git: the clone is shallow: commits before its boundary are in no count of the history",
            ".git: 2 commits or their trees are missing: they are in no count of changes",
            ".git: 3 older contents are missing: their lines are not counted",
            "b: contents of 1 of 4 commits are missing: no lines are counted for the file",
        ];
        check(&git, &expected);
    }
}
