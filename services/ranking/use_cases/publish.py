"""Publish a version: from now on it stands for its semester, groupe and régimes (RNG-7, AMP-2)."""

from datetime import datetime
from uuid import UUID

from services.ranking.domain.ports import Begin
from services.ranking.domain.version import Statut, Version
from services.ranking.use_cases.errors import VersionInconnue


def publish(begin: Begin, version_id: UUID, statut: Statut, *, by: UUID, now: datetime) -> Version:
    """Publish as provisoire or définitive, and tell the other services. Gestionnaire. `VersionInconnue`.

    The same again changes nothing and tells nobody.
    """
    with begin() as work:
        version = work.versions.get(version_id)
        if version is None:
            raise VersionInconnue
        published = version.publication
        if published and published.current and published.statut is statut:
            return version
        work.versions.publish(version, statut, now, by)
        version = work.versions.get(version_id)
        if version is None:
            raise VersionInconnue
        work.tell_published(version)
        work.commit()
        return version
