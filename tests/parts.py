"""Fixtures for tests on real parts (`@pytest.mark.real`): PostgreSQL, Kafka, a mailbox, migrated databases.

The parts start when a test first asks, and live until the run ends.
"""

from collections.abc import Callable, Iterator
from itertools import count
from secrets import token_hex

import pytest

from chassis.database.migrate import migrate
from deploy.local.databases import drop_database, dsn_for, ensure_database, ensure_role, superuser
from tests.real_parts import MailServer, kafka, mail_server, postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The superuser's address of a PostgreSQL server, for tests of the database itself."""
    with postgres() as dsn:
        yield dsn


@pytest.fixture(scope="session")
def kafka_bootstrap() -> Iterator[str]:
    """host:port of a Kafka broker. Topics are not created by themselves; name groups and keys uniquely."""
    with kafka() as address:
        yield address


@pytest.fixture(scope="session")
def mailbox() -> Iterator[MailServer]:
    """A mail server and where to read what it got. Shared by the run: use addresses of the test's own."""
    with mail_server() as server:
        yield server


class ServiceDatabases:
    """Databases of services on one server: each migrated once, then copied whenever a test asks for one."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._run = token_hex(4)  # several runs may share a server
        self._numbers = count(1)
        self._templates: dict[str, str] = {}

    def create(self, service: str) -> tuple[str, str]:
        """A new migrated database: its name, and its address for the role that owns it."""
        template = self._template(service)
        name = f"{template}_{next(self._numbers)}"
        with superuser(self._server) as cursor:
            ensure_database(cursor, name, owner=template, template=template)
        return name, dsn_for(self._server, name, role=template, password=self._run)

    def drop(self, *names: str) -> None:
        """The databases are gone, with whoever was connected."""
        with superuser(self._server) as cursor:
            for name in names:
                drop_database(cursor, name)

    def forget(self) -> None:
        """Nothing of this run is left on the server."""
        self.drop(*self._templates.values())
        with superuser(self._server) as cursor:
            for role in self._templates.values():
                cursor.execute(f'DROP ROLE "{role}"')

    def _template(self, service: str) -> str:
        if service not in self._templates:
            name = f"test_{service}_{self._run}"
            with superuser(self._server) as cursor:
                ensure_role(cursor, name, self._run)
                ensure_database(cursor, name, owner=name)
            migrate(dsn_for(self._server, name, role=name, password=self._run), service)
            self._templates[service] = name
        return self._templates[service]


@pytest.fixture(scope="session")
def service_databases(postgres_server: str) -> Iterator[ServiceDatabases]:
    """What `service_database` is made of, for fixtures of a wider scope."""
    databases = ServiceDatabases(postgres_server)
    yield databases
    databases.forget()


@pytest.fixture
def service_database(service_databases: ServiceDatabases) -> Iterator[Callable[[str], str]]:
    """`service_database("session")` → the address of a new, empty, migrated database of that service."""
    made: list[str] = []

    def create(service: str) -> str:
        name, dsn = service_databases.create(service)
        made.append(name)
        return dsn

    yield create
    service_databases.drop(*made)
