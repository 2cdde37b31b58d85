; Configuration keys that Go code reads. Vocabulary: queries/README.md.

; --- keys may be written as a constant of the package, or of another one; what hides its name is none

(source_file
  (const_declaration
    (const_spec
      name: (identifier) @constant.name
      value: (expression_list
        . [(interpreted_string_literal) (raw_string_literal)] @constant.value .)))
  (#set! scope "package") (#set! keyword "const"))

(parameter_declaration name: (identifier) @constant.hidden)
(variadic_parameter_declaration name: (identifier) @constant.hidden)
(short_var_declaration left: (expression_list (identifier) @constant.hidden))
(range_clause left: (expression_list (identifier) @constant.hidden))
(var_spec name: (identifier) @constant.hidden)

(const_spec
  name: (identifier) @constant.name
  value: (expression_list
    . [(interpreted_string_literal) (raw_string_literal)] @constant.value .))

; --- struct tags: `env:"KEY" envDefault:"x"`

((field_declaration tag: (_) @setting.tags)
  (#match? @setting.tags "env(config)?:\\\\?\"")
  (#set! beside "struct"))

; --- wrappers that stop without a value: MustGetEnv("KEY")

((call_expression
  function: [
    (identifier) @_function
    (selector_expression field: (field_identifier) @_function)
  ]
  arguments: (argument_list . [
      (interpreted_string_literal) (raw_string_literal)
      (identifier) (selector_expression)
    ] @setting.key))
  (#match? @_function "^([Mm]ust|[Rr]equire)d?_?[A-Za-z]*Env")
  (#set! kind "getenv")
  (#set! required))

; --- os.Getenv, os.LookupEnv and wrappers with a default: GetenvOrDefault("KEY", "x")

((call_expression
  function: [
    (identifier) @_function
    (selector_expression field: (field_identifier) @_function)
  ]
  arguments: (argument_list
    . [
      (interpreted_string_literal) (raw_string_literal)
      (identifier) (selector_expression)
    ] @setting.key
    . [
      (interpreted_string_literal) (raw_string_literal)
      (int_literal) (float_literal) (true) (false)
      (identifier) (selector_expression) (binary_expression)
    ]? @setting.default))
  (#match? @_function "([Gg]et|[Ll]ookup)_?[Ee]nv|^[Ee]nv[A-Za-z]*Or")
  (#set! kind "getenv"))

; --- viper.BindEnv("name", "KEY")

((call_expression
  function: (selector_expression field: (field_identifier) @_function)
  arguments: (argument_list
    . (_)
    . [
      (interpreted_string_literal) (raw_string_literal)
      (identifier) (selector_expression)
    ] @setting.key))
  (#eq? @_function "BindEnv")
  (#set! kind "getenv"))

; --- flags: flag.String("name", "x", …), flag.StringVar(&v, "name", "x", …), cmd.Flags().StringP("name", "n", "x", …)

((call_expression
  function: (selector_expression
    operand: [
      (identifier) @_flags
      (call_expression function: (selector_expression field: (field_identifier) @_flags))
    ]
    field: (field_identifier) @_function)
  arguments: (argument_list
    . (interpreted_string_literal) @setting.key
    . (_) @setting.default))
  (#match? @_flags "^(flag|pflag|Flags|PersistentFlags)$")
  (#match? @_function "^(String|Bool|U?[Ii]nt(8|16|32|64)?|Float(32|64)?|Duration|StringSlice|StringArray)$")
  (#set! kind "flag"))

((call_expression
  function: (selector_expression
    operand: [
      (identifier) @_flags
      (call_expression function: (selector_expression field: (field_identifier) @_flags))
    ]
    field: (field_identifier) @_function)
  arguments: (argument_list
    . (interpreted_string_literal) @setting.key
    . (interpreted_string_literal)
    . (_) @setting.default))
  (#match? @_flags "^(flag|pflag|Flags|PersistentFlags)$")
  (#match? @_function "^(String|Bool|U?[Ii]nt(8|16|32|64)?|Float(32|64)?|Duration|StringSlice|StringArray)P$")
  (#set! kind "flag"))

((call_expression
  function: (selector_expression
    operand: [
      (identifier) @_flags
      (call_expression function: (selector_expression field: (field_identifier) @_flags))
    ]
    field: (field_identifier) @_function)
  arguments: (argument_list
    . (_)
    . (interpreted_string_literal) @setting.key
    . (_) @setting.default))
  (#match? @_flags "^(flag|pflag|Flags|PersistentFlags)$")
  (#match? @_function "^(String|Bool|U?[Ii]nt(8|16|32|64)?|Float(32|64)?|Duration|StringSlice|StringArray)Var$")
  (#set! kind "flag"))

((call_expression
  function: (selector_expression
    operand: [
      (identifier) @_flags
      (call_expression function: (selector_expression field: (field_identifier) @_flags))
    ]
    field: (field_identifier) @_function)
  arguments: (argument_list
    . (_)
    . (interpreted_string_literal) @setting.key
    . (interpreted_string_literal)
    . (_) @setting.default))
  (#match? @_flags "^(flag|pflag|Flags|PersistentFlags)$")
  (#match? @_function "^(String|Bool|U?[Ii]nt(8|16|32|64)?|Float(32|64)?|Duration|StringSlice|StringArray)VarP$")
  (#set! kind "flag"))
