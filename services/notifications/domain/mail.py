"""What a mail in the queue is, and when it is tried again (NOT-2)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID


class Template(StrEnum):
    """The mails there are (NOT-1); each has a text and an HTML template of its name."""

    CONFIRM_ADDRESS = "confirmer_adresse"
    ACCOUNT_CONFIRMED = "compte_confirme"
    ALREADY_REGISTERED = "compte_existant"
    CHOICE_CONFIRMED = "choix_confirme"
    CHOICE_BY_PROXY = "choix_par_procuration"
    PLACED_BY_ARS = "affecte_par_ars"
    CHOICE_CORRECTED = "choix_corrige"
    PROCURATION_GIVEN = "procuration_donnee"
    PROCURATION_LINK = "procuration_a_accepter"
    PROCURATION_ACCEPTED = "procuration_acceptee"
    PROCURATION_CANCELLED = "procuration_annulee"
    PROCURATION_WITHDRAWN = "procuration_retiree"
    TYPE_CHOIX_RECEIVED = "type_choix_recu"
    TYPE_CHOIX_ACCEPTED = "type_choix_accepte"
    TYPE_CHOIX_REFUSED = "type_choix_refuse"


TO_MANDATAIRE = frozenset(
    {Template.PROCURATION_LINK, Template.PROCURATION_WITHDRAWN, Template.CHOICE_BY_PROXY}
)
"""The others go to the intern."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail of the queue. `about` holds ids and instants only; `content` the bytes, once composed."""

    id: UUID
    template: Template
    intern_id: UUID
    about: dict[str, Any]
    attempts: int
    recipient: str | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail ready to leave: whom to, and its RFC 5322 bytes, the same at every attempt."""

    recipient: str
    content: bytes


FIRST_DELAY = timedelta(seconds=15)
LONGEST_DELAY = timedelta(minutes=15)


def delay_after(attempts: int) -> timedelta:
    """How long to wait for the next try once so many were begun: doubling, a quarter of an hour at most."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_DELAY * doublings, LONGEST_DELAY)
