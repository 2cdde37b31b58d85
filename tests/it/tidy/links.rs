//! Links of our own pages lead somewhere: to a file that is there, and to a heading that it has.

use camino::{Utf8Path, Utf8PathBuf};

use crate::environment::{PROJECT, files};

/// Pages that people read.
fn pages() -> Vec<Utf8PathBuf> {
    let root = Utf8Path::new(PROJECT);
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(Into::into);
    let below = ["docs", "packaging", "evals", "queries", "fixtures"];
    let mut found: Vec<Utf8PathBuf> = top.to_vec();
    for folder in below {
        found.push(Utf8Path::new(folder).join("README.md"));
    }
    let docs = files(&root.join("docs"));
    found.extend(docs.iter().map(|path| Utf8Path::new("docs").join(path)));
    found.retain(|path| path.extension() == Some("md") && root.join(path).is_file());
    found
}

/// Targets of the links of a page, without those in fenced blocks and code marks.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let plain: String = line.split('`').step_by(2).collect();
        for part in plain.split("](").skip(1) {
            found.extend(part.split_once(')').map(|(target, _)| target.to_owned()));
        }
    }
    found
}

/// Names by which a page's headings are linked to, as GitHub makes them.
fn anchors(text: &str) -> Vec<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    let letters = |line: &str| -> String {
        let title = line.trim_start_matches('#').trim().to_lowercase();
        let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(letters).collect()
}

#[test]
fn every_link_leads_to_something() {
    let root = Utf8Path::new(PROJECT);
    let mut dead = Vec::new();
    let mut seen = 0;
    for page in pages() {
        let text = std::fs::read_to_string(root.join(&page)).unwrap();
        for link in links(&text).iter().filter(|link| !link.contains("://")) {
            seen += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = root.join(&page).parent().unwrap().join(path);
            let target = if path.is_empty() { root.join(&page) } else { target };
            let there = target.exists();
            let told = || anchors(&std::fs::read_to_string(&target).unwrap_or_default());
            if !there || !(anchor.is_empty() || told().iter().any(|one| one == anchor)) {
                dead.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
    assert!(seen > 20, "{seen} links were read");
}
