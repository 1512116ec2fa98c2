"""One local run at a time in one folder."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.errors import CannotStart


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds the folder; a second run beside it is refused in one line. The kernel lets go when we end."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                f"« make run » tourne déjà ici (données dans {folder}) : Ctrl-C dans sa fenêtre l’arrête."
            ) from None
        yield


def is_running(folder: Path) -> bool:
    """Whether a run holds the folder."""
    if not (folder / "run.lock").exists():
        return False
    with (folder / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
