"""What notifications hears from others, and the mail it makes of it."""

import json
from typing import Any
from uuid import UUID, uuid4

from chassis.database import Transaction
from chassis.events.interests import Interests
from dci.events.v1.events_pb2 import AccountMailWanted, Event
from services.notifications.domain.mail import Template
from services.notifications.storage import mails

ACCOUNT_TEMPLATES = {
    AccountMailWanted.KIND_CONFIRM_ADDRESS: Template.CONFIRM_ADDRESS,
    AccountMailWanted.KIND_ACCOUNT_CONFIRMED: Template.ACCOUNT_CONFIRMED,
    AccountMailWanted.KIND_ALREADY_REGISTERED: Template.ALREADY_REGISTERED,
    AccountMailWanted.KIND_PROCURATION_GIVEN: Template.PROCURATION_GIVEN,
    AccountMailWanted.KIND_PROCURATION_LINK: Template.PROCURATION_LINK,
    AccountMailWanted.KIND_PROCURATION_ACCEPTED: Template.PROCURATION_ACCEPTED,
    AccountMailWanted.KIND_PROCURATION_CANCELLED: Template.PROCURATION_CANCELLED,
    AccountMailWanted.KIND_PROCURATION_WITHDRAWN: Template.PROCURATION_WITHDRAWN,
    AccountMailWanted.KIND_TYPE_CHOIX_RECEIVED: Template.TYPE_CHOIX_RECEIVED,
    AccountMailWanted.KIND_TYPE_CHOIX_ACCEPTED: Template.TYPE_CHOIX_ACCEPTED,
    AccountMailWanted.KIND_TYPE_CHOIX_REFUSED: Template.TYPE_CHOIX_REFUSED,
}
ABOUT = ("link_id", "mandataire_id", "demande_id")
BY_ARS = {"placed": Template.PLACED_BY_ARS, "corrected": Template.CHOICE_CORRECTED}
"""session's decisions by which ARS gives a place (CHX-6, CHX-8)."""
CHOICE = "chosen"
"""The type of session's decision that a place was given."""
MANDATAIRE = "mandataire:"
"""How the actor of a choice by proxy begins (PRC-5)."""

STAFF = "ars:"
"""How the actor of a choice that was dictated to ARS begins (ENG-6)."""


INTERESTS = Interests(bodies=frozenset({"account_mail_wanted"}), decisions=frozenset({CHOICE, *BY_ARS}))
"""Others ask for no mail."""


def hear(tx: Transaction, event: Event) -> None:
    """Queues the mail that this event asks for."""
    if event.WhichOneof("body") == "account_mail_wanted":
        _account_mail(tx, event)
    elif event.decision.type == CHOICE:
        _choice_mail(tx, event)
    else:
        _mails_of_ars(tx, event)


def _account_mail(tx: Transaction, event: Event) -> None:
    wanted = event.account_mail_wanted
    mails.queue(
        tx,
        event_id=event.id,
        mail_id=uuid4(),
        template=ACCOUNT_TEMPLATES[wanted.kind],
        intern_id=UUID(wanted.intern_id),
        about={name: text for name in ABOUT if (text := getattr(wanted, name))},
    )


def _choice_mail(tx: Transaction, event: Event) -> None:
    """By proxy, the mandataire gets one too (PRC-5); so does one who dictated the choice, if there is one.

    A dictated choice that names no mandataire may be of a session that named none: identity is asked later.
    """
    payload = json.loads(event.decision.payload)
    by_proxy = event.decision.actor.startswith(MANDATAIRE)
    dictated = event.decision.actor.startswith(STAFF)
    both = by_proxy or dictated
    about = _decided(event, payload) | {"by_proxy": by_proxy, "dictated": dictated}
    if mandataire_id := payload.get("mandataire_id"):
        about["mandataire_id"] = mandataire_id
    for template in (Template.CHOICE_CONFIRMED, *([Template.CHOICE_BY_PROXY] if both else [])):
        mails.queue(
            tx,
            event_id=event.id,
            mail_id=uuid4(),
            template=template,
            intern_id=UUID(payload["intern_id"]),
            about=about,
        )


def _mails_of_ars(tx: Transaction, event: Event) -> None:
    """To whoever has another place now; of a correction over two amphis, each log tells its own."""
    payload = json.loads(event.decision.payload)
    amphi_id = event.decision.amphi_id
    concerned = [
        line for line in payload.get("lines", [payload]) if line.get("amphi_id", amphi_id) == amphi_id
    ]
    for line in concerned:
        mails.queue(
            tx,
            event_id=event.id,
            mail_id=uuid4(),
            template=BY_ARS[event.decision.type],
            intern_id=UUID(line["intern_id"]),
            about=_decided(event, payload),
        )


def _decided(event: Event, payload: dict[str, Any]) -> dict[str, Any]:
    """Which decision it was: others may follow before the mail leaves (TRN-5)."""
    decision = event.decision
    return {"amphi_id": decision.amphi_id, "seq": decision.seq, "received_at": payload["received_at"]}
