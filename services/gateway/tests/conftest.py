"""The real application on doubles of the five services."""

import logging
import shutil
import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from chassis.live.hub import LiveHub
from chassis.web.serving import Assembled
from services.gateway.tests.browsing import BROWSER_OPTIONS, Running
from services.gateway.tests.dev.application import World, make_application, make_settings, make_world
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


@pytest.fixture
def running() -> Iterator[Running]:
    """The application on doubles, one amphi at its 85th intern."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    world = make_world()
    assembled = make_application(world, make_settings())
    server = make_server("127.0.0.1", 0, assembled.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for rang in range(1, 85):
        numero = world.postes.free()[0] if rang % 2 else 0
        if numero:
            world.postes.take(numero, rang)
        world.session.chosen(rang, numero)
    hub: LiveHub = assembled.app.extensions["gateway"].hub
    made = Running(f"http://127.0.0.1:{server.server_port}", world, hub, assembled)
    made.announce(85)
    yield made
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser."""
    path = shutil.which("chromium")
    assert path, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_OPTIONS)
        yield browser
        browser.close()
