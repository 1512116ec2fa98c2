"""Counting attempts that fail, so that nobody guesses for long (SEC-4).

An attempt counts as failed from its beginning, in its own transaction, until it succeeds: a hundred tries at
once are ten.
"""

from dataclasses import dataclass
from datetime import timedelta

from services.identity.domain.attempts import Verdict, judge
from services.identity.domain.ports import Work
from services.identity.use_cases.errors import TropDeMonde, TropDEssais
from services.identity.use_cases.tools import Tools

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """An admitted attempt; unless `succeeded` is called, it stays a failure."""

    tools: Tools
    account: bytes
    address_failure: int | None

    def succeeded(self, work: Work) -> None:
        """The account's failures are forgotten; the address's others stay."""
        work.failures.forget(self.account)
        if self.address_failure is not None:
            work.failures.remove(self.address_failure)


def admit(tools: Tools, what: str, account: str, address: str) -> Attempt:
    """Counts an attempt on `account` (an e-mail, an INE: it need not exist) and slows it down if need be.

    `TropDEssais` when the account is blocked; `TropDeMonde` when too many are being slowed down already.
    """
    account_key = tools.opaque.pseudonym(what, account)
    counted_address = address if address and not tools.exempted(address) else None
    address_key = tools.opaque.pseudonym("address", counted_address) if counted_address else None
    verdict, address_failure = _count(tools, account_key, address_key)
    if verdict.blocked:
        minutes = int(tools.limits.account_window.total_seconds() // 60)
        raise TropDEssais(minutes=minutes)
    if not tools.wait(verdict.delay):
        raise TropDeMonde
    return Attempt(tools, account_key, address_failure)


def _count(tools: Tools, account: bytes, address: bytes | None) -> tuple[Verdict, int | None]:
    now, limits = tools.clock.now(), tools.limits
    with tools.begin() as work:
        work.failures.hold(account)
        of_account = work.failures.count(account, now - limits.account_window)
        of_address = work.failures.count(address, now - limits.address_window) if address else 0
        verdict = judge(limits, of_account, of_address)
        address_failure = work.failures.add(address, now) if address else None
        if not verdict.blocked:
            work.failures.add(account, now)
        work.failures.purge(now - KEPT)
        work.commit()
    return verdict, address_failure
