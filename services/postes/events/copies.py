"""Hears identity (names, UFR, groupes, DES) and session (a call list was taken): what lists show of them."""

from uuid import UUID

from chassis.database import Transaction
from chassis.events.interests import Interests
from dci.events.v1.events_pb2 import Event, InterneChanged, SpecialityChanged
from dci.session.v1.session_pb2 import Decision
from services.postes.storage import persons

INTERESTS = Interests(
    bodies=frozenset({"interne_changed", "speciality_changed"}), decisions=frozenset({"validated"})
)


def handle(tx: Transaction, event: Event) -> None:
    """One of ours, once, in the inbox's transaction."""
    match event.WhichOneof("body"):
        case "interne_changed":
            _interne(tx, event.interne_changed)
        case "speciality_changed":
            _speciality(tx, event.speciality_changed)
        case "decision":
            _decision(tx, event.decision)
        case _:
            return


def _interne(tx: Transaction, told: InterneChanged) -> None:
    persons.keep_interne(tx, UUID(told.intern_id), nom=told.nom, prenom=told.prenom, ufr=told.ufr)


def _speciality(tx: Transaction, told: SpecialityChanged) -> None:
    persons.keep_speciality(tx, "groupe" if told.groupe else "des", told.code, told.label)


def _decision(tx: Transaction, told: Decision) -> None:
    persons.want_roster(tx, UUID(told.amphi_id), told.seq)
