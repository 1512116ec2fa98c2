"""identity's own commands, several in one process: each start of one costs seconds of a busy machine.

`python -m tests.faults.world.accounts` reads a JSON list of {command, told, stdin} and runs them in order.
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import StaffAccount
from deploy.local.paths import ROOT
from services.identity.create_accounts_command import create_accounts_from_stdin
from services.identity.create_rights_command import create_rights_from_stdin
from services.identity.create_staff_command import create_staff_from


@dataclass(frozen=True, slots=True)
class Command:
    """As `python -m services.identity` takes it: words, environment, standard input."""

    command: list[str]
    told: dict[str, str] = field(default_factory=dict)
    stdin: str = ""


def staff(account: StaffAccount) -> Command:
    """Somebody of ARS."""
    told = {"DCI_STAFF_PASSWORD": account.password, "DCI_STAFF_TOTP_SECRET": account.totp_secret}
    return Command(["create-staff", "--email", account.email, "--role", account.role], told)


def interns(emails: Mapping[str, str]) -> Command:
    """INE → e-mail."""
    return Command(["create-accounts"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, json.dumps(dict(emails)))


def procurations(mandataires: Mapping[str, str]) -> Command:
    """INE → the mandataire's e-mail."""
    told = json.dumps({"mandataires": dict(mandataires), "demandes": []})
    return Command(["create-rights"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, told)


def make(environment: Mapping[str, str], commands: Sequence[Command]) -> None:
    """All of them, under identity's environment."""
    subprocess.run(
        [sys.executable, "-m", "tests.faults.world.accounts"],
        cwd=ROOT,
        env=dict(environment),
        input=json.dumps([asdict(each) for each in commands]),
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )


def run(each: Command) -> int:
    """Here and now."""
    os.environ.update(each.told)
    sys.stdin = io.StringIO(each.stdin)
    match each.command:
        case ["create-staff", *words]:
            return create_staff_from(words)
        case ["create-accounts"]:
            return create_accounts_from_stdin()
        case ["create-rights"]:
            return create_rights_from_stdin()
    raise ValueError(each.command)


if __name__ == "__main__":
    for one in json.load(sys.stdin):
        if ended := run(Command(**one)):
            sys.exit(ended)
