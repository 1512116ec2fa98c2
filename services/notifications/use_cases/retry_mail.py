"""Staff put a refused mail back in the queue (NOT-2)."""

from uuid import UUID

from chassis.database import Database
from services.notifications.domain.errors import CourrielInconnu
from services.notifications.storage import mails


def retry_mail(database: Database, mail_id: UUID) -> None:
    """It is composed anew, since the address may have been corrected; raises CourrielInconnu."""
    with database.transaction() as tx:
        if not mails.put_back(tx, mail_id):
            raise CourrielInconnu
        tx.commit()
