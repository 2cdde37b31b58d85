//! Types and signatures in one spelling, so that equal text means identical types: names with their import
//! paths, parameters without names.
//!
//! What text alone does not decide has no spelling: struct and interface literals with members, array
//! lengths that are expressions, names nobody declares (type parameters among them).

/// Gives a name, with its qualifier or an empty one and its type arguments, its whole spelling.
pub(super) type Names<'a> = dyn Fn(&str, &str, &[String]) -> Option<String> + 'a;

/// `(a, b int, c ...string) (n int, err error)` as `(int,int,...string)(int,error)`.
pub(super) fn signature(text: &str, names: &Names<'_>) -> Option<String> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, names };
    let found = reader.signature()?;
    reader.tokens.is_empty().then_some(found)
}

/// One type.
pub(super) fn type_of(text: &str, names: &Names<'_>) -> Option<String> {
    whole_type(&tokens(text), names)
}

/// The types of a list, each for itself.
pub(super) fn types_of(text: &str, names: &Names<'_>) -> Vec<Option<String>> {
    entries(&tokens(text)).into_iter().map(|entry| whole_type(entry, names)).collect()
}

/// A name with the type arguments in brackets behind it.
pub(super) fn with_arguments(name: String, arguments: &[String]) -> String {
    if arguments.is_empty() { name } else { format!("{name}[{}]", arguments.join(",")) }
}

fn whole_type(tokens: &[&str], names: &Names<'_>) -> Option<String> {
    let mut reader = Reader { tokens, names };
    let found = reader.type_of()?;
    reader.tokens.is_empty().then_some(found)
}

/// Words, `...`, `<-` and single characters; white space divides and is gone.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        let length = match first {
            _ if word > 0 => word,
            '.' if rest.starts_with("...") => 3,
            '<' if rest.starts_with("<-") => 2,
            _ => first.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        found.push(token);
        rest = behind.trim_start();
    }
    found
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

const KEYWORDS: [&str; 5] = ["func", "map", "chan", "struct", "interface"];

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_') && !KEYWORDS.contains(&token)
}

/// Reads tokens from the front.
struct Reader<'t, 'n> {
    tokens: &'t [&'t str],
    names: &'n Names<'n>,
}

impl<'t> Reader<'t, '_> {
    fn peek(&self) -> &'t str {
        self.tokens.first().copied().unwrap_or_default()
    }

    fn next(&mut self) -> Option<&'t str> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn take(&mut self, wanted: &str) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    /// What stands before the bracket that closes the one just read.
    fn enclosed(&mut self) -> Option<&'t [&'t str]> {
        let end = end_of(self.tokens)?;
        let (inside, rest) = self.tokens.split_at(end);
        self.tokens = rest.get(1..)?;
        Some(inside)
    }

    fn type_of(&mut self) -> Option<String> {
        match self.next()? {
            "*" => Some(format!("*{}", self.type_of()?)),
            "..." => Some(format!("...{}", self.type_of()?)),
            "(" => {
                let inner = self.type_of()?;
                self.take(")").map(|()| inner)
            }
            "[" => self.list(),
            "map" => {
                self.take("[")?;
                let key = self.type_of()?;
                self.take("]")?;
                Some(format!("map[{key}]{}", self.type_of()?))
            }
            "chan" if self.peek() == "<-" => {
                self.next();
                Some(format!("send({})", self.type_of()?))
            }
            "chan" => Some(format!("chan({})", self.type_of()?)),
            "<-" => {
                self.take("chan")?;
                Some(format!("recv({})", self.type_of()?))
            }
            "func" => Some(format!("func{}", self.signature()?)),
            "interface" => self.empty().map(|()| "any".to_owned()),
            "struct" => self.empty().map(|()| "struct{}".to_owned()),
            name if is_name(name) => self.named(name),
            _ => None,
        }
    }

    fn empty(&mut self) -> Option<()> {
        self.take("{")?;
        self.take("}")
    }

    /// A slice, or an array whose length is a number.
    fn list(&mut self) -> Option<String> {
        let length = match self.enclosed()? {
            [] => "",
            [number] if number.chars().all(|digit| digit.is_ascii_digit()) => number,
            _ => return None,
        };
        Some(format!("[{length}]{}", self.type_of()?))
    }

    fn named(&mut self, first: &str) -> Option<String> {
        let (qualifier, name) = if self.peek() == "." {
            self.next();
            (first, self.next()?)
        } else {
            ("", first)
        };
        if self.peek() != "[" {
            return (self.names)(qualifier, name, &[]);
        }
        self.next();
        let arguments = entries(self.enclosed()?);
        let arguments: Option<Vec<String>> =
            arguments.into_iter().map(|argument| whole_type(argument, self.names)).collect();
        (self.names)(qualifier, name, &arguments?)
    }

    fn signature(&mut self) -> Option<String> {
        self.take("(")?;
        let parameters = parameters(self.enclosed()?, self.names)?;
        let results = match self.peek() {
            "" | "," | ")" | "]" | "}" => Vec::new(),
            "(" => {
                self.next();
                parameters_of_results(self.enclosed()?, self.names)?
            }
            _ => vec![self.type_of()?],
        };
        Some(format!("({})({})", parameters.join(","), results.join(",")))
    }
}

fn parameters_of_results(tokens: &[&str], names: &Names<'_>) -> Option<Vec<String>> {
    let results = parameters(tokens, names)?;
    results.iter().all(|result| !result.starts_with("...")).then_some(results)
}

/// Types of a parameter list, one for every name.
fn parameters(tokens: &[&str], names: &Names<'_>) -> Option<Vec<String>> {
    let entries = entries(tokens);
    if !entries.iter().any(|entry| names_its_type(entry)) {
        return entries.into_iter().map(|entry| whole_type(entry, names)).collect();
    }
    let mut types = Vec::new();
    // `a, b int`: a name without a type has that of the next one.
    let mut current = None;
    for entry in entries.into_iter().rev() {
        if names_its_type(entry) {
            current = Some(whole_type(entry.get(1..)?, names)?);
        }
        types.push(current.clone()?);
    }
    types.reverse();
    Some(types)
}

/// Whether an entry is a name and a type, not a type alone.
fn names_its_type(entry: &[&str]) -> bool {
    let [first, rest @ ..] = entry else { return false };
    match rest {
        [] | [".", ..] => false,
        // `Box[int]` is a type, `ids [2]int` a name and one.
        ["[", inside @ ..] => is_name(first) && end_of(inside) != Some(inside.len() - 1),
        _ => is_name(first),
    }
}

/// The parts between commas outside of brackets.
fn entries<'s, 't>(tokens: &'s [&'t str]) -> Vec<&'s [&'t str]> {
    let mut depth = 0_u32;
    let parts = tokens.split(|token| {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        *token == "," && depth == 0
    });
    parts.filter(|part| !part.is_empty()).collect()
}

/// Position of the bracket that closes one opened before `tokens`.
fn end_of(tokens: &[&str]) -> Option<usize> {
    let mut depth = 0_u32;
    tokens.iter().position(|token| {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return true,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let names = |qualifier: &str, name: &str, arguments: &[String]| match (qualifier, name) {
            (_, "K") => None,
            ("", name) => Some(with_arguments(name.to_owned(), arguments)),
            (qualifier, name) => Some(with_arguments(format!("m/{qualifier}.{name}"), arguments)),
        };
        assert_eq!(signature(text, &names).as_deref(), expected, "{text}");
    }

    #[test]
    fn names_of_parameters_do_not_count() {
        check("()", Some("()()"));
        check("(a, b int) error", Some("(int,int)(error)"));
        check("(int, int) (error)", Some("(int,int)(error)"));
        check(
            "(a int, b, c ...string) (n int, err error)",
            Some("(int,...string,...string)(int,error)"),
        );
        check("(ctx pkg.Context, _ *pkg.T)", Some("(m/pkg.Context,*m/pkg.T)()"));
        check("(pkg.A, *pkg.B) []pkg.C", Some("(m/pkg.A,*m/pkg.B)([]m/pkg.C)"));
    }

    #[test]
    fn brackets_behind_a_name_are_read_by_what_follows() {
        check("(ids [2]int, all []int)", Some("([2]int,[]int)()"));
        check("(Box[int], Pair[A, b.C])", Some("(Box[int],Pair[A,m/b.C])()"));
        check("(x Box[int])", Some("(Box[int])()"));
        check("(x [n]int)", None);
    }

    #[test]
    fn types_in_types() {
        check(
            "(f func(a, b int) (string, error), m map[string][]*T)",
            Some("(func(int,int)(string,error),map[string][]*T)()"),
        );
        check("(func(x int), func() T) func()", Some("(func(int)(),func()(T))(func()())"));
        check(
            "(<-chan T, chan<- T, chan (T)) chan func()",
            Some("(recv(T),send(T),chan(T))(chan(func()()))"),
        );
        check("(v interface{}, s struct{})", Some("(any,struct{})()"));
    }

    #[test]
    fn what_text_does_not_decide_has_no_spelling() {
        check("(k K)", None);
        check("(v interface{ Do() })", None);
        check("(s struct{ a int })", None);
        check("(", None);
        check("(int) (...int)", None);
        check("", None);
    }
}
