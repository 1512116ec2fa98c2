"""Which world an amphi belongs to: real ones, or one rehearsal (architecture, decision 18)."""

from threading import Lock
from typing import Final
from uuid import UUID

from chassis.database import Database
from services.session.use_cases.books import Amphis
from services.session.use_cases.errors import AutreMonde

MOST_KEPT: Final = 1000


class Worlds:
    """Remembers the semestre of each amphi that was asked about: it never changes."""

    def __init__(self, database: Database, amphis: Amphis) -> None:
        self._database = database
        self._amphis = amphis
        self._known: dict[UUID, str] = {}
        self._lock = Lock()

    def check(self, amphi_id: UUID, rehearsal: str) -> None:
        """Whether who serves in this rehearsal (empty: in real amphis) may come in here; `AutreMonde`.

        An amphi that nobody knows is no world's: whoever acts on it next says so.
        """
        semestre = self._semestre(amphi_id)
        if semestre is not None and rehearsal != semestre:
            raise AutreMonde

    def _semestre(self, amphi_id: UUID) -> str | None:
        """Of a rehearsal its semestre, of a real amphi nothing."""
        if amphi_id not in self._known:
            with self._database.transaction() as tx:
                row = self._amphis.find(tx, amphi_id)
            if row is None:
                return None
            self._keep(amphi_id, row.fiche.semestre if row.fiche.rehearsal else "")
        return self._known[amphi_id]

    def _keep(self, amphi_id: UUID, semestre: str) -> None:
        with self._lock:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[amphi_id] = semestre
