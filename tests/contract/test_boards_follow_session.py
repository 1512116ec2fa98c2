"""Snapshot before + decisions = snapshot after: the boards of gateway and admin follow session's log (LIV-1).

Each step is one of session's own use cases on a real database; after it, the board kept by deltas must be the
board that session shows.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from chassis.database import Database
from chassis.live.amphi_clock import AmphiClock
from chassis.live.amphi_feed import AmphiFeed
from chassis.live.board import LiveBoard, State, merged
from chassis.live.film import film_of
from chassis.live.keeper import BoardKeeper
from dci.session.v1 import session_pb2 as pb
from services.session.domain.droits import Droits, TypeChoix
from services.session.domain.settings import Settings
from services.session.grpc_api import messages
from services.session.tests.world import World, key, oneself, staff
from services.session.use_cases import boards
from services.session.use_cases.add_time import add_time
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.by import By
from services.session.use_cases.correct import Wanted, approve_correction, propose_correction
from services.session.use_cases.end import end
from services.session.use_cases.mark_absent import mark_absent
from services.session.use_cases.move_on import move_on
from services.session.use_cases.my_passage import my_passage
from services.session.use_cases.pause import pause
from services.session.use_cases.place import place
from services.session.use_cases.presence import Told, presence
from services.session.use_cases.put_back import put_back
from services.session.use_cases.renounce import renounce
from services.session.use_cases.request_return import request_return
from services.session.use_cases.resume import resume
from services.session.use_cases.start import start
from services.session.use_cases.undo_start import undo_start

pytestmark = pytest.mark.real

ROUNDING_MS = 1


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    """One replica of session on an empty database."""
    database = Database(service_database("session"), "tests")
    yield World(database)
    database.close()


class Watched:
    """An amphi and the board that a pod keeps of it; counts how often it had to ask for a snapshot."""

    def __init__(self, world: World, amphi_id: UUID) -> None:
        self.world = world
        self.amphi_id = amphi_id
        self.snapshots = 0
        self._keeper = BoardKeeper(AmphiFeed(self, AmphiClock()), lambda _delta: None)
        self._keeper.get(str(amphi_id))

    def board(self, amphi_id: str) -> pb.Board:
        """Session's board."""
        self.snapshots += 1
        return messages.board(boards.snapshot(self.world.engine, UUID(amphi_id)))

    def decisions_since(self, amphi_id: str, after: int) -> list[pb.Decision]:
        """Session's log."""
        told = boards.decisions_since(self.world.engine, UUID(amphi_id), after)
        return [messages.decision(one.decision, one.text) for one in told]

    def heads(self) -> pb.GetHeadsResponse:
        """Where session stands."""
        seqs = boards.heads(self.world.engine).seqs
        return pb.GetHeadsResponse(seqs={str(each): seq for each, seq in seqs.items()})

    def follow(self) -> State:
        """Hear each new decision, as from Kafka; the board must then be session's."""
        kept: LiveBoard = self._keeper.get(str(self.amphi_id))
        for decision in self.decisions_since(str(self.amphi_id), kept.number):
            self._keeper.receive(str(self.amphi_id), decision.seq, decision)
        asked = self.snapshots
        truth = AmphiFeed(self, AmphiClock()).snapshot(str(self.amphi_id))
        self.snapshots = asked
        assert kept.number == truth.number
        assert comparable(kept.snapshot.state) == comparable(truth.state)
        assert abs(left_of(kept.snapshot.state) - left_of(truth.state)) <= ROUNDING_MS
        assert kept.snapshot.aside == truth.aside
        return kept.snapshot.state


def comparable(state: State) -> State:
    """A key set to nothing is no key; what is left is compared apart, for its rounding."""
    return {
        name: {key: value for key, value in section.items() if value is not None and key != "reste_ms"}
        for name, section in state.items()
    }


def left_of(state: State) -> int:
    """Milliseconds that a stopped turn has left; 0 where time runs."""
    return state["tour"].get("reste_ms") or 0


@pytest.mark.rule("LIV-1")
def test_a_board_follows_turns_choices_and_returns(world: World) -> None:
    watched = Watched(world, world.validated(internes=6, par_session=4))
    amphi_id = watched.amphi_id
    assert watched.follow()["amphi"]["etat"] == "ouvert"

    start(world.engine, amphi_id, staff())
    assert watched.follow()["tour"]["rang"] == 1
    world.connect(amphi_id, 1, 2, 3)
    watched.follow()
    world.choose(amphi_id, 1, 2931)
    assert watched.follow()["passages"]["1"]["numero"] == 2931

    renounce(world.engine, amphi_id, oneself(2), key())
    assert watched.follow()["passages"]["2"]["etat"] == "n_a_pas_choisi"
    request_return(world.engine, amphi_id, oneself(2), key())
    assert watched.follow()["passages"]["2"]["etat"] == "en_retard"
    add_time(world.engine, amphi_id, staff(), world.turn_id(amphi_id), timedelta(seconds=30))
    watched.follow()
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    assert watched.follow()["tour"]["rang"] == 2
    move_on(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    watched.follow()
    put_back(world.engine, amphi_id, staff(), 3)
    watched.follow()
    assert watched.snapshots == 1


@pytest.mark.rule("ENG-4")
def test_a_board_follows_stops_by_ars_and_by_the_engine(world: World) -> None:
    watched = Watched(world, world.started(internes=3))
    amphi_id = watched.amphi_id
    world.connect(amphi_id, 1)
    pause(world.engine, amphi_id, staff(), "Vérification d’un poste")
    stopped = watched.follow()
    assert stopped["amphi"]["motif"] == "Vérification d’un poste"
    assert stopped["tour"]["reste_ms"] > 80_000

    resume(world.engine, amphi_id, staff(), full_time=False)
    assert watched.follow()["amphi"]["etat"] == "en_cours"
    pause(world.engine, amphi_id, staff(), "Encore")
    watched.follow()
    resume(world.engine, amphi_id, staff(), full_time=True)
    watched.follow()
    world.asleep(10)
    world.tick(amphi_id)
    watched.follow()
    assert watched.snapshots == 1


@pytest.mark.rule("ENG-7")
def test_a_board_follows_the_end_and_what_starts_anew(world: World) -> None:
    watched = Watched(world, world.started(internes=2))
    amphi_id = watched.amphi_id
    undo_start(world.engine, amphi_id, staff())
    assert watched.follow()["amphi"]["etat"] == "ouvert"

    apply_rights(world.engine, UUID(int=2), "052027", 1, Droits(absent=True), motif="disponibilité")
    assert watched.follow()["passages"]["2"]["etat"] == "absence_prevue"
    start(world.engine, amphi_id, staff())
    watched.follow()
    world.later(91)
    world.tick(amphi_id)
    assert watched.follow()["amphi"]["fin_a"] is not None
    end(world.engine, amphi_id, staff())
    assert watched.follow()["amphi"]["etat"] == "termine"


@pytest.mark.rule("STA-3")
def test_a_board_follows_rights_placements_and_corrections(world: World) -> None:
    watched = Watched(world, world.started(internes=6))
    amphi_id = watched.amphi_id
    world.connect(amphi_id, 1)
    validant = Droits(type_choix=TypeChoix.SURNOMBRE_VALIDANT)
    apply_rights(world.engine, UUID(int=1), "052027", 1, validant, motif="")
    assert watched.follow()["passages"]["1"]["choix"] == "surnombre_validant"
    world.choose(amphi_id, 1, 2931)
    assert watched.follow()["passages"]["1"]["choix"] == "surnombre_validant"

    for version, droits in enumerate(
        (Droits(procuration=True), Droits(procuration=True, mandataire_id=UUID(int=99)), Droits()), 1
    ):
        apply_rights(world.engine, UUID(int=2), "052027", version, droits, motif="")
        assert watched.follow()["passages"]["2"].get("procuration", False) is droits.procuration
    apply_rights(world.engine, UUID(int=5), "052027", 1, validant, motif="")
    assert watched.follow()["passages"]["5"]["choix"] == "surnombre_validant"
    place(world.engine, amphi_id, staff(), 5, 2932, "Handicap")
    assert watched.follow()["passages"]["5"] | {"des": ""} == {"etat": "affecte", "numero": 2932, "des": ""}
    world.choose(amphi_id, 2, 2933)
    watched.follow()

    lines = [Wanted(amphi_id, 5, 2933), Wanted(amphi_id, 2, 2932)]
    proposed = propose_correction(world.engine, amphi_id, staff(), lines, "Échange")
    other = By(f"ars:administrateur:{UUID(int=8)}", key())
    approve_correction(world.engine, amphi_id, other, proposed.correction_id)
    passages = watched.follow()["passages"]
    assert (passages["5"]["numero"], passages["2"]["numero"]) == (2933, 2932)
    assert watched.snapshots == 1


@pytest.mark.rule("ENG-5")
def test_a_board_says_who_comes_back_how_and_how_often(world: World) -> None:
    watched = Watched(world, world.started(internes=4))
    amphi_id = watched.amphi_id
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    assert "bouton" not in watched.follow()["passages"]["1"]
    world.connect(amphi_id, 1)
    watched.follow()
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    watched.follow()
    while world.turn_of(amphi_id) != 1:
        move_on(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
        watched.follow()
    world.later(30)
    presence(world.engine, Told("pod", "another boot", 1, full=True, joined=[], left=[]))
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    again = watched.follow()["passages"]["1"]
    assert (again["etat"], again["retours"], again["bouton"]) == ("absent", 1, True)
    assert world.amphi(amphi_id).passages[UUID(int=1)].bouton_seul is False


@pytest.mark.rule("ENG-5")
def test_where_no_return_is_allowed_nobody_is_told_to_come_back_alone(world: World) -> None:
    watched = Watched(world, world.started(internes=3, settings=Settings(retours_max=0)))
    mark_absent(world.engine, watched.amphi_id, staff(), world.turn_id(watched.amphi_id))
    assert watched.follow()["passages"]["1"]["bouton"] is True
    assert watched.snapshots == 1
    mine = my_passage(world.engine, watched.amphi_id, oneself(1))
    assert messages.my_passage(mine).passage.bouton_seul is True


@pytest.mark.rule("SIM-2")
@pytest.mark.rule("ENG-9")
def test_a_film_ends_as_the_amphi_did(world: World) -> None:
    watched = Watched(world, world.started(internes=4))
    amphi_id = watched.amphi_id
    undo_start(world.engine, amphi_id, staff())
    apply_rights(world.engine, UUID(int=4), "052027", 1, Droits(absent=True), motif="disponibilité")
    start(world.engine, amphi_id, staff())
    world.connect(amphi_id, 1)
    world.choose(amphi_id, 1, 2931)
    mark_absent(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    put_back(world.engine, amphi_id, staff(), 2)
    move_on(world.engine, amphi_id, staff(), world.turn_id(amphi_id))
    renounce(world.engine, amphi_id, oneself(2), key())
    end(world.engine, amphi_id, staff())
    last = watched.follow()

    record = watched.decisions_since(str(amphi_id), 0)
    film = film_of(str(amphi_id), last, {"postes": {}, "services": {}}, record)

    shown = film.amphi
    for image in film.images:
        shown = merged(shown, image.amphi)
    assert film.amphi["passages"]["1"]["etat"] == "en_attente"
    assert comparable(shown) == comparable(last)
    assert [image.seq for image in film.images] == [decision.seq for decision in record]
