//! Go's types as far as they say whose method a call means, read from their text.
//!
//! Pointers are left out, because a call finds a method through them; what is outside the repository, and what
//! has no name, is one `Other`.

use std::rc::Rc;

/// A declared type: number of the package, name.
pub(super) type TypeId<'a> = (usize, &'a str);

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type<'a> {
    /// Declared in the repository.
    Named(TypeId<'a>),
    /// Slice, array or channel of something.
    List(Rc<Type<'a>>),
    /// Map, by its values.
    Map(Rc<Type<'a>>),
    /// Function, by its results.
    Function(Rc<[Type<'a>]>),
    /// Struct without a name: the file it is written in, and its fields.
    Struct(&'a str, &'a str),
    Other,
}

/// Gives the type that a name, with its qualifier or an empty one, means.
pub(super) type Names<'n, 'a> = dyn Fn(&'a str, &'a str) -> Option<TypeId<'a>> + 'n;

/// The type that a text spells in a file.
pub(super) fn type_of<'a>((file, text): (&'a str, &'a str), names: &Names<'_, 'a>) -> Type<'a> {
    Reader { file, rest: text, names }.type_of().unwrap_or(Type::Other)
}

/// The results of a signature `(a A, b B) (c C, err error)`.
pub(super) fn results<'a>(
    (file, signature): (&'a str, &'a str),
    names: &Names<'_, 'a>,
) -> Vec<Type<'a>> {
    Reader { file, rest: signature, names }.signature().unwrap_or_default()
}

struct Reader<'n, 'a> {
    file: &'a str,
    rest: &'a str,
    names: &'n Names<'n, 'a>,
}

/// Words that begin a type and are no names.
const KEYWORDS: [&str; 5] = ["func", "map", "chan", "struct", "interface"];

impl<'a> Reader<'_, 'a> {
    fn type_of(&mut self) -> Option<Type<'a>> {
        self.rest = self.rest.trim_start();
        if self.take("*") {
            return self.type_of();
        }
        if self.take("<-") || self.take("...") {
            let element = self.type_of()?;
            // Of `<-chan T` the channel itself is the list.
            return Some(if matches!(element, Type::List(_)) { element } else { list(element) });
        }
        match self.rest.chars().next()? {
            '[' => {
                self.enclosed('[', ']')?;
                Some(list(self.type_of()?))
            }
            '(' => {
                let inside = self.enclosed('(', ')')?;
                Some(type_of((self.file, inside), self.names))
            }
            _ => self.word_type(),
        }
    }

    fn word_type(&mut self) -> Option<Type<'a>> {
        match self.word()? {
            "map" => {
                self.enclosed('[', ']')?;
                Some(Type::Map(Rc::new(self.type_of()?)))
            }
            "chan" => {
                self.rest = self.rest.trim_start();
                self.take("<-");
                Some(list(self.type_of()?))
            }
            "func" => Some(Type::Function(self.signature()?.into())),
            "struct" => {
                self.rest = self.rest.trim_start();
                Some(Type::Struct(self.file, self.enclosed('{', '}')?))
            }
            "interface" => {
                self.rest = self.rest.trim_start();
                self.enclosed('{', '}')?;
                Some(Type::Other)
            }
            first => {
                let (qualifier, name) =
                    if self.take(".") { (first, self.word()?) } else { ("", first) };
                if self.rest.starts_with('[') {
                    self.enclosed('[', ']')?;
                }
                Some((self.names)(qualifier, name).map_or(Type::Other, Type::Named))
            }
        }
    }

    fn signature(&mut self) -> Option<Vec<Type<'a>>> {
        self.rest = self.rest.trim_start();
        self.enclosed('(', ')')?;
        self.rest = self.rest.trim_start();
        if self.rest.starts_with('(') {
            let inside = self.enclosed('(', ')')?;
            return Some(entries((self.file, inside), self.names));
        }
        if self.rest.is_empty() || self.rest.starts_with([',', ')', ']', '}']) {
            return Some(Vec::new());
        }
        Some(vec![self.type_of()?])
    }

    fn take(&mut self, wanted: &str) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn word(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !is_word(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }

    /// What stands between the bracket that the rest begins with and the one that closes it.
    fn enclosed(&mut self, open: char, close: char) -> Option<&'a str> {
        let end = end_of(self.rest, open, close)?;
        let inside = self.rest.get(open.len_utf8()..end)?;
        self.rest = self.rest.get(end + close.len_utf8()..)?;
        Some(inside)
    }
}

/// The text of the type of a field, out of the fields of a struct; an embedded field is called like its type.
pub(super) fn field<'a>(fields: &'a str, name: &str) -> Option<&'a str> {
    parts(fields, ';').into_iter().find_map(|field| {
        let names = field.find(|c: char| !is_word(c) && !matches!(c, ',' | ' '));
        let Some((names, text)) = split_names(field, names.unwrap_or(field.len())) else {
            let last = field.rsplit(['.', '*']).next().unwrap_or(field);
            return (last.split(['[', ' ']).next() == Some(name)).then_some(field);
        };
        names.split(',').any(|one| one.trim() == name).then_some(text)
    })
}

/// `a, b T`: the names before the last blank that stands before `end`, and what follows.
fn split_names(field: &str, end: usize) -> Option<(&str, &str)> {
    let head = field.get(..end)?;
    let mut from = 0;
    // Behind every comma another name follows.
    while let Some(comma) = head.get(from..)?.find(',') {
        from += comma + 1;
    }
    let rest = head.get(from..)?;
    let skipped = rest.len() - rest.trim_start().len();
    let blank = from + skipped + rest.trim_start().find(' ')?;
    Some((field.get(..blank)?, field.get(blank..)?.trim()))
}

fn list(element: Type<'_>) -> Type<'_> {
    Type::List(Rc::new(element))
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn end_of(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth = depth.checked_sub(1)?;
        }
        if depth == 0 {
            return (at > 0).then_some(at);
        }
    }
    None
}

/// The types of a list of results, one for every name.
fn entries<'a>((file, inside): (&'a str, &'a str), names: &Names<'_, 'a>) -> Vec<Type<'a>> {
    let entries = parts(inside, ',');
    let with_names = entries.iter().any(|entry| named(entry).is_some());
    let mut types = Vec::new();
    // `a, b int`: a name without a type has that of the next one.
    let mut current = Type::Other;
    for entry in entries.into_iter().rev() {
        match named(entry) {
            Some(text) => current = type_of((file, text), names),
            None if with_names => {}
            None => current = type_of((file, entry), names),
        }
        types.push(current.clone());
    }
    types.reverse();
    types
}

/// The type behind the name of an entry; nothing where the entry is a name or a type alone.
fn named(entry: &str) -> Option<&str> {
    let (word, rest) = entry.split_once(' ')?;
    (word.chars().all(is_word) && !KEYWORDS.contains(&word)).then_some(rest)
}

/// The parts between separators outside of brackets.
fn parts(inside: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_u32;
    let parts = inside.split(|character| {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == separator && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(signature: &str, expected: &[&str]) {
        let names = |qualifier: &'static str, name: &'static str| {
            let known = name.starts_with(char::is_uppercase);
            known.then_some((qualifier.len(), name))
        };
        let text: &'static str = signature.to_owned().leak();
        let found: Vec<_> = results(("", text), &names).iter().map(shown).collect();
        assert_eq!(found, expected, "{signature}");
    }

    fn shown(one: &Type<'_>) -> String {
        match one {
            Type::Named((0, name)) => (*name).to_owned(),
            Type::Named((_, name)) => format!("pkg.{name}"),
            Type::List(of) => format!("[]{}", shown(of)),
            Type::Map(of) => format!("map {}", shown(of)),
            Type::Function(results) => {
                format!("func {}", results.iter().map(shown).collect::<Vec<_>>().join("+"))
            }
            Type::Struct(..) => "struct".to_owned(),
            Type::Other => "?".to_owned(),
        }
    }

    #[test]
    fn results_have_types_with_or_without_names() {
        check("()", &[]);
        check("(a int, b func(x int) error) *T", &["T"]);
        check("(a int) (*pkg.T, error)", &["pkg.T", "?"]);
        check("() (a, b *T, err error)", &["T", "T", "?"]);
        check("() (func(int) T, chan T, map[string][]*pkg.T)", &["func T", "[]T", "map []pkg.T"]);
        check("() (out <-chan T)", &["[]T"]);
        check("() [3]Box[int, T]", &["[]Box"]);
        check("() struct{ a T }", &["struct"]);
        check("() (next func() (T, error), stop func())", &["func T+?", "func "]);
        check("(", &[]);
    }

    #[track_caller]
    fn check_field(fields: &str, name: &str, expected: Option<&str>) {
        assert_eq!(field(fields, name), expected, "{fields} {name}");
    }

    #[test]
    fn fields_of_structs_without_a_name_are_found() {
        let fields = "a int; b, c *pkg.T; d func(x int) error; pkg.E; *F; g map[string]T `x:\"y\"`";
        check_field(fields, "a", Some("int"));
        check_field(fields, "b", Some("*pkg.T"));
        check_field(fields, "c", Some("*pkg.T"));
        check_field(fields, "d", Some("func(x int) error"));
        check_field(fields, "x", None);
        check_field(fields, "E", Some("pkg.E"));
        check_field(fields, "F", Some("*F"));
        check_field(fields, "g", Some("map[string]T `x:\"y\"`"));
        check_field("", "a", None);
    }
}
