; Tests of Go by the rules of the go command: in _test.go files only, the name's next letter is not lower
; case, exactly one parameter of the right pointer type under whatever name `testing` is imported, no
; results, no type parameters, no receiver. Vocabulary: queries/README.md.

((function_declaration
  name: (identifier) @name
  !type_parameters
  parameters: (parameter_list . (parameter_declaration . name: (identifier)? . type: (pointer_type [
    (type_identifier) @_of
    (qualified_type name: (type_identifier) @_of)
  ])) .)
  result: (_)? @_result) @test
  (#match? @_result "^\\(\\s*\\)$")
  (#match? @name "^Test($|\\P{Ll})")
  (#eq? @_of "T")
  (#set! only "test-file")
  (#set! depth "1")
  (#set! kind "test"))

((function_declaration
  name: (identifier) @name
  !type_parameters
  parameters: (parameter_list . (parameter_declaration . name: (identifier)? . type: (pointer_type [
    (type_identifier) @_of
    (qualified_type name: (type_identifier) @_of)
  ])) .)
  result: (_)? @_result) @test
  (#match? @_result "^\\(\\s*\\)$")
  (#eq? @name "TestMain")
  (#eq? @_of "M")
  (#set! only "test-file")
  (#set! depth "1")
  (#set! kind "main"))

((function_declaration
  name: (identifier) @name
  !type_parameters
  parameters: (parameter_list . (parameter_declaration . name: (identifier)? . type: (pointer_type [
    (type_identifier) @_of
    (qualified_type name: (type_identifier) @_of)
  ])) .)
  result: (_)? @_result) @test
  (#match? @_result "^\\(\\s*\\)$")
  (#match? @name "^Benchmark($|\\P{Ll})")
  (#eq? @_of "B")
  (#set! only "test-file")
  (#set! depth "1")
  (#set! kind "benchmark"))

((function_declaration
  name: (identifier) @name
  !type_parameters
  parameters: (parameter_list . (parameter_declaration . name: (identifier)? . type: (pointer_type [
    (type_identifier) @_of
    (qualified_type name: (type_identifier) @_of)
  ])) .)
  result: (_)? @_result) @test
  (#match? @_result "^\\(\\s*\\)$")
  (#match? @name "^Fuzz($|\\P{Ll})")
  (#eq? @_of "F")
  (#set! only "test-file")
  (#set! depth "1")
  (#set! kind "fuzz"))

((function_declaration
  name: (identifier) @name
  !type_parameters
  parameters: (parameter_list "(" . ")")
  result: (_)? @_result) @test
  (#match? @_result "^\\(\\s*\\)$")
  (#match? @name "^Example($|\\P{Ll})")
  (#set! only "test-file")
  (#set! depth "1")
  (#set! kind "example"))
