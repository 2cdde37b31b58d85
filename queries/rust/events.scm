; Messages that Rust code publishes and consumes, and requests to other services. Vocabulary: queries/README.md.

(const_item name: (identifier) @constant.name value: (string_literal) @constant.value)
(static_item name: (identifier) @constant.name value: (string_literal) @constant.value)
(let_declaration pattern: (identifier) @constant.name value: (string_literal) @constant.value)

; --- RabbitMQ (lapin)

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name . (_) @event.key)) @event
  (#any-of? @_name "basic_publish")
  (#set! kind "rabbitmq") (#set! direction "publish") (#set! what "exchange")
  (#set! import "lapin"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "basic_consume")
  (#set! kind "rabbitmq") (#set! direction "consume") (#set! what "queue")
  (#set! import "lapin"))

; --- Kafka (rdkafka)

((call_expression
  function: (scoped_identifier path: (_) @library name: (identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#match? @library "(Future|Base)Record$") (#any-of? @_name "to")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "rdkafka"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "subscribe")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "rdkafka"))

; --- NATS

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "publish" "publish_with_headers" "request")
  (#set! kind "nats") (#set! direction "publish") (#set! what "subject")
  (#set! import "async_nats nats"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "subscribe" "queue_subscribe")
  (#set! kind "nats") (#set! direction "consume") (#set! what "subject")
  (#set! import "async_nats nats"))

; --- Redis channels and streams

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "publish")
  (#set! kind "valkey") (#set! direction "publish") (#set! what "channel")
  (#set! import "redis"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "subscribe" "psubscribe")
  (#set! kind "valkey") (#set! direction "consume") (#set! what "channel")
  (#set! import "redis"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "xadd" "xadd_maxlen" "xadd_map")
  (#set! kind "valkey") (#set! direction "publish") (#set! what "stream")
  (#set! import "redis"))

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "xread" "xread_options")
  (#set! kind "valkey") (#set! direction "consume") (#set! what "stream")
  (#set! import "redis"))

; --- requests to other services

((call_expression
  function: (field_expression field: (field_identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#any-of? @_name "get" "post" "put" "patch" "delete" "head")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "reqwest reqwest_middleware"))

((call_expression
  function: (scoped_identifier path: (_) @library name: (identifier) @_name)
  arguments: (arguments . (_) @event.name)) @event
  (#match? @library "(^|::)(reqwest|blocking)$") (#any-of? @_name "get")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "reqwest"))

