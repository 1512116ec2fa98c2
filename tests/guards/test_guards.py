"""The switches themselves: each takes something out, and puts it back."""

from collections.abc import Callable

import pytest

from chassis.database import Database
from services.postes.storage import offers, places, posts, settlements
from services.postes.use_cases import settle
from services.session.storage import amphis, commands
from services.session.storage.hot import HotAmphis
from services.session.use_cases import sitting
from services.session.use_cases.engine import Engine
from tests.guards import GUARDS, take_out

IN_THE_SCHEMA = [(name, service) for name, guard in GUARDS.items() for service in guard.sql_off]


def code() -> list[object]:
    """Everything that a switch may change."""
    changed = (Engine, HotAmphis, sitting, settle, amphis, commands, offers, places, posts, settlements)
    return [dict(vars(one)) for one in changed]


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_is_out_only_within(name: str) -> None:
    before = code()
    with GUARDS[name].off():
        assert (code() != before) or GUARDS[name].sql_off
    assert code() == before


@pytest.mark.parametrize("name", GUARDS)
def test_what_stands_behind_others_stands_behind_guards_that_exist(name: str) -> None:
    assert set(GUARDS[name].behind) <= set(GUARDS) - {name}


@pytest.mark.real
@pytest.mark.parametrize(("name", "service"), IN_THE_SCHEMA)
def test_a_constraint_is_out_whatever_its_name(
    name: str, service: str, service_database: Callable[[str], str]
) -> None:
    database = Database(service_database(service), "tests")
    before = unique_indexes(database)
    take_out(database, GUARDS[name].sql_off[service])
    assert unique_indexes(database) < before
    database.close()


def unique_indexes(database: Database) -> set[str]:
    with database.transaction() as tx:
        rows = tx.all("SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indisunique ORDER BY 1")
    return {row["name"] for row in rows}
