"""Canonical JSON, and JSON from strangers read safely."""

import json
from typing import Any, Final

DEEPEST: Final = "trop de niveaux imbriqués"


class NotPlain(ValueError):
    """Not the JSON that records are made of; the text says why, in French."""


def canonical(value: object) -> bytes:
    """Keys sorted, no spaces, UTF-8 as it is; `NotPlain` for what UTF-8 cannot write (half a character)."""
    try:
        written = json.dumps(
            value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return written.encode()
    except RecursionError:
        raise NotPlain(DEEPEST) from None
    except ValueError:
        raise NotPlain("un texte ou un nombre ne peut pas être écrit") from None


def plain_object(raw: bytes) -> dict[str, Any]:
    """One JSON object without repeated keys or fractions, which two readers could understand differently."""
    try:
        value = json.loads(
            raw.decode(),
            object_pairs_hook=_without_repeats,
            parse_float=_no_number,
            parse_constant=_no_number,
        )
    except NotPlain:
        raise
    except RecursionError:
        raise NotPlain(DEEPEST) from None
    except ValueError:  # also what is not UTF-8, and numbers of thousands of digits
        raise NotPlain("ce n’est pas du JSON, ou la ligne est coupée") from None
    if not isinstance(value, dict):
        raise NotPlain("ce n’est pas un objet JSON")
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotPlain("une clé y figure deux fois")
    return found


def _no_number(text: str) -> object:
    raise NotPlain(f"le nombre « {text[:20]} » n’est pas entier")
