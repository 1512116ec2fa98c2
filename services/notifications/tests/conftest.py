"""A real database of notifications for each test that asks."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from chassis.database import Database


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    with closing(Database(service_database("notifications"), "notifications")) as made:
        yield made
