//! What the file holds, without a browser.

use super::{fees, written};
use crate::environment::TestEnvironment;

/// Addresses that a page loads by itself: none may be there.
fn loaded(page: &str) -> Vec<&str> {
    let parts = [
        " src=",
        "url(",
        "@import",
        "<link",
        "<iframe",
        "<object",
        "<base",
        "fetch(",
        "XMLHttpRequest",
    ];
    let lines =
        page.lines().filter(|line| !line.starts_with("<link rel=\"icon\" href=\"data:,\">"));
    lines.filter(|line| parts.iter().any(|part| line.contains(part))).collect()
}

#[test]
fn one_file_holds_everything_and_loads_nothing() {
    let (environment, _) = fees();
    let page = environment.read("plugin-fees.html");
    assert_eq!(loaded(&page), Vec::<&str>::new());
    assert!(page.starts_with("<!DOCTYPE html>"), "{}", &page[..80]);
    for section in [
        "verdict",
        "gap",
        "timeline",
        "questions",
        "findings",
        "risks",
        "traceability",
        "architecture",
        "hotspots",
        "interfaces",
        "endpoints",
        "schema",
        "tests",
        "comparison",
        "scan",
    ] {
        assert!(page.contains(&format!("<section id=\"{section}\"")), "{section}");
    }
    let root = environment.path("");
    assert!(
        !page.contains(root.as_str().trim_end_matches('/')),
        "the page names the folder it was made in"
    );
}

#[test]
fn the_same_repository_gives_the_same_bytes() {
    let (environment, page) = fees();
    let first = std::fs::read(&page).unwrap();
    // Into the target itself: what a run writes it must not read.
    environment
        .expect(0, &["report", "plugin-fees", "-o", "plugin-fees/report.html", "--jobs", "1"]);
    assert!(environment.read("plugin-fees/report.html").as_bytes() == first);
    environment
        .expect(0, &["report", "plugin-fees", "-o", "plugin-fees/report.html", "--no-cache"]);
    assert!(environment.read("plugin-fees/report.html").as_bytes() == first);
    let printed = environment.expect(0, &["report", "plugin-fees", "--exclude", "report.html"]);
    assert!(printed.stdout.starts_with("<!DOCTYPE html>"));
}

#[test]
fn places_lead_to_the_commit_on_the_web() {
    let (environment, _) = fees();
    let commit = environment.git("plugin-fees", &["rev-parse", "HEAD"]);
    let page = environment.read("plugin-fees.html");
    let place = "internal/adapters/http/in/routes.go";
    let address =
        format!("https://github.com/example/plugin-fees/blob/{}/{place}#L22", commit.trim());
    assert!(page.contains(&format!("href=\"{address}\"")), "{address}");

    let given = "https://git.example.org/x?c={commit}&p={path}#n{line}";
    let page = environment.expect(0, &["report", "plugin-fees", "--web-view", given]).stdout;
    let address = format!("https://git.example.org/x?c={}&amp;p={place}#n22", commit.trim());
    assert!(page.contains(&address), "{address}");
}

#[test]
fn without_a_remote_places_are_text() {
    let environment = TestEnvironment::with(&["ledger-core"]);
    let page = written(&environment, "ledger-core");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(!page.contains("href=\"http"));
    assert!(page.contains("<code class=\"at\">"));
}

#[test]
fn an_empty_list_says_which_zero_it_is() {
    let environment = TestEnvironment::new();
    environment.write("empty/README.md", "# Nothing yet\n");
    let page = written(&environment, "empty");
    let page = std::fs::read_to_string(page).unwrap();
    for zero in [
        "Nothing is asked for: no requirements document was found",
        "No endpoints: the repository has no file that could hold any.",
        "No history was read",
        "No reference repository was found",
    ] {
        assert!(page.contains(zero), "{zero}");
    }
}

#[test]
fn a_house_has_its_own_page() {
    let environment = TestEnvironment::with(&["small/net-http"]);
    environment.write(
        "net-http/.groundplan/templates/classic/report.html.j2",
        "<p>{{ name }} & {{ verdict.headline }}</p>{% for s in sections %}{{ s.id }} {% endfor %}\n",
    );
    let page = environment.expect(0, &["report", "net-http"]).stdout;
    assert!(page.starts_with("<p>net-http & "), "{page}");
    assert!(page.contains("architecture hotspots"), "{page}");
}

#[test]
fn a_wrong_address_is_refused() {
    let environment = TestEnvironment::with(&["small/net-http"]);
    let ran =
        environment.expect(2, &["report", "net-http", "--web-view", "javascript:alert('{path}')"]);
    ran.says(&["https://"]);
}
