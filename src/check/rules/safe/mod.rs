//! Rules about what a plan must not bring about.

pub(super) mod secret;
