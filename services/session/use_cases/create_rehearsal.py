"""Copy an amphi, to rehearse on (SIM-1): its list, settings, sessions, rights and placements. Gestionnaire.

The copy's row comes first, then postes' copy of the offer, then its validation: whatever fails between, the
rehearsal is in the list of rehearsals and can be forgotten. Refused: AmphiInconnu, VitesseImpossible,
RepetitionDeRepetition, PasDecoupe, and what ranking says of a brouillon's list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Phase
from services.session.domain.droits import Droits
from services.session.domain.fiche import Fiche
from services.session.domain.rehearsal import (
    ABSENT,
    FASTEST,
    SLOWEST,
    droits_of_copies,
    faster,
    invented_droits,
    moved,
    renamed,
    semestre_of,
)
from services.session.domain.roster import Inscrit
from services.session.domain.slice import Slice
from services.session.use_cases.books import Rights
from services.session.use_cases.by import By
from services.session.use_cases.engine import Engine
from services.session.use_cases.errors import (
    AmphiInconnu,
    PasDecoupe,
    RepetitionDeRepetition,
    VitesseImpossible,
)
from services.session.use_cases.ids import new_id
from services.session.use_cases.intervention import PlacementNote, State
from services.session.use_cases.ports import CallList, CallLists
from services.session.use_cases.reasons import reason_beside
from services.session.use_cases.rehearsed_offers import RehearsedOffers
from services.session.use_cases.validate import validate

STANDING = frozenset({State.NOTED, State.ASKED, State.DONE})
FIRST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What ARS types: how fast, and what to invent beside what is copied."""

    amphi_id: UUID
    speed: float = 1.0
    procurations: int = 0
    surnombres: int = 0


@dataclass(frozen=True, slots=True)
class Original:
    """What there is to copy."""

    fiche: Fiche
    slices: tuple[Slice, ...]
    inscrits: tuple[Inscrit, ...]
    droits: Mapping[UUID, Droits]
    placements: Sequence[PlacementNote]


@dataclass(frozen=True, slots=True)
class CopiedList:
    """The call list of the copy, for whoever asks for it as ranking would be asked."""

    call_list: CallList

    def definitive(self, version_id: UUID) -> CallList:
        """The one that was copied."""
        return replace(self.call_list, version_id=version_id)


def create_rehearsal(
    engine: Engine, call_lists: CallLists, offers: RehearsedOffers, wish: Wish, by: By
) -> Fiche:
    """A validated copy; the real amphi is only read."""
    if not SLOWEST <= wish.speed <= FASTEST:
        raise VitesseImpossible
    original = _original(engine, call_lists, wish.amphi_id)
    copies = renamed(original.inscrits, new_id)
    fiche = _store(engine, original, copies, wish, by)
    offers.copy(original.fiche.offer_id, fiche.semestre)
    validate(engine, CopiedList(_call_list(fiche, copies)), fiche.amphi_id, by)
    return fiche


def _original(engine: Engine, call_lists: CallLists, amphi_id: UUID) -> Original:
    """A brouillon's list is still ranking's; a validated amphi has taken its own."""
    books = engine.books
    with engine.database.transaction() as tx:
        row = books.amphis.find(tx, amphi_id)
        if row is None:
            raise AmphiInconnu
        original = Original(
            fiche=row.fiche,
            slices=books.slices.of(tx, amphi_id),
            inscrits=tuple(books.rosters.of(tx, amphi_id)),
            droits={
                intern_id: rights.droits
                for intern_id, rights in books.rights.of(tx, row.fiche.semestre).items()
            },
            placements=[one for one in books.interventions.notes(tx, amphi_id) if one.state in STANDING],
        )
    if row.fiche.rehearsal:
        raise RepetitionDeRepetition
    if not original.slices:
        raise PasDecoupe
    if row.phase == Phase.BROUILLON:
        listed = call_lists.definitive(row.fiche.call_list_version_id).inscrits
        return replace(original, inscrits=listed)
    return original


def _store(engine: Engine, original: Original, copies: Mapping[UUID, Inscrit], wish: Wish, by: By) -> Fiche:
    books = engine.books
    with engine.database.transaction() as tx:
        now, copy_id = books.amphis.now(tx), new_id()
        fiche = replace(
            original.fiche,
            amphi_id=copy_id,
            semestre=semestre_of(copy_id),
            settings=faster(original.fiche.settings, wish.speed),
            favoris_at=now,
            internes=len(copies),
            speed=wish.speed,
        )
        books.amphis.create(tx, fiche)
        books.slices.replace(tx, copy_id, moved(original.slices, wish.speed, now))
        _keep_rights(engine, tx, fiche, _droits(original, copies, wish))
        _note_placements(engine, tx, fiche, original.placements, by)
        tx.commit()
    return fiche


def _droits(original: Original, copies: Mapping[UUID, Inscrit], wish: Wish) -> dict[UUID, Droits]:
    copied = droits_of_copies(original.droits, copies, new_id)
    placed = {copy.intern_id: Droits() for copy in _placed(original, copies)}
    invented = invented_droits(copies.values(), copied | placed, wish.procurations, wish.surnombres, new_id)
    return copied | invented


def _placed(original: Original, copies: Mapping[UUID, Inscrit]) -> list[Inscrit]:
    rangs = {one.rang_appel for one in original.placements}
    return [copy for copy in copies.values() if copy.rang_appel in rangs]


def _keep_rights(engine: Engine, tx: Transaction, fiche: Fiche, droits: Mapping[UUID, Droits]) -> None:
    for intern_id, one in droits.items():
        rights = Rights(one, ABSENT if one.absent else "")
        engine.books.rights.accept(tx, intern_id, fiche.semestre, FIRST_VERSION, rights)


def _note_placements(
    engine: Engine, tx: Transaction, fiche: Fiche, placements: Sequence[PlacementNote], by: By
) -> None:
    """They become the log's first decisions, as in the real amphi (CHX-8); the reasons stay there."""
    books = engine.books
    for one in placements:
        beside = reason_beside("Placement du vrai amphi")
        if beside is None:
            raise ValueError("a reason of ours is none")
        placement_id = new_id()
        note = PlacementNote(
            placement_id, fiche.amphi_id, str(placement_id), one.rang_appel, one.numero, beside.hash, by.actor
        )
        if books.interventions.note(tx, note):
            books.side_texts.add(tx, fiche.amphi_id, beside)


def _call_list(fiche: Fiche, copies: Mapping[UUID, Inscrit]) -> CallList:
    return CallList(
        version_id=fiche.call_list_version_id,
        number=fiche.call_list_number,
        semestre=fiche.semestre,
        groupe_code=fiche.groupe_code,
        groupe_label=fiche.groupe_label,
        regimes=fiche.regimes,
        inscrits=tuple(copies.values()),
    )
