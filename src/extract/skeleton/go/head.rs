//! What stands between `func` and the body: receiver, name, parameters, results. Read is what most functions
//! look like; anything else, comments and type parameters among it, is left to the grammar.

use std::ops::Range;

use super::super::{
    Head, Sole,
    bytes::{Bytes, Class, class},
};

/// Words that are no names, and names of which the grammar makes something else.
const NO_NAMES: [&str; 31] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "new",
    "make",
    "nil",
    "true",
    "false",
    "iota",
];

/// Beginnings of the names of functions that the go command runs.
const TESTS: [&str; 4] = ["Test", "Benchmark", "Fuzz", "Example"];

/// The head that begins behind `func`, and the place behind the brace that opens the body.
pub(super) fn read<'a>(bytes: &Bytes<'a>) -> Option<(Head, Bytes<'a>)> {
    let mut reader = Reader { bytes: bytes.clone() };
    reader.blanks()?;
    let method = reader.bytes.peek()? == b'(';
    let receiver = if method { Some(reader.receiver()?) } else { None };
    let start = reader.bytes.at();
    let name = reader.name()?;
    let range = start..reader.bytes.at();
    let parameters = reader.bytes.clone();
    reader.parameters()?;
    let mut end = reader.bytes.at();
    reader.blanks()?;
    let results = reader.bytes.peek()? != b'{';
    if results {
        reader.result()?;
        end = reader.bytes.at();
        reader.blanks()?;
    }
    reader.sign(b'{')?;
    let signature = parameters.at()..end;
    let sole = Reader { bytes: parameters }.sole().filter(|_| !results);
    let runs = !method && TESTS.iter().any(|test| name.starts_with(test.as_bytes()));
    if runs && (sole.is_none() || !name.is_ascii()) {
        return None;
    }
    Some((Head { from: 0, name: range, receiver, signature, sole }, reader.bytes))
}

struct Reader<'a> {
    bytes: Bytes<'a>,
}

impl<'a> Reader<'a> {
    /// Steps over blanks; `None` where the line ends.
    fn blanks(&mut self) -> Option<()> {
        (!self.bytes.skip_blanks()).then_some(())
    }

    fn sign(&mut self, sign: u8) -> Option<()> {
        let found = self.bytes.peek() == Some(sign);
        self.bytes.step(usize::from(found));
        found.then_some(())
    }

    fn at_word(&self) -> bool {
        self.bytes.peek().is_some_and(|byte| class(byte) == Class::Word)
    }

    fn name(&mut self) -> Option<&'a [u8]> {
        let word = self.bytes.word();
        (is_name(word) && word != b"_").then_some(word)
    }

    /// `(name Type) `: where the type stands.
    fn receiver(&mut self) -> Option<Range<usize>> {
        self.sign(b'(')?;
        if self.at_word() {
            let whole = self.bytes.clone();
            self.bytes.word();
            match self.bytes.peek()? {
                b')' | b'[' => self.bytes = whole,
                _ => self.blanks()?,
            }
        }
        let start = self.bytes.at();
        self.kind()?;
        let end = self.bytes.at();
        self.sign(b')')?;
        self.blanks()?;
        Some(start..end)
    }

    fn parameters(&mut self) -> Option<()> {
        self.sign(b'(')?;
        loop {
            self.bytes.skip_blanks();
            if self.sign(b')').is_some() {
                return Some(());
            }
            self.parameter()?;
            self.blanks()?;
            match self.bytes.peek()? {
                b',' => self.bytes.step(1),
                b')' => {}
                _ => return None,
            }
        }
    }

    /// `name Type`, `name ...Type`, `Type`, or a name alone.
    fn parameter(&mut self) -> Option<()> {
        let whole = self.bytes.clone();
        if self.at_word() {
            let word = self.bytes.word();
            let next = self.bytes.peek()?;
            let more = next == b'.' && self.bytes.ahead(1) == Some(b'.');
            if begins_type(word) || (matches!(next, b'.' | b'[') && !more) {
                self.bytes = whole;
                return self.kind();
            }
            is_name(word).then_some(())?;
            self.blanks()?;
            if matches!(self.bytes.peek()?, b',' | b')') {
                return Some(());
            }
        }
        if self.sign(b'.').is_some() {
            self.sign(b'.')?;
            self.sign(b'.')?;
        }
        self.kind()
    }

    fn result(&mut self) -> Option<()> {
        match self.bytes.peek()? {
            b'(' => self.parameters(),
            _ => self.kind(),
        }
    }

    /// A type, behind what may stand before the type it is made of.
    fn kind(&mut self) -> Option<()> {
        loop {
            match self.bytes.peek()? {
                b'*' => self.bytes.step(1),
                b'[' => {
                    self.bytes.step(1);
                    self.bytes.word().iter().all(u8::is_ascii_digit).then_some(())?;
                    self.sign(b']')?;
                }
                b'<' => {
                    self.sign(b'<')?;
                    self.sign(b'-')?;
                    (self.bytes.word() == b"chan").then_some(())?;
                    self.blanks()?;
                }
                _ => match self.bytes.clone().word() {
                    b"map" => self.map()?,
                    b"chan" => self.channel()?,
                    _ => return self.last(),
                },
            }
        }
    }

    /// `map[Key]`.
    fn map(&mut self) -> Option<()> {
        self.bytes.word();
        self.sign(b'[')?;
        self.kind()?;
        self.sign(b']')
    }

    /// `chan `, `chan<- `.
    fn channel(&mut self) -> Option<()> {
        self.bytes.word();
        if self.sign(b'<').is_some() {
            self.sign(b'-')?;
        }
        self.blanks()
    }

    /// A type that begins with no other.
    fn last(&mut self) -> Option<()> {
        let word = self.bytes.clone().word();
        if !begins_type(word) {
            return self.named();
        }
        self.bytes.word();
        if word == b"func" {
            return self.function();
        }
        self.sign(b'{')?;
        self.sign(b'}')
    }

    /// What follows `func` in a type: parameters, and a result or what follows the type.
    fn function(&mut self) -> Option<()> {
        self.parameters()?;
        let end = self.bytes.clone();
        self.blanks()?;
        if matches!(self.bytes.peek()?, b',' | b')' | b'{' | b']') {
            self.bytes = end;
            return Some(());
        }
        self.result()
    }

    /// `Name`, `package.Name`, either with arguments.
    fn named(&mut self) -> Option<()> {
        self.name()?;
        if self.sign(b'.').is_some() {
            self.name()?;
        }
        if self.sign(b'[').is_none() {
            return Some(());
        }
        loop {
            self.kind()?;
            if self.sign(b']').is_some() {
                return Some(());
            }
            self.sign(b',')?;
            self.blanks()?;
        }
    }

    /// Of a parameter list without parameters, or with one that is a pointer to a named type.
    fn sole(mut self) -> Option<Sole> {
        self.sign(b'(')?;
        if self.sign(b')').is_some() {
            return Some(Sole::Nothing);
        }
        if self.at_word() {
            is_name(self.bytes.word()).then_some(())?;
            self.blanks()?;
        }
        self.sign(b'*')?;
        let mut start = self.bytes.at();
        self.name()?;
        if self.sign(b'.').is_some() {
            start = self.bytes.at();
            self.name()?;
        }
        let end = self.bytes.at();
        self.sign(b')')?;
        Some(Sole::Pointer(start..end))
    }
}

fn is_name(word: &[u8]) -> bool {
    word.first().is_some_and(|first| !first.is_ascii_digit())
        && !NO_NAMES.iter().any(|other| other.as_bytes() == word)
}

/// Words with which types begin that are no names.
fn begins_type(word: &[u8]) -> bool {
    matches!(word, b"map" | b"chan" | b"func" | b"interface" | b"struct")
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Unit, units},
        *,
    };

    /// Receiver, name, signature, and the type of the only parameter.
    #[track_caller]
    fn check(text: &str, expected: Option<[&str; 4]>) {
        let text = format!("{text} {{}}\n");
        let units = units(&text).expect("brackets fit");
        let part = |range: &Range<usize>| text.get(range.clone()).unwrap();
        let shown = units.first().and_then(|unit| unit.head.as_ref()).map(|head| {
            let sole = match &head.sole {
                Some(Sole::Pointer(range)) => part(range),
                Some(Sole::Nothing) => "()",
                None => "",
            };
            let receiver = head.receiver.as_ref().map_or("", part);
            [receiver, part(&head.name), part(&head.signature), sole]
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn usual_heads_are_read() {
        check("func F()", Some(["", "F", "()", "()"]));
        check("func (t *T) M(a, b int) error", Some(["*T", "M", "(a, b int) error", ""]));
        check("func (T) M()", Some(["T", "M", "()", "()"]));
        check("func (_ Box[K, V]) M()", Some(["Box[K, V]", "M", "()", "()"]));
        check("func TestA(t *testing.T)", Some(["", "TestA", "(t *testing.T)", "T"]));
        let several = "(\n\ta map[string][]*p.T,\n\tb ...any,\n) (n int, err error)";
        check(&format!("func F{several}"), Some(["", "F", several, ""]));
        let types =
            "(f func(int) (a, error), g func(), c <-chan [4]T, d chan<- struct{}) p.T[int, s]";
        check(&format!("func F{types}"), Some(["", "F", types, ""]));
    }

    #[test]
    fn other_heads_are_left_to_the_grammar() {
        check("func F[T any](a T)", None);
        check("func (t *T) M[K any]()", None);
        check("func F(a /* b */ int)", None);
        check("func F(a struct{ b int })", None);
        check("func F(a interface{ M() })", None);
        check("func F(a [n]int)", None);
        check("func F(a[n]int)", None);
        check("func _()", None);
        check("func new()", None);
        check("func (a, b T) M()", None);
        check("func F(a int b)", None);
        check("func F(a .T)", None);
        check("func F(a (int))", None);
        check("func TestA(t *testing.T, b int)", None);
        check("func Testé(t *testing.T)", None);
        check("var f = func()", None);
        check("package a; func F()", None);
    }

    #[test]
    fn bodies_that_hold_declarations_are_parsed_with_their_heads() {
        let text = "func F() { type T int }\nfunc G() {} var x int\nfunc H() {} // i\n";
        let heads: Vec<bool> =
            units(text).unwrap().iter().map(|unit| unit.head.is_some()).collect();
        assert_eq!(heads, [false, false, true]);
    }

    /// What is parsed of a text.
    #[track_caller]
    fn check_rest(text: &str, expected: &[&str]) {
        let units = units(text).expect("brackets fit");
        let parts = super::super::super::rest(text, units.iter().map(Unit::unparsed));
        let shown: Vec<&str> =
            parts.iter().map(|part| text.get(part.start_byte..part.end_byte).unwrap()).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn functions_are_left_out_with_the_comments_above_them() {
        check_rest(
            "package a\n\n// F does.\nfunc F() {}\n\n// G too.\nfunc G() {}\n",
            &["package a\n\n", "\n"],
        );
        check_rest(
            "type T func(int)\nfunc F() {}\nvar x int\n",
            &["type T func(int)\n", "\nvar x int\n"],
        );
        check_rest(
            "func F[T any]() { x() }\n// G\nfunc G() {}\n",
            &["func F[T any]() {", "}\n", "\n"],
        );
        check_rest(
            "var f = func() { x() }\nfunc G() {} // y\n",
            &["var f = func() {", "}\n", " // y\n"],
        );
        check_rest("func e(int)\n// F\nfunc F() {}\n", &["func e(int)\n", "\n"]);
    }
}
