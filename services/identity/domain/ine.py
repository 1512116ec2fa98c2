"""The national student number: how it is written, and `0000`, which means « je ne l’ai pas » (INS-2)."""

import re

from services.identity.domain.text import folded

UNKNOWN = "0000"
_SEPARATORS = re.compile(r"[\s-]")
_FORM = re.compile(r"[0-9A-Z]{4,15}")


def normalised(ine: str) -> str:
    """The number in capitals without spaces or hyphens: what is stored and compared."""
    return folded(ine).upper()


def is_unknown(ine: str) -> bool:
    """Whether the person says not to have one: zeros only."""
    return normalised(ine) == UNKNOWN


def is_well_formed(ine: str) -> bool:
    """Whether this can be a register key: 4 to 15 letters and digits, not all zeros (IFC-10)."""
    written = _SEPARATORS.sub("", ine).upper()
    return bool(_FORM.fullmatch(written)) and written.strip("0") != ""
