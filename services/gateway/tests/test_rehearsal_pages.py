"""Every page of an « amphi blanc » says that it is one, and no page of a real amphi does (SIM-1)."""

import pytest
from flask.testing import FlaskClient

from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev.application import World
from services.gateway.tests.dev.campaign import AMPHI

pytestmark = pytest.mark.rule("SIM-1")

MARK = "rien de ce qui se passe ici ne compte"
ESSAI = "essai-0123abcd"
PAGES = [f"/amphis/{AMPHI}", f"/amphis/{AMPHI}/direct", f"/amphis/{AMPHI}/ordre", f"/amphis/{AMPHI}/rejouer"]


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest, world: World) -> str:
    """A page of an amphi; only a finished one is replayed."""
    if request.param.endswith("rejouer"):
        world.session.running.state = pb.AMPHI_STATE_TERMINE
    return str(request.param)


def rehearse(world: World) -> None:
    """The amphi is a copy."""
    world.session.running.rehearsal = True
    world.session.running.semestre = ESSAI


def test_a_page_of_a_rehearsal_is_marked(interne: FlaskClient, world: World, path: str) -> None:
    rehearse(world)

    page = interne.get(path)

    assert page.status_code == 200
    assert MARK in page.text
    assert "<title>Amphi blanc – " in page.text


def test_the_same_page_of_a_real_amphi_is_not(interne: FlaskClient, path: str) -> None:
    page = interne.get(path)

    assert page.status_code == 200
    assert MARK not in page.text
    assert "Amphi blanc" not in page.text


@pytest.mark.parametrize("state", [pb.AMPHI_STATE_EN_COURS, pb.AMPHI_STATE_TERMINE])
def test_whatever_page_of_an_amphi_is_added_it_is_marked(
    interne: FlaskClient, world: World, state: pb.AmphiState.ValueType
) -> None:
    rehearse(world)
    world.session.running.state = state
    app = interne.application
    adapter = app.url_map.bind("localhost")
    marked = []
    for rule in app.url_map.iter_rules():
        if rule.arguments == {"amphi_id"} and rule.methods and "GET" in rule.methods:
            path = adapter.build(rule.endpoint, {"amphi_id": AMPHI})
            page = interne.get(path)
            if page.status_code == 200 and page.mimetype == "text/html":
                assert MARK in page.text, path
                marked.append(path)
    assert len(marked) >= 3


def test_its_posts_are_marked_and_those_of_a_semester_are_not(client: FlaskClient) -> None:
    assert MARK in client.get(f"/postes?offre={ESSAI}:50").text
    assert MARK not in client.get("/postes?offre=052027:50").text
    assert MARK not in client.get("/postes").text


@pytest.mark.rule("TRN-6")
@pytest.mark.parametrize("refusal", ["pas_dans_l_amphi", "autre_monde"])
@pytest.mark.parametrize("page", [f"/amphis/{AMPHI}", f"/amphis/{AMPHI}/direct"])
def test_an_intern_watches_what_is_not_ones_own(
    interne: FlaskClient, world: World, refusal: str, page: str
) -> None:
    rehearse(world)
    world.session.elsewhere.add(AMPHI)
    world.session.not_mine = refusal

    answer = interne.get(page)

    assert answer.status_code == 200
    assert "data-rang" not in answer.text
