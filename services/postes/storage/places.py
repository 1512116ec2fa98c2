"""Who holds what: the rows that the schema guards (CHX-7). In force: no correction has replaced the place."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from psycopg2.errors import UniqueViolation

from chassis.database import Transaction
from services.postes.domain.place import Place
from services.postes.domain.reglement import AlreadyGiven, Demande, Par
from services.postes.domain.type_choix import TypeChoix

FIELDS = "affectation_id, numero, intern_id, amphi_id, rang_appel, type_choix"


def holder(tx: Transaction, semestre: str, numero: int) -> UUID | None:
    """Who holds the post; those in surnombre do not (CHX-5)."""
    found: UUID | None = tx.value(
        "SELECT intern_id FROM place"
        " WHERE semestre = %s AND numero = %s AND NOT surnombre AND superseded_by IS NULL",
        [semestre, numero],
    )
    return found


def holds_one(tx: Transaction, semestre: str, intern_id: UUID) -> bool:
    """Whether the intern has an affectation in the semester, in surnombre or not."""
    return bool(
        tx.value(
            "SELECT EXISTS (SELECT FROM place"
            " WHERE semestre = %s AND intern_id = %s AND superseded_by IS NULL)",
            [semestre, intern_id],
        )
    )


def turn_has_one(tx: Transaction, turn_id: UUID) -> bool:
    """Whether the turn has given a place, in force or not."""
    return bool(tx.value("SELECT EXISTS (SELECT FROM place WHERE turn_id = %s)", [turn_id]))


def surnombres_on(tx: Transaction, semestre: str, numero: int) -> int:
    """How many have the post in surnombre."""
    return int(
        tx.value(
            "SELECT count(*) FROM place"
            " WHERE semestre = %s AND numero = %s AND surnombre AND superseded_by IS NULL",
            [semestre, numero],
        )
    )


def surnombres_in(tx: Transaction, semestre: str, imotep: str) -> int:
    """How many have a post of the ward in surnombre, from whichever stock. The caller holds the ward."""
    return int(
        tx.value(
            "SELECT count(*) FROM place JOIN post USING (semestre, numero)"
            " WHERE semestre = %s AND imotep = %s AND surnombre AND superseded_by IS NULL",
            [semestre, imotep],
        )
    )


def in_force(
    tx: Transaction, semestre: str, numeros: Collection[int], internes: Collection[UUID]
) -> list[Place]:
    """Every place on these posts, and every place of these interns. The caller holds the posts."""
    rows = tx.all(
        f"SELECT {FIELDS} FROM place WHERE semestre = %s AND superseded_by IS NULL"  # noqa: S608
        " AND (numero = ANY(%s) OR intern_id = ANY(%s)) ORDER BY numero, affectation_id",
        [semestre, list(numeros), list(internes)],
    )
    return [Place(**(row | {"type_choix": TypeChoix(row["type_choix"])})) for row in rows]


def give(tx: Transaction, demande: Demande, affectation_id: UUID, code: str) -> None:
    """Store the affectation and the code of its attestation; `AlreadyGiven` if the schema refuses."""
    place = Place(
        affectation_id,
        demande.numero,
        demande.intern_id,
        demande.amphi_id,
        demande.rang_appel,
        demande.type_choix,
    )
    _insert(tx, place, demande.semestre, demande.turn_id, demande.received_at, demande.par, code)


def replace(
    tx: Transaction, semestre: str, replaced: Sequence[tuple[UUID, Place, str]], received_at: datetime
) -> None:
    """Each affectation gives way to a place and its code; `AlreadyGiven` if one of them is not in force.

    All give way before any is given: two posts may be exchanged.
    """
    for affectation_id, place, _ in replaced:
        gone = tx.execute(
            "UPDATE place SET superseded_by = %s WHERE affectation_id = %s AND superseded_by IS NULL",
            [place.affectation_id, affectation_id],
        )
        if gone != 1:
            raise AlreadyGiven
    for _, place, code in replaced:
        _insert(tx, place, semestre, None, received_at, Par.ARS, code)


def _insert(
    tx: Transaction,
    place: Place,
    semestre: str,
    turn_id: UUID | None,
    received_at: datetime,
    par: Par,
    code: str,
) -> None:
    row = asdict(place) | {"surnombre": place.type_choix.surnombre}
    row |= {"semestre": semestre, "par": par, "turn_id": turn_id, "received_at": received_at, "code": code}
    try:
        tx.execute(
            f"WITH given AS (INSERT INTO place ({FIELDS}, surnombre, semestre, par, turn_id, received_at)"  # noqa: S608
            " VALUES (%(affectation_id)s, %(numero)s, %(intern_id)s, %(amphi_id)s, %(rang_appel)s,"
            " %(type_choix)s, %(surnombre)s, %(semestre)s, %(par)s, %(turn_id)s, %(received_at)s)"
            " RETURNING affectation_id)"
            " INSERT INTO attestation (affectation_id, code) SELECT affectation_id, %(code)s FROM given",
            row,
        )
    except UniqueViolation as refused:
        raise AlreadyGiven from refused
