"""The list of affectations, open on thousands of screens, asks postes once (AFF-1, PUB-3)."""

import pytest
from flask.testing import FlaskClient

from chassis.web.serving import Assembled
from dci.postes.v1.postes_pb2 import ListAffectationsRequest, ListAffectationsResponse
from services.gateway.recent_affectations import RecentAffectations
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.refusals import NOT_FOUND, Refused


@pytest.fixture
def asked(
    assembled: Assembled, world: World, monkeypatch: pytest.MonkeyPatch
) -> list[ListAffectationsRequest]:
    """What postes was asked."""
    found: list[ListAffectationsRequest] = []

    def ask(request: ListAffectationsRequest) -> ListAffectationsResponse:
        found.append(request)
        return world.postes.affectations(request)

    recent: RecentAffectations = assembled.app.extensions["gateway"].affectations
    monkeypatch.setattr(recent, "_ask", ask)
    return found


@pytest.mark.rule("AFF-1")
def test_the_same_question_is_asked_once(client: FlaskClient, asked: list[ListAffectationsRequest]) -> None:
    for _ in range(3):
        assert client.get("/affectations", headers={"X-Part": "1"}).status_code == 200
    client.get("/affectations?page=2")
    assert [one.page.number for one in asked] == [1, 2]


@pytest.mark.rule("PUB-3")
def test_what_a_connected_intern_may_see_is_kept_apart(
    interne: FlaskClient, assembled: Assembled, asked: list[ListAffectationsRequest]
) -> None:
    interne.get("/affectations")
    assembled.app.test_client().get("/affectations")
    assert len(asked) == 2


@pytest.mark.usefixtures("asked")
def test_a_refusal_is_not_kept(client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_request: ListAffectationsRequest) -> ListAffectationsResponse:
        raise Refused(*NOT_FOUND)

    with monkeypatch.context() as away:
        away.setattr(world.postes, "affectations", refuse)
        assert client.get("/affectations").status_code == 404
    assert client.get("/affectations").status_code == 200
