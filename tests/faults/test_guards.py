"""For each guard: with it nothing is found, without it the checker finds the damage (TST-6)."""

from collections.abc import Callable, Iterator

import pytest

from chassis.database import Database
from tests.faults.checker import Violation, check
from tests.faults.guards.scene import Scene
from tests.faults.guards.schedules import SCHEDULES, Schedule
from tests.guards import GUARDS, all_off, take_out

WITHOUT_A_SCHEDULE = {
    "same_question": "with the payload frozen no id is ever asked twice in two ways: a tripwire, not a guard"
}
DIRECT = {"post_lock", "unique_holder", "unique_intern", "one_place_a_turn"}
"""Played at postes alone: of these only what postes gave is judged."""


@pytest.fixture
def databases(service_database: Callable[[str], str]) -> Iterator[dict[str, Database]]:
    opened = {name: Database(service_database(name), "tests") for name in ("session", "postes")}
    yield opened
    for database in opened.values():
        database.close()


def played(databases: dict[str, Database], schedule: Schedule, *out: str) -> list[Violation]:
    """What the checker says, with these guards taken out of the processes and of the databases."""
    for name in out:
        for service, statements in GUARDS[name].sql_off.items():
            take_out(databases[service], statements)
    with all_off(*out):
        scene = Scene(databases["session"], databases["postes"])
        schedule.play(scene)
        scene.to_the_end()
        return check(scene.history())


@pytest.mark.real
@pytest.mark.rule("TST-6")
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name)
def test_without_the_guard_the_checker_finds_the_damage(
    databases: dict[str, Database], schedule: Schedule
) -> None:
    guard = GUARDS[schedule.guard]
    found = played(databases, schedule, guard.name, *guard.behind)
    hits = [one for one in found if one.guarantee == schedule.guarantee and schedule.finding in one.what]
    assert hits, [str(one) for one in found]


@pytest.mark.real
@pytest.mark.rule("G-1")
@pytest.mark.rule("G-2")
@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda schedule: schedule.name)
def test_with_the_guard_nothing_is_found(databases: dict[str, Database], schedule: Schedule) -> None:
    found = played(databases, schedule)
    if schedule.guard in DIRECT:
        found = [one for one in found if "postes gave" in one.what]
    assert found == [], [str(one) for one in found]


def test_each_guard_has_a_schedule_or_a_reason() -> None:
    assert {schedule.guard for schedule in SCHEDULES} | set(WITHOUT_A_SCHEDULE) == set(GUARDS)
