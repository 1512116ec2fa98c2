"""Staff put a refused mail back in the queue (NOT-2)."""

from uuid import UUID

from services.notifications.domain.errors import CourrielInconnu
from services.notifications.domain.ports import MailQueue


def retry_mail(queue: MailQueue, mail_id: UUID) -> None:
    """It is composed anew, since the address may have been corrected; raises CourrielInconnu."""
    if not queue.put_back(mail_id):
        raise CourrielInconnu
