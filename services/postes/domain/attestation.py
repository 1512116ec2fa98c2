"""The code of an attestation: impossible to guess, easy to copy, and a slip of the pen shows.

Seventeen characters of chance (84 bits) and one that checks them. The alphabet has neither 0, O, 1, I nor L;
it has 31 characters, a prime, so that a weighted sum catches every wrong character and every swap of two.
"""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RANDOM_BYTES = 16
_CHANCE = 17
_GROUP = 6


def code_from(chance: bytes) -> str:
    """The code « XXXXXX-XXXXXX-XXXXXX » drawn from `RANDOM_BYTES` bytes of chance."""
    if len(chance) != RANDOM_BYTES:
        raise ValueError(f"a code needs {RANDOM_BYTES} bytes of chance, not {len(chance)}")
    number = int.from_bytes(chance, "big")
    digits = []
    for _ in range(_CHANCE):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(digit)
    body = "".join(ALPHABET[digit] for digit in digits)
    return grouped(body + _check(body))


def normalised(typed: str) -> str | None:
    """What somebody typed, in the form that is kept; None if it cannot be a code."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    if len(code) != _CHANCE + 1 or any(character not in ALPHABET for character in code):
        return None
    return grouped(code) if _check(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """The code in groups of six, as it is printed."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[-total % len(ALPHABET)]
