//! Rules about what nobody could tell to be done.

