"""A member of ARS's staff who stays logged in: the session is renewed as the back office does it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pyotp

from chassis.rpc.context import acting_for
from dci.identity.v1.login_pb2 import ExchangeSessionRequest, LogInStaffRequest
from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.calls import Calls, StaffAccount

RENEWED_AFTER: Final = 600.0
"""Seconds; a token lives three times as long."""


@dataclass(slots=True)
class Staff:
    """`name` is what histories call this person."""

    name: str
    account: StaffAccount
    calls: Calls
    _secret: str = ""
    _token: str = ""
    _fresh_until: float = 0.0

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Within, calls are made for this person; a `DomainError` where identity is away just now."""
        if time.monotonic() > self._fresh_until:
            self._renew()
        with acting_for(self._token):
            yield

    def _renew(self) -> None:
        if self._secret:
            request = ExchangeSessionRequest(secret=self._secret)
            self._token = self.calls.login.ExchangeSession(request).access.token
        else:
            self._log_in()
        self._fresh_until = time.monotonic() + RENEWED_AFTER

    def _log_in(self) -> None:
        request = LogInStaffRequest(
            email=self.account.email,
            password=self.account.password,
            totp=pyotp.TOTP(self.account.totp_secret).now(),
            address="127.0.0.1",
            device="pannes",
        )
        session = self.calls.login.LogInStaff(request).session
        self._secret, self._token = session.secret, session.access.token


def staff(name: str, role: str, calls: Calls) -> Staff:
    """Somebody whose account is still to be made."""
    email = f"{name.replace(' ', '.')}@ars.example"
    return Staff(name, StaffAccount(role, email, PASSWORD, pyotp.random_base32()), calls)
