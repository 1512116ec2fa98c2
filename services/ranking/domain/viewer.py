"""Who looks at a call list decides which names and versions are seen (PUB-3, AMP-2)."""

from enum import Enum

from services.ranking.domain.version import Version


class Viewer(Enum):
    """The three projections."""

    PUBLIC = "public"
    INTERNE = "interne"
    STAFF = "staff"

    def may_see(self, version: Version) -> bool:
        """Nothing is public before ARS publishes it."""
        return self is Viewer.STAFF or version.publication is not None
