//! Implementations that the code itself states: assertions, impl blocks, derives.

use super::Context;
use crate::{
    extract::{captures::Match, names::TypeName, syntax},
    model::{EvidenceClass, Implementation, Proof, SymbolRef},
};

/// Claims by the last word of their capture.
const PROOFS: [(&str, Proof); 3] =
    [("assert", Proof::Assert), ("impl", Proof::Impl), ("derive", Proof::Derive)];

/// The claims of a file in the order of the source, each once. Assertions inside functions may speak of
/// types that only the function knows and are left out.
pub(super) fn find<'tree>(
    context: &Context<'_, 'tree>,
    matches: &[Match<'_, 'tree>],
) -> Vec<Implementation> {
    let mut claims: Vec<_> = matches.iter().filter_map(|found| claim(context, found)).collect();
    claims.sort_by(|a, b| {
        let key = |claim: &Implementation| {
            (claim.at.line, claim.type_ref.clone(), claim.interface.clone())
        };
        key(a).cmp(&key(b))
    });
    claims.dedup();
    claims
}

fn claim<'tree>(context: &Context<'_, 'tree>, found: &Match<'_, 'tree>) -> Option<Implementation> {
    found.below("implementation")?;
    let (kind, proof, node) = PROOFS.iter().find_map(|(kind, proof)| {
        let node = found.node(&format!("implementation.{kind}"))?;
        Some((*kind, *proof, node))
    })?;
    if proof == Proof::Assert && context.scopes.around(&node.byte_range()).is_some() {
        return None;
    }
    let reference = |capture: &str| {
        let name = TypeName::read(context.text(found.node(capture)?));
        Some(SymbolRef {
            name: name.name.into(),
            qualifier: name.qualifier.into(),
            ..SymbolRef::default()
        })
    };
    let source = &context.input.source;
    let rule = found.rule(&source.language, kind);
    let mut at = source.evidence(rule, syntax::line_of(node), syntax::end_line_of(node));
    if context.scopes.is_test(node.start_byte()) && !context.generated {
        at.class = EvidenceClass::Test;
    }
    Some(Implementation {
        at,
        evidence: proof,
        type_ref: reference("implementation.type")?,
        interface: reference("implementation.interface")?,
    })
}
