//! The smallest test coverage that a job accepts, from names that say so. Only written numbers count.

/// The threshold that input or variable `name` sets to `value`.
pub(super) fn of_input(name: &str, value: &str) -> Option<f64> {
    if is_threshold(name) { percent(value) } else { None }
}

/// The threshold in a command: an option (`--fail-under 80`), a variable (`MIN_COVERAGE=80`) or a
/// comparison (`$coverage < 80`, `"$coverage" -lt 80`).
pub(super) fn of_command(command: &str) -> Option<f64> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    let of_word = |index: usize| match at(index).split_once('=') {
        Some((name, value)) => of_input(name, value),
        None if matches!(at(index + 1), "<" | "-lt") && names_coverage(at(index)) => {
            percent(at(index + 2))
        }
        None if at(index).starts_with('-') => of_input(at(index), at(index + 1)),
        None => None,
    };
    (0..words.len()).find_map(of_word)
}

/// `coverage_threshold`, `MIN_COVERAGE`, `--cov-fail-under`, `--fail-under-lines`.
fn is_threshold(name: &str) -> bool {
    const LIMITS: [&str; 5] = ["threshold", "min", "minimum", "required", "under"];
    let words = words(name);
    let has = |word: &str| words.iter().any(|found| found == word);
    let limited = LIMITS.iter().any(|word| has(word));
    limited && (has("coverage") || has("cov") || (has("fail") && has("under")))
}

fn names_coverage(name: &str) -> bool {
    words(name).iter().any(|word| matches!(word.as_str(), "coverage" | "cov"))
}

fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_ascii_lowercase).collect()
}

fn percent(value: &str) -> Option<f64> {
    let value = value.trim_matches(|c: char| !c.is_ascii_digit());
    let number: f64 = value.parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(command: &str, expected: Option<f64>) {
        assert_eq!(of_command(command), expected, "{command}");
    }

    #[test]
    fn thresholds_are_read_where_a_name_says_so() {
        check("pytest --cov-fail-under=82.5 tests", Some(82.5));
        check("cargo llvm-cov --fail-under-lines 70", Some(70.0));
        check("MIN_COVERAGE=60 make cover", Some(60.0));
        check("if (( $(echo \"$COVERAGE < 75\" | bc -l) )); then", Some(75.0));
        check("if [ \"$total_coverage\" -lt 90 ]; then", Some(90.0));
        check("go test -coverprofile=cover.out ./...", None);
        check("COVERAGE_THRESHOLD=$LIMIT", None);
        check("--timeout 80 --min 5", None);
        assert_eq!(of_input("coverage-threshold", "85%"), Some(85.0));
        assert_eq!(of_input("fail_on_coverage_threshold", "true"), None);
        assert_eq!(of_input("coverage_threshold", "400"), None);
    }
}
