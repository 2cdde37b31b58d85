//! The files that plans point into: as they are, and as they were when the plans were written.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    analyze,
    check::Index,
    discover::Snapshot,
    extract,
    history::{self, Contents, Past, Version},
    model::{Action, Claim, ClaimKind, PlanDocument, Standing},
};

/// Adds the texts to the index. What cannot be read is left out: references into it are not judged by age.
pub(super) fn add(index: &mut Index, documents: &[PlanDocument], snapshot: &Snapshot) {
    let references = references(index, documents);
    let created = created(index, documents);
    let wanted: BTreeSet<&str> = references.iter().map(|one| &*one.file).collect();
    for entry in snapshot.entries.iter().filter(|entry| wanted.contains(&*entry.path)) {
        let Ok(bytes) = snapshot.read(entry) else { continue };
        if let Some((text, _)) = extract::decode(&bytes, entry.encoding.as_deref()) {
            index.add_text(&entry.path, Arc::from(&*text));
        }
    }
    if let Some(past) = past(references.iter().chain(&created), snapshot) {
        let mut texts = Texts { past: &past, reader: past.reader(), plans: BTreeMap::new() };
        earlier(index, &references, &mut texts);
        younger(index, &created, &mut texts);
    }
}

/// Which of the names stand as words in a file that is no prose.
pub(super) fn standing(mut names: BTreeSet<String>, snapshot: &Snapshot) -> BTreeSet<String> {
    const PROSE: &[&str] = &[".md", ".mdx", ".markdown", ".txt", ".rst", ".adoc"];
    let mut found = BTreeSet::new();
    for entry in &snapshot.entries {
        if names.is_empty() {
            break;
        }
        if entry.vendored || PROSE.iter().any(|ending| entry.path.ends_with(ending)) {
            continue;
        }
        let Ok(bytes) = snapshot.read(entry) else { continue };
        let here: Vec<String> =
            names.iter().filter(|name| holds(&bytes, name.as_bytes())).cloned().collect();
        for name in here {
            names.remove(&name);
            found.insert(name);
        }
    }
    found
}

/// Whether `word` stands in `bytes` by itself.
fn holds(bytes: &[u8], word: &[u8]) -> bool {
    let part = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    memchr::memmem::find_iter(bytes, word).any(|at| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        !part(before) && !part(bytes.get(at + word.len()))
    })
}

/// A claim, and the file that it points into or creates.
struct Reference<'d> {
    document: &'d PlanDocument,
    claim: &'d Claim,
    file: Arc<str>,
}

fn references<'d>(index: &Index, documents: &'d [PlanDocument]) -> Vec<Reference<'d>> {
    let claims = documents
        .iter()
        .flat_map(|document| document.claims.iter().map(move |claim| (document, claim)));
    let pointing =
        claims.filter(|(_, claim)| claim.kind == ClaimKind::Path && claim.lines.is_some());
    pointing
        .filter_map(|(document, claim)| {
            let file = Arc::from(index.meant(document, claim)?);
            Some(Reference { document, claim, file })
        })
        .collect()
}

/// The claims that create a file which is there.
fn created<'d>(index: &Index, documents: &'d [PlanDocument]) -> Vec<Reference<'d>> {
    let claims = documents
        .iter()
        .flat_map(|document| document.claims.iter().map(move |claim| (document, claim)));
    let creating = claims.filter(|(_, claim)| {
        claim.kind == ClaimKind::Path
            && claim.action == Some(Action::Create)
            && claim.standing == Standing::Listed
            && index.file(&claim.subject).as_deref() == Some(&*claim.subject)
    });
    let one = |(document, claim): (&'d PlanDocument, &'d Claim)| Reference {
        document,
        claim,
        file: Arc::from(&*claim.subject),
    };
    creating.map(one).collect()
}

/// The versions of the plans and of the files that they speak of.
fn past<'r, 'd: 'r>(
    references: impl Iterator<Item = &'r Reference<'d>>,
    snapshot: &Snapshot,
) -> Option<Past> {
    let tip = analyze::tip(snapshot)?;
    let mut paths: BTreeSet<Arc<str>> = BTreeSet::new();
    for reference in references {
        paths.insert(Arc::clone(&reference.document.path));
        paths.insert(Arc::clone(&reference.file));
    }
    if paths.is_empty() {
        return None;
    }
    history::past(tip, &paths).ok()
}

/// The versions of plans, each read once.
struct Texts<'p> {
    past: &'p Past,
    reader: Contents,
    plans: BTreeMap<Arc<str>, Vec<(i64, String)>>,
}

impl Texts<'_> {
    /// When the words of the claim were written.
    fn written(&mut self, reference: &Reference<'_>) -> Option<i64> {
        let path = &reference.document.path;
        let versions = self.plans.entry(Arc::clone(path)).or_insert_with(|| {
            let versions = self.past.versions(path).iter();
            versions.filter_map(|one| text(&self.reader, one)).collect()
        });
        since(versions, &written(reference.document, reference.claim)?)
    }
}

/// Adds what the files held when the plans' lines were written.
fn earlier(index: &mut Index, references: &[Reference<'_>], texts: &mut Texts<'_>) {
    for reference in references {
        let Reference { document, claim, file } = reference;
        let Some(at) = texts.written(reference) else { continue };
        let mut before = texts.past.versions(file).iter().filter(|one| one.seen.at <= at);
        if let Some((_, text)) = before.next_back().and_then(|one| text(&texts.reader, one)) {
            index.add_earlier(&document.path, claim.place.line, file, Arc::from(text));
        }
    }
}

/// Adds whether the files that plans create came with their lines or later, or had been there.
fn younger(index: &mut Index, created: &[Reference<'_>], texts: &mut Texts<'_>) {
    for reference in created {
        let Some(written) = texts.written(reference) else { continue };
        let file = &reference.file;
        let first = texts.past.versions(file).iter().find(|one| one.path == *file);
        if let Some(first) = first {
            index.add_made(&reference.document.path, file, first.seen.at >= written);
        }
    }
}

fn text(reader: &Contents, version: &Version) -> Option<(i64, String)> {
    let bytes = reader.new_of(version)?;
    Some((version.seen.at, String::from_utf8_lossy(&bytes).into_owned()))
}

/// When the words came into the plan to stay.
fn since(versions: &[(i64, String)], written: &str) -> Option<i64> {
    let holding = versions.iter().rev().take_while(|(_, text)| text.contains(written));
    holding.last().map(|(at, _)| *at)
}

/// The words of a reference.
fn written(document: &PlanDocument, claim: &Claim) -> Option<String> {
    let line = usize::try_from(claim.place.line).ok()?.checked_sub(1)?;
    let from = usize::try_from(claim.place.column).ok()?.checked_sub(1)?;
    let to = usize::try_from(claim.place.end_column).ok()?.checked_sub(1)?;
    let line = document.text.split('\n').nth(line)?;
    let words: String = line.chars().skip(from).take(to.checked_sub(from)?).collect();
    (!words.is_empty()).then_some(words)
}
