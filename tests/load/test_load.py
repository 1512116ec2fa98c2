"""The benchmarks themselves: they run, and they tell a met goal from a missed one."""

from pathlib import Path

import pytest

from simulation.behaviours import BEHAVIOURS
from simulation.plan import plan_of
from tests.load import perf_2, perf_7
from tests.load.report import Report, percentile
from tests.load.rights import surnombres_of
from tests.load.world import Chooser


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """One that writes nothing here."""
    monkeypatch.chdir(tmp_path)
    return Report("PERF-0", "essai")


def test_a_goal_is_met_or_named(report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    report.compare("vite", 10, 10, "ms", 1)
    report.compare("lent", 21, 10, "ms", 2)
    report.check("tout", "3 sur 3", met=True)

    assert report.end() == 1
    said = capsys.readouterr().out
    assert "vite : 10 ms | référence 10 ms | × 1.00 | objectif ≤ 1 : atteint" in said
    assert "lent : 21 ms | référence 10 ms | × 2.10 | objectif ≤ 2 : NON ATTEINT" in said
    assert "non atteints : lent" in said
    assert Path(".local/bench/PERF-0.txt").read_text().endswith(said)


def test_percentiles_are_values_of_the_list() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(list(range(100)), 0.99) == 99


@pytest.mark.rule("PERF-7")
def test_the_campaign_plays_every_habit_in_every_amphi() -> None:
    """« All rules » (PERF-7): whoever adds a behaviour adds it here."""
    amphis = [[Chooser(amphi, rang, f"{rang}@x", rang, f"{rang}") for rang in range(1, 16)] for amphi in "ab"]
    plan = plan_of(perf_7.campaign_plan("http://gateway", amphis))
    for amphi in "ab":
        played = {part.behaviour for part in plan.parts if part.amphi_id == amphi}
        assert played == {*BEHAVIOURS, "absent"}
    kinds = {kind for line in amphis for kind in surnombres_of(line).values()}
    assert kinds == {"surnombre_validant", "surnombre_non_validant"}
    by_proxy = [part for part in plan.parts if part.behaviour == "by_proxy"]
    assert all(part.mandataire.can_log_in and part.mandataire.procuration for part in by_proxy)


@pytest.mark.real
@pytest.mark.e2e
def test_a_small_broadcast_is_measured_beside_its_reference(capsys: pytest.CaptureFixture[str]) -> None:
    small = Report("PERF-2-essai", "essai")
    perf_2.main(small, crowds=(100,), rounds=10)

    said = capsys.readouterr().out
    for what in ("mémoire d’une connexion", "p50", "p99", "les autres, 1 spectateurs", "0 corrompus"):
        assert what in said
