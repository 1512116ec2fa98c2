"""Staff download the procès-verbal of an amphi as PDF (ENG-7, ADM-10)."""

from dataclasses import dataclass
from uuid import UUID

from services.notifications.domain.ports import Records
from services.notifications.rendering.proces_verbal import proces_verbal_pdf


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF and the name of its file."""

    pdf: bytes
    filename: str


def get_proces_verbal(records: Records, *, amphi_id: UUID, ars: str) -> Document:
    """Rendered anew each time: same record, same bytes (NOT-3)."""
    found = records.proces_verbal(amphi_id)
    edition = f"edition-{found.edition}" if found.edition else "en-cours"
    return Document(
        proces_verbal_pdf(found, ars), f"proces-verbal-{found.semestre}-{found.code}-{edition}.pdf"
    )
