//! Text that cannot leave the element a prompt puts it into.

/// Names of elements that prompts are made of, and how chat templates begin their marks.
const NAMES: [&str; 11] = [
    "input",
    "plan",
    "analysis",
    "code_analysis",
    "system",
    "user",
    "assistant",
    "instructions",
    "prompt",
    "|im_",
    "|",
];

/// The text with every `<` written as `&lt;` that begins or ends an element of a prompt. Markdown shows it as before;
/// other elements stay, because documents speak of them.
pub fn contained(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        kept.push_str(if is_of_a_prompt(after) { "&lt;" } else { "<" });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn is_of_a_prompt(after: &str) -> bool {
    let name = after.trim_start_matches(['/', ' ', '\t']);
    NAMES.iter().any(|one| {
        let head = name.get(..one.len()).is_some_and(|head| head.eq_ignore_ascii_case(one));
        let next = name.get(one.len()..).and_then(|rest| rest.chars().next());
        head && next.is_none_or(|next| !next.is_alphanumeric() || one.starts_with('|'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(contained(text), expected);
    }

    #[test]
    fn nothing_closes_the_element_around_it() {
        check("a</input>b</ INPUT >", "a&lt;/input>b&lt;/ INPUT >");
        check("<system>x</system><|im_start|>", "&lt;system>x&lt;/system>&lt;|im_start|>");
        check("</code_analysis\n>", "&lt;/code_analysis\n>");
    }

    #[test]
    fn other_text_stays() {
        check("a < b, Vec<u8>, <inputs>, <b>", "a < b, Vec<u8>, <inputs>, <b>");
    }
}
