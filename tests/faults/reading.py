"""Reads what a run left: both databases, the record, Kafka, the mailbox, what clients noted."""

import json
import re
import urllib.request
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg2
from kafka import KafkaConsumer, TopicPartition
from psycopg2.extras import RealDictCursor

from dci.events.v1.events_pb2 import Event
from dci.session.v1 import session_pb2 as session
from deploy.local.demo.calls import Calls
from tests.faults.history import History, Row, Rows
from tests.faults.world.system import System

TOPIC = "dci.session.decisions"
CONFIRMED = "Votre choix est enregistré"
NUMERO = re.compile(r"Poste n°\s(\d+)")


def history(
    system: System,
    calls: Calls,
    amphi_id: str,
    by_rang: Mapping[int, str],
    clients: Path,
    away: Rows,
    *,
    over: bool,
) -> History:
    """Everything of one amphi."""
    record = decisions(calls, amphi_id)
    turns = [row["payload"]["turn_id"] for row in record if row["type"] == "turn_announced"]
    commands = rows(system, "session", "SELECT * FROM command WHERE amphi_id = %s", amphi_id)
    ids = {row["id"] for row in commands}
    roster = rows(system, "session", "SELECT * FROM roster WHERE amphi_id = %s", amphi_id)
    addresses = {
        row["intern_id"]: by_rang[row["rang_appel"]] for row in roster if row["rang_appel"] in by_rang
    }
    return History(
        clients=noted(clients),
        mails=[mail for mail in mails(system) if mail["to"] in addresses.values()],
        session={
            "amphi": rows(system, "session", "SELECT * FROM amphi WHERE id = %s", amphi_id),
            "command": commands,
            "decision": rows(system, "session", "SELECT * FROM decision WHERE amphi_id = %s", amphi_id),
        },
        postes={
            "place": rows(system, "postes", "SELECT * FROM place WHERE amphi_id = %s", amphi_id),
            "settlement": [
                row
                for row in rows(system, "postes", "SELECT * FROM settlement")
                if row["turn_id"] in turns or row["id"] in ids
            ],
        },
        record=record,
        published=published(system, amphi_id),
        away=away,
        addresses=addresses,
        over=over,
    )


def rows(system: System, database: str, sql: str, *params: Any) -> Rows:
    """Rows as JSON has them."""
    connection = psycopg2.connect(system.database(database), cursor_factory=RealDictCursor, connect_timeout=3)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [plain_row(dict(row)) for row in cursor.fetchall()]
    finally:
        connection.close()


def plain_row(row: Row) -> Row:
    """A row as JSON has it."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, str | int | float | bool | dict | list | None) else str(value)


def decisions(calls: Calls, amphi_id: str) -> Rows:
    """The record, as anybody may fetch it."""
    found: list[Row] = []
    while True:
        request = session.GetDecisionsSinceRequest(amphi_id=amphi_id, after=len(found))
        answer = calls.boards.GetDecisionsSince(request).decisions
        found += [line(each) for each in answer]
        if not answer:
            return found


def line(decision: session.Decision) -> Row:
    """One line of the record."""
    return {
        "amphi_id": decision.amphi_id,
        "seq": decision.seq,
        "at": _plain(decision.at.ToDatetime(tzinfo=UTC)),
        "actor": decision.actor,
        "type": decision.type,
        "payload": json.loads(decision.payload),
        "prev_hash": decision.prev_hash,
        "hash": decision.hash,
    }


def published(system: System, amphi_id: str) -> Rows:
    """What Kafka has of it, in its order."""
    consumer = KafkaConsumer(bootstrap_servers=system.kafka.address, group_id=None, enable_auto_commit=False)
    try:
        parts = [TopicPartition(TOPIC, number) for number in consumer.partitions_for_topic(TOPIC) or ()]
        consumer.assign(parts)
        consumer.seek_to_beginning(*parts)
        ends = consumer.end_offsets(parts)
        found: list[Row] = []
        while any(consumer.position(part) < ends[part] for part in parts):
            for messages in consumer.poll(timeout_ms=500).values():
                found += [
                    line(event.decision) for event in map(_event, messages) if event.aggregate == amphi_id
                ]
        return found
    finally:
        consumer.close()


def _event(message: Any) -> Event:
    event: Event = Event.FromString(message.value)
    return event


def mails(system: System) -> Rows:
    """Confirmations of choices, each once however often it was sent (NOT-2: the same Message-ID)."""
    with urllib.request.urlopen(f"{system.mailbox.url}/email", timeout=30) as answer:  # noqa: S310  # our own
        received: list[dict[str, Any]] = json.loads(answer.read())
    return [
        {"to": mail["to"][0]["address"], "numero": int(found[1]), "message_id": mail["messageId"]}
        for mail in received
        if mail["subject"] == CONFIRMED and (found := NUMERO.search(mail["text"]))
    ]


def noted(clients: Path) -> Rows:
    """What clients noted; the last line may be cut where they were stopped."""
    return list(_lines(clients.read_text().splitlines()))


def _lines(lines: Iterable[str]) -> Iterable[Row]:
    for each in lines:
        try:
            yield json.loads(each)
        except json.JSONDecodeError:
            continue
