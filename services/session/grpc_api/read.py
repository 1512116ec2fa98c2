"""What requests carry, checked: ids, instants, durations, and who asks. Nothing else reads raw text."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.errors import DomainError
from chassis.rpc.access import ROLES
from chassis.rpc.context import current_caller, current_user
from dci.events.v1.events_pb2 import AbsenceChanged
from dci.session.v1 import session_pb2 as pb
from services.session.domain.amphi import Who
from services.session.domain.droits import Decideurs, Droits, Par, TypeChoix
from services.session.domain.settings import ApresArret, Settings
from services.session.domain.timetable import Timetable
from services.session.use_cases.by import By, by_staff

_LARGEST_SECONDS: Final = 10**9
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)
"""Far enough, and sessions that follow one another can still be reckoned from there."""
_DECIDEUR: Final = re.compile(
    rf"{Par.INTERNE}|{Par.MANDATAIRE}|{Par.ARS}:({'|'.join(ROLES)}):[0-9a-f-]{{36}}"
)
_APRES_ARRET: Final = {
    pb.STOP_POLICY_UNSPECIFIED: ApresArret.RENDRE,
    pb.STOP_POLICY_RENDRE: ApresArret.RENDRE,
    pb.STOP_POLICY_PAUSE: ApresArret.PAUSE,
}


class IdentifiantInvalide(DomainError):
    """An id that cannot be one."""

    code = "identifiant_invalide"
    text = "« {champ} » n’est pas un identifiant valable."


class DateManquante(DomainError):
    """A date that is missing or cannot be."""

    code = "date_manquante"
    text = "Indiquez une date et une heure valables (« {champ} »)."


class TypeChoixInconnu(DomainError):
    """A type de choix that is none."""

    code = "type_choix_inconnu"
    text = "Ce type de choix n’existe pas."


class DureeInvalide(DomainError):
    """A duration that cannot be."""

    code = "duree_invalide"
    text = "La durée « {champ} » n’est pas valable."


def uuid(text: str, field: str) -> UUID:
    """An id, or `IdentifiantInvalide` naming the field."""
    try:
        return UUID(text)
    except ValueError:
        raise IdentifiantInvalide(champ=field) from None


def instant(message: Timestamp, field: str) -> datetime:
    """An instant, or `DateManquante` naming the field."""
    if not 0 < message.seconds < _LATEST.timestamp():
        raise DateManquante(champ=field)
    try:
        return message.ToDatetime(tzinfo=UTC)
    except ValueError:
        raise DateManquante(champ=field) from None


def duration(message: Duration, field: str) -> timedelta:
    """A duration, or `DureeInvalide` naming the field."""
    if abs(message.seconds) > _LARGEST_SECONDS:
        raise DureeInvalide(champ=field)
    return message.ToTimedelta()


def settings(message: pb.AmphiSettings) -> Settings:
    """An amphi's settings, all of them given."""
    return Settings(
        duree_tour=duration(message.duree_tour, "duree_tour"),
        delai_absent=duration(message.delai_absent, "delai_absent"),
        grace_reseau=duration(message.grace_reseau, "grace_reseau"),
        delai_fin=duration(message.delai_fin, "delai_fin"),
        retours_max=message.retours_max,
        surnombres_max=message.surnombres_max if message.HasField("surnombres_max") else None,
        apres_arret=_APRES_ARRET[message.apres_arret],
    )


def timetable(message: pb.Timetable) -> Timetable:
    """What ARS types to cut an amphi into sessions."""
    return Timetable(
        starts_at=instant(message.starts_at, "starts_at"),
        internes_par_session=message.internes_par_session,
        temps_par_interne=duration(message.temps_par_interne, "temps_par_interne"),
        pause_entre_sessions=duration(message.pause_entre_sessions, "pause_entre_sessions"),
        by_clock=message.by_clock,
    )


def staff(key: str | None = None) -> By:
    """The member of staff who calls, under the key of a command that needs one."""
    user = current_user()
    role = next(role for role in reversed(ROLES) if role in user.roles)
    return by_staff(role, user.id, key)


def who() -> Who:
    """The intern who calls, or the mandataire with the intern acted for."""
    user = current_user()
    return user.intern_id, user.mandataire_id


def intern_id() -> UUID:
    """The intern who calls, or for whom a mandataire does."""
    return current_user().intern_id


def droits(message: pb.ApplyRightsRequest | AbsenceChanged) -> Droits:
    """What identity says of an intern; `TypeChoixInconnu`."""
    if message.type_choix and message.type_choix not in set(TypeChoix):
        raise TypeChoixInconnu
    return Droits(
        absent=message.absent,
        type_choix=TypeChoix(message.type_choix or TypeChoix.CLASSIQUE),
        procuration=message.procuration,
        mandataire_id=uuid(message.mandataire_id, "mandataire_id") if message.mandataire_id else None,
    )


def decideurs(message: pb.ApplyRightsRequest | AbsenceChanged) -> Decideurs:
    """Who decided, as identity says; the log is public: anything but a role and an id is left out (ENG-8)."""
    written = (message.absent_par, message.type_choix_par, message.procuration_par)
    return Decideurs(*(one if _DECIDEUR.fullmatch(one) else "" for one in written))


def is_staff() -> bool:
    """Whether a member of staff calls."""
    user = current_caller().user
    return user is not None and user.kind == "staff"
