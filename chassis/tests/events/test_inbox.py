"""The inbox: once per event, with what it changes; a message that cannot be handled parks its key alone."""

import threading

import pytest

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from chassis.events.inbox import TRIES, Inbox, Message, Outcome
from chassis.rpc.context import request_id
from chassis.tests.events.telling import note, noted
from dci.events.v1.events_pb2 import Event

pytestmark = pytest.mark.real

HANDLED, KNOWN, PARKED = Outcome.HANDLED, Outcome.KNOWN, Outcome.PARKED


class Away(DomainError):
    """What the handler needs does not answer."""

    code = "ailleurs"
    kind = Kind.UNAVAILABLE


class Picky:
    """Notes events, but for the numbers it chokes on."""

    def __init__(self, *poison: int) -> None:
        self.poison = set(poison)
        self.calls = 0

    def __call__(self, tx: Transaction, event: Event) -> None:
        self.calls += 1
        note(tx, event)
        if event.number in self.poison:
            raise ValueError("indigeste")


def message(aggregate: str, number: int, position: int | None = None) -> Message:
    event = Event(id=f"{aggregate}-{number}", aggregate=aggregate, number=number, request_id="demande-1")
    place = number if position is None else position
    return Message("essai", 0, place, aggregate.encode(), event.SerializeToString())


def parked_positions(database: Database) -> list[int]:
    with database.transaction() as tx:
        return [row["position"] for row in tx.all("SELECT position FROM parked ORDER BY position")]


def test_handles_an_event_once_however_often_it_comes(database: Database) -> None:
    inbox = Inbox("c", note, database)

    assert inbox.receive(message("a", 1, position=10)) is HANDLED
    assert inbox.receive(message("a", 1, position=10)) is KNOWN
    assert inbox.receive(message("a", 1, position=11)) is KNOWN

    assert noted(database, "a") == [1]


def test_two_consumers_each_handle_it(database: Database) -> None:
    Inbox("c", note, database).receive(message("a", 1))
    Inbox("d", note, database).receive(message("a", 1))

    assert noted(database, "a") == [1, 1]


def test_the_same_event_at_the_same_time_is_handled_once(database: Database) -> None:
    together = threading.Barrier(4, timeout=10)
    outcomes: list[Outcome] = []

    def receive() -> None:
        together.wait()
        outcomes.append(Inbox("c", note, database).receive(message("a", 1)))

    threads = [threading.Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcome.value for outcome in outcomes) == ["handled", "known", "known", "known"]
    assert noted(database, "a") == [1]


def test_carries_the_request_id_into_the_logs(database: Database) -> None:
    seen = []

    Inbox("c", lambda _tx, _event: seen.append(request_id()), database).receive(message("a", 1))

    assert seen == ["demande-1"]


def test_parks_what_fails_three_times_and_keeps_nothing_of_it(database: Database) -> None:
    picky = Picky(1)

    assert Inbox("c", picky, database).receive(message("a", 1)) is PARKED

    assert picky.calls == TRIES
    assert noted(database, "a") == []
    with database.transaction() as tx:
        assert tx.value("SELECT reason FROM parked") == "ValueError: indigeste"


def test_later_events_of_a_parked_key_wait_and_others_go_on(database: Database) -> None:
    inbox = Inbox("c", Picky(2), database)

    came = [
        inbox.receive(message(key, number))
        for number in (1, 2, 3)
        for key in ("a", "b")
        if key == "a" or number != 2
    ]

    assert came == [HANDLED, HANDLED, PARKED, PARKED, HANDLED]
    assert noted(database, "a") == [1]
    assert noted(database, "b") == [1, 3]


def test_once_mended_parked_events_are_handled_in_order(database: Database) -> None:
    picky = Picky(2)
    inbox = Inbox("c", picky, database)
    for number in (1, 2, 3, 4):
        inbox.receive(message("a", number))

    assert inbox.retry_parked() == 0
    picky.poison.clear()
    assert inbox.retry_parked() == 3
    inbox.receive(message("a", 5))

    assert noted(database, "a") == [1, 2, 3, 4, 5]
    assert parked_positions(database) == []


def test_a_parked_event_that_comes_again_is_parked_once(database: Database) -> None:
    inbox = Inbox("c", Picky(1), database)

    inbox.receive(message("a", 1))
    inbox.receive(message("a", 1))

    assert parked_positions(database) == [1]


def test_an_event_that_comes_while_its_key_is_released_stays_behind(database: Database) -> None:
    """The last parked event is being handled when the next one comes: it must wait, then go through."""
    handling, go_on = threading.Event(), threading.Event()
    picky = Picky(1)
    Inbox("c", picky, database).receive(message("a", 1))

    def slow(tx: Transaction, event: Event) -> None:
        handling.set()
        go_on.wait(10)
        note(tx, event)

    outcomes: list[Outcome] = []
    retry = threading.Thread(target=Inbox("c", slow, database).retry_parked)
    next_one = threading.Thread(
        target=lambda: outcomes.append(Inbox("c", note, database).receive(message("a", 2)))
    )
    retry.start()
    assert handling.wait(10)
    next_one.start()
    next_one.join(0.2)
    assert outcomes == []
    go_on.set()
    retry.join()
    next_one.join()

    assert outcomes == [HANDLED]
    assert noted(database, "a") == [1, 2]


@pytest.mark.parametrize("payload", [b"\xff\xff", b"", Event(aggregate="a").SerializeToString()])
def test_parks_what_is_no_event(database: Database, payload: bytes) -> None:
    outcome = Inbox("c", note, database).receive(Message("essai", 0, 1, b"a", payload))

    assert outcome is PARKED


def test_a_message_without_a_key_blocks_nobody(database: Database) -> None:
    inbox = Inbox("c", note, database)
    inbox.receive(Message("essai", 0, 1, b"", b"\xff"))

    good = message("a", 2)
    assert inbox.receive(Message("essai", 0, 2, b"", good.payload)) is HANDLED


def test_what_is_away_is_no_poison(database: Database) -> None:
    def away(tx: Transaction, event: Event) -> None:
        note(tx, event)
        raise Away

    with pytest.raises(Away):
        Inbox("c", away, database).receive(message("a", 1))

    assert parked_positions(database) == []
    assert Inbox("c", note, database).receive(message("a", 1)) is HANDLED
    assert noted(database, "a") == [1]
