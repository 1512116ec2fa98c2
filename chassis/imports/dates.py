"""Dates as ARS's files write them: `JJ/MM/AAAA` or ISO."""

import re
from datetime import date
from typing import Final

FRENCH: Final = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100


def french(cell: str) -> date:
    """`29/02/2000` or `2000-02-29`; a day that does not exist is refused."""
    found = FRENCH.fullmatch(cell) or ISO.fullmatch(cell)
    if not found:
        raise ValueError("Une date s’écrit JJ/MM/AAAA.")
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError as wrong:
        raise ValueError("Cette date n’existe pas.") from wrong
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"Année hors de {FIRST_YEAR}–{LAST_YEAR}.")
    return day
