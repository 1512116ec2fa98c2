"""French formats."""

from datetime import UTC, datetime

import pytest

from chassis.web import formats

NOON = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)


def test_times_are_those_of_paris_with_the_date_when_it_is_not_today() -> None:
    assert formats.when(NOON, now=NOON) == "aujourd’hui à 12\u00a0h\u00a005"
    summer = datetime(2027, 5, 1, 22, 30, tzinfo=UTC)
    assert formats.when(summer, now=NOON) == "dimanche 2\u00a0mai 2027 à 0\u00a0h\u00a030"
    assert formats.day(datetime(2027, 1, 1, tzinfo=UTC)) == "vendredi 1er\u00a0janvier 2027"
    assert formats.when(None) == "date à venir"
    assert formats.between(NOON, NOON, now=NOON) == "entre 12\u00a0h\u00a005 et 12\u00a0h\u00a005"
    later = formats.between(summer, summer, now=NOON)
    assert later == "dimanche 2\u00a0mai 2027 entre 0\u00a0h\u00a030 et 0\u00a0h\u00a030"


@pytest.mark.rule("SIM-1")
def test_the_semestre_of_a_rehearsal_is_called_what_it_is() -> None:
    assert formats.semestre("essai-0123abcd") == "amphi blanc"


@pytest.mark.rule("RNG-5")
def test_ranks_are_shown_with_a_comma() -> None:
    assert formats.rang("120.00") == "120,00"


def test_words_agree_with_their_number() -> None:
    assert formats.plural(0, "poste") == "0\u00a0poste"
    assert formats.plural(1, "poste") == "1\u00a0poste"
    assert formats.plural(5500, "poste") == "5\u202f500\u00a0postes"


@pytest.mark.rule("PUB-3")
@pytest.mark.parametrize(
    ("full", "public"),
    [
        ("Mehdi MARTIN", "Mehdi M"),
        ("Jean-Baptiste DE LA TOUR", "Jean-Baptiste D"),
        ("Anne Marie LE GOFF", "Anne Marie L"),
        ("Paul d’ORMESSON", "Paul D"),
        ("ZOÉ MARTIN", "ZOÉ M"),
        ("Chloé Petit", "Chloé P"),
        ("Awa", "Awa"),
    ],
)
def test_the_public_sees_a_first_name_and_an_initial(full: str, public: str) -> None:
    assert formats.public_identity(full) == public


def test_phones_are_written_as_french_people_read_them() -> None:
    assert formats.telephone("+33639980061") == "06\u00a039\u00a098\u00a000\u00a061"
    assert formats.telephone("+4915112345678") == "+4915112345678"
    assert formats.telephone("") == ""


def test_semesters_and_regimes_have_words() -> None:
    assert formats.semestre("052027") == "mai 2027"
    assert formats.regimes(["socle", "approfondissement"]) == "Phase socle, Phase d’approfondissement"
