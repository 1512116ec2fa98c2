"""The card of an amphi on the home page says where it stands (AMV-1)."""

import pytest
from flask.testing import FlaskClient

from dci.session.v1 import session_pb2 as pb
from services.gateway.tests.dev.application import World
from services.gateway.tests.pages import words


@pytest.mark.rule("AMV-1")
@pytest.mark.parametrize(
    ("state", "said"),
    [
        (pb.AMPHI_STATE_BROUILLON, "en préparation"),
        (pb.AMPHI_STATE_VALIDE, "Favoris ouverts"),
        (pb.AMPHI_STATE_OUVERT, "Commence"),
        (pb.AMPHI_STATE_EN_COURS, "en cours"),
        (pb.AMPHI_STATE_EN_PAUSE, "en pause"),
        (pb.AMPHI_STATE_TERMINE, "terminé"),
    ],
)
def test_the_home_page_says_where_the_interns_amphi_stands(
    interne: FlaskClient, world: World, state: pb.AmphiState.ValueType, said: str
) -> None:
    world.session.running.state = state
    _, _, mine = words(interne.get("/")).partition("Mon amphi")
    card, _, _ = mine.partition("Détails")
    assert said in card
