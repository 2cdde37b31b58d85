; Messages that Go code publishes and consumes, and requests to other services. Vocabulary: queries/README.md.

(const_spec
  name: (identifier) @constant.name
  value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @constant.value .))

(var_spec
  name: (identifier) @constant.name
  value: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @constant.value .))

(short_var_declaration
  left: (expression_list . (identifier) @constant.name .)
  right: (expression_list . [(interpreted_string_literal) (raw_string_literal)] @constant.value .))

; --- RabbitMQ: channel.Publish(exchange, key, …), channel.Consume(queue, consumer, autoAck, …)

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name . (_) @event.key)) @event
  (#any-of? @_name "PublishWithContext" "PublishWithDeferredConfirmWithContext")
  (#set! kind "rabbitmq") (#set! direction "publish") (#set! what "exchange")
  (#set! import "github.com/rabbitmq/amqp091-go github.com/streadway/amqp"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name . (_) @event.key . (_) . (_) . (_))) @event
  (#any-of? @_name "Publish" "PublishWithDeferredConfirm")
  (#set! kind "rabbitmq") (#set! direction "publish") (#set! what "exchange")
  (#set! import "github.com/rabbitmq/amqp091-go github.com/streadway/amqp"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name . (_) . (_) . (_) . (_))) @event
  (#any-of? @_name "Consume")
  (#set! kind "rabbitmq") (#set! direction "consume") (#set! what "queue")
  (#set! import "github.com/rabbitmq/amqp091-go github.com/streadway/amqp"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name)) @event
  (#any-of? @_name "ConsumeWithContext")
  (#set! kind "rabbitmq") (#set! direction "consume") (#set! what "queue")
  (#set! import "github.com/rabbitmq/amqp091-go github.com/streadway/amqp"))

; --- Kafka: segmentio, sarama, confluent, franz-go

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "ReaderConfig") (#any-of? @_key "Topic" "GroupTopics")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/segmentio/kafka-go"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "Writer" "WriterConfig" "Message") (#any-of? @_key "Topic")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/segmentio/kafka-go"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "ProducerMessage") (#any-of? @_key "Topic")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/IBM/sarama github.com/Shopify/sarama"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "ConsumePartition")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/IBM/sarama github.com/Shopify/sarama"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name . (_) .)) @event
  (#any-of? @_name "Consume")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/IBM/sarama github.com/Shopify/sarama"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "TopicPartition") (#any-of? @_key "Topic")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/confluentinc/confluent-kafka-go"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "Subscribe" "SubscribeTopics")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/confluentinc/confluent-kafka-go"))

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list (_) @event.name)) @event
  (#any-of? @_name "ConsumeTopics")
  (#set! kind "kafka") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/twmb/franz-go"))

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "DefaultProduceTopic")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/twmb/franz-go"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "Record") (#any-of? @_key "Topic")
  (#set! kind "kafka") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/twmb/franz-go"))

; --- NATS

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "Publish" "PublishRequest" "PublishAsync" "Request")
  (#set! kind "nats") (#set! direction "publish") (#set! what "subject")
  (#set! import "github.com/nats-io/nats.go"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "Subscribe" "SubscribeSync" "QueueSubscribe" "QueueSubscribeSync" "ChanSubscribe" "ChanQueueSubscribe" "PullSubscribe")
  (#set! kind "nats") (#set! direction "consume") (#set! what "subject")
  (#set! import "github.com/nats-io/nats.go"))

; --- Redis channels and streams

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name . (_) .)) @event
  (#any-of? @_name "Publish" "SPublish")
  (#set! kind "valkey") (#set! direction "publish") (#set! what "channel")
  (#set! import "github.com/redis/go-redis github.com/go-redis/redis github.com/valkey-io/valkey-go"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name)) @event
  (#any-of? @_name "Subscribe" "PSubscribe" "SSubscribe")
  (#set! kind "valkey") (#set! direction "consume") (#set! what "channel")
  (#set! import "github.com/redis/go-redis github.com/go-redis/redis github.com/valkey-io/valkey-go"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "XAddArgs") (#any-of? @_key "Stream")
  (#set! kind "valkey") (#set! direction "publish") (#set! what "stream")
  (#set! import "github.com/redis/go-redis github.com/go-redis/redis github.com/valkey-io/valkey-go"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "XReadGroupArgs" "XReadArgs") (#any-of? @_key "Streams")
  (#set! kind "valkey") (#set! direction "consume") (#set! what "stream")
  (#set! import "github.com/redis/go-redis github.com/go-redis/redis github.com/valkey-io/valkey-go"))

; --- SQS, SNS

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "SendMessageInput" "SendMessageBatchInput") (#any-of? @_key "QueueUrl")
  (#set! kind "sqs") (#set! direction "publish") (#set! what "queue")
  (#set! import "github.com/aws/aws-sdk-go-v2/service/sqs github.com/aws/aws-sdk-go/service/sqs"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "ReceiveMessageInput") (#any-of? @_key "QueueUrl")
  (#set! kind "sqs") (#set! direction "consume") (#set! what "queue")
  (#set! import "github.com/aws/aws-sdk-go-v2/service/sqs github.com/aws/aws-sdk-go/service/sqs"))

((composite_literal
  type: (qualified_type package: (package_identifier) @library name: (type_identifier) @_type)
  body: (literal_value (keyed_element
    key: (literal_element (identifier) @_key)
    value: (literal_element (_) @event.name)))) @event
  (#any-of? @_type "PublishInput") (#any-of? @_key "TopicArn")
  (#set! kind "sns") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/aws/aws-sdk-go-v2/service/sns github.com/aws/aws-sdk-go/service/sns"))

; --- watermill: a router over any broker

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name . (_))) @event
  (#any-of? @_name "Publish")
  (#set! kind "messages") (#set! direction "publish") (#set! what "topic")
  (#set! import "github.com/ThreeDotsLabs/watermill"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name)) @event
  (#any-of? @_name "AddNoPublisherHandler" "AddConsumerHandler" "AddHandler")
  (#set! kind "messages") (#set! direction "consume") (#set! what "topic")
  (#set! import "github.com/ThreeDotsLabs/watermill"))

; --- requests to other services

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) @event.name)) @event
  (#any-of? @_name "NewRequest")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "net/http"))

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list . (_) . (_) . (_) @event.name)) @event
  (#any-of? @_name "NewRequestWithContext")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "net/http"))

((call_expression
  function: (selector_expression operand: (identifier) @library field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "Get" "Head" "Post" "PostForm")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "net/http"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list . (_) @event.name)) @event
  (#any-of? @_name "SetBaseURL" "SetHostURL")
  (#set! kind "http") (#set! direction "out") (#set! what "request")
  (#set! import "github.com/go-resty/resty"))

