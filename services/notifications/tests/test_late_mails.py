"""A mail that leaves late says what was decided then, to whomever it concerned then (TRN-5, PRC-5, G-6)."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.database import Database
from chassis.record import receipts
from chassis.tests.record import made
from dci.events.v1.events_pb2 import Event
from dci.session.v1.session_pb2 import Decision
from services.notifications.domain.facts import Affectation, Origine, Procuration
from services.notifications.domain.mail import Template
from services.notifications.events.heard import hear
from services.notifications.storage import mails
from services.notifications.storage.mail_queue import StoredMailQueue
from services.notifications.tests.factories import (
    AFFECTATION,
    AICHA,
    AMPHI,
    CONTACT,
    PROCURATION,
    KnownAffectations,
    KnownPeople,
    letters,
)
from services.notifications.use_cases.compose_mail import ComposeMail
from services.notifications.use_cases.send_next_mail import Outcome, send_next_mail

pytestmark = pytest.mark.real

FIRST, SECOND, THIRD = (datetime(2027, 3, 9, hour, 5, 9, 7, tzinfo=UTC) for hour in (13, 14, 15))
"""When the choice, a correction and its correction back were received: decisions 1, 2 and 3."""
CANCELLED_AT = FIRST + timedelta(minutes=1)
WHO_CHOSE, WHO_CAME_AFTER = UUID(int=501), UUID(int=502)


def given(numero: int, at: datetime, **facts: Any) -> Affectation:
    """Aïcha's post of an instant."""
    return replace(AFFECTATION, poste=replace(AFFECTATION.poste, numero=numero), at=at, **facts)


HISTORY = {
    FIRST: given(2942, FIRST),
    SECOND: given(2950, SECOND, par="ars", origine=Origine.CORRECTION),
    THIRD: given(2942, THIRD, par="ars", origine=Origine.CORRECTION),
}


class CorrectedTwice(KnownAffectations):
    """postes after both corrections."""

    def __init__(self, first: Affectation = HISTORY[FIRST]) -> None:
        self._history = HISTORY | {FIRST: first}

    def chosen_in(self, amphi_id: UUID, intern_id: UUID, received_at: datetime | None) -> Affectation:
        assert (amphi_id, intern_id) == (AMPHI, AICHA)
        return self._history[received_at or THIRD]


class ReceiptOfEach:
    """session, which signed all three."""

    def __init__(self) -> None:
        chain = made.record(made.chosen(7, 2942), made.chosen(7, 2950), made.chosen(7, 2942))
        self._words = {decision["seq"]: made.receipt_of(decision) for decision in chain}

    def of(self, amphi_id: UUID, intern_id: UUID, seq: int | None) -> str:
        assert (amphi_id, intern_id) == (AMPHI, AICHA)
        return self._words[seq or 3]


def address_of(mandataire_id: UUID) -> str:
    return f"mandataire-{mandataire_id.int}@proche.example"


class CancelledAndGivenAgain(KnownPeople):
    """identity: whoever chose is no mandataire any more, another one is."""

    def procuration(self, mandataire_id: UUID) -> Procuration:
        return replace(PROCURATION, email=address_of(mandataire_id))

    def accepted_procuration(self, intern_id: UUID, semestre: str) -> Procuration:  # noqa: ARG002
        return self.procuration(WHO_CAME_AFTER)

    def procuration_at(self, intern_id: UUID, semestre: str, at: datetime) -> Procuration | None:  # noqa: ARG002
        return self.procuration(WHO_CHOSE if at < CANCELLED_AT else WHO_CAME_AFTER)


class Letterbox:
    """A mail server that accepts everything."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    def deliver(self, recipient: str, content: bytes) -> None:
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        assert message["To"] == recipient
        self.received.append(message)

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.received if one["To"] == address]


COMPOSE = ComposeMail(CancelledAndGivenAgain(), CorrectedTwice(), ReceiptOfEach(), letters())


def decided(kind: str, seq: int, at: datetime, actor: str = "interne:7", **said: Any) -> Event:
    """session's decision about Aïcha's post."""
    line = {"intern_id": str(AICHA), "amphi_id": str(AMPHI), "numero": HISTORY[at].poste.numero}
    payload = {"received_at": f"{at:%Y-%m-%dT%H:%M:%S.%f}Z", **said}
    payload |= {"lines": [line]} if kind == "corrected" else line
    decision = Decision(amphi_id=str(AMPHI), seq=seq, type=kind, payload=json.dumps(payload), actor=actor)
    return Event(id=str(uuid4()), decision=decision)


def left_late(database: Database, *events: Event, compose: ComposeMail = COMPOSE) -> Letterbox:
    """All is heard before the first mail leaves."""
    for event in events:
        with database.transaction() as tx:
            hear(tx, event)
            tx.commit()
    return emptied(database, compose)


def emptied(database: Database, compose: ComposeMail = COMPOSE) -> Letterbox:
    box, queue = Letterbox(), StoredMailQueue(database)
    outcomes: set[Outcome] = set()
    while Outcome.NOTHING_TO_SEND not in outcomes:
        outcomes.add(send_next_mail(queue, compose, box))
    assert outcomes == {Outcome.SENT, Outcome.NOTHING_TO_SEND}
    return box


def text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\u00a0", " ").replace("\r\n", "\n")


def says(message: EmailMessage) -> tuple[str, str, int]:
    """The post, the hour, the decision whose receipt it bears."""
    word = re.search(r"DCI1\.(?:\S+\s+)*?\S+(?=\n\n)", text(message))
    post, hour = re.search(r"Poste n° (\d+)", text(message)), re.search(r"à (\d\d h \d\d)", text(message))
    assert word is not None
    assert post is not None
    assert hour is not None
    (sheet,) = message.iter_attachments()
    assert sheet.get_filename() == f"poste-052027-{post[1]}.pdf"
    return post[1], hour[1], receipts.read(word[0]).seq


CHOICE = decided("chosen", 1, FIRST)
CORRECTIONS = (decided("corrected", 2, SECOND, "moteur"), decided("corrected", 3, THIRD, "moteur"))


@pytest.mark.rule("TRN-5", "G-6", "CHX-6")
def test_each_decision_is_told_with_its_own_post_hour_and_receipt(database: Database) -> None:
    chosen, first, back = left_late(database, CHOICE, *CORRECTIONS).received
    assert "Votre choix est enregistré" in text(chosen)
    for correction in (first, back):
        assert "L’ARS a corrigé votre affectation" in text(correction)
    assert [says(one) for one in (chosen, first, back)] == [
        ("2942", "14 h 05", 1),
        ("2950", "15 h 05", 2),
        ("2942", "16 h 05", 3),
    ]


@pytest.mark.rule("TRN-5", "CHX-8")
def test_a_placement_corrected_since_is_told_as_the_placement_that_it_was(database: Database) -> None:
    placement = given(2942, FIRST, par="ars", origine=Origine.PLACEMENT)
    compose = replace(COMPOSE, affectations=CorrectedTwice(placement))
    placed, *_ = left_late(
        database, decided("placed", 1, FIRST, "ars:gestionnaire:x"), *CORRECTIONS, compose=compose
    ).received
    assert says(placed) == ("2942", "14 h 05", 1)
    assert "L’ARS vous a affecté un poste" in text(placed)
    assert "Il prouve cette affectation" in text(placed)


@pytest.mark.rule("PRC-5")
@pytest.mark.parametrize("actor", ["mandataire:7", "ars:gestionnaire:x"])
@pytest.mark.parametrize("corrected", [False, True])
def test_whoever_chose_is_told_and_not_who_has_the_procuration_since(
    database: Database, actor: str, *, corrected: bool
) -> None:
    choice = decided("chosen", 1, FIRST, actor, mandataire_id=str(WHO_CHOSE))
    box = left_late(database, choice, *(CORRECTIONS if corrected else ()))
    (told,) = box.to(address_of(WHO_CHOSE))
    assert says(told) == ("2942", "14 h 05", 1)
    assert box.to(address_of(WHO_CAME_AFTER)) == []
    assert says(box.to(CONTACT.email)[0]) == ("2942", "14 h 05", 1)


@pytest.mark.rule("PRC-5")
def test_of_a_dictated_choice_whose_decision_names_nobody_identity_says_who_could(database: Database) -> None:
    box = left_late(database, decided("chosen", 1, FIRST, "ars:gestionnaire:x"), *CORRECTIONS)
    assert len(box.to(address_of(WHO_CHOSE))) == 1
    assert box.to(address_of(WHO_CAME_AFTER)) == []


@pytest.mark.rule("G-6")
@pytest.mark.parametrize("by_proxy", [False, True])
def test_what_the_version_before_queued_leaves_with_what_is_in_force(
    database: Database, *, by_proxy: bool
) -> None:
    about = {"amphi_id": str(AMPHI), "by_proxy": by_proxy, "dictated": False}
    with database.transaction() as tx:
        mails.queue(
            tx,
            event_id="old",
            mail_id=uuid4(),
            template=Template.CHOICE_BY_PROXY if by_proxy else Template.CHOICE_CONFIRMED,
            intern_id=AICHA,
            about=about,
        )
        tx.commit()
    (mail,) = emptied(database).received
    assert mail["To"] == (address_of(WHO_CAME_AFTER) if by_proxy else CONTACT.email)
    assert says(mail) == ("2942", "16 h 05", 3)


@pytest.mark.rule("PRC-5", "SEC-2")
def test_the_queue_holds_ids_and_instants_and_nothing_personal(database: Database) -> None:
    with database.transaction() as tx:
        hear(tx, decided("chosen", 1, FIRST, "mandataire:7", mandataire_id=str(WHO_CHOSE)))
        rows = tx.all("SELECT about FROM mail ORDER BY template")
    assert [row["about"] for row in rows] == [
        {
            "amphi_id": str(AMPHI),
            "seq": 1,
            "received_at": "2027-03-09T13:05:09.000007Z",
            "mandataire_id": str(WHO_CHOSE),
            "by_proxy": True,
            "dictated": False,
        }
    ] * 2
