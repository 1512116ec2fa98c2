"""Reads what a run left: both databases, the record, Kafka, the mailbox, what clients noted."""

import json
import re
import urllib.request
from collections.abc import Collection, Iterable, Sequence
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
from tests.faults.world.prepared import Prepared
from tests.faults.world.system import System

TOPIC = "dci.session.decisions"
ABOUT = {
    "Votre choix est enregistré": "choice",
    "Le choix que vous avez fait par procuration est enregistré": "by_proxy",
    "L’ARS vous a affecté un poste": "placed",
    "Votre affectation a été corrigée": "corrected",
}
NUMERO = re.compile(r"Poste n°\s(\d+)")


def history(
    system: System,
    calls: Calls,
    amphis: Sequence[Prepared],
    noted_in: Iterable[Path],
    away: Rows,
    *,
    over: bool,
) -> History:
    """Everything of these amphis; `noted_in`: where clients noted what they did."""
    ids = [amphi.amphi_id for amphi in amphis]
    addresses = {amphi.ids[rang]: email for amphi in amphis for rang, email in amphi.by_rang.items()}
    mandataires = {amphi.ids[rang]: amphi.mandataire(rang) for amphi in amphis for rang in amphi.by_rang}
    everybody = {*addresses.values(), *mandataires.values()}
    return History(
        clients=[row for file in noted_in if file.exists() for row in noted(file)],
        mails=[mail for mail in mails(system) if mail["to"] in everybody],
        session={name: rows(system, "session", sql, ids) for name, sql in OF_SESSION.items()},
        postes={
            name: rows(system, "postes", sql, ids if name == "place" else [amphis[0].offer_id])
            for name, sql in OF_POSTES.items()
        },
        record=[row for amphi_id in ids for row in decisions(calls, amphi_id)],
        published=published(system, ids),
        away=away,
        addresses=addresses,
        mandataires=mandataires,
        over=over,
    )


OF_SESSION = {
    "amphi": "SELECT * FROM amphi WHERE id = ANY(%s::uuid[])",
    "command": "SELECT * FROM command WHERE amphi_id = ANY(%s::uuid[])",
    "decision": "SELECT * FROM decision WHERE amphi_id = ANY(%s::uuid[]) ORDER BY amphi_id, seq",
    "roster": "SELECT intern_id, rang_appel, des_code FROM roster WHERE amphi_id = ANY(%s::uuid[])",
}
OF_POSTES = {
    "place": "SELECT * FROM place WHERE amphi_id = ANY(%s::uuid[])",
    "settlement": "SELECT * FROM settlement WHERE offer_id = ANY(%s)",
    "post": "SELECT numero, des, reserve, publie FROM post WHERE offer_id = ANY(%s)",
}


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


def published(system: System, amphi_ids: Collection[str]) -> Rows:
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
                    line(event.decision) for event in map(_event, messages) if event.aggregate in amphi_ids
                ]
        return found
    finally:
        consumer.close()


def _event(message: Any) -> Event:
    event: Event = Event.FromString(message.value)
    return event


def mails(system: System) -> Rows:
    """Those about places, each as often as it was sent (NOT-2: again under the same Message-ID)."""
    with urllib.request.urlopen(f"{system.mailbox.url}/email", timeout=30) as answer:  # noqa: S310  # our own
        received: list[dict[str, Any]] = json.loads(answer.read())
    return [
        {
            "to": mail["to"][0]["address"],
            "about": ABOUT[mail["subject"]],
            "numero": int(found[1]),
            "message_id": mail["messageId"],
        }
        for mail in received
        if mail["subject"] in ABOUT and (found := NUMERO.search(mail["text"]))
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
