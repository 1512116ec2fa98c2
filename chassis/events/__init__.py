"""What services tell each other through Kafka (decision 8): outbox and relay, consumer and inbox, tails.

A use case tells in the transaction that changes the state; nothing is told of what is rolled back::

    event = Event(aggregate=str(amphi_id), number=seq, decision=decision)
    publish(tx, DECISIONS, event)  # id, at and request_id are filled in where empty

The service's bootstrap makes one relay, and a consumer for what it hears: parts of `chassis.process.run`::

    relay = Relay(database, settings.kafka)
    consumer = Consumer("notifications", [DECISIONS, IDENTITY], handle, database, settings.kafka)

    def handle(tx: Transaction, event: Event) -> None:  # once per event id, in the inbox's transaction
        match event.WhichOneof("body"):
            case "decision": ...

A live board (gateway, admin) reads without a group and without a database, from now on::

    for event in Tail(settings.kafka, DECISIONS).events(): ...
"""
