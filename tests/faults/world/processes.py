"""The processes of a run, for whoever injects faults: started, killed, stopped, started again. One thread."""

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.local.child import sweep_group
from deploy.local.parts import spawn, tail

ASK_EVERY = 0.1


@dataclass(frozen=True, slots=True)
class Program:
    """How to start it, when it answers, and the signal at which it ends properly."""

    name: str
    command: list[str]
    is_ready: Callable[[], bool]
    environment: dict[str, str] | None = None
    stop_signal: signal.Signals = signal.SIGTERM


@dataclass(slots=True)
class Processes:
    """By name. A process that dies without being told to is found by `died`."""

    logs: Path
    programs: dict[str, Program] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    expected: set[str] = field(default_factory=set)
    """Those that may be down now: whoever took them down brings them back."""

    def add(self, program: Program) -> None:
        """Know it; it is not started yet."""
        self.programs[program.name] = program

    def start(self, name: str) -> None:
        """Start it; nothing if it runs."""
        if self.is_running(name):
            return
        program = self.programs[name]
        self.running[name] = spawn(program.command, self.logs / f"{name}.log", program.environment)

    def is_running(self, name: str) -> bool:
        """Whether the process is there, also a stopped one."""
        process = self.running.get(name)
        return process is not None and process.poll() is None

    def send(self, name: str, number: signal.Signals) -> None:
        """A signal, if it is there."""
        if self.is_running(name):
            os.kill(self.running[name].pid, number)

    def kill(self, name: str) -> None:
        """SIGKILL; returns once it is gone."""
        self.send(name, signal.SIGKILL)
        self.running[name].wait()

    async def stop(self, name: str, seconds: float = 15.0) -> None:
        """Ends it properly, else by SIGKILL."""
        self.send(name, signal.SIGCONT)
        self.send(name, self.programs[name].stop_signal)
        end = time.monotonic() + seconds
        while self.is_running(name) and time.monotonic() < end:
            await asyncio.sleep(0.05)
        self.kill(name)

    async def ready(self, name: str, seconds: float = 90.0) -> None:
        """Returns once it answers; what ends meanwhile is started again (a port is not free yet)."""
        program, end = self.programs[name], time.monotonic() + seconds
        while not await asyncio.to_thread(program.is_ready):
            if time.monotonic() > end:
                raise TimeoutError(f"{name} does not answer after {seconds} s:\n{tail(self.log(name))}")
            self.start(name)
            await asyncio.sleep(ASK_EVERY)

    def died(self) -> list[str]:
        """Those that ended although nobody holds them down."""
        return [name for name in self.running if name not in self.expected and not self.is_running(name)]

    def log(self, name: str) -> Path:
        """Where it writes."""
        return self.logs / f"{name}.log"

    def end(self) -> None:
        """Nothing is left."""
        for process in self.running.values():
            sweep_group(process.pid)
            process.wait()
