"""How failures slow down and stop whoever guesses, but never a hospital's proxy (SEC-4, CNX-1, INS-3)."""

from dataclasses import dataclass
from datetime import timedelta

FREE_FAILURES = 3
LONGEST_DELAY = timedelta(seconds=4)
ADDRESS_DELAY = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many failures within which time; an account is blocked, an address only delayed."""

    account_failures: int = 10
    account_window: timedelta = timedelta(minutes=15)
    address_failures: int = 300
    address_window: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Either blocked, or allowed after a delay (zero for most)."""

    blocked: bool
    delay: timedelta


def judge(limits: Limits, account_failures: int, address_failures: int) -> Verdict:
    """What happens to one more attempt after so many recent failures of the account and of the address."""
    if account_failures >= limits.account_failures:
        return Verdict(blocked=True, delay=timedelta())
    of_address = ADDRESS_DELAY if address_failures >= limits.address_failures else timedelta()
    return Verdict(blocked=False, delay=max(_account_delay(account_failures), of_address))


def _account_delay(failures: int) -> timedelta:
    """Nothing for slips of the finger, then half a second doubled each time."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(timedelta(milliseconds=500 << (failures - FREE_FAILURES)), LONGEST_DELAY)
