"""PostgreSQL refuses to run as root: under root its programs see themselves as a plain user."""

import os
import subprocess
from functools import cache

from deploy.local.errors import CannotStart

# A namespace rather than another user, who could not enter a clone below a closed home.
AS_PLAIN_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"]


@cache
def as_plain_user() -> list[str]:
    """What to put before a command that must not be root; nothing for those who are not."""
    if os.geteuid() != 0:
        return []
    probe = subprocess.run([*AS_PLAIN_USER, "true"], check=False, capture_output=True, text=True)  # noqa: S603
    if probe.returncode:
        raise CannotStart(
            "PostgreSQL refuse de tourner en root et cette machine refuse « unshare --user » "
            f"({probe.stderr.strip()}) : lancez la commande avec un utilisateur ordinaire."
        )
    return AS_PLAIN_USER
