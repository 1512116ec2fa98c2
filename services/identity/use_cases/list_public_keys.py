"""The public keys that verify users' tokens (decision 13)."""

from services.identity.domain.signing_keys import SigningKey, is_needed
from services.identity.use_cases.signing import signing_key
from services.identity.use_cases.tools import Tools


def list_public_keys(tools: Tools) -> list[SigningKey]:
    """Every key whose tokens may still be alive; never none."""
    now = tools.clock.now()
    with tools.begin() as work:
        signing_key(tools, work, now)
        keys = [key for key in work.keys.all() if is_needed(key, now)]
        work.commit()
    return keys
