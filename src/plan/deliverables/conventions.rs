//! How the target writes code, as the facts show it, one comment line for each convention with the place that
//! shows it. What no fact shows is said to be open.

use crate::{
    model::{Function, InterfaceMethod, Test},
    plan::Inputs,
};

/// Conventions of the target as comment lines.
pub(super) fn lines(inputs: &Inputs<'_>) -> String {
    let is_go = inputs.code.language == "go";
    let mut lines = vec![constructors(inputs, is_go)];
    if is_go {
        lines.push(context(inputs));
    }
    lines.push(tests(inputs, is_go));
    lines.push("Errors: bodies are not among the facts, so how they are wrapped is open; follow the code beside the new file.".into());
    lines.iter().map(|line| format!("// {line}")).collect::<Vec<_>>().join("\n")
}

/// Whether constructors give a value, or a value or an error.
fn constructors(inputs: &Inputs<'_>, is_go: bool) -> String {
    let is_one = |function: &&Function| {
        let begins = if is_go {
            function.name.starts_with("New") && function.receiver.is_none()
        } else {
            &*function.name == "new" && function.receiver.is_some()
        };
        begins && !function.test && !function.generated && function.in_func.is_none()
    };
    let all: Vec<&Function> = inputs
        .analysis
        .functions
        .iter()
        .filter(|one| *one.at.language == *inputs.code.language)
        .filter(is_one)
        .collect();
    let fails = |function: &&Function| {
        let result = result(&function.signature);
        result.contains("error") || result.contains("Result")
    };
    let (failing, plain): (Vec<&Function>, Vec<&Function>) = all.iter().partition(|one| fails(one));
    let usual = if failing.len() > plain.len() { &failing } else { &plain };
    let name = if is_go { "New…" } else { "new" };
    let Some(first) = usual.first() else {
        return format!("Constructors: the target has no `{name}` yet, so their form is open.");
    };
    format!(
        "Constructors: {} of {} give {}, as {} ({}).",
        usual.len(),
        all.len(),
        if failing.len() > plain.len() { "a value or an error" } else { "a value alone" },
        &*first.name,
        first.at.citation()
    )
}

/// What stands behind the parameters.
fn result(signature: &str) -> &str {
    let mut depth = 0_i32;
    for (at, letter) in signature.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if letter == ')' && depth == 0 {
            return signature.get(at + 1..).unwrap_or_default();
        }
    }
    ""
}

/// How many methods of interfaces take a context first.
fn context(inputs: &Inputs<'_>) -> String {
    let own = inputs
        .analysis
        .interfaces
        .iter()
        .filter(|one| !one.test && !one.generated && *one.at.language == *inputs.code.language);
    let methods: Vec<(String, &InterfaceMethod)> = own
        .flat_map(|one| {
            one.methods.iter().map(|method| (format!("{}:{}", one.at.file, method.line), method))
        })
        .collect();
    let takes = |method: &InterfaceMethod| {
        let first = method.signature.trim_start_matches('(').split([',', ')']).next();
        first.is_some_and(|first| first.contains("context.Context"))
    };
    let with: Vec<&(String, &InterfaceMethod)> =
        methods.iter().filter(|(_, method)| takes(method)).collect();
    match with.first() {
        Some((at, method)) => format!(
            "Context: {} of {} methods of interfaces take it first, as {} ({at}).",
            with.len(),
            methods.len(),
            method.name
        ),
        None => "Context: no method of an interface takes one yet.".into(),
    }
}

/// Where tests stand.
fn tests(inputs: &Inputs<'_>, is_go: bool) -> String {
    let own = inputs.analysis.tests.iter();
    let own: Vec<&Test> = own.filter(|test| *test.at.language == *inputs.code.language).collect();
    let outside = |test: &&Test| {
        if is_go { test.external_test } else { test.at.file.contains("tests/") }
    };
    let (outer, inner): (Vec<&Test>, Vec<&Test>) = own.iter().partition(|test| outside(test));
    let (usual, place) = match (outer.len() > inner.len(), is_go) {
        (true, true) => (&outer, "in a package `_test` beside the one they test"),
        (false, true) => (&inner, "in the package they test"),
        (true, false) => (&outer, "in `tests/`"),
        (false, false) => (&inner, "beside the code they test"),
    };
    match usual.first() {
        Some(first) => format!(
            "Tests: {} of {} stand {place}, as {} ({}).",
            usual.len(),
            own.len(),
            first.name,
            first.at.citation()
        ),
        None => "Tests: the target has none yet, so their form is open.".into(),
    }
}

#[cfg(test)]
mod tests_of_text {
    use super::*;

    #[test]
    fn a_result_stands_behind_the_parameters() {
        assert_eq!(result("(f func() error, n int) *Client"), " *Client");
        assert_eq!(result("(url string) (*Client, error)"), " (*Client, error)");
        assert_eq!(result("no signature"), "");
    }
}
