"""Hand a call list over to session, which makes an amphi's roster of it (AMP-2)."""

from dataclasses import dataclass
from uuid import UUID

from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.ports import Begin, Register
from services.ranking.domain.version import Statut, Version
from services.ranking.use_cases.errors import ListeNonDefinitive, VersionInconnue


@dataclass(frozen=True, slots=True)
class Roster:
    """Every line in order, and the reasons of today's planned absences, by intern_id."""

    version: Version
    lignes: list[Ligne]
    motifs: dict[str, str]


def hand_over_roster(begin: Begin, register: Register, version_id: UUID) -> Roster:
    """Return a version published as définitive, whole. Session only.

    `VersionInconnue`, `ListeNonDefinitive`. Reasons of absences are asked of identity, which alone has them.
    """
    with begin() as work:
        version = work.versions.get(version_id)
        if version is None:
            raise VersionInconnue
        if version.publication is None or version.publication.statut is not Statut.DEFINITIVE:
            raise ListeNonDefinitive(number=version.number)
        lignes = work.lignes.whole(version_id)
    return Roster(version, lignes, register.absences(version.perimetre.semestre))
