"""An intern's own lines in the call lists that are public (PRO-2)."""

from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.ports import Begin
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Version
from services.ranking.use_cases.read_list import absent_among


def my_ranks(begin: Begin, intern_id: str, semestre: Semestre | None) -> list[tuple[Version, Ligne, bool]]:
    """Return each list in which the intern stands, the line, and whether an absence is planned. Interne.

    `semestre` None: the newest semester in which there is one.
    """
    with begin() as work:
        found: list[tuple[Version, Ligne, bool]] = []
        for version in work.versions.published(semestre):
            if found and found[0][0].perimetre.semestre != version.perimetre.semestre:
                break
            rang = work.lignes.rang_of(version.version_id, intern_id)
            if rang is not None:
                lignes = work.lignes.at(version.version_id, [rang])
                absent = absent_among(work, version, lignes)
                found.extend((version, ligne, intern_id in absent) for ligne in lignes)
        return found
