"""What two people write differently and mean the same: how names and answers are compared (INS-2)."""

import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def folded(text: str) -> str:
    """The letters and digits alone: no case, accent, hyphen, apostrophe or space (INS-2)."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(character for character in decomposed if character.isalnum())


def same(one: str, other: str) -> bool:
    """Whether both say the same; an empty text equals nothing."""
    return bool(folded(one)) and folded(one) == folded(other)


def tidy(text: str) -> str:
    """The text in composed form, without spaces around nor doubled inside: as it is kept and shown."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def email_key(email: str) -> str:
    """What makes two e-mail addresses one account: not case, outer spaces or invisible signs."""
    visible = "".join(character for character in email if character.isprintable())
    return unicodedata.normalize("NFKC", visible).strip().casefold()
