"""Sends the mail that waits longest. The attempt is stored before it is made, its answer after (NOT-2)."""

from collections.abc import Callable
from enum import Enum

import structlog

from chassis.errors import DomainError, Kind
from services.notifications.domain.mail import Composed, Mail
from services.notifications.domain.ports import MailQueue, NobodyToTell, NotNow, Postman, Refused

log = structlog.get_logger(__name__)

Compose = Callable[[Mail], Composed]


class Outcome(Enum):
    """What became of the attempt."""

    NOTHING_TO_SEND = "nothing_to_send"
    SENT = "sent"
    REFUSED = "refused"
    NEEDLESS = "needless"
    DELAYED = "delayed"


def send_next_mail(queue: MailQueue, compose: Compose, postman: Postman) -> Outcome:
    """One attempt at one mail; safe to run in any number of threads and processes at once."""
    mail = queue.begin_next_attempt()
    if mail is None:
        return Outcome.NOTHING_TO_SEND
    outcome = _attempt(queue, mail, compose, postman)
    log.info(
        "mail", outcome=outcome.value, mail_id=str(mail.id), template=mail.template, attempts=mail.attempts
    )
    return outcome


def _attempt(queue: MailQueue, mail: Mail, compose: Compose, postman: Postman) -> Outcome:
    try:
        ready = _composed(queue, mail, compose)
        postman.deliver(ready.recipient, ready.content)
    except NotNow as reason:
        return _delayed(queue, mail, str(reason))
    except NobodyToTell:
        queue.record_needless(mail)
        return Outcome.NEEDLESS
    except Refused as reason:
        return _refused(queue, mail, str(reason))
    except DomainError as error:
        later = error.kind is Kind.UNAVAILABLE
        return _delayed(queue, mail, error.text) if later else _refused(queue, mail, error.text)
    queue.record_sent(mail)
    return Outcome.SENT


def _composed(queue: MailQueue, mail: Mail, compose: Compose) -> Composed:
    if mail.recipient is not None and mail.content is not None:
        return Composed(mail.recipient, mail.content)
    ready = compose(mail)
    queue.keep_content(mail, ready)
    return ready


def _delayed(queue: MailQueue, mail: Mail, reason: str) -> Outcome:
    queue.record_delayed(mail, reason)
    return Outcome.DELAYED


def _refused(queue: MailQueue, mail: Mail, reason: str) -> Outcome:
    queue.record_refused(mail, reason)
    return Outcome.REFUSED
