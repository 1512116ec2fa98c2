"""A service is a list of parts that start together, stop together, and end the process when one of them dies.

How a service is assembled (`services/session/`; chassis/README.md says more)::

    # __main__.py
    from chassis.process import command_line
    from services.session.bootstrap import migrate, serve

    command_line(serve=serve, migrate=migrate)

    # config.py
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Settings:
        process: ProcessSettings  # these three from chassis.config
        calls: CallSettings
        server: ServerSettings
        database_url: str = setting("DCI_DATABASE_URL", "PostgreSQL of session, such as postgresql://…")
        postes: str = setting("DCI_POSTES", "gRPC of postes, host:port")
        identity: str = setting("DCI_IDENTITY", "gRPC of identity, host:port")

    # bootstrap.py
    def serve() -> int:
        settings = settings_from(Settings)
        logs.configure("session", settings.process.log_level)
        database = Database(settings.database_url, "session")
        signer = ServiceSigner("session", settings.calls.service_key_file)
        channel = partial(connect, signer=signer, tls_ca_file=settings.calls.tls_ca_file)
        postes = SettlementServiceStub(channel(settings.postes, audience="postes"))
        server = GrpcServer(
            "session",
            settings.server,
            access=ACCESS,
            user_keys=identity_keys(channel(settings.identity, audience="identity")),
            register=[partial(add_PassageServiceServicer_to_server, PassageApi(database, postes))],
        )
        return run(settings.process, parts=[relay, server], checks={"base": database.check})
"""

import argparse
import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Final, Protocol

import structlog

from chassis.config import ProcessSettings
from chassis.health import Check, Health, HealthServer

log = structlog.get_logger(__name__)

STOP_SECONDS: Final = 8.0
_LOOK_SECONDS: Final = 0.5


class Part(Protocol):
    """Something that runs while the process does: a gRPC server, the outbox relay, a consumer."""

    name: str

    def start(self) -> None:
        """Start and return; raise if it cannot."""

    def stop(self) -> None:
        """Finish what is under way and return, within a few seconds."""

    def alive(self) -> bool:
        """Tell whether it still runs; a part that died ends the process, and the supervisor restarts it."""


def command_line(*, serve: Callable[[], int], migrate: Callable[[], None] | None = None) -> None:
    """Serve, or with the argument `migrate` prepare the database and the topics and end."""
    parser = argparse.ArgumentParser()
    if migrate:
        parser.add_argument("command", nargs="?", choices=["serve", "migrate"], default="serve")
    if migrate and parser.parse_args().command == "migrate":
        migrate()
        return
    raise SystemExit(serve())


def run(
    settings: ProcessSettings,
    *,
    parts: Sequence[Part],
    checks: Mapping[str, Check],
    stop_seconds: float = STOP_SECONDS,
) -> int:
    """Start the parts in order and run until SIGTERM, SIGINT or the death of a part; return the exit status.

    A signal: not ready at once, then each part is stopped, the last first, within `stop_seconds` in all; 0.
    A part that died or could not start: the others are stopped the same way; 1. /readyz asks `checks`.
    """
    asked = threading.Event()
    _stop_on_signals(asked)
    health = Health(checks)
    started: list[Part] = []
    try:
        for part in (HealthServer(health, port=settings.metrics_port, bind=settings.bind), *parts):
            part.start()
            started.append(part)
        health.open = True
        log.info("ready", parts=[part.name for part in started])
        return 1 if _first_dead(started, asked) else 0
    finally:
        health.open = False
        _stop(started, stop_seconds)


def _stop_on_signals(asked: threading.Event) -> None:
    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)


def _first_dead(parts: Sequence[Part], asked: threading.Event) -> Part | None:
    while not asked.wait(_LOOK_SECONDS):
        for part in parts:
            if not part.alive():
                log.error("part died", part=part.name)
                return part
    return None


def _stop(parts: Sequence[Part], seconds: float) -> None:
    watchdog = threading.Timer(seconds, _give_up)
    watchdog.daemon = True
    watchdog.start()
    for part in reversed(parts):
        log.info("stopping", part=part.name)
        try:
            part.stop()
        except Exception:
            log.exception("part did not stop cleanly", part=part.name)
    log.info("stopped")


def _give_up() -> None:
    log.error("stopping took too long")
    os._exit(1)
