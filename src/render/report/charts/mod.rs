//! Geometry of the charts: pure numbers, drawn as SVG by the template. Nothing here knows a color.

pub(super) mod bands;
pub(super) mod columns;
pub(super) mod tiles;

pub(super) use super::table::amount as px;

/// A count as a length.
#[expect(clippy::cast_precision_loss, reason = "charts have far fewer parts than a float can count")]
pub(super) fn length(count: usize) -> f64 {
    count as f64
}

/// A text that fits into so many letters, its end kept: the end of a path says most.
pub(super) fn fitted(text: &str, letters: usize) -> String {
    let all = text.chars().count();
    if all <= letters {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(all + 1 - letters.max(1)).collect();
    format!("…{kept}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_keep_their_end() {
        assert_eq!(fitted("postgres/account", 8), "…account");
        assert_eq!(fitted("short", 8), "short");
        assert_eq!(fitted("ab", 0), "…");
    }
}
