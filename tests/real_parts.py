"""Real parts for tests: from the environment first, else containers if an engine answers, else embedded."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from deploy.local.kafka_broker import Kafka
from deploy.local.mailbox_server import Mailbox
from deploy.local.parts import Part, spawn, wait_until
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres

MEMORY = Path("/dev/shm")  # noqa: S108  # a folder with a name of its own is made in it
ROOM_BYTES = 4 * 2**30
START_SECONDS = 60.0  # a busy machine that also compiles


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where tests send mail, and where they read it (`GET {url}/email` answers JSON)."""

    host: str
    smtp_port: int
    url: str


@contextmanager
def postgres() -> Iterator[str]:
    """The superuser's address of a PostgreSQL server (DCI_TEST_POSTGRES)."""
    if given := os.environ.get("DCI_TEST_POSTGRES"):
        yield given
    elif docker_answers():
        from testcontainers.community.postgres import PostgresContainer  # noqa: PLC0415  # slow to import

        with PostgresContainer("postgres:18", driver=None) as container:
            yield container.get_connection_url()
    else:
        with _folder() as folder:
            server = Postgres(folder, free_port(), durable=False)
            with _running(server, folder):
                yield server.superuser_dsn


@contextmanager
def kafka() -> Iterator[str]:
    """The bootstrap address of a Kafka broker (DCI_TEST_KAFKA)."""
    if given := os.environ.get("DCI_TEST_KAFKA"):
        yield given
    elif docker_answers():
        from testcontainers.community.kafka import KafkaContainer  # noqa: PLC0415  # slow to import

        with KafkaContainer().with_kraft() as container:
            yield container.get_bootstrap_server()
    else:
        with _folder() as folder:
            port = free_port()
            broker = Kafka(folder, port, free_port(frozenset({port})))
            with _running(broker, folder):
                yield broker.address


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mailbox (DCI_TEST_SMTP as host:port with DCI_TEST_MAILBOX as the address of its pages)."""
    if given := os.environ.get("DCI_TEST_SMTP"):
        smtp = urlsplit(f"//{given}")
        yield MailServer(smtp.hostname or "127.0.0.1", smtp.port or 25, os.environ["DCI_TEST_MAILBOX"])
        return
    with _folder() as folder:
        port = free_port()
        server = Mailbox(folder / "mails", port, free_port(frozenset({port})))
        with _running(server, folder):
            yield MailServer("127.0.0.1", server.smtp_port, server.url)


@cache
def docker_answers() -> bool:
    """Whether a container engine is there and running."""
    if shutil.which("docker") is None:
        return False
    command = ["docker", "version", "--format", "{{.Server.Version}}"]
    return subprocess.run(command, check=False, capture_output=True, timeout=10).returncode == 0


@contextmanager
def _folder() -> Iterator[Path]:
    """In memory where there is room: a new database is hundreds of files, made and removed for every test."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES
    where = MEMORY if has_room else None
    with tempfile.TemporaryDirectory(prefix="dci-tests-", dir=where, ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextmanager
def _running(part: Part, folder: Path) -> Iterator[None]:
    log = folder / f"{part.name}.log"
    part.prepare()
    process = spawn(part.command(), log)
    try:
        wait_until(part.is_ready, process, part.name, log, START_SECONDS)
        yield
    finally:
        process.send_signal(part.stop_signal)
        _ended(process, process.kill)


def _ended(process: subprocess.Popen[bytes], otherwise: Callable[[], None]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        otherwise()
        process.wait(timeout=10)
