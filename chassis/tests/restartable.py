"""Servers of a test's own, which it may stop and start again on the same port with the same data."""

import subprocess
from pathlib import Path

from deploy.local.kafka_broker import Kafka
from deploy.local.parts import Part, spawn, wait_until
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres


class Restartable:
    """A part that is off until `start`."""

    def __init__(self, part: Part, folder: Path) -> None:
        self._part = part
        self._log = folder / f"{part.name}.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it answers."""
        self._part.prepare()
        self._process = spawn(self._part.command(), self._log)
        wait_until(self._part.is_ready, self._process, self._part.name, self._log, 60)

    def stop(self) -> None:
        """Returns when it is gone."""
        if self._process:
            self._process.send_signal(self._part.stop_signal)
            self._process.wait(timeout=20)
            self._process = None


def restartable_postgres(folder: Path) -> tuple[Postgres, Restartable]:
    """PostgreSQL with an empty data folder."""
    part = Postgres(folder / "postgres", free_port(), durable=False)
    return part, Restartable(part, folder)


def restartable_kafka(folder: Path) -> tuple[Kafka, Restartable]:
    """A broker with an empty log."""
    port = free_port()
    part = Kafka(folder / "kafka", port, free_port(frozenset({port})))
    return part, Restartable(part, folder)
