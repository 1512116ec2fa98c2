"""Messages set aside: one that cannot be handled, and every later one of its key, so that order holds."""

from typing import TYPE_CHECKING

from chassis.database import Transaction

if TYPE_CHECKING:
    from chassis.events.inbox import Message


def put(tx: Transaction, consumer: str, message: "Message", reason: str) -> None:
    """Sets a message aside; the same position again changes nothing."""
    tx.execute(
        "INSERT INTO parked (consumer, topic, key, partition, position, payload, reason)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [
            consumer,
            message.topic,
            message.key,
            message.partition,
            message.position,
            message.payload,
            reason,
        ],
    )


def waits(tx: Transaction, consumer: str, topic: str, key: bytes) -> bool:
    """Whether messages of this key wait; then the key is locked, so that none can be released meanwhile."""
    if not _some(tx, consumer, topic, key):
        return False
    _lock(tx, consumer, topic, key)
    return _some(tx, consumer, topic, key)


def take_first(tx: Transaction, consumer: str, topic: str, key: bytes) -> bytes | None:
    """Removes the oldest message of the key and gives its payload; the key is locked until the end."""
    _lock(tx, consumer, topic, key)
    first = tx.one(
        "SELECT id, payload FROM parked WHERE consumer = %s AND topic = %s AND key = %s"
        " ORDER BY partition, position LIMIT 1",
        [consumer, topic, key],
    )
    if first is None:
        return None
    tx.execute("DELETE FROM parked WHERE id = %s", [first["id"]])
    return bytes(first["payload"])


def keys(tx: Transaction, consumer: str) -> list[tuple[str, bytes]]:
    """The keys that wait, with their topic."""
    rows = tx.all(
        "SELECT DISTINCT topic, key FROM parked WHERE consumer = %s ORDER BY topic, key", [consumer]
    )
    return [(row["topic"], bytes(row["key"])) for row in rows]


def count(tx: Transaction, consumer: str) -> int:
    """How many messages wait."""
    return int(tx.value("SELECT count(*) FROM parked WHERE consumer = %s", [consumer]))


def _some(tx: Transaction, consumer: str, topic: str, key: bytes) -> bool:
    return bool(
        tx.value(
            "SELECT EXISTS (SELECT FROM parked WHERE consumer = %s AND topic = %s AND key = %s)",
            [consumer, topic, key],
        )
    )


def _lock(tx: Transaction, consumer: str, topic: str, key: bytes) -> None:
    tx.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{consumer} {topic} {key.hex()}"])
