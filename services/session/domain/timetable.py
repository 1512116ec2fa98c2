"""Cutting a call list into sessions (ADM-7)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chassis.errors import DomainError
from services.session.domain.slice import Slice


class HoraireInvalide(DomainError):
    """A timetable that cannot be made."""

    code = "horaire_invalide"
    text = "Ce découpage n’est pas possible : corrigez les champs indiqués."


@dataclass(frozen=True, slots=True)
class Timetable:
    """What ARS types: the start, interns a session, time for each, the break between two sessions."""

    starts_at: datetime
    internes_par_session: int
    temps_par_interne: timedelta
    pause_entre_sessions: timedelta
    by_clock: bool


def cut(internes: int, timetable: Timetable) -> tuple[Slice, ...]:
    """The sessions of a call list of so many interns, one after the other."""
    _check(timetable)
    slices: list[Slice] = []
    starts_at = timetable.starts_at
    for first in range(1, internes + 1, timetable.internes_par_session):
        part = Slice(
            number=len(slices) + 1,
            first_rang=first,
            last_rang=min(first + timetable.internes_par_session - 1, internes),
            starts_at=starts_at,
            par_interne=timetable.temps_par_interne,
            by_clock=timetable.by_clock,
        )
        slices.append(part)
        starts_at = part.ends_at + timetable.pause_entre_sessions
    return tuple(slices)


_LEAST_TIME, _MOST_TIME = timedelta(seconds=1), timedelta(hours=1)
_LONGEST_BREAK = timedelta(days=30)


def _check(timetable: Timetable) -> None:
    problems: dict[str, str] = {}
    if timetable.internes_par_session < 1:
        problems["internes_par_session"] = "Au moins un interne par session."
    if not _LEAST_TIME <= timetable.temps_par_interne <= _MOST_TIME:
        problems["temps_par_interne"] = "Entre une seconde et une heure par interne."
    if not timedelta(0) <= timetable.pause_entre_sessions <= _LONGEST_BREAK:
        problems["pause_entre_sessions"] = "Entre zéro et trente jours entre deux sessions."
    if problems:
        raise HoraireInvalide(**problems)
