//! Folders in the contract: the root of the repository, which is empty in memory so that paths can be put
//! together, is written `.`, so that it can be told from a missing folder.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub(super) fn serialize<S: Serializer>(folder: &str, serializer: S) -> Result<S::Ok, S::Error> {
    written(folder).serialize(serializer)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(read)
}

fn written(folder: &str) -> &str {
    if folder.is_empty() { "." } else { folder }
}

fn read(folder: String) -> String {
    if folder == "." { String::new() } else { folder }
}

/// The same for several folders.
pub(super) mod list {
    use super::{Deserialize, Deserializer, Serializer, read, written};

    pub(in crate::model) fn serialize<S: Serializer>(
        folders: &[String],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(folders.iter().map(|folder| written(folder)))
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<String>, D::Error> {
        Ok(Vec::deserialize(deserializer)?.into_iter().map(read).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{from_value, json, to_value};

    use crate::model::{Module, Package};

    #[track_caller]
    fn check(dir: &str, written: &str) {
        let module = json!({"file": "x", "line": 1, "end_line": 1, "rule": "x", "class": "configuration",
            "language": "gomod", "kind": "go.mod", "dir": written});
        let module: Module = from_value(module).unwrap();
        assert_eq!(module.dir, dir);
        assert_eq!(to_value(&module).unwrap()["dir"], written);
        let mut package = to_value(&module).unwrap();
        package["name"] = json!("a");
        package["imports"] = json!(["b", written]);
        let package: Package = from_value(package).unwrap();
        assert_eq!(package.imports, ["b", dir]);
        assert_eq!(to_value(&package).unwrap()["imports"], json!(["b", written]));
    }

    #[test]
    fn the_root_is_a_dot() {
        check("", ".");
        check("a/b", "a/b");
    }
}
