"""Who holds what: the rows that the schema guards (CHX-7)."""

from uuid import UUID

from psycopg2.errors import UniqueViolation

from chassis.database import Transaction
from services.postes.domain.reglement import AlreadyGiven, Demande


def is_taken(tx: Transaction, semestre: str, numero: int) -> bool:
    """Whether somebody holds the post."""
    return bool(
        tx.value("SELECT EXISTS (SELECT FROM place WHERE semestre = %s AND numero = %s)", [semestre, numero])
    )


def holds_one(tx: Transaction, semestre: str, intern_id: UUID) -> bool:
    """Whether the intern has an affectation in the semester."""
    return bool(
        tx.value(
            "SELECT EXISTS (SELECT FROM place WHERE semestre = %s AND intern_id = %s)", [semestre, intern_id]
        )
    )


def turn_has_one(tx: Transaction, turn_id: UUID) -> bool:
    """Whether the turn has given a place."""
    return bool(tx.value("SELECT EXISTS (SELECT FROM place WHERE turn_id = %s)", [turn_id]))


def give(tx: Transaction, demande: Demande, affectation_id: UUID, code: str) -> None:
    """Store the affectation and the code of its attestation; `AlreadyGiven` if the schema refuses."""
    try:
        tx.execute(
            "INSERT INTO place (affectation_id, semestre, numero, intern_id, amphi_id, rang_appel,"
            " type_choix, turn_id, received_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                affectation_id,
                demande.semestre,
                demande.numero,
                demande.intern_id,
                demande.amphi_id,
                demande.rang_appel,
                demande.type_choix,
                demande.turn_id,
                demande.received_at,
            ],
        )
    except UniqueViolation as refused:
        raise AlreadyGiven from refused
    tx.execute("INSERT INTO attestation (affectation_id, code) VALUES (%s, %s)", [affectation_id, code])
