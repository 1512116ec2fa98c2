"""What the page of a mandataire's link shows before its button acts; mail scanners open links too (INS-4)."""

from dataclasses import dataclass

from services.identity.domain.procuration import Procuration
from services.identity.use_cases.errors import InterneInconnu
from services.identity.use_cases.procuration_links import linked_procuration
from services.identity.use_cases.tools import Tools


@dataclass(frozen=True, slots=True)
class Offered:
    """A procuration and who gave it."""

    procuration: Procuration
    prenom: str
    nom: str


def look_at_procuration(tools: Tools, *, token: str) -> Offered:
    """Uses nothing up."""
    with tools.begin() as work:
        _, procuration = linked_procuration(tools, work, token, lock=False)
        interne = work.internes.get(procuration.intern_id)
    if interne is None:
        raise InterneInconnu
    return Offered(procuration, interne.prenom, interne.nom)
