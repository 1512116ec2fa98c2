"""A real database of session, and one replica on it, for each test that asks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chassis.database import Database
from services.session.tests.callers import Callers, served
from services.session.tests.world import World


@pytest.fixture
def database(service_database: Callable[[str], str]) -> Iterator[Database]:
    """An empty, migrated database."""
    opened = Database(service_database("session"), "tests")
    yield opened
    opened.close()


@pytest.fixture
def world(database: Database) -> World:
    """One replica, with doubles of postes and ranking."""
    return World(database)


@pytest.fixture
def session(world: World, tmp_path: Path) -> Iterator[Callers]:
    """That replica, over gRPC."""
    with served(world, tmp_path) as callers:
        yield callers
