//! The last line of a generated Markdown file: the checksum of what the program wrote.

use super::Form;

/// The line that marks a file as ours, in front of the checksum.
const MARK: &str = "<!-- groundplan:";

/// A text with the checksum of what the program wrote behind it. JSON has no place for it.
pub(super) fn with(text: &str, generated: &str, form: Form) -> String {
    match form {
        Form::Json => text.to_owned(),
        Form::Markdown => {
            let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
            format!("{text}{end}\n{MARK} {} -->\n", checksum(generated))
        }
    }
}

/// A text without its mark, and the checksum in that; what stands below the mark stays.
pub(super) fn without(text: &str, form: Form) -> (String, Option<String>) {
    let parts = text.rsplit_once(&format!("\n{MARK} ")).and_then(|(before, rest)| {
        let (mark, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let sum = mark.trim_end().strip_suffix(" -->")?;
        Some((format!("{before}{below}"), sum.to_owned()))
    });
    match parts {
        Some((text, sum)) if form == Form::Markdown => (text, Some(sum)),
        _ => (text.to_owned(), None),
    }
}

/// The Git blob id of a text.
pub(super) fn checksum(text: &str) -> String {
    let id = gix::objs::compute_hash(gix::hash::Kind::Sha1, gix::objs::Kind::Blob, text.as_bytes());
    id.map(|id| id.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_goes_and_comes_without_a_trace() {
        for text in ["# Plan\n\nText\n", "", "# Plan\n\n\n"] {
            let marked = with(text, text, Form::Markdown);
            assert_eq!(without(&marked, Form::Markdown), (text.into(), Some(checksum(text))));
            let below = without(&format!("{marked}\nmine\n"), Form::Markdown);
            assert_eq!(below, (format!("{text}\nmine\n"), Some(checksum(text))));
        }
        assert_eq!(without("# By hand\n", Form::Markdown), ("# By hand\n".into(), None));
        assert_eq!(with("{}\n", "{}\n", Form::Json), "{}\n");
    }
}
