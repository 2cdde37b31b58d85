; Imports of Go. Vocabulary: queries/README.md.

((import_spec
  name: (_)? @import.alias
  path: (_) @import.path) @import
  (#set! depth "3"))
