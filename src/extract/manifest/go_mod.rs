//! `go.mod`: the module and what it requires. Replacements, exclusions and retractions are read over.

use super::{
    folder,
    go_words::{Directive, directives},
    parse_error,
};
use crate::{
    extract::{Input, roles},
    model::{Dependency, FileFacts, Module},
};

/// Directives that say nothing about which modules there are.
const READ_OVER: [&str; 7] =
    ["toolchain", "replace", "exclude", "retract", "godebug", "tool", "ignore"];

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let mut module = Module {
        at: input.source.evidence("gomod.module", 1, 1),
        kind: "go.mod".into(),
        dir: folder(&input.source.file).to_owned(),
        inner: String::new(),
        name: String::new(),
        language_version: None,
        members: Vec::new(),
        targets: Vec::new(),
    };
    for directive in directives(input.text) {
        if let Err(problem) = read(input, &directive, &mut module, facts) {
            facts.diagnostics.push(parse_error(input, directive.line, problem));
        }
    }
    if module.name.is_empty() {
        let message = "no module path; the folder's packages have no import path".to_owned();
        facts.diagnostics.push(parse_error(input, 0, message));
    }
    facts.modules.push(module);
}

fn read(
    input: &Input<'_>,
    directive: &Directive,
    module: &mut Module,
    facts: &mut FileFacts,
) -> Result<(), String> {
    match (directive.verb.as_str(), directive.words.as_slice()) {
        ("module", [name]) if is_module_path(name) => {
            module.name.clone_from(name);
            module.at = input.source.evidence("gomod.module", directive.line, directive.line);
        }
        ("go", [version]) => module.language_version = Some(version.clone()),
        ("require", [name, version]) if is_module_path(name) => {
            facts.dependencies.push(requirement(input, directive, name, version));
        }
        (verb, _) if READ_OVER.contains(&verb) => {}
        (verb @ ("module" | "go" | "require"), _) => {
            return Err(format!("`{verb}` line does not parse and is left out"));
        }
        (verb, _) => return Err(format!("unknown directive `{verb}` is left out")),
    }
    Ok(())
}

fn requirement(input: &Input<'_>, at: &Directive, name: &str, version: &str) -> Dependency {
    Dependency {
        at: input.source.evidence("gomod.require", at.line, at.line),
        ecosystem: "go".to_owned(),
        name: name.to_owned(),
        version: version.to_owned(),
        direct: !is_indirect(&at.comment),
        dev: false,
        role: roles::role("go", name),
    }
}

/// The go command writes `// indirect`, and `// indirect; …` before a comment of its own.
fn is_indirect(comment: &str) -> bool {
    comment.strip_prefix("indirect").is_some_and(|rest| rest.is_empty() || rest.starts_with(';'))
}

/// Whether `name` has only the characters that Go allows in a module path; merge-conflict markers
/// have others.
fn is_module_path(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/');
    !name.is_empty() && name.chars().all(allowed)
}
