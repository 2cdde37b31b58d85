//! Schemas in the GraphQL schema language: object types with their fields, and which types are the roots.
//! Operations that clients write are no part of a schema and are left out.

use super::{
    Input,
    words::{Kind, Style, Words},
};
use crate::model::{FileFacts, GraphqlField, GraphqlType};

const STYLE: Style =
    Style { comment: "#", block_comment: None, block_text: Some("\"\"\""), in_names: &[] };

pub(super) fn extract(input: &Input<'_>, facts: &mut FileFacts) {
    if input.source.language != "graphql" {
        return;
    }
    let mut words = Words::of(input.text, STYLE);
    while let Some(word) = words.read() {
        if word.is("type") {
            facts.protocols.graphql.types.extend(object(&mut words));
        } else if word.is("schema") {
            directives(&mut words);
            facts.protocols.graphql.roots.extend(roots(&mut words));
        } else if word.is("{") {
            // The body of anything else; a word in it is no definition.
            rest_of_body(&mut words);
        }
    }
}

/// Steps behind the brace that closes a body whose opening one is read.
fn rest_of_body(words: &mut Words<'_>) {
    while words.peek().is_some() && !words.take("}") {
        words.skip_brackets();
        if words.peek().is_some_and(|word| !word.is("}") && !word.is("{")) {
            words.read();
        }
    }
}

/// `{ query: A mutation: B }`.
fn roots(words: &mut Words<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if !words.take("{") {
        return found;
    }
    while let Some(operation) = words.read().filter(|word| !word.is("}")) {
        if words.take(":")
            && let Some(name) = words.name()
        {
            found.push((operation.text.to_owned(), name.text.to_owned()));
        }
    }
    found
}

/// `Name implements A & B @directive { fields }`; the word `type` is read.
fn object(words: &mut Words<'_>) -> Option<GraphqlType> {
    let name = words.name()?.text.to_owned();
    if words.take("implements") {
        words.take("&");
        while words.name().is_some() {
            words.take("&");
        }
    }
    directives(words);
    let mut fields = Vec::new();
    if words.take("{") {
        while words.peek().is_some() && !words.take("}") {
            match field(words) {
                Some(field) => fields.push(field),
                None => _ = words.read(),
            }
        }
    }
    Some(GraphqlType { name, fields })
}

/// `"description" name(arguments): Type! @directive`.
fn field(words: &mut Words<'_>) -> Option<GraphqlField> {
    while words.peek().is_some_and(|word| word.kind == Kind::Text || word.is(",")) {
        words.read();
    }
    let name = words.name()?;
    if words.peek().is_some_and(|word| word.is("(")) {
        words.skip_brackets();
    }
    words.take(":").then_some(())?;
    while words.take("[") {}
    words.name()?;
    while words.take("]") || words.take("!") {}
    let end_line = words.last_line();
    directives(words);
    Some(GraphqlField { name: name.text.to_owned(), line: name.line, end_line })
}

/// `@name(arguments)`, any number of them.
fn directives(words: &mut Words<'_>) {
    while words.take("@") {
        words.name();
        if words.peek().is_some_and(|word| word.is("(")) {
            words.skip_brackets();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{extract::file, language::Registry};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let registry = Registry::new(&[]).unwrap();
        let facts = file(&registry, &"a.graphqls".into(), text.as_bytes(), false);
        let found = &facts.protocols.graphql;
        let roots = found.roots.iter().map(|(operation, name)| format!("{operation}={name}"));
        let fields = found.types.iter().flat_map(|one| {
            let shown = |field: &crate::model::GraphqlField| {
                format!("{}.{}:{}-{}", one.name, field.name, field.line, field.end_line)
            };
            one.fields.iter().map(shown)
        });
        assert_eq!(roots.chain(fields).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn fields_of_object_types_are_read_with_their_lines() {
        check(
            "type Query implements A & B @d(x: \"}\") {\n  \"all } of them\"\n  orders(\n    first: Int = 1 @c\n  ): [Order!]! @auth(role: ADMIN)\n  me: User, you: User\n}\n",
            &["Query.orders:3-5", "Query.me:6-6", "Query.you:6-6"],
        );
        check("extend type Mutation { add(a: In = {b: [1]}): Int! }", &["Mutation.add:1-1"]);
        check(
            "type Empty\ntype Query { type: Int schema: Int }",
            &["Query.type:2-2", "Query.schema:2-2"],
        );
    }

    #[test]
    fn the_schema_says_the_roots() {
        check(
            "schema @link(url: \"x\") {\n query: Root\n mutation: Change\n}",
            &["query=Root", "mutation=Change"],
        );
        check("extend schema { subscription: S }", &["subscription=S"]);
    }

    #[test]
    fn what_is_no_object_type_is_left_out() {
        check("query Get { type { a } schema { query: b } }", &[]);
        check("fragment F on type { type }\ninput Query { a: Int }\nenum E { type schema }", &[]);
        check("\"\"\"\ntype Query { a: Int }\n\"\"\"\nscalar Date # type Query { a: Int }", &[]);
        check(
            "interface I { type: Int }\ndirective @type(a: Int) on FIELD\ntype Q { a: Int }",
            &["Q.a:3-3"],
        );
        check("{ a(b: {c: 1}) { d } }\ntype Q { a: Int }", &["Q.a:2-2"]);
        check("type Query {", &[]);
    }
}
