//! Rules about the remarks that let findings stand.

pub(in crate::check) mod no_reason;
pub(in crate::check) mod unknown_rule;
pub(in crate::check) mod unused;
