"""A real database of the service for each test that asks for one."""

from collections.abc import Callable, Iterator

import pytest

from chassis.database import Database
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
