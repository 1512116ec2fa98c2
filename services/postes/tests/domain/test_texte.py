"""POS-3: searches are blind to case and accents. PUB-3: first name and initial."""

import pytest

from services.postes.domain.personne import public_name
from services.postes.domain.texte import searchable


@pytest.mark.rule("POS-3")
@pytest.mark.parametrize(
    ("shown", "searched"),
    [
        ("Hôpital Pitié-Salpêtrière", "hopital pitie-salpetriere"),
        ("GYNÉCOLOGIE  OBSTÉTRIQUE", "gynecologie obstetrique"),
        ("Service d’accueil", "service d'accueil"),
        ("Chirurgie du cœur", "chirurgie du coeur"),
        ("n° 12", "n° 12"),
        ("", ""),
    ],
)
def test_searchable(shown: str, searched: str) -> None:
    assert searchable(shown) == searched


@pytest.mark.rule("PUB-3")
@pytest.mark.parametrize(
    ("prenom", "nom", "public"),
    [
        ("Mehdi", "MARTIN", "Mehdi M"),
        ("Anne-Lise", "de Vries", "Anne-Lise D"),
        ("Zoé", "élan", "Zoé É"),
        ("Zoé", "", "Zoé"),
    ],
)
def test_public_name(prenom: str, nom: str, public: str) -> None:
    assert public_name(prenom, nom) == public
