"""Reasons in free text: beside the log, which has their salted hash (ENG-8)."""

from hashlib import sha256
from typing import Final

from services.session.use_cases.asked import SideText
from services.session.use_cases.by import By
from services.session.use_cases.ids import new_salt

LONGEST_REASON: Final = 500


def reason_beside(text: str) -> SideText | None:
    """The reason with its hash; None where there is none, it is too long or it cannot be stored."""
    reason = text.strip()
    if not reason or len(reason) > LONGEST_REASON or "\x00" in reason:
        return None
    salt = new_salt()
    return SideText(sha256(salt + reason.encode()).hexdigest(), salt, reason)


def digest(by: By, beside: SideText) -> str:
    """Tells a command with this reason from another of its key (G-3), and says nothing of the reason."""
    return sha256(f"{by.key} {beside.text}".encode()).hexdigest()
