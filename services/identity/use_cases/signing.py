"""The key that signs users' tokens now; it changes every week (decision 13)."""

from datetime import datetime

from services.identity.domain.ports import Work
from services.identity.domain.signing_keys import SigningKey, is_needed, signing
from services.identity.use_cases.tools import Tools


def signing_key(tools: Tools, work: Work, now: datetime) -> SigningKey:
    """The newest key, or a new one when its week is over; made once, however many replicas find out."""
    if key := signing(work.keys.all(), now):
        return key
    work.keys.hold_still()
    known = work.keys.all()
    if key := signing(known, now):
        return key
    key = tools.user_tokens.new_key(now)
    work.keys.remove([old.id for old in known if not is_needed(old, now)])
    work.keys.add(key)
    return key
