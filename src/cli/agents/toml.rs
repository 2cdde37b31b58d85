//! Entries in TOML settings, with their comments and their layout kept.

use toml_edit::{Array, DocumentMut, Item, Table, TableLike, Value};

use super::{Entry, NAME};

/// Table of the servers.
const SERVERS: &str = "mcp_servers";

pub(super) fn with(text: &str, entry: &Entry) -> Result<String, String> {
    let mut document = parse(text)?;
    let servers = document.entry(SERVERS).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    let servers = servers.as_table_like_mut().ok_or("`mcp_servers` is no table")?;
    let own = servers.entry(NAME).or_insert_with(|| Item::Table(Table::new()));
    let own = own.as_table_like_mut().ok_or("`mcp_servers.groundplan` is no table")?;
    set(own, "command", Value::from(entry.command.as_str()));
    set(own, "args", Value::Array(entry.arguments.iter().collect::<Array>()));
    Ok(document.to_string())
}

pub(super) fn without(text: &str) -> Result<Option<String>, String> {
    let mut document = parse(text)?;
    let servers = document.get_mut(SERVERS).and_then(Item::as_table_like_mut);
    let Some(servers) = servers else { return Ok(Some(text.to_owned())) };
    if servers.remove(NAME).is_none() {
        return Ok(Some(text.to_owned()));
    }
    if servers.is_empty() {
        document.remove(SERVERS);
    }
    let left = document.to_string();
    Ok((!left.trim().is_empty()).then_some(left))
}

fn parse(text: &str) -> Result<DocumentMut, String> {
    text.parse::<DocumentMut>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        format!("line {line}: {}", error.message())
    })
}

/// Sets a value, and leaves it as it is written where it is the same already.
fn set(table: &mut dyn TableLike, name: &str, value: Value) {
    let plain = |value: &Value| {
        let mut value = value.clone();
        value.decor_mut().clear();
        value.to_string()
    };
    let held = table.get(name).and_then(Item::as_value).map(plain);
    if held.as_deref() != Some(plain(&value).as_str()) {
        table.insert(name, Item::Value(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry { command: "groundplan".into(), arguments: vec!["serve".into(), ".".into()] }
    }

    const OWN: &str =
        "[mcp_servers.groundplan]\ncommand = \"groundplan\"\nargs = [\"serve\", \".\"]\n";

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let made = with(text, &entry()).unwrap();
        assert_eq!(made, expected);
        assert_eq!(with(&made, &entry()).unwrap(), made, "a second run changes something");
    }

    #[test]
    fn an_entry_is_made_in_nothing_and_beside_others() {
        check("", OWN);
        let other = "# mine\nmodel = \"x\"\n\n[mcp_servers.x]\ncommand = \"x\" # keep\n";
        check(other, &format!("{other}\n{OWN}"));
    }

    #[test]
    fn an_entry_is_taken_out_and_nothing_else() {
        assert_eq!(without(OWN), Ok(None));
        let other = "# mine\nmodel = \"x\"\n";
        let both = with(other, &entry()).unwrap();
        assert_eq!(without(&both), Ok(Some(other.to_owned())));
    }

    #[test]
    fn what_is_no_settings_file_is_said_with_its_line() {
        let problem = with("a = 1\nb = [\n", &entry()).unwrap_err();
        assert!(problem.starts_with("line "), "{problem}");
        assert_eq!(
            with("mcp_servers = 1\n", &entry()),
            Err("`mcp_servers` is no table".to_owned())
        );
    }
}
