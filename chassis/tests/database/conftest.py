"""A database with the chassis's own tables, and one of the tests'."""

from collections.abc import Callable, Iterator

import pytest

from chassis.database import Database


@pytest.fixture
def dsn(service_database: Callable[[str], str]) -> str:
    """A new database without a service's tables."""
    return service_database("chassis")


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    """An open database that has one table, `poste`."""
    opened = Database(dsn, "tests")
    with opened.transaction() as tx:
        tx.execute("CREATE TABLE poste (numero integer CONSTRAINT un_numero PRIMARY KEY, nom text)")
        tx.commit()
    yield opened
    opened.close()
