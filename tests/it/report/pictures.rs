//! Screenshots against those that somebody has looked at.
//!
//! Fonts and smoothing differ between machines and say nothing, so both pictures are made small first (72 columns,
//! averaged by the browser) and compared by how far their colors are apart on the whole and how many cells differ
//! much: a missing chart, a broken layout or a lost color scheme is seen, another font is not.
//! `UPDATE=1 cargo test --test it report` takes them anew; look at them then.

use camino::Utf8PathBuf;
use serde_json::json;

use super::{browser::Browser, fees};
use crate::environment::PROJECT;

/// Mean distance of colors that is let pass, of 255.
const FAR: f64 = 3.5;
/// Cells that may differ by more than an eighth of the range, in percent.
const DIFFERENT: f64 = 5.0;

/// What is looked at: section, size, colors.
const VIEWS: [(&str, (u32, u32), &str); 9] = [
    ("verdict", (1280, 900), "light"),
    ("verdict", (1280, 900), "dark"),
    ("verdict", (360, 740), "light"),
    ("gap", (1280, 900), "light"),
    ("timeline", (1280, 900), "light"),
    ("architecture", (1280, 900), "light"),
    ("hotspots", (1280, 900), "dark"),
    ("schema", (1280, 900), "light"),
    ("tests", (360, 740), "dark"),
];

/// Makes a PNG small: base64 in, base64 out.
const SMALL: &str = "async (png) => { const i = new Image(); i.src = 'data:image/png;base64,' + png; await i.decode(); \
    const c = document.createElement('canvas'); c.width = 72; c.height = Math.round(72 * i.height / i.width); \
    const x = c.getContext('2d'); x.imageSmoothingQuality = 'high'; x.drawImage(i, 0, 0, c.width, c.height); \
    return c.toDataURL('image/png').split(',')[1]; }";

/// Mean distance and share of cells that differ much, of two small PNGs; none of both where their sizes differ.
const APART: &str = "async (a, b) => { const read = async (png) => { const i = new Image(); \
    i.src = 'data:image/png;base64,' + png; await i.decode(); const c = document.createElement('canvas'); \
    c.width = i.width; c.height = i.height; const x = c.getContext('2d'); x.drawImage(i, 0, 0); \
    return x.getImageData(0, 0, c.width, c.height); }; \
    const [p, q] = [await read(a), await read(b)]; if (p.data.length !== q.data.length) return [255, 100]; \
    let sum = 0, far = 0; for (let i = 0; i < p.data.length; i += 4) { \
    const d = (Math.abs(p.data[i] - q.data[i]) + Math.abs(p.data[i + 1] - q.data[i + 1]) + Math.abs(p.data[i + 2] - q.data[i + 2])) / 3; \
    sum += d; far += d > 32; } const n = p.data.length / 4; return [sum / n, 100 * far / n]; }";

#[test]
fn the_page_looks_as_it_did() {
    let (environment, page) = fees();
    let Some(mut browser) = Browser::open("screenshots of the report") else { return };
    // The page's own policy forbids pictures, so they are compared in another one.
    environment.write("blank.html", "<!DOCTYPE html><title>blank</title>");
    let mut wrong = Vec::new();
    for (section, size, colors) in VIEWS {
        browser.look(size, colors);
        browser.load(&page);
        browser.value(&format!(
            "document.getElementById('{section}').scrollIntoView({{behavior: 'instant'}}); \
             new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        ));
        let taken = browser.picture();
        browser.load(&environment.path("blank.html"));
        let taken = browser.value(&format!("({SMALL})({})", json!(taken)));
        let name = format!("{section}-{}-{colors}", size.0);
        let golden = golden(&mut browser, &name, &taken);
        let apart = browser.value(&format!("({APART})({taken}, {golden})"));
        let (far, different) = (apart[0].as_f64().unwrap(), apart[1].as_f64().unwrap());
        if far > FAR || different > DIFFERENT {
            wrong.push(format!("{name}: {far:.1} of 255 apart, {different:.1} % of the cells"));
        }
    }
    assert!(
        wrong.is_empty(),
        "UPDATE=1 cargo test --test it report, and look at them:\n{}",
        wrong.join("\n")
    );
}

/// The picture that somebody has looked at, as a string of base64; written where `UPDATE` is set.
fn golden(browser: &mut Browser, name: &str, taken: &serde_json::Value) -> serde_json::Value {
    let file = Utf8PathBuf::from(PROJECT).join(format!("tests/golden/report/{name}.png"));
    if std::env::var_os("UPDATE").is_some() {
        let bytes = browser.value(&format!("[...atob({taken})].map(c => c.charCodeAt(0))"));
        let bytes: Vec<u8> = serde_json::from_value(bytes).unwrap();
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, bytes).unwrap();
    }
    let bytes = std::fs::read(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    browser.value(&format!("btoa(String.fromCharCode(...{}))", json!(bytes)))
}

#[test]
fn another_page_is_told_from_this_one() {
    let (environment, page) = fees();
    let Some(mut browser) = Browser::open("the comparison of screenshots") else { return };
    environment.write("blank.html", "<!DOCTYPE html><title>blank</title>");
    let mut small = Vec::new();
    for change in ["", "document.querySelector('#graph svg').remove()"] {
        browser.look((1280, 900), "light");
        browser.load(&page);
        browser.value(&format!("{change}; document.getElementById('architecture').scrollIntoView({{behavior: 'instant'}})"));
        let taken = browser.picture();
        browser.load(&environment.path("blank.html"));
        small.push(browser.value(&format!("({SMALL})({})", json!(taken))));
    }
    let apart = browser.value(&format!("({APART})({}, {})", small[0], small[1]));
    assert!(apart[0].as_f64().unwrap() > FAR || apart[1].as_f64().unwrap() > DIFFERENT, "{apart}");
}
