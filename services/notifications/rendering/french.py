"""How dates are written in French mails and PDFs (Paris time), on the words that pages use too."""

from datetime import datetime

from chassis.web.formats import MONTHS, NBSP, PARIS


def long_date(at: datetime) -> str:
    """« 23 novembre 2026 »."""
    local = at.astimezone(PARIS)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"


def instant(at: datetime) -> str:
    """« 23 novembre 2026 à 14 h 05 min 09 s »."""
    local = at.astimezone(PARIS)
    return f"{long_date(at)} à {local:%H} h {local:%M} min {local:%S} s".replace(" ", NBSP)
