//! Rules about what the architect's prompt asks of an answer.

pub(super) mod deployment;
pub(super) mod empty_value;
pub(super) mod focus;
pub(super) mod organisation;
pub(super) mod pattern;
pub(super) mod performance;
pub(super) mod reliability;
pub(super) mod testing;
pub(super) mod times;
