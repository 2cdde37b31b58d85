//! Text of a repository is only text: names, paths, authors and requirements that look like markup.

use super::browser::Browser;
use crate::environment::TestEnvironment;

const SCRIPT: &str = "<script>alert(1)</script>";
const IMAGE: &str = "\"><img src=x onerror=alert(2)>";

/// A repository whose every name tries to be markup.
fn hostile() -> TestEnvironment {
    let environment = TestEnvironment::new();
    let docs = "shop/docs/pre-development-docs";
    let sql = "CREATE TABLE \"orders<img src=x onerror=alert(3)>\" (\"id</text><script>alert(4)</script>\" uuid PRIMARY KEY);";
    environment.write("shop/go.mod", "module example.org/shop\n\ngo 1.22\n");
    environment.write("shop/<img src=x onerror=alert(5)>/handler.go", "package x\n\nfunc A() {}\n");
    environment.write(
        "shop/api/routes.go",
        "package api\n\nimport \"net/http\"\n\nfunc Routes(m *http.ServeMux) {\n\tm.HandleFunc(\"GET /<script>alert(6)</script>\", nil)\n\
         \tm.HandleFunc(\"POST /\\\"><img src=x onerror=alert(7)>\", nil)\n}\n\n// TODO: </script><script>alert(8)</script>\n",
    );
    environment.write(&format!("shop/{}", SCRIPT.replace('/', "\u{2215}")), "x\n");
    environment.write(&format!("shop/{IMAGE}.go"), "package shop\n");
    environment.write("shop/migrations/000001_a.up.sql", sql);
    environment.write("shop/migrations/000001_a.down.sql", "DROP TABLE x;");
    environment.write(
        &format!("{docs}/PRD.md"),
        format!(
            "# {SCRIPT} shop\n\n## Functional requirements\n\n- **FR-1{IMAGE}**: The shop must show {SCRIPT} and {IMAGE}.\n\
             - **FR-2**: Pages must load fast `</code>{SCRIPT}`.\n\n## Open questions\n\n- Who pays for {IMAGE}?\n\n\
             ## Risks\n\n| risk | probability | impact | mitigation |\n|---|---|---|---|\n| {SCRIPT} | High | High | {IMAGE} |\n"
        ),
    );
    environment.write(
        &format!("{docs}/TRD.md"),
        format!(
            "# TRD\n\n## API\n\n| Method | Path | Purpose |\n|---|---|---|\n| POST | /v1/{IMAGE} | {SCRIPT} |\n\n\
             ## Data\n\n```sql\n{sql}\n```\n"
        ),
    );
    environment.git("shop", &["init", "--quiet", "--initial-branch=main"]);
    environment.git("shop", &["add", "--all"]);
    // Git takes angle brackets out of names by itself; quotes stay.
    let author = "--author=x\" onclick=\"alert(9)\" y=' <a\"onmouseover=\"alert(10)@example.org>";
    environment.git("shop", &["commit", "--quiet", "--message=x", author]);
    environment.git(
        "shop",
        &["remote", "add", "origin", "https://github.com/a\"onmouseover=\"alert(11)/b.git"],
    );
    environment
}

#[test]
fn markup_in_names_is_only_a_name() {
    let environment = hostile();
    environment.expect(0, &["report", "shop", "-o", "shop.html"]);
    let page = environment.read("shop.html");
    // Neither opens an element nor ends an attribute or a script.
    for part in ["<script>alert", "<img", "\"onmouseover", "\" onclick", "</script><script>alert"] {
        assert!(!page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<script").count(), 2, "the data and the page's own");
    assert!(page.contains("&lt;img src=x onerror=alert(5)&gt;"), "the name is shown as it is");

    let Some(mut browser) = Browser::open("hostile names in a browser") else { return };
    browser.look((1280, 900), "light");
    browser.load(&environment.path("shop.html"));
    browser.value(
        "document.getElementById('find-text').value = 'alert'; \
                   document.getElementById('find-text').dispatchEvent(new Event('input'))",
    );
    let hits = browser.value("document.querySelectorAll('#find-list a').length");
    assert!(hits.as_u64().unwrap() > 2, "{hits}");
    browser.value("document.querySelectorAll('#treemap rect[data-f]').forEach(r => r.dispatchEvent(new MouseEvent('click', {bubbles: true})))");
    browser.value("document.querySelectorAll('#graph .node').forEach(n => n.dispatchEvent(new MouseEvent('click', {bubbles: true})))");
    assert_eq!(browser.value("document.querySelectorAll('img, iframe, object, embed').length"), 0);
    assert_eq!(browser.value("document.querySelectorAll('script').length"), 2);
    let handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length";
    assert_eq!(browser.value(handlers), 0);
    let schemes = "[...new Set([...document.querySelectorAll('a[href]')].map(a => a.protocol))].filter(p => !['https:', 'file:'].includes(p)).length";
    assert_eq!(browser.value(schemes), 0);
    assert_eq!(browser.complaints(), Vec::<String>::new(), "an alert or a blocked script");
}

#[test]
fn the_policy_stops_what_is_not_ours() {
    let environment = hostile();
    environment.expect(0, &["report", "shop", "-o", "shop.html"]);
    let Some(mut browser) = Browser::open("the content security policy") else { return };
    let page = environment.read("shop.html").replacen(
        "</main>",
        "<script>document.title = 'taken over'</script><img src=\"https://example.org/x.png\"></main>",
        1,
    );
    environment.write("changed.html", page);
    browser.load(&environment.path("changed.html"));
    assert_ne!(browser.value("document.title"), "taken over");
    assert_eq!(browser.complaints().len(), 2, "the script and the picture were blocked");
}
