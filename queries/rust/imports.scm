; Imports of Rust: one per leaf of a `use` tree. Vocabulary: queries/README.md.

(scoped_use_list
  path: (_) @import.prefix
  list: (use_list) @import.group)

((use_declaration
  argument: [(identifier) (scoped_identifier) (use_wildcard) (crate) (self) (super)] @import.path) @import
  (#set! separator "::"))

((use_list
  [(identifier) (scoped_identifier) (use_wildcard) (crate) (self) (super)] @import.path) @import
  (#set! separator "::"))

((use_as_clause
  path: (_) @import.path
  alias: (_) @import.alias) @import
  (#set! separator "::"))

((extern_crate_declaration
  name: (_) @import.path
  alias: (identifier)? @import.alias) @import
  (#set! separator "::"))
