//! What `check` found, for people: each finding with an excerpt of the plan and the words marked in it.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet, normalize_untrusted_str,
    renderer::DecorStyle,
};

use super::summary;
use crate::model::{CheckReport, Finding, Observation, Place, Severity};

/// What excerpts are taken from.
#[derive(Debug, Default)]
pub struct Excerpts<'a> {
    /// Lines of the plans.
    pub plans: BTreeMap<Arc<str>, Vec<&'a str>>,
    /// Lines of the code that shows findings.
    pub code: BTreeMap<(Arc<str>, u32), String>,
}

/// Where the text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// Without colours.
    Plain,
    /// With the colours of a terminal.
    Colours,
}

/// Lines of an excerpt; of a longer place the first ones are shown.
const LINES: u32 = 6;

/// Characters of a line in an excerpt; of a longer one those around the marked words are shown.
const WIDTH: usize = 110;

/// Places of the code that are shown with a finding.
const SHOWN: usize = 3;

/// The findings that nobody lets stand, and what there is in all.
pub fn check_human(report: &CheckReport, excerpts: &Excerpts<'_>, screen: Screen) -> String {
    let renderer = match screen {
        Screen::Plain => Renderer::plain(),
        // Links in a terminal would need absolute paths.
        Screen::Colours => Renderer::styled().hyperlink(false),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for finding in report.findings.iter().filter(|finding| finding.counts()) {
        out.push_str(&rendered(finding, excerpts, &renderer));
        out.push_str("\n\n");
    }
    out.push_str(&summary::notes(report));
    out.push_str(&summary::summary(report));
    out
}

fn rendered(finding: &Finding, excerpts: &Excerpts<'_>, renderer: &Renderer) -> String {
    let excerpt = Excerpt::of(&finding.place, excerpts);
    let text = renderer.render(&groups(finding, excerpt.as_ref(), excerpts));
    let Place { file, line, column, .. } = &finding.place;
    match excerpt.map(|excerpt| excerpt.column).filter(|shown| shown != column) {
        // What was clipped in front of the words counts too.
        Some(shown) => {
            text.replacen(&format!("{file}:{line}:{shown}"), &format!("{file}:{line}:{column}"), 1)
        }
        None => text,
    }
}

fn groups<'a>(
    finding: &'a Finding,
    excerpt: Option<&Excerpt>,
    excerpts: &'a Excerpts<'_>,
) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&finding.message)).id(&*finding.rule);
    let first = Group::with_title(title);
    let mut first = match excerpt {
        Some(excerpt) => {
            let mark = AnnotationKind::Primary.span(excerpt.span.clone());
            let snippet = excerpt.snippet().path(&*finding.place.file);
            first.element(snippet.annotation(mark))
        }
        None => first.element(origin(&finding.place)),
    };
    for text in remarks(finding) {
        first = first.element(Level::HELP.message(text));
    }
    let mut groups = vec![first];
    groups.extend(finding.shown_by.iter().take(SHOWN).map(|one| shown(one, excerpts)));
    if finding.shown_by.len() > SHOWN {
        let more = format!("and {} more places", finding.shown_by.len() - SHOWN);
        groups.push(Group::with_title(Level::NOTE.secondary_title(more)));
    }
    groups.extend(fix(finding, excerpts));
    groups
}

/// What may have been meant, and the way out.
fn remarks(finding: &Finding) -> Vec<String> {
    let mut remarks = Vec::new();
    let names: Vec<String> =
        finding.did_you_mean.iter().map(|name| format!("`{}`", clean(name))).collect();
    if let Some((last, first)) = names.split_last() {
        let names =
            if first.is_empty() { last.clone() } else { format!("{} or {last}", first.join(", ")) };
        remarks.push(format!("did you mean {names}?"));
    }
    if !finding.hint.is_empty() {
        remarks.push(clean(&finding.hint));
    }
    remarks
}

/// A place that shows a finding, with its line of code where that is known.
fn shown<'a>(one: &'a Observation, excerpts: &'a Excerpts<'_>) -> Group<'a> {
    let title = if one.text.is_empty() { "shown by this".to_owned() } else { clean(&one.text) };
    let line = usize::try_from(one.at.line).unwrap_or(usize::MAX);
    let group = Group::with_title(Level::NOTE.secondary_title(title));
    match excerpts.code.get(&(Arc::clone(&one.at.file), one.at.line)) {
        Some(code) => {
            let code: String = code.chars().take(WIDTH).collect();
            let mark = AnnotationKind::Visible.span(0..code.len());
            let snippet = Snippet::source(code).line_start(line).path(one.at.citation());
            group.element(snippet.annotation(mark))
        }
        None => group.element(Origin::path(&*one.at.file).line(line)),
    }
}

fn fix<'a>(finding: &'a Finding, excerpts: &'a Excerpts<'_>) -> Option<Group<'a>> {
    let fix = finding.fix.as_ref()?;
    let title = if fix.title.is_empty() { "`--fix` writes this".into() } else { clean(&fix.title) };
    let group = Group::with_title(Level::HELP.secondary_title(title));
    let excerpt = Excerpt::of(&fix.place, excerpts)?;
    let patch = Patch::new(excerpt.span.clone(), clean(&fix.replacement));
    Some(group.element(excerpt.patched().patch(patch)))
}

fn origin(place: &Place) -> Origin<'_> {
    let number = |n: u32| usize::try_from(n.max(1)).unwrap_or(usize::MAX);
    Origin::path(&*place.file).line(number(place.line)).char_column(number(place.column))
}

/// Text from outside without what a terminal would obey.
fn clean(text: &str) -> String {
    normalize_untrusted_str(text)
}

/// A few lines of a plan with the marked words in them.
struct Excerpt {
    text: String,
    line: usize,
    /// Bytes of the text.
    span: Range<usize>,
    /// Column of the marked words in what is shown of their line.
    column: u32,
}

impl Excerpt {
    fn of(place: &Place, excerpts: &Excerpts<'_>) -> Option<Self> {
        let lines = excerpts.plans.get(&place.file)?;
        let first = usize::try_from(place.line).ok()?.checked_sub(1)?;
        let last = place.end_line.clamp(place.line, place.line.saturating_add(LINES - 1));
        let last = usize::try_from(last).ok()?.min(lines.len());
        let column = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).saturating_sub(1);
        let (start, end) = (column(place.column), column(place.end_column));
        let mut text = String::new();
        let mut span = 0..0;
        for index in first..last {
            let is_last = index + 1 == usize::try_from(place.end_line).unwrap_or(usize::MAX);
            let line = lines.get(index)?;
            let ends = if is_last { end } else { usize::MAX };
            let (part, marked) = clipped(line, if index == first { start } else { 0 }..ends);
            if index == first {
                span.start = text.len() + marked.start;
            }
            span.end = text.len() + marked.end;
            text.push_str(&part);
            text.push('\n');
        }
        text.pop();
        let before = text.get(..span.start).unwrap_or_default().chars().count();
        let column = u32::try_from(before + 1).unwrap_or(u32::MAX);
        (first < last).then_some(Self { text, line: first + 1, span, column })
    }

    fn snippet<'a>(&self) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        Snippet::source(self.text.clone()).line_start(self.line)
    }

    fn patched<'a>(&self) -> Snippet<'a, Patch<'a>> {
        Snippet::source(self.text.clone()).line_start(self.line)
    }
}

/// A line with the bytes that the characters of `columns` have in it; of a long one the part around them.
fn clipped(line: &str, columns: Range<usize>) -> (String, Range<usize>) {
    let line = line.trim_end_matches('\r');
    let letters: Vec<char> = line.chars().collect();
    let start = columns.start.min(letters.len());
    let end = columns.end.clamp(start, letters.len());
    let from = if letters.len() <= WIDTH { 0 } else { start.saturating_sub(WIDTH / 4) };
    let to = letters.len().min(from + WIDTH);
    let text =
        |range: Range<usize>| -> String { letters.get(range).unwrap_or_default().iter().collect() };
    let before = if from > 0 { "..." } else { "" };
    let after = if to < letters.len() { "..." } else { "" };
    let head = format!("{before}{}", text(from..start));
    let marked = text(start..end.min(to).max(start));
    let span = head.len()..head.len() + marked.len();
    let rest = text(end.min(to).max(start)..to);
    (format!("{head}{marked}{rest}{after}"), span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_clipped_around_its_words() {
        let line = format!("{}世界{}", "a".repeat(500), "b".repeat(500));
        let (text, span) = clipped(&line, 500..502);
        assert_eq!(text.get(span), Some("世界"));
        assert!(
            text.starts_with("...a") && text.ends_with("b...") && text.chars().count() <= WIDTH + 6
        );
        let (text, span) = clipped("short\r", 1..99);
        assert_eq!((&*text, text.get(span)), ("short", Some("hort")));
        let (text, span) = clipped("", 5..9);
        assert_eq!((&*text, span), ("", 0..0));
    }
}
