; Configuration keys that Rust code reads. Vocabulary: queries/README.md.

; --- keys may be written as a constant of the same file

(const_item
  name: (identifier) @constant.name
  value: (string_literal) @constant.value)

; --- at compile time: env!("KEY") must be there, option_env!("KEY") may

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree . ["(" "[" "{"] . (string_literal) @setting.key))
  (#eq? @_macro "env")
  (#set! kind "env-macro")
  (#set! required))

((macro_invocation
  macro: [(identifier) @_macro (scoped_identifier name: (identifier) @_macro)]
  (token_tree . ["(" "[" "{"] . (string_literal) @setting.key))
  (#eq? @_macro "option_env")
  (#set! kind "env-macro"))

; The arguments of a macro are tokens: println!("{}", env!("KEY")), json!(env::var("KEY")).
((token_tree
  (identifier) @_macro . "!" . (token_tree . "(" . (string_literal) @setting.key))
  (#eq? @_macro "env")
  (#set! kind "env-macro")
  (#set! required))

((token_tree
  (identifier) @_macro . "!" . (token_tree . "(" . (string_literal) @setting.key))
  (#eq? @_macro "option_env")
  (#set! kind "env-macro"))

((token_tree
  (identifier) @_env . "::" . (identifier) @_var
  . (token_tree . "(" . [(string_literal) (identifier)] @setting.key . ")"))
  (#eq? @_env "env")
  (#any-of? @_var "var" "var_os"))

; --- std::env::var("KEY").unwrap_or_else(|_| "x".to_string()), .unwrap_or("x".into()), …

((call_expression
  function: (field_expression
    value: (call_expression
      function: (scoped_identifier) @_function
      arguments: (arguments . [(string_literal) (identifier)] @setting.key))
    field: (field_identifier) @_or)
  arguments: (arguments
    . [
      (string_literal) @setting.default
      (call_expression function: (field_expression value: (string_literal) @setting.default))
      (call_expression arguments: (arguments . (string_literal) @setting.default .))
      (closure_expression
        body: [
          (string_literal) @setting.default
          (call_expression function: (field_expression value: (string_literal) @setting.default))
          (call_expression arguments: (arguments . (string_literal) @setting.default .))
        ])
    ]))
  (#match? @_function "^(::)?(std::)?env::var(_os)?$")
  (#any-of? @_or "unwrap_or" "unwrap_or_else"))

((call_expression
  function: (field_expression
    value: (call_expression
      function: (scoped_identifier) @_function
      arguments: (arguments . [(string_literal) (identifier)] @setting.key))
    field: (field_identifier) @_or))
  (#match? @_function "^(::)?(std::)?env::var(_os)?$")
  (#any-of? @_or "unwrap" "expect")
  (#set! required))

((try_expression
  (call_expression
    function: (scoped_identifier) @_function
    arguments: (arguments . [(string_literal) (identifier)] @setting.key)))
  (#match? @_function "^(::)?(std::)?env::var(_os)?$")
  (#set! required))

((call_expression
  function: (scoped_identifier) @_function
  arguments: (arguments . [(string_literal) (identifier)] @setting.key))
  (#match? @_function "^(::)?(std::)?env::var(_os)?$"))

; --- clap: #[arg(env = "KEY", default_value = "x")] in either order, Arg::new(…).env("KEY")

((attribute
  (identifier) @_attribute
  arguments: (token_tree
    (identifier) @_env . "=" . (string_literal) @setting.key
    (identifier) @_default . "=" . [(string_literal) (integer_literal) (float_literal) (boolean_literal)] @setting.default))
  (#any-of? @_attribute "arg" "clap" "structopt")
  (#eq? @_env "env")
  (#any-of? @_default "default_value" "default_value_t" "default_value_os")
  (#set! kind "flag"))

((attribute
  (identifier) @_attribute
  arguments: (token_tree
    (identifier) @_default . "=" . [(string_literal) (integer_literal) (float_literal) (boolean_literal)] @setting.default
    (identifier) @_env . "=" . (string_literal) @setting.key))
  (#any-of? @_attribute "arg" "clap" "structopt")
  (#eq? @_env "env")
  (#any-of? @_default "default_value" "default_value_t" "default_value_os")
  (#set! kind "flag"))

((attribute
  (identifier) @_attribute
  arguments: (token_tree (identifier) @_env . "=" . (string_literal) @setting.key))
  (#any-of? @_attribute "arg" "clap" "structopt")
  (#eq? @_env "env")
  (#set! kind "flag"))

((call_expression
  function: (field_expression field: (field_identifier) @_env)
  arguments: (arguments . (string_literal) @setting.key .))
  (#eq? @_env "env")
  (#set! kind "flag"))
