"""A replica is killed in the middle of a choice, wherever that is: there is one outcome (G-1, G-2, G-3).

Two real databases, the real Settle of postes, a real SIGKILL; another replica comes after.
"""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from chassis.database import Database
from services.postes.tests.factories import World as Stock
from services.postes.tests.factories import fiche
from services.session.domain.amphi import Etat
from services.session.tests.world import Clock, World, key
from tests.concurrency.dying_replica import DirectPostes

pytestmark = pytest.mark.real

POST, INTERN = 2931, UUID(int=1)
Kill = Callable[[UUID, str, str], None]


@pytest.fixture
def dsns(service_database: Callable[[str], str]) -> dict[str, str]:
    return {service: service_database(service) for service in ("session", "postes")}


@pytest.fixture
def postes(dsns: dict[str, str]) -> Iterator[Database]:
    database = Database(dsns["postes"], "tests")
    Stock(database).given(fiche(POST), fiche(POST + 1))
    yield database
    database.close()


@pytest.fixture
def world(dsns: dict[str, str], postes: Database) -> Iterator[World]:
    database = Database(dsns["session"], "tests")
    world = World(database, clock=Clock(real_time=True))
    object.__setattr__(world.engine, "postes", DirectPostes(postes))
    yield world
    database.close()


@pytest.fixture
def kill(dsns: dict[str, str]) -> Kill:
    def kill(amphi_id: UUID, under: str, point: str) -> None:
        arguments = [dsns["session"], dsns["postes"], str(amphi_id), str(INTERN), str(POST), under, point]
        died = subprocess.run(
            [sys.executable, "-m", "tests.concurrency.dying_replica", *arguments],
            check=False,
            capture_output=True,
            timeout=60,
        )
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()

    return kill


def holders(postes: Database) -> dict[int, UUID]:
    with postes.transaction() as tx:
        rows = tx.all("SELECT numero, intern_id FROM place ORDER BY numero")
    return {row["numero"]: row["intern_id"] for row in rows}


@pytest.mark.rule("G-1")
@pytest.mark.rule("G-2")
@pytest.mark.parametrize("point", ["received", "settled", "appended but not committed", "committed"])
def test_a_choice_that_was_received_is_completed_by_the_next_look(
    world: World, postes: Database, kill: Kill, point: str
) -> None:
    amphi_id, mine = world.started(), key()
    kill(amphi_id, mine, point)
    world.later(200)
    world.tick(amphi_id)
    assert holders(postes) == {POST: INTERN}
    assert (world.etat(amphi_id, 1), world.amphi(amphi_id).passages[INTERN].numero) == (Etat.A_CHOISI, POST)
    assert world.types(amphi_id).count("chosen") == 1
    assert "turn_missed" not in world.types(amphi_id)[: world.types(amphi_id).index("chosen")]
    world.check_log(amphi_id)


@pytest.mark.rule("G-3")
@pytest.mark.parametrize("point", ["received", "settled", "appended but not committed", "committed"])
def test_the_intern_who_asks_again_gets_the_one_answer(
    world: World, postes: Database, kill: Kill, point: str
) -> None:
    amphi_id, mine = world.started(), key()
    kill(amphi_id, mine, point)
    done = world.choose(amphi_id, 1, POST, mine)
    assert world.types(amphi_id)[done.seq - 1] == "chosen"
    assert world.choose(amphi_id, 1, POST, mine) == done
    assert holders(postes) == {POST: INTERN}
    world.check_log(amphi_id)


@pytest.mark.rule("G-2")
def test_a_choice_that_was_not_received_is_as_if_never_made(
    world: World, postes: Database, kill: Kill
) -> None:
    amphi_id, mine = world.started(), key()
    kill(amphi_id, mine, "before receive")
    assert holders(postes) == {}
    assert world.types(amphi_id)[-1] == "turn_announced"
    world.choose(amphi_id, 1, POST + 1)
    assert holders(postes) == {POST + 1: INTERN}
