"""One run of the demonstration for all of these tests, ended with the last of them."""

from collections.abc import Iterator

import pytest

from tests.local_system import LocalSystem
from tests.security.world import World

START_SECONDS = 180.0


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Everything, as `make run` starts it: an amphi that runs, one that is open, one that is over."""
    system = LocalSystem(tmp_path_factory.mktemp("security") / "local", demo="petit")
    try:
        system.start(START_SECONDS)
        world = World(system.folder)
        for role in ("interne", "consultation", "gestionnaire"):
            world.browser(role)
        yield world
        world.close()
    finally:
        if system.process and system.process.poll() is None:
            system.stop()
