//! What files declare, as signatures, and how telling each declaration is.

use std::collections::BTreeMap;

use super::words;
use crate::model::{
    Analysis, Function, Interface, InterfaceKind, RankedSymbol, TypeDecl, TypeKind,
};

/// Letters of a signature that are shown.
const LONGEST: usize = 140;
/// Letters of an interface, whose methods are what others rely on.
const LONGEST_INTERFACE: usize = 400;
/// A name that so many files declare tells little (`new`, `String`, `Close`).
const COMMON: usize = 5;

/// Declarations by file, the most telling first; `rarities` says how much a word tells.
pub(super) fn by_file<'a>(
    analysis: &'a Analysis,
    rarities: &BTreeMap<String, f64>,
) -> BTreeMap<&'a str, Vec<RankedSymbol>> {
    let called = called(analysis);
    let all = declared(analysis);
    let mut files: BTreeMap<&str, usize> = BTreeMap::new();
    for one in &all {
        *files.entry(one.name).or_default() += 1;
    }
    let mut found: BTreeMap<&str, Vec<RankedSymbol>> = BTreeMap::new();
    for one in &all {
        let calls = called.get(&(one.file, one.line)).copied().unwrap_or_default();
        let spread = files.get(one.name).copied().unwrap_or_default();
        let weight =
            one.weight(spread) * (1.0 + f64::from(calls).ln_1p()) * said(one.name, rarities);
        let symbol = RankedSymbol { line: one.line, text: one.text(), weight };
        found.entry(one.file).or_default().push(symbol);
    }
    for symbols in found.values_mut() {
        settle(symbols);
    }
    found
}

/// Best first, the best with a weight of 1.
fn settle(symbols: &mut [RankedSymbol]) {
    let best = symbols.iter().map(|one| one.weight).fold(f64::MIN_POSITIVE, f64::max);
    for symbol in &mut *symbols {
        symbol.weight = super::rounded(symbol.weight / best);
    }
    symbols.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.line.cmp(&b.line)));
}

/// How much a name has to do with the terms: 1 for nothing.
fn said(name: &str, rarities: &BTreeMap<String, f64>) -> f64 {
    let mut sum = 0.0;
    words::each(name, &mut |word| sum += rarities.get(word).copied().unwrap_or_default());
    1.0 + sum
}

/// How many functions call what stands at a place.
fn called(analysis: &Analysis) -> BTreeMap<(&str, u32), u32> {
    let mut called = BTreeMap::new();
    for callee in analysis.calls.iter().map(|call| &call.callee) {
        if let Some(file) = callee.file.as_deref() {
            *called.entry((file, callee.line)).or_default() += 1;
        }
    }
    called
}

/// A declaration.
struct Declared<'a> {
    file: &'a str,
    line: u32,
    name: &'a str,
    exported: bool,
    aside: bool,
    kind: Kind<'a>,
}

#[derive(Clone, Copy)]
enum Kind<'a> {
    Function(&'a Function),
    Type(&'a TypeDecl),
    Interface(&'a Interface),
}

fn declared(analysis: &Analysis) -> Vec<Declared<'_>> {
    let functions = analysis.functions.iter().map(Kind::Function);
    let types = analysis.types.iter().map(Kind::Type);
    let interfaces = analysis.interfaces.iter().map(Kind::Interface);
    functions.chain(types).chain(interfaces).filter_map(of_file).collect()
}

/// A declaration of a file; what a function declares for itself is none.
fn of_file(kind: Kind<'_>) -> Option<Declared<'_>> {
    let (at, name, exported, is_own) = match kind {
        Kind::Function(one) => (&one.at, one.name.as_str(), one.exported, one.in_func.is_none()),
        Kind::Type(one) => (&one.at, one.name.as_str(), one.exported, one.in_func.is_none()),
        Kind::Interface(one) => (&one.at, one.name.as_str(), one.exported, one.in_func.is_none()),
    };
    let aside = match kind {
        Kind::Function(one) => one.generated || one.test,
        Kind::Type(one) => one.generated || one.test,
        Kind::Interface(one) => one.generated || one.test,
    };
    let declared = Declared { file: &at.file, line: at.line, name, exported, aside, kind };
    is_own.then_some(declared)
}

impl Declared<'_> {
    /// Private, generated and test code tells less; so does what is declared everywhere.
    fn weight(&self, spread: usize) -> f64 {
        let kind = match self.kind {
            Kind::Function(_) => 1.0,
            Kind::Type(_) => 1.5,
            Kind::Interface(_) => 2.0,
        };
        let exported = if self.exported { 1.0 } else { 0.5 };
        let aside = if self.aside { 0.3 } else { 1.0 };
        let common = if spread > COMMON { 0.3 } else { 1.0 };
        kind * exported * aside * common
    }

    fn text(&self) -> String {
        match self.kind {
            Kind::Function(one) => shortened(&function(one), LONGEST),
            Kind::Type(one) => shortened(&declaration(one), LONGEST),
            Kind::Interface(one) => shortened(&interface(one), LONGEST_INTERFACE),
        }
    }
}

/// `Type.method(parameters) results`, which every language's reader understands.
fn function(one: &Function) -> String {
    let receiver = one.receiver.map(|name| format!("{name}.")).unwrap_or_default();
    format!("{receiver}{}{}", one.name, one.signature)
}

fn declaration(one: &TypeDecl) -> String {
    let kind = match one.kind {
        TypeKind::Struct => "struct",
        TypeKind::Enum => "enum",
        TypeKind::Union => "union",
        TypeKind::Macro => "macro",
        TypeKind::Alias | TypeKind::Function | TypeKind::Named => "type",
    };
    let members: Vec<&str> = one.members.iter().map(|member| member.name.as_str()).collect();
    let target = one.target.map(|target| format!(" = {target}")).unwrap_or_default();
    if members.is_empty() {
        return format!("{kind} {}{target}", one.name);
    }
    format!("{kind} {} {{ {} }}", one.name, members.join(", "))
}

fn interface(one: &Interface) -> String {
    let kind = match one.kind {
        InterfaceKind::Interface => "interface",
        InterfaceKind::Trait => "trait",
    };
    let methods = one.methods.iter().map(|method| format!("{}{}", method.name, method.signature));
    let parts: Vec<String> = one.embeds.iter().cloned().chain(methods).collect();
    format!("{kind} {} {{ {} }}", one.name, parts.join("; "))
}

/// On one line, with a mark where something is left out.
fn shortened(text: &str, longest: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= longest {
        return text;
    }
    let kept: String = text.chars().take(longest - 1).collect();
    format!("{}…", kept.trim_end())
}
