"""A whole local run for tests: real parts, the services, and its own folder and ports."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from deploy.local.paths import ROOT
from deploy.local.ports import free_port

READY = "DCI est prêt"


class Patience:
    """So many seconds of a machine that nobody else keeps busy.

    Where more processes want to run than there are cores, each second counts for so much less. What hangs
    wants nothing: it is found as early as ever.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._spent = 0.0
        self._began = self._looked = time.monotonic()

    def lasts(self) -> bool:
        """Whether any is left; ask often."""
        now, crowd = time.monotonic(), os.getloadavg()[0] / (os.cpu_count() or 1)
        self._spent += (now - self._looked) / max(1.0, crowd)
        self._looked = now
        return self._spent < self._seconds

    def __str__(self) -> str:
        """« 60 s (95 s on this busy machine) »."""
        return f"{self._seconds:.0f} s ({self._looked - self._began:.0f} s on this busy machine)"


class LocalSystem:
    """`python -m deploy.local` as `make run` starts it, in a folder of the test's own."""

    def __init__(self, folder: Path, demo: str) -> None:
        self.folder = folder
        taken: list[int] = []
        for _ in range(3):
            taken.append(free_port(frozenset(taken)))
        ports = zip(("DCI_GATEWAY_PORT", "DCI_ADMIN_PORT", "DCI_MAILBOX_PORT"), map(str, taken), strict=True)
        self.environment = {**os.environ, **dict(ports), "DEMO": demo, "DCI_LOCAL_FOLDER": str(folder)}
        self.screen = folder.parent / f"{folder.name}.screen"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, seconds: float) -> None:
        """Starts everything; returns when it says that it is ready."""
        with self.screen.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.local"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        patience = Patience(seconds)
        while READY not in self.said():
            assert self.process.poll() is None, f"ended at its start:\n{self.said()}"
            assert patience.lasts(), f"not ready after {patience}:\n{self.said()}"
            time.sleep(0.1)

    def stop(self, seconds: float = 15.0) -> float:
        """Ends everything as Ctrl-C does; returns how many seconds that took."""
        assert self.process is not None
        start = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=seconds)
        finally:
            self.process.kill()
            self.process.wait()
        return time.monotonic() - start

    def said(self) -> str:
        """What stands on the screen."""
        return self.screen.read_text()

    @property
    def demo(self) -> dict[str, Any]:
        """What `demo.json` says (IFC-3)."""
        content: dict[str, Any] = json.loads((self.folder / "demo.json").read_text())
        return content

    def pid(self, name: str) -> int:
        """The process that runs now as a service or part."""
        return int((self.folder / "pids" / name).read_text())

    def processes(self) -> dict[int, str]:
        """Everything on this machine that belongs to this run: its number and its command."""
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and int(entry.name) != os.getpid():
                try:
                    environment = (entry / "environ").read_bytes()
                    command = (entry / "cmdline").read_bytes()
                except OSError:  # it ended while we looked, or is not ours
                    continue
                if str(self.folder).encode() in environment + command:
                    found[int(entry.name)] = command.replace(b"\0", b" ").decode(errors="replace")
        return found
