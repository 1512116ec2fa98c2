"""Rights, placements and corrections in words (STA-3, PRC-1, CHX-6, CHX-8)."""

from collections.abc import Mapping
from typing import Final

from chassis.web.formats import type_choix
from services.admin.web.regie.saying import Names, Payload, Saying, capital, who, why_refused


def _type_choix(payload: Payload, names: Names, _text: str) -> str:
    return f"{capital(who(payload, names))} choisit désormais en {type_choix(payload['type_choix'])}."


def _procuration(payload: Payload, names: Names, _text: str) -> str:
    if not payload.get("procuration"):
        said = "procuration terminée, l’interne peut choisir"
    elif payload.get("mandataire_id"):
        said = "procuration active, seul le mandataire peut choisir"
    else:
        said = "procuration donnée, pas encore acceptée ; personne ne peut choisir"
    return f"{capital(who(payload, names))} : {said}."


def _placed(payload: Payload, names: Names, _text: str) -> str:
    return f"{capital(who(payload, names))} est affecté par l’ARS au poste n° {payload['numero']}."


def _placement_refused(payload: Payload, names: Names, _text: str) -> str:
    reason = why_refused(payload, "il ne peut pas être attribué")
    return f"{capital(who(payload, names))} : pas affecté au poste n° {payload['numero']}, {reason}."


def _corrected(payload: Payload, names: Names, _text: str) -> str:
    here = payload["amphi_id"]
    changes = (
        f"{_whose(line, names, here)} du poste n° {line['before']} au poste n° {line['numero']}"
        for line in payload["lines"]
    )
    return f"Correction approuvée par deux personnes : {' ; '.join(changes)}."


def _whose(line: Payload, names: Names, amphi_id: str) -> str:
    """A correction may exchange posts with another amphi, whose ranks are not ours (CHX-6)."""
    here = line.get("amphi_id", amphi_id) == amphi_id
    return who(line, names) if here else f"n° {line['rang_appel']} d’un autre amphi"


def _correction_refused(payload: Payload, _names: Names, _text: str) -> str:
    reason = why_refused(payload, "les postes ne le permettent pas")
    return f"Correction refusée, rien n’a changé : {reason}."


INTERVENTIONS: Final[Mapping[str, Saying]] = {
    "type_choix_set": _type_choix,
    "procuration_set": _procuration,
    "placed": _placed,
    "placement_refused": _placement_refused,
    "corrected": _corrected,
    "correction_refused": _correction_refused,
}
