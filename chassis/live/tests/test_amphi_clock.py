"""Countdowns follow session's clock, however wrong this host's is (TRN-3)."""

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.live.amphi_clock import AmphiClock

pytestmark = pytest.mark.rule("TRN-3")

SKEW_MS = 45_000


class Host:
    """A host whose clock is behind session's by `SKEW_MS`, and questions that take their time."""

    def __init__(self) -> None:
        self.ms = 1_795_420_000_000.0
        self.clock = AmphiClock(lambda: self.ms / 1000)

    def asks(self, there_ms: int, back_ms: int) -> None:
        """A question to session; its answer bears the time at which it was given."""
        sent = self.clock.host()
        self.ms += there_ms
        told = Timestamp()
        told.FromMilliseconds(round(self.ms) + SKEW_MS)
        self.ms += back_ms
        self.clock.learn(sent, told)

    @property
    def wrong_by(self) -> float:
        """How far the clock is from session's."""
        return self.clock.now() - (self.ms + SKEW_MS)


def test_before_session_answered_it_is_the_hosts_own() -> None:
    assert Host().wrong_by == -SKEW_MS


def test_one_answer_is_enough() -> None:
    host = Host()
    host.asks(4, 4)
    assert abs(host.wrong_by) <= 1
    host.ms += 60_000
    assert abs(host.wrong_by) <= 1


def test_a_slow_answer_does_not_spoil_what_a_fast_one_taught() -> None:
    host = Host()
    host.asks(2, 2)
    host.asks(3000, 10)
    assert abs(host.wrong_by) <= 1


def test_a_clock_that_was_set_right_is_followed() -> None:
    host = Host()
    host.asks(1, 1)
    host.ms += SKEW_MS
    for _ in range(8):
        host.asks(5, 5)
    assert abs(host.wrong_by) <= 1


def test_an_answer_that_bears_no_time_teaches_nothing() -> None:
    host = Host()
    host.clock.learn(host.clock.host(), Timestamp())
    assert host.wrong_by == -SKEW_MS
