"""Leases of connections, by pod (decision 11). A lease that ended is kept: how long away counts too."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from chassis.database import Transaction

Pairs = Sequence[tuple[UUID, UUID]]


def leases(tx: Transaction, amphi_id: UUID) -> dict[UUID, datetime]:
    """Intern → until when, the longest of all pods."""
    rows = tx.all(
        """
        SELECT intern_id, max(until) AS until FROM presence WHERE amphi_id = %s
        GROUP BY intern_id ORDER BY intern_id
        """,
        [amphi_id],
    )
    return {row["intern_id"]: row["until"] for row in rows}


def rangs(tx: Transaction, amphi_id: UUID, now: datetime) -> list[int]:
    """The call ranks of those who are connected."""
    rows = tx.all(
        """
        SELECT DISTINCT rang_appel FROM presence JOIN roster USING (amphi_id, intern_id)
        WHERE amphi_id = %s AND until > %s ORDER BY rang_appel
        """,
        [amphi_id, now],
    )
    return [row["rang_appel"] for row in rows]


def shift(tx: Transaction, amphi_id: UUID, gap: timedelta) -> None:
    """Give the amphi's leases back what a stop took (G-4)."""
    tx.execute("UPDATE presence SET until = until + %s WHERE amphi_id = %s", [gap, amphi_id])


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


def renew(tx: Transaction, pod: str, who: Pairs, lease: timedelta) -> None:
    """(amphi, intern) pairs are connected, for so long; those of unknown amphis are passed over."""
    tx.execute(
        """
        INSERT INTO presence (amphi_id, intern_id, pod, until)
        SELECT told.amphi_id, told.intern_id, %s, clock_timestamp() + %s
        FROM unnest(%s::uuid[], %s::uuid[]) AS told (amphi_id, intern_id)
        JOIN roster USING (amphi_id, intern_id)
        GROUP BY told.amphi_id, told.intern_id
        ORDER BY told.amphi_id, told.intern_id
        ON CONFLICT (amphi_id, intern_id, pod) DO UPDATE SET until = excluded.until
        """,
        [pod, lease, *_columns(who)],
    )


def end(tx: Transaction, pod: str, who: Pairs) -> None:
    """These are not, from now."""
    tx.execute(
        """
        UPDATE presence SET until = least(until, clock_timestamp())
        FROM unnest(%s::uuid[], %s::uuid[]) AS told (amphi_id, intern_id)
        WHERE pod = %s AND presence.amphi_id = told.amphi_id AND presence.intern_id = told.intern_id
        """,
        [*_columns(who), pod],
    )


def end_others(tx: Transaction, pod: str, who: Pairs) -> None:
    """Nobody else is connected through this pod."""
    tx.execute(
        """
        UPDATE presence SET until = least(until, clock_timestamp())
        WHERE pod = %s AND NOT EXISTS (
            SELECT FROM unnest(%s::uuid[], %s::uuid[]) AS told (amphi_id, intern_id)
            WHERE presence.amphi_id = told.amphi_id AND presence.intern_id = told.intern_id
        )
        """,
        [pod, *_columns(who)],
    )
    tx.execute("DELETE FROM presence WHERE until < clock_timestamp() - interval '1 hour'")


def _columns(who: Pairs) -> tuple[list[UUID], list[UUID]]:
    return [amphi_id for amphi_id, _ in who], [intern_id for _, intern_id in who]
