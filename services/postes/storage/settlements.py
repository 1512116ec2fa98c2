"""The stored answers to session's commands, refusals included (decision 4)."""

from typing import Any
from uuid import UUID

from psycopg2.errors import UniqueViolation

from chassis.database import Transaction
from services.postes.domain.refus import Refus
from services.postes.domain.reglement import AlreadyGiven, Attribue, Corrige, Question, Reglement, Reponse


def find(tx: Transaction, settlement_id: UUID) -> Reglement | None:
    """The stored answer to this id."""
    row = tx.one("SELECT digest, answer FROM settlement WHERE id = %s", [settlement_id])
    return None if row is None else Reglement(row["digest"], _read(row["answer"]))


def store(tx: Transaction, question: Question, reponse: Reponse) -> None:
    """Keep the answer; `AlreadyGiven` if the id has one."""
    try:
        tx.execute(
            "INSERT INTO settlement (id, turn_id, offer_id, digest, answer) VALUES (%s, %s, %s, %s, %s)",
            [question.id, question.turn_id, question.offer_id, question.digest, _written(reponse)],
        )
    except UniqueViolation as refused:
        raise AlreadyGiven from refused


def _written(reponse: Reponse) -> dict[str, Any]:
    match reponse:
        case Refus():
            return {"refus": reponse.value}
        case Attribue(affectation_id, offer_version):
            return {"affectation_id": str(affectation_id), "offer_version": offer_version}
        case Corrige(affectation_ids, offer_version):
            return {"affectation_ids": [str(one) for one in affectation_ids], "offer_version": offer_version}


def _read(stored: dict[str, Any]) -> Reponse:
    if "refus" in stored:
        return Refus(stored["refus"])
    if "affectation_ids" in stored:
        return Corrige(tuple(UUID(one) for one in stored["affectation_ids"]), stored["offer_version"])
    return Attribue(UUID(stored["affectation_id"]), stored["offer_version"])
