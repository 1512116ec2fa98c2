"""Placements noted before validation, and corrections proposed, with the commands that came of them."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from psycopg2.errors import UniqueViolation

from chassis.database import Row, Transaction
from services.session.domain.choix import Echange
from services.session.domain.codec import plain, rebuilt
from services.session.storage.forgotten import busy_if_forgotten
from services.session.use_cases.asked import Done, read
from services.session.use_cases.intervention import CorrectionProposal, PlacementNote, State

_NOTES: Final = """
    SELECT note.id, note.amphi_id, note.key, note.rang_appel, note.numero, note.reason_hash, note.actor,
        note.at, note.withdrawn_at IS NOT NULL AS withdrawn, command.id IS NOT NULL AS asked, command.answer
    FROM placement_note AS note
    LEFT JOIN command ON command.id = note.id
    WHERE note.amphi_id = %(amphi_id)s
    UNION ALL
    SELECT id, amphi_id, key, (payload -> 'placement' ->> 'rang_appel')::integer,
        (payload -> 'placement' ->> 'numero')::integer, payload -> 'placement' ->> 'reason_hash', actor,
        received_at, false, true, answer
    FROM command
    WHERE amphi_id = %(amphi_id)s AND payload -> 'placement' IS NOT NULL
        AND NOT EXISTS (SELECT FROM placement_note WHERE placement_note.id = command.id)
    ORDER BY at, id
"""
_PROPOSALS: Final = """
    SELECT proposal.id, proposal.amphi_id, proposal.key, proposal.lines, proposal.reason_hash,
        proposal.proposed_by, proposal.at, proposal.withdrawn_at IS NOT NULL AS withdrawn,
        command.id IS NOT NULL AS asked, command.answer, coalesce(command.actor, '') AS approved_by
    FROM correction_proposal AS proposal
    LEFT JOIN command ON command.id = proposal.id
"""


def note(tx: Transaction, placement: PlacementNote) -> bool:
    """Keep a placement; False where its rank has one that waits, or its key was used."""
    try:
        tx.execute(
            """
            INSERT INTO placement_note (id, amphi_id, key, rang_appel, numero, reason_hash, actor)
            VALUES (%s, %s, %s, %s, %s, %s, %s)
            """,
            [
                placement.placement_id,
                placement.amphi_id,
                placement.key,
                placement.rang_appel,
                placement.numero,
                placement.reason_hash,
                placement.actor,
            ],
        )
    except UniqueViolation:
        return False
    return True


def noted(tx: Transaction, amphi_id: UUID, key: str) -> tuple[str, int, int] | None:
    """Who noted which rank and post under this key, whatever became of it."""
    row = tx.one(
        "SELECT actor, rang_appel, numero FROM placement_note WHERE amphi_id = %s AND key = %s",
        [amphi_id, key],
    )
    return None if row is None else (row["actor"], row["rang_appel"], row["numero"])


def note_received(tx: Transaction, placement_id: UUID) -> None:
    """It is a command from now on."""
    tx.execute("UPDATE placement_note SET received_at = clock_timestamp() WHERE id = %s", [placement_id])


def withdraw_note(tx: Transaction, amphi_id: UUID, placement_id: UUID) -> bool:
    """Take one back that still waits for validation; False where none does."""
    withdrawn = tx.execute(
        """
        UPDATE placement_note SET withdrawn_at = clock_timestamp()
        WHERE amphi_id = %s AND id = %s AND withdrawn_at IS NULL AND received_at IS NULL
        """,
        [amphi_id, placement_id],
    )
    return withdrawn == 1


def notes(tx: Transaction, amphi_id: UUID) -> list[PlacementNote]:
    """All of an amphi, also those asked for after validation; the oldest first."""
    return [_note(row) for row in tx.all(_NOTES, {"amphi_id": amphi_id})]


def propose(tx: Transaction, proposal: CorrectionProposal) -> bool:
    """Keep a correction that waits for a second person; False where its key was used."""
    with busy_if_forgotten():
        kept = tx.execute(
            """
            INSERT INTO correction_proposal (id, amphi_id, key, lines, reason_hash, proposed_by)
            VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (amphi_id, key) DO NOTHING
            """,
            [
                proposal.correction_id,
                proposal.amphi_id,
                proposal.key,
                {"lines": [plain(line) for line in proposal.lines]},
                proposal.reason_hash,
                proposal.proposed_by,
            ],
        )
    return kept == 1


def proposal(tx: Transaction, amphi_id: UUID, correction_id: UUID) -> CorrectionProposal | None:
    """One of them, held until the end of the transaction."""
    tx.execute("SELECT FROM correction_proposal WHERE id = %s FOR UPDATE", [correction_id])
    row = tx.one(f"{_PROPOSALS} WHERE proposal.amphi_id = %s AND proposal.id = %s", [amphi_id, correction_id])
    return None if row is None else _proposal(row)


def withdraw_proposal(tx: Transaction, correction_id: UUID) -> None:
    """It is not to be approved any more."""
    tx.execute(
        "UPDATE correction_proposal SET withdrawn_at = clock_timestamp() WHERE id = %s", [correction_id]
    )


def proposals(tx: Transaction, amphi_id: UUID) -> list[CorrectionProposal]:
    """All of an amphi, the oldest first."""
    rows = tx.all(f"{_PROPOSALS} WHERE proposal.amphi_id = %s ORDER BY proposal.at, proposal.id", [amphi_id])
    return [_proposal(row) for row in rows]


def _note(row: Row) -> PlacementNote:
    state, refusal = _state(row)
    return PlacementNote(
        placement_id=row["id"],
        amphi_id=row["amphi_id"],
        key=row["key"],
        rang_appel=row["rang_appel"],
        numero=row["numero"],
        reason_hash=row["reason_hash"],
        actor=row["actor"],
        at=row["at"],
        state=state,
        refusal=refusal,
    )


def _proposal(row: Row) -> CorrectionProposal:
    state, refusal = _state(row)
    return CorrectionProposal(
        correction_id=row["id"],
        amphi_id=row["amphi_id"],
        key=row["key"],
        lines=_lines(row["lines"]["lines"]),
        reason_hash=row["reason_hash"],
        proposed_by=row["proposed_by"],
        approved_by=row["approved_by"],
        at=row["at"],
        state=state,
        refusal=refusal,
    )


def _lines(written: Sequence[dict[str, object]]) -> tuple[Echange, ...]:
    return tuple(rebuilt(Echange, line) for line in written)


def _state(row: Row) -> tuple[State, str]:
    """Where it stands, and why it was refused; what was asked is never told as taken back."""
    if not row["asked"]:
        return (State.WITHDRAWN if row["withdrawn"] else State.NOTED), ""
    if row["answer"] is None:
        return State.ASKED, ""
    answer = read(row["answer"])
    return (State.DONE, "") if isinstance(answer, Done) else (State.REFUSED, answer.text)
