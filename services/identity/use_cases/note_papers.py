"""ARS ticks that the papers of a request came, with a note (ADM-11); they travel outside (STA-2)."""

from uuid import UUID

from chassis.callers import User
from services.identity.use_cases import forms
from services.identity.use_cases.auditing import record
from services.identity.use_cases.errors import DemandeInconnue
from services.identity.use_cases.tools import Tools


def note_papers(tools: Tools, actor: User, *, demande_id: UUID, received: bool, note: str) -> None:
    """In whatever state the request is; the note is never shown to the intern."""
    form = forms.Form()
    kept = form.text("note", note, forms.LINE) if note.strip() else ""
    form.check()
    with tools.begin() as work:
        demande = work.demandes.take(demande_id)
        if demande is None:
            raise DemandeInconnue
        work.demandes.note_papers(demande.id, kept, received=received)
        record(
            tools,
            work,
            actor,
            "type_choix.justificatifs",
            str(demande.intern_id),
            before={"recus": demande.papers_received, "note": demande.note},
            after={"recus": received, "note": kept},
        )
        work.commit()
