"""What a consumer has nothing to do for is passed over, and not remembered."""

import pytest

from chassis.database import Database
from chassis.events.inbox import Inbox, Message, Outcome
from chassis.events.interests import Interests
from chassis.tests.events.telling import note, noted
from dci.events.v1.events_pb2 import Event, InterneChanged
from dci.session.v1.session_pb2 import Decision

INTERESTS = Interests(bodies=frozenset({"interne_changed"}), decisions=frozenset({"chosen"}))


@pytest.mark.parametrize(
    ("event", "included"),
    [
        (Event(interne_changed=InterneChanged()), True),
        (Event(decision=Decision(type="chosen")), True),
        (Event(decision=Decision(type="turn_announced")), False),
        (Event(), False),
        (Event(decision=Decision(type="chosen"), rehearsal="essai-0123abcd"), False),
    ],
    ids=["its body", "its decision", "another decision", "another body", "of a rehearsal"],
)
@pytest.mark.rule("SIM-1")
def test_includes_its_own(event: Event, included: bool) -> None:
    assert INTERESTS.include(event) is included


@pytest.mark.real
def test_the_others_leave_no_row(database: Database) -> None:
    inbox = Inbox("c", note, database, INTERESTS)
    others = Event(id="1", aggregate="a", number=1, decision=Decision(type="turn_announced"))
    own = Event(id="2", aggregate="a", number=2, decision=Decision(type="chosen"))

    outcomes = [
        inbox.receive(Message("essai", 0, n, b"a", event.SerializeToString()))
        for n, event in enumerate((others, own))
    ]

    assert outcomes == [Outcome.PASSED, Outcome.HANDLED]
    assert noted(database, "a") == [2]
    with database.transaction() as tx:
        assert [row["event_id"] for row in tx.all("SELECT event_id FROM inbox")] == ["2"]
