"""A film of two interns: it begins with nobody placed, and each decision shows what it changed (SIM-2)."""

import json
from typing import Any

import pytest

from chassis.live.amphi_state import state_of
from chassis.live.board import State, merged
from chassis.live.film import Film, film_of
from dci.session.v1 import session_pb2 as pb

pytestmark = pytest.mark.rule("SIM-2")

AMPHI = "a"


def board() -> pb.Board:
    """At the end: the first intern has post 7, the second one never came."""
    found = pb.Board(seq=9)
    found.amphi.state = pb.AMPHI_STATE_TERMINE
    found.amphi.settings.retours_max = 3
    found.passages.add(rang_appel=1, state=pb.PASSAGE_STATE_A_CHOISI, numero=7, des_code="33")
    found.passages.add(rang_appel=2, state=pb.PASSAGE_STATE_ABSENT, returns=1, des_code="31")
    found.slices.add(number=1, first_rang=1, last_rang=2, state=pb.SLICE_STATE_TERMINEE)
    return found


def poste(numero: int, amphi: str | None, rang: int | None, surnombres: int = 0) -> dict[str, Any]:
    """As the offer's board has it."""
    return {
        "numero": numero,
        "pourvu": amphi is not None,
        "amphi": amphi,
        "rang": rang,
        "surnombres": surnombres,
    }


OFFRE: State = {
    "services": {},
    "postes": {"7": poste(7, AMPHI, 1), "8": poste(8, "another", 3, surnombres=1)},
}
INTERNS = [{"rang_appel": 1, "absence_prevue": False}, {"rang_appel": 2, "absence_prevue": False}]


def filmed(*told: tuple[str, dict[str, Any]]) -> Film:
    """Of these decisions, a second apart."""
    decisions = []
    for seq, (kind, payload) in enumerate([("validated", {"interns": INTERNS}), *told], start=1):
        decision = pb.Decision(amphi_id=AMPHI, seq=seq, type=kind, payload=json.dumps(payload))
        decision.at.FromMilliseconds(seq * 1000)
        decisions.append(decision)
    return film_of(AMPHI, state_of(board()), OFFRE, decisions)


def holder(offre: State, numero: str) -> tuple[str, int] | None:
    """Amphi and rank of who has this post."""
    poste = offre["postes"][numero]
    return (poste["amphi"], poste["rang"]) if poste["pourvu"] else None


def ended(film: Film) -> tuple[State, State]:
    """The boards after the last image."""
    amphi, offre = film.amphi, film.offre
    for image in film.images:
        amphi, offre = merged(amphi, image.amphi), merged(offre, image.offre)
    return amphi, offre


def test_it_begins_with_nobody_placed_and_what_others_hold() -> None:
    film = filmed()
    assert {passage["etat"] for passage in film.amphi["passages"].values()} == {"en_attente"}
    assert film.amphi["sessions"]["1"]["etat"] == "prevue"
    assert [film.offre["postes"][numero]["pourvu"] for numero in ("7", "8")] == [False, True]


def test_each_decision_is_an_image_at_its_instant() -> None:
    film = filmed(("slice_started", {"number": 1}), ("ended", {}))
    assert [(image.seq, image.at, image.kind) for image in film.images] == [
        (1, 1000, "validated"),
        (2, 2000, "slice_started"),
        (3, 3000, "ended"),
    ]


def test_a_choice_takes_the_post_and_a_surnombre_does_not() -> None:
    film = filmed(
        ("chosen", {"rang_appel": 1, "numero": 7}),
        ("chosen", {"rang_appel": 2, "numero": 8, "type_choix": "surnombre_validant"}),
    )
    assert film.offre["postes"]["8"]["surnombres"] == 0
    _, offre = ended(film)
    assert offre["postes"]["7"] == poste(7, AMPHI, 1)
    assert offre["postes"]["8"] == poste(8, "another", 3, surnombres=1)


def test_an_exchange_by_ars_moves_both_posts() -> None:
    """The last boards are those after it: the film finds back who had which before."""
    lines = [
        {"amphi_id": AMPHI, "rang_appel": 1, "before": 8, "numero": 7},
        {"amphi_id": "another", "rang_appel": 3, "before": 7, "numero": 8},
    ]
    film = filmed(("chosen", {"rang_appel": 1, "numero": 8}), ("corrected", {"lines": lines}))
    assert [holder(film.offre, numero) for numero in ("7", "8")] == [("another", 3), None]
    chosen = film.images[1].offre["postes"]
    assert chosen["8"]["rang"] == 1
    assert [holder(ended(film)[1], numero) for numero in ("7", "8")] == [(AMPHI, 1), ("another", 3)]


def test_whom_ars_places_has_the_post_from_then_on() -> None:
    film = filmed(("placed", {"rang_appel": 1, "numero": 7, "placement_id": "p", "reason_hash": "h"}))
    assert holder(film.offre, "7") is None
    assert holder(ended(film)[1], "7") == (AMPHI, 1)


def test_a_surnombre_that_is_corrected_takes_nothing_from_anybody() -> None:
    line = {"amphi_id": AMPHI, "rang_appel": 2, "before": 7, "numero": 8}
    film = filmed(
        ("chosen", {"rang_appel": 1, "numero": 7}),
        ("chosen", {"rang_appel": 2, "numero": 7, "type_choix": "surnombre_non_validant"}),
        ("corrected", {"lines": [line]}),
    )
    assert [film.offre["postes"][numero]["surnombres"] for numero in ("7", "8")] == [0, 0]
    assert film.images[2].offre["postes"]["7"]["surnombres"] == 1
    _, offre = ended(film)
    assert offre["postes"] == OFFRE["postes"]


def test_a_surnombre_of_another_amphi_that_is_corrected_frees_nobodys_post() -> None:
    line = {"amphi_id": "another", "rang_appel": 5, "before": 7, "numero": 8}
    film = filmed(("chosen", {"rang_appel": 1, "numero": 7}), ("corrected", {"lines": [line]}))
    assert [film.offre["postes"][numero]["surnombres"] for numero in ("7", "8")] == [1, 0]
    _, offre = ended(film)
    assert offre["postes"] == OFFRE["postes"]


def test_what_a_live_board_would_ask_a_snapshot_for_is_shown_as_told() -> None:
    missed = {"rang_appel": 2, "outcome": "absent", "button_only": False}
    amphi, _ = ended(
        filmed(
            ("slice_started", {"number": 1}),
            ("turn_missed", missed),
            ("put_back", {"rang_appel": 2, "by": "connexion"}),
            ("turn_missed", missed),
            ("closing", {"ends_at": "2026-11-23T08:01:30.000000Z"}),
            ("paused", {"stopped_since": "2026-11-23T08:01:00.000000Z"}),
        )
    )
    assert amphi["passages"]["2"] == {
        "etat": "absent",
        "numero": None,
        "des": "31",
        "retours": 1,
        "bouton": True,
    }
    assert amphi["amphi"]["etat"] == "en_pause"


def test_a_start_that_was_undone_puts_everybody_back() -> None:
    amphi, _ = ended(
        filmed(
            ("slice_started", {"number": 1}),
            ("turn_missed", {"rang_appel": 1, "outcome": "absent", "button_only": True}),
            ("start_undone", {}),
        )
    )
    assert "bouton" not in amphi["passages"]["1"]
    assert amphi["amphi"]["etat"] == "ouvert"
    assert {passage["etat"] for passage in amphi["passages"].values()} == {"en_attente"}
    assert amphi["sessions"]["1"]["etat"] == "prevue"
