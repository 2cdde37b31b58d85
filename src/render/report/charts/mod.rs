//! Geometry of the charts: pure numbers, drawn as SVG by the template. Nothing here knows a color.

pub(super) mod bands;
pub(super) mod columns;
pub(super) mod tiles;

pub(super) use super::table::amount as px;

/// A count as a length.
#[expect(
    clippy::cast_precision_loss,
    reason = "charts have far fewer parts than a float can count"
)]
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

/// The start of a text that fits into so many letters; nothing where too little of it would be left to be read.
pub(super) fn started(text: &str, letters: usize) -> String {
    const LEAST: usize = 6;
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    if letters < LEAST {
        return String::new();
    }
    let kept: String = text.chars().take(letters - 1).collect();
    format!("{kept}…")
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

    #[test]
    fn starts_are_long_enough_to_be_read() {
        assert_eq!(started("operation.go", 8), "operati…");
        assert_eq!(started("operation.go", 5), "");
        assert_eq!(started("a.go", 5), "a.go");
    }
}
