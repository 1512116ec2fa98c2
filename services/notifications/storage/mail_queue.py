"""The mail queue behind its port: PostgreSQL, one transaction a step, told by the outbox."""

from uuid import UUID

from chassis.database import Database
from chassis.events.outbox import publish
from chassis.events.topics import NOTIFICATIONS
from dci.events.v1.events_pb2 import Event, MailFailed, MailSent
from services.notifications.domain.mail import Composed, Mail
from services.notifications.storage import mails


class StoredMailQueue:
    """See `domain.ports.MailQueue`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin_next_attempt(self) -> Mail | None:
        """Committed before the attempt is made."""
        with self._database.transaction() as tx:
            mail = mails.begin_next_attempt(tx)
            tx.commit()
        return mail

    def keep_content(self, mail: Mail, composed: Composed) -> None:
        """Committed before DATA."""
        with self._database.transaction() as tx:
            mails.keep_content(tx, mail.id, composed)
            tx.commit()

    def record_sent(self, mail: Mail) -> None:
        """Told in the same transaction."""
        sent = MailSent(mail_id=str(mail.id), template=mail.template, intern_id=str(mail.intern_id))
        with self._database.transaction() as tx:
            mails.record_sent(tx, mail.id)
            publish(tx, NOTIFICATIONS, Event(aggregate=str(mail.intern_id), mail_sent=sent))
            tx.commit()

    def record_refused(self, mail: Mail, error: str) -> None:
        """Told in the same transaction."""
        failed = MailFailed(
            mail_id=str(mail.id), template=mail.template, intern_id=str(mail.intern_id), error=error
        )
        with self._database.transaction() as tx:
            mails.record_refused(tx, mail.id, error)
            publish(tx, NOTIFICATIONS, Event(aggregate=str(mail.intern_id), mail_failed=failed))
            tx.commit()

    def record_needless(self, mail: Mail) -> None:
        """Nobody is told of it."""
        with self._database.transaction() as tx:
            mails.record_needless(tx, mail.id)
            tx.commit()

    def record_delayed(self, mail: Mail, error: str) -> None:
        """The next attempt was set when this one began."""
        with self._database.transaction() as tx:
            mails.record_delayed(tx, mail.id, error)
            tx.commit()

    def put_back(self, mail_id: UUID) -> bool:
        """Due at once."""
        with self._database.transaction() as tx:
            found = mails.put_back(tx, mail_id)
            tx.commit()
        return found
