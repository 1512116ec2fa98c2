"""`rotate-receipt-key`: another key signs receipts from now on; the one before stays published (ENG-8)."""

import sys

from chassis import logs
from chassis.config import settings_from
from chassis.database import Database
from services.session.bootstrap import NAME, receipts_with
from services.session.config import ReceiptSettings


def rotate_receipt_key() -> int:
    """0 done, with the new key's id on stdout; running replicas sign with it at once."""
    settings = settings_from(ReceiptSettings)
    logs.configure(NAME, "WARNING")
    database = Database(settings.database_url, NAME, pool_size=1)
    try:
        sys.stdout.write(f"{receipts_with(settings.encryption_keys).change_key(database)}\n")
    finally:
        database.close()
    return 0
