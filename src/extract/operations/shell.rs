//! Shell text to commands: continued lines joined, comments and empty lines dropped. Nothing is
//! parsed beyond that.

/// The commands of `script`, one per line, blanks folded.
pub(super) fn commands(script: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = String::new();
    for line in script.lines() {
        let line = line.trim();
        if open.is_empty() && line.starts_with('#') {
            continue;
        }
        let (part, continues) = match line.strip_suffix('\\') {
            Some(part) => (part, true),
            None => (line, false),
        };
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(part.trim());
        if !continues {
            push(&mut found, &mut open);
        }
    }
    push(&mut found, &mut open);
    found
}

fn push(found: &mut Vec<String>, open: &mut String) {
    let command = std::mem::take(open);
    let command = command.split_whitespace().collect::<Vec<_>>().join(" ");
    if !command.is_empty() {
        found.push(command);
    }
}
