"""Publishing: with the state or not at all, complete, and small enough to pass."""

from datetime import timedelta

import pytest

from chassis.database import Database
from chassis.events import outbox
from chassis.events.outbox import publish
from chassis.events.topics import DECISIONS
from chassis.rpc.context import in_request
from chassis.tests.events.telling import tell, unsent
from dci.events.v1.events_pb2 import Event, MailFailed

pytestmark = pytest.mark.real


def test_tells_nothing_of_what_is_rolled_back(database: Database) -> None:
    with database.transaction() as tx:
        publish(tx, DECISIONS, Event(aggregate="amphi"))

    assert unsent(database) == 0


def test_wakes_the_relay_at_the_commit(database: Database) -> None:
    with database.direct() as listener:
        listener.listen(outbox.CHANNEL)
        with database.transaction() as tx:
            publish(tx, DECISIONS, Event(aggregate="amphi"))
            assert listener.wait(0.1) == []
            tx.commit()
        assert listener.wait(5)


def test_wakes_nobody_for_what_is_rolled_back(database: Database) -> None:
    with database.direct() as listener:
        listener.listen(outbox.CHANNEL)
        with database.transaction() as tx:
            publish(tx, DECISIONS, Event(aggregate="amphi"))
        assert listener.wait(0.2) == []


def test_fills_in_what_the_caller_left_empty(database: Database) -> None:
    event = Event(aggregate="amphi")

    with in_request("0123456789abcdef"), database.transaction() as tx:
        publish(tx, DECISIONS, event)
        age = tx.value("SELECT clock_timestamp()") - event.at.ToDatetime(
            tzinfo=tx.value("SELECT now()").tzinfo
        )

    assert event.id
    assert event.request_id == "0123456789abcdef"
    assert timedelta(0) <= age < timedelta(seconds=10)


def test_leaves_what_the_caller_said(database: Database) -> None:
    event = Event(id="un", aggregate="amphi", request_id="demande")
    event.at.FromSeconds(1)

    with database.transaction() as tx:
        publish(tx, DECISIONS, event)
        tx.commit()
    with database.direct() as session:
        stored = Event.FromString(bytes(outbox.unpublished(session, 1)[0]["payload"]))

    assert (stored.id, stored.at.seconds, stored.request_id) == ("un", 1, "demande")


def test_refuses_an_event_without_its_aggregate(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(ValueError, match="aggregate"):
        publish(tx, DECISIONS, Event(number=1))


def test_refuses_an_event_that_kafka_would_not_take(database: Database) -> None:
    large = Event(aggregate="amphi", mail_failed=MailFailed(error="x" * 1_000_000))

    with database.transaction() as tx, pytest.raises(ValueError, match="bytes"):
        publish(tx, DECISIONS, large)


def test_finds_the_row_that_committed_late(database: Database) -> None:
    """Of two transactions, the one with the lower id may commit last: a high-water mark would lose it."""
    with database.transaction() as early:
        publish(early, DECISIONS, Event(id="lent", aggregate="a"))
        with database.transaction() as late:
            publish(late, DECISIONS, Event(id="vif", aggregate="b"))
            late.commit()
        with database.direct() as session:
            outbox.mark_published(session, [row["id"] for row in outbox.unpublished(session, 10)])
        early.commit()

    with database.direct() as session:
        waiting = outbox.unpublished(session, 10)
    assert [Event.FromString(bytes(row["payload"])).id for row in waiting] == ["lent"]


def test_says_how_long_the_oldest_has_been_waiting(database: Database) -> None:
    with database.direct() as session:
        assert outbox.oldest_age_seconds(session) == 0
        tell(database, DECISIONS, "amphi", [1, 2])
        session.execute("UPDATE outbox SET created_at = created_at - interval '1 minute' WHERE id = 1")
        assert 60 <= outbox.oldest_age_seconds(session) < 90


def test_keeps_sent_rows_five_weeks_and_unsent_ones_for_ever(database: Database) -> None:
    tell(database, DECISIONS, "amphi", [1, 2, 3])
    with database.transaction() as tx:
        tx.execute("UPDATE outbox SET created_at = now() - interval '99 days'")
        tx.execute("UPDATE outbox SET published_at = now() - interval '36 days' WHERE id = 1")
        tx.execute("UPDATE outbox SET published_at = now() - interval '34 days' WHERE id = 2")
        tx.execute(
            "INSERT INTO inbox VALUES ('c', 'vieux', now() - interval '46 days'), ('c', 'récent', now())"
        )
        outbox.forget_old(tx)

        assert [row["id"] for row in tx.all("SELECT id FROM outbox ORDER BY id")] == [2, 3]
        assert tx.value("SELECT event_id FROM inbox") == "récent"
