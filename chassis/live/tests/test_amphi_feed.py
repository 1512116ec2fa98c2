"""An amphi's board after each decision: applied as told, or asked for anew."""

import json
from typing import Any

import pytest

from chassis.live.amphi_clock import AmphiClock
from chassis.live.amphi_decisions import APPLIERS
from chassis.live.amphi_feed import AmphiFeed
from chassis.live.amphi_state import NO_TURN, state_of
from chassis.live.board import State, merged
from dci.session.v1 import session_pb2 as pb

ENDS = "2026-11-23T08:01:30.000000Z"
ENDS_MS = 1_795_420_890_000


def board() -> pb.Board:
    """Two interns, the first one's turn."""
    found = pb.Board(seq=5)
    found.amphi.state = pb.AMPHI_STATE_EN_COURS
    found.amphi.offer_id = "052027:3"
    found.amphi.settings.retours_max = 3
    found.amphi.regimes.append("socle")
    found.passages.add(rang_appel=1, state=pb.PASSAGE_STATE_TOUR, identity="Mehdi MARTIN", des_code="33")
    found.passages.add(rang_appel=2, state=pb.PASSAGE_STATE_EN_ATTENTE, identity="Awa PETIT", des_code="33")
    found.turn.turn_id, found.turn.rang_appel = "t1", 1
    found.turn.deadline.FromMilliseconds(ENDS_MS)
    return found


class Reader:
    """session, which is not asked here."""

    def board(self, amphi_id: str) -> pb.Board:
        """The board."""
        assert amphi_id == "a"
        return board()

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """None."""
        raise AssertionError((amphi_id, after))

    def heads(self) -> pb.GetHeadsResponse:
        """Of another amphi too."""
        return pb.GetHeadsResponse(seqs={"a": 5, "b": 9})


def feed() -> AmphiFeed:
    """A feed of that board."""
    return AmphiFeed(Reader(), AmphiClock())


def after(kind: str, text: str = "", **payload: Any) -> State | None:
    """The state after one decision, None where a snapshot is asked for."""
    state = state_of(board())
    decision = pb.Decision(amphi_id="a", seq=6, type=kind, payload=json.dumps(payload), text=text)
    changes = feed().changes(state, decision)
    return None if changes is None else merged(state, changes)


@pytest.mark.rule("LIV-2")
def test_names_lie_aside_and_deltas_carry_ranks() -> None:
    snapshot = feed().snapshot("a")
    assert snapshot.aside == {"noms": {"1": "Mehdi MARTIN", "2": "Awa PETIT"}}
    assert "MARTIN" not in json.dumps(snapshot.state)


def test_heads_are_those_of_the_boards_kept_here() -> None:
    assert feed().heads(["a"]) == {"a": 5}


@pytest.mark.rule("TRN-3")
def test_a_turn_is_announced_with_the_end_that_the_server_set() -> None:
    found = after("turn_announced", turn_id="t2", rang_appel=2, ends_at=ENDS)
    assert found is not None
    assert found["tour"]["rang"] == 2
    assert found["tour"]["fin_a"] == ENDS_MS
    assert found["passages"]["2"] == {"etat": "tour", "numero": None, "des": "33"}


def test_a_choice_ends_the_turn_and_says_the_post() -> None:
    found = after("chosen", rang_appel=1, numero=2931)
    assert found is not None
    assert found["tour"].get("turn_id") is None
    assert found["passages"]["1"]["etat"] == "a_choisi"
    assert found["passages"]["1"]["numero"] == 2931


@pytest.mark.parametrize(
    ("kind", "payload", "etat"),
    [
        ("turn_missed", {"outcome": "absent"}, "absent"),
        ("turn_missed", {"outcome": "n_a_pas_choisi"}, "n_a_pas_choisi"),
        ("put_back", {"by": "bouton"}, "en_retard"),
        ("absence_set", {"absent": True}, "absence_prevue"),
        ("absence_set", {"absent": False}, "en_attente"),
    ],
)
def test_a_passage_changes_its_state(kind: str, payload: dict[str, Any], etat: str) -> None:
    found = after(kind, rang_appel=1, **payload)
    assert found is not None
    assert found["passages"]["1"]["etat"] == etat


@pytest.mark.rule("ENG-5")
def test_returns_are_counted_except_those_that_ars_makes() -> None:
    by = {each: after("put_back", rang_appel=2, by=each) for each in ("connexion", "bouton", "ars")}
    found = {each: state["passages"]["2"].get("retours", 0) for each, state in by.items() if state}
    assert found == {"connexion": 1, "bouton": 1, "ars": 0}


@pytest.mark.rule("ENG-5")
def test_an_absence_says_whether_only_the_button_is_left() -> None:
    alone = after("turn_missed", rang_appel=1, outcome="absent", button_only=False)
    by_button = after("turn_missed", rang_appel=1, outcome="absent", button_only=True)
    assert alone is not None
    assert "bouton" not in alone["passages"]["1"]
    assert by_button is not None
    assert by_button["passages"]["1"]["bouton"] is True


@pytest.mark.rule("ENG-5")
def test_of_an_absent_who_came_back_before_only_session_knows_how() -> None:
    returned = board()
    returned.passages[0].returns = 1
    decision = pb.Decision(type="turn_missed", payload='{"rang_appel": 1, "outcome": "absent"}')
    assert feed().changes(state_of(returned), decision) is None

    returned.amphi.settings.retours_max = 1
    changes = feed().changes(state_of(returned), decision)
    assert changes is not None
    assert changes["passages"]["1"]["bouton"] is True


@pytest.mark.rule("STA-3")
def test_a_type_de_choix_counts_at_once_and_that_of_the_choice_stays() -> None:
    accepted = after("type_choix_set", rang_appel=1, type_choix="surnombre_validant")
    again = after("type_choix_set", rang_appel=1, type_choix="classique")
    chosen = after("chosen", rang_appel=1, numero=2931, type_choix="surnombre_non_validant")
    assert accepted is not None
    assert accepted["passages"]["1"] == {
        "etat": "tour",
        "numero": None,
        "des": "33",
        "choix": "surnombre_validant",
    }
    assert again == state_of(board())
    assert chosen is not None
    assert chosen["passages"]["1"]["choix"] == "surnombre_non_validant"


@pytest.mark.rule("PRC-1")
def test_a_procuration_is_seen_by_all_and_never_the_mandataire() -> None:
    given = after("procuration_set", rang_appel=1, procuration=True, mandataire_id="x")
    assert given is not None
    assert given["passages"]["1"] == {"etat": "tour", "numero": None, "des": "33", "procuration": True}
    assert after("procuration_set", rang_appel=1, procuration=False) == state_of(board())


@pytest.mark.rule("CHX-8")
def test_whoever_ars_places_has_the_post_and_a_refusal_changes_nothing() -> None:
    placed = after("placed", rang_appel=2, numero=2931, placement_id="p", reason_hash="h")
    assert placed is not None
    assert placed["passages"]["2"] == {"etat": "affecte", "numero": 2931, "des": "33"}
    asked = board()
    asked.passages[1].type_choix = "surnombre_validant"
    decision = pb.Decision(type="placed", payload='{"rang_appel": 2, "numero": 2931}')
    changes = feed().changes(state_of(asked), decision)
    assert changes is not None
    assert changes["passages"]["2"] == {"etat": "affecte", "numero": 2931, "des": "33"}
    assert after("placement_refused", rang_appel=2, numero=2931, reason="poste_pourvu") == state_of(board())


@pytest.mark.rule("CHX-6")
def test_a_correction_changes_several_at_once_and_only_those_of_this_amphi() -> None:
    lines = [
        {"amphi_id": "a", "rang_appel": 1, "before": 2931, "numero": 2940},
        {"amphi_id": "a", "rang_appel": 2, "before": 2940, "numero": 2931},
        {"amphi_id": "b", "rang_appel": 2, "before": 1, "numero": 2},
    ]
    corrected = after("corrected", correction_id="c", lines=lines)
    assert corrected is not None
    assert {rang: each["numero"] for rang, each in corrected["passages"].items()} == {"1": 2940, "2": 2931}
    assert all(each["corrige"] for each in corrected["passages"].values())


@pytest.mark.parametrize("kind", ["time_added", "holder_seen", "reprise", "choice_refused"])
def test_a_longer_turn_has_a_new_end(kind: str) -> None:
    found = after(kind, rang_appel=1, ends_at="2026-11-23T08:02:00.000000Z")
    assert found is not None
    assert found["tour"]["fin_a"] == ENDS_MS + 30_000


@pytest.mark.rule("ENG-7", "G-4")
def test_a_stop_of_the_engine_between_turns_moves_the_end_of_the_amphi() -> None:
    state = {**state_of(board()), "tour": NO_TURN}
    found = APPLIERS["reprise"](state, {"ends_at": ENDS})
    assert found == {"amphi": {"fin_a": ENDS_MS}}


@pytest.mark.parametrize("kind", ["validated", "back_to_draft", "start_undone", "new"])
def test_what_a_decision_does_not_say_whole_is_asked_for(kind: str) -> None:
    assert after(kind) is None


@pytest.mark.rule("ENG-4")
def test_a_pause_keeps_what_was_left_and_says_why() -> None:
    found = after("paused", text="Incident", reason_hash="h", stopped_since="2026-11-23T08:00:50.000000Z")
    assert found is not None
    assert found["amphi"]["etat"] == "en_pause"
    assert found["amphi"]["motif"] == "Incident"
    assert found["tour"] == {"turn_id": "t1", "rang": 1, "reste_ms": 40_000}


@pytest.mark.rule("G-4")
def test_a_pause_of_the_engine_is_told_from_one_of_ars() -> None:
    found = after("paused", stopped_since="2026-11-23T08:00:50.000000Z")
    assert found is not None
    assert found["amphi"]["pause_moteur"] is True
    assert found["amphi"].get("motif") is None
    resumed = after("resumed", ends_at=ENDS)
    assert resumed is not None
    assert resumed["amphi"]["pause_moteur"] is False

    stopped = board()
    stopped.pause.by_engine, stopped.pause.reason = True, "Le service a été interrompu."
    state = state_of(stopped)
    assert state["amphi"]["pause_moteur"] is True
    assert state["amphi"]["motif"] is None


@pytest.mark.rule("CHX-5")
def test_no_limit_of_surnombres_is_not_a_limit_of_none() -> None:
    limited = board()
    limited.amphi.settings.surnombres_max = 0
    assert state_of(limited)["amphi"]["surnombres_max"] == 0
    assert state_of(board())["amphi"]["surnombres_max"] is None


@pytest.mark.rule("G-6")
def test_two_stops_are_lifted_one_by_one() -> None:
    still = after("thawed", stopped_since="2026-11-23T08:00:50.000000Z", ends_at=ENDS)
    assert still is not None
    assert still["tour"]["reste_ms"] == 40_000
    running = after("resumed", ends_at=ENDS)
    assert running is not None
    assert running["tour"].get("reste_ms") is None
    assert running["tour"]["fin_a"] == ENDS_MS
    assert running["amphi"].get("motif") is None


@pytest.mark.rule("OPS-7")
def test_a_decision_that_a_newer_session_writes_otherwise_is_asked_for() -> None:
    assert after("chosen", rang=1) is None
    assert after("time_added", rang_appel=1, ends_at="2027") is None


def test_sessions_and_the_end_are_followed() -> None:
    started, closing, ended = after("slice_started", number=1), after("closing", ends_at=ENDS), after("ended")
    assert started is not None
    assert started["sessions"]["1"]["etat"] == "en_cours"
    assert closing is not None
    assert closing["amphi"]["fin_a"] == ENDS_MS
    assert ended is not None
    assert ended["amphi"]["etat"] == "termine"


@pytest.mark.rule("ENG-7")
def test_an_amphi_ended_while_it_stood_stands_no_more() -> None:
    stopped = board()
    stopped.pause.reason = "Incident"
    stopped.frozen_since.GetCurrentTime()
    state = state_of(stopped)
    changes = feed().changes(state, pb.Decision(amphi_id="a", seq=6, type="ended", payload="{}"))
    assert changes is not None
    amphi = merged(state, changes)["amphi"]
    assert (amphi["etat"], amphi.get("motif"), amphi["gele"]) == ("termine", None, False)


@pytest.mark.rule("ENG-4")
def test_where_time_stands_the_board_says_what_was_left() -> None:
    stopped = board()
    stopped.turn.left.FromMilliseconds(41_500)
    stopped.pause.reason = "Incident technique"
    stopped.amphi.state = pb.AMPHI_STATE_EN_PAUSE
    state = state_of(stopped)
    assert state["tour"]["fin_a"] is None
    assert state["tour"]["reste_ms"] == 41_500
    assert state["amphi"]["motif"] == "Incident technique"
