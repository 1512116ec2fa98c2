"""How dates, semesters and names are written in French mails and PDFs (Paris time)."""

from datetime import datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def long_date(at: datetime) -> str:
    """« 23 novembre 2026 »."""
    local = at.astimezone(PARIS)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"


def instant(at: datetime) -> str:
    """« 23 novembre 2026 à 14 h 05 min 09 s »."""
    local = at.astimezone(PARIS)
    return f"{long_date(at)} à {local:%H} h {local:%M} min {local:%S} s".replace(" ", " ")


def semester(code: str) -> str:
    """« mai 2027 » for 052027."""
    return f"{MONTHS[int(code[:2]) - 1]} {code[2:]}"
