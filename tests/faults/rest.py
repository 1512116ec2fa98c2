"""When amphis are over and nothing is on its way any more."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Final

import psycopg2

from chassis.errors import DomainError
from tests.faults import reading
from tests.faults.world.prepared import Prepared
from tests.faults.world.system import System

STANDS_STILL_SECONDS: Final = 90.0
"""Many turns long: without a decision meanwhile an amphi is stuck."""
QUIET_SECONDS: Final = 90.0
MAILED: Final = """
    SELECT coalesce(sum(
        CASE type WHEN 'corrected' THEN (
            SELECT count(*) FROM jsonb_array_elements(payload::jsonb -> 'lines') AS line
            WHERE line ->> 'amphi_id' = amphi_id::text
        ) ELSE 1 END
    ), 0)::integer AS mails
    FROM decision WHERE amphi_id = ANY(%s::uuid[]) AND type IN ('chosen', 'placed', 'corrected')
"""
TO_INTERNS: Final = frozenset({"choice", "placed", "corrected"})


@dataclass(frozen=True, slots=True)
class Rest:
    """Looks at the databases, past everything that is disturbed."""

    system: System
    amphis: Sequence[Prepared]

    async def ended(self) -> bool:
        """However long it takes, as long as something moves; False: it stands still."""
        while not await asyncio.to_thread(self._have_ended):
            before = await asyncio.to_thread(self._seqs)
            if not await _until(partial(self._have_moved, before), STANDS_STILL_SECONDS):
                return False
        return True

    async def quiet(self) -> bool:
        """Answered, published, mailed; False where that takes too long."""
        return await _until(self._is_quiet, QUIET_SECONDS)

    @property
    def _ids(self) -> list[str]:
        return [amphi.amphi_id for amphi in self.amphis]

    def _have_moved(self, before: list[int]) -> bool:
        return self._seqs() != before

    def _seqs(self) -> list[int]:
        sql = "SELECT seq FROM amphi WHERE id = ANY(%s::uuid[]) ORDER BY id"
        return [row["seq"] for row in reading.rows(self.system, "session", sql, self._ids)]

    def _have_ended(self) -> bool:
        sql = "SELECT phase FROM amphi WHERE id = ANY(%s::uuid[])"
        rows = reading.rows(self.system, "session", sql, self._ids)
        return all(row["phase"] == "termine" for row in rows)

    def _is_quiet(self) -> bool:
        waiting = [
            ("session", "SELECT 1 FROM command WHERE answer IS NULL"),
            *((name, "SELECT 1 FROM outbox WHERE published_at IS NULL") for name in ("session", "postes")),
            ("notifications", "SELECT 1 FROM mail WHERE state = 'attente'"),
        ]
        if any(reading.rows(self.system, database, sql) for database, sql in waiting):
            return False
        wanted: int = reading.rows(self.system, "session", MAILED, self._ids)[0]["mails"]
        addresses = {email for amphi in self.amphis for email in amphi.by_rang.values()}
        mails = {
            mail["message_id"]
            for mail in reading.mails(self.system)
            if mail["to"] in addresses and mail["about"] in TO_INTERNS
        }
        return len(mails) >= wanted


async def _until(holds: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(psycopg2.Error, OSError, DomainError):
            if await asyncio.to_thread(holds):
                return True
        await asyncio.sleep(0.5)
    return False
