"""The threads of replicas, on a real database and in real time: an amphi runs by itself (decision 3)."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from threading import Event
from uuid import UUID

import pytest

from chassis.database import Database
from services.session.adapters.ticker import Prober, Ticker
from services.session.bootstrap import all_books, engine_on
from services.session.domain.amphi import Phase
from services.session.domain.settings import Settings
from services.session.tests.domain.scene import seconds
from services.session.tests.doubles import Unreachable
from services.session.tests.world import RECEIPTS, Clock, World, staff, timetable
from services.session.use_cases.cut_into_sessions import cut_into_sessions
from services.session.use_cases.errors import ReponseAttendue
from services.session.use_cases.look import Look
from services.session.use_cases.place import place
from services.session.use_cases.ports import Settled
from services.session.use_cases.validate import validate
from services.session.use_cases.watch_postes import WatchPostes

pytestmark = pytest.mark.real

PATIENCE = 40.0
QUICK = Settings(
    duree_tour=seconds(1.5),
    delai_absent=seconds(1.5),
    grace_reseau=seconds(0.2),
    delai_fin=seconds(1),
)


@contextmanager
def replica(world: World) -> Iterator[None]:
    """Another process's threads, as bootstrap starts them."""
    engine = engine_on(world.database, world.postes, RECEIPTS)
    watch = WatchPostes(world.database, all_books(RECEIPTS), world.postes)
    with ExitStack() as ends:
        for part in (Prober(watch), Ticker(Look(engine), watch)):
            part.start()
            ends.callback(part.stop)
        yield


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("session"), "tests", pool_size=20)
    yield World(database, clock=Clock(real_time=True), really_probed=True)
    database.close()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_over(world: World, amphi_id: UUID) -> bool:
    return world.amphi(amphi_id).phase is Phase.TERMINE


@pytest.mark.rule("G-5")
def test_two_replicas_run_an_amphi_to_its_end_with_nobody_there(world: World) -> None:
    with replica(world), replica(world):
        amphi_id = world.started(internes=3, settings=QUICK)
        wait_for(lambda: is_over(world, amphi_id))
    types = [kind for kind in world.types(amphi_id) if kind not in {"reprise", "frozen", "thawed"}]
    turn = ["turn_announced", "turn_missed"]
    assert types == ["validated", "opened", "slice_started", *turn * 3, "slice_ended", "closing", "ended"]
    world.check_log(amphi_id)


@pytest.mark.rule("G-6")
def test_a_choice_that_met_postes_away_is_finished_by_the_looks_when_it_is_back(world: World) -> None:
    amphi_id = world.started(internes=2, settings=Settings())
    with replica(world):
        world.postes.away = True
        with pytest.raises(ReponseAttendue):
            world.choose(amphi_id, 1, 2931)
        wait_for(lambda: world.amphi(amphi_id).frozen)
        assert world.turn_of(amphi_id) == 1
        world.postes.away = False
        wait_for(lambda: world.turn_of(amphi_id) == 2)
    assert world.amphi(amphi_id).passages[UUID(int=1)].numero == 2931
    world.check_log(amphi_id)


@pytest.mark.rule("G-6")
def test_a_choice_does_not_queue_behind_what_ars_asked(world: World) -> None:
    amphi_id = world.started(internes=2, settings=Settings())
    elsewhere = world.draft(internes=8)
    for rang in range(1, 9):
        place(world.engine, elsewhere, staff(), rang, 2940 + rang, "Congé longue maladie")
    world.postes.away = True
    cut_into_sessions(world.engine, elsewhere, timetable())
    validate(world.engine, world.lists, elsewhere, staff())
    with pytest.raises(ReponseAttendue):
        world.choose(amphi_id, 1, 2931)
    world.postes.away = False
    back = Event()
    world.postes.place = lambda demande: hung(back)  # type: ignore[method-assign]  # noqa: ARG005
    try:
        with replica(world):
            wait_for(lambda: world.turn_of(amphi_id) == 2)
            back.set()
    finally:
        back.set()


def hung(back: Event) -> Settled:
    """postes keeps whoever asks waiting, and then does not answer."""
    back.wait(PATIENCE)
    raise Unreachable
