//! Small texts.
