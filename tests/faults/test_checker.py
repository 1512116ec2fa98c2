"""The checker finds nothing where everything holds, and whatever a history was doctored to break."""

import ast
import copy
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.faults import telling
from tests.faults.checker import check
from tests.faults.doctorings_beside import DOCTORINGS
from tests.faults.history import History, load, save
from tests.faults.telling_beside import correct, type_choix
from tests.faults.told import told

CHECKER = Path(__file__).parent / "checker"


@pytest.mark.rule("TST-3")
def test_nothing_is_found_where_everything_holds() -> None:
    assert check(told().history()) == []


@pytest.mark.rule("TST-3")
@pytest.mark.rule("TST-6")
@pytest.mark.parametrize("name", DOCTORINGS)
def test_what_was_broken_is_found_and_named(name: str) -> None:
    guarantee, finding, doctoring = DOCTORINGS[name]
    doctored = copy.deepcopy(asdict(told().history()))
    doctoring(doctored)
    found = check(History(**doctored))
    assert any(one.guarantee == guarantee and finding in one.what for one in found), [
        str(one) for one in found
    ]


def test_every_guarantee_is_broken_in_several_ways() -> None:
    broken = [guarantee for guarantee, _, _ in DOCTORINGS.values()]
    assert all(broken.count(f"G-{number}") >= 4 for number in range(1, 7))


def with_an_exchange(third: int = 2903) -> telling.Teller:
    """Two choose, a third in surnombre; ARS exchanges the posts of the first two."""
    teller = telling.Teller(internes=3)
    for rang, numero in ((1, 2901), (2, 2902), (3, third)):
        if rang == 3:
            type_choix(teller, rang, "surnombre_validant")
        how = "surnombre_validant" if rang == 3 else "classique"
        teller.choose(rang, numero, teller.announce(rang), type_choix=how)
    correct(teller, (1, 2901, 2902), (2, 2902, 2901))
    return teller


@pytest.mark.rule("G-1")
def test_a_post_in_surnombre_and_an_exchange_break_nothing() -> None:
    assert check(with_an_exchange().history()) == []


@pytest.mark.rule("CHX-4")
def test_a_post_in_surnombre_beside_somebody_ahead_is_found() -> None:
    teller = with_an_exchange(third=2901)
    assert [str(one) for one in check(teller.history())] == [
        "CHX-4: rank 3 got post 2901 in surnombre beside rank 1, who is ahead"
    ]


@pytest.mark.rule("G-1")
def test_an_exchange_of_which_postes_did_half_is_found() -> None:
    teller = with_an_exchange()
    del teller.places[-1]
    assert f"in the end {telling.intern(2)} has post 2901 by the record, not by postes" in [
        one.what for one in check(teller.history())
    ]


@pytest.mark.rule("G-4")
@pytest.mark.parametrize("seconds", [-30.0, 30.0])
def test_a_clock_that_is_set_and_set_right_again_costs_nobody_time(seconds: float) -> None:
    """A decision is never older than the one before it, so only what a reprise says tells how time went."""
    teller = telling.Teller(internes=1)
    turn = teller.announce(1)
    for step in (seconds, -seconds):
        since = teller.now
        teller.later(step)
        teller.decide("reprise", woken_at="", gap_us=telling.micros(teller.now - since), ends_at="")
    teller.later(telling.DUREE.total_seconds())
    teller.miss(1, turn)
    span = {"since": telling.text(telling.START), "until": telling.text(teller.now)}
    teller.away.append({"part": "clock", **span})
    assert check(teller.history()) == []


def test_a_history_that_is_kept_is_judged_alike(tmp_path: Path) -> None:
    history = told().history()
    save(history, tmp_path / "history.json")
    assert load(tmp_path / "history.json") == history


def test_a_run_that_is_not_over_may_have_loose_ends() -> None:
    doctored = copy.deepcopy(asdict(told().history()))
    last = doctored["session"]["command"][-1]
    last["answer"] = None
    clients = doctored["clients"]
    doctored["clients"] = [row for row in clients if row["what"] != "answered" or row["key"] != last["key"]]
    doctored["over"] = False
    assert check(History(**doctored)) == []


def test_the_checker_imports_nothing_of_what_it_checks() -> None:
    for file in [*CHECKER.glob("*.py"), CHECKER.parent / "history.py"]:
        for node in ast.walk(ast.parse(file.read_text())):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] not in {"services", "chassis", "dci", "simulation", "deploy"}, file
                assert not name.startswith("tests") or name.startswith("tests.faults"), file
