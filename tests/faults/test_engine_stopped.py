"""G-4, watched with short times; `make faults-arret` does it at its true length (docs/faults.md)."""

import asyncio

import pytest

from tests.faults.checker import check
from tests.faults.engine_stopped import Watch, first_turn


@pytest.mark.real
@pytest.mark.e2e
@pytest.mark.rule("G-4")
@pytest.mark.timeout(300)
def test_a_turn_goes_on_after_the_whole_engine_was_away() -> None:
    history = asyncio.run(Watch(duree_tour=20.0, killed_after=5.0, away=12.0, chooses_after=26.0).play())
    turn = first_turn(history)
    kinds = [row["type"] for row in turn]
    assert "reprise" in kinds
    assert kinds.index("chosen") < kinds.index("turn_announced", 1), "nobody else was called before"
    assert "turn_missed" not in kinds[: kinds.index("chosen")]
    assert check(history) == []
