"""A whole service of one RPC, started by test_process: `python -m chassis.tests.small_service`.

`Say` answers after the milliseconds it is asked; asked « die », the service's other part dies.
"""

import os
import threading
import time
from dataclasses import dataclass
from typing import Any

import structlog

from chassis import logs
from chassis.config import ProcessSettings, ServerSettings, setting, settings_from
from chassis.process import command_line, run
from chassis.rpc.access import by_service
from chassis.rpc.server import GrpcServer
from chassis.tests.calls import ECHO, echo

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    process: ProcessSettings
    server: ServerSettings
    motto: str = setting("DCI_ESSAI_MOTTO", "what Say answers, such as « bonjour »")


class Other:
    """A part that takes as long to stop as it is told to."""

    name = "other"

    def __init__(self, stop_seconds: float) -> None:
        self._stop_seconds = stop_seconds
        self.died = threading.Event()

    def start(self) -> None:
        log.info("other started")

    def stop(self) -> None:
        time.sleep(self._stop_seconds)
        log.info("other stopped")

    def alive(self) -> bool:
        return not self.died.is_set()


def serve() -> int:
    settings = settings_from(Settings)
    logs.configure("essai", settings.process.log_level)
    other = Other(float(os.environ.get("ESSAI_STOP_SECONDS", "0")))

    def answer(request: bytes, _context: Any) -> bytes:
        if request == b"die":
            other.died.set()
        else:
            time.sleep(int(request) / 1000)
        return settings.motto.encode()

    server = GrpcServer(
        "essai",
        settings.server,
        access={f"/{ECHO}/Say": by_service("gateway")},
        user_keys=dict,
        register=[echo(answer)],
    )
    return run(settings.process, parts=[other, server], checks={}, stop_seconds=3)


def migrate() -> None:
    log.info("migrated")


if __name__ == "__main__":
    command_line(serve=serve, migrate=migrate)
