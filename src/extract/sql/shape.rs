//! Where a new table takes its shape from when it does not write it out: `LIKE`, `INHERITS`,
//! `PARTITION OF`, a query.

use sqlparser::ast::{
    CreateTable, CreateTableLikeKind, Expr, ObjectName, Query, Select, SelectItem, SetExpr,
    TableFactor, Value,
};

use super::{names::Names, statement::Reader, types::format_type};
use crate::model::{SelectedColumn, Template};

/// Tables whose shape the new one takes over, the `LIKE`s of the column list aside.
pub(super) fn sources(reader: &Reader<'_>, create: &CreateTable) -> Vec<Template> {
    let template = |kind: &str, name: &ObjectName| {
        let name = reader.names.object(name);
        Template { kind: kind.into(), schema: name.schema, table: name.name, ..Template::default() }
    };
    let mut found = Vec::new();
    if let Some(CreateTableLikeKind::Parenthesized(like) | CreateTableLikeKind::Plain(like)) =
        &create.like
    {
        found.push(Template {
            including: ["constraints", "defaults", "indexes"].map(str::to_owned).to_vec(),
            ..template("like", &like.name)
        });
    }
    found.extend(create.clone.iter().map(|name| template("like", name)));
    found.extend(create.inherits.iter().flatten().map(|name| template("inherits", name)));
    found.extend(create.partition_of.iter().map(|name| template("partition", name)));
    found.extend(create.query.iter().map(|query| selected(reader, query)));
    found
}

/// What a query gives to the table that is made from it.
pub(super) fn selected(reader: &Reader<'_>, query: &Query) -> Template {
    let mut template = Template { kind: "select".into(), ..Template::default() };
    let Some(select) = first_select(&query.body) else { return template };
    if let [from] = &*select.from
        && from.joins.is_empty()
        && let TableFactor::Table { name, .. } = &from.relation
    {
        let source = reader.names.object(name);
        template.schema = source.schema;
        template.table = source.name;
    }
    let items = select.projection.iter().filter_map(|item| select_item(reader, item));
    template.columns = items.collect();
    template
}

/// The part of a query that names its columns.
fn first_select(body: &SetExpr) -> Option<&Select> {
    match body {
        SetExpr::Select(select) => Some(select),
        SetExpr::Query(query) => first_select(&query.body),
        SetExpr::SetOperation { left, .. } => first_select(left),
        _ => None,
    }
}

fn select_item(reader: &Reader<'_>, item: &SelectItem) -> Option<SelectedColumn> {
    let (expression, alias) = match item {
        SelectItem::UnnamedExpr(expression) => (expression, None),
        SelectItem::ExprWithAlias { expr, alias } => (expr, Some(reader.names.ident(alias))),
        _ => return None,
    };
    let mut column =
        SelectedColumn { name: alias.unwrap_or_default(), ..SelectedColumn::default() };
    let mut inner = expression;
    if let Expr::Cast { expr, data_type, .. } = expression {
        column.type_name = format_type(&reader.names, data_type);
        inner = expr;
    }
    column.from = plain_column(&reader.names, inner).unwrap_or_default();
    if column.type_name.is_empty() && reader.names.dialect.is_postgresql() {
        known_type(inner).clone_into(&mut column.type_name);
    }
    if column.name.is_empty() {
        column.name =
            expression_name(&reader.names, expression).unwrap_or_else(|| "?column?".into());
    }
    Some(column)
}

/// Types of functions that give the same one for any arguments.
const RESULTS: &[(&str, &str)] = &[
    ("count", "bigint"),
    ("row_number", "bigint"),
    ("rank", "bigint"),
    ("lower", "text"),
    ("upper", "text"),
    ("concat", "text"),
    ("md5", "text"),
    ("replace", "text"),
    ("string_agg", "text"),
    ("to_char", "text"),
    ("length", "integer"),
    ("now", "timestamp with time zone"),
    ("gen_random_uuid", "uuid"),
    ("uuid_generate_v4", "uuid"),
    ("random", "double precision"),
    ("jsonb_build_object", "jsonb"),
    ("jsonb_agg", "jsonb"),
    ("bool_or", "boolean"),
    ("bool_and", "boolean"),
];

/// The type of a literal or of a call that always gives the same one; empty for anything else.
fn known_type(expression: &Expr) -> &'static str {
    match expression {
        Expr::Value(value) => match &value.value {
            Value::Number(number, _) if number.contains(['.', 'e', 'E']) => "numeric",
            Value::Number(number, _) if number.parse::<i32>().is_ok() => "integer",
            Value::Number(number, _) if number.parse::<i64>().is_ok() => "bigint",
            Value::Number(..) => "numeric",
            Value::SingleQuotedString(_) | Value::Null => "text",
            Value::Boolean(_) => "boolean",
            _ => "",
        },
        Expr::Function(function) => {
            let name = function.name.to_string().to_lowercase();
            RESULTS.iter().find(|(known, _)| *known == name).map_or("", |(_, result)| result)
        }
        Expr::Nested(inner) => known_type(inner),
        Expr::IsNull(_) | Expr::IsNotNull(_) | Expr::Exists { .. } => "boolean",
        _ => "",
    }
}

pub(super) fn plain_column(names: &Names, expression: &Expr) -> Option<String> {
    match expression {
        Expr::Identifier(name) => Some(names.ident(name)),
        Expr::CompoundIdentifier(parts) => parts.last().map(|name| names.ident(name)),
        Expr::Nested(inner) => plain_column(names, inner),
        _ => None,
    }
}

/// The name that `PostgreSQL` gives to an expression's column.
pub(super) fn expression_name(names: &Names, expression: &Expr) -> Option<String> {
    match expression {
        Expr::Function(function) => Some(names.object(&function.name).name),
        Expr::Cast { expr, data_type, .. } => expression_name(names, expr)
            .or_else(|| data_type.to_string().split('(').next().map(str::to_lowercase)),
        Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => expression_name(names, inner),
        other => plain_column(names, other),
    }
}
