//! Two whole outputs that somebody has read line by line.
//!
//! `INSTA_UPDATE=always cargo test --test it golden` writes them anew; read the difference.

use crate::environment::TestEnvironment;

/// Compares a text with the one in `tests/golden`.
#[track_caller]
pub(crate) fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../golden");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.add_filter(r"groundplan \d+\.\d+\.\d+", "groundplan [VERSION]");
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_plan_of_the_target() {
    let environment = TestEnvironment::plugins();
    check("plan-plugin-fees", &environment.expect(0, &["plan", "plugin-fees", "--stdout"]).stdout);
}

#[test]
fn the_analysis_of_a_rust_workspace() {
    let environment = TestEnvironment::with(&["ledger-core"]);
    let arguments = ["analyze", "ledger-core", "--format", "markdown"];
    check("analysis-ledger-core", &environment.expect(0, &arguments).stdout);
}
