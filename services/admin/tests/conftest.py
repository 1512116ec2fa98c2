"""Browsers on the real application: one without JavaScript, whose forms bring their token, and a real one."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from services.admin.tests import campaign
from services.admin.tests.application import World, make_application
from services.admin.tests.browsing import Served, chromium, log_in, look, served
from services.admin.tests.doubles import CODE, EMAIL, PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """Opens pages, sends their forms."""

    def __init__(self, client: FlaskClient, world: World) -> None:
        self.client = client
        self.world = world

    def open(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def send(
        self, path: str, data: dict[str, Any], *, form: str | None = None, **options: Any
    ) -> TestResponse:
        """Send the form of page `form` (else of the same path) to `path`."""
        found = TOKEN.search(self.client.get(form or path).text)
        token = {"csrf_token": found[1]} if found else {}
        return self.client.post(path, data=token | data, **options)

    def log_in(self, role: str = "gestionnaire", **changes: str) -> TestResponse:
        self.world.identity.roles = [role] if role else []
        data = {"email": EMAIL, "password": PASSWORD, "totp": CODE} | changes
        return self.send("/connexion", data)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def app(world: World) -> Flask:
    return make_application(world).app


@pytest.fixture
def nobody(app: Flask, world: World) -> Browser:
    """Somebody who is not logged in."""
    return Browser(app.test_client(), world)


@pytest.fixture
def staff(nobody: Browser) -> Browser:
    """A gestionnaire."""
    assert nobody.log_in().status_code == 302
    return nobody


@pytest.fixture
def reader(nobody: Browser) -> Browser:
    """Somebody who may only look."""
    assert nobody.log_in("consultation").status_code == 302
    return nobody


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    """A real browser."""
    with chromium() as found:
        yield found


@pytest.fixture
def room(browser: Chromium) -> Iterator[tuple[Page, Served]]:
    """The control room of an amphi of this test's own."""
    with served() as site:
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
        page = context.new_page()
        log_in(page, site.address)
        look(page, f"{site.address}/regie/{campaign.AMPHI}")
        yield page, site
        context.close()
