//! Configuration keys that the product's requirements name and the technical document's table leaves out.

use super::{Feature, file_name};
use crate::{
    document::requirements::{
        findings::{also, finding},
        keys,
        page::Page,
    },
    model::{DocumentFinding, DocumentKind, Evidence, RequiredKey},
};

/// Keys from which a document is taken to list them all.
const LIST: usize = 4;

/// Adds the keys of a feature's PRD that its TRD lacks.
pub(super) fn find(feature: &Feature<'_, '_>, found: &mut Vec<DocumentFinding>) {
    let of = |kind: DocumentKind| {
        let pages = feature.pages.iter().filter(move |page| page.kind == kind);
        pages.map(|page| (*page, keys_of(page))).filter(|(_, keys)| !keys.is_empty())
    };
    let listing = of(DocumentKind::Trd).max_by_key(|(_, keys)| keys.len());
    let Some((listing, listed)) = listing.filter(|(_, keys)| keys.len() >= LIST) else { return };
    for (page, keys) in of(DocumentKind::Prd) {
        for key in keys.iter().filter(|key| !listed.iter().any(|known| known.key == key.key)) {
            let prefix = key.key.split('_').next().unwrap_or_default();
            let family = listed.iter().any(|known| known.key.split('_').next() == Some(prefix));
            if family {
                found.push(one_sided(page, listing, key, &listed));
            }
        }
    }
}

fn keys_of(page: &Page<'_>) -> Vec<RequiredKey> {
    let mut found = Vec::new();
    keys::read(page, &mut found);
    found
}

fn one_sided(
    page: &Page<'_>,
    listing: &Page<'_>,
    key: &RequiredKey,
    listed: &[RequiredKey],
) -> DocumentFinding {
    let (here, there) = (file_name(&page.outline.path), file_name(&listing.outline.path));
    let name = &key.key;
    let near = listed
        .iter()
        .max_by_key(|known| (shared(&known.key, name), std::cmp::Reverse(known.at.line)));
    let near = near.filter(|near| shared(&near.key, name) * 3 >= name.split('_').count() * 2);
    let beside = near.map_or_else(String::new, |near| format!("; it has `{}`", near.key));
    let at = Evidence { rule: "document.one-sided".into(), ..key.at.clone() };
    let text = format!("{here} asks for the key `{name}` and {there} does not list it{beside}");
    let question = match near {
        Some(near) => format!(
            "Is the key called `{name}` ({}) or `{}` ({})?",
            at.citation(),
            near.key,
            near.at.citation()
        ),
        None => format!(
            "Is the key `{name}` ({}) still wanted, though {there} does not list it?",
            at.citation()
        ),
    };
    let mut finding = finding(at, text, question, &["KEY", name]);
    let place = near.or(listed.first()).map(|known| also(&known.at, format!("`{}`", known.key)));
    finding.also.extend(place);
    finding
}

/// Words that two keys have in common.
fn shared(one: &str, other: &str) -> usize {
    one.split('_').filter(|word| other.split('_').any(|known| known == *word)).count()
}
