"""The real application on doubles of the five services."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache

from chassis.web.serving import Assembled
from services.gateway.tests.dev.application import World, make_application, make_world
from services.gateway.tests.dev.campaign import EMAIL, PASSWORD


@pytest.fixture
def world() -> World:
    """Fresh doubles."""
    return make_world()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Templates compiled once for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def assembled(world: World, compiled: FileSystemBytecodeCache) -> Assembled:
    """The application; its parts are not started."""
    made = make_application(world)
    made.app.jinja_env.bytecode_cache = compiled
    return made


@pytest.fixture
def client(assembled: Assembled) -> Iterator[FlaskClient]:
    """A browser of somebody without an account."""
    with assembled.app.test_client() as client:
        yield client


@pytest.fixture
def interne(client: FlaskClient) -> FlaskClient:
    """The same browser, logged in."""
    found = client.post("/api/v1/connexion", json={"email": EMAIL, "password": PASSWORD})
    assert found.status_code == 200
    return client
