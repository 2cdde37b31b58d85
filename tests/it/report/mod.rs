//! The HTML report: what the file holds, and how it behaves in a real browser.

mod accessible;
mod browser;
mod hostile;
mod pictures;
mod text;
mod used;

use camino::Utf8PathBuf;

use crate::environment::TestEnvironment;

/// The target beside its references, committed, with a remote; and its report.
fn fees() -> (TestEnvironment, Utf8PathBuf) {
    let environment = TestEnvironment::plugins();
    environment.commit("plugin-fees");
    environment
        .git("plugin-fees", &["remote", "add", "origin", "git@github.com:example/plugin-fees.git"]);
    let page = written(&environment, "plugin-fees");
    (environment, page)
}

/// Writes the report of a folder beside it.
fn written(environment: &TestEnvironment, folder: &str) -> Utf8PathBuf {
    let page = format!("{folder}.html");
    environment.expect(0, &["report", folder, "-o", &page]);
    environment.path(&page)
}
