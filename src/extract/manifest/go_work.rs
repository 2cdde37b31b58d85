//! `go.work`: the folders whose modules are built together.

use super::{folder, go_words::directives, joined, parse_error};
use crate::{
    extract::Input,
    model::{FileFacts, Module},
};

const READ_OVER: [&str; 3] = ["toolchain", "replace", "godebug"];

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    let dir = folder(&input.source.file);
    let mut module = Module {
        at: input.source.evidence("gowork.workspace", 1, 1),
        kind: "go.work".into(),
        dir: dir.to_owned(),
        inner: String::new(),
        name: String::new(),
        language_version: None,
        members: Vec::new(),
        targets: Vec::new(),
    };
    for directive in directives(input.text) {
        match (directive.verb.as_str(), directive.words.as_slice()) {
            ("use", [member]) => module.members.push(joined(dir, member)),
            ("go", [version]) => module.language_version = Some(version.clone()),
            (verb, _) if READ_OVER.contains(&verb) => {}
            (verb, _) => {
                let message = format!("`{verb}` line does not parse and is left out");
                facts.diagnostics.push(parse_error(input, directive.line, message));
            }
        }
    }
    facts.modules.push(module);
}
