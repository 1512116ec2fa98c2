"""A supervisor of two small processes, run by tests as a program of its own: `small_run FOLDER`."""

import sys
from pathlib import Path

from deploy.local.child import Recipe
from deploy.local.parts import die_with_parent
from deploy.local.supervisor import StopAsked, Supervisor

STEADY = "import time; print('là', flush=True); time.sleep(600)"
# Ignores SIGTERM, and has a process of its own that ignores it too.
STUBBORN = """
import os, signal, time, pathlib, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    told = pathlib.Path(sys.argv[1], "told")
    told.write_text(str(os.getpid()))
    told.replace(pathlib.Path(sys.argv[1], "grandchild"))
time.sleep(600)
"""


def main(folder: Path) -> None:
    """Runs until SIGTERM."""
    supervisor = Supervisor(folder / "logs")
    supervisor.listen()
    for name, program in (("steady", STEADY), ("stubborn", STUBBORN)):
        command = die_with_parent([sys.executable, "-c", program, str(folder)])
        supervisor.start(Recipe(name, command, is_ready=lambda: True))
    supervisor.wait_ready(supervisor.names(), 10)
    print("prêt", flush=True)  # noqa: T201  # read by the test
    try:
        supervisor.look_forever()
    except StopAsked:
        supervisor.stop_all(0.5)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
