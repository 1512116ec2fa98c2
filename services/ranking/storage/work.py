"""One transaction of ranking's database, as the use cases see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chassis.database import Database, Transaction
from services.ranking.domain.ports import Begin, Work
from services.ranking.domain.version import Version
from services.ranking.storage.absences import PgAbsences
from services.ranking.storage.amphis import PgAmphis
from services.ranking.storage.cursus import PgCursus
from services.ranking.storage.fixes import PgFixes
from services.ranking.storage.lignes import PgLignes
from services.ranking.storage.versions import PgVersions

TellPublished = Callable[[Transaction, Version], None]


class PgWork:
    """See `domain.ports.Work`. `tell_published` puts the event into the outbox."""

    def __init__(self, tx: Transaction, tell_published: TellPublished) -> None:
        self.tx = tx
        self._tell_published = tell_published
        self.cursus = PgCursus(tx)
        self.versions = PgVersions(tx)
        self.lignes = PgLignes(tx)
        self.fixes = PgFixes(tx)
        self.absences = PgAbsences(tx)
        self.amphis = PgAmphis(tx)

    def tell_published(self, version: Version) -> None:
        self._tell_published(self.tx, version)

    def commit(self) -> None:
        self.tx.commit()


def works(database: Database, tell_published: TellPublished) -> Begin:
    """How use cases begin a transaction."""

    @contextmanager
    def begin() -> Iterator[Work]:
        with database.transaction() as tx:
            yield PgWork(tx, tell_published)

    return begin
