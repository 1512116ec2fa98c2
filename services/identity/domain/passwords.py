"""Which passwords are accepted: long enough, and not among the common ones (SEC-2).

A list of common passwords ages; what they are made of doesn't. A password is read as common words, sequences
of keys or numbers, years, repetitions, and other characters. Where few such pieces make it up, it is common.
"""

import re
from collections.abc import Iterable
from enum import StrEnum

from services.identity.domain.common_words import ROWS, WORDS
from services.identity.domain.text import folded

LEAST_LENGTH = 12
MOST_LENGTH = 128
FEWEST_PIECES = 5
_SHORTEST_SEQUENCE = 3
_LONGEST_CYCLE = 4
_SHORTEST_OWN_WORD = 3
_YEAR = re.compile(r"(19|20)\d\d")
_LEET = (str.maketrans("@43015$7!€", "aaeoisstie"), str.maketrans("@43015$7!€", "aaeolsstie"))


class Weakness(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"


def weakness(password: str, own_words: Iterable[str] = ()) -> Weakness | None:
    """What is wrong with the password, or None. `own_words`: name, e-mail, … that others can guess."""
    if len(password) < LEAST_LENGTH:
        return Weakness.TOO_SHORT
    if len(password) > MOST_LENGTH:
        return Weakness.TOO_LONG
    guessable = WORDS | {folded(word) for word in own_words if len(folded(word)) >= _SHORTEST_OWN_WORD}
    return Weakness.COMMON if _pieces(_plain(password), guessable) < FEWEST_PIECES else None


def _pieces(text: str, words: frozenset[str]) -> int:
    """The fewest pieces that make up the text: what somebody who guesses has to get right."""
    fewest = [0]
    for end in range(1, len(text) + 1):
        starts = [start for start in range(end - 1) if _is_one_piece(text[start:end], words)]
        fewest.append(1 + min(fewest[start] for start in (end - 1, *starts)))
    return fewest[-1]


def _is_one_piece(text: str, words: frozenset[str]) -> bool:
    return _is_word(text, words) or _YEAR.fullmatch(text) is not None or _is_sequence(text) or _is_cycle(text)


def _is_word(text: str, words: frozenset[str]) -> bool:
    return text in words or any(text.translate(leet) in words for leet in _LEET)


def _is_sequence(text: str) -> bool:
    """`azert`, `12345`, and backwards."""
    return len(text) >= _SHORTEST_SEQUENCE and any(text in row or text[::-1] in row for row in ROWS)


def _is_cycle(text: str) -> bool:
    """`aaaa`, `ababab`, `abcabcabc`: a few characters over and over; `!!` alone is no repetition."""
    if len(text) < _SHORTEST_SEQUENCE:
        return False
    return any(
        all(one == other for one, other in zip(text, text[length:], strict=False))
        for length in range(1, min(_LONGEST_CYCLE, len(text) // 2) + 1)
    )


def _plain(text: str) -> str:
    """Small letters without accents; other characters stay, a space too."""
    return "".join(folded(character) or character for character in text)
