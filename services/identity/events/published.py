"""identity's events in the contract's words, put into the outbox (decision 8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Transaction
from chassis.events.outbox import publish
from chassis.events.topics import IDENTITY
from dci.events.v1 import events_pb2 as contract
from services.identity.domain.events import (
    AccountMail,
    DomainEvent,
    DroitsChanged,
    InterneChanged,
    MailWanted,
    SessionEnded,
    SpecialityChanged,
)
from services.identity.domain.register import ReferenceKind

_MAILS: Final = {
    mail: contract.AccountMailWanted.Kind.Value(f"KIND_{mail.value.upper()}") for mail in AccountMail
}


def tell(tx: Transaction, events: Sequence[DomainEvent]) -> None:
    """Each leaves if and when the transaction commits."""
    if not events:
        return
    now: datetime = tx.value("SELECT clock_timestamp()")
    for event in map(translated, events):
        event.at.FromDatetime(now)
        publish(tx, IDENTITY, event)


def translated(event: DomainEvent) -> contract.Event:
    """The event as the other services read it."""
    match event:
        case MailWanted():
            return _mail_wanted(event)
        case InterneChanged():
            return _interne_changed(event)
        case DroitsChanged():
            return _droits_changed(event)
        case SpecialityChanged():
            return _speciality_changed(event)
        case SessionEnded():
            return _session_ended(event)


def _text(some_id: UUID | None) -> str:
    return str(some_id) if some_id else ""


def _mail_wanted(event: MailWanted) -> contract.Event:
    wanted = contract.AccountMailWanted(
        kind=_MAILS[event.kind],
        intern_id=str(event.intern_id),
        link_id=_text(event.link_id),
        mandataire_id=_text(event.mandataire_id),
        demande_id=_text(event.demande_id),
    )
    return contract.Event(aggregate=str(event.intern_id), account_mail_wanted=wanted)


def _interne_changed(event: InterneChanged) -> contract.Event:
    interne = event.interne
    changed = contract.InterneChanged(
        intern_id=str(interne.intern_id),
        nom=interne.nom,
        prenom=interne.prenom,
        ufr=event.ufr,
        regime=interne.regime.value,
        groupe_code=interne.groupe,
        des_code=interne.des,
        des_label=event.des_label,
        actif=interne.actif,
    )
    return contract.Event(aggregate=str(interne.intern_id), interne_changed=changed)


def _droits_changed(event: DroitsChanged) -> contract.Event:
    droits = event.droits
    changed = contract.AbsenceChanged(
        intern_id=str(droits.intern_id),
        semestre=droits.semestre,
        absent=droits.absent,
        version=droits.version,
        type_choix=droits.type_choix.value,
        procuration=droits.procuration,
        mandataire_id=_text(droits.mandataire_id),
        absent_par=droits.par.absence,
        type_choix_par=droits.par.type_choix,
        procuration_par=droits.par.procuration,
    )
    return contract.Event(aggregate=str(droits.intern_id), number=droits.version, absence_changed=changed)


def _speciality_changed(event: SpecialityChanged) -> contract.Event:
    changed = contract.SpecialityChanged(
        groupe=event.kind is ReferenceKind.GROUPE, code=event.reference.code, label=event.reference.label
    )
    return contract.Event(aggregate=f"{event.kind.value}:{event.reference.code}", speciality_changed=changed)


def _session_ended(event: SessionEnded) -> contract.Event:
    ended = contract.SessionEnded(session_id=str(event.ended.session_id), number=event.ended.number)
    return contract.Event(
        aggregate=str(event.ended.session_id), number=event.ended.number, session_ended=ended
    )
