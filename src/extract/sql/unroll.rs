//! `DO` blocks that put statements together from constants alone: loops over written numbers or texts, `EXECUTE` of
//! literals, `format()` and `||`. Such a block runs the same statements on any data; one that reads a table, a
//! setting or the clock is none, and neither is one with anything else in it.

use std::collections::{BTreeMap, VecDeque};

use super::{
    lex::{Kind, Lexeme, Quoting, lexemes},
    names::spelled,
    split::split,
};

/// Most statements that a block may run; more are not worth reading.
const MOST: usize = 1000;

/// A statement with its line in the body.
pub(super) type Unrolled = (u32, String);

/// The statements that the body of a block runs, in order.
pub(super) fn unroll(body: &str) -> Option<Vec<Unrolled>> {
    let split = split(body, Quoting::default());
    let mut steps: VecDeque<Step<'_>> = VecDeque::new();
    let mut began = false;
    for piece in &split.statements {
        let mut step = Step { line: piece.line, words: words(piece.text), text: piece.text };
        if !began {
            let declared = step.starts("DECLARE") || steps.is_empty() && !step.starts("BEGIN");
            let begin = step.starts("BEGIN");
            if !begin {
                (declared && !piece.text.contains(":=") && !piece.text.contains('='))
                    .then_some(())?;
                continue;
            }
            step = step.after(1)?;
            began = true;
        }
        steps.push_back(step);
    }
    let mut run = Run { steps, values: BTreeMap::new(), found: Vec::new() };
    run.block("END")?;
    (run.steps.is_empty() && began).then_some(run.found)
}

/// What stands between two semicolons of the body.
#[derive(Clone)]
struct Step<'a> {
    line: u32,
    words: Vec<Lexeme<'a>>,
    text: &'a str,
}

fn words(text: &str) -> Vec<Lexeme<'_>> {
    let skipped = [Kind::Space, Kind::LineComment, Kind::BlockComment];
    lexemes(text, Quoting::default()).filter(|item| !skipped.contains(&item.kind)).collect()
}

impl<'a> Step<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).map_or("", |word| word.text)
    }

    fn starts(&self, expected: &str) -> bool {
        expected.split(' ').enumerate().all(|(at, word)| self.word(at).eq_ignore_ascii_case(word))
    }

    /// The step without its first `count` words.
    fn after(&self, count: usize) -> Option<Self> {
        let Some(first) = self.words.get(count) else {
            return Some(Self { line: self.line, words: Vec::new(), text: "" });
        };
        let line = self.line + first.line - 1;
        let text = self.text.get(first.offset..)?;
        Some(Self { line, words: words(text), text })
    }
}

struct Run<'a> {
    steps: VecDeque<Step<'a>>,
    values: BTreeMap<String, String>,
    found: Vec<Unrolled>,
}

impl<'a> Run<'a> {
    /// Runs steps up to the one that is `end`.
    fn block(&mut self, end: &str) -> Option<()> {
        while let Some(step) = self.steps.pop_front() {
            if step.starts(end) {
                return (step.words.len() == end.split(' ').count()).then_some(());
            }
            self.step(&step)?;
        }
        None
    }

    fn step(&mut self, step: &Step<'a>) -> Option<()> {
        if step.words.is_empty() || step.starts("NULL") || step.starts("RAISE NOTICE") {
            return Some(());
        }
        if step.starts("FOR") || step.starts("FOREACH") {
            return self.repeat(step);
        }
        if !step.starts("EXECUTE") {
            return None;
        }
        let text = self.text_of(step.words.get(1..)?)?;
        self.found.push((step.line, text));
        (self.found.len() <= MOST).then_some(())
    }

    /// `FOR i IN 1..3 LOOP …` and `FOREACH x IN ARRAY ARRAY['a', 'b'] LOOP …`.
    fn repeat(&mut self, step: &Step<'a>) -> Option<()> {
        let at = step.words.iter().position(|word| word.text.eq_ignore_ascii_case("loop"))?;
        let name = step.word(1).to_lowercase();
        step.word(2).eq_ignore_ascii_case("in").then_some(())?;
        let range = step.words.get(3..at)?;
        let values = if step.starts("FOREACH") { listed(range)? } else { counted(range)? };
        (values.len() <= MOST).then_some(())?;
        let mut body = self.steps.clone();
        body.push_front(step.after(at + 1)?);
        let mut rest = None;
        for value in values {
            self.steps.clone_from(&body);
            self.values.insert(name.clone(), value);
            self.block("END LOOP")?;
            rest = Some(std::mem::take(&mut self.steps));
        }
        self.values.remove(&name);
        self.steps = rest?;
        Some(())
    }

    /// The text that an expression of constants makes.
    fn text_of(&self, words: &[Lexeme<'a>]) -> Option<String> {
        if words.first()?.text.eq_ignore_ascii_case("format") {
            let inside = words.strip_prefix(words.get(..2)?)?;
            let (close, inside) = inside.split_last()?;
            (words.get(1)?.text == "(" && close.text == ")").then_some(())?;
            return self.formatted(inside);
        }
        let mut text = String::new();
        let parts = words.split(|word| word.text == "|").filter(|part| !part.is_empty());
        for part in parts {
            let [value] = part else { return None };
            text.push_str(&self.value(value)?);
        }
        let bars = words.iter().filter(|word| word.text == "|").count();
        (bars % 2 == 0).then_some(text)
    }

    /// `format(text, argument, …)` with `%s`, `%I`, `%L` and `%%`.
    fn formatted(&self, words: &[Lexeme<'a>]) -> Option<String> {
        let mut arguments = words.split(|word| word.text == ",").map(|part| match part {
            [value] => self.value(value),
            _ => None,
        });
        let pattern = arguments.next()??;
        let mut text = String::new();
        let mut chars = pattern.chars();
        while let Some(char) = chars.next() {
            if char != '%' {
                text.push(char);
                continue;
            }
            match chars.next()? {
                '%' => text.push('%'),
                's' => text.push_str(&arguments.next()??),
                'I' => text.push_str(&spelled("", &arguments.next()??)),
                'L' => {
                    let quoted = arguments.next()??.replace('\'', "''");
                    text.push_str(&["'", &quoted, "'"].concat());
                }
                _ => return None,
            }
        }
        arguments.next().is_none().then_some(text)
    }

    fn value(&self, word: &Lexeme<'a>) -> Option<String> {
        match word.kind {
            Kind::Quoted => literal(word.text),
            Kind::Word => self.values.get(&word.text.to_lowercase()).cloned(),
            _ => word.text.parse::<u32>().ok().map(|number| number.to_string()),
        }
    }
}

/// The text of a literal without its quotes; none for one with backslashes, and for a quoted name.
fn literal(text: &str) -> Option<String> {
    if let Some(inner) = text.strip_prefix('\'') {
        return Some(inner.strip_suffix('\'')?.replace("''", "'"));
    }
    let end = text.strip_prefix('$')?.find('$')? + 2;
    let fence = text.get(..end)?;
    Some(text.strip_prefix(fence)?.strip_suffix(fence)?.to_owned())
}

/// The numbers of `1..3`.
fn counted(range: &[Lexeme<'_>]) -> Option<Vec<String>> {
    let text: String = range.iter().map(|word| word.text).collect();
    let (from, to) = text.split_once("..")?;
    let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
    let most = u32::try_from(MOST).ok()?;
    (to.saturating_sub(from) <= most)
        .then(|| (from..=to).map(|number| number.to_string()).collect())
}

/// The texts of `ARRAY ARRAY['a', 'b']`.
fn listed(range: &[Lexeme<'_>]) -> Option<Vec<String>> {
    let (head, rest) = range.split_at_checked(3)?;
    let head: Vec<String> = head.iter().map(|word| word.text.to_uppercase()).collect();
    let (close, items) = rest.split_last()?;
    (head == ["ARRAY", "ARRAY", "["] && close.text == "]").then_some(())?;
    items
        .split(|word| word.text == ",")
        .map(|item| match item {
            [word] if word.kind == Kind::Quoted => literal(word.text),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::unroll;

    #[track_caller]
    fn check(body: &str, expected: Option<&[(u32, &str)]>) {
        let found = unroll(body);
        let found: Option<Vec<_>> = found
            .as_ref()
            .map(|found| found.iter().map(|(line, text)| (*line, text.as_str())).collect());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn loops_over_constants_run_the_same_statements_on_any_data() {
        check(
            "DECLARE i INT;\nBEGIN FOR i IN 1..2 LOOP\nEXECUTE format('CREATE TABLE s_%s (a TEXT DEFAULT %L)', i, 'x'); END LOOP; END",
            Some(&[
                (3, "CREATE TABLE s_1 (a TEXT DEFAULT 'x')"),
                (3, "CREATE TABLE s_2 (a TEXT DEFAULT 'x')"),
            ]),
        );
        check(
            "BEGIN FOREACH t IN ARRAY ARRAY['a', 'B'] LOOP EXECUTE format('DROP TABLE %I', t); EXECUTE 'SELECT ' || 1; END LOOP; END;",
            Some(&[(1, "DROP TABLE a"), (1, "SELECT 1"), (1, "DROP TABLE \"B\""), (1, "SELECT 1")]),
        );
        check(
            "BEGIN FOR i IN 1..2 LOOP FOR j IN 3..3 LOOP EXECUTE 'x' || i || j; END LOOP; END LOOP; EXECUTE $a$y$a$; END",
            Some(&[(1, "x13"), (1, "x23"), (1, "y")]),
        );
    }

    #[test]
    fn anything_else_is_not_read() {
        check("BEGIN FOR r IN SELECT 1 LOOP EXECUTE 'x'; END LOOP; END", None);
        check("BEGIN EXECUTE format('x %s', now()); END", None);
        check("BEGIN EXECUTE 'x' || name; END", None);
        check("DECLARE a TEXT := f(); BEGIN EXECUTE 'x'; END", None);
        check("BEGIN IF a THEN EXECUTE 'x'; END IF; END", None);
        check("BEGIN EXECUTE 'x' USING 1; END", None);
        check("BEGIN EXECUTE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END", None);
        check("BEGIN FOR i IN 1..2 LOOP EXECUTE 'x'; END", None);
        check("BEGIN FOR i IN 1..99999 LOOP EXECUTE 'x'; END LOOP; END", None);
    }
}
