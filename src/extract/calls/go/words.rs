//! The words of Go that are more than names.

use super::lex::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    Break,
    Case,
    Chan,
    Const,
    Continue,
    Default,
    Defer,
    Else,
    Fallthrough,
    For,
    Func,
    Go,
    Goto,
    If,
    Import,
    Interface,
    Map,
    Package,
    Range,
    Return,
    Select,
    Struct,
    Switch,
    Type,
    Var,
}

pub(super) fn kind(word: &[u8]) -> Kind {
    let keyword = match word {
        b"break" => Keyword::Break,
        b"case" => Keyword::Case,
        b"chan" => Keyword::Chan,
        b"const" => Keyword::Const,
        b"continue" => Keyword::Continue,
        b"default" => Keyword::Default,
        b"defer" => Keyword::Defer,
        b"else" => Keyword::Else,
        b"fallthrough" => Keyword::Fallthrough,
        b"for" => Keyword::For,
        b"func" => Keyword::Func,
        b"go" => Keyword::Go,
        b"goto" => Keyword::Goto,
        b"if" => Keyword::If,
        b"import" => Keyword::Import,
        b"interface" => Keyword::Interface,
        b"map" => Keyword::Map,
        b"package" => Keyword::Package,
        b"range" => Keyword::Range,
        b"return" => Keyword::Return,
        b"select" => Keyword::Select,
        b"struct" => Keyword::Struct,
        b"switch" => Keyword::Switch,
        b"type" => Keyword::Type,
        b"var" => Keyword::Var,
        b"nil" | b"true" | b"false" | b"iota" => return Kind::Fixed,
        b"make" | b"new" => return Kind::Make,
        _ => return Kind::Name,
    };
    Kind::Keyword(keyword)
}
