//! The page in use: no complaint, search, filters, sorting, the graph, the switch of colors, keyboard, phone.

use serde_json::json;

use super::{browser::Browser, fees};

/// Types into a field and gives what an expression says afterwards.
fn typed(browser: &mut Browser, field: &str, text: &str, then: &str) -> serde_json::Value {
    browser.value(&format!(
        "(() => {{ const f = document.querySelector({}); f.value = {}; \
         f.dispatchEvent(new Event('input', {{bubbles: true}})); return {then}; }})()",
        json!(field),
        json!(text)
    ))
}

#[test]
fn the_page_works_without_a_complaint() {
    let (_environment, page) = fees();
    let Some(mut browser) = Browser::open("the report in use") else { return };
    browser.look((1280, 900), "light");
    browser.load(&page);
    search(&mut browser);
    tables(&mut browser);
    graph(&mut browser);
    colors(&mut browser);
    keyboard(&mut browser);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

fn search(browser: &mut Browser) {
    let first = "document.querySelector('#find-list a')?.textContent ?? ''";
    let found = typed(browser, "#find-text", "routes.go", first);
    assert!(found.as_str().unwrap().starts_with("internal/adapters/http/in/routes.go"), "{found}");
    let address = browser.value("document.querySelector('#find-list a').href");
    assert!(address.as_str().unwrap().starts_with("https://github.com/example/plugin-fees/blob/"));
    let said = "document.getElementById('find-count').textContent";
    let nothing = typed(browser, "#find-text", "no such thing anywhere", said);
    assert!(nothing.as_str().unwrap().starts_with("Nothing found"), "{nothing}");
    // A hit in the page leads to its row, also where the row was folded away.
    let hits =
        typed(browser, "#find-text", "T-040", "document.querySelectorAll('#find-list a').length");
    assert!(hits.as_u64().unwrap() > 0);
    browser.value("[...document.querySelectorAll('#find-list a')].find(a => a.hash === '#task-T-040').click()");
    let shown =
        browser.value("document.getElementById('task-T-040').getBoundingClientRect().height > 0");
    assert_eq!(shown, true);
}

fn tables(browser: &mut Browser) {
    let rows = "[...document.querySelectorAll('#gap-table tbody tr')].filter(r => !r.hidden)";
    browser.value("document.querySelector('#gap-table .more button').click()");
    assert_eq!(browser.value(&format!("{rows}.length")), 73);
    let choose = "(() => { const s = document.querySelector('#gap-table select[aria-label^=State]'); \
                  s.value = 'there'; s.dispatchEvent(new Event('change')); })()";
    browser.value(choose);
    assert_eq!(browser.value(&format!("{rows}.length")), 16);
    let filtered =
        typed(browser, "#gap-table input[type=search]", "endpoint post", &format!("{rows}.length"));
    assert_eq!(filtered, 2, "POST /v1/packages and POST /v1/charges are there");
    assert_eq!(
        browser.value("document.querySelector('#gap-table output').textContent"),
        "2 of 73 rows"
    );
    let none = "!document.querySelector('#gap-table p.zero').hidden";
    assert_eq!(typed(browser, "#gap-table input[type=search]", "nowhere", none), true);

    // Hours are numbers: most first at the first click, fewest first at the second.
    let column = "[...document.querySelectorAll('#tasks th')].findIndex(h => h.textContent === 'Hours likely')";
    let hours = format!(
        "[...document.querySelectorAll('#tasks tbody tr')].map(r => Number(r.cells[{column}].textContent))"
    );
    for direction in ["descending", "ascending"] {
        browser.value(&format!(
            "document.querySelectorAll('#tasks th')[{column}].querySelector('button').click()"
        ));
        let head =
            browser.value(&format!("document.querySelectorAll('#tasks th')[{column}].ariaSort"));
        assert_eq!(head, direction);
        let order = if direction == "ascending" { "a <= b" } else { "a >= b" };
        let sorted =
            format!("(h => h.every((b, i) => i === 0 || ((a) => {order})(h[i - 1])))({hours})");
        assert_eq!(browser.value(&sorted), true, "{direction}");
    }
}

fn graph(browser: &mut Browser) {
    let found = typed(
        browser,
        "#graph input",
        "postgres",
        "document.querySelectorAll('#graph .hit').length",
    );
    assert_eq!(found, 3);
    browser.value("document.querySelector('#graph input').focus()");
    browser.press("Enter");
    let about = browser.value("document.querySelector('#graph .about').textContent");
    assert!(about.as_str().unwrap().contains(" imports "), "{about}");
    assert!(
        browser.value("document.querySelectorAll('#graph .line.on').length").as_u64().unwrap() > 0
    );
    let width =
        "Number(document.querySelector('#graph svg').getAttribute('viewBox').split(' ')[2])";
    let left = "Number(document.querySelector('#graph svg').getAttribute('viewBox').split(' ')[0])";
    let whole = browser.value(width).as_f64().unwrap();
    browser.value("document.querySelector('#graph .view').focus()");
    browser.press("+");
    let zoomed = browser.value(width).as_f64().unwrap();
    assert!(zoomed < whole, "{zoomed} of {whole}");
    let before = browser.value(left).as_f64().unwrap();
    browser.press("ArrowLeft");
    assert!(browser.value(left).as_f64().unwrap() < before);
    browser.press("0");
    assert!((browser.value(width).as_f64().unwrap() - whole).abs() < 0.01);
}

fn colors(browser: &mut Browser) {
    let paper = "getComputedStyle(document.body).backgroundColor";
    let light = browser.value(paper);
    browser.look((1280, 900), "dark");
    let dark = browser.value(paper);
    assert_ne!(light, dark);
    browser.value("document.querySelector('#tools button').click()");
    assert_eq!(browser.value(paper), light, "the switch is stronger than the system");
    browser.look((1280, 900), "light");
}

fn keyboard(browser: &mut Browser) {
    browser.value("document.activeElement.blur()");
    browser.press("/");
    assert_eq!(browser.value("document.activeElement.id"), "find-text");
    browser.press("Escape");
    let reachable = browser.value(
        "[...document.querySelectorAll('.scroll')].every(r => r.tabIndex === 0 && (r.ariaLabel || r.getAttribute('aria-labelledby')))",
    );
    assert_eq!(reachable, true);
}

#[test]
fn a_phone_shows_the_page_without_sideways_scrolling() {
    let (_environment, page) = fees();
    let Some(mut browser) = Browser::open("the report on a phone") else { return };
    for width in [360, 768] {
        browser.look((width, 740), "light");
        browser.load(&page);
        assert_eq!(browser.value("document.documentElement.scrollWidth"), width);
        // What is wider scrolls in its own frame, to its end.
        let cut = "[...document.querySelectorAll('.scroll')].filter(r => r.scrollWidth > r.clientWidth && \
                   getComputedStyle(r).overflowX !== 'auto').length";
        assert_eq!(browser.value(cut), 0);
    }
}

#[test]
fn the_text_is_there_without_scripts() {
    let (_environment, page) = fees();
    let Some(mut browser) = Browser::open("the report without scripts") else { return };
    browser.look((1280, 900), "light");
    browser.scripts("off");
    browser.load(&page);
    // The debugger still evaluates; the page's own scripts did not run.
    let rows = "[...document.querySelectorAll('#gap-table tbody tr')].filter(r => r.getBoundingClientRect().height > 0).length";
    assert_eq!(browser.value(rows), 73);
    assert_eq!(browser.value("document.querySelectorAll('#tools button').length"), 0);
    assert_eq!(browser.value("document.getElementById('find').hidden"), true);
    assert_eq!(browser.value("document.querySelectorAll('#graph .node').length"), 14);
}
