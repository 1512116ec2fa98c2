"""People, semesters and a home of identity with everything real but the clock, the waiting and session."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pyotp
from cryptography.fernet import Fernet

from chassis.callers import User
from chassis.database import Database
from dci.events.v1.events_pb2 import AccountMailWanted, Event
from services.identity.bootstrap import tools_for
from services.identity.config import LimitSettings, StorageSettings
from services.identity.domain.droits import Droits
from services.identity.domain.register import Formation, Interne, Reference, ReferenceKind, Regime
from services.identity.domain.roles import Role
from services.identity.domain.semestre import Semestre
from services.identity.events.published import tell
from services.identity.storage.work import work_on
from services.identity.use_cases.accept_procuration import accept_procuration
from services.identity.use_cases.access_tokens import OpenedSession
from services.identity.use_cases.check_register import check_register
from services.identity.use_cases.create_staff import create_staff
from services.identity.use_cases.finalise import LastStepForm, finalise
from services.identity.use_cases.get_mail_link import get_mail_link
from services.identity.use_cases.give_procuration import give_procuration
from services.identity.use_cases.import_files import ImportTools
from services.identity.use_cases.log_in_mandataire import log_in_mandataire
from services.identity.use_cases.request_confirmation import request_confirmation

PASSWORD = "trombone violet du jardin"
MANDATAIRE = "sami@proche.example"
MANDATAIRE_PASSWORD = "cerise jaune du fournil"
STAFF_PASSWORD = "girafe orange du bureau"
ADDRESS = "192.0.2.7"
_numbers = count(1)


def an_interne(**changes: Any) -> Interne:
    """A line of the register, another one each time."""
    number = next(_numbers)
    known = Interne(
        intern_id=uuid4(),
        ine=f"{number:010d}A",
        rpps=None,
        nom="LEFÈVRE-DUPONT",
        prenom="Léa",
        date_naissance=date(1999, 2, 28),
        email=f"lea.{number}@example.org",
        telephone=f"+336{number:08d}",
        formation=Formation.MEDECIN,
        regime=Regime.SOCLE,
        groupe="3",
        des="33",
        concours="EDN",
        promotion=2026,
        rang_concours=1000 + number,
        rang_local=None,
        effectif_promo_local=None,
        ufr="Paris Cité",
        actif=True,
    )
    return replace(known, **changes)


def last_step(interne: Interne, **changes: Any) -> LastStepForm:
    """The last form of the inscription, well filled in."""
    typed = LastStepForm(
        password=PASSWORD,
        password_again=PASSWORD,
        date_naissance=interne.date_naissance.isoformat(),
        telephone="06 99 88 77 66",
        adresse="12 rue des Lilas, 75020 Paris",
        ufr="Sorbonne Université",
        question="Quel était le nom de votre premier animal de compagnie ?",
        answer="Médor",
    )
    return replace(typed, **changes)


@dataclass
class MovedClock:
    """A clock that stands still until it is moved."""

    at: datetime = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class SessionThatAnswers:
    """Stands for session: notes what it is told, or is away."""

    away: bool = False
    told: list[Droits] = field(default_factory=list)

    def apply(self, droits: Droits) -> bool:
        if not self.away:
            self.told.append(droits)
        return not self.away


class Home:
    """identity on a real database."""

    def __init__(self, database: Database, **limits: Any) -> None:
        self.database = database
        self.clock = MovedClock()
        self.session = SessionThatAnswers()
        self.waited: list[timedelta] = []
        storage = StorageSettings(database_url="", encryption_keys=(Fernet.generate_key().decode(),))
        given: dict[str, Any] = {"account_failures": 10, "address_failures": 300, "exempted": ()}
        settings = LimitSettings(**given | limits)
        tools = tools_for(database, storage, settings, rights=self.session, seats=1)
        self.tools = replace(tools, clock=self.clock, wait=self._wait)
        self.imports = ImportTools(database, work_on(tell))

    def _wait(self, delay: timedelta) -> bool:
        if delay:
            self.waited.append(delay)
        return True

    def knows(self, *internes: Interne) -> Interne:
        """ARS's register has these lines; gives the first back."""
        with self.tools.begin() as work:
            work.specialities.add(ReferenceKind.GROUPE, [Reference("3", "3 - SPECIALITES CHIRURGICALES")])
            work.specialities.add(ReferenceKind.DES, [Reference("33", "33 - GYNÉCOLOGIE OBSTÉTRIQUE")])
            work.internes.save(internes)
            work.commit()
        return internes[0]

    def ticket(self, interne: Interne, **changes: Any) -> str:
        """Step 1 of the inscription."""
        typed: dict[str, Any] = {
            "prenom": interne.prenom,
            "nom": interne.nom,
            "date_naissance": interne.date_naissance.isoformat(),
            "email": interne.email,
            "ine": interne.ine,
            "telephone": interne.telephone,
            "address": ADDRESS,
        }
        return check_register(self.tools, **typed | changes)

    def mailed_token(self, interne: Interne, email: str | None = None) -> str:
        """Steps 1 and 2; what the mail's link carries."""
        wanted = email or interne.email or ""
        request_confirmation(self.tools, ticket=self.ticket(interne), email=wanted, email_again=wanted)
        return self.last_token()

    def last_token(self) -> str:
        """The token of the last link that was mailed."""
        events = [
            event.account_mail_wanted
            for event in self.events()
            if event.HasField("account_mail_wanted") and event.account_mail_wanted.link_id
        ]
        return get_mail_link(self.tools, link_id=UUID(events[-1].link_id)).token

    def registers(self, interne: Interne, email: str | None = None) -> None:
        """The whole inscription."""
        finalise(self.tools, token=self.mailed_token(interne, email), typed=last_step(interne))

    def opens(self, code: str = "052027") -> None:
        """The semester whose posts are being chosen."""
        semestre = Semestre.read(code)
        assert semestre is not None
        with self.tools.begin() as work:
            work.semestres.add(semestre, semestre.likely_newest_promotion)
            work.semestres.make_current(semestre)
            work.commit()

    def names(self, interne: Interne, email: str = MANDATAIRE) -> str:
        """The intern gives a procuration; what the mandataire's mail carries."""
        give_procuration(self.tools, intern_id=interne.intern_id, email=email, telephone="06 11 22 33 44")
        return self.last_token()

    def mandates(self, interne: Interne, email: str = MANDATAIRE) -> UUID:
        """And the mandataire accepts it; gives the mandataire's id."""
        token = self.names(interne, email)
        accept_procuration(
            self.tools, token=token, password=MANDATAIRE_PASSWORD, password_again=MANDATAIRE_PASSWORD
        )
        mandataire_id = self.session.told[-1].mandataire_id
        assert mandataire_id is not None
        return mandataire_id

    def mandataire_logs_in(
        self, email: str = MANDATAIRE, password: str = MANDATAIRE_PASSWORD
    ) -> OpenedSession:
        return log_in_mandataire(self.tools, email=email, password=password, address=ADDRESS, device="")

    def mails(self) -> list[str]:
        """The kinds of the mails that were wanted, in order."""
        kinds = [wanted.kind for wanted in self.told("account_mail_wanted")]
        return [AccountMailWanted.Kind.Name(kind).removeprefix("KIND_").lower() for kind in kinds]

    def employs(self, role: Role = Role.GESTIONNAIRE, email: str = "camille@ars.example") -> str:
        """A member of staff; gives the TOTP secret."""
        secret = pyotp.random_base32()
        create_staff(
            self.tools, email=email, nom="Camille Roy", role=role, password=STAFF_PASSWORD, totp_secret=secret
        )
        return secret

    def code(self, secret: str) -> str:
        """What the authenticator shows now."""
        return pyotp.TOTP(secret).at(self.clock.now())

    def events(self) -> Sequence[Event]:
        """Everything that was told, in order."""
        with self.database.transaction() as tx:
            rows = tx.all("SELECT payload FROM outbox ORDER BY id")
        return [Event.FromString(bytes(row["payload"])) for row in rows]

    def told(self, body: str) -> list[Any]:
        """The bodies of this kind."""
        return [getattr(event, body) for event in self.events() if event.WhichOneof("body") == body]

    def audit(self) -> list[dict[str, Any]]:
        """The audit, in order."""
        with self.database.transaction() as tx:
            return tx.all(
                "SELECT actor_id, role, address, action, target, before, after FROM audit ORDER BY id"
            )


def a_gestionnaire() -> User:
    """Who acts in use cases that staff call."""
    return User(uuid4(), "staff", frozenset({"gestionnaire"}), uuid4())
