; Tests of Rust: functions under an attribute that makes the harness run them, and what well-known macros
; turn into such functions. Vocabulary: queries/README.md.

; --- attributes whose last segment says it: #[test], #[tokio::test], #[rstest], #[test_case(…)], …

((attribute_item
  (attribute [(identifier) @_test (scoped_identifier name: (identifier) @_test)]))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item name: (identifier) @name) @test
  (#any-of? @_test "bench" "library_benchmark")
  (#set! kind "benchmark")
  (#set! via "attribute"))

((attribute_item
  (attribute [(identifier) @_test (scoped_identifier name: (identifier) @_test)]))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item name: (identifier) @name) @test
  (#any-of? @_test "quickcheck" "proptest" "property_test")
  (#set! level "property")
  (#set! via "attribute"))

((attribute_item
  (attribute [(identifier) @_test (scoped_identifier name: (identifier) @_test)]))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item name: (identifier) @name) @test
  (#any-of? @_test
    "test" "rstest" "test_case" "test_matrix" "test_log" "gtest" "wasm_bindgen_test" "parameterized")
  (#set! via "attribute"))

; #[cfg_attr(not(miri), test)], #[cfg_attr(unix, tokio::test(…))]
((attribute_item
  (attribute
    (identifier) @_conditional
    arguments: (token_tree
      ["," "::"] . (identifier) @_test . ["," ")" (token_tree)])))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item name: (identifier) @name) @test
  (#eq? @_conditional "cfg_attr")
  (#any-of? @_test "test" "wasm_bindgen_test")
  (#set! via "attribute"))

; `use tokio::test as my_test;` and #[my_test]
((attribute_item
  (attribute (identifier) @test.alias))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item name: (identifier) @name) @test
  (#set! alias.of "test wasm_bindgen_test rstest test_case")
  (#set! via "alias"))

; --- macros that write the function: proptest! { #[test] fn name(x in any::<u8>()) { … } }

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree
    "#" . (token_tree . "[" . (identifier) @_test)
    . ["#" (token_tree) (line_comment) (block_comment) "pub" "async"]*
    . "fn" . (identifier) @name . (token_tree) . (token_tree) @test))
  (#eq? @_macro "proptest")
  (#eq? @_test "test")
  (#set! level "property")
  (#set! via "macro"))

; The same with a return type.
((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree
    "#" . (token_tree . "[" . (identifier) @_test)
    . ["#" (token_tree) (line_comment) (block_comment) "pub" "async"]*
    . "fn" . (identifier) @name . (token_tree) @test))
  (#eq? @_macro "proptest")
  (#eq? @_test "test")
  (#set! level "property")
  (#set! via "macro"))

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree "fn" . (identifier) @name . (token_tree) @test))
  (#eq? @_macro "quickcheck")
  (#set! level "property")
  (#set! via "macro"))

; --- benchmarks that criterion is given: criterion_group!(benches, a, b), … targets = a, b

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree "," . (identifier) @name @test . ["," ")" "}"]))
  (#eq? @_macro "criterion_group")
  (#set! kind "benchmark")
  (#set! via "macro"))

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree (identifier) @_targets . "=" . (identifier) @name @test))
  (#eq? @_macro "criterion_group")
  (#eq? @_targets "targets")
  (#set! kind "benchmark")
  (#set! via "macro"))

; --- fuzz targets are called like their file

((macro_invocation
  macro: [(identifier) @name (scoped_identifier name: (identifier) @name)]) @test
  (#eq? @name "fuzz_target")
  (#set! name "file")
  (#set! kind "fuzz")
  (#set! via "macro"))
