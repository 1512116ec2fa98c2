"""Change a brouillon's settings, opening date or call list (ADM-7). Gestionnaire.

Refused: AmphiInconnu, AmphiDejaValide, FicheInvalide, AutreListe, and what ranking says of the list.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from services.session.domain.fiche import Fiche
from services.session.domain.settings import Settings
from services.session.use_cases.drafts import held_draft
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import AutreListe
from services.session.use_cases.fiches import check_settings
from services.session.use_cases.ports import CallList, CallLists


def change_settings(
    engine: Engine,
    call_lists: CallLists,
    amphi_id: UUID,
    settings: Settings | None,
    favoris_at: datetime | None,
    call_list_version_id: UUID | None,
) -> Fiche:
    """The sheet as it then is; what is None stays. Another call list must have the same scope."""
    if settings is not None:
        check_settings(settings)
    call_list = None if call_list_version_id is None else call_lists.definitive(call_list_version_id)
    with engine.database.transaction() as tx:
        fiche = held_draft(tx, engine.books, amphi_id)
        fiche = replace(fiche, settings=settings or fiche.settings, favoris_at=favoris_at or fiche.favoris_at)
        if call_list is not None:
            fiche = with_call_list(fiche, call_list)
        engine.books.amphis.change(tx, fiche)
        tx.commit()
    return fiche


def with_call_list(fiche: Fiche, call_list: CallList) -> Fiche:
    """The sheet on another version of its list."""
    scope = (call_list.semestre, call_list.groupe_code, set(call_list.regimes))
    if scope != (fiche.semestre, fiche.groupe_code, set(fiche.regimes)):
        raise AutreListe
    return replace(
        fiche,
        call_list_version_id=call_list.version_id,
        call_list_number=call_list.number,
        internes=len(call_list.inscrits),
    )
