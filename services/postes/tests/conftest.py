"""A real database of the service, emptied for each test that asks for it, and the service on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from chassis.database import Database
from services.postes.bootstrap import CHOOSING_WAIT_MS
from services.postes.tests.calling import Calls, Identity, served
from services.postes.tests.factories import World, emptied
from tests.parts import ServiceDatabases


@pytest.fixture(scope="session")
def postes_dsn(service_databases: ServiceDatabases) -> Iterator[str]:
    """The address of one database for the whole run."""
    name, dsn = service_databases.create("postes")
    yield dsn
    service_databases.drop(name)


@pytest.fixture
def database(postes_dsn: str) -> Iterator[Database]:
    """An empty, migrated database."""
    opened = Database(postes_dsn, "tests", lock_timeout=CHOOSING_WAIT_MS)
    emptied(opened)
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> World:
    """The database, and what tests do with it."""
    return World(database)


@pytest.fixture
def identity() -> Identity:
    """identity's groupes and DES."""
    return Identity()


@pytest.fixture
def calls(database: Database, tmp_path: Path, identity: Identity) -> Iterator[Calls]:
    """The service on that database, served over gRPC."""
    with served(database, tmp_path, identity) as calls:
        yield calls
