"""Build an amphi from a published définitive call list: groupe, régimes and semester come with it (ADM-7).

Gestionnaire. Refused: FicheInvalide, CodeDejaPris, and what ranking says of the list.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.session.domain.fiche import Fiche
from services.session.domain.settings import Settings
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import CodeDejaPris
from services.session.use_cases.fiches import check_names, check_settings
from services.session.use_cases.ids import new_id
from services.session.use_cases.ports import CallList, CallLists


@dataclass(frozen=True, slots=True)
class Wish:
    """What ARS types."""

    code: str
    libelle: str
    formation: str
    call_list_version_id: UUID
    settings: Settings
    favoris_at: datetime


def create_amphi(engine: Engine, call_lists: CallLists, wish: Wish) -> Fiche:
    """A brouillon; nothing is public yet."""
    check_names(wish.code, wish.libelle, wish.formation)
    check_settings(wish.settings)
    fiche = _fiche(wish, call_lists.definitive(wish.call_list_version_id))
    with engine.database.transaction() as tx:
        if not engine.books.amphis.create(tx, fiche):
            raise CodeDejaPris(amphi_code=fiche.code)
        tx.commit()
    return fiche


def _fiche(wish: Wish, call_list: CallList) -> Fiche:
    return Fiche(
        amphi_id=new_id(),
        code=wish.code,
        libelle=wish.libelle.strip(),
        semestre=call_list.semestre,
        groupe_code=call_list.groupe_code,
        groupe_label=call_list.groupe_label,
        formation=wish.formation,
        regimes=call_list.regimes,
        settings=wish.settings,
        favoris_at=wish.favoris_at,
        call_list_version_id=call_list.version_id,
        call_list_number=call_list.number,
        internes=len(call_list.inscrits),
    )
