//! Rules about customs: of the references, and of the standard.

