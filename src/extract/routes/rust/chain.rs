//! Chains of method calls: where they begin, what stands further out, and the methods that one lists.

use tree_sitter::Node;

use crate::extract::syntax::{folded, text_of};

/// The expression that a chain begins with: `Router::new()` of `Router::new().route(…).layer(…)`.
pub(super) fn base(node: Node<'_>) -> Node<'_> {
    let mut node = node;
    // A loop: chains may be as long as their writers like.
    while let Some(next) = inner(node) {
        node = next;
    }
    node
}

fn inner(node: Node<'_>) -> Option<Node<'_>> {
    match node.kind() {
        "call_expression" => receiver(node),
        "parenthesized_expression"
        | "try_expression"
        | "await_expression"
        | "reference_expression" => {
            node.child_by_field_name("value").or_else(|| node.named_child(0))
        }
        _ => None,
    }
}

/// What a method is called on.
pub(super) fn receiver(call: Node<'_>) -> Option<Node<'_>> {
    let function = call.child_by_field_name("function")?;
    function.child_by_field_name("value").filter(|_| function.kind() == "field_expression")
}

/// The calls further out in the chain that `call` is in.
pub(super) fn outer(call: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    std::iter::successors(next_call(call), |inner| next_call(*inner))
}

fn next_call(call: Node<'_>) -> Option<Node<'_>> {
    let field = call.parent().filter(|node| node.kind() == "field_expression")?;
    field.parent().filter(|node| node.kind() == "call_expression")
}

/// The bytes of the chain that `call` begins, with the `let` around it.
pub(super) fn extent(call: Node<'_>) -> (u64, u64) {
    let whole = outer(call).last().unwrap_or(call);
    let holder = whole.parent().filter(|node| node.kind() == "let_declaration").unwrap_or(whole);
    (call.start_byte() as u64, holder.end_byte() as u64)
}

/// The name of the innermost function around `node`.
pub(super) fn function_around(node: Node<'_>, text: &str) -> String {
    let outer = std::iter::successors(node.parent(), Node::parent);
    let names = outer.filter(|node| node.kind() == "function_item");
    let mut names = names.filter_map(|function| function.child_by_field_name("name"));
    names.next().map_or_else(String::new, |name| text_of(name, text).to_owned())
}

/// The type of the `impl` block around `node`; empty outside of one.
pub(super) fn type_around(node: Node<'_>, text: &str) -> String {
    let mut outer = std::iter::successors(node.parent(), Node::parent);
    let block = outer.find(|node| node.kind() == "impl_item");
    let name = block.and_then(|block| block.child_by_field_name("type"));
    let name = name.map_or("", |name| text_of(name, text));
    let name = name.split('<').next().unwrap_or(name);
    name.rsplit("::").next().unwrap_or(name).trim().to_owned()
}

/// `users::routes()` for any call of that function; other expressions as they are.
pub(super) fn called(node: Node<'_>, text: &str) -> String {
    let function =
        node.child_by_field_name("function").filter(|_| node.kind() == "call_expression");
    let name = function.filter(|node| matches!(node.kind(), "identifier" | "scoped_identifier"));
    name.map_or_else(|| folded(node, text), |name| format!("{}()", text_of(name, text)))
}

/// The arguments of a call, comments left out.
pub(super) fn arguments(list: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = list.walk();
    let is_value =
        |node: &Node<'_>| !node.kind().ends_with("comment") && node.kind() != "attribute_item";
    list.named_children(&mut cursor).filter(is_value).collect()
}

/// One method of a list, with the place of its name.
pub(super) struct Method<'t> {
    pub(super) name: String,
    pub(super) at: Node<'t>,
    pub(super) handler: Option<Node<'t>>,
}

pub(super) const METHODS: [&str; 9] =
    ["get", "post", "put", "patch", "delete", "head", "options", "trace", "connect"];

/// The methods that `get(a).post(b)` and `on(MethodFilter::GET, a)` list, in source order.
pub(super) fn methods<'t>(node: Node<'t>, text: &str) -> Vec<Method<'t>> {
    let mut found = Vec::new();
    let mut next = Some(node);
    while let Some(call) = next.filter(|node| node.kind() == "call_expression") {
        let inner = call.child_by_field_name("arguments").map(arguments).unwrap_or_default();
        if let Some(at) = name_of(call) {
            let word = text_of(at, text);
            let plain = word.strip_suffix("_service").unwrap_or(word);
            match plain {
                "on" => {
                    let filter = inner.first().map(|node| text_of(*node, text)).unwrap_or_default();
                    let name = filter.rsplit("::").next().unwrap_or(filter).to_ascii_uppercase();
                    found.push(Method { name, at, handler: inner.get(1).copied() });
                }
                "any" => {
                    found.push(Method {
                        name: "*".to_owned(),
                        at,
                        handler: inner.first().copied(),
                    });
                }
                _ if METHODS.contains(&plain) => {
                    found.push(Method {
                        name: plain.to_ascii_uppercase(),
                        at,
                        handler: inner.first().copied(),
                    });
                }
                _ => {}
            }
        }
        next = receiver(call);
    }
    found.reverse();
    found
}

/// The method of `web::get().guard(…).to(handler)`, or of `web::route().method(Method::GET).to(handler)`.
pub(super) fn to<'t>(node: Node<'t>, text: &str) -> Option<Method<'t>> {
    let (mut handler, mut method) = (None, None);
    let mut next = Some(node);
    while let Some(call) = next.filter(|node| node.kind() == "call_expression") {
        let at = name_of(call)?;
        let first =
            call.child_by_field_name("arguments").and_then(|list| arguments(list).first().copied());
        match text_of(at, text) {
            "to" => handler = first,
            "method" => method = first.map(|node| (text_of(node, text).to_owned(), at)),
            word if METHODS.contains(&word) => method = Some((word.to_owned(), at)),
            _ => {}
        }
        next = receiver(call);
    }
    let handler = Some(handler?);
    let Some((name, at)) = method else {
        return Some(Method { name: "*".to_owned(), at: node, handler });
    };
    Some(Method {
        name: name.rsplit("::").next().unwrap_or(&name).to_ascii_uppercase(),
        at,
        handler,
    })
}

/// The node of a called function's or method's own name.
pub(super) fn name_of(call: Node<'_>) -> Option<Node<'_>> {
    let function = call.child_by_field_name("function")?;
    let function = if function.kind() == "generic_function" {
        function.child_by_field_name("function")?
    } else {
        function
    };
    match function.kind() {
        "field_expression" => function.child_by_field_name("field"),
        "scoped_identifier" => function.child_by_field_name("name"),
        "identifier" => Some(function),
        _ => None,
    }
}
