"""Deadlines, reprise and freeze, as replicas find them in the database (decision 3, G-4…G-6)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from chassis.database import Database
from chassis.errors import DomainError
from services.session.domain.amphi import Etat, Phase
from services.session.domain.moment import Moment, Probes
from services.session.domain.refusals import AmphiGele
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import seconds
from services.session.tests.world import Clock, World, staff
from services.session.use_cases.pause import pause
from services.session.use_cases.resume import resume
from services.session.use_cases.start import start

pytestmark = pytest.mark.real


@pytest.mark.rule("ENG-2")
def test_a_turn_that_is_over_ends_at_the_next_look_of_any_replica(world: World) -> None:
    amphi_id = world.started()
    world.later(90.9)
    world.tick(amphi_id)
    assert world.turn_of(amphi_id) == 1
    world.later(0.2)
    world.another().tick(amphi_id)
    assert (world.turn_of(amphi_id), world.etat(amphi_id, 1)) == (2, Etat.ABSENT)
    world.check_log(amphi_id)


@pytest.mark.rule("G-4")
def test_a_turn_gets_back_what_a_stop_of_all_replicas_took(world: World) -> None:
    amphi_id = world.started()
    world.later(30)
    world.connect(amphi_id, 1)
    world.asleep(40)
    world.another().tick(amphi_id)
    assert world.types(amphi_id)[-1] == "reprise"
    assert world.left(amphi_id) == pytest.approx(60, abs=1)


@pytest.mark.rule("G-4")
def test_presence_leases_are_given_the_stop_back_too(world: World) -> None:
    amphi_id = world.started(settings=Settings(delai_absent=seconds(5)))
    world.connect(amphi_id, 2)
    world.asleep(60)
    world.tick(amphi_id)
    world.choose(amphi_id, 1, 2931)
    assert world.left(amphi_id) == pytest.approx(90, abs=1)


@pytest.mark.rule("G-4")
def test_what_comes_first_after_a_stop_wakes_the_amphi_whatever_it_is(world: World) -> None:
    amphi_id = world.started()
    world.later(80)
    world.asleep(3600)
    world.choose(amphi_id, 1, 2931)
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("G-4")
def test_a_pause_is_not_given_back_twice(world: World) -> None:
    amphi_id = world.started()
    world.later(30)
    pause(world.engine, amphi_id, staff(), "Incident")
    world.asleep(3600)
    resume(world.engine, amphi_id, staff(), full_time=False)
    assert "reprise" not in world.types(amphi_id)
    assert world.left(amphi_id) == pytest.approx(60, abs=1)


@pytest.mark.rule("G-6")
def test_without_postes_a_turn_freezes_and_goes_on_when_it_is_back(database: Database) -> None:
    world = World(database, clock=Clock(real_time=True), really_probed=True)
    amphi_id = world.started()
    world.watch()
    world.later(30)
    shift_probes(world, 30)
    world.postes.away = True
    world.watch()
    assert world.watch.reached is False
    world.later(2.5)
    world.tick(amphi_id)
    assert world.amphi(amphi_id).frozen
    waits = due_in(world, amphi_id)
    assert waits is not None
    assert waits <= 1
    assert world.left(amphi_id) == pytest.approx(60, abs=5)
    with pytest.raises(DomainError) as refused:
        world.another().choose(amphi_id, 1, 2931)
    assert refused.value.code == AmphiGele.code
    world.clock.ahead = seconds(0)
    world.postes.away = False
    world.watch()
    world.tick(amphi_id)
    assert world.amphi(amphi_id).frozen
    world.watch()
    world.tick(amphi_id)
    assert not world.amphi(amphi_id).frozen
    assert world.left(amphi_id) == pytest.approx(60, abs=5)


def shift_probes(world: World, by: float) -> None:
    with world.database.transaction() as tx:
        tx.execute("UPDATE postes_probe SET seen_at = seen_at + %s", [seconds(by)])
        tx.commit()


def test_only_what_runs_is_probed(database: Database) -> None:
    world = World(database, clock=Clock(real_time=True), really_probed=True)
    world.validated()
    world.postes.away = True
    world.watch()
    assert world.watch.reached is True


def test_due_are_those_whose_instant_has_come(world: World) -> None:
    amphi_id = world.started()
    with world.database.transaction() as tx:
        tx.execute("UPDATE amphi SET next_at = clock_timestamp() - interval '1 s'")
        tx.commit()
    assert world.look.due() == [amphi_id]
    world.tick(amphi_id)
    assert world.look.due() == []


@pytest.mark.rule("G-4")
def test_due_is_also_what_was_seen_later_than_now(world: World) -> None:
    world.asleep(3600)
    amphi_id = world.started()
    world.asleep(-3600)
    assert world.look.due() == [amphi_id], "the clock went back by an hour"
    world.tick(amphi_id)
    assert world.types(amphi_id)[-1] == "reprise"
    assert world.left(amphi_id) == pytest.approx(90, abs=1)
    assert world.look.due() == []


@pytest.mark.rule("G-2")
def test_a_choice_received_before_the_clock_went_back_is_still_finished(world: World) -> None:
    amphi_id = world.started()
    world.postes.away = True
    with pytest.raises(DomainError):
        world.choose(amphi_id, 1, 2931)
    world.postes.away = False
    world.later(-3600)
    world.tick(amphi_id)
    assert world.etat(amphi_id, 1) is Etat.A_CHOISI


@pytest.mark.rule("G-6")
def test_a_stamp_of_postes_from_before_the_clock_went_back_says_nothing() -> None:
    now = datetime.now(UTC)
    assert Moment(now, probes=Probes(now + seconds(0.1), 2)).postes_is_fresh
    assert not Moment(now, probes=Probes(now + seconds(30), 2)).postes_is_fresh


def due_in(world: World, amphi_id: UUID) -> float | None:
    """Seconds from now until the engine looks by itself; None: never."""
    with world.database.transaction() as tx:
        next_at = tx.value("SELECT next_at FROM amphi WHERE id = %s", [amphi_id])
        now = world.clock.now(tx)
    return None if next_at is None else float((next_at - now).total_seconds())


def test_a_running_turn_is_looked_at_each_second_and_a_pause_not_at_all(world: World) -> None:
    amphi_id = world.validated()
    assert due_in(world, amphi_id) is None
    start(world.engine, amphi_id, staff())
    assert due_in(world, amphi_id) == pytest.approx(1, abs=0.5)
    pause(world.engine, amphi_id, staff(), "Incident")
    assert due_in(world, amphi_id) is None


@pytest.mark.rule("G-2")
def test_an_unanswered_choice_is_looked_at_within_two_seconds_paused_or_not(world: World) -> None:
    amphi_id = world.started()
    world.postes.away = True
    with pytest.raises(DomainError):
        world.choose(amphi_id, 1, 2931)
    pause(world.engine, amphi_id, staff(), "Incident")
    assert due_in(world, amphi_id) == pytest.approx(2, abs=0.5)


@pytest.mark.rule("ENG-2")
def test_the_end_of_a_turn_is_not_looked_at_late(world: World) -> None:
    amphi_id = world.started(
        settings=Settings(duree_tour=seconds(1), delai_absent=seconds(1), grace_reseau=seconds(0))
    )
    world.later(0.8)
    world.tick(amphi_id)
    found = due_in(world, amphi_id)
    assert found is not None
    assert found < 0.3


def test_a_row_that_another_replica_holds_is_left_to_it(world: World) -> None:
    amphi_id = world.started()
    with world.database.transaction() as tx:
        world.books.amphis.lock(tx, amphi_id)
        assert world.look.at(amphi_id) == ()


@pytest.mark.rule("ENG-7")
def test_an_amphi_comes_to_its_end_by_itself(world: World) -> None:
    amphi_id = world.started(internes=1)
    world.choose(amphi_id, 1, 2931)
    world.later(301)
    world.tick(amphi_id)
    assert world.amphi(amphi_id).phase is Phase.TERMINE
    assert world.look.due() == []


@pytest.mark.rule("ENG-7", "G-4")
def test_after_a_stop_the_absent_still_have_the_rest_of_the_last_minutes(world: World) -> None:
    amphi_id = world.started(internes=2)
    world.later(100)
    world.tick(amphi_id)
    world.choose(amphi_id, 2, 2931)
    world.later(250)
    world.tick(amphi_id)
    assert due_in(world, amphi_id) == pytest.approx(1, abs=0.5), "else a stop could not be told from quiet"
    world.asleep(600)
    world.tick(amphi_id)
    world.connect(amphi_id, 1)
    assert world.turn_of(amphi_id) == 1
    world.check_log(amphi_id)


@pytest.mark.rule("ENG-9")
def test_another_replica_reads_the_same_state_from_the_log(world: World) -> None:
    amphi_id = world.started()
    world.choose(amphi_id, 1, 2931)
    assert world.another().amphi(amphi_id) == world.amphi(amphi_id)
