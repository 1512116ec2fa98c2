"""What requests carry, checked: ids, semesters, offers, pages. Nothing else of the service reads raw text."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.errors import DomainError
from dci.common.v1.paging_pb2 import PageInfo, PageRequest
from services.postes.domain.offre import rehearsal_of
from services.postes.domain.recherche import Filtres, Page, Tri, page, tri
from services.postes.domain.reglement import Par
from services.postes.domain.type_choix import TypeChoix

_REAL = re.compile(r"(05|11)[0-9]{4}")
_REHEARSAL = re.compile(r"essai-[0-9a-f]{8}")
_OFFER = re.compile(r"([^:]*):[^\x00:]{1,100}")


class IdentifiantInvalide(DomainError):
    """An id that cannot be one."""

    code = "identifiant_invalide"
    text = "« {champ} » n’est pas un identifiant valable."


class SemestreInvalide(DomainError):
    """A semester that is not MMYYYY, starting in May or November."""

    code = "semestre_invalide"
    text = "Le semestre s’écrit 05 ou 11 suivi de l’année, par exemple 052027."


class EssaiInvalide(DomainError):
    """A semester that is not a rehearsal's."""

    code = "essai_invalide"
    text = "Le semestre d’un amphi blanc s’écrit « essai- » suivi de huit caractères."


class InstantInvalide(DomainError):
    """A date and time that cannot be."""

    code = "instant_invalide"
    text = "« {champ} » n’est ni une date ni une heure."


class TexteInvalide(DomainError):
    """A text with characters that no text has."""

    code = "texte_invalide"
    text = "Ce texte contient des caractères interdits. Saisissez-le de nouveau."


class TypeChoixInconnu(DomainError):
    """A type de choix whose rules this service does not know."""

    code = "type_choix_inconnu"
    text = "Ce type de choix n’est pas connu."


class ParInconnu(DomainError):
    """Somebody chose whom nothing is known of."""

    code = "par_inconnu"
    text = "On ne sait pas qui a fait ce choix."


class _Values(Protocol):
    @property
    def values(self) -> Sequence[str]: ...


def uuid(text: str, field: str) -> UUID:
    """An id, or `IdentifiantInvalide` naming the field."""
    try:
        return UUID(text)
    except ValueError:
        raise IdentifiantInvalide(champ=field) from None


def instant(at: Timestamp, field: str) -> datetime:
    """An instant, or `InstantInvalide` naming the field."""
    try:
        return at.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise InstantInvalide(champ=field) from None


def semestre(text: str) -> str:
    """A semester, or that of a rehearsal, named by whoever knows it; or `SemestreInvalide`."""
    if not _REAL.fullmatch(text) and not _REHEARSAL.fullmatch(text):
        raise SemestreInvalide
    return text


def optional_semestre(text: str) -> str:
    """A semester, or nothing."""
    return semestre(text) if text else ""


def rehearsal(text: str) -> str:
    """The semester of a rehearsal, « essai-1a2b3c4d », or `EssaiInvalide`: never a real one."""
    if not _REHEARSAL.fullmatch(text):
        raise EssaiInvalide
    return text


def offer(text: str) -> str:
    """« 052027:3 », or of a rehearsal « essai-1a2b3c4d:3 »; or `IdentifiantInvalide`."""
    named = _OFFER.fullmatch(text)
    if not named or not (_REAL.fullmatch(named[1]) or _REHEARSAL.fullmatch(named[1])):
        raise IdentifiantInvalide(champ="offer_id")
    return text


def real_offer(text: str) -> str:
    """« 052027:3 », or `IdentifiantInvalide`."""
    if _REHEARSAL.match(offer(text)):
        raise IdentifiantInvalide(champ="offer_id")
    return text


def rehearsal_in(offer_id: str) -> str:
    """The semester of the rehearsal that has this offer; empty for a real one. `IdentifiantInvalide`."""
    return rehearsal_of(offer(offer_id))


def plain(text: str) -> str:
    """A text that the database can keep, or `TexteInvalide`."""
    if "\x00" in text:
        raise TexteInvalide
    return text


def type_choix(text: str) -> TypeChoix:
    """One of the three, or `TypeChoixInconnu`: another one has other rules, and is never taken for it."""
    try:
        return TypeChoix(text)
    except ValueError:
        raise TypeChoixInconnu from None


def par(text: str) -> Par:
    """Who chose, the intern where nothing is said; or `ParInconnu`."""
    try:
        return Par(text or Par.INTERNE)
    except ValueError:
        raise ParInconnu from None


def optional_uuid(text: str, field: str) -> UUID | None:
    """An id, or nothing."""
    return uuid(text, field) if text else None


def filters(given: Mapping[str, _Values]) -> Filtres:
    """Field → values."""
    return {name: [plain(value) for value in values.values] for name, values in given.items()}


def sort(text: str) -> Tri | None:
    """« -etablissement », or nothing."""
    return tri(text) if text else None


def asked_page(request: PageRequest) -> Page:
    """The page asked for."""
    return page(request.number, request.size)


def page_info(shown: Page, total: int) -> PageInfo:
    """What the answer says of it."""
    return PageInfo(number=shown.number, size=shown.size, total=total)
