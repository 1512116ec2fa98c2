"""Rows of amphis. A row is the lock of its amphi, and knows when the engine is due (decisions 2 and 3)."""

from datetime import datetime
from typing import Final
from uuid import UUID

from chassis.database import Row, Transaction
from services.session.domain.amphi import Amphi, Phase
from services.session.domain.codec import plain, rebuilt
from services.session.domain.fiche import Fiche
from services.session.domain.record import Tip
from services.session.domain.settings import Settings
from services.session.use_cases.books import AmphiRow

_COLUMNS: Final = """
    id, code, libelle, semestre, groupe_code, groupe_label, formation, regimes, settings, favoris_at,
    call_list_version_id, call_list_number, internes, speed, phase, paused, seq, hash, last_at, seen_at
"""
_SELECT: Final = f"SELECT {_COLUMNS} FROM amphi"  # noqa: S608  # our columns


def lock(tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
    """Hold the amphi until the end of the transaction; who connects to it meanwhile does not wait."""
    return _row(tx.one(f"{_SELECT} WHERE id = %s FOR NO KEY UPDATE", [amphi_id]))


def lock_if_free(tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
    """The same, or None where somebody else holds it."""
    sql = f"{_SELECT} WHERE id = %s FOR NO KEY UPDATE SKIP LOCKED"
    return _row(tx.one(sql, [amphi_id]))


def hold_brouillons(tx: Transaction, semestre: str) -> None:
    """Nobody validates one until the end of the transaction; whoever is at it has finished."""
    tx.all(
        "SELECT FROM amphi WHERE semestre = %s AND phase = %s ORDER BY id FOR SHARE",
        [semestre, Phase.BROUILLON.value],
    )


def find(tx: Transaction, amphi_id: UUID) -> AmphiRow | None:
    """Read without holding."""
    return _row(tx.one(f"{_SELECT} WHERE id = %s", [amphi_id]))


def now(tx: Transaction) -> datetime:
    """The amphi's clock: ask after the lock."""
    instant: datetime = tx.value("SELECT clock_timestamp()")
    return instant


def due(tx: Transaction) -> list[UUID]:
    """The amphis whose `next_at` has come: real ones before rehearsals, then the longest overdue.

    Also those that were seen later than now: the clock went back, and what is due by it is not known (G-4).
    """
    rows = tx.all(
        """
        SELECT id FROM amphi
        WHERE next_at <= clock_timestamp() OR (next_at IS NOT NULL AND seen_at > clock_timestamp())
        ORDER BY starts_with(semestre, 'essai-'), next_at, id
        """
    )
    return [row["id"] for row in rows]


def keep(tx: Transaction, amphi: Amphi, tip: Tip, *, seen_at: datetime, next_at: datetime | None) -> None:
    """Write what its decisions made of the row."""
    tx.execute(
        """
        UPDATE amphi
        SET phase = %s, paused = %s, seq = %s, hash = %s, last_at = %s, seen_at = %s, next_at = %s
        WHERE id = %s
        """,
        [amphi.phase.value, amphi.paused, tip.seq, tip.hash, tip.at, seen_at, next_at, amphi.amphi_id],
    )


def of_semestre(tx: Transaction, semestre: str) -> list[AmphiRow]:
    """All of a semester, in the order of their first sessions; of every real one with an empty one."""
    rows = tx.all(
        f"""
        {_SELECT}
        WHERE semestre = %(semestre)s OR (%(semestre)s = '' AND NOT starts_with(semestre, 'essai-'))
        ORDER BY (SELECT min(starts_at) FROM slice WHERE amphi_id = amphi.id) NULLS LAST, code, id
        """,  # noqa: S608  # our columns
        {"semestre": semestre},
    )
    return [found for row in rows if (found := _row(row)) is not None]


def rehearsals(tx: Transaction) -> list[UUID]:
    """Every rehearsal, in the order of their first sessions."""
    rows = tx.all(
        """
        SELECT id FROM amphi WHERE starts_with(semestre, 'essai-')
        ORDER BY (SELECT min(starts_at) FROM slice WHERE amphi_id = amphi.id) NULLS LAST, code, id
        """
    )
    return [row["id"] for row in rows]


def heads(tx: Transaction) -> dict[UUID, int]:
    """The newest seq of every live amphi: validated to finished today."""
    rows = tx.all(
        """
        SELECT id, seq FROM amphi
        WHERE phase IN ('valide', 'ouvert', 'en_cours')
           OR (seq > 0 AND last_at > clock_timestamp() - interval '1 day')
        ORDER BY id
        """
    )
    return {row["id"]: row["seq"] for row in rows}


def any_runs(tx: Transaction) -> bool:
    """Whether postes must be watched."""
    return bool(tx.value("SELECT EXISTS (SELECT FROM amphi WHERE phase = %s)", [Phase.EN_COURS.value]))


def create(tx: Transaction, fiche: Fiche) -> bool:
    """Store a new brouillon; False where its code is taken in the semester."""
    stored = tx.execute(
        """
        INSERT INTO amphi (id, code, libelle, semestre, groupe_code, groupe_label, formation, regimes,
            settings, favoris_at, call_list_version_id, call_list_number, internes, speed)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (semestre, code) DO NOTHING
        """,
        [
            fiche.amphi_id,
            fiche.code,
            fiche.libelle,
            fiche.semestre,
            fiche.groupe_code,
            fiche.groupe_label,
            fiche.formation,
            list(fiche.regimes),
            plain(fiche.settings),
            fiche.favoris_at,
            fiche.call_list_version_id,
            fiche.call_list_number,
            fiche.internes,
            fiche.speed,
        ],
    )
    return stored == 1


def change(tx: Transaction, fiche: Fiche) -> None:
    """Rewrite what may change of the sheet."""
    tx.execute(
        """
        UPDATE amphi SET settings = %s, favoris_at = %s, call_list_version_id = %s, call_list_number = %s,
            internes = %s
        WHERE id = %s
        """,
        [
            plain(fiche.settings),
            fiche.favoris_at,
            fiche.call_list_version_id,
            fiche.call_list_number,
            fiche.internes,
            fiche.amphi_id,
        ],
    )


def _row(row: Row | None) -> AmphiRow | None:
    if row is None:
        return None
    fiche = Fiche(
        amphi_id=row["id"],
        code=row["code"],
        libelle=row["libelle"],
        semestre=row["semestre"],
        groupe_code=row["groupe_code"],
        groupe_label=row["groupe_label"],
        formation=row["formation"],
        regimes=tuple(row["regimes"]),
        settings=rebuilt(Settings, row["settings"]),
        favoris_at=row["favoris_at"],
        call_list_version_id=row["call_list_version_id"],
        call_list_number=row["call_list_number"],
        internes=row["internes"],
        speed=row["speed"],
    )
    tip = Tip(row["seq"], row["hash"], row["last_at"])
    return AmphiRow(fiche, row["phase"], row["paused"], tip, row["seen_at"])
