; Calls of Rust, and what the names in them stand for. Vocabulary: queries/README.md.

; --- functions, and where names hold

(function_item name: (identifier) @name body: (block)) @caller

[
  (block)
  (closure_expression)
  (if_expression)
  (while_expression)
  (for_expression)
  (match_arm)
] @scope

; --- names: of a pattern only plain ones have a type; the others hide what is called the same

(parameter pattern: (identifier) @bind.names type: (_) @bind.type) @bind
(closure_parameters (identifier) @bind.names @bind)

(let_declaration pattern: (identifier) @bind.names type: (_) @bind.type) @bind
(let_declaration pattern: (identifier) @bind.names !type value: (_) @bind.value) @bind
(let_declaration pattern: (identifier) @bind.names !type !value) @bind

((let_condition
  pattern: (tuple_struct_pattern type: (identifier) @_some . (identifier) @bind.names .)
  value: (_) @bind.value) @bind
  (#any-of? @_some "Some" "Ok")
  (#set! inside))

((let_declaration
  pattern: (tuple_struct_pattern type: (identifier) @_some . (identifier) @bind.names .)
  value: (_) @bind.value) @bind
  (#any-of? @_some "Some" "Ok")
  (#set! inside))

(for_expression pattern: (identifier) @bind.names) @bind
(tuple_struct_pattern type: (_) (identifier) @bind.names @bind)
(tuple_pattern (identifier) @bind.names @bind)
(slice_pattern (identifier) @bind.names @bind)
(ref_pattern (identifier) @bind.names @bind)
(mut_pattern (identifier) @bind.names @bind)
(reference_pattern (identifier) @bind.names @bind)
(captured_pattern . (identifier) @bind.names @bind)
(match_pattern . (identifier) @bind.names @bind)
(field_pattern name: (shorthand_field_identifier) @bind.names @bind)
(field_pattern pattern: (identifier) @bind.names @bind)

; --- expressions

(call_expression function: (_) @of) @value.call
(field_expression value: (_) @of field: (field_identifier) @name) @value.field
(call_expression function: (scoped_identifier) @value.path)
(generic_function function: (scoped_identifier) @value.path)
(generic_function function: (_) @of) @value.same
(parenthesized_expression (_) @of) @value.same
(reference_expression value: (_) @of) @value.same
(unary_expression "*" (_) @of) @value.same
(await_expression . (_) @of) @value.same
(try_expression (_) @of) @value.inside
(index_expression . (_) @of) @value.element
(struct_expression name: (_) @type) @value.typed
(type_cast_expression type: (_) @type) @value.typed

; --- the arguments of macros, which the grammar leaves as tokens

(token_tree (identifier) @of . (token_tree) @value.call)
(token_tree _ @of . ["." "::"] . (identifier) @name @value.field)
