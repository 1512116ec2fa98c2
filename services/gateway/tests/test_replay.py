"""A finished amphi as a film, for whoever may see its board (SIM-2)."""

import pytest
from flask.testing import FlaskClient

from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI

pytestmark = pytest.mark.rule("SIM-2")

FILM = f"/api/v1/amphis/{AMPHI}/rejeu"


def finished(world: World) -> None:
    """One turn, one choice, the end."""
    world.session.announce(1)
    world.postes.take(2901, 1)
    world.session.chosen(1, 2901)
    world.session.ended()


def test_a_film_has_the_beginning_and_every_decision(client: FlaskClient, world: World) -> None:
    finished(world)

    film = client.get(FILM).get_json()

    assert film["amphi"]["passages"]["1"]["etat"] == "en_attente"
    assert film["offre"]["postes"]["2901"]["pourvu"] is False
    assert [image["type"] for image in film["images"]] == ["turn_announced", "chosen", "ended"]
    assert film["images"][1]["offre"]["postes"]["2901"]["rang"] == 1


@pytest.mark.rule("PUB-3")
def test_a_film_names_interns_as_the_live_page_does(client: FlaskClient, world: World) -> None:
    finished(world)

    names = client.get(FILM).get_json()["names"]

    assert names == client.get(f"/api/v1/amphis/{AMPHI}/tableau").get_json()["names"]
    assert all(len(name.split()[-1]) == 1 for name in names.values())


def test_a_film_is_made_once(client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    finished(world)
    first = client.get(FILM).get_json()

    monkeypatch.setattr(world.session, "decisions", [])

    assert client.get(FILM).get_json() == first


def test_what_is_not_finished_is_followed_live(client: FlaskClient) -> None:
    refused = client.get(FILM)
    page = client.get(f"/amphis/{AMPHI}/rejouer")

    assert (refused.status_code, refused.get_json()["code"]) == (409, "amphi_pas_termine")
    assert page.headers["Location"] == f"/amphis/{AMPHI}/direct"


def test_the_page_says_that_it_is_no_live_one_and_the_sheet_leads_to_it(
    client: FlaskClient, world: World
) -> None:
    finished(world)

    assert "Rediffusion" in client.get(f"/amphis/{AMPHI}/rejouer").text
    assert f"/amphis/{AMPHI}/rejouer" in client.get(f"/amphis/{AMPHI}").text
