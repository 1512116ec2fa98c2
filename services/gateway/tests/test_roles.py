"""Pods that watch and pods that serve pages, of one image (decision 9)."""

import pytest

from chassis.web.serving import Assembled
from services.gateway.tests.dev.application import World, make_application, make_settings
from services.gateway.tests.dev.campaign import AMPHI, EMAIL, PASSWORD

LIVE_ADDRESSES = [f"/api/v1/amphis/{AMPHI}/{each}" for each in ("tableau", "offre", "suite")]


def pod(world: World, role: str) -> Assembled:
    """A pod of this role."""
    return make_application(world, make_settings(role=role))


def test_a_live_pod_serves_watching_alone(world: World) -> None:
    assembled = pod(world, "live")
    client = assembled.app.test_client()

    assert [client.get(each).status_code for each in LIVE_ADDRESSES] == [200, 200, 200]
    assert client.get("/").status_code == 404
    choice = client.post(f"/api/v1/amphis/{AMPHI}/choix", json={"numero": 1})
    assert choice.status_code == 404
    assert assembled.sockets.test_client(assembled.app).is_connected()


def test_a_web_pod_serves_all_but_sockets(world: World) -> None:
    assembled = pod(world, "web")
    client = assembled.app.test_client()

    assert client.get("/").status_code == 200
    assert client.post("/api/v1/connexion", json={"email": EMAIL, "password": PASSWORD}).status_code == 200
    assert not assembled.sockets.test_client(assembled.app).is_connected()


@pytest.mark.parametrize("role", ["all", "web", "live"])
def test_every_pod_hears_of_ended_sessions(world: World, role: str) -> None:
    assert "ended sessions" in [part.name for part in pod(world, role).parts]
