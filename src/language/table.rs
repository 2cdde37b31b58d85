//! One row per language. A row without a grammar is counted and read by a parser of its own format.

/// A language that files are written in.
#[derive(Debug)]
pub struct Language {
    /// Identifier, as facts carry it.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// File-name endings, without the dot.
    pub extensions: &'static [&'static str],
    /// Whole file names.
    pub file_names: &'static [&'static str],
    /// How comments are written.
    pub comments: Comments,
    /// The tree-sitter grammar.
    pub grammar: Option<fn() -> tree_sitter::Language>,
    /// Built-in queries as (kind, text).
    pub queries: &'static [(&'static str, &'static str)],
}

/// How comments are written, for counting lines and finding markers.
#[derive(Clone, Copy, Debug)]
pub struct Comments {
    /// What opens a comment that ends with its line.
    pub line: &'static [&'static str],
    /// What opens and closes a comment that may span lines.
    pub block: Option<(&'static str, &'static str)>,
    /// Whether block comments nest.
    pub nested: bool,
}

const NONE: Comments = Comments { line: &[], block: None, nested: false };
const C_LIKE: Comments = Comments { line: &["//"], block: Some(("/*", "*/")), nested: false };
const RUST: Comments = Comments { line: &["//"], block: Some(("/*", "*/")), nested: true };
const HASH: Comments = Comments { line: &["#"], block: None, nested: false };
const SQL: Comments = Comments { line: &["--"], block: Some(("/*", "*/")), nested: true };
const SLASHES: Comments = Comments { line: &["//"], block: None, nested: false };
const LUA: Comments = Comments { line: &["--"], block: Some(("--[[", "]]")), nested: false };
const HASKELL: Comments = Comments { line: &["--"], block: Some(("{-", "-}")), nested: true };
const XML: Comments = Comments { line: &[], block: Some(("<!--", "-->")), nested: false };

/// A row of a language that is counted but has no grammar here.
const fn plain(
    id: &'static str,
    name: &'static str,
    extensions: &'static [&'static str],
    file_names: &'static [&'static str],
    comments: Comments,
) -> Language {
    Language { id, name, extensions, file_names, comments, grammar: None, queries: &[] }
}

macro_rules! queries {
    ($language:literal: $($kind:literal),+) => {
        &[$(($kind, include_str!(concat!("../../queries/", $language, "/", $kind, ".scm")))),+]
    };
}

/// All languages. The first row that claims a file has it.
pub static LANGUAGES: &[Language] = &[
    Language {
        id: "go",
        name: "Go",
        extensions: &["go"],
        file_names: &[],
        comments: C_LIKE,
        grammar: Some(|| tree_sitter_go::LANGUAGE.into()),
        queries: queries!("go": "tags", "imports", "tests", "routes", "config", "commands", "events", "calls"),
    },
    Language {
        id: "rust",
        name: "Rust",
        extensions: &["rs"],
        file_names: &[],
        comments: RUST,
        grammar: Some(|| tree_sitter_rust::LANGUAGE.into()),
        queries: queries!("rust": "tags", "imports", "tests", "routes", "config", "commands", "events", "calls"),
    },
    plain("sql", "SQL", &["sql"], &[], SQL),
    plain("gomod", "Go module", &["mod", "work"], &["go.mod", "go.work"], C_LIKE),
    plain("markdown", "Markdown", &["md", "markdown", "mdx"], &[], XML),
    plain("yaml", "YAML", &["yaml", "yml"], &[], HASH),
    plain("toml", "TOML", &["toml"], &[], HASH),
    plain("json", "JSON", &["json"], &[], NONE),
    plain("dockerfile", "Dockerfile", &["dockerfile"], &["Dockerfile", "Containerfile"], HASH),
    plain("makefile", "Makefile", &["mk", "mak"], &["Makefile", "makefile", "GNUmakefile"], HASH),
    plain("just", "just", &["just"], &["justfile", "Justfile", ".justfile"], HASH),
    plain(
        "dotenv",
        "Environment file",
        &["env"],
        &[".env", ".env.example", ".env.sample", ".env.template"],
        HASH,
    ),
    plain("protobuf", "Protocol Buffers", &["proto"], &[], C_LIKE),
    plain("graphql", "GraphQL", &["graphql", "graphqls", "gql"], &[], HASH),
    plain("hcl", "HCL", &["tf", "hcl"], &[], HASH),
    plain("gherkin", "Gherkin", &["feature"], &[], HASH),
    plain("shell", "Shell", &["sh", "bash", "zsh"], &[], HASH),
    plain("python", "Python", &["py"], &[], HASH),
    plain("javascript", "JavaScript", &["js", "mjs", "cjs", "jsx"], &[], C_LIKE),
    plain("typescript", "TypeScript", &["ts", "mts", "cts", "tsx"], &[], C_LIKE),
    plain("java", "Java", &["java"], &[], C_LIKE),
    plain("kotlin", "Kotlin", &["kt", "kts"], &[], RUST),
    plain("csharp", "C#", &["cs"], &[], C_LIKE),
    plain("c", "C", &["c", "h"], &[], C_LIKE),
    plain("cpp", "C++", &["cc", "cpp", "cxx", "hpp", "hh"], &[], C_LIKE),
    plain("ruby", "Ruby", &["rb"], &[], HASH),
    plain("php", "PHP", &["php"], &[], C_LIKE),
    plain("swift", "Swift", &["swift"], &[], RUST),
    plain("scala", "Scala", &["scala", "sc"], &[], RUST),
    plain("dart", "Dart", &["dart"], &[], RUST),
    plain("elixir", "Elixir", &["ex", "exs"], &[], HASH),
    plain("zig", "Zig", &["zig"], &[], SLASHES),
    plain("lua", "Lua", &["lua"], &[], LUA),
    plain("haskell", "Haskell", &["hs"], &[], HASKELL),
    plain("perl", "Perl", &["pl", "pm"], &[], HASH),
    plain("html", "HTML", &["html", "htm"], &[], XML),
    plain("css", "CSS", &["css"], &[], C_LIKE),
];

/// The row with identifier `id`.
pub fn by_id(id: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.id == id)
}

/// The language that claims the file at `path` by its name.
pub fn detect(path: &str) -> Option<&'static Language> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let by_name = LANGUAGES.iter().find(|language| language.file_names.contains(&name));
    by_name.or_else(|| by_prefix(name)).or_else(|| by_extension(name))
}

/// `Dockerfile.dev` and `.env.local` belong to the language of their first part.
fn by_prefix(name: &str) -> Option<&'static Language> {
    const PREFIXES: [(&str, &str); 3] =
        [("Dockerfile.", "dockerfile"), (".env.", "dotenv"), ("Makefile.", "makefile")];
    let (_, id) = PREFIXES.iter().find(|(prefix, _)| name.starts_with(prefix))?;
    by_id(id)
}

fn by_extension(name: &str) -> Option<&'static Language> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let found =
        LANGUAGES.iter().find(|language| language.extensions.contains(&extension.as_str()))?;
    // `.mod` and `.work` are Go's only under the names that Go reads.
    (found.id != "gomod" || stem == "go").then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(detect(path).map(|language| language.id), expected, "{path}");
    }

    #[test]
    fn files_are_claimed_by_name_before_extension() {
        check("cmd/app/main.go", Some("go"));
        check("go.mod", Some("gomod"));
        check("song.mod", None);
        check("build/Dockerfile.dev", Some("dockerfile"));
        check(".env.example", Some("dotenv"));
        check("README.MD", Some("markdown"));
        check("LICENSE", None);
    }
}
