"""What can change in an offer; each change has its own version of the offer (decision 10)."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Pris:
    """A post was taken; by somebody else than before, after a correction."""

    numero: int
    amphi_id: UUID
    rang_appel: int


@dataclass(frozen=True, slots=True)
class Libere:
    """A correction gave the holder another post."""

    numero: int


@dataclass(frozen=True, slots=True)
class Surnombre:
    """A post has so many in surnombre now: free or taken, it stays so (CHX-5)."""

    numero: int
    surnombres: int


@dataclass(frozen=True, slots=True)
class Modifie:
    """A post was published, or a published one changed; whoever tells of it tells the whole post."""

    numero: int


@dataclass(frozen=True, slots=True)
class Retire:
    """A post is no longer offered."""

    numero: int


Changement = Pris | Libere | Surnombre | Modifie | Retire
