"""An intern downloads the attestation of a semester (PRO-5, TRN-5)."""

from uuid import UUID

from services.notifications.domain.ports import Affectations, People
from services.notifications.rendering.pdf import Documents


def get_my_attestation(
    people: People, affectations: Affectations, documents: Documents, *, intern_id: UUID, semestre: str
) -> bytes:
    """The PDF; raises AucuneAffectation. Rendered anew each time: same content, same bytes (NOT-3)."""
    affectation = affectations.of(intern_id, semestre)
    return documents.attestation(people.contact(intern_id), affectation)
