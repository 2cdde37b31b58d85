//! A JSON plan to values and claims.

use std::ops::Range;

use super::{
    places::Text,
    stretch::{self, Around, Bare, Files},
    vocabulary,
};
use crate::{
    document::{
        json::{Node, Value},
        words,
        work::{ids, paths},
    },
    model::{Action, Claim, JsonKind, JsonValue, Standing, WorkItem, WorkPlan},
};

/// Values and claims of a JSON text.
pub(super) fn read(
    text: &Text<'_>,
    root: &Node,
    work: &[WorkPlan],
) -> (Vec<JsonValue>, Vec<Claim>) {
    let items: Vec<&WorkItem> = work.iter().flat_map(|plan| &plan.items).collect();
    let mut walk = Walk { text, items, values: Vec::new(), claims: Vec::new() };
    let root_item = String::new();
    walk.value(root, &At { pointer: String::new(), name: "", item: &root_item, beside: None });
    walk.claims.sort_by(|a, b| (&a.place, a.kind, &a.subject).cmp(&(&b.place, b.kind, &b.subject)));
    (walk.values, walk.claims)
}

/// Where in the tree a value stands.
struct At<'a> {
    pointer: String,
    /// Name of the member that it is, or is listed in.
    name: &'a str,
    item: &'a str,
    /// The object that it is a member of.
    beside: Option<&'a Node>,
}

struct Walk<'w, 't> {
    text: &'w Text<'t>,
    items: Vec<&'w WorkItem>,
    values: Vec<JsonValue>,
    claims: Vec<Claim>,
}

const FILES: &[&str] =
    &["code_files", "codeFiles", "files", "file_paths", "affected_files", "path", "file"];

impl Walk<'_, '_> {
    fn value(&mut self, node: &Node, at: &At<'_>) {
        self.values.push(JsonValue {
            pointer: at.pointer.clone(),
            place: self.text.place(&node.bytes),
            text: match &node.value {
                Value::Text(text) => text.clone(),
                _ => node.scalar().unwrap_or_default(),
            },
            kind: kind(&node.value),
        });
        match &node.value {
            Value::Object(members) => {
                let own = self.item(node, at.item);
                for (name, member) in members {
                    let pointer = format!("{}/{}", at.pointer, escaped(name));
                    let name = if name == "path" { at.name } else { name };
                    self.value(member, &At { pointer, name, item: &own, beside: Some(node) });
                }
            }
            Value::List(items) => {
                for (number, item) in items.iter().enumerate() {
                    let pointer = format!("{}/{number}", at.pointer);
                    self.value(
                        item,
                        &At { pointer, name: at.name, item: at.item, beside: at.beside },
                    );
                }
            }
            Value::Text(said) => self.said(node, said, at),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// The item that an object is; else the one around it.
    fn item(&self, node: &Node, around: &str) -> String {
        let Some(id) = node.word(&["id", "task_id", "taskId", "key", "code", "order"]) else {
            return around.to_owned();
        };
        let lines =
            |item: &&&WorkItem| (item.at.line, item.at.end_line) == (node.line, node.end_line);
        let below = format!("{around}.{id}");
        let key = ids::key(&id);
        let named = |item: &&&WorkItem| item.id == below || ids::key(&item.id) == key;
        let here = self.items.iter().filter(lines).find(named);
        let found = here.or_else(|| self.items.iter().find(|item| item.id == below));
        found.map_or_else(|| around.to_owned(), |item| item.id.clone())
    }

    fn said(&mut self, node: &Node, said: &str, at: &At<'_>) {
        let raw = self.text.get(&node.bytes);
        let places = offsets(raw, said);
        let listed = FILES.contains(&at.name);
        let files = listed.then(|| Files(action(said, at)));
        let bare = if listed { Bare::All } else { Bare::Told };
        for found in stretch::read(said, Around { files, bare, typed: None }) {
            let place =
                |byte: usize| node.bytes.start + places.get(byte).copied().unwrap_or(raw.len());
            let bytes: Range<usize> = place(found.bytes.start)..place(found.bytes.end);
            let standing = if listed { Standing::Listed } else { found.standing };
            self.claims.push(found.claim(self.text.place(&bytes), at.item, standing));
        }
    }
}

/// What the object of a file says happens to it; of a bare path, what `files` of the step says.
fn action(said: &str, at: &At<'_>) -> Option<Action> {
    let beside = at.beside?;
    let own = beside.word(&["action", "operation", "change"]);
    if let Some(word) = own {
        return of_word(&word);
    }
    let path = paths::all(said).first().map(|path| path.name.to_owned())?;
    let files = beside.get(&["files"])?.items().iter();
    let mut same = files.filter(|file| file.word(&["path", "file"]).as_deref() == Some(&path));
    same.find_map(|file| of_word(&file.word(&["action", "operation", "change"])?))
}

fn of_word(word: &str) -> Option<Action> {
    let key = words::key(word);
    let key = key.trim();
    if matches!(key, "test" | "tests") {
        return Some(Action::Test);
    }
    key.split(' ').next().and_then(vocabulary::verb).map(|(action, _)| action)
}

fn kind(value: &Value) -> JsonKind {
    match value {
        Value::Null => JsonKind::Null,
        Value::Bool(_) => JsonKind::Bool,
        Value::Number(_) => JsonKind::Number,
        Value::Text(_) => JsonKind::Text,
        Value::List(_) => JsonKind::List,
        Value::Object(_) => JsonKind::Object,
    }
}

/// A name within a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// For every byte of a text, and its end, where in its written form it stands.
fn offsets(raw: &str, said: &str) -> Vec<usize> {
    if raw.len() == said.len() {
        return (0..=raw.len()).collect();
    }
    let mut found = Vec::with_capacity(said.len() + 1);
    let mut at = 0;
    for c in said.chars() {
        let rest = raw.get(at..).unwrap_or_default();
        found.extend(std::iter::repeat_n(at, c.len_utf8()));
        at += match (rest.as_bytes().first(), rest.as_bytes().get(1)) {
            (Some(b'\\'), Some(b'u')) if c.len_utf8() == 4 => 12,
            (Some(b'\\'), Some(b'u')) => 6,
            (Some(b'\\'), _) => 2,
            _ => c.len_utf8(),
        };
    }
    found.push(at.min(raw.len()));
    found
}
