"""PostgreSQL on one machine: one server on 127.0.0.1, durable, with a password for every role."""

import secrets
import signal
import subprocess
from pathlib import Path

import psycopg2

from deploy.local.errors import CannotStart
from deploy.local.keys import write_secret
from deploy.local.parts import die_with_parent
from deploy.local.plain_user import plain_user
from deploy.local.postgres_binaries import binaries_for


class Postgres:
    """A server whose data and superuser's password lie in one folder."""

    name = "postgresql"
    stop_signal = signal.SIGINT  # "fast": cuts sessions, writes everything down

    def __init__(self, folder: Path, port: int, *, durable: bool = True) -> None:
        self._data = folder / "data"
        self._password_file = folder / "password"
        self._port = port
        self._durable = durable

    def prepare(self) -> None:
        """Makes the data folder at the first start."""
        user = plain_user()
        room = user.room_for(self._data)
        if (room / "PG_VERSION").exists():
            return
        write_secret(self._password_file, secrets.token_hex(16))
        told = room.with_suffix(".password")
        write_secret(told, self._password_file.read_text())
        user.give(told)
        try:
            self._initdb(room, told)
        finally:
            told.unlink()

    def _initdb(self, room: Path, password: Path) -> None:
        initdb = binaries_for(room).initdb
        options = ["-D", str(room), "--auth=scram-sha-256", f"--pwfile={password}", "--no-sync"]
        made = subprocess.run(  # noqa: S603  # the commands of this folder
            [*plain_user().prefix, *initdb, *options], check=False, capture_output=True, text=True
        )
        if made.returncode:
            raise CannotStart(f"initdb a échoué dans {room} :\n{made.stderr.strip()}")

    def command(self) -> list[str]:
        """Serves on 127.0.0.1 only; without durability for tests, whose data nobody keeps."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            "max_connections": "300",
            "fsync": "on" if self._durable else "off",
            "synchronous_commit": "on" if self._durable else "off",
            "max_wal_size": "1GB" if self._durable else "256MB",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        room = self._data.resolve()
        server = [binaries_for(room).postgres, "-D", str(room), *options]
        return [*plain_user().prefix, *die_with_parent(server, "INT")]

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        try:
            psycopg2.connect(self.superuser_dsn, connect_timeout=1).close()
        except psycopg2.OperationalError:
            return False
        return True

    @property
    def address(self) -> str:
        """host:port."""
        return f"127.0.0.1:{self._port}"

    @property
    def superuser_dsn(self) -> str:
        """Where roles and databases are made; no service gets it."""
        return f"postgresql://postgres:{self._password_file.read_text()}@{self.address}/postgres"
