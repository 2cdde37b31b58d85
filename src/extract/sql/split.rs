//! SQL text to statements with their lines. Cuts at `;` where it ends a statement: not in quotes,
//! comments, trigger bodies or rule actions. Knows the lines that tools put between statements: section
//! markers, `GO`, `DELIMITER`, psql's backslash commands and `COPY` data. Parses nothing.

use super::lex::{Kind, Lexeme, Lexemes, Quoting, lexemes, line_length};

/// The statements of a text and what its markers say.
#[derive(Debug, Default)]
pub(super) struct Split<'a> {
    pub(super) statements: Vec<Piece<'a>>,
    /// Tool of the first section marker.
    pub(super) convention: &'static str,
    /// Whether a marker opens a section that undoes the rest.
    pub(super) undoes: bool,
}

/// One statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// From the first to the last lexeme that is no comment, without the `;`.
    pub(super) text: &'a str,
    /// 1-based line of the first lexeme.
    pub(super) line: u32,
    /// 1-based line where it ends.
    pub(super) end_line: u32,
    /// Whether it stands in the section that undoes the rest.
    pub(super) down: bool,
    /// psql command that ends it, without the backslash.
    pub(super) command: &'a str,
    /// A `;` stands in it that neither quotes nor comments hide.
    pub(super) cut_inside: bool,
}

/// Comments that divide a file: beginning of the comment in lower case, tool, whether `down` follows.
const MARKERS: &[(&str, &str, bool)] = &[
    ("-- +goose up", "goose", false),
    ("-- +goose down", "goose", true),
    ("-- +migrate up", "sql-migrate", false),
    ("-- +migrate down", "sql-migrate", true),
    ("-- migrate:up", "dbmate", false),
    ("-- migrate:down", "dbmate", true),
    ("-- rambler up", "rambler", false),
    ("-- rambler down", "rambler", true),
    ("---- create above / drop below ----", "tern", true),
    ("--> statement-breakpoint", "drizzle", false),
];

/// Cuts `text` into its statements.
pub(super) fn split(text: &str, quoting: Quoting) -> Split<'_> {
    let lexemes = lexemes(text, quoting);
    let mut splitter = Splitter {
        text,
        lexemes,
        open: None,
        delimiter: ";",
        down: false,
        found: Split::default(),
    };
    while splitter.step() {}
    splitter.close("");
    splitter.found
}

/// The tool whose marker opens a section here, and whether that section undoes the rest.
pub(super) fn section(lexeme: &Lexeme<'_>) -> Option<(&'static str, bool)> {
    let is_marker = lexeme.kind == Kind::LineComment && lexeme.line_start;
    let text = is_marker.then(|| squeezed(lexeme.text))?;
    let marker = MARKERS.iter().find(|(marker, ..)| text.starts_with(marker));
    marker.map(|(_, tool, down)| (*tool, *down))
}

/// A comment in lower case, its blanks squeezed.
pub(super) fn squeezed(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

struct Splitter<'a> {
    text: &'a str,
    lexemes: Lexemes<'a>,
    open: Option<Open>,
    delimiter: &'a str,
    down: bool,
    found: Split<'a>,
}

/// The statement that is being read.
#[derive(Debug, Default)]
struct Open {
    start: usize,
    end: usize,
    line: u32,
    end_line: u32,
    /// First words in upper case.
    head: Vec<String>,
    /// Blocks of its body that are open.
    blocks: u32,
    parentheses: u32,
    last_word: String,
    cut_inside: bool,
}

impl<'a> Splitter<'a> {
    fn step(&mut self) -> bool {
        if self.at_delimiter() {
            self.lexemes.pass(self.delimiter.len());
            self.close("");
            return true;
        }
        let Some(lexeme) = self.lexemes.next() else { return false };
        match lexeme.kind {
            Kind::Space | Kind::BlockComment => {}
            Kind::LineComment => self.comment(&lexeme),
            _ if lexeme.line_start && self.separator(&lexeme) => {}
            Kind::Mark if lexeme.text == "\\" => self.command(),
            _ => self.take(&lexeme),
        }
        true
    }

    /// Whether a statement ends here.
    fn at_delimiter(&self) -> bool {
        self.lexemes.rest().starts_with(self.delimiter)
            && self.open.as_ref().is_none_or(|open| {
                self.delimiter != ";"
                    || open.blocks == 0 && !(open.is_rule() && open.parentheses > 0)
            })
    }

    fn comment(&mut self, lexeme: &Lexeme<'a>) {
        if let Some((tool, down)) = section(lexeme) {
            self.close("");
            self.down = down;
            self.found.undoes |= down;
            if self.found.convention.is_empty() {
                self.found.convention = tool;
            }
        }
    }

    /// Lines that end a statement and belong to none: `GO`, a lone `/`, `DELIMITER //`.
    fn separator(&mut self, lexeme: &Lexeme<'a>) -> bool {
        let rest = self.lexemes.rest();
        let tail = rest.get(..line_length(rest)).unwrap_or_default().trim();
        let lone = tail.is_empty() || tail.bytes().all(|byte| byte.is_ascii_digit());
        if lexeme.text.eq_ignore_ascii_case("delimiter") && self.open.is_none() && !tail.is_empty()
        {
            self.delimiter = tail;
        } else if !(lone && (lexeme.text.eq_ignore_ascii_case("go") || lexeme.text == "/")) {
            return false;
        }
        self.lexemes.pass(line_length(rest));
        self.close("");
        true
    }

    /// A psql command: ends the statement before it and takes the rest of its line.
    fn command(&mut self) {
        let rest = self.lexemes.rest();
        let line = rest.get(..line_length(rest)).unwrap_or_default();
        self.lexemes.pass(line.len());
        self.close(line.split_whitespace().next().unwrap_or_default());
    }

    fn take(&mut self, lexeme: &Lexeme<'a>) {
        let open = self.open.get_or_insert_with(|| Open {
            start: lexeme.offset,
            line: lexeme.line,
            ..Open::default()
        });
        open.end = lexeme.offset + lexeme.text.len();
        open.end_line = lexeme.line;
        match lexeme.text {
            "(" => open.parentheses += 1,
            ")" => open.parentheses = open.parentheses.saturating_sub(1),
            ";" => open.cut_inside = true,
            word if lexeme.kind == Kind::Word => open.word(&word.to_uppercase()),
            text => {
                let lines = text.bytes().filter(|byte| *byte == b'\n').count();
                open.end_line += u32::try_from(lines).unwrap_or_default();
                open.last_word.clear();
            }
        }
    }

    fn close(&mut self, command: &'a str) {
        let Some(open) = self.open.take() else { return };
        let text = self.text.get(open.start..open.end).unwrap_or_default();
        let reads_data = open.head.first().is_some_and(|word| word == "COPY")
            && text.to_uppercase().split_whitespace().any(|word| word == "STDIN");
        if reads_data {
            let rest = self.lexemes.rest();
            self.lexemes.pass(rest.find("\n\\.").map_or(0, |at| at + 3));
        }
        self.found.statements.push(Piece {
            text,
            line: open.line,
            end_line: open.end_line,
            down: self.down,
            command,
            cut_inside: open.cut_inside,
        });
    }
}

impl Open {
    /// Counts the blocks of a body that is written without quotes (triggers, procedures).
    fn word(&mut self, word: &str) {
        if self.head.len() < 6 {
            self.head.push(word.to_owned());
        }
        let ends_more = self.last_word == "END";
        if self.has_body() {
            match word {
                "BEGIN" => self.blocks += 1,
                // `END CASE` closes the CASE that its END has closed already.
                "CASE" if self.blocks > 0 && !ends_more => self.blocks += 1,
                // IF, LOOP, WHILE and REPEAT are not counted, so neither are their ends.
                "IF" | "LOOP" | "WHILE" | "REPEAT" if ends_more => self.blocks += 1,
                "END" => self.blocks = self.blocks.saturating_sub(1),
                _ => {}
            }
        }
        word.clone_into(&mut self.last_word);
    }

    fn has_body(&self) -> bool {
        let kinds = ["TRIGGER", "PROCEDURE", "FUNCTION", "EVENT"];
        matches!(self.head.first().map(String::as_str), Some("CREATE" | "ALTER"))
            && self.head.iter().any(|word| kinds.contains(&word.as_str()))
    }

    fn is_rule(&self) -> bool {
        self.head.iter().take(4).any(|word| word == "RULE")
    }
}

#[cfg(test)]
mod tests {
    use super::{Quoting, split};

    #[track_caller]
    fn check(text: &str, expected: &[(u32, &str)]) {
        let found = split(text, Quoting::default());
        let found: Vec<_> = found.statements.iter().map(|piece| (piece.line, piece.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn semicolons_that_end_no_statement() {
        check(
            "SELECT ';' ; -- ; \n/* ;\n*/ SELECT $$;$$",
            &[(1, "SELECT ';'"), (3, "SELECT $$;$$")],
        );
        check(
            "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 1;\nEND;\nSELECT 2;",
            &[
                (
                    1,
                    "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 1;\nEND",
                ),
                (4, "SELECT 2"),
            ],
        );
        check(
            "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; CASE a WHEN 1 THEN SELECT 2; END CASE; END; SELECT 3",
            &[
                (
                    1,
                    "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; CASE a WHEN 1 THEN SELECT 2; END CASE; END",
                ),
                (1, "SELECT 3"),
            ],
        );
        check(
            "CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2);SELECT 3",
            &[(1, "CREATE RULE r AS ON INSERT TO a DO (SELECT 1; SELECT 2)"), (1, "SELECT 3")],
        );
        check("BEGIN; SELECT 1; END;", &[(1, "BEGIN"), (1, "SELECT 1"), (1, "END")]);
    }

    #[test]
    fn lines_between_statements() {
        check("SELECT 1\nGO\nSELECT 2\ngo 5\n", &[(1, "SELECT 1"), (3, "SELECT 2")]);
        check(
            "DELIMITER //\nSELECT 1; SELECT 2//\nDELIMITER ;\nSELECT 3;",
            &[(2, "SELECT 1; SELECT 2"), (4, "SELECT 3")],
        );
        check("\\set a 'b\nSELECT 1 \\gexec\nSELECT 2;", &[(2, "SELECT 1"), (3, "SELECT 2")]);
        check(
            "COPY t FROM stdin;\n1\tit's;\n\\.\nSELECT 2;",
            &[(1, "COPY t FROM stdin"), (4, "SELECT 2")],
        );
    }

    #[test]
    fn markers_divide_a_file() {
        let found =
            split("--  +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;", Quoting::default());
        assert_eq!(found.convention, "goose");
        assert_eq!(
            found.statements.iter().map(|piece| piece.down).collect::<Vec<_>>(),
            [false, true]
        );
        let found = split("SELECT '\n-- +goose Down\n';", Quoting::default());
        assert_eq!(found.convention, "");
    }
}
