; Calls of Go, and what the names in them stand for. Vocabulary: queries/README.md.

; --- functions, and where names hold

(function_declaration name: (identifier) @name body: (block)) @caller
(method_declaration name: (field_identifier) @name body: (block)) @caller

[
  (func_literal)
  (block)
  (if_statement)
  (for_statement)
  (expression_switch_statement)
  (type_switch_statement)
  (expression_case)
  (type_case)
  (default_case)
  (communication_case)
] @scope

; --- names: parameters, receivers and named results

(function_declaration
  [
    parameters: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
    result: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
  ])

(method_declaration
  [
    receiver: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
    parameters: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
    result: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
  ])

(func_literal
  [
    parameters: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
    result: (parameter_list (parameter_declaration type: (_) @bind.type) @bind)
  ])

((_ parameters: (parameter_list (variadic_parameter_declaration type: (_) @bind.type) @bind))
  (#set! list))

; --- variables and constants

(var_spec type: (_) @bind.type) @bind
(var_spec !type value: (expression_list) @bind.values) @bind
(const_spec type: (_) @bind.type) @bind
(const_spec !type) @bind

; What repeats the line above has its type.
(const_declaration
  (const_spec type: (_) @bind.type)
  (const_spec !type !value) @bind)

; A function type, as the package knows it.
(source_file
  (type_declaration
    (type_spec
      name: (type_identifier)
      type: (function_type) @bind.type) @bind))

(short_var_declaration
  left: (expression_list) @bind.names
  right: (expression_list) @bind.values) @bind

((range_clause
  left: (expression_list) @bind.names
  right: (_) @bind.value) @bind
  (#set! elements))

(receive_statement
  left: (expression_list) @bind.names
  right: (_) @bind.value) @bind

; In a case for one type the name has that type, in all others that of the value.
(type_switch_statement
  alias: (expression_list) @bind.names
  value: (_) @bind.value) @bind

(type_switch_statement
  alias: (expression_list) @bind.names
  (type_case "case" . type: (_) @bind.type . ":") @bind)

; --- expressions

((call_expression
  function: (identifier) @_make
  arguments: (argument_list . (_) @type)) @value.typed
  (#any-of? @_make "new" "make"))

(call_expression function: (_) @of) @value.call
(selector_expression operand: (_) @of field: (_) @name) @value.field
(index_expression operand: (_) @of) @value.element
(unary_expression operator: "<-" operand: (_) @of) @value.element
(unary_expression operator: ["&" "*"] operand: (_) @of) @value.same
(parenthesized_expression (_) @of) @value.same
(slice_expression operand: (_) @of) @value.same
(type_instantiation_expression type: (_) @of) @value.same
(composite_literal type: (_) @type) @value.typed
(type_assertion_expression type: (_) @type) @value.typed
(type_conversion_expression type: (_) @type) @value.typed
