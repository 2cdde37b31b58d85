; Routes of Go. Captures and properties are the same for every framework and language:
;
;   @route      a registration; @route.receiver its router, @route.method the word that names the method,
;               @route.arguments the arguments
;   @group      a call that makes a router from @group.receiver; @group.arguments hold prefix and middleware
;   @root       a call that makes a router of its own; @root.package the package it is called on
;   @parameter  a parameter @parameter.name whose type says that it is a router
;   @use        middleware for a router from here on
;   @mount      a router that is hung below another
;   @adapter    a call that puts another kind of router over the routers in its arguments
;
;   framework   identifier that routes carry as their kind
;   import      import path prefixes, one of which the file must import
;   method      `name` (@route.method in capitals), `argument N`, `pattern` (inside the path), or the method
;   path, handler, prefix, child   number of the argument, `last` or `none`; defaults 0, `last`, 0, 1
;   closure     number of the argument that is a function of the new router
;   operation   number of the argument that is a struct with the fields `Method` and `Path`
;   returns     `router`: the call returns the router it is called on, so that calls chain
;   methods-call  name of a chained call that lists the methods
;   path-call   name of a chained call that names the path; the call itself names the handler
;   builds      names of the chained calls that go on building one route, separated by blanks
;   base        prefix that a root has of its own

; --- fiber ---------------------------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method
    "Get" "Head" "Post" "Put" "Delete" "Connect" "Options" "Trace" "Patch" "All")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber")
  (#set! method "name") (#set! returns "router"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#eq? @_name "Add")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber")
  (#set! method "argument 0") (#set! path "1"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Group")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Route")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber") (#set! closure "1"))

((call_expression
  function: (selector_expression operand: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @mount.arguments) @mount
  (#eq? @_name "Mount")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber"))

((call_expression
  function: (selector_expression operand: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @use.arguments) @use
  (#eq? @_name "Use")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber") (#set! returns "router"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#eq? @_name "New")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Router|App|Group)$")
  (#set! framework "fiber") (#set! import "github.com/gofiber/fiber"))

; --- gin -----------------------------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method "GET" "HEAD" "POST" "PUT" "DELETE" "OPTIONS" "PATCH" "Any")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin")
  (#set! method "name") (#set! returns "router"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#eq? @_name "Handle")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin")
  (#set! method "argument 0") (#set! path "1"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Group")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin"))

((call_expression
  function: (selector_expression operand: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @use.arguments) @use
  (#eq? @_name "Use")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin") (#set! returns "router"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "New" "Default")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Engine|RouterGroup|IRouter|IRoutes)$")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#eq? @_name "Match")
  (#set! framework "gin") (#set! import "github.com/gin-gonic/gin")
  (#set! method "argument 0") (#set! path "1"))

; --- chi -----------------------------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method
    "Get" "Head" "Post" "Put" "Delete" "Connect" "Options" "Trace" "Patch")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi") (#set! method "name"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "Method" "MethodFunc")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi")
  (#set! method "argument 0") (#set! path "1"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "Handle" "HandleFunc")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi") (#set! method "pattern"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Route")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi") (#set! closure "1"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Group")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi")
  (#set! prefix "none") (#set! closure "0"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "With")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi") (#set! prefix "none"))

((call_expression
  function: (selector_expression operand: (_) @mount.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @mount.arguments) @mount
  (#eq? @_name "Mount")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi"))

((call_expression
  function: (selector_expression operand: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @use.arguments) @use
  (#eq? @_name "Use")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "NewRouter" "NewMux")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Router|Mux)$")
  (#set! framework "chi") (#set! import "github.com/go-chi/chi"))

; --- echo: the handler stands before the middleware -------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method
    "GET" "HEAD" "POST" "PUT" "DELETE" "CONNECT" "OPTIONS" "TRACE" "PATCH" "Any")
  (#set! framework "echo") (#set! import "github.com/labstack/echo")
  (#set! method "name") (#set! handler "1"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#eq? @_name "Add")
  (#set! framework "echo") (#set! import "github.com/labstack/echo")
  (#set! method "argument 0") (#set! path "1") (#set! handler "2"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Group")
  (#set! framework "echo") (#set! import "github.com/labstack/echo"))

((call_expression
  function: (selector_expression operand: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @use.arguments) @use
  (#any-of? @_name "Use" "Pre")
  (#set! framework "echo") (#set! import "github.com/labstack/echo"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "New" "NewWithConfig")
  (#set! framework "echo") (#set! import "github.com/labstack/echo"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Echo|Group)$")
  (#set! framework "echo") (#set! import "github.com/labstack/echo"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#eq? @_name "Match")
  (#set! framework "echo") (#set! import "github.com/labstack/echo")
  (#set! method "argument 0") (#set! path "1") (#set! handler "2"))

; --- gorilla/mux ------------------------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "HandleFunc" "Handle")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux")
  (#set! method "*") (#set! methods-call "Methods"))

((call_expression
  function: (selector_expression
    operand: (call_expression
      function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_prefix)
      arguments: (argument_list) @group.arguments)
    field: (field_identifier) @_name)) @group
  (#eq? @_prefix "PathPrefix") (#eq? @_name "Subrouter")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux"))

((call_expression
  function: (selector_expression operand: (_) @use.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @use.arguments) @use
  (#eq? @_name "Use")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#eq? @_name "NewRouter")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.Router$")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux"))

((call_expression
  function: (selector_expression operand: (call_expression) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "HandlerFunc" "Handler")
  (#set! framework "gorilla/mux") (#set! import "github.com/gorilla/mux")
  (#set! path-call "Path") (#set! methods-call "Methods")
  (#set! builds "Path Methods Queries Headers Name Schemes Host NewRoute MatcherFunc"))

; --- macaron and flamego: a group's function goes on with the same router --------------------------------
((call_expression
  function: (selector_expression operand: (call_expression) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method "Get" "Head" "Post" "Put" "Delete" "Options" "Patch")
  (#set! framework "macaron") (#set! import "gopkg.in/macaron.v1 github.com/flamego/flamego")
  (#set! method "name") (#set! path-call "Combo")
  (#set! builds "Combo Get Head Post Put Delete Options Patch"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method
    "Get" "Head" "Post" "Put" "Delete" "Connect" "Options" "Trace" "Patch" "Any")
  (#set! framework "macaron") (#set! import "gopkg.in/macaron.v1 github.com/flamego/flamego")
  (#set! method "name"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "Group")
  (#set! framework "macaron") (#set! import "gopkg.in/macaron.v1 github.com/flamego/flamego")
  (#set! closure "1"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "New" "Classic" "NewWithLogger")
  (#set! framework "macaron") (#set! import "gopkg.in/macaron.v1 github.com/flamego/flamego"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Macaron|Router|Flame)$")
  (#set! framework "macaron") (#set! import "gopkg.in/macaron.v1 github.com/flamego/flamego"))

; --- httprouter and its relatives --------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method "GET" "HEAD" "POST" "PUT" "DELETE" "OPTIONS" "PATCH")
  (#set! framework "httprouter")
  (#set! import "github.com/julienschmidt/httprouter github.com/ory/x/httprouterx") (#set! method "name"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "Handle" "Handler" "HandlerFunc" "HandleFunc")
  (#set! framework "httprouter")
  (#set! import "github.com/julienschmidt/httprouter github.com/ory/x/httprouterx")
  (#set! method "argument 0") (#set! path "1"))

((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "Handle" "HandleFunc")
  (#set! framework "httprouter") (#set! import "github.com/ory/x/httprouterx") (#set! method "pattern"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "New" "NewRouterPublic" "NewTestRouterPublic")
  (#set! framework "httprouter")
  (#set! import "github.com/julienschmidt/httprouter github.com/ory/x/httprouterx"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#any-of? @_name "NewRouterAdmin" "NewRouterAdminWithPrefix" "NewTestRouterAdminWithPrefix")
  (#set! framework "httprouter") (#set! import "github.com/ory/x/httprouterx") (#set! base "/admin"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(Router|RouterPublic|RouterAdmin)$")
  (#set! framework "httprouter")
  (#set! import "github.com/julienschmidt/httprouter github.com/ory/x/httprouterx"))

; --- prometheus/common/route ---------------------------------------------------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @route.method)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @route.method "Get" "Head" "Post" "Put" "Del" "Options")
  (#set! framework "prometheus/route") (#set! import "github.com/prometheus/common/route")
  (#set! method "name"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "WithPrefix")
  (#set! framework "prometheus/route") (#set! import "github.com/prometheus/common/route"))

((call_expression
  function: (selector_expression operand: (_) @group.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @group.arguments) @group
  (#eq? @_name "WithInstrumentation")
  (#set! framework "prometheus/route") (#set! import "github.com/prometheus/common/route")
  (#set! prefix "none"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#eq? @_name "New")
  (#set! framework "prometheus/route") (#set! import "github.com/prometheus/common/route"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.Router$")
  (#set! framework "prometheus/route") (#set! import "github.com/prometheus/common/route"))

; --- huma: operations as structs, over a router of another framework -----------------------------------
((call_expression
  function: (selector_expression operand: (identifier) @route.package field: (field_identifier) @_name)
  arguments: (argument_list . (_) @route.receiver) @route.arguments) @route
  (#eq? @_name "Register")
  (#set! framework "huma") (#set! import "github.com/danielgtaylor/huma") (#set! operation "1"))

((call_expression
  function: (selector_expression operand: (identifier) @route.package field: (field_identifier) @route.method)
  arguments: (argument_list . (_) @route.receiver) @route.arguments) @route
  (#any-of? @route.method "Get" "Head" "Post" "Put" "Delete" "Options" "Patch")
  (#set! framework "huma") (#set! import "github.com/danielgtaylor/huma")
  (#set! method "name") (#set! path "1") (#set! handler "2"))

((call_expression
  function: (selector_expression operand: (identifier) @group.package field: (field_identifier) @_name)
  arguments: (argument_list . (_) @group.receiver) @group.arguments) @group
  (#eq? @_name "NewGroup")
  (#set! framework "huma") (#set! import "github.com/danielgtaylor/huma") (#set! prefix "1"))

((call_expression
  function: (selector_expression operand: (identifier) field: (field_identifier) @_name)
  arguments: (argument_list) @adapter.arguments) @adapter
  (#match? @_name "^New")
  (#set! framework "huma") (#set! import "github.com/danielgtaylor/huma"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.(API|Group)$")
  (#set! framework "huma") (#set! import "github.com/danielgtaylor/huma"))

; --- net/http, last: every other framework has its own handler functions ---------------------------------
((call_expression
  function: (selector_expression operand: (_) @route.receiver field: (field_identifier) @_name)
  arguments: (argument_list) @route.arguments) @route
  (#any-of? @_name "Handle" "HandleFunc")
  (#set! framework "net/http") (#set! import "net/http") (#set! method "pattern"))

((call_expression
  function: (selector_expression operand: (identifier) @root.package field: (field_identifier) @_name)) @root
  (#eq? @_name "NewServeMux")
  (#set! framework "net/http") (#set! import "net/http"))

((parameter_declaration name: (identifier) @parameter.name type: (_) @parameter.type) @parameter
  (#match? @parameter.type "^\\*?[a-zA-Z0-9_]+\\.ServeMux$")
  (#set! framework "net/http") (#set! import "net/http"))
