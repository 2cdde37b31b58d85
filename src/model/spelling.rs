//! How values are written in the JSON where that differs from how the rooms hold them.
//!
//! Rooms join folders and compare versions as text; readers of the JSON compare them with what other
//! tools print: `.` for the root, and numbers without leading zeros.

/// A folder that is `.` when it is the root.
pub(super) mod folder {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(in crate::model) fn serialize<S: Serializer>(dir: &str, to: S) -> Result<S::Ok, S::Error> {
        written(dir).serialize(to)
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<String, D::Error> {
        Ok(read(String::deserialize(from)?))
    }

    pub(super) fn written(dir: &str) -> &str {
        if dir.is_empty() { "." } else { dir }
    }

    pub(super) fn read(dir: String) -> String {
        if dir == "." { String::new() } else { dir }
    }
}

/// A list of such folders.
pub(super) mod folders {
    use serde::{Deserialize, Deserializer, Serializer};

    use super::folder::{read, written};

    pub(in crate::model) fn serialize<S: Serializer>(
        dirs: &[String],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(dirs.iter().map(|dir| written(dir)))
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<String>, D::Error> {
        Ok(Vec::<String>::deserialize(from)?.into_iter().map(read).collect())
    }
}

/// A version that is a number when it is nothing but digits.
pub(super) mod version {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Written<'a> {
        Number(u64),
        Text(Cow<'a, str>),
    }

    pub(in crate::model) fn serialize<S: Serializer>(
        version: &str,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let digits = version.bytes().all(|byte| byte.is_ascii_digit());
        match version.parse() {
            Ok(number) if digits => Written::Number(number).serialize(to),
            _ => Written::Text(Cow::Borrowed(version)).serialize(to),
        }
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<String, D::Error> {
        Ok(match Written::deserialize(from)? {
            Written::Number(number) => number.to_string(),
            Written::Text(text) => text.into_owned(),
        })
    }

    /// What the published schema says about it.
    pub(in crate::model) struct Version;

    impl JsonSchema for Version {
        fn schema_name() -> Cow<'static, str> {
            "Version".into()
        }

        fn inline_schema() -> bool {
            true
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": ["integer", "string"]})
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Fact {
        #[serde(with = "super::folder")]
        dir: String,
        #[serde(with = "super::folders")]
        imports: Vec<String>,
        #[serde(with = "super::version")]
        version: String,
    }

    #[track_caller]
    fn check(dir: &str, version: &str, expected: &str) {
        let fact = Fact { dir: dir.into(), imports: vec![dir.into()], version: version.into() };
        let text = serde_json::to_string(&fact).unwrap();
        assert_eq!(text, expected);
        let back: Fact = serde_json::from_str(&text).unwrap();
        assert_eq!((back.dir, back.imports), (fact.dir, fact.imports));
        assert_eq!(back.version, version.trim_start_matches('0'));
    }

    #[test]
    fn roots_are_dots_and_digits_are_numbers() {
        check("", "000012", r#"{"dir":".","imports":["."],"version":12}"#);
        check(
            "a/b",
            "20240102030405",
            r#"{"dir":"a/b","imports":["a/b"],"version":20240102030405}"#,
        );
        check("a", "2024-01-02-x", r#"{"dir":"a","imports":["a"],"version":"2024-01-02-x"}"#);
        check("a", "1.2", r#"{"dir":"a","imports":["a"],"version":"1.2"}"#);
        check(
            "a",
            "99999999999999999999",
            r#"{"dir":"a","imports":["a"],"version":"99999999999999999999"}"#,
        );
    }
}
