"""What sockets ask: one spelling of an id, and not too often (SEC-6)."""

import pytest

from chassis.live.asked import A_SECOND, AT_ONCE, AmphiIllisible, Pace, amphi_id_of

AMPHI = "6f1d3c52-0d5f-4c6c-9b19-0b8f6a2f7a11"


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize("spelling", [AMPHI, AMPHI.upper(), f"{{{AMPHI}}}", f"urn:uuid:{AMPHI}"])
def test_every_spelling_of_an_id_is_one_board(spelling: str) -> None:
    assert amphi_id_of(spelling) == AMPHI


@pytest.mark.rule("SEC-6")
@pytest.mark.parametrize(
    "value", [None, 5, True, [AMPHI], {"id": AMPHI}, "", "\ud800", "\x00", "x" * 8000, b"x"]
)
def test_what_is_no_id_is_refused(value: object) -> None:
    with pytest.raises(AmphiIllisible):
        amphi_id_of(value)


@pytest.mark.rule("SEC-4")
def test_a_socket_asks_so_many_times_at_once_then_so_many_a_second() -> None:
    time = [100.0]
    pace = Pace(lambda: time[0])

    assert [pace.allows() for _ in range(AT_ONCE + 2)] == [True] * AT_ONCE + [False] * 2
    time[0] += 3 / A_SECOND
    assert [pace.allows() for _ in range(4)] == [True, True, True, False]
    time[0] += 10_000
    assert [pace.allows() for _ in range(AT_ONCE + 1)][-2:] == [True, False]
