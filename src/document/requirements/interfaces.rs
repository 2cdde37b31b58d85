//! Interfaces and traits that a document asks for: declared in its code fences, or named in words that
//! ask for one.

use super::page::Page;
use crate::{
    document::words,
    model::{Block, BlockKind, RequiredInterface, Span},
};

/// Reads the interfaces of one page; one that is named again keeps its first place and gets what it lacks.
pub(super) fn read(page: &Page<'_>, found: &mut Vec<RequiredInterface>) {
    if !page.requires() {
        return;
    }
    for (_, section) in page.sections() {
        let line = Span { line: section.span.line, end_line: section.span.line };
        if let Some(name) = in_heading(&section.heading) {
            add(page, found, Declared { name, ..Declared::default() }, line);
        }
        for block in &section.blocks {
            if block.kind == BlockKind::Code {
                let first = block.span.line + u32::from(is_fenced(block));
                for (declared, at) in declared(block) {
                    let line = first + at;
                    add(page, found, declared, Span { line, end_line: line });
                }
            } else if let Some(name) = in_words(block) {
                add(page, found, Declared { name, ..Declared::default() }, block.span);
            }
        }
    }
}

/// What a document says of an interface.
#[derive(Debug, Default)]
struct Declared {
    name: String,
    fence: String,
    methods: Vec<String>,
}

fn add(page: &Page<'_>, found: &mut Vec<RequiredInterface>, new: Declared, span: Span) {
    if let Some(known) = found.iter_mut().find(|known| known.name == new.name) {
        if known.methods.is_empty() && !new.methods.is_empty() {
            known.at = page.evidence("interface", span);
            known.fence = new.fence;
            known.methods = new.methods;
        }
        return;
    }
    found.push(RequiredInterface {
        at: page.evidence("interface", span),
        id: format!("IF-{}", found.len() + 1),
        name: new.name,
        fence: new.fence,
        methods: new.methods,
    });
}

fn is_fenced(block: &Block) -> bool {
    let lines = u32::try_from(block.text.lines().count()).unwrap_or(u32::MAX);
    block.span.end_line - block.span.line + 1 > lines
}

/// How a language opens an interface: words in front of the name, and what must stand behind it.
struct Form {
    fences: &'static [&'static str],
    before: &'static [&'static str],
    behind: &'static str,
}

const FORMS: &[Form] = &[
    Form { fences: &["go", "golang"], before: &["type "], behind: "interface" },
    Form {
        fences: &["rust", "rs"],
        before: &["pub trait ", "trait ", "pub(crate) trait "],
        behind: "",
    },
    Form {
        fences: &["ts", "typescript", "tsx"],
        before: &["export interface ", "interface ", "export default interface "],
        behind: "",
    },
];

/// The interfaces that a fence declares, with their lines counted from the first of the fence.
fn declared(block: &Block) -> Vec<(Declared, u32)> {
    let Some(form) = FORMS.iter().find(|form| form.fences.contains(&&*block.language)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut open: Option<(Declared, u32, i32)> = None;
    for (line, at) in block.text.lines().zip(0_u32..) {
        let depth = depth(line);
        if let Some((declared, _, level)) = open.as_mut() {
            if *level == 1 {
                declared.methods.extend(method(line));
            }
            *level += depth;
        } else if let Some(name) = opened(form, line) {
            let fence = block.language.clone();
            let methods = inline_methods(line);
            open = Some((Declared { name, fence, methods }, at, depth));
        }
        if open.as_ref().is_some_and(|(_, _, level)| *level <= 0) {
            found.extend(open.take().map(|(declared, at, _)| (declared, at)));
        }
    }
    found.extend(open.map(|(declared, at, _)| (declared, at)));
    // In TypeScript most interfaces are records; those ask for no behaviour.
    let record =
        |declared: &Declared| declared.methods.is_empty() && form.fences.contains(&"typescript");
    found.retain(|(declared, _)| !record(declared));
    found
}

fn depth(line: &str) -> i32 {
    let code = line.split("//").next().unwrap_or_default();
    code.chars().map(|c| i32::from(c == '{') - i32::from(c == '}')).sum()
}

/// The name that a line opens an interface for.
fn opened(form: &Form, line: &str) -> Option<String> {
    let line = line.trim_start();
    let rest = form.before.iter().find_map(|words| line.strip_prefix(words))?;
    let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    let behind = rest.get(name.len()..)?;
    let opens = behind.contains('{')
        && (form.behind.is_empty() || behind.split('{').next()?.trim_end().ends_with(form.behind));
    (!name.is_empty() && opens).then_some(name)
}

/// Methods of an interface in one line.
fn inline_methods(line: &str) -> Vec<String> {
    let body = line.split_once('{').and_then(|(_, rest)| rest.rsplit_once('}'));
    body.map(|(body, _)| body.split(';').filter_map(method).collect()).unwrap_or_default()
}

/// The signature in a line of an interface's body.
fn method(line: &str) -> Option<String> {
    let code = line.split("//").next().unwrap_or_default().trim();
    let comment = ["/*", "*", "#"].iter().any(|mark| code.starts_with(mark));
    let signature = code.trim_end_matches(['{', ';', ',']).trim();
    (signature.contains('(') && !comment).then(|| signature.to_owned())
}

const NOUNS: &[&str] = &["interface", "trait"];

/// `C2 — streaming.Emitter interface`: a name of code beside the noun.
fn in_heading(heading: &str) -> Option<String> {
    let words: Vec<&str> =
        heading.split_whitespace().map(|word| word.trim_matches(is_mark)).collect();
    let nouns = words.iter().enumerate().filter(|(_, word)| is_noun(word));
    let mut beside = nouns.flat_map(|(at, _)| {
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        [before, words.get(at + 1)].into_iter().flatten()
    });
    beside.find(|word| is_code_name(word)).and_then(|word| last_part(word))
}

/// Verbs by which a sentence asks for an interface instead of speaking of one that is there.
const ASKS: &[&str] = &[
    "define",
    "defines",
    "introduce",
    "introduces",
    "provide",
    "provides",
    "expose",
    "exposes",
    "add",
    "adds",
    "create",
    "declare",
    "declares",
    "new",
    "must implement",
    "shall implement",
    "definir",
    "definida",
    "criar",
    "crear",
    "expor",
    "nova",
    "novo",
    "nueva",
];

/// A name in code quotes beside the noun, in a sentence that asks for it.
fn in_words(block: &Block) -> Option<String> {
    if !words::has_any(&words::key(&block.text), ASKS) {
        return None;
    }
    let named = block.code.iter().filter_map(|code| Some((code, last_part(code)?)));
    let beside = |code: &str| {
        block.text.match_indices(code).any(|(at, found)| {
            let before = block.text.get(..at).unwrap_or_default();
            let behind = block.text.get(at + found.len()..).unwrap_or_default();
            let last = before.split_whitespace().next_back().unwrap_or_default();
            let next = behind.split_whitespace().next().unwrap_or_default();
            is_noun(last.trim_matches(is_mark)) || is_noun(next.trim_matches(is_mark))
        })
    };
    named.into_iter().find(|(code, _)| beside(code)).map(|(_, name)| name)
}

fn is_noun(word: &str) -> bool {
    NOUNS.iter().any(|noun| noun.eq_ignore_ascii_case(word))
}

fn is_mark(c: char) -> bool {
    !c.is_alphanumeric() && c != '_'
}

/// Whether a word of plain text can only be a name in code: `pkg.Name`, `TwoWords`.
fn is_code_name(word: &str) -> bool {
    let inner = word.chars().skip(1).any(char::is_uppercase);
    let mixed = inner && word.chars().any(char::is_lowercase);
    last_part(word).is_some() && (mixed || word.contains('.'))
}

/// The type in `pkg.Type` or `crate::Type`, when it looks like one.
fn last_part(code: &str) -> Option<String> {
    let name = code.rsplit(['.', ':']).next().unwrap_or_default();
    let typed = name.starts_with(char::is_uppercase)
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name.chars().any(char::is_lowercase);
    typed.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, text: &str, expected: &[(&str, u32, &[&str])]) {
        let block = Block { language: language.into(), text: text.into(), ..Block::default() };
        let found = declared(&block);
        let found: Vec<_> = found
            .iter()
            .map(|(one, at)| {
                (one.name.as_str(), *at, one.methods.iter().map(String::as_str).collect::<Vec<_>>())
            })
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(name, at, methods)| (*name, *at, methods.to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn fences_declare_interfaces() {
        check(
            "go",
            "type A struct {\n\tB int\n}\n\ntype Store interface {\n\t// Get reads.\n\tGet(ctx context.Context) error\n\tio.Closer\n}\n",
            &[("Store", 4, &["Get(ctx context.Context) error"])],
        );
        check("go", "type One interface{ Do() }", &[("One", 0, &["Do()"])]);
        check(
            "rust",
            "#[async_trait]\npub trait Store: Send {\n    async fn get(&self) -> u8;\n    fn all(&self) -> u8 {\n        call()\n    }\n}\n",
            &[("Store", 1, &["async fn get(&self) -> u8", "fn all(&self) -> u8"])],
        );
        check(
            "ts",
            "interface Row { id: string }\nexport interface Api {\n  get(id: string): Row;\n}",
            &[("Api", 1, &["get(id: string): Row"])],
        );
        check("python", "class A:", &[]);
    }

    #[test]
    fn words_ask_for_interfaces() {
        assert_eq!(in_heading("C2 — streaming.Emitter interface").as_deref(), Some("Emitter"));
        assert_eq!(in_heading("The LimitStore interface").as_deref(), Some("LimitStore"));
        assert_eq!(in_heading("User interface"), None);
        let block = |text: &str, code: &str| Block {
            text: text.into(),
            code: vec![code.into()],
            ..Block::default()
        };
        let asked =
            block("Introduce a `LimitStore` interface.".replace('`', "").as_str(), "LimitStore");
        assert_eq!(in_words(&asked).as_deref(), Some("LimitStore"));
        assert_eq!(in_words(&block("It uses the Logger interface.", "Logger")), None);
    }
}
