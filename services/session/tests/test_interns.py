"""What interns see and do besides choosing: their place, presence, coming late, absences."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.database import DatabaseBusy, Transaction
from dci.events.v1.events_pb2 import AbsenceChanged, Event
from services.session.domain.amphi import Etat
from services.session.domain.droits import Droits
from services.session.domain.refusals import PasDansLAmphi
from services.session.domain.settings import Settings
from services.session.events.rights import HearRights
from services.session.storage import amphis
from services.session.tests.domain.scene import seconds
from services.session.tests.world import World, but, oneself, staff
from services.session.use_cases import boards
from services.session.use_cases.acknowledge_order import acknowledge_order
from services.session.use_cases.apply_rights import apply_rights
from services.session.use_cases.back_to_draft import back_to_draft
from services.session.use_cases.books import AmphiRow
from services.session.use_cases.errors import AmphiInconnu
from services.session.use_cases.my_passage import my_amphis, my_passage
from services.session.use_cases.pause import pause
from services.session.use_cases.presence import Connection, Told, presence
from services.session.use_cases.validate import validate

pytestmark = pytest.mark.real


def interne(rang: int) -> UUID:
    return UUID(int=rang)


def tell(
    world: World, n: int, joined: list[Connection], left: list[Connection], *, full: bool = False
) -> bool:
    return presence(world.engine, Told("pod-a", "boot-1", n, full=full, joined=joined, left=left))


@pytest.mark.rule("AMV-3")
def test_my_place_with_those_ahead_and_when_it_may_come(world: World) -> None:
    world.lists.motifs = {3: "disponibilité"}
    amphi_id = world.started()
    world.connect(amphi_id, 5)
    mine = my_passage(world.engine, amphi_id, oneself(5))
    assert (mine.passage.rang_appel, mine.ahead, mine.present, mine.slice_number) == (5, 3, True, 1)
    assert mine.estimate is not None
    assert mine.estimate.earliest > datetime.now(UTC)
    assert my_passage(world.engine, amphi_id, oneself(3)).inscrit.absence_motif == "disponibilité"
    with pytest.raises(PasDansLAmphi):
        my_passage(world.engine, amphi_id, oneself(9))


def test_my_amphis_are_those_that_took_me(world: World) -> None:
    assert my_amphis(world.engine, oneself(1)) == []
    world.draft()
    amphi_id = world.validated()
    ((sheet, mine),) = my_amphis(world.engine, oneself(1))
    assert (sheet.row.fiche.amphi_id, mine.passage.rang_appel) == (amphi_id, 1)
    assert my_amphis(world.engine, oneself(9)) == []
    back_to_draft(world.engine, amphi_id, staff())
    assert my_amphis(world.engine, oneself(1)) == []


@pytest.mark.rule("AMV-2")
def test_the_order_is_verified_once(world: World) -> None:
    amphi_id = world.validated()
    assert not my_passage(world.engine, amphi_id, oneself(1)).acknowledged
    acknowledge_order(world.engine, amphi_id, interne(1))
    acknowledge_order(world.engine, amphi_id, interne(1))
    assert my_passage(world.engine, amphi_id, oneself(1)).acknowledged
    assert not my_passage(world.engine, amphi_id, oneself(2)).acknowledged
    with pytest.raises(PasDansLAmphi):
        acknowledge_order(world.engine, amphi_id, interne(9))
    with pytest.raises(AmphiInconnu):
        acknowledge_order(world.engine, interne(9), interne(1))


@pytest.mark.rule("SIM-1")
def test_an_order_acknowledged_in_an_amphi_forgotten_that_moment_is_asked_again(world: World) -> None:
    with world.database.transaction() as tx, pytest.raises(DatabaseBusy):
        world.books.acknowledgements.add(tx, interne(9), interne(1), interne(8))


@pytest.mark.rule("ENG-5")
@pytest.mark.rule("TRN-6")
def test_a_latecomer_who_connects_is_right_behind_the_current_one(world: World) -> None:
    amphi_id = world.started()
    world.later(91)
    world.tick(amphi_id)
    world.connect(amphi_id, 1)
    assert (world.turn_of(amphi_id), world.etat(amphi_id, 1)) == (2, Etat.EN_RETARD)
    world.choose(amphi_id, 2, 2931)
    assert world.turn_of(amphi_id) == 1
    world.choose(amphi_id, 1, 2932)
    world.check_log(amphi_id)


@pytest.mark.rule("ENG-2")
def test_the_holder_who_connects_has_the_whole_turn(world: World) -> None:
    amphi_id = world.started(settings=Settings(delai_absent=seconds(20)))
    assert world.left(amphi_id) == pytest.approx(20, abs=1)
    world.connect(amphi_id, 1)
    assert world.left(amphi_id) == pytest.approx(90, abs=1)


@pytest.mark.rule("LIV-3", "G-5")
def test_an_amphi_that_is_held_keeps_nobody_of_another_one_from_connecting(world: World) -> None:
    settings = Settings(delai_absent=seconds(20))
    held, other = world.started(settings=settings), world.started(settings=settings)

    def lock(tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
        if amphi_id == held:
            raise DatabaseBusy
        return amphis.lock(tx, amphi_id)

    world.on(replace(world.books, amphis=but(world.books.amphis, lock=lock)))
    with pytest.raises(DatabaseBusy):
        tell(world, 1, [(held, oneself(1)), (other, oneself(1))], [])
    assert world.left(other) == pytest.approx(90, abs=1)


@pytest.mark.rule("LIV-3")
def test_connections_that_change_nothing_stay_out_of_the_log(world: World) -> None:
    amphi_id = world.started()
    before = world.types(amphi_id)
    world.connect(amphi_id, 2, 3, 4)
    world.connect(amphi_id, 99)
    assert world.types(amphi_id) == before
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: [2, 3, 4]}


@pytest.mark.rule("LIV-3")
def test_a_lease_outlives_its_pod_by_half_a_minute(world: World) -> None:
    amphi_id = world.started()
    world.connect(amphi_id, 2)
    world.asleep(29)
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: [2]}
    world.asleep(2)
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: []}


def test_who_leaves_is_away_at_once_and_another_pod_still_counts(world: World) -> None:
    world.clock.real_time = True
    amphi_id = world.started()
    tell(world, 1, [(amphi_id, oneself(2)), (amphi_id, oneself(3))], [])
    world.connect(amphi_id, 3)
    tell(world, 2, [], [(amphi_id, oneself(2)), (amphi_id, oneself(3))])
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: [3]}


def test_a_full_list_is_the_whole_truth_of_its_pod(world: World) -> None:
    world.clock.real_time = True
    amphi_id = world.started()
    tell(world, 1, [(amphi_id, oneself(2)), (amphi_id, oneself(3))], [])
    world.connect(amphi_id, 4)
    assert tell(world, 2, [(amphi_id, oneself(3))], [], full=True) is False
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: [3, 4]}


def test_an_old_message_is_ignored_and_a_gap_asks_for_the_full_list(world: World) -> None:
    amphi_id = world.started()
    assert tell(world, 1, [(amphi_id, oneself(2))], [], full=True) is False
    assert tell(world, 3, [(amphi_id, oneself(3))], []) is True
    assert tell(world, 2, [], [(amphi_id, oneself(2))]) is False
    assert boards.presences(world.engine, [amphi_id]) == {amphi_id: [2, 3]}
    assert presence(world.engine, Told("pod-a", "boot-2", 1, full=False, joined=[], left=[])) is True


def test_a_planned_absence_counts_at_once_and_its_highest_version_wins(world: World) -> None:
    amphi_id = world.started()
    apply_rights(world.engine, interne(2), "052027", 5, Droits(absent=True), motif="congé maternité")
    assert world.etat(amphi_id, 2) is Etat.ABSENCE_PREVUE
    assert my_passage(world.engine, amphi_id, oneself(2)).inscrit.absence_motif == "congé maternité"
    apply_rights(world.engine, interne(2), "052027", 4, Droits(absent=False), motif="")
    assert world.etat(amphi_id, 2) is Etat.ABSENCE_PREVUE
    apply_rights(world.engine, interne(2), "052027", 6, Droits(absent=False), motif="")
    assert world.etat(amphi_id, 2) is Etat.EN_ATTENTE
    assert my_passage(world.engine, amphi_id, oneself(2)).inscrit.absence_motif == ""
    world.check_log(amphi_id)


def test_an_absence_heard_twice_is_applied_once_and_one_left_by_a_crash_is_finished(world: World) -> None:
    amphi_id = world.started()
    with world.database.transaction() as tx:
        tx.execute(
            "INSERT INTO rights (intern_id, semestre, version, absent, motif)"
            " VALUES (%s, '052027', 5, true, 'x')",
            [interne(2)],
        )
        tx.commit()
    apply_rights(world.engine, interne(2), "052027", 5, Droits(absent=True), motif="")
    apply_rights(world.engine, interne(2), "052027", 5, Droits(absent=True), motif="")
    assert world.types(amphi_id).count("absence_set") == 1


def test_the_reason_of_an_absence_is_kept_whether_call_or_event_comes_first(world: World) -> None:
    amphi_id, absent = world.started(), Droits(absent=True)
    for motif in ("", "congé maternité", ""):
        apply_rights(world.engine, interne(2), "052027", 5, absent, motif=motif)
    assert my_passage(world.engine, amphi_id, oneself(2)).inscrit.absence_motif == "congé maternité"
    apply_rights(world.engine, interne(2), "052027", 6, absent, motif="")
    assert my_passage(world.engine, amphi_id, oneself(2)).inscrit.absence_motif == "absence prévue"


@pytest.mark.rule("ENG-8")
def test_who_decided_is_known_by_the_event_too(world: World) -> None:
    amphi_id = world.started()
    ars = f"ars:gestionnaire:{UUID(int=7)}"
    told = AbsenceChanged(
        intern_id=str(interne(2)), semestre="052027", version=5, absent=True, absent_par=ars
    )
    with world.database.transaction() as tx:
        HearRights(world.engine)(tx, Event(absence_changed=told))
    assert world.actors(amphi_id)[-1] == ("absence_set", ars)


def test_an_absence_of_another_semester_is_none_here(world: World) -> None:
    amphi_id = world.started()
    apply_rights(world.engine, interne(2), "112027", 5, Droits(absent=True), motif="x")
    assert world.etat(amphi_id, 2) is Etat.EN_ATTENTE


def test_what_identity_told_is_newer_than_what_came_with_the_list(world: World) -> None:
    world.lists.motifs = {2: "disponibilité"}
    apply_rights(world.engine, interne(2), "052027", 5, Droits(absent=False), motif="")
    apply_rights(world.engine, interne(3), "052027", 5, Droits(absent=True), motif="")
    amphi_id = world.validated()
    assert world.etat(amphi_id, 2) is Etat.EN_ATTENTE
    assert world.etat(amphi_id, 3) is Etat.ABSENCE_PREVUE
    back_to_draft(world.engine, amphi_id, staff())
    apply_rights(world.engine, interne(3), "052027", 6, Droits(absent=False), motif="")
    validate(world.engine, world.lists, amphi_id, staff())
    assert world.etat(amphi_id, 3) is Etat.EN_ATTENTE


def test_a_board_shows_the_next_ones_and_time_that_stands(world: World) -> None:
    amphi_id = world.started(internes=15)
    board = boards.snapshot(world.engine, amphi_id)
    assert board.next_rangs == tuple(range(2, 12))
    pause(world.engine, amphi_id, staff(), "Incident")
    assert boards.snapshot(world.engine, amphi_id).amphi.stopped_since is not None
