//! Go struct tags: `env:"KEY,required" envDefault:"x"` and what other libraries write for the same.

/// What a struct tag says of a configuration key.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) key: String,
    pub(super) default: Option<String>,
    pub(super) required: bool,
}

/// Tag keys that name an environment variable.
const NAMES: [&str; 2] = ["env", "envconfig"];
/// Tag keys that hold the default.
const DEFAULTS: [&str; 3] = ["envDefault", "env-default", "default"];
/// Tag keys that make it required when their value is `true`.
const REQUIRED: [&str; 2] = ["required", "env-required"];

/// Reads a struct tag as it stands in the source, with its quotes; `None` when it names no variable.
pub(super) fn read(literal: &str) -> Option<Tag> {
    let text = match literal.strip_prefix('"') {
        Some(_) => crate::extract::names::unquoted(literal).replace("\\\"", "\""),
        None => crate::extract::names::unquoted(literal).to_owned(),
    };
    let pairs = pairs(&text);
    let value =
        |keys: &[&str]| pairs.iter().find(|(key, _)| keys.contains(key)).map(|(_, value)| *value);
    let mut options = value(&NAMES)?.split(',');
    let key = options.next().unwrap_or_default().trim();
    if key.is_empty() || key == "-" {
        return None;
    }
    let mut tag = Tag { key: key.to_owned(), ..Tag::default() };
    tag.default = value(&DEFAULTS).map(str::to_owned);
    tag.required = value(&REQUIRED) == Some("true")
        || value(&["validate"])
            .is_some_and(|rules| rules.split(',').any(|rule| rule == "required"));
    for option in options.map(str::trim) {
        tag.required |= matches!(option, "required" | "notEmpty");
        tag.default = option.strip_prefix("default=").map(str::to_owned).or(tag.default);
    }
    Some(tag)
}

/// The `key:"value"` pairs of a tag.
fn pairs(text: &str) -> Vec<(&str, &str)> {
    let mut pairs = Vec::new();
    let mut rest = text.trim_start();
    while let Some((key, after)) = rest.split_once(":\"") {
        let Some(end) = closing_quote(after) else { break };
        pairs.push((key.trim(), after.get(..end).unwrap_or_default()));
        rest = after.get(end + 1..).unwrap_or_default();
    }
    pairs
}

/// Position of the first quote without a backslash before it.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let close = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        close.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(literal: &str, expected: Option<(&str, Option<&str>, bool)>) {
        let found = read(literal);
        let found = found.as_ref().map(|tag| (&*tag.key, tag.default.as_deref(), tag.required));
        assert_eq!(found, expected, "{literal}");
    }

    #[test]
    fn the_tags_of_several_libraries_are_read() {
        check(r#"`env:"PORT"`"#, Some(("PORT", None, false)));
        check(r#"`json:"port" env:"PORT,required"`"#, Some(("PORT", None, true)));
        check(r#"`env:"PORT" envDefault:":80,x"`"#, Some(("PORT", Some(":80,x"), false)));
        check(
            r#"`envconfig:"PORT" default:"80" required:"true"`"#,
            Some(("PORT", Some("80"), true)),
        );
        check(r#"`env:"PORT,default=80"`"#, Some(("PORT", Some("80"), false)));
        check(r#"`env:"PORT" validate:"required,min=1"`"#, Some(("PORT", None, true)));
        check(r#""env:\"PORT\"""#, Some(("PORT", None, false)));
        check(r#"`json:"env"`"#, None);
        check(r#"`env:"-"`"#, None);
        check(r#"`env:",required"`"#, None);
        check("`broken", None);
    }
}
