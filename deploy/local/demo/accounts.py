"""Accounts of the demonstration: staff and interns, made by identity's own commands."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pyotp

from deploy.local.demo.calls import StaffAccount

STAFF = (
    (
        "administrateur",
        "admin@ars.example",
        "tous les droits ; proposez de corriger un choix de CHIR",
    ),
    ("gestionnaire", "gestion@ars.example", "ouvrez la régie de CHIR, puis démarrez PHARMA"),
    ("administrateur", "direction@ars.example", "la deuxième personne, qui approuve une correction"),
    ("consultation", "consultation@ars.example", "voit tout, n’agit sur rien"),
)
PASSWORD = "amphi-demonstration-2027"  # noqa: S105  # shown on screen: the accounts are invented


class CommandRefused(RuntimeError):
    """A command of identity's failed: its own words follow."""


def staff(known: list[dict[str, Any]], *, one: bool) -> list[StaffAccount]:
    """All of them, or one administrateur; a TOTP secret is made once and kept in demo.json."""
    secrets_by_email = {each["email"]: each.get("totp_secret") for each in known}
    return [
        StaffAccount(role, email, PASSWORD, secrets_by_email.get(email) or pyotp.random_base32())
        for role, email, _ in STAFF[: 1 if one else None]
    ]


def create_staff(account: StaffAccount) -> None:
    """Make the account, or give the known one its password and secret anew."""
    _identity(
        ["create-staff", "--email", account.email, "--role", account.role],
        {"DCI_STAFF_PASSWORD": account.password, "DCI_STAFF_TOTP_SECRET": account.totp_secret},
    )


def create_interns(emails: Mapping[str, str]) -> None:
    """Make the accounts of these INE → e-mail that are missing, all with `PASSWORD`."""
    _identity(["create-accounts"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, json.dumps(dict(emails)))


def create_rights(mandataires: Mapping[str, str], demandes: Sequence[str]) -> None:
    """Have these INE → e-mail named as mandataires, with `PASSWORD`, and these INEs ask for a surnombre."""
    told = json.dumps({"mandataires": dict(mandataires), "demandes": list(demandes)})
    _identity(["create-rights"], {"DCI_ACCOUNTS_PASSWORD": PASSWORD}, told)


def _identity(arguments: list[str], environment: Mapping[str, str], told: str = "") -> None:
    done = subprocess.run(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", "services.identity", *arguments],
        env=os.environ | dict(environment),
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandRefused(done.stderr.strip())
