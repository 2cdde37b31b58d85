; Calls of Rust. Vocabulary: queries/README.md.
