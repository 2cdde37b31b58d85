//! Scenarios of `.feature` files: every one is a test of the level `bdd`.

use crate::{
    extract::Input,
    model::{EvidenceClass, FileFacts, Test, TestKind, TestLevel, TestVia},
};

/// Keywords that open a scenario, in English, Portuguese and Spanish.
const SCENARIO: [&str; 12] = [
    "Scenario Outline:",
    "Scenario Template:",
    "Scenario:",
    "Example:",
    "Esquema do Cenário:",
    "Esquema do Cenario:",
    "Delineação do Cenário:",
    "Cenário:",
    "Cenario:",
    "Esquema del escenario:",
    "Escenario:",
    "Ejemplo:",
];

pub(in crate::extract) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if input.source.language != "gherkin" {
        return;
    }
    let mut in_text = false;
    for (line, text) in (1_u32..).zip(input.text.lines()) {
        let text = text.trim();
        if text.starts_with("\"\"\"") || text.starts_with("```") {
            in_text = !in_text;
        }
        let name = SCENARIO.iter().find_map(|keyword| text.strip_prefix(keyword));
        if let Some(name) = name.filter(|_| !in_text) {
            facts.tests.push(scenario(input, name.trim(), line));
        } else if let Some(open) = facts.tests.last_mut().filter(|_| !text.is_empty()) {
            open.at.end_line = line;
        }
    }
}

fn scenario(input: &Input<'_>, name: &str, line: u32) -> Test {
    let mut at = input.source.evidence("gherkin.scenario", line, line);
    at.class = EvidenceClass::Test;
    Test {
        at,
        name: name.to_owned(),
        kind: TestKind::Test,
        level: TestLevel::Bdd,
        build_constraint: None,
        external_test: false,
        via: TestVia::Name,
        targets: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u32, u32)]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = file(&registry, &"a.feature".into(), text.as_bytes(), false);
        let found: Vec<_> = facts
            .tests
            .iter()
            .map(|test| (test.name.as_str(), test.at.line, test.at.end_line))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn scenarios_are_tests() {
        check(
            "Feature: x\n\n  Scenario: Pay\n    Given a\n\n  Esquema do Cenário: Pagar\n    Dado b",
            &[("Pay", 3, 4), ("Pagar", 6, 7)],
        );
        check("Feature: x\n  Scenario: A\n    \"\"\"\n  Scenario: no\n    \"\"\"", &[("A", 2, 5)]);
        check("Feature: x\n  # Scenario: off\n  Examples:\n", &[]);
    }
}
