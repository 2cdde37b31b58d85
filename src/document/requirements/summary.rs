//! What the product is for and what it is worth, in the documents' own sentences.

use super::{
    page::{At, Page},
    topic::Topic,
};
use crate::{
    document::{body, words},
    model::{Block, BlockKind, Observation},
};

/// The first paragraph of the first overview; the PRD's goes before the TRD's.
pub(super) fn summary(pages: &mut [Page<'_>]) -> Option<Observation> {
    pages.iter_mut().find_map(|page| first_paragraph(page, Topic::Summary, "summary"))
}

/// The sentence behind a label for the business value, else the first paragraph of its section.
pub(super) fn business_value(pages: &mut [Page<'_>]) -> Option<Observation> {
    let labelled = pages.iter_mut().find_map(labelled_value);
    labelled.or_else(|| {
        pages.iter_mut().find_map(|page| first_paragraph(page, Topic::Value, "business-value"))
    })
}

fn first_paragraph(page: &mut Page<'_>, topic: Topic, what: &str) -> Option<Observation> {
    if !page.requires() {
        return None;
    }
    let mut candidates = page.blocks().filter(|((section, _), block)| {
        let about = page.standing(*section).topic == topic || is_below(page, *section, topic);
        about
            && block.kind == BlockKind::Paragraph
            && block.label.is_empty()
            && !is_lead(&block.text)
            && !is_blank_form(&block.text)
    });
    let (place, block) = candidates.next()?;
    let text = shortened(&block.text, &page.outline.title);
    Some(observed(page, place, block, text, what))
}

/// Sentences that a plan quotes.
const SENTENCES: usize = 2;

/// The sentences that say what the product is: from the first that names it, else from the first.
fn shortened(text: &str, title: &str) -> String {
    let sentences = words::sentences(text);
    let name = name_in(title);
    let named = sentences.iter().position(|sentence| {
        let key = words::key(sentence);
        let key = key.trim_start().trim_start_matches("the ");
        // One word may be a common one: as a name it opens the sentence.
        let opens = key.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' '));
        !name.is_empty()
            && (opens || (name.contains(' ') && words::has(&words::key(sentence), &name)))
    });
    let from = named.unwrap_or_default();
    sentences.into_iter().skip(from).take(SENTENCES).collect::<Vec<_>>().join(" ")
}

/// The product's name in a title such as `Product Requirements Document: Fees Plugin`; empty when
/// the title has none or one so general that any sentence may have it.
fn name_in(title: &str) -> String {
    const GENERAL: &[&str] = &["plugin", "service", "system", "api", "module", "product", "app"];
    let parts = [": ", " — ", " – ", " - "];
    let Some((one, two)) = words::split_at_first(title, &parts) else { return String::new() };
    let document = |part: &str| {
        let key = words::key(part);
        words::has_any(&key, &["prd", "trd", "requirements", "requisitos", "document", "design"])
    };
    let name = words::key(if document(one) { two } else { one });
    let name: Vec<&str> = name.split_whitespace().collect();
    let kept = name.iter().rposition(|word| !GENERAL.contains(word)).map_or(0, |last| last + 1);
    // One common word (`Fees`) is a product only together with what follows it.
    let kept = if kept <= 1 { name.len() } else { kept };
    name.get(..kept).map(|name| name.join(" ")).unwrap_or_default()
}

/// What a template leaves to fill in: `[one sentence]`.
fn is_blank_form(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']')
}

/// A few words that only lead to a list.
fn is_lead(text: &str) -> bool {
    text.ends_with(':') && text.split_whitespace().count() <= 12
}

/// Whether the section stands directly below one about `topic` (`Overview` > `What it does`).
fn is_below(page: &Page<'_>, section: usize, topic: Topic) -> bool {
    let parent = page.standing(section).parent.map(|parent| page.standing(parent).topic);
    page.standing(section).topic == Topic::Other && parent == Some(topic)
}

fn labelled_value(page: &mut Page<'_>) -> Option<Observation> {
    const LABELS: &[&str] =
        &["business value", "value proposition", "valor de negocio", "proposta de valor"];
    if !page.requires() {
        return None;
    }
    let (place, block) = page.blocks().find(|(_, block)| {
        let key = words::key(&block.label);
        LABELS.iter().any(|label| words::is(&key, label))
            && !body(block).is_empty()
            && !is_blank_form(body(block))
    })?;
    let text =
        words::sentences(body(block)).into_iter().take(SENTENCES).collect::<Vec<_>>().join(" ");
    Some(observed(page, place, block, text, "business-value"))
}

fn observed(
    page: &mut Page<'_>,
    place: At,
    block: &Block,
    text: String,
    what: &str,
) -> Observation {
    page.claim(place);
    Observation { at: page.evidence(what, block.span), text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: &str, text: &str, expected: &str) {
        assert_eq!(shortened(text, title), expected);
    }

    #[test]
    fn a_summary_starts_where_the_product_is_named() {
        let text = "Today all is slow. The Quick Post plugin is fast. It is cheap. It is new.";
        check("PRD: Quick Post Plugin", text, "The Quick Post plugin is fast. It is cheap.");
        check("Quick Post — PRD", text, "The Quick Post plugin is fast. It is cheap.");
        check("PRD: Post", "It was slow. The Post is fast.", "The Post is fast.");
        check("PRD: Post", text, "Today all is slow. The Quick Post plugin is fast.");
        check("PRD", text, "Today all is slow. The Quick Post plugin is fast.");
        assert_eq!(name_in("PRD: Fees Plugin"), "fees plugin");
    }
}
