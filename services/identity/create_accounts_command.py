"""`create-accounts`: accounts for a demonstration or a load test, without the inscription and its mails.

A JSON object, INE → e-mail, on stdin; one password for all in DCI_ACCOUNTS_PASSWORD.
"""

import json
import sys
from dataclasses import dataclass

from marshmallow.validate import Length

from chassis import logs
from chassis.config import setting, settings_from
from chassis.errors import DomainError
from services.identity.bootstrap import SERVICE, command_line_tools
from services.identity.config import StorageSettings
from services.identity.use_cases.create_accounts import create_accounts

REFUSED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """What must not be seen in a list of processes comes from the environment."""

    storage: StorageSettings
    password: str = setting(
        "DCI_ACCOUNTS_PASSWORD",
        "password of all these accounts",
        validate=Length(min=12, error="12 caractères"),
    )


def create_accounts_from_stdin() -> int:
    """0 done, 1 refused (the reason on stderr)."""
    settings = settings_from(AccountSettings)
    logs.configure(SERVICE, "WARNING")
    emails: dict[str, str] = json.load(sys.stdin)
    database, tools = command_line_tools(settings.storage)
    try:
        made = create_accounts(tools, emails=emails, password=settings.password)
    except DomainError as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return REFUSED
    finally:
        database.close()
    sys.stdout.write(f"{made}\n")
    return 0
