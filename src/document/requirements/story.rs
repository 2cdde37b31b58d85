//! User stories: who wants what, and what for.

/// How a story opens, asks and explains, in the languages read; all ASCII, so that places in the
/// lower-case text are places in the text.
const OPENINGS: &[&str] = &["as a ", "as an ", "as the ", "como "];
const WISHES: &[&str] = &[
    "i want",
    "i need",
    "i can ",
    "i would like",
    "i'd like",
    "eu quero",
    "quero ",
    "eu preciso",
    "preciso ",
    "yo quiero",
    "quiero ",
    "necesito ",
];
/// Words between a wish and its verb that say nothing.
const ABILITIES: &[&str] = &[
    "to be able to ",
    "the ability to ",
    "the option to ",
    "a way to ",
    "to have the ability to ",
];
const REASONS: &[&str] = &["so that", "so i ", " so ", "in order to", "para que", "para "];

/// What the role wants, when `text` opens with a story.
pub(super) fn wish(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let start = opening(&lower)?;
    let (at, wish) = first_of(&lower, start, WISHES)?;
    let from = at + wish.len();
    let to = first_of(&lower, from, REASONS).map_or(text.len(), |(at, _)| at);
    let wish = text.get(from..to)?.trim();
    let wish = ABILITIES
        .iter()
        .find_map(|words| wish.strip_prefix(words))
        .unwrap_or_else(|| wish.strip_prefix("to ").unwrap_or(wish));
    Some(wish.trim_matches(|c: char| c.is_whitespace() || ",.;:".contains(c)))
}

/// Whether `text` opens a story whose wish stands in a following block.
pub(super) fn opens(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    opening(&lower).is_some_and(|start| first_of(&lower, start, WISHES).is_none())
        && text.split_whitespace().count() <= 12
}

/// Whether `text` goes on with a story that an earlier block opened.
pub(super) fn continues(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let lower = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    WISHES.iter().chain(REASONS).any(|words| lower.starts_with(words))
}

/// Byte behind the opening words; they stand first, or behind a label or in a later cell.
fn opening(lower: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let rest = lower.get(from..)?;
        let start = from + rest.find(|c: char| c.is_alphanumeric())?;
        let text = lower.get(start..)?;
        if let Some(words) = OPENINGS.iter().find(|words| text.starts_with(**words)) {
            return Some(start + words.len());
        }
        let marks = [": ", "; ", " | ", " — ", " – ", " - ", "\n"];
        let (at, mark) = first_of(lower, start, &marks)?;
        from = at + mark.len();
    }
}

fn first_of<'m>(text: &str, from: usize, marks: &[&'m str]) -> Option<(usize, &'m str)> {
    let rest = text.get(from..)?;
    marks.iter().filter_map(|mark| rest.find(mark).map(|at| (at + from, *mark))).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_say_what_is_wanted() {
        let story = "As a clerk, I want to set a limit, so that nobody overspends.";
        assert_eq!(wish(story), Some("set a limit"));
        assert_eq!(wish("US-1 | Clerk | As an owner, I need alerts"), Some("alerts"));
        assert_eq!(
            wish("Como gerente, eu quero ver limites para que eu decida"),
            Some("ver limites")
        );
        assert_eq!(wish("Limits act as a brake"), None);
        assert_eq!(wish("As a result, limits hold"), None);
        assert!(opens("As a clerk"));
        assert!(continues("I want to set a limit"));
        assert!(!continues("Limits"));
    }
}
