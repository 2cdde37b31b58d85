//! The plan and the analysis as resources, for clients that put documents beside a conversation.

use rmcp::{
    ErrorData, RoleServer,
    model::{MetaObject, ReadResourceResult, Resource, ResourceContents, ResourceTemplate},
    service::RequestContext,
};

use super::{
    roots::{Roots, decode},
    server::Server,
    stamp, work,
};

/// A document about a repository.
struct Document {
    name: &'static str,
    title: &'static str,
    mime: &'static str,
    description: &'static str,
}

const DOCUMENTS: [Document; 3] = [
    Document {
        name: "plan.md",
        title: "Implementation plan",
        mime: "text/markdown",
        description: "The implementation plan as it would be written now",
    },
    Document {
        name: "plan.json",
        title: "Implementation plan as data",
        mime: "application/json",
        description: "The whole plan as data (groundplan.plan/1); long",
    },
    Document {
        name: "analysis.json",
        title: "Analysis",
        mime: "application/json",
        description: "Every fact of the repository (groundplan.analysis/1); very long for large repositories, where the \
                      tools give parts",
    },
];

const SCHEME: &str = "groundplan://";

/// The documents of every root.
pub(super) fn list(roots: &Roots) -> Vec<Resource> {
    let of = |folder: &camino::Utf8PathBuf| {
        let name = folder.file_name().unwrap_or("root").to_owned();
        DOCUMENTS.iter().map(move |document| {
            let uri = format!("{SCHEME}{}/{}", encode(&name), document.name);
            Resource::new(uri, format!("{name}/{}", document.name))
                .with_title(format!("{}: {name}", document.title))
                .with_description(document.description)
                .with_mime_type(document.mime)
        })
    };
    roots.folders().iter().flat_map(of).collect()
}

/// The documents of any repository that may be read.
pub(super) fn templates() -> Vec<ResourceTemplate> {
    let template = |document: &Document| {
        let uri = format!("{SCHEME}{{repository}}/{}", document.name);
        ResourceTemplate::new(uri, document.name)
            .with_title(document.title)
            .with_description(format!(
                "{}; `repository` is a root's name or a folder below a root",
                document.description
            ))
            .with_mime_type(document.mime)
    };
    DOCUMENTS.iter().map(template).collect()
}

/// A document, with the moment for which it is true in `_meta`.
///
/// # Errors
/// When there is no such document, or its repository may not be read.
pub(super) async fn read(
    server: &Server,
    uri: &str,
    context: &RequestContext<RoleServer>,
) -> Result<ReadResourceResult, ErrorData> {
    let unknown = || {
        let names: Vec<&str> = DOCUMENTS.iter().map(|document| document.name).collect();
        let text =
            format!("there is no {uri}; there are {SCHEME}REPOSITORY/{}", names.join(", …/"));
        ErrorData::resource_not_found(text, None)
    };
    let (repository, name) =
        uri.strip_prefix(SCHEME).and_then(|rest| rest.rsplit_once('/')).ok_or_else(unknown)?;
    let document = DOCUMENTS.iter().find(|one| one.name == name).ok_or_else(unknown)?;
    let repository = decode(repository).ok_or_else(unknown)?;
    let (place, facts) = server.facts(Some(&repository), context).await?;
    let (desk, of) = (server.desk(), place.clone());
    let at = stamp::of(&place, &facts);
    let make = move |_: &_| match document.name {
        "plan.md" => desk.plan_text(&of, &facts),
        "plan.json" => json(&facts.plan),
        _ => json(&facts.analysis),
    };
    let text = work::run(context, make).await?;
    let mut meta = MetaObject::new();
    let at = serde_json::to_value(at).unwrap_or_default();
    meta.insert("groundplan/at".to_owned(), at);
    let contents = ResourceContents::TextResourceContents {
        uri: uri.to_owned(),
        mime_type: Some(document.mime.to_owned()),
        text,
        meta: Some(meta),
    };
    Ok(ReadResourceResult::new(vec![contents]))
}

fn json(value: &impl serde::Serialize) -> crate::error::Result<String> {
    serde_json::to_string_pretty(value).map_err(|error| {
        crate::error::Error::new(crate::error::ErrorKind::Output, "cannot write it as JSON")
            .source(error)
    })
}

/// A name as a part of a URI.
fn encode(name: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let part = |byte: u8| {
        if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    name.bytes().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_a_uri() {
        for name in ["plugin-fees", "a b", "ä/ö", "100%", "{x}"] {
            assert_eq!(decode(&encode(name)).as_deref(), Some(name));
        }
    }
}
