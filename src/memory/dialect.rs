//! The three generations of the memory server's tools, told apart by what a server says it offers.

use serde_json::{Map, Value, json};

use super::entries::{Content, Entry};
use crate::error::{Error, Result};

/// A JSON object.
pub type Object = Map<String, Value>;

/// A tool of a server.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its name.
    pub name: String,
    /// JSON Schema of its arguments.
    pub schema: Object,
}

/// A call of a tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Name of the tool.
    pub tool: String,
    /// Its arguments.
    pub arguments: Object,
}

/// Which generation a server is of, with its tools.
#[derive(Clone, Debug, PartialEq)]
pub struct Dialect {
    generation: Generation,
    search: Option<Offer>,
}

#[derive(Clone, Debug, PartialEq)]
enum Generation {
    /// A tool for each thing that is stored.
    Each { chunk: Offer, decision: Offer },
    /// One tool with an operation and its options.
    Create(Offer),
    /// One tool with an operation for a project.
    Store(Offer),
}

impl Dialect {
    /// The newest generation among the tools: newer servers keep the older names as well.
    ///
    /// # Errors
    /// When no tool stores memories in a way that is known: with the names of those that there are.
    pub fn of(offers: &[Offer]) -> Result<Self> {
        let find = |name: &str, takes: &[&str]| {
            offers.iter().find(|offer| offer.is(name) && offer.takes(takes)).cloned()
        };
        let store = || {
            let offer = find("memory_store", &["operation", "project_id"])?;
            Some((Generation::Store(offer), find("memory_retrieve", &["operation"])))
        };
        let create = || {
            let offer = find("memory_create", &["operation", "options"])?;
            Some((Generation::Create(offer), find("memory_read", &["operation", "options"])))
        };
        let each = || {
            let (chunk, decision) =
                (find("memory_store_chunk", &[])?, find("memory_store_decision", &[])?);
            Some((Generation::Each { chunk, decision }, find("memory_search", &[])))
        };
        let (generation, search) =
            store().or_else(create).or_else(each).ok_or_else(|| unknown(offers))?;
        Ok(Self { generation, search })
    }

    /// The call that stores an entry.
    ///
    /// # Errors
    /// When the tool cannot store it, or wants what is not known here.
    pub fn call(&self, entry: &Entry) -> Result<Call> {
        let operation = match &entry.content {
            Content::Summary { .. } => "chunk",
            Content::Decision { .. } => "decision",
        };
        let (offer, arguments) = match &self.generation {
            Generation::Each { chunk, decision } => {
                let offer = if operation == "chunk" { chunk } else { decision };
                (offer, offer.fitting(flat(entry)))
            }
            Generation::Create(offer) => {
                let operation = format!("store_{operation}");
                let options = flat(entry);
                let all = json!({"operation": operation, "scope": "single", "options": options});
                (offer, offer.fitting(object(all)))
            }
            Generation::Store(offer) => (offer, offer.fitting(stored(entry))),
        };
        offer.accepts(&arguments)?;
        Ok(Call { tool: offer.name.clone(), arguments })
    }

    /// The call that looks for an entry, where the server can be asked.
    pub fn search(&self, entry: &Entry) -> Option<Call> {
        let offer = self.search.as_ref()?;
        let arguments = match &self.generation {
            Generation::Each { .. } => json!({
                "query": entry.id, "repository": entry.repository, "recency": "all_time",
            }),
            Generation::Create(_) => json!({
                "operation": "search", "scope": "single",
                "options": {"query": entry.id, "repository": entry.repository},
            }),
            Generation::Store(_) => json!({
                "operation": "search", "scope": "session", "query": entry.id,
                "project_id": project(&entry.repository), "session_id": session(&entry.session),
            }),
        };
        Some(Call { tool: offer.name.clone(), arguments: offer.fitting(object(arguments)) })
    }
}

fn unknown(offers: &[Offer]) -> Error {
    let names: Vec<&str> = offers.iter().map(|offer| offer.name.as_str()).collect();
    let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    Error::input(format!("the server has no tool that stores memories; its tools: {names}")).hint(
        "known are memory_store_chunk with memory_store_decision, memory_create and memory_store",
    )
}

impl Offer {
    /// Whether it is the tool of this name, with or without the name of its server in front.
    fn is(&self, name: &str) -> bool {
        self.name == name || self.name.strip_suffix(name).is_some_and(|front| front.ends_with("__"))
    }

    fn properties(&self) -> Option<&Object> {
        self.schema.get("properties").and_then(Value::as_object)
    }

    fn takes(&self, names: &[&str]) -> bool {
        let known = self.properties();
        names.iter().all(|name| known.is_some_and(|known| known.contains_key(*name)))
    }

    /// The arguments without those that the tool refuses.
    fn fitting(&self, mut arguments: Object) -> Object {
        let is_closed = self.schema.get("additionalProperties") == Some(&Value::Bool(false));
        if let (true, Some(known)) = (is_closed, self.properties()) {
            arguments.retain(|name, _| known.contains_key(name));
        }
        arguments
    }

    /// # Errors
    /// When something is missing that the tool demands, or it does not know the operation.
    fn accepts(&self, arguments: &Object) -> Result<()> {
        let required = self.schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        let missing: Vec<&str> = required.filter(|name| !arguments.contains_key(*name)).collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            return Err(Error::input(format!("the server's tool {} wants {missing}", self.name))
                .hint("this is a generation of the server that is not known here"));
        }
        let known = self.properties().and_then(|known| known.get("operation"));
        let known = known.and_then(|operation| operation.get("enum")).and_then(Value::as_array);
        let operation = arguments.get("operation");
        if let (Some(known), Some(operation)) = (known, operation)
            && !known.contains(operation)
        {
            let message = format!("the server's tool {} has no operation {operation}", self.name);
            return Err(Error::input(message)
                .hint("this is a generation of the server that is not known here"));
        }
        Ok(())
    }
}

/// The tag that tells an entry from every other.
fn tag(entry: &Entry) -> String {
    format!("groundplan:{}", entry.id)
}

fn tags(entry: &Entry) -> Vec<String> {
    entry.tags.iter().cloned().chain([tag(entry)]).collect()
}

/// Arguments of the first two generations.
fn flat(entry: &Entry) -> Object {
    let mut arguments = match &entry.content {
        Content::Summary { text } => json!({"content": format!("{text} [{}]", tag(entry))}),
        Content::Decision { decision, rationale, context } => json!({
            "decision": decision,
            "rationale": rationale,
            "context": format!("{context} [{}]", tag(entry)),
        }),
    };
    let common = json!({
        "session_id": entry.session, "repository": entry.repository, "tags": tags(entry),
    });
    if let (Some(arguments), Value::Object(common)) = (arguments.as_object_mut(), common) {
        arguments.extend(common);
    }
    object(arguments)
}

/// Arguments of the third generation.
fn stored(entry: &Entry) -> Object {
    let (operation, kind, content, summary) = match &entry.content {
        Content::Summary { text } => ("store_content", "analysis", text.clone(), "Plan".to_owned()),
        Content::Decision { decision, rationale, context } => (
            "store_decision",
            "architecture_decision",
            format!("{decision}\n\nRationale: {rationale}\n\nContext: {context}"),
            decision.clone(),
        ),
    };
    object(json!({
        "operation": operation,
        "scope": "session",
        "project_id": project(&entry.repository),
        "session_id": session(&entry.session),
        "type": kind,
        "content": format!("{content} [{}]", tag(entry)),
        "summary": summary,
        "tags": tags(entry),
        "metadata": {"content_id": entry.id, "repository": entry.repository},
    }))
}

/// The repository as that server allows it: at most 100 letters, digits and `-_./:`.
fn project(repository: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:".contains(letter);
    let plain = |letter: char| if is_plain(letter) { letter } else { '-' };
    repository.chars().map(plain).take(100).collect()
}

/// The session as that server allows it: at most 100 letters, digits and `-_`.
fn session(session: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    session.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).take(100).collect()
}

fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        _ => Object::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(name: &str, schema: Value) -> Offer {
        Offer { name: name.to_owned(), schema: object(schema) }
    }

    fn entry(content: Content) -> Entry {
        Entry {
            id: "0123".into(),
            repository: "github.com/org/näme".into(),
            session: "plan 1".into(),
            content,
            tags: vec!["plan".into()],
        }
    }

    fn decision() -> Entry {
        entry(Content::Decision {
            decision: "four phases".into(),
            rationale: "risk first".into(),
            context: "two people".into(),
        })
    }

    #[test]
    fn the_newest_generation_is_chosen_and_names_may_carry_their_server() {
        let all = [
            offer("mcp__memory__memory_store_chunk", json!({})),
            offer("mcp__memory__memory_store_decision", json!({})),
            offer("memory_create", json!({"properties": {"operation": {}, "options": {}}})),
            offer("memory_store", json!({"properties": {"operation": {}, "project_id": {}}})),
        ];
        let tool = |offers: &[Offer]| Dialect::of(offers).unwrap().call(&decision()).unwrap().tool;
        assert_eq!(tool(&all), "memory_store");
        assert_eq!(tool(&all[..3]), "memory_create");
        assert_eq!(tool(&all[..2]), "mcp__memory__memory_store_decision");
        // A tool of that name which takes something else is another server's.
        let other = [offer("memory_store", json!({"properties": {"key": {}, "value": {}}}))];
        let error = Dialect::of(&other).unwrap_err().to_string();
        assert_eq!(error, "the server has no tool that stores memories; its tools: memory_store");
        assert!(Dialect::of(&all[..1]).is_err(), "it could not store decisions");
    }

    #[test]
    fn the_third_generation_gets_what_its_validation_allows() {
        let schema = json!({"properties": {"operation": {"enum": ["store_content", "store_decision"]}, "project_id": {}},
                            "required": ["operation", "project_id", "session_id"]});
        let call =
            Dialect::of(&[offer("memory_store", schema)]).unwrap().call(&decision()).unwrap();
        let text = |name: &str| call.arguments[name].as_str().unwrap();
        assert_eq!(text("operation"), "store_decision");
        assert_eq!((text("project_id"), text("session_id")), ("github.com/org/n-me", "plan-1"));
        assert_eq!((text("scope"), text("type")), ("session", "architecture_decision"));
        assert!(text("content").ends_with("Context: two people [groundplan:0123]"));
    }

    #[test]
    fn arguments_that_a_tool_refuses_are_left_out_and_those_it_demands_are_not_invented() {
        let closed = json!({"additionalProperties": false, "required": ["decision", "rationale", "session_id"],
                            "properties": {"decision": {}, "rationale": {}, "session_id": {}, "context": {}}});
        let chunk = offer("memory_store_chunk", json!({}));
        let dialect =
            Dialect::of(&[chunk.clone(), offer("memory_store_decision", closed)]).unwrap();
        let call = dialect.call(&decision()).unwrap();
        let names: Vec<&str> = call.arguments.keys().map(String::as_str).collect();
        assert_eq!(names, ["decision", "rationale", "context", "session_id"]);
        let demanding = json!({"required": ["decision", "owner"]});
        let dialect = Dialect::of(&[chunk, offer("memory_store_decision", demanding)]).unwrap();
        let error = dialect.call(&decision()).unwrap_err().to_string();
        assert_eq!(error, "the server's tool memory_store_decision wants owner");
        let other = json!({"properties": {"operation": {"enum": ["store_chunk"]}, "options": {}}});
        let dialect = Dialect::of(&[offer("memory_create", other)]).unwrap();
        assert!(dialect.call(&decision()).is_err());
        assert!(dialect.call(&entry(Content::Summary { text: "x".into() })).is_ok());
    }
}
