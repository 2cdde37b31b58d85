; Declarations of Rust. Vocabulary: queries/README.md.

; --- traits; supertraits are embedded, lifetimes are no traits

((trait_item
  (visibility_modifier)? @visibility
  name: (type_identifier) @name
  type_parameters: (type_parameters)? @type_parameters
  bounds: (trait_bounds)? @members
  body: (declaration_list) @members) @definition.trait
  (#set! parameters.skip "lifetime_parameter attribute_item"))

((declaration_list
  [
    (function_signature_item
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (_)? @result)
    (function_item
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (_)? @result)
  ] @member.method)
  (#set! parameters.skip "self_parameter attribute_item"))

(trait_bounds
  [
    (type_identifier)
    (scoped_type_identifier)
    (generic_type)
    (function_type)
    (higher_ranked_trait_bound)
  ] @member.embed)

; --- types

(struct_item
  (visibility_modifier)? @visibility
  name: (type_identifier) @name
  body: [(field_declaration_list) (ordered_field_declaration_list)]? @members) @definition.struct

(union_item
  (visibility_modifier)? @visibility
  name: (type_identifier) @name
  body: (field_declaration_list) @members) @definition.union

(field_declaration
  name: (field_identifier) @name
  type: (_) @type) @member.field

((ordered_field_declaration_list
  type: (_) @type @member.field)
  (#set! unnamed "position"))

(enum_item
  (visibility_modifier)? @visibility
  name: (type_identifier) @name
  body: (enum_variant_list) @members) @definition.enum

(enum_variant
  name: (identifier) @name
  body: (_)? @type) @member.variant

; Associated types of traits and impls are no declarations of their own.
[
  (source_file
    (type_item
      (visibility_modifier)? @visibility
      name: (type_identifier) @name) @definition.alias)
  (mod_item
    body: (declaration_list
      (type_item
        (visibility_modifier)? @visibility
        name: (type_identifier) @name) @definition.alias))
  (block
    (type_item
      name: (type_identifier) @name) @definition.alias)
]

; --- macros by example

((attribute_item (attribute (identifier) @_export))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (macro_definition name: (identifier) @name) @definition.macro
  (#eq? @_export "macro_export")
  (#set! exported "always"))

(macro_definition name: (identifier) @name) @definition.macro

; --- functions: methods first, for the first pattern decides

((impl_item
  trait: (_)? @trait
  type: (_) @receiver
  body: (declaration_list
    (function_item
      (visibility_modifier)? @visibility
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (_)? @result) @definition.method))
  (#set! parameters.skip "self_parameter attribute_item"))

; A trait's own methods carry its name as receiver and as trait.
((trait_item
  (visibility_modifier)? @visibility
  name: (type_identifier) @receiver @trait
  body: (declaration_list
    [
      (function_item
        name: (identifier) @name
        parameters: (parameters) @parameters
        return_type: (_)? @result)
      (function_signature_item
        name: (identifier) @name
        parameters: (parameters) @parameters
        return_type: (_)? @result)
    ] @definition.method))
  (#set! parameters.skip "self_parameter attribute_item"))

((foreign_mod_item
  body: (declaration_list
    (function_signature_item
      (visibility_modifier)? @visibility
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (_)? @result) @definition.function))
  (#set! parameters.skip "attribute_item")
  (#set! parameters.variadic "variadic_parameter"))

((function_item
  (visibility_modifier)? @visibility
  name: (identifier) @name
  parameters: (parameters) @parameters
  return_type: (_)? @result) @definition.function
  (#set! parameters.skip "attribute_item"))

; Declarations hide in the initial values of constants and statics too.
(const_item name: (identifier) @name value: (_)) @scope
(static_item name: (identifier) @name value: (_)) @scope

; --- test code: what `cfg` asks `test` for, and test functions themselves

((attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_condition))
  . [(attribute_item) (line_comment) (block_comment)]*
  . [
    (mod_item)
    (function_item)
    (impl_item)
    (struct_item)
    (enum_item)
    (union_item)
    (trait_item)
    (type_item)
    (macro_definition)
    (const_item)
    (static_item)
  ] @test.scope
  (#eq? @_cfg "cfg")
  (#match? @_condition "[(, ]test[), ]")
  (#not-match? @_condition "not\\s*\\(\\s*test\\s*\\)"))

([
  (source_file (inner_attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_condition)))
  (mod_item
    body: (declaration_list
      (inner_attribute_item (attribute (identifier) @_cfg arguments: (token_tree) @_condition))))
] @test.scope
  (#eq? @_cfg "cfg")
  (#match? @_condition "[(, ]test[), ]")
  (#not-match? @_condition "not\\s*\\(\\s*test\\s*\\)"))

((attribute_item (attribute [(identifier) @_test (scoped_identifier name: (identifier) @_test)]))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (function_item) @test.scope
  (#match? @_test "^(test|bench|rstest|test_case|wasm_bindgen_test|quickcheck|proptest)$"))

; --- branch points: if, while, for, let-else, every match arm behind the first, guards, && and ||;
; `loop` and `?` are none

[
  (if_expression)
  (while_expression)
  (for_expression)
] @branch

(let_declaration alternative: (block)) @branch

(match_block (match_arm) . [(line_comment) (block_comment)]* . (match_arm) @branch)

(match_pattern condition: (_)) @branch

(binary_expression operator: ["&&" "||"]) @branch

(let_chain "&&" @branch)

; --- implementations

; Without a body it is no Rust, but something that a macro reads.
(impl_item
  trait: (_) @implementation.interface
  type: (_) @implementation.type
  body: (declaration_list)) @implementation.impl

((attribute_item
  (attribute
    (identifier) @_derive
    arguments: (token_tree
      (identifier) @implementation.interface @implementation.derive . ["," ")"])))
  . [(attribute_item) (line_comment) (block_comment)]*
  . [
    (struct_item name: (_) @implementation.type)
    (enum_item name: (_) @implementation.type)
    (union_item name: (_) @implementation.type)
  ]
  (#eq? @_derive "derive"))

((attribute_item
  (attribute
    (identifier) @_conditional
    arguments: (token_tree
      (identifier) @_derive
      . (token_tree
        (identifier) @implementation.interface @implementation.derive . ["," ")"]))))
  . [(attribute_item) (line_comment) (block_comment)]*
  . [
    (struct_item name: (_) @implementation.type)
    (enum_item name: (_) @implementation.type)
    (union_item name: (_) @implementation.type)
  ]
  (#eq? @_conditional "cfg_attr")
  (#eq? @_derive "derive"))
