"""A procuration from the intern's page to the choice by proxy, on the real system (PRC-1…5, STA-3)."""

import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
import requests

from tests.e2e.mails import Mailbox
from tests.local_system import LocalSystem
from tests.security.world import PATIENCE, World

pytestmark = [pytest.mark.real, pytest.mark.e2e, pytest.mark.timeout(300)]

FIRST_OF_PHARMA: Final = 3
PASSWORD: Final = "cerise jaune du fournil"
NOW: Final = "C’est pris en compte."
HIDDEN: Final = re.compile(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"')


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration: PHARMA is open, and nobody in it is simulated."""
    system = LocalSystem(tmp_path_factory.mktemp("procuration") / "local", demo="petit")
    try:
        system.start(180.0)
        yield (world := World(system.folder))
        world.close()
    finally:
        if system.process and system.process.poll() is None:
            system.stop()


def page(world: World, browser: requests.Session, path: str, front: str = "gateway") -> str:
    """The words of a page."""
    return unescape(browser.get(world.url(front, path), timeout=PATIENCE).text)


def accepted(world: World, email: str) -> requests.Session:
    """The mandataire follows the mailed link, sets a password, and logs in."""
    mail = Mailbox(world.demo["mailbox"]).wait_for(email, "Une procuration vous est proposée")
    path, browser = urlsplit(mail.link).path, requests.Session()
    assert "vous demande de choisir à sa place" in page(world, browser, path)
    fields = {"password": PASSWORD, "password_again": PASSWORD}
    assert world.send(browser, "gateway", path, fields).status_code == 302
    assert NOW in page(world, browser, "/connexion")
    log_in = {"email": email, "password": PASSWORD, "compte": "procuration"}
    assert world.send(browser, "gateway", "/connexion", log_in).status_code == 302
    return browser


def give(world: World, interne: requests.Session, email: str) -> None:
    given = {"email": email, "telephone": "06 39 98 00 61"}
    assert world.send(interne, "gateway", "/procuration", given).status_code == 302
    assert NOW in page(world, interne, "/procuration")


def choose(world: World, browser: requests.Session, numero: int) -> requests.Response:
    return browser.post(
        world.url("gateway", f"/api/v1/amphis/{world.ready['amphi_id']}/choix"),
        json={"numero": numero},
        headers={"Idempotency-Key": f"essai-{time.monotonic_ns()}"},
        timeout=PATIENCE,
    )


def start(world: World) -> None:
    """A gestionnaire starts the amphi."""
    staff, path = world.browser("gestionnaire"), f"/regie/{world.ready['amphi_id']}/agir/demarrer"
    fields: dict[str, Any] = dict(HIDDEN.findall(page(world, staff, path, "admin")))
    assert world.send(staff, "admin", path, fields).status_code == 302


@pytest.mark.rule("PRC-1")
@pytest.mark.rule("PRC-4")
@pytest.mark.rule("PRC-5")
def test_who_may_choose_changes_at_once_and_the_choice_by_proxy_is_told_to_both(world: World) -> None:
    interne, account = world.browser("interne", FIRST_OF_PHARMA), world.account("interne", FIRST_OF_PHARMA)
    give(world, interne, "premier@mandataire.example")
    first = accepted(world, "premier@mandataire.example")
    assert first.get(world.url("gateway", "/api/v1/moi"), timeout=PATIENCE).json()["amphis"]

    assert world.send(interne, "gateway", "/procuration/annuler", {}).status_code == 302
    assert NOW in page(world, interne, "/procuration")
    end = time.monotonic() + 5
    while first.get(world.url("gateway", "/api/v1/moi"), timeout=PATIENCE).status_code != 401:
        assert time.monotonic() < end, "a cancelled procuration ends its sessions within 5 s (CNX-3)"
        time.sleep(0.2)
    give(world, interne, "second@mandataire.example")
    second = accepted(world, "second@mandataire.example")
    start(world)
    numero = world.numero(world.ready["amphi_id"])

    by_intern = choose(world, interne, numero)
    assert by_intern.json()["code"] == "procuration_donnee"
    assert choose(world, first, numero).status_code == 401
    by_mandataire = choose(world, second, numero)

    assert by_mandataire.status_code == 200, by_mandataire.text
    mailbox = Mailbox(world.demo["mailbox"])
    told = mailbox.wait_for(account["email"], "Votre choix est enregistré")
    assert "Votre mandataire a choisi pour vous" in told.text
    also = mailbox.wait_for(
        "second@mandataire.example", "Le choix que vous avez fait par procuration est enregistré"
    )
    assert str(numero) in also.text
    assert also.attachments
    actor = "SELECT actor FROM decision WHERE type = 'chosen' AND amphi_id = %s"
    assert world.ask("session", actor, world.ready["amphi_id"]) == "mandataire:1"


@pytest.mark.rule("STA-3")
@pytest.mark.rule("ADM-11")
def test_a_request_accepted_while_the_amphi_runs_counts_at_once(world: World) -> None:
    staff = world.browser("gestionnaire")
    desk = page(world, staff, "/types-de-choix/", "admin")
    found = re.search(r'action="(/types-de-choix/[0-9a-f-]{36}/accepter)', desk)
    assert found, desk
    assert world.send(staff, "admin", found[1], {}).status_code == 302
    assert NOW in page(world, staff, "/types-de-choix/", "admin")
    decided = (
        "SELECT payload::jsonb->>'type_choix' FROM decision WHERE type = 'type_choix_set' AND amphi_id = %s"
    )
    assert world.ask("session", decided, world.ready["amphi_id"]) == "surnombre_validant"
