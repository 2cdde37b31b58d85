//! The file of known findings: one on each line, so that a change of it can be read.

use crate::model::Baseline;

/// The baseline as JSON.
///
/// # Errors
/// When a text of it cannot be written as JSON.
pub fn check_baseline(baseline: &Baseline) -> serde_json::Result<String> {
    let schema = serde_json::to_string(&baseline.schema)?;
    let findings: Vec<String> =
        baseline.findings.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let lines = findings.join(",\n    ");
    let lines = if lines.is_empty() { lines } else { format!("\n    {lines}\n  ") };
    Ok(format!("{{\n  \"schema\": {schema},\n  \"findings\": [{lines}]\n}}\n"))
}
