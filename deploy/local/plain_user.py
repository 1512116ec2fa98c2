"""PostgreSQL refuses to run as root: under root its programs run as a plain user."""

import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOBODY = 65_534  # on every machine, and initdb wants a user whom the machine knows
# A namespace rather than another user, who could not enter a clone below a closed home.
IN_NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
ELSEWHERE = Path("/var/lib/dci-local")


@dataclass(frozen=True, slots=True)
class PlainUser:
    """Who PostgreSQL's programs are: what to put before their commands, and whether files must be theirs."""

    prefix: tuple[str, ...] = ()
    is_somebody_else: bool = False

    def room_for(self, data: Path) -> Path:
        """The folder of the data, where this user can reach it; `data` leads there."""
        if not self.is_somebody_else or data.is_symlink():
            data.resolve().mkdir(parents=True, exist_ok=True, mode=0o700)
            return data.resolve()
        ELSEWHERE.mkdir(mode=0o755, exist_ok=True)
        room = ELSEWHERE / hashlib.sha256(str(data).encode()).hexdigest()[:16]
        room.mkdir(mode=0o700, exist_ok=True)
        self.give(room)
        data.parent.mkdir(parents=True, exist_ok=True)
        data.symlink_to(room)
        return room

    def give(self, path: Path) -> None:
        """A file or folder becomes this user's."""
        if self.is_somebody_else:
            os.chown(path, NOBODY, NOBODY)


@cache
def plain_user() -> PlainUser:
    """Ourselves if we are not root; else ourselves in a namespace, where it is allowed; else nobody."""
    if os.geteuid() != 0:
        return PlainUser()
    probe = subprocess.run([*IN_NAMESPACE, "true"], check=False, capture_output=True)  # noqa: S603
    return PlainUser(IN_NAMESPACE) if probe.returncode == 0 else PlainUser(AS_NOBODY, is_somebody_else=True)


def forget(data: Path) -> None:
    """Removes data that lies elsewhere."""
    if data.is_symlink():
        shutil.rmtree(data.resolve(), ignore_errors=True)
