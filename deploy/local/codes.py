"""`make codes`: the six digits that each staff account of the demonstration would see on its phone now."""

import json
import sys

import pyotp

from deploy.local.demonstration import FILE
from deploy.local.errors import CannotStart
from deploy.local.screen import say
from deploy.local.settings import settings_from


def codes() -> None:
    """One line an account."""
    file = settings_from().folder / FILE
    if not file.exists():
        raise CannotStart("Pas encore de comptes : « make run » d’abord.")
    for account in json.loads(file.read_text())["accounts"]:
        if secret := account.get("totp_secret"):
            say(f"{pyotp.TOTP(secret).now()}  {account['email']} ({account['role']})")


if __name__ == "__main__":
    try:
        codes()
    except CannotStart as problem:
        sys.exit(str(problem))
