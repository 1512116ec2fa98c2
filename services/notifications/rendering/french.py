"""How dates are written in French mails and PDFs (Paris time), and what a receipt proves."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from chassis.web.formats import MONTHS, NBSP, PARIS
from services.notifications.domain.facts import Origine

_PROVED: Final[Mapping[Origine, str]] = {
    Origine.CHOIX: "ce choix",
    Origine.PLACEMENT: "cette affectation",
    Origine.CORRECTION: "cette correction",
}


def long_date(at: datetime) -> str:
    """« 23 novembre 2026 »."""
    local = at.astimezone(PARIS)
    day = "1er" if local.day == 1 else str(local.day)
    return f"{day} {MONTHS[local.month - 1]} {local.year}"


def instant(at: datetime) -> str:
    """« 23 novembre 2026 à 14 h 05 min 09 s »."""
    local = at.astimezone(PARIS)
    return f"{long_date(at)} à {local:%H} h {local:%M} min {local:%S} s".replace(" ", NBSP)


def proved(origine: Origine) -> str:
    """« ce choix »: what the signed receipt of a place proves (ENG-8)."""
    return _PROVED[origine]
