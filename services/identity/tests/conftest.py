"""identity on a real database for each test that asks for it."""

from collections.abc import Callable, Iterator

import pytest

from chassis.database import Database
from services.identity.tests.factories import Home


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    """An empty, migrated database."""
    opened = Database(service_database("identity"), "tests")
    yield opened
    opened.close()


@pytest.fixture
def home(database: Database) -> Home:
    """identity, its clock standing still at noon."""
    return Home(database)
