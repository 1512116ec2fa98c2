"""Sends the mail that waits longest. The attempt is stored before it is made, its answer after (NOT-2)."""

from collections.abc import Callable
from enum import Enum

import structlog

from chassis.database import Database, Transaction
from chassis.errors import DomainError, Kind
from chassis.events.outbox import publish
from chassis.events.topics import NOTIFICATIONS
from dci.events.v1.events_pb2 import Event, MailFailed, MailSent
from services.notifications.domain.mail import Composed, Mail
from services.notifications.domain.ports import NotNow, Postman, Refused
from services.notifications.storage import mails

log = structlog.get_logger(__name__)

Compose = Callable[[Mail], Composed]


class Outcome(Enum):
    """What became of the attempt."""

    NOTHING_TO_SEND = "nothing_to_send"
    SENT = "sent"
    REFUSED = "refused"
    DELAYED = "delayed"


def send_next_mail(database: Database, compose: Compose, postman: Postman) -> Outcome:
    """One attempt at one mail; safe to run in any number of threads and processes at once."""
    with database.transaction() as tx:
        mail = mails.begin_next_attempt(tx)
        tx.commit()
    if mail is None:
        return Outcome.NOTHING_TO_SEND
    try:
        ready = _composed(database, mail, compose)
        postman.deliver(ready.recipient, ready.content)
    except NotNow as reason:
        return _delayed(database, mail, str(reason))
    except Refused as reason:
        return _refused(database, mail, str(reason))
    except DomainError as error:
        if error.kind is Kind.UNAVAILABLE:
            return _delayed(database, mail, error.text)
        return _refused(database, mail, error.text)
    with database.transaction() as tx:
        mails.record_sent(tx, mail.id)
        sent = MailSent(mail_id=str(mail.id), template=mail.template.value, intern_id=str(mail.intern_id))
        _tell(tx, mail, Event(mail_sent=sent))
        tx.commit()
    log.info("mail_sent", mail_id=str(mail.id), template=mail.template.value, attempts=mail.attempts)
    return Outcome.SENT


def _composed(database: Database, mail: Mail, compose: Compose) -> Composed:
    if mail.recipient is not None and mail.content is not None:
        return Composed(mail.recipient, mail.content)
    ready = compose(mail)
    with database.transaction() as tx:
        mails.keep_content(tx, mail.id, ready)
        tx.commit()
    return ready


def _delayed(database: Database, mail: Mail, reason: str) -> Outcome:
    with database.transaction() as tx:
        mails.record_delayed(tx, mail.id, reason)
        tx.commit()
    log.warning("mail_delayed", mail_id=str(mail.id), template=mail.template.value, attempts=mail.attempts)
    return Outcome.DELAYED


def _refused(database: Database, mail: Mail, reason: str) -> Outcome:
    with database.transaction() as tx:
        mails.record_refused(tx, mail.id, reason)
        failed = MailFailed(
            mail_id=str(mail.id), template=mail.template.value, intern_id=str(mail.intern_id), error=reason
        )
        _tell(tx, mail, Event(mail_failed=failed))
        tx.commit()
    log.warning("mail_refused", mail_id=str(mail.id), template=mail.template.value, attempts=mail.attempts)
    return Outcome.REFUSED


def _tell(tx: Transaction, mail: Mail, event: Event) -> None:
    event.aggregate = str(mail.intern_id)
    publish(tx, NOTIFICATIONS, event)
