; Commands of command lines in Rust. Vocabulary: queries/README.md.

; --- what every library needs: names, results, calls that hand commands on

(let_declaration pattern: (identifier) @binding.name value: (_) @binding.value)
(let_declaration pattern: (mut_pattern (identifier) @binding.name) value: (_) @binding.value)
(assignment_expression left: (identifier) @binding.name right: (_) @binding.value)
(function_item body: (block (_) @result .))
(function_item body: (block
  [(if_expression consequence: (block (_) @result .))
   (expression_statement (if_expression consequence: (block (_) @result .)))] .))
(function_item body: (block
  [(if_expression alternative: (else_clause (block (_) @result .)))
   (expression_statement (if_expression alternative: (else_clause (block (_) @result .))))] .))
(return_expression (_) @result)
(call_expression function: [(identifier) (scoped_identifier)] @call.function arguments: (arguments) @call.arguments)
(const_item name: (identifier) @constant.name value: (string_literal) @constant.value)

; --- clap, derived: the program, its groups and their variants. An attribute's word stands before the name.

((attribute_item
  (attribute
    (identifier) @_attribute
    arguments: (token_tree (identifier) @_key . (string_literal) @command.word)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (struct_item name: (type_identifier) @command.name) @command
  (#any-of? @_attribute "command" "clap" "structopt") (#eq? @_key "name")
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (struct_item name: (type_identifier) @command.name) @command
  (#eq? @_derive "derive") (#any-of? @_trait "Parser" "StructOpt") (#set! started)
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_item name: (type_identifier) @command.name) @command
  (#eq? @_derive "derive") (#any-of? @_trait "Parser" "StructOpt") (#set! silent) (#set! started)
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (struct_item name: (type_identifier) @command.name) @command
  (#eq? @_derive "derive") (#any-of? @_trait "Args") (#set! silent)
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_item name: (type_identifier) @command.name) @command
  (#eq? @_derive "derive") (#any-of? @_trait "Subcommand") (#set! silent)
  (#set! framework "clap") (#set! import "clap structopt"))

; The variants of an enum that is a group, and what they carry.

((attribute_item
  (attribute
    (identifier) @_attribute
    arguments: (token_tree (identifier) @_key . (string_literal) @command.word)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_variant) @command
  (#any-of? @_attribute "command" "clap" "structopt") (#eq? @_key "name")
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_attribute arguments: (token_tree (identifier) @_key)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_variant) @command
  (#any-of? @_attribute "command" "clap" "structopt") (#any-of? @_key "skip" "external_subcommand") (#set! skip)
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_attribute arguments: (token_tree (identifier) @_key)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_variant) @command
  (#any-of? @_attribute "command" "clap" "structopt") (#eq? @_key "flatten") (#set! silent)
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_item body: (enum_variant_list
    (enum_variant name: (identifier) @command.word ) @command))
  (#eq? @_derive "derive") (#any-of? @_trait "Subcommand" "Parser" "StructOpt") (#set! word "kebab")
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_item body: (enum_variant_list (enum_variant) @attach.child @attach))
  (#eq? @_derive "derive") (#any-of? @_trait "Subcommand" "Parser" "StructOpt")
  (#set! framework "clap") (#set! import "clap structopt"))

((attribute_item
  (attribute (identifier) @_derive arguments: (token_tree (identifier) @_trait)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (enum_item body: (enum_variant_list
    (enum_variant body: (ordered_field_declaration_list . type: [
      (type_identifier) @attach.child
      (scoped_type_identifier) @attach.child
      (generic_type type_arguments: (type_arguments (_) @attach.child))
    ] @attach))))
  (#eq? @_derive "derive") (#any-of? @_trait "Subcommand" "Parser" "StructOpt") (#set! merge)
  (#set! framework "clap") (#set! import "clap structopt"))

; A field that holds the group: #[command(subcommand)] command: Option<Commands>

((attribute_item
  (attribute (identifier) @_attribute arguments: (token_tree (identifier) @_key)))
  . [(attribute_item) (line_comment) (block_comment)]*
  . (field_declaration type: [
      (type_identifier) @attach.child
      (scoped_type_identifier) @attach.child
      (generic_type type_arguments: (type_arguments (_) @attach.child))
    ]) @attach
  (#any-of? @_attribute "command" "clap" "structopt") (#any-of? @_key "subcommand" "flatten") (#set! merge)
  (#set! framework "clap") (#set! import "clap structopt"))

; A program or group that is started by name: Cli::parse(), Cli::command()
((call_expression function: (scoped_identifier path: (_) @start name: (identifier) @_name))
  (#any-of? @_name "parse" "try_parse" "parse_from" "from_args")
  (#set! framework "clap") (#set! import "clap structopt"))

; --- clap, built: Command::new("app").subcommand(Command::new("add"))

((call_expression
  function: (scoped_identifier path: (_) @library name: (identifier) @_name)
  arguments: (arguments . (_) @command.word)) @command
  (#match? @library "(Command|App|SubCommand)$") (#any-of? @_name "new" "with_name")
  (#set! framework "clap") (#set! import "clap"))

((macro_invocation macro: [(identifier) (scoped_identifier)] @library) @command
  (#match? @library "^(clap::)?(command|app_from_crate)$")
  (#set! framework "clap") (#set! import "clap"))

((call_expression
  function: (field_expression value: (_) @attach.parent field: (field_identifier) @_name)
  arguments: (arguments) @attach.child) @attach
  (#any-of? @_name "subcommand" "subcommands")
  (#set! framework "clap") (#set! import "clap"))

((parameter
  pattern: [(identifier) @parameter.name (mut_pattern (identifier) @parameter.name)]
  type: (_) @library) @parameter
  (#match? @library "(Command|App)$")
  (#set! framework "clap") (#set! import "clap"))

((call_expression
  function: (field_expression value: (_) @start field: (field_identifier) @_name))
  (#match? @_name "^(try_)?get_matches(_from|_mut|_from_mut)?$")
  (#set! text ".get_matches")
  (#set! framework "clap") (#set! import "clap"))
