"""Time-based one-time codes of staff (ADM-1), RFC 6238 as every authenticator has it."""

from datetime import datetime
from hmac import compare_digest
from typing import Final

import pyotp

STEPS_APART: Final = (0, -1, 1)  # a phone's clock may be half a minute off


def new_secret() -> str:
    """A base32 secret to put into an authenticator."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether authenticators take it: base32, 112 bits at least, as RFC 4226 asks."""
    try:
        pyotp.TOTP(text)
    except ValueError:
        return False
    return True


def step(secret: str, code: str, now: datetime) -> int | None:
    """Which half-minute this code is of, or None where it is of none around now."""
    totp = pyotp.TOTP(secret)
    given = code.replace(" ", "")
    current = totp.timecode(now)
    for apart in STEPS_APART:
        if compare_digest(totp.generate_otp(current + apart).encode(), given.encode()):
            return current + apart
    return None
