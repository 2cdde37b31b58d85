//! `RULE[, RULE] because REASON`.

/// Names and reason of a remark; the reason is empty where there is none.
pub(super) fn read(text: &str) -> (Vec<String>, String) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| word.eq_ignore_ascii_case("because"));
    let (names, reason) = words.split_at(at.unwrap_or(words.len()));
    let names = names.iter().flat_map(|word| word.split(',')).filter(|name| !name.is_empty());
    let names = names.map(|name| name.trim_matches('`').to_owned()).collect();
    (names, reason.iter().skip(1).copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, names: &[&str], reason: &str) {
        let (found, why) = read(text);
        assert_eq!(
            (found.iter().map(String::as_str).collect::<Vec<_>>(), &*why),
            (names.to_vec(), reason)
        );
    }

    #[test]
    fn names_and_reason() {
        check("a.b because it is\n so", &["a.b"], "it is so");
        check("a.b, c.* , `d` because x", &["a.b", "c.*", "d"], "x");
        check("a.b,c.d Because because", &["a.b", "c.d"], "because");
        check("a.b", &["a.b"], "");
        check("a.b because", &["a.b"], "");
        check("because x", &[], "x");
        check("", &[], "");
    }
}
