//! The target beside its references, one file per aspect. Pure.

mod delivery;
mod outline;
mod practice;
mod structure;

use crate::model::{Aspect, Cell, Comparison, HouseProfile, Reference};

/// Compares `target` with what the references have, aspect by aspect.
pub fn compare(target: &Reference, profile: &HouseProfile) -> Comparison {
    Comparison {
        target: target.name.clone(),
        references: profile.references.iter().map(|reference| reference.name.clone()).collect(),
        aspects: vec![
            Aspect {
                id: "structure".into(),
                title: "Structure".into(),
                rows: structure::rows(target, profile),
            },
            Aspect {
                id: "practice".into(),
                title: "Practice".into(),
                rows: practice::rows(target, profile),
            },
            Aspect {
                id: "outline".into(),
                title: "Sections of the plan".into(),
                rows: outline::rows(target, profile),
            },
            Aspect {
                id: "delivery".into(),
                title: "Delivery".into(),
                rows: delivery::rows(target, profile),
            },
        ],
    }
}

fn cell(value: impl Into<String>, cite: impl Into<String>) -> Cell {
    Cell { value: value.into(), cite: cite.into() }
}
