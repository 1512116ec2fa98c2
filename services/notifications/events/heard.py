"""What notifications hears from others, and the mail it makes of it."""

import json
from uuid import UUID, uuid4

from chassis.database import Transaction
from dci.events.v1.events_pb2 import AccountMailWanted, Event
from services.notifications.domain.mail import Template
from services.notifications.storage import mails

ACCOUNT_TEMPLATES = {
    AccountMailWanted.KIND_CONFIRM_ADDRESS: Template.CONFIRM_ADDRESS,
    AccountMailWanted.KIND_ACCOUNT_CONFIRMED: Template.ACCOUNT_CONFIRMED,
    AccountMailWanted.KIND_ALREADY_REGISTERED: Template.ALREADY_REGISTERED,
}
CHOICE = "chosen"
"""The type of session's decision that a place was given."""


def hear(tx: Transaction, event: Event) -> None:
    """Queues the mail that this event asks for; other events ask for none."""
    match event.WhichOneof("body"):
        case "account_mail_wanted":
            _account_mail(tx, event)
        case "decision" if event.decision.type == CHOICE:
            _choice_mail(tx, event)


def _account_mail(tx: Transaction, event: Event) -> None:
    wanted = event.account_mail_wanted
    mails.queue(
        tx,
        event_id=event.id,
        mail_id=uuid4(),
        template=ACCOUNT_TEMPLATES[wanted.kind],
        intern_id=UUID(wanted.intern_id),
        about={"link_id": wanted.link_id} if wanted.link_id else {},
    )


def _choice_mail(tx: Transaction, event: Event) -> None:
    payload = json.loads(event.decision.payload)
    mails.queue(
        tx,
        event_id=event.id,
        mail_id=uuid4(),
        template=Template.CHOICE_CONFIRMED,
        intern_id=UUID(payload["intern_id"]),
        about={"amphi_id": event.decision.amphi_id},
    )
