; Routes of Rust. Captures and properties as in the Go file, and:
;
;   @pass       hands the router on to the function that is its argument
;   @list       a function that returns a list of handlers
;   @route on an attribute: @route.method and @route.path inside it, the handler is the function below; with
;               @route.arguments instead, they list method and `path = …` and register nothing by themselves
;
;   applies     `before`: middleware for what the chain has registered so far; `all`: for the whole chain
;   handlers    `chained`: the argument lists methods with handlers (`get(a).post(b)`); `to`: the handler is
;               what `.to(…)` takes; `direct`: the argument is the handler

; --- axum --------------------------------------------------------------------------------------------
((call_expression
  function: (field_expression value: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (arguments) @route.arguments) @route
  (#any-of? @_name "route" "api_route")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide") (#set! handlers "chained"))

((call_expression
  function: (field_expression value: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (arguments) @route.arguments) @route
  (#eq? @_name "route_service")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide") (#set! handlers "direct"))

((call_expression
  function: (field_expression value: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (arguments) @mount.arguments) @mount
  (#any-of? @_name "nest" "nest_service" "nest_api_service")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide"))

((call_expression
  function: (field_expression value: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (arguments) @mount.arguments) @mount
  (#eq? @_name "merge")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide") (#set! prefix "none") (#set! child "0"))

((call_expression
  function: (field_expression value: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (arguments) @use.arguments) @use
  (#any-of? @_name "layer" "route_layer")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide") (#set! applies "before"))

((call_expression
  function: (scoped_identifier path: (_) @root.package name: (identifier) @_name)) @root
  (#any-of? @_name "new" "default" "with_openapi")
  (#match? @root.package "(^|::)(OpenApi|Api)?Router(::<.*>)?$")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide") (#set! prefix "none"))

((parameter pattern: (_) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "(^|::)(OpenApi|Api)?Router(<.*>)?$")
  (#set! framework "axum") (#set! import "axum utoipa_axum aide"))

; utoipa-axum: `routes!` lists handlers whose attribute says what they serve
((call_expression
  function: (field_expression value: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (arguments) @mount.arguments) @mount
  (#eq? @_name "routes")
  (#set! framework "axum") (#set! import "utoipa_axum") (#set! prefix "none") (#set! child "0"))

((attribute_item (attribute (_) @_name arguments: (token_tree) @route.arguments)) @route
  (#match? @_name "^(utoipa::)?path$")
  (#set! framework "axum") (#set! import "utoipa"))

; --- actix-web ---------------------------------------------------------------------------------------
((attribute_item (attribute (_) @route.method arguments: (token_tree . "(" . (string_literal) @route.path))) @route
  (#match? @route.method "^([a-z_]+::)*(get|post|put|delete|head|connect|options|trace|patch|route)$")
  (#set! framework "actix-web") (#set! import "actix_web"))

((call_expression
  function: (field_expression value: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (arguments) @route.arguments) @route
  (#eq? @_name "route")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! handlers "to"))

((call_expression
  function: (field_expression value: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (arguments) @route.arguments) @route
  (#eq? @_name "to")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! handlers "direct"))

((call_expression
  function: (field_expression value: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (arguments) @mount.arguments) @mount
  (#eq? @_name "service")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! prefix "none") (#set! child "0"))

((call_expression
  function: (field_expression value: (_) @pass.receiver field: (field_identifier) @_name)
  arguments: (arguments) @pass.arguments) @pass
  (#eq? @_name "configure")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! child "0"))

((call_expression
  function: (field_expression value: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (arguments) @use.arguments) @use
  (#any-of? @_name "wrap" "wrap_fn")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! applies "all"))

((call_expression
  function: (scoped_identifier path: (_) @root.package name: (identifier) @_name)) @root
  (#eq? @_name "new") (#match? @root.package "(^|::)App$")
  (#set! framework "actix-web") (#set! import "actix_web") (#set! prefix "none"))

((call_expression
  function: [(identifier) (scoped_identifier)] @_name
  arguments: (arguments) @root.arguments) @root
  (#match? @_name "(^|::)(scope|resource|Scope::new|Resource::new)$")
  (#set! framework "actix-web") (#set! import "actix_web"))

((parameter pattern: (_) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "(^|::| )ServiceConfig$")
  (#set! framework "actix-web") (#set! import "actix_web"))

; --- Rocket ------------------------------------------------------------------------------------------
((attribute_item (attribute (_) @route.method arguments: (token_tree . "(" . (string_literal) @route.path))) @route
  (#match? @route.method "^([a-z_]+::)*(get|post|put|delete|head|options|patch)$")
  (#set! framework "rocket") (#set! import "rocket"))

((call_expression
  function: (field_expression value: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (arguments) @mount.arguments) @mount
  (#eq? @_name "mount")
  (#set! framework "rocket") (#set! import "rocket"))

((call_expression
  function: (scoped_identifier path: (_) @root.package name: (identifier) @_name)) @root
  (#any-of? @_name "build" "custom" "ignite") (#match? @root.package "(^|::)(r|R)ocket$")
  (#set! framework "rocket") (#set! import "rocket") (#set! prefix "none"))

((function_item return_type: (_) @_type) @list
  (#match? @_type "^Vec<(rocket::)?Route>$")
  (#set! framework "rocket") (#set! import "rocket"))
