"""`make reset`: forgets the data of the local run (IFC-1). What was installed stays."""

import shutil
import sys

from deploy.local.errors import CannotStart
from deploy.local.plain_user import forget
from deploy.local.screen import say
from deploy.local.settings import settings_from
from deploy.local.single import is_running


def reset() -> None:
    """Removes the folder of the local run, unless it is in use."""
    folder = settings_from().folder
    if is_running(folder):
        raise CannotStart("« make run » tourne encore : arrêtez-le d’abord avec Ctrl-C.")
    if folder.exists():
        forget(folder / "postgresql" / "data")
        shutil.rmtree(folder)
    say("Données oubliées : le prochain « make run » repart de zéro.")


if __name__ == "__main__":
    try:
        reset()
    except CannotStart as problem:
        sys.exit(str(problem))
