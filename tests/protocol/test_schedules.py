"""Every counterexample of the model, played step by step on the real services (TST-2; docs/settling.md).

With its guards out the very damage appears that Spin foretells; with them in, the same steps end well.
"""

from collections.abc import Callable, Iterator

import pytest

from chassis.database import Database
from tests.guards import GUARDS, all_off, take_out
from tests.protocol.counterexamples import COUNTEREXAMPLES, Counterexample
from tests.protocol.damage import damage
from tests.protocol.stage import Stage

pytestmark = pytest.mark.real
each = pytest.mark.parametrize("one", COUNTEREXAMPLES, ids=lambda one: one.name)


@pytest.fixture
def databases(service_database: Callable[[str], str]) -> Iterator[dict[str, Database]]:
    opened = {service: Database(service_database(service), "tests") for service in ("session", "postes")}
    yield opened
    for database in opened.values():
        database.close()


def played(databases: dict[str, Database], one: Counterexample) -> Stage:
    """Its schedule, until everything has come to rest."""
    stage = Stage(**databases)
    stage.play(one.schedule())
    stage.rest()
    return stage


def broken(databases: dict[str, Database], stage: Stage) -> set[str]:
    return damage(**databases, amphi_id=stage.amphi_id, told=stage.told, asked=stage.asked)


@pytest.mark.rule("G-1")
@pytest.mark.rule("G-2")
@pytest.mark.rule("G-3")
@each
def test_the_schedule_ends_well(databases: dict[str, Database], one: Counterexample) -> None:
    stage = played(databases, one)
    assert broken(databases, stage) == set()
    stage.world.check_log(stage.amphi_id)


@each
def test_control_without_the_guard_it_does_the_damage(
    databases: dict[str, Database], one: Counterexample
) -> None:
    for name in one.guards:
        for service, statements in GUARDS[name].sql_off.items():
            take_out(databases[service], statements)
    with all_off(*one.guards):
        stage = played(databases, one)
    assert one.violated in broken(databases, stage)
