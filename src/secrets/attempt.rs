//! Text that speaks to a language model instead of to a reader: attempts at giving it instructions.
//!
//! Only what a reader of the repository would not expect counts: orders to drop earlier instructions, the marks that
//! chat templates give their turns, the ends of the elements that a prompt puts the text into, characters that hide
//! text. A sentence about such attempts looks the same and is reported as well.

use super::visible::is_hidden;

/// Something in a text that tries to be obeyed, or hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its first byte.
    pub at: usize,
    /// What it is, in words.
    pub what: &'static str,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Documents.
    Prose,
    /// Everything else.
    Code,
}

/// What one of the signs of an attempt may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The last word of an order.
    Order,
    /// The mark of a turn, in this spelling.
    Turn(&'static str),
    /// An element; a line by itself where it is one.
    Element,
}

use Told::{Element, Order, Turn};

/// Words of which every attempt has one. They are looked for in any case.
pub(super) const SIGNS: [(&str, Told); 18] = [
    ("instruction", Order),
    ("prompt", Order),
    ("<|im_start|>", Turn("<|im_start|>")),
    ("<|im_end|>", Turn("<|im_end|>")),
    ("<|system|>", Turn("<|system|>")),
    ("<|user|>", Turn("<|user|>")),
    ("<|assistant|>", Turn("<|assistant|>")),
    ("<|endoftext|>", Turn("<|endoftext|>")),
    ("[inst]", Turn("[INST]")),
    ("[/inst]", Turn("[/INST]")),
    ("<<sys>>", Turn("<<SYS>>")),
    ("<</sys>>", Turn("<</SYS>>")),
    ("<input>", Element),
    ("</input>", Element),
    ("<system>", Element),
    ("</system>", Element),
    ("<code_analysis>", Element),
    ("</code_analysis>", Element),
];

/// The attempt of which a sign stands at `at`. Elements count only in prose: code and pages have such elements of
/// their own.
pub(super) fn read(
    text: &str,
    at: std::ops::Range<usize>,
    told: Told,
    form: Form,
) -> Option<Attempt> {
    let word = text.get(at.clone())?;
    match told {
        Order => order(text, at.start),
        Turn(mark) => {
            (word == mark).then_some(Attempt { at: at.start, what: "a mark of a chat template" })
        }
        Element => (form == Form::Prose && is_line(text, at.clone()))
            .then_some(Attempt { at: at.start, what: "an element that a prompt is made of" }),
    }
}

/// An order whose last word begins at `end`: a verb, what it is to be done to, and nothing else between.
fn order(text: &str, end: usize) -> Option<Attempt> {
    const VERBS: [&str; 6] = ["ignore", "disregard", "forget", "discard", "bypass", "override"];
    const BEFORE: [&str; 7] =
        ["previous", "prior", "above", "earlier", "preceding", "former", "foregoing"];
    const OF: [&str; 3] = ["system", "your", "all"];
    const BETWEEN: [&str; 10] =
        ["any", "every", "the", "these", "those", "of", "my", "and", "other", "given"];
    let start = (end.saturating_sub(120)..=end).find(|at| text.is_char_boundary(*at))?;
    let before = text.get(start..end)?;
    let (mut is_earlier, mut is_of) = (false, false);
    for word in
        before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(9)
    {
        let lower = word.to_ascii_lowercase();
        let lower = lower.as_str();
        if BEFORE.contains(&lower) {
            is_earlier = true;
        } else if OF.contains(&lower) {
            is_of = true;
        } else if VERBS.contains(&lower) {
            // To override a system prompt is what programs offer.
            let is_one = is_earlier || (is_of && lower != "override");
            let at = before.rfind(word).map_or(end, |at| start + at);
            return is_one.then_some(Attempt { at, what: "an order to drop earlier instructions" });
        } else if !BETWEEN.contains(&lower) {
            return None;
        }
    }
    None
}

/// Whether a line holds these bytes and nothing else, or goes on with an order.
fn is_line(text: &str, at: std::ops::Range<usize>) -> bool {
    let before = text.get(..at.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let after = text.get(at.end..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let has_text = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let closes = text.get(at.start..).is_some_and(|rest| rest.starts_with("</"));
    !has_text(before) && (after.trim().is_empty() || (closes && after.trim().starts_with('<')))
}

/// Where the first character stands that may hide, by its bytes in UTF-8.
fn first_hidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xe2, 0xf3, bytes).find(|at| {
        let next = |behind: usize| bytes.get(at + behind).copied().unwrap_or_default();
        match (next(0), next(1), next(2)) {
            (0xe2, 0x80, last) => (0xaa..=0xae).contains(&last),
            (0xe2, 0x81, last) => (0xa6..=0xa9).contains(&last),
            (first, second, last) => first == 0xf3 && second == 0xa0 && last < 0x82,
        }
    })
}

/// The first hidden character of each line.
pub(super) fn hidden(text: &str) -> Vec<Attempt> {
    let Some(first) = first_hidden(text) else { return Vec::new() };
    let mut found: Vec<Attempt> = Vec::new();
    let (mut line, mut last) = (0_usize, None);
    // Flags of countries' parts are a black flag with tags behind it.
    let mut in_flag = false;
    let from = text.get(..first).map_or(0, |before| before.rfind('\n').unwrap_or(0));
    for (at, letter) in text.get(from..).unwrap_or_default().char_indices() {
        line += usize::from(letter == '\n');
        in_flag = letter == '\u{1f3f4}' || (in_flag && is_tag(letter));
        let is_mark = matches!(letter, '\u{200e}' | '\u{200f}');
        if is_hidden(letter) && !is_mark && !in_flag && last != Some(line) {
            let what =
                if is_tag(letter) { "invisible text" } else { "a change of the text's direction" };
            found.push(Attempt { at: from + at, what });
            last = Some(line);
        }
    }
    found
}

fn is_tag(letter: char) -> bool {
    matches!(u32::from(letter), 0xe0000..=0xe007f)
}
