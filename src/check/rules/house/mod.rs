//! Rules about customs: of the references, and of the standard.

pub(super) mod coverage;
pub(super) mod estimate;
pub(super) mod phase_length;
pub(super) mod practice;
pub(super) mod test_level;
