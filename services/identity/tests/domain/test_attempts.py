"""Failures slow down, then block; an address is only delayed."""

from datetime import timedelta

import pytest

from services.identity.domain.attempts import ADDRESS_DELAY, Limits, judge

LIMITS = Limits()
pytestmark = pytest.mark.rule("SEC-4")


def test_slips_cost_nothing() -> None:
    assert judge(LIMITS, 2, 299).delay == timedelta()


def test_failures_slow_down_more_and_more() -> None:
    delays = [judge(LIMITS, failures, 0).delay for failures in range(10)]
    assert delays == sorted(delays)
    assert delays[3] == timedelta(seconds=0.5)
    assert delays[9] == timedelta(seconds=4)


def test_ten_failures_block_the_account() -> None:
    assert not judge(LIMITS, 9, 0).blocked
    assert judge(LIMITS, 10, 0).blocked


def test_an_address_is_delayed_and_never_blocked() -> None:
    verdict = judge(LIMITS, 0, 300)
    assert verdict.delay == ADDRESS_DELAY
    assert not judge(LIMITS, 0, 100_000).blocked
