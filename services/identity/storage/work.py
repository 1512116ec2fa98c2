"""One transaction of identity's database, as the use cases see it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from chassis.database import Database, Transaction
from services.identity.domain import ports
from services.identity.domain.events import DomainEvent
from services.identity.domain.ports import Begin, Work
from services.identity.storage.audit import PgAudit
from services.identity.storage.demandes import PgDemandes
from services.identity.storage.droits import PgDroits
from services.identity.storage.failures import PgFailures
from services.identity.storage.internes import PgInternes
from services.identity.storage.links import PgLinks
from services.identity.storage.people import PgAccounts, PgStaff
from services.identity.storage.procurations import PgProcurations
from services.identity.storage.rehearsal_sessions import PgRehearsalSessions
from services.identity.storage.semestres import PgSemestres, PgSpecialities
from services.identity.storage.signing_keys import PgSigningKeys
from services.identity.storage.web_sessions import PgWebSessions

Tell = Callable[[Transaction, Sequence[DomainEvent]], None]


class PgWork:
    """See `domain.ports.Work`. `tell` puts events into the outbox."""

    def __init__(self, tx: Transaction, tell: Tell) -> None:
        self._tx = tx
        self._tell = tell
        self.internes: ports.Internes = PgInternes(tx)
        self.accounts: ports.Accounts = PgAccounts(tx)
        self.staff: ports.Staff = PgStaff(tx)
        self.sessions: ports.WebSessions = PgWebSessions(tx)
        self.rehearsal_sessions: ports.RehearsalSessions = PgRehearsalSessions(tx)
        self.links: ports.Links = PgLinks(tx)
        self.failures: ports.Failures = PgFailures(tx)
        self.specialities: ports.Specialities = PgSpecialities(tx)
        self.semestres: ports.Semestres = PgSemestres(tx)
        self.droits: ports.TousDroits = PgDroits(tx)
        self.procurations: ports.Procurations = PgProcurations(tx)
        self.demandes: ports.Demandes = PgDemandes(tx)
        self.keys: ports.SigningKeys = PgSigningKeys(tx)
        self.audit: ports.Audit = PgAudit(tx)

    def tell(self, events: Sequence[DomainEvent]) -> None:
        self._tell(self._tx, events)

    def commit(self) -> None:
        self._tx.commit()


def work_on(tell: Tell) -> Callable[[Transaction], Work]:
    """How a transaction that was begun elsewhere is seen as work."""

    def see(tx: Transaction) -> Work:
        return PgWork(tx, tell)

    return see


def works(database: Database, tell: Tell) -> Begin:
    """How use cases begin a transaction."""

    @contextmanager
    def begin() -> Iterator[Work]:
        with database.transaction() as tx:
            yield PgWork(tx, tell)

    return begin
