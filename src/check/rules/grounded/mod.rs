//! Rules about what a plan says of the code.

pub(super) mod no_such_file;
