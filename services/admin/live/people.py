"""Who stands behind a rank, and the phone to call: identity's contacts, kept a few minutes (ADM-9).

They are fetched under the token of the member of staff who looks, never in the background.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from chassis.errors import DomainError, Kind
from dci.identity.v1.register_pb2 import Contact
from dci.identity.v1.rights_pb2 import InternRights, Procuration

KEEP_SECONDS: Final = 300.0
MANDATAIRES_SECONDS: Final = 60.0
RETRY_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class _Kept:
    phones: Mapping[str, str]
    until: float


class People:
    """Phones by intern_id, one fetch an amphi."""

    def __init__(self, contacts: Callable[[list[str]], dict[str, Contact]]) -> None:
        self._contacts = contacts
        self._kept: dict[str, _Kept] = {}

    def phones(self, amphi_id: str, intern_ids: list[str]) -> Mapping[str, str]:
        """Give the phones of an amphi; where identity is away, those known before, and the room goes on."""
        kept = self._kept.get(amphi_id)
        now = monotonic()
        if kept and now < kept.until:
            return kept.phones
        try:
            found = self._contacts(intern_ids)
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            phones, until = (kept.phones if kept else {}), now + RETRY_SECONDS
        else:
            phones = {intern_id: contact.telephone for intern_id, contact in found.items()}
            until = now + KEEP_SECONDS
        self._kept[amphi_id] = _Kept(phones, until)
        return phones


class Mandataires:
    """Whom to call for those who gave procuration (PRC-1), kept a minute."""

    def __init__(self, rights: Callable[[str, list[str]], dict[str, InternRights]]) -> None:
        self._rights = rights
        self._kept: dict[tuple[str, ...], tuple[float, Mapping[str, Procuration]]] = {}

    def of(self, semestre: str, intern_ids: list[str]) -> Mapping[str, Procuration]:
        """Give the procurations that stand, by intern_id; nothing where identity is away."""
        if not intern_ids:
            return {}
        key, now = (semestre, *intern_ids), monotonic()
        until, kept = self._kept.get(key, (0.0, {}))
        if now < until:
            return kept
        try:
            rights = self._rights(semestre, intern_ids)
        except DomainError as error:
            if error.kind is not Kind.UNAVAILABLE:
                raise
            return kept
        found = {each: one.procuration for each, one in rights.items() if one.HasField("procuration")}
        self._kept = {known: value for known, value in self._kept.items() if value[0] > now}
        self._kept[key] = (now + MANDATAIRES_SECONDS, found)
        return found
