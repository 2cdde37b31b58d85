//! The handler of a registration: the innermost function of a wrapped one, and what the wrapper says of it.

use tree_sitter::Node;

use super::super::pattern::Rule;
use super::values::{self, Values};
use crate::extract::syntax::{folded, text_of};

/// What stands behind the path of a registration.
#[derive(Debug, Default)]
pub(super) struct Chain {
    pub(super) handler: String,
    pub(super) body_type: Option<String>,
    pub(super) middleware: Vec<String>,
}

impl Chain {
    /// Reads handler and middleware from the arguments at the places that `rule` gives.
    pub(super) fn of(rule: &Rule, arguments: &[Node<'_>], values: &Values<'_>, text: &str) -> Self {
        // A chain of calls has named the path before.
        let built = rule.other("path-call").is_some();
        let first = if built { 0 } else { rule.operation.unwrap_or(rule.path) + 1 };
        let last = rule.handler.unwrap_or(arguments.len().saturating_sub(1));
        let mut chain = Self::default();
        for (position, node) in arguments.iter().enumerate().skip(first) {
            if position != last {
                chain.middleware.push(folded(*node, text));
            } else if node.kind() == "variadic_argument" {
                chain.spread(*node, values, text);
            } else {
                chain.body_type = body_type(*node, text);
                chain.handler = chain.unwrap(*node, values, text);
            }
        }
        chain
    }

    /// `guard(auth, "x", h.Create)...` makes a list: middleware, with the handler at its end when it shows one.
    fn spread(&mut self, node: Node<'_>, values: &Values<'_>, text: &str) {
        let Some(call) = node.named_child(0) else { return };
        self.middleware.push(folded(call, text));
        let inner =
            call.child_by_field_name("arguments").map(values::arguments).unwrap_or_default();
        if let Some(last) = inner.last().filter(|last| is_function(**last, values, text)) {
            self.handler = self.unwrap(*last, values, text);
            self.body_type = body_type(*last, text);
        }
    }

    /// The innermost function of a wrapped handler; what is around it is middleware.
    fn unwrap(&mut self, node: Node<'_>, values: &Values<'_>, text: &str) -> String {
        let mut inner = node;
        while let Some(next) = wrapped(inner, values, text) {
            self.middleware.extend(wrapper(inner, text));
            inner = next;
        }
        name_of(inner, text)
    }
}

/// The argument of a call that is the function it wraps; a call that only makes one wraps none.
fn wrapped<'t>(node: Node<'t>, values: &Values<'_>, text: &str) -> Option<Node<'t>> {
    let is_call = matches!(node.kind(), "call_expression" | "type_conversion_expression");
    let inner = node.child_by_field_name("arguments").map(values::arguments).unwrap_or_default();
    let operand = node.child_by_field_name("operand").filter(|_| is_call);
    let candidate = inner.last().copied().or(operand).filter(|_| is_call)?;
    (is_function(candidate, values, text) || converts(node, text)).then_some(candidate)
}

/// A wrapping call as middleware: the whole of it, or its callee where a function stands inside; `None` when
/// it does nothing but change a type.
pub(super) fn wrapper(call: Node<'_>, text: &str) -> Option<String> {
    if converts(call, text) {
        return None;
    }
    let whole = folded(call, text);
    if !whole.contains("func(") {
        return Some(whole);
    }
    call.child_by_field_name("function").map(|function| folded(function, text))
}

/// Whether an argument is a function rather than a setting of the wrapper.
fn is_function(node: Node<'_>, values: &Values<'_>, text: &str) -> bool {
    match node.kind() {
        "func_literal" => true,
        "call_expression" => makes_handler(node, values, text),
        "identifier" => {
            let value = values.value_of(text_of(node, text), node.start_byte() as u64);
            value.is_some_and(|value| {
                matches!(value.kind(), "function_declaration" | "func_literal")
            })
        }
        "selector_expression" => is_method(text_of(node, text)),
        _ => false,
    }
}

/// A call inside a wrapper is a handler when it wraps one, or says so by its name.
fn makes_handler(call: Node<'_>, values: &Values<'_>, text: &str) -> bool {
    let callee = call.child_by_field_name("function").map_or("", |node| text_of(node, text));
    let inner = call.child_by_field_name("arguments").map(values::arguments).unwrap_or_default();
    callee.ends_with("Handler") || inner.last().is_some_and(|last| is_function(*last, values, text))
}

/// `h.Create` is a method value; `cfg.Timeout` is a setting.
fn is_method(selector: &str) -> bool {
    const SETTINGS: [&str; 6] = ["cfg", "config", "conf", "opts", "options", "deps"];
    let Some((owner, name)) = selector.rsplit_once('.') else { return false };
    let owner = owner.rsplit('.').next().unwrap_or(owner).to_ascii_lowercase();
    let is_setting = SETTINGS.iter().any(|word| owner.ends_with(word));
    !is_setting && name.starts_with(|first: char| first.is_alphabetic())
}

/// Conversions and adapters that do nothing but change a function's type.
fn converts(call: Node<'_>, text: &str) -> bool {
    const ADAPTERS: [&str; 7] = [
        "HandlerFunc",
        "HTTPHandlerFunc",
        "HTTPHandler",
        "WrapF",
        "WrapH",
        "WrapHandler",
        "HTTPMiddleware",
    ];
    let callee = call.child_by_field_name("function").or_else(|| call.child_by_field_name("type"));
    let name = callee.map_or("", |node| text_of(node, text));
    ADAPTERS.contains(&name.rsplit('.').next().unwrap_or(name))
}

fn name_of(node: Node<'_>, text: &str) -> String {
    if node.kind() == "func_literal" { "func literal".to_owned() } else { folded(node, text) }
}

/// The type in `new(T)`, `&T{}` or `T{}` among a wrapper's arguments, or its type argument.
fn body_type(call: Node<'_>, text: &str) -> Option<String> {
    if call.kind() != "call_expression" {
        return None;
    }
    let generic = call.child_by_field_name("type_arguments").and_then(|list| list.named_child(0));
    if let Some(argument) = generic {
        return Some(plain_type(text_of(argument, text)));
    }
    let arguments = values::arguments(call.child_by_field_name("arguments")?);
    let made = arguments.iter().find_map(|node| made_type(*node, text));
    made.map(plain_type).or_else(|| arguments.iter().find_map(|node| body_type(*node, text)))
}

fn made_type<'a>(node: Node<'_>, text: &'a str) -> Option<&'a str> {
    match node.kind() {
        "composite_literal" => node.child_by_field_name("type").map(|node| text_of(node, text)),
        "unary_expression" => made_type(node.child_by_field_name("operand")?, text),
        "call_expression" => {
            let function = node.child_by_field_name("function")?;
            let argument = node.child_by_field_name("arguments")?.named_child(0)?;
            (text_of(function, text) == "new").then(|| text_of(argument, text))
        }
        _ => None,
    }
}

/// The last part of a type's name (`model.CreateInput` is `CreateInput`).
fn plain_type(name: &str) -> String {
    let name = name.trim_start_matches('*');
    name.rsplit('.').next().unwrap_or(name).to_owned()
}
