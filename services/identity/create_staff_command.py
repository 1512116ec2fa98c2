"""`create-staff`: the first administrateur of a deployment, and demonstration accounts (ADM-1).

Password and TOTP secret come from the environment (DCI_STAFF_PASSWORD, DCI_STAFF_TOTP_SECRET) or are made
here; either way the result is one line of JSON on stdout.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from secrets import token_urlsafe

from chassis import logs
from chassis.config import settings_from
from chassis.errors import DomainError
from services.identity.adapters import totp
from services.identity.bootstrap import SERVICE, command_line_tools
from services.identity.config import StaffSettings
from services.identity.domain.roles import Role
from services.identity.use_cases.create_staff import create_staff

REFUSED = 1


def create_staff_from(arguments: Sequence[str]) -> int:
    """0 done, 1 refused (the reason on stderr), 2 wrong use."""
    wanted = _parser().parse_args(arguments)
    settings = settings_from(StaffSettings)
    logs.configure(SERVICE, "WARNING")
    password = settings.password or token_urlsafe(15)
    totp_secret = settings.totp_secret or totp.new_secret()
    database, tools = command_line_tools(settings.storage)
    try:
        create_staff(
            tools,
            email=wanted.email,
            nom=wanted.nom or wanted.email.partition("@")[0],
            role=Role(wanted.role),
            password=password,
            totp_secret=totp_secret,
        )
    except DomainError as refusal:
        sys.stderr.write(f"{refusal.text}\n")
        return REFUSED
    finally:
        database.close()
    account = {"role": wanted.role, "email": wanted.email, "password": password, "totp_secret": totp_secret}
    sys.stdout.write(json.dumps(account) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m services.identity create-staff", description=__doc__)
    parser.add_argument("--email", required=True, help="the login")
    parser.add_argument("--role", required=True, choices=[role.value for role in Role])
    parser.add_argument("--nom", default="", help="the name shown; by default what stands before the @")
    return parser
