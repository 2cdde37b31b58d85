//! Column types in the spelling of `PostgreSQL`'s `format_type()`. Types of other databases keep their own
//! words, in lower case.

use sqlparser::ast::{
    ArrayElemTypeDef, CharacterLength, DataType, ExactNumberInfo, ObjectName, TimezoneInfo,
};

use super::names::{Names, spelled};

/// Other words for `PostgreSQL`'s own types that the grammar reads as a name.
const ALIASES: &[(&str, &str)] = &[
    ("int2", "smallint"),
    ("int4", "integer"),
    ("int8", "bigint"),
    ("float4", "real"),
    ("float8", "double precision"),
    ("bool", "boolean"),
    ("decimal", "numeric"),
    ("dec", "numeric"),
    ("varchar", "character varying"),
    ("bpchar", "character"),
    ("varbit", "bit varying"),
    ("timestamptz", "timestamp with time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timetz", "time with time zone"),
    ("time", "time without time zone"),
    ("serial", "integer"),
    ("serial4", "integer"),
    ("bigserial", "bigint"),
    ("serial8", "bigint"),
    ("smallserial", "smallint"),
    ("serial2", "smallint"),
];

/// The type's spelling.
pub(super) fn format_type(names: &Names, data_type: &DataType) -> String {
    use DataType as T;
    if !names.dialect.is_postgresql() {
        return data_type.to_string().to_lowercase();
    }
    match data_type {
        T::Character(length) | T::Char(length) => {
            let length = characters(length.as_ref());
            format!("character{}", if length.is_empty() { "(1)" } else { &length })
        }
        T::CharacterVarying(length)
        | T::CharVarying(length)
        | T::Varchar(length)
        | T::Nvarchar(length) => format!("character varying{}", characters(length.as_ref())),
        T::Numeric(info) | T::Decimal(info) | T::Dec(info) => format!("numeric{}", digits(info)),
        T::Float(info) => float(info).to_owned(),
        T::Time(precision, zone) => moment("time", *precision, *zone),
        T::Timestamp(precision, zone) => moment("timestamp", *precision, *zone),
        T::Interval { fields, precision } => {
            let fields = fields.as_ref().map(|fields| format!(" {fields}").to_lowercase());
            format!("interval{}{}", fields.unwrap_or_default(), in_parentheses(*precision))
        }
        T::Bit(length) => format!("bit({})", length.unwrap_or(1)),
        T::BitVarying(length) | T::VarBit(length) => {
            format!("bit varying{}", in_parentheses(*length))
        }
        T::Custom(name, modifiers) => custom(names, name, modifiers),
        T::Array(element) => array(names, element),
        T::JSON => "json".to_owned(),
        other => plain(other).map_or_else(|| other.to_string().to_lowercase(), str::to_owned),
    }
}

/// Types without parameters.
fn plain(data_type: &DataType) -> Option<&'static str> {
    use DataType as T;
    Some(match data_type {
        T::Int(None) | T::Int4(None) | T::Integer(None) => "integer",
        T::BigInt(None) | T::Int8(None) => "bigint",
        T::SmallInt(None) | T::Int2(None) => "smallint",
        T::Bool | T::Boolean => "boolean",
        T::Real | T::Float4 => "real",
        T::Float8 | T::DoublePrecision | T::Double(ExactNumberInfo::None) => "double precision",
        _ => return None,
    })
}

/// Whether the type fills itself from a sequence, which also forbids NULL.
pub(super) fn is_serial(data_type: &DataType) -> bool {
    let DataType::Custom(name, _) = data_type else { return false };
    let name = name.to_string().to_lowercase();
    ["serial", "serial2", "serial4", "serial8", "bigserial", "smallserial"].contains(&&*name)
}

/// Whether `PostgreSQL` keeps `DEFAULT NULL` for a column of this type: it cuts values to a length, and the call
/// that does so hides that the default says nothing (`AddRelationNewConstraints`).
pub(crate) fn keeps_null_default(type_name: &str) -> bool {
    const CUT: &[&str] =
        &["character", "character varying", "numeric", "bit", "bit varying", "timestamp", "time"];
    type_name.split_once('(').is_some_and(|(base, _)| CUT.contains(&base))
}

fn characters(length: Option<&CharacterLength>) -> String {
    match length {
        Some(CharacterLength::IntegerLength { length, .. }) => format!("({length})"),
        Some(CharacterLength::Max) => "(max)".to_owned(),
        None => String::new(),
    }
}

fn digits(info: &ExactNumberInfo) -> String {
    match info {
        ExactNumberInfo::None => String::new(),
        ExactNumberInfo::Precision(precision) => format!("({precision},0)"),
        ExactNumberInfo::PrecisionAndScale(precision, scale) => format!("({precision},{scale})"),
    }
}

fn float(info: &ExactNumberInfo) -> &'static str {
    match info {
        ExactNumberInfo::Precision(bits) if *bits <= 24 => "real",
        _ => "double precision",
    }
}

fn moment(kind: &str, precision: Option<u64>, zone: TimezoneInfo) -> String {
    let zone = match zone {
        TimezoneInfo::WithTimeZone | TimezoneInfo::Tz => "with",
        TimezoneInfo::None | TimezoneInfo::WithoutTimeZone => "without",
    };
    format!("{kind}{} {zone} time zone", in_parentheses(precision))
}

fn in_parentheses(number: Option<u64>) -> String {
    number.map_or_else(String::new, |number| format!("({number})"))
}

fn array(names: &Names, element: &ArrayElemTypeDef) -> String {
    match element {
        ArrayElemTypeDef::None => "anyarray".to_owned(),
        ArrayElemTypeDef::AngleBracket(element)
        | ArrayElemTypeDef::SquareBracket(element, _)
        | ArrayElemTypeDef::Qualified(element, _)
        | ArrayElemTypeDef::Parenthesis(element) => {
            let element = format_type(names, element);
            // However many dimensions are written, the catalog keeps one.
            format!("{}[]", element.trim_end_matches("[]"))
        }
    }
}

fn custom(names: &Names, name: &ObjectName, modifiers: &[String]) -> String {
    let name = names.object(name);
    let in_catalog = name.schema.is_empty() || name.schema == "pg_catalog";
    let alias = ALIASES.iter().find(|(alias, _)| in_catalog && *alias == name.name);
    let base = alias.map_or_else(
        || spelled(if in_catalog { "" } else { &name.schema }, &name.name),
        |(_, base)| (*base).to_owned(),
    );
    if modifiers.is_empty() {
        return base;
    }
    let modifiers = format!("({})", modifiers.join(","));
    match base.split_once(' ') {
        Some((kind @ ("time" | "timestamp"), zone)) => format!("{kind}{modifiers} {zone}"),
        _ => format!("{base}{modifiers}"),
    }
}

#[cfg(test)]
mod tests {
    use sqlparser::{dialect::PostgreSqlDialect, parser::Parser};

    use super::{Names, format_type};

    #[track_caller]
    fn check(written: &str, expected: &str) {
        let mut parser = Parser::new(&PostgreSqlDialect {}).try_with_sql(written).unwrap();
        let data_type = parser.parse_data_type().unwrap();
        assert_eq!(format_type(&Names::default(), &data_type), expected);
    }

    #[test]
    fn types_that_keep_a_default_of_null() {
        let kept = |written: &str| super::keeps_null_default(written);
        assert!(kept("character varying(3)") && kept("timestamp(3) with time zone"));
        assert!(kept("character varying(3)[]") && kept("numeric(5,2)"));
        assert!(!kept("text") && !kept("numeric") && !kept("interval(3)"));
    }

    #[test]
    fn spelling_of_the_catalog() {
        check("int", "integer");
        check("INT8", "bigint");
        check("bigserial", "bigint");
        check("VARCHAR(255)", "character varying(255)");
        check("varchar", "character varying");
        check("char", "character(1)");
        check("character(3)", "character(3)");
        check("decimal", "numeric");
        check("decimal(5)", "numeric(5,0)");
        check("NUMERIC(20, 2)", "numeric(20,2)");
        check("float", "double precision");
        check("float(8)", "real");
        check("timestamptz", "timestamp with time zone");
        check("timestamptz(3)", "timestamp(3) with time zone");
        check("TIMESTAMP(6) WITH TIME ZONE", "timestamp(6) with time zone");
        check("timestamp", "timestamp without time zone");
        check("time", "time without time zone");
        check("timetz", "time with time zone");
        check("text[][]", "text[]");
        check("varchar(3)[]", "character varying(3)[]");
        check("bit", "bit(1)");
        check("bit varying(5)", "bit varying(5)");
        check("interval", "interval");
        check("interval year to month", "interval year to month");
        check("bool", "boolean");
        check("real", "real");
        check("float8", "double precision");
        check("public.status", "status");
        check("app.\"Status\"", "app.\"Status\"");
        check("\"order\"", "\"order\"");
        check("jsonb", "jsonb");
        check("tsvector", "tsvector");
        check("geometry(Point,4326)", "geometry(Point,4326)");
        check("point", "point");
        check("inet", "inet");
        check("bytea", "bytea");
    }
}
