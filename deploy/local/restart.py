"""`make restart S=session`: ends one process of the run; its supervisor starts it again."""

import os
import signal
import sys

from deploy.local.errors import CannotStart
from deploy.local.postgres import Postgres
from deploy.local.screen import say
from deploy.local.settings import settings_from
from deploy.local.single import is_running

# PostgreSQL takes SIGTERM for « once the last client has left ».
STOP_SIGNALS = {Postgres.name: Postgres.stop_signal}


def restart(name: str) -> None:
    """Asks a running service (or part) to end."""
    folder = settings_from().folder
    if not is_running(folder):
        raise CannotStart("Rien ne tourne ici : « make run » d’abord.")
    pids = folder / "pids"
    if not name or not (pids / name).is_file():
        known = ", ".join(sorted(file.name for file in pids.iterdir()))
        raise CannotStart(f"Quel service ? « make restart S=… » avec l’un de : {known}.")
    os.kill(int((pids / name).read_text()), STOP_SIGNALS.get(name, signal.SIGTERM))
    say(f"{name} redémarre ; la fenêtre de « make run » dit quand il répond de nouveau.")


if __name__ == "__main__":
    try:
        restart(sys.argv[1])
    except CannotStart as problem:
        sys.exit(str(problem))
