"""The queue on a real database, and delivery to mail servers that misbehave (NOT-2)."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from chassis.database import Database
from dci.events.v1.events_pb2 import AccountMailWanted, Event
from dci.session.v1.session_pb2 import Decision
from deploy.local.ports import free_port
from services.notifications.adapters.smtp import SmtpPostman
from services.notifications.domain.errors import CourrielInconnu
from services.notifications.events.heard import INTERESTS, hear
from services.notifications.storage import mails
from services.notifications.storage.mail_queue import StoredMailQueue
from services.notifications.tests.factories import (
    AICHA,
    AMPHI,
    CONTACT,
    PROCURATION,
    KnownAffectations,
    KnownPeople,
    KnownReceipts,
    letters,
)
from services.notifications.use_cases.compose_mail import ComposeMail
from services.notifications.use_cases.retry_mail import retry_mail
from services.notifications.use_cases.send_next_mail import Outcome, send_next_mail

pytestmark = pytest.mark.real


class Server:
    """A mail server that answers DATA as told; `received` is what it accepted, `tried` all it saw."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.tried: list[bytes] = []
        self.received: list[bytes] = []

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd's hook."""
        content = envelope.original_content or b""
        self.tried.append(content)
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "cut":
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        if answer.startswith("250"):
            self.received.append(content)
        return answer


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def postman(server: Server) -> Iterator[SmtpPostman]:
    port = free_port()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    postman = SmtpPostman("127.0.0.1", port, "dci@dci.example", starttls=False, user="", password="")
    yield postman
    postman.close()
    controller.stop()


COMPOSE = ComposeMail(KnownPeople(), KnownAffectations(), KnownReceipts(), letters())


RECEIVED_AT = "2027-03-09T13:05:09.000000Z"


def choice(actor: str = "interne:7") -> Event:
    payload = json.dumps({"intern_id": str(AICHA), "numero": 2942, "received_at": RECEIVED_AT})
    decision = Decision(amphi_id=str(AMPHI), seq=12, type="chosen", payload=payload, actor=actor)
    return Event(id=str(uuid4()), decision=decision)


def corrected(*amphis: UUID) -> Event:
    """A correction, one line in each of these amphis."""
    lines = [{"amphi_id": str(amphi), "intern_id": str(uuid4()), "numero": 2942} for amphi in amphis]
    payload = json.dumps({"lines": lines, "received_at": RECEIVED_AT})
    decision = Decision(amphi_id=str(AMPHI), seq=80, type="corrected", payload=payload)
    return Event(id=str(uuid4()), decision=decision)


def told(database: Database, *events: Event) -> None:
    with database.transaction() as tx:
        for event in filter(INTERESTS.include, events):
            hear(tx, event)
        tx.commit()


def make_due(database: Database) -> None:
    with database.transaction() as tx:
        tx.execute("UPDATE mail SET next_at = now()")
        tx.commit()


def row(database: Database) -> dict[str, Any]:
    with database.transaction() as tx:
        found = tx.one("SELECT state, attempts, content, recipient, error FROM mail")
    assert found is not None
    return found


@pytest.mark.rule("NOT-2")
def test_a_choice_makes_one_mail_even_if_heard_twice(
    database: Database, server: Server, postman: SmtpPostman
) -> None:
    event = choice()
    told(database, event, event)
    told(database, event)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.NOTHING_TO_SEND
    assert len(server.received) == 1
    assert row(database)["content"] is None, "nothing personal stays"


@pytest.mark.rule("SIM-1")
@pytest.mark.parametrize("actor", ["interne:7", "mandataire:7"])
def test_a_choice_in_a_rehearsal_makes_no_mail(
    database: Database, server: Server, postman: SmtpPostman, actor: str
) -> None:
    event = choice(actor)
    event.rehearsal = "essai-0123abcd"
    told(database, event)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.NOTHING_TO_SEND
    assert server.tried == []
    with database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM mail") == 0


@pytest.mark.rule("PRC-5")
def test_a_choice_by_proxy_makes_two_mails(database: Database, server: Server, postman: SmtpPostman) -> None:
    told(database, choice("mandataire:7"))
    queue = StoredMailQueue(database)
    assert [send_next_mail(queue, COMPOSE, postman) for _ in range(3)] == [
        Outcome.SENT,
        Outcome.SENT,
        Outcome.NOTHING_TO_SEND,
    ]
    recipients = {str(message_from_bytes(received)["To"]) for received in server.received}
    assert recipients == {CONTACT.email, PROCURATION.email}


@pytest.mark.rule("PRC-5")
def test_a_choice_dictated_to_ars_is_told_to_the_mandataire_too(
    database: Database, server: Server, postman: SmtpPostman
) -> None:
    told(database, choice("ars:gestionnaire:x"))
    queue = StoredMailQueue(database)
    assert [send_next_mail(queue, COMPOSE, postman) for _ in range(2)] == [Outcome.SENT, Outcome.SENT]
    recipients = {str(message_from_bytes(received)["To"]) for received in server.received}
    assert recipients == {CONTACT.email, PROCURATION.email}


@pytest.mark.rule("PRC-5")
def test_a_choice_dictated_without_a_procuration_makes_one_mail_and_no_failure(
    database: Database, server: Server, postman: SmtpPostman
) -> None:
    event = choice("ars:gestionnaire:x")
    told(database, event)
    compose = ComposeMail(KnownPeople(proxy=False), KnownAffectations(), KnownReceipts(), letters())
    queue = StoredMailQueue(database)
    outcomes = {send_next_mail(queue, compose, postman) for _ in range(2)}
    assert outcomes == {Outcome.SENT, Outcome.NEEDLESS}
    assert [message_from_bytes(received)["To"] for received in server.received] == [CONTACT.email]
    told(database, event)
    with database.transaction() as tx:
        assert not mails.failed(tx)
        assert mails.waiting(tx) == 0


@pytest.mark.rule("NOT-1")
@pytest.mark.parametrize("kind", [kind for kind in AccountMailWanted.Kind.values() if kind])
def test_each_mail_that_identity_asks_for_leaves(
    database: Database, server: Server, postman: SmtpPostman, kind: AccountMailWanted.Kind.ValueType
) -> None:
    word = AccountMailWanted.Kind.Name(kind)
    wanted = AccountMailWanted(
        kind=kind,
        intern_id=str(AICHA),
        link_id="7" if "LINK" in word or "CONFIRM_ADDRESS" in word else "",
        mandataire_id=str(uuid4()) if "PROCURATION" in word else "",
        demande_id=str(uuid4()) if "TYPE_CHOIX" in word else "",
    )
    told(database, Event(id=str(uuid4()), account_mail_wanted=wanted))
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    assert len(server.received) == 1


@pytest.mark.rule("NOT-2")
@pytest.mark.rule("G-6")
@pytest.mark.parametrize("first", ["451 later", "cut"])
def test_what_may_pass_is_tried_again_with_the_same_bytes(
    database: Database, server: Server, postman: SmtpPostman, first: str
) -> None:
    server.answers = [first]
    told(database, choice())
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.DELAYED
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.NOTHING_TO_SEND, (
        "not at once"
    )
    make_due(database)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    assert server.tried[0] == server.tried[1]


@pytest.mark.rule("NOT-2")
def test_a_process_that_dies_after_data_sends_the_same_bytes_again(
    database: Database, server: Server, postman: SmtpPostman
) -> None:
    told(database, choice())

    class Killed(BaseException):
        pass

    class DiesAfterData(SmtpPostman):
        def deliver(self, recipient: str, content: bytes) -> None:
            postman.deliver(recipient, content)
            raise Killed

    with pytest.raises(Killed):
        send_next_mail(
            StoredMailQueue(database), COMPOSE, DiesAfterData("", 0, "", starttls=False, user="", password="")
        )
    make_due(database)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    assert server.received[0] == server.received[1]


@pytest.mark.rule("NOT-2")
def test_a_refusal_for_good_waits_for_staff(database: Database, server: Server, postman: SmtpPostman) -> None:
    server.answers = ["550 no such user"]
    told(database, choice())
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.REFUSED
    make_due(database)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.NOTHING_TO_SEND
    with database.transaction() as tx:
        (failed,) = mails.failed(tx)
    assert "550" in failed["error"]
    retry_mail(StoredMailQueue(database), failed["id"])
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    with pytest.raises(CourrielInconnu):
        retry_mail(StoredMailQueue(database), failed["id"])


@pytest.mark.rule("INS-4")
def test_an_expired_link_is_not_mailed(database: Database, server: Server, postman: SmtpPostman) -> None:
    wanted = AccountMailWanted(kind=AccountMailWanted.KIND_CONFIRM_ADDRESS, intern_id=str(AICHA), link_id="7")
    told(database, Event(id=str(uuid4()), account_mail_wanted=wanted))
    compose = ComposeMail(KnownPeople(usable=False), KnownAffectations(), KnownReceipts(), letters())
    assert send_next_mail(StoredMailQueue(database), compose, postman) is Outcome.REFUSED
    assert server.tried == []


def test_decisions_that_are_no_choice_make_no_mail(database: Database) -> None:
    told(
        database,
        Event(id=str(uuid4()), decision=Decision(amphi_id=str(AMPHI), type="turn_missed", payload="{}")),
    )
    with database.transaction() as tx:
        assert mails.waiting(tx) == 0


@pytest.mark.rule("CHX-6")
def test_a_correction_is_told_once_to_each_intern_of_the_amphi_that_tells_it(database: Database) -> None:
    event = corrected(AMPHI, AMPHI, uuid4())
    told(database, event, event)
    with database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM mail WHERE template = 'choix_corrige'") == 2


@pytest.mark.rule("CHX-8")
def test_who_is_placed_by_ars_is_told(database: Database, server: Server, postman: SmtpPostman) -> None:
    placed = choice("ars:gestionnaire:x")
    placed.decision.type = "placed"
    told(database, placed)
    assert send_next_mail(StoredMailQueue(database), COMPOSE, postman) is Outcome.SENT
    assert len(server.received) == 1
