"""A real database of the service for each test that asks for one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.database import Database
from services.postes.tests.calling import Calls, Identity, served
from services.postes.tests.factories import World


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    """An empty, migrated database."""
    opened = Database(service_database("postes"), "tests")
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
