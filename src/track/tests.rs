//! Rules of evidence.
