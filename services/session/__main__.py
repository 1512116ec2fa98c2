"""`python -m services.session [serve | migrate | rotate-receipt-key]`."""

import sys

from chassis.process import command_line
from services.session.bootstrap import migrate, serve
from services.session.rotate_receipt_key_command import rotate_receipt_key

if sys.argv[1:] == ["rotate-receipt-key"]:
    sys.exit(rotate_receipt_key())
command_line(serve=serve, migrate=migrate)
