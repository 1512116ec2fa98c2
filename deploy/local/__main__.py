"""`make run`: everything on one machine, in the foreground, until Ctrl-C (IFC-1)."""

import os
import sys

from deploy.local.errors import CannotStart
from deploy.local.paths import ROOT
from deploy.local.run import LocalRun
from deploy.local.screen import say
from deploy.local.settings import settings_from
from deploy.local.single import alone_in
from deploy.local.supervisor import StopAsked


def main() -> int:
    """Runs until asked to stop; returns the exit status."""
    os.chdir(ROOT)
    try:
        settings = settings_from()
        with alone_in(settings.folder):
            return _run(LocalRun(settings))
    except CannotStart as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


def _run(run: LocalRun) -> int:
    run.supervisor.listen()
    try:
        run.start()
        run.supervisor.look_forever()
    except StopAsked:
        say("Arrêt…")
    finally:
        run.stop()
    say("DCI est arrêté.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
