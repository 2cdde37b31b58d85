; Commands of command lines in Go. Vocabulary: queries/README.md.

; --- what every library needs: names, results, calls that hand commands on

(short_var_declaration
  left: (expression_list . [(identifier) (selector_expression)] @binding.name)
  right: (expression_list . (_) @binding.value))

(var_spec name: (identifier) @binding.name value: (expression_list . (_) @binding.value))

; An assignment may fill a variable that is declared elsewhere.
((assignment_statement
  left: (expression_list . [(identifier) (selector_expression)] @binding.name)
  right: (expression_list . (_) @binding.value))
  (#set! outer))

(range_clause
  left: (expression_list (identifier) @binding.name .)
  right: (_) @binding.value)

(return_statement (expression_list . (_) @result))

(call_expression
  function: [(identifier) (selector_expression)] @call.function
  arguments: (argument_list) @call.arguments)

(const_spec
  name: (identifier) @constant.name
  value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @constant.value .))

; --- cobra: &cobra.Command{Use: "add [flags]", RunE: run}

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)) @command
  (#eq? @_type "Command")
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element [
      (interpreted_string_literal) @command.word
      (raw_string_literal) @command.word
      (identifier) @command.word
      (binary_expression left: [(interpreted_string_literal) (identifier)] @command.word)
    ])))) @command
  (#eq? @_type "Command") (#eq? @_key "Use")
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @command.handler)))) @command
  (#eq? @_type "Command") (#any-of? @_key "Run" "RunE")
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

; parent.AddCommand(child, …)
((call_expression
  function: (selector_expression operand: (_) @attach.parent field: (field_identifier) @_name)
  arguments: (argument_list) @attach.child) @attach
  (#eq? @_name "AddCommand")
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

; func add(parent *cobra.Command, children ...*cobra.Command)
((parameter_declaration
  name: (identifier) @parameter.name
  type: [
    (pointer_type (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))
    (slice_type element: (pointer_type
      (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)))
  ]) @parameter
  (#eq? @_type "Command")
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

((variadic_parameter_declaration
  name: (identifier) @parameter.name
  type: (pointer_type
    (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))) @parameter
  (#eq? @_type "Command") (#set! rest)
  (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

((call_expression
  function: (selector_expression operand: (_) @start field: (field_identifier) @_name))
  (#any-of? @_name "Execute" "ExecuteC" "ExecuteContext" "ExecuteContextC")
  (#set! text ".Execute() .ExecuteC() .ExecuteContext( .ExecuteContextC(") (#set! framework "cobra") (#set! import "github.com/spf13/cobra"))

; --- urfave/cli: &cli.App{Commands: []*cli.Command{{Name: "add", Action: run}}}

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)) @command
  (#any-of? @_type "App" "Command")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element [(interpreted_string_literal) (raw_string_literal) (identifier)] @command.word)))) @command
  (#any-of? @_type "App" "Command") (#eq? @_key "Name")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @command.handler)))) @command
  (#any-of? @_type "App" "Command") (#eq? @_key "Action")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((composite_literal
  type: (slice_type element: [
    (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
    (pointer_type (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))
  ])
  body: (literal_value (literal_element (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element [(interpreted_string_literal) (raw_string_literal) (identifier)] @command.word))) @command)))
  (#eq? @_type "Command") (#eq? @_key "Name")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((composite_literal
  type: (slice_type element: [
    (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
    (pointer_type (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))
  ])
  body: (literal_value (literal_element (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @command.handler))) @command)))
  (#eq? @_type "Command") (#eq? @_key "Action")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)) @command
  (#eq? @_name "NewApp")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((keyed_element
  key: (literal_element (identifier) @_key)
  value: (literal_element (_) @attach.child)) @attach
  (#any-of? @_key "Commands" "Subcommands")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((assignment_statement
  left: (expression_list (selector_expression operand: (_) @attach.parent field: (field_identifier) @_field))
  right: (expression_list (_) @attach.child)) @attach
  (#any-of? @_field "Commands" "Subcommands")
  (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

((call_expression
  function: (selector_expression operand: (_) @start field: (field_identifier) @_name))
  (#any-of? @_name "Run" "RunContext")
  (#set! text "os.Args") (#set! framework "urfave/cli") (#set! import "github.com/urfave/cli gopkg.in/urfave/cli"))

; --- kingpin: app.Command("add", "adds")

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list . (_) @command.word)) @command
  (#eq? @_name "New")
  (#set! framework "kingpin") (#set! import "github.com/alecthomas/kingpin gopkg.in/alecthomas/kingpin"))

((call_expression
  function: (selector_expression operand: (_) @command.parent field: (field_identifier) @_name)
  arguments: (argument_list . [(interpreted_string_literal) (identifier)] @command.word . (_) .)) @command
  (#eq? @_name "Command")
  (#set! framework "kingpin") (#set! import "github.com/alecthomas/kingpin gopkg.in/alecthomas/kingpin"))

((parameter_declaration
  name: (identifier) @parameter.name
  type: (pointer_type
    (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))) @parameter
  (#any-of? @_type "Application" "CmdClause")
  (#set! framework "kingpin") (#set! import "github.com/alecthomas/kingpin gopkg.in/alecthomas/kingpin"))

((call_expression
  function: (selector_expression operand: (_) @start field: (field_identifier) @_name))
  (#eq? @_name "Parse")
  (#set! framework "kingpin") (#set! import "github.com/alecthomas/kingpin gopkg.in/alecthomas/kingpin"))

; --- mitchellh/cli and its successor: map[string]cli.CommandFactory{"user add": …}, the whole line as key

((composite_literal
  type: (map_type value: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type))
  body: (literal_value (keyed_element
    key: (literal_element (interpreted_string_literal) @command.word)) @command))
  (#eq? @_type "CommandFactory") (#set! word "line") (#set! program)
  (#set! framework "mitchellh/cli") (#set! import "github.com/mitchellh/cli github.com/hashicorp/cli"))
