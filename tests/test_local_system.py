"""How long tests wait for a local run: as long as the machine needs, and no longer for what hangs."""

import time

import pytest

from tests.local_system import Patience


@pytest.mark.parametrize(("load", "seconds"), [(0.0, 10), (2.0, 10), (8.0, 40)])
def test_patience_lasts_as_many_times_longer_as_processes_share_a_core(
    monkeypatch: pytest.MonkeyPatch, load: float, seconds: int
) -> None:
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr("os.getloadavg", lambda: (load, 0.0, 0.0))
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    patience = Patience(10)
    while patience.lasts():
        now += 0.5
    assert now == seconds
