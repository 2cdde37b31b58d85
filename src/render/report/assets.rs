//! What makes the page look and act: one style sheet and one script of our own, in the page itself.

use data_encoding::BASE64;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Style sheet and script.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Assets {
    style: &'static str,
    script: &'static str,
}

impl Default for Assets {
    fn default() -> Self {
        Self { style: STYLE, script: SCRIPT }
    }
}

const STYLE: &str = concat!(
    include_str!("../../../assets/report/base.css"),
    include_str!("../../../assets/report/charts.css"),
);

/// In this order: what later parts use stands first.
const SCRIPT: &str = concat!(
    include_str!("../../../assets/report/theme.js"),
    include_str!("../../../assets/report/tables.js"),
    include_str!("../../../assets/report/graph.js"),
    include_str!("../../../assets/report/tiles.js"),
    include_str!("../../../assets/report/search.js"),
);

/// The source by which a content security policy allows exactly this inline text: `'sha256-…'`.
pub(in crate::render) fn policy_source(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())))
}

/// JSON as the content of a script element: nothing in it ends the element or begins a comment.
pub(super) fn in_script(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' => safe.push_str("\\u003c"),
            '>' => safe.push_str("\\u003e"),
            '&' => safe.push_str("\\u0026"),
            '\u{2028}' => safe.push_str("\\u2028"),
            '\u{2029}' => safe.push_str("\\u2029"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let json = serde_json::json!({"a": "</script><!-- & \u{2028}"}).to_string();
        let safe = in_script(&json);
        assert!(!safe.contains(['<', '>', '&', '\u{2028}']));
        let read: serde_json::Value = serde_json::from_str(&safe).unwrap();
        assert_eq!(read["a"], "</script><!-- & \u{2028}");
    }

    #[test]
    fn the_policy_names_the_text() {
        // The digest of the empty text, as RFC 6234 has it.
        assert_eq!(policy_source(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    }

    #[test]
    fn the_assets_stay_inside_their_elements() {
        let Assets { style, script } = Assets::default();
        assert!(!style.contains("</") && !script.contains("</") && !script.contains("<!--"));
        for source in ["http:", "https:", "//cdn", "@import"] {
            assert!(!style.contains(source) && !script.contains(source), "{source}");
        }
    }
}
