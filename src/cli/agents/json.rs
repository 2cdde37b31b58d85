//! Entries in JSON settings, with their comments and their layout kept.

use jsonc_parser::{
    ParseOptions,
    cst::{CstInputValue, CstObject, CstRootNode},
};

use serde_json::Value;

use super::{Entry, NAME, Typed};

pub(super) fn with(
    text: &str,
    (servers, typed): (&str, Typed),
    entry: &Entry,
) -> Result<String, String> {
    let root = parse(if text.trim().is_empty() { "{\n}\n" } else { text })?;
    let object = root.object_value().ok_or("it is no JSON object")?;
    let list = child(&object, servers)?;
    let own = child(&list, NAME)?;
    if typed == Typed::Yes {
        set(&own, "type", &Value::from("stdio"));
    }
    set(&own, "command", &Value::from(entry.command.as_str()));
    set(&own, "args", &Value::from(entry.arguments.clone()));
    Ok(root.to_string())
}

pub(super) fn without(text: &str, servers: &str) -> Result<Option<String>, String> {
    let root = parse(text)?;
    let object = root.object_value().ok_or("it is no JSON object")?;
    let Some(list) = object.object_value(servers) else { return Ok(Some(text.to_owned())) };
    let Some(own) = list.get(NAME) else { return Ok(Some(text.to_owned())) };
    own.remove();
    let alone = list.properties().is_empty() && object.properties().len() == 1;
    let remarks = text.contains("//") || text.contains("/*");
    Ok((!alone || remarks).then(|| root.to_string()))
}

fn parse(text: &str) -> Result<CstRootNode, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    CstRootNode::parse(text, &ParseOptions::default())
        .map_err(|error| format!("it is no JSON: {error}"))
}

/// The object under `name`, made when there is none.
fn child(object: &CstObject, name: &str) -> Result<CstObject, String> {
    if object.get(name).is_none() {
        object.append(name, CstInputValue::Object(Vec::new()));
    }
    object.object_value(name).ok_or_else(|| format!("`{name}` is no object"))
}

/// Sets a member, and leaves it as it is written where it holds the value already.
fn set(object: &CstObject, name: &str, value: &Value) {
    match object.get(name) {
        Some(member) if member.to_serde_value().as_ref() == Some(value) => {}
        Some(member) => member.set_value(written(value)),
        None => {
            object.append(name, written(value));
        }
    }
}

fn written(value: &Value) -> CstInputValue {
    match value {
        Value::Array(items) => CstInputValue::Array(items.iter().map(written).collect()),
        Value::String(text) => CstInputValue::String(text.clone()),
        other => CstInputValue::String(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry { command: "groundplan".into(), arguments: vec!["serve".into(), ".".into()] }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let made = with(text, ("mcpServers", Typed::No), &entry()).unwrap();
        assert_eq!(made, expected);
        let again = with(&made, ("mcpServers", Typed::No), &entry()).unwrap();
        assert_eq!(again, made, "a second run changes something");
    }

    const WHOLE: &str = r#"{
  "mcpServers": {
    "groundplan": {
      "command": "groundplan",
      "args": ["serve", "."]
    }
  }
}
"#;

    #[test]
    fn an_entry_is_made_in_nothing_and_beside_others() {
        check("", WHOLE);
        check(
            "{\n  // ours\n  \"mcpServers\": {\n    \"x\": { \"command\": \"x\" }, // keep\n  }\n}\n",
            "{\n  // ours\n  \"mcpServers\": {\n    \"x\": { \"command\": \"x\" }, // keep\n    \"groundplan\": {\n      \"command\": \"groundplan\",\n      \"args\": [\"serve\", \".\"]\n    },\n  }\n}\n",
        );
    }

    #[test]
    fn what_people_added_to_the_entry_stays() {
        let text = WHOLE.replace(
            "\"command\": \"groundplan\",",
            "\"command\": \"old\",\n      \"env\": { \"A\": \"1\" },",
        );
        let made = with(&text, ("mcpServers", Typed::No), &entry()).unwrap();
        assert_eq!(made, text.replace("\"old\"", "\"groundplan\""));
    }

    #[test]
    fn an_entry_is_taken_out_and_nothing_else() {
        assert_eq!(without(WHOLE, "mcpServers"), Ok(None));
        let text = "{ \"mcpServers\": { \"x\": 1 }, \"y\": 2 }";
        assert_eq!(without(text, "mcpServers"), Ok(Some(text.to_owned())));
        let both = with(text, ("mcpServers", Typed::No), &entry()).unwrap();
        let left: Value =
            serde_json::from_str(&without(&both, "mcpServers").unwrap().unwrap()).unwrap();
        assert_eq!(left, serde_json::from_str::<Value>(text).unwrap());
    }

    #[test]
    fn what_is_no_settings_file_is_said_with_its_line() {
        let problem = with("{\n  \"a\": ]\n}", ("mcpServers", Typed::No), &entry()).unwrap_err();
        assert!(problem.contains("line 2"), "{problem}");
        assert!(with("[]", ("mcpServers", Typed::No), &entry()).is_err());
        let problem = with("{\"mcpServers\": []}", ("mcpServers", Typed::No), &entry());
        assert_eq!(problem, Err("`mcpServers` is no object".to_owned()));
    }
}
