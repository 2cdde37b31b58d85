; Declarations of Go. Vocabulary: queries/README.md.

; --- interfaces: type I interface{…}, type I = interface{…}, also inside parentheses

((type_spec
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: [
    (interface_type) @members
    (parenthesized_type (interface_type) @members)
  ]) @definition.interface
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

((type_alias
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: [
    (interface_type) @members
    (parenthesized_type (interface_type) @members)
  ]) @definition.interface
  (#set! exported "uppercase")
  (#set! type_parameters "named")
  (#set! alias))

((method_elem
  name: (field_identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result) @member.method
  (#set! parameters.variadic "variadic_parameter_declaration"))

; One plain type name is an embedded interface; everything else restricts the type set.
(type_elem . [(type_identifier) (qualified_type)] .) @member.embed
(type_elem . (generic_type type: [(type_identifier) (qualified_type)]) .) @member.embed
(type_elem) @member.type_term

; --- structs

((type_spec
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: [
    (struct_type (field_declaration_list) @members)
    (parenthesized_type (struct_type (field_declaration_list) @members))
  ]) @definition.struct
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

((type_alias
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: [
    (struct_type (field_declaration_list) @members)
    (parenthesized_type (struct_type (field_declaration_list) @members))
  ]) @definition.struct
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

(field_declaration
  name: (field_identifier) @name
  type: (_) @type
  tag: (_)? @tag) @member.field

((field_declaration
  !name
  type: (_) @type
  tag: (_)? @tag) @member.field
  (#set! embedded))

; --- other types

((type_alias
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: (_) @target) @definition.alias
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

((type_spec
  name: (type_identifier) @name
  type: [
    (function_type)
    (parenthesized_type (function_type))
  ]) @definition.functiontype
  (#set! exported "uppercase"))

((type_spec
  name: (type_identifier) @name
  type_parameters: (type_parameter_list)? @type_parameters
  type: (_) @target) @definition.named
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

; --- functions and methods

((function_declaration
  name: (identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result) @definition.function
  (#set! exported "uppercase"))

((method_declaration
  receiver: (parameter_list (parameter_declaration type: (_) @receiver))
  name: (field_identifier) @name
  parameters: (parameter_list) @parameters
  result: (_)? @result) @definition.method
  (#set! exported "uppercase")
  (#set! type_parameters "named"))

; Declarations hide in function literals too, also in those of package variables.
(func_literal) @scope

; --- branch points, as gocyclo counts them: default cases are none

[
  (if_statement)
  (for_statement)
  (expression_case)
  (type_case)
  (communication_case)
] @branch

(binary_expression operator: ["&&" "||"]) @branch

; --- assertions, one name `_` and one value: (*T)(nil), (T)(nil), T(nil), T{}, &T{}, new(T)

((var_spec
  . name: (identifier) @_blank
  . type: (_) @implementation.interface
  value: (expression_list
    . [
      (call_expression
        function: (parenthesized_expression) @implementation.type
        arguments: (argument_list . (nil) .))
      (call_expression
        function: [(identifier) (selector_expression)] @implementation.type
        arguments: (argument_list . (nil) .))
      (type_conversion_expression
        type: (_) @implementation.type
        operand: (nil))
      (composite_literal type: (_) @implementation.type)
      (unary_expression
        operator: "&"
        operand: (composite_literal type: (_) @implementation.type))
    ] .)) @implementation.assert
  (#eq? @_blank "_"))

((var_spec
  . name: (identifier) @_blank
  . type: (_) @implementation.interface
  value: (expression_list
    . (call_expression
      function: (identifier) @_new
      arguments: (argument_list . (_) @implementation.type .)) .)) @implementation.assert
  (#eq? @_blank "_")
  (#eq? @_new "new"))
