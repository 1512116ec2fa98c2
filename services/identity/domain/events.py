"""What identity tells the other services, in its own words; `events/` puts it into the contract."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.identity.domain.droits import Droits
from services.identity.domain.register import Interne, Reference, ReferenceKind
from services.identity.domain.web_sessions import EndedSession


class AccountMail(StrEnum):
    """The mails that only identity knows the reason of (NOT-1, INS-4, INS-6, INS-7, PRC-*, STA-*)."""

    CONFIRM_ADDRESS = "confirm_address"
    ACCOUNT_CONFIRMED = "account_confirmed"
    ALREADY_REGISTERED = "already_registered"
    PROCURATION_GIVEN = "procuration_given"
    PROCURATION_LINK = "procuration_link"
    PROCURATION_ACCEPTED = "procuration_accepted"
    PROCURATION_CANCELLED = "procuration_cancelled"
    PROCURATION_WITHDRAWN = "procuration_withdrawn"
    TYPE_CHOIX_RECEIVED = "type_choix_received"
    TYPE_CHOIX_ACCEPTED = "type_choix_accepted"
    TYPE_CHOIX_REFUSED = "type_choix_refused"


@dataclass(frozen=True, slots=True)
class MailWanted:
    """Carries no address and no secret: notifications asks for them, by these ids (decision 13)."""

    kind: AccountMail
    intern_id: UUID
    link_id: UUID | None = None
    mandataire_id: UUID | None = None
    demande_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class InterneChanged:
    """`ufr` is the one in force: the account's, else the register's."""

    interne: Interne
    ufr: str
    des_label: str


@dataclass(frozen=True, slots=True)
class DroitsChanged:
    droits: Droits


@dataclass(frozen=True, slots=True)
class SpecialityChanged:
    kind: ReferenceKind
    reference: Reference


@dataclass(frozen=True, slots=True)
class SessionEnded:
    ended: EndedSession


DomainEvent = MailWanted | InterneChanged | DroitsChanged | SpecialityChanged | SessionEnded
