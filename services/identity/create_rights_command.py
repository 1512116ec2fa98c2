"""`create-rights`: procurations already accepted, and requests, for a demonstration.

A JSON object on stdin, `{"mandataires": {INE: e-mail}, "demandes": [INE]}`; the mandataires' one password in
DCI_ACCOUNTS_PASSWORD.
"""

import json
import sys

from chassis import logs
from chassis.config import settings_from
from chassis.errors import DomainError
from services.identity.bootstrap import SERVICE, command_line_tools
from services.identity.create_accounts_command import REFUSED, AccountSettings
from services.identity.use_cases.create_rights import WantedRights, create_rights


def create_rights_from_stdin() -> int:
    """0 done, 1 refused (the reason on stderr)."""
    settings = settings_from(AccountSettings)
    logs.configure(SERVICE, "WARNING")
    told = json.load(sys.stdin)
    wanted = WantedRights(mandataires=told["mandataires"], demandes=tuple(told["demandes"]))
    database, tools = command_line_tools(settings.storage)
    try:
        made = create_rights(tools, wanted=wanted, password=settings.password)
    except DomainError as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return REFUSED
    finally:
        database.close()
    sys.stdout.write(f"{made}\n")
    return 0
