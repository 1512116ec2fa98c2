"""Leases of connections, by pod (decision 11). A lease that ended is kept: how long away counts too."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from chassis.database import Transaction
from services.session.domain.amphi import Who
from services.session.storage.forgotten import busy_if_forgotten

Connections = Sequence[tuple[UUID, Who]]
"""(amphi, who)."""

THE_INTERN: Final = UUID(int=0)
"""Stored where no mandataire is connected, but the intern."""

_TOLD: Final = "unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS told (amphi_id, intern_id, mandataire_id)"


def shift(tx: Transaction, amphi_id: UUID, gap: timedelta) -> None:
    """Give the amphi's leases back what a stop took (G-4)."""
    tx.execute("UPDATE presence_lease SET until = until + %s WHERE amphi_id = %s", [gap, amphi_id])


def accept(tx: Transaction, pod: str, boot: str, n: int, *, full: bool) -> bool | None:
    """Note a pod's message: True if it follows the one before, False after a gap, None if it is old."""
    before = tx.one("SELECT boot, n FROM pod WHERE name = %s FOR UPDATE", [pod])
    same_boot = before is not None and before["boot"] == boot
    if before is not None and same_boot and n <= before["n"]:
        return None
    tx.execute(
        """
        INSERT INTO pod (name, boot, n, at) VALUES (%s, %s, %s, clock_timestamp())
        ON CONFLICT (name) DO UPDATE SET boot = excluded.boot, n = excluded.n, at = excluded.at
        """,
        [pod, boot, n],
    )
    return full or (before is not None and same_boot and n == before["n"] + 1)


def renew(tx: Transaction, pod: str, who: Connections, lease: timedelta) -> None:
    """These are connected, for so long; those of unknown amphis are passed over."""
    with busy_if_forgotten():
        tx.execute(
            f"""
            INSERT INTO presence_lease (amphi_id, intern_id, mandataire_id, pod, until)
            SELECT told.amphi_id, told.intern_id, told.mandataire_id, %s, clock_timestamp() + %s
            FROM {_TOLD}
            JOIN roster USING (amphi_id, intern_id)
            GROUP BY told.amphi_id, told.intern_id, told.mandataire_id
            ORDER BY told.amphi_id, told.intern_id, told.mandataire_id
            ON CONFLICT (amphi_id, intern_id, mandataire_id, pod) DO UPDATE SET until = excluded.until
            """,  # noqa: S608  # our words
            [pod, lease, *_columns(who)],
        )


def end(tx: Transaction, pod: str, who: Connections) -> None:
    """These are not, from now."""
    tx.execute(
        f"""
        UPDATE presence_lease AS lease SET until = least(until, clock_timestamp())
        FROM {_TOLD}
        WHERE lease.pod = %s AND lease.amphi_id = told.amphi_id
            AND lease.intern_id = told.intern_id AND lease.mandataire_id = told.mandataire_id
        """,  # noqa: S608  # our words
        [*_columns(who), pod],
    )


def end_others(tx: Transaction, pod: str, who: Connections) -> None:
    """Nobody else is connected through this pod."""
    tx.execute(
        f"""
        UPDATE presence_lease AS lease SET until = least(until, clock_timestamp())
        WHERE lease.pod = %s AND NOT EXISTS (
            SELECT FROM {_TOLD}
            WHERE lease.amphi_id = told.amphi_id
                AND lease.intern_id = told.intern_id AND lease.mandataire_id = told.mandataire_id
        )
        """,  # noqa: S608  # our words
        [pod, *_columns(who)],
    )
    tx.execute("DELETE FROM presence_lease WHERE until < clock_timestamp() - interval '1 hour'")


def _columns(connections: Connections) -> tuple[list[UUID], list[UUID], list[UUID]]:
    return (
        [amphi_id for amphi_id, _ in connections],
        [intern_id for _, (intern_id, _mandataire_id) in connections],
        [mandataire_id or THE_INTERN for _, (_intern_id, mandataire_id) in connections],
    )


def mandataire(stored: UUID) -> UUID | None:
    """Whose connection a lease is, where it is not the intern's."""
    return None if stored == THE_INTERN else stored
