"""Read a call list: a page of it, the whole of it, and which ones there are (AMP-2, AMP-4, RNG-7)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from services.ranking.domain.liste_appel import Ligne
from services.ranking.domain.ports import Begin, Work
from services.ranking.domain.semestre import Semestre
from services.ranking.domain.version import Version
from services.ranking.domain.viewer import Viewer
from services.ranking.use_cases.errors import ConnexionNecessaire, VersionInconnue


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a version with today's absences. `total`: how many lines match in all."""

    version: Version
    lignes: list[Ligne]
    absent: Collection[str]
    total: int


def list_versions(begin: Begin, semestre: Semestre) -> list[Version]:
    """Every version of a semester, newest first. Staff."""
    with begin() as work:
        return work.versions.of_semestre(semestre)


def list_published(begin: Begin, semestre: Semestre | None) -> list[Version]:
    """The call lists that are public now. Anybody."""
    with begin() as work:
        return work.versions.published(semestre)


def read_page(
    begin: Begin, version_id: UUID, viewer: Viewer, *, name: str, number: int, size: int
) -> Excerpt:
    """Read a page, `number` from 1, of those whose name matches. Anybody, if it was published.

    The public finds people by first name and initial alone (PUB-3). `VersionInconnue`.
    """
    with begin() as work:
        version = visible(work, version_id, viewer)
        total, lignes = work.lignes.page(
            version_id, name, public=viewer is Viewer.PUBLIC, skip=(number - 1) * size, size=size
        )
        return Excerpt(version, lignes, absent_among(work, version, lignes), total)


def read_whole(begin: Begin, version_id: UUID, viewer: Viewer) -> Excerpt:
    """Read every line at once, for a download. Staff and interns (AMP-4)."""
    if viewer is Viewer.PUBLIC:
        raise ConnexionNecessaire
    with begin() as work:
        version = visible(work, version_id, viewer)
        lignes = work.lignes.whole(version_id)
        return Excerpt(version, lignes, absent_among(work, version, lignes), len(lignes))


def visible(work: Work, version_id: UUID, viewer: Viewer) -> Version:
    """Return the version if this viewer may see it, else raise `VersionInconnue`."""
    version = work.versions.get(version_id)
    if version is None or not viewer.may_see(version):
        raise VersionInconnue
    return version


def absent_among(work: Work, version: Version, lignes: Collection[Ligne]) -> set[str]:
    """Who of these lines has an absence planned for the version's semester, as of now (AMP-4)."""
    return work.absences.among(version.perimetre.semestre, [each.interne.intern_id for each in lignes])
