"""What every sentence of the journal needs: who it is about, and why something was refused."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from chassis.web.formats import NBSP

Payload = Mapping[str, Any]
Names = Mapping[str, str]
Saying = Callable[[Payload, Names, str], str]
"""Payload, names by rank, the free text beside the log → a sentence."""

REFUSALS: Final = {
    "poste_pourvu": "il vient d’être pris",
    "poste_reserve": "il est réservé à un autre DES",
    "poste_non_publie": "il n’est pas publié",
    "poste_hors_offre": "il n’est pas offert dans cet amphi",
    "deja_affecte": "cet interne a déjà un poste ce semestre",
    "tour_servi": "un poste a déjà été attribué pendant ce tour",
    "poste_pris_devant": "il est pris par un interne classé devant, ou dans un autre amphi",
    "surnombres_complets": "ce service a tous les surnombres admis",
    "autre_affectation": "une affectation a changé entre-temps",
}


def who(payload: Payload, names: Names) -> str:
    """« n° 87 Mehdi MARTIN »."""
    rang = str(payload.get("rang_appel", "?"))
    return f"n°{NBSP}{rang} {names.get(rang, '')}".strip()


def why_refused(payload: Payload, otherwise: str) -> str:
    """The reason that postes gave, in words."""
    return REFUSALS.get(payload.get("reason", ""), otherwise)


def capital(text: str) -> str:
    """With a capital, to begin a sentence."""
    return text[:1].upper() + text[1:]
