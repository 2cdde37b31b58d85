//! One statement to its changes: which reader is the right one for it. Statements that change no schema
//! are known by their first words and never parsed.

use sqlparser::{ast::Statement, dialect::Dialect as Grammar, parser::Parser, tokenizer::Token};

use super::{
    alter, block, create,
    dialect::Dialect,
    lex::{Kind, Quoting, lexemes},
    names::{Name, Names, default_schema_is_empty},
    normalise::normalise,
    objects,
    split::Piece,
    tokens::Tokens,
};
use crate::model::{SchemaChange, SchemaObject, Source, SqlEvent, Template};

/// What reading a statement came to.
#[derive(Debug, PartialEq)]
pub(super) enum Outcome {
    /// Its changes; none for statements that change no schema.
    Changes(Vec<SchemaChange>),
    /// It runs statements that cannot be known from the text.
    Hidden(String),
    /// Its changes, and what else it does that cannot be known.
    Partly(Vec<SchemaChange>, String),
    /// No grammar reads it.
    Unparsed(String),
}

/// Reads the statements of one text in order.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    pub(super) source: &'a Source,
    pub(super) names: Names,
}

/// Where a statement stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    /// Line that its events carry.
    pub(super) line: u32,
    /// Line of the first byte of `text`.
    pub(super) text_line: u32,
    pub(super) end_line: u32,
}

/// First words of statements that change no table, index or type.
const QUIET: &[&str] = &[
    "INSERT",
    "UPDATE",
    "DELETE",
    "MERGE",
    "REPLACE",
    "VALUES",
    "WITH",
    "TABLE",
    "BEGIN",
    "START",
    "COMMIT",
    "END",
    "ROLLBACK",
    "ABORT",
    "SAVEPOINT",
    "RELEASE",
    "PREPARE TRANSACTION",
    "SET",
    "RESET",
    "SHOW",
    "GRANT",
    "REVOKE",
    "COMMENT",
    "ANALYZE",
    "ANALYSE",
    "VACUUM",
    "REINDEX",
    "CLUSTER",
    "REFRESH",
    "LOCK",
    "UNLOCK",
    "COPY",
    "TRUNCATE",
    "NOTIFY",
    "LISTEN",
    "UNLISTEN",
    "DISCARD",
    "CHECKPOINT",
    "USE",
    "PRAGMA",
    "EXPLAIN",
    "DEALLOCATE",
    "FLUSH",
    "OPTIMIZE",
    "PRINT",
    "SECURITY",
    "REASSIGN",
    "DECLARE",
    "FETCH",
    "CLOSE",
    "MOVE",
    "LOAD",
    "SELECT",
    "ATTACH",
    "DETACH",
];

/// Kinds of objects that the schema does not list, after `CREATE`, `ALTER` or `DROP`.
const UNLISTED: &[&str] = &[
    "RULE",
    "SEQUENCE",
    "ROLE",
    "USER",
    "GROUP",
    "DATABASE",
    "POLICY",
    "PUBLICATION",
    "SUBSCRIPTION",
    "SERVER",
    "AGGREGATE",
    "CAST",
    "COLLATION",
    "CONVERSION",
    "OPERATOR",
    "LANGUAGE",
    "STATISTICS",
    "TABLESPACE",
    "TEXT SEARCH",
    "ACCESS METHOD",
    "EVENT",
    "TRANSFORM",
    "DOMAIN",
    "FOREIGN",
    "DEFAULT",
    "SYSTEM",
    "LARGE OBJECT",
    "OWNED",
    "LOGIN",
    "SYNONYM",
    "PACKAGE",
    "TRUSTED LANGUAGE",
    "PROCEDURAL LANGUAGE",
    "TEMP SEQUENCE",
    "TEMPORARY SEQUENCE",
    "ROUTINE",
    "CERTIFICATE",
];

/// First words of statements that run others.
const RUNNING: &[&str] = &["EXECUTE", "EXEC", "CALL", "IMPORT"];

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, dialect: Dialect) -> Self {
        Self { source, names: Names::new(dialect) }
    }

    /// The changes of `piece`, which starts at `line` of the file.
    pub(super) fn statement(&mut self, piece: &Piece<'_>, line: u32) -> Outcome {
        if piece.command == "gexec" {
            return Outcome::Hidden("statements run by \\gexec are not known".into());
        }
        let end_line = line + (piece.end_line - piece.line);
        self.read(&Place { text: piece.text, line, text_line: line, end_line })
    }

    pub(super) fn read(&mut self, place: &Place<'_>) -> Outcome {
        let words = first_words(place.text);
        let head = words.first().map_or("", String::as_str);
        if head == "SET" {
            self.set(&words, place);
        }
        if is_quiet(&words, place.text) {
            return Outcome::Changes(Vec::new());
        }
        if RUNNING.contains(&head) {
            return Outcome::Hidden(format!("objects made by this {head} are not known"));
        }
        if head == "DO" {
            return block::read(self, place);
        }
        let mut failure = "no grammar reads this statement".to_owned();
        for grammar in self.names.dialect.grammars() {
            match self.with_grammar(place, grammar) {
                Ok(outcome) => return outcome,
                Err(message) if failure.starts_with("no ") => failure = message,
                Err(_) => {}
            }
        }
        // The parser counts its lines from the statement's start; the diagnostic has the file's.
        let said = failure.trim_start_matches("sql parser error: ");
        let said = said.split(" at Line:").next().unwrap_or(said);
        Outcome::Unparsed(format!("SQL statement left out: {said}"))
    }

    fn with_grammar(
        &mut self,
        place: &Place<'_>,
        grammar: &dyn Grammar,
    ) -> Result<Outcome, String> {
        let tokens = Tokens::read(place.text, grammar).map_err(|error| error.to_string())?;
        if let Some(outcome) = objects::by_name(self, place, tokens.clone()) {
            return Ok(outcome);
        }
        let read = normalise(tokens, &self.names);
        match parse(&read.tokens, grammar) {
            Ok(statement) => {
                let concurrently = read.concurrently;
                let mut changes = self.changes(place, &statement, read.templates);
                for change in &mut changes {
                    change.concurrently |= concurrently;
                    if let Some(SchemaObject::Table(table)) = &mut change.definition {
                        let named = table
                            .columns
                            .iter_mut()
                            .filter(|column| read.not_null.contains(&column.name));
                        named.for_each(|column| column.nullable = false);
                    }
                }
                Ok(Outcome::Changes(changes))
            }
            Err(message) => alter::by_operation(self, place, read.tokens, grammar).ok_or(message),
        }
    }

    /// The changes of a parsed statement.
    pub(super) fn changes(
        &mut self,
        place: &Place<'_>,
        statement: &Statement,
        templates: Vec<Template>,
    ) -> Vec<SchemaChange> {
        let mut changes = match statement {
            Statement::CreateTable(table) => create::table(self, place, table, templates),
            Statement::AlterTable(alter) => alter::table(self, place, alter),
            other => objects::changes(self, place, other),
        };
        changes
            .retain(|change| !self.names.is_temporary(&change.event.schema, &change.event.table));
        changes
    }

    /// `SET search_path` decides where unqualified names go.
    fn set(&mut self, words: &[String], place: &Place<'_>) {
        if !words.iter().any(|word| word == "SEARCH_PATH") {
            return;
        }
        let Ok(mut tokens) = Tokens::read(place.text, self.names.dialect.grammars()[0]) else {
            return;
        };
        tokens.accept_any(&["SET", "SESSION", "LOCAL", "search_path", "TO"]);
        tokens.accept_mark(&Token::Eq);
        self.names.default_schema.clear();
        if let Some(first) = tokens.name(&self.names) {
            self.names.default_schema = default_schema_is_empty(&first.name);
        }
    }
}

/// The one statement that the tokens are.
pub(super) fn parse(tokens: &Tokens, grammar: &dyn Grammar) -> Result<Statement, String> {
    let mut parser = Parser::new(grammar).with_tokens_with_locations(tokens.list.clone());
    let statement = parser.parse_statement().map_err(|error| error.to_string())?;
    let rest = parser.peek_token();
    let takes_options = matches!(statement, Statement::CreateTable(_));
    if rest.token == Token::EOF || takes_options {
        return Ok(statement);
    }
    Err(format!("unexpected `{}`", rest.token))
}

/// First words in upper case, comments left out.
pub(super) fn first_words(text: &str) -> Vec<String> {
    lexemes(text, Quoting::default())
        .filter(|lexeme| lexeme.kind == Kind::Word)
        .take(6)
        .map(|lexeme| lexeme.text.to_uppercase())
        .collect()
}

fn is_quiet(words: &[String], text: &str) -> bool {
    let all = format!("{} ", words.join(" "));
    let starts = |head: &&str| all.starts_with(&format!("{head} "));
    if all.starts_with("SELECT ") || all.starts_with("WITH ") {
        // `SELECT … INTO new_table` makes a table.
        return !lexemes(text, Quoting::default())
            .any(|lexeme| lexeme.kind == Kind::Word && lexeme.text.eq_ignore_ascii_case("into"))
            || all.starts_with("WITH ");
    }
    let object = ["CREATE ", "ALTER ", "DROP "].iter().find_map(|verb| all.strip_prefix(verb));
    let object = object.map(|rest| rest.strip_prefix("OR REPLACE ").unwrap_or(rest));
    QUIET.iter().any(starts)
        || object.is_some_and(|rest| {
            UNLISTED.iter().any(|kind| rest.starts_with(&format!("{kind} ")))
                && !all.contains("FOREIGN TABLE ")
        })
        || object.is_some_and(|rest| rest.starts_with("FOREIGN TABLE "))
}

impl Place<'_> {
    /// An event of this statement.
    pub(super) fn event(&self, op: &str, kind: &str, table: &Name) -> SqlEvent {
        SqlEvent {
            line: self.line,
            op: op.to_owned(),
            kind: kind.to_owned(),
            schema: table.schema.clone(),
            table: table.name.clone(),
            ..SqlEvent::default()
        }
    }

    /// An event about an object that is known by its own name.
    pub(super) fn named(&self, op: &str, kind: &str, name: &Name) -> SqlEvent {
        let event = self.event(op, kind, name);
        SqlEvent { index: event.table.clone(), table: String::new(), ..event }
    }

    /// Line of the file for a line of the statement's text.
    pub(super) fn line_of(&self, line: u64) -> u32 {
        let line = u32::try_from(line).unwrap_or_default();
        if line == 0 { 0 } else { self.text_line + line - 1 }
    }
}

/// A change with its new definition.
pub(super) fn change(event: SqlEvent, definition: Option<SchemaObject>) -> SchemaChange {
    SchemaChange { event, definition, ..SchemaChange::default() }
}
