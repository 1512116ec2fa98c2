"""Sessions for the participants of an « amphi blanc », opened and forgotten by a gestionnaire (SIM-1).

Nobody's account is touched, and nothing is written down beyond the sessions: a rehearsal leaves no trace.
"""

from collections.abc import Sequence
from uuid import uuid4

from services.identity.domain.rehearsals import MOST_PLAYERS, Player, RehearsalSession, is_rehearsal
from services.identity.use_cases.errors import RepetitionImpossible
from services.identity.use_cases.tools import Tools


def open_rehearsal_sessions(tools: Tools, semestre: str, players: Sequence[Player]) -> list[str]:
    """A secret for each, in their order; `RepetitionImpossible` for a real semester, or too many."""
    if not is_rehearsal(semestre) or len(players) > MOST_PLAYERS:
        raise RepetitionImpossible
    now = tools.clock.now()
    secrets = [tools.opaque.new() for _ in players]
    with tools.begin() as work:
        work.rehearsal_sessions.add(
            [
                (RehearsalSession(uuid4(), semestre, player, now), tools.opaque.hash(secret))
                for player, secret in zip(players, secrets, strict=True)
            ]
        )
        work.commit()
    return secrets


def forget_rehearsal_sessions(tools: Tools, semestre: str) -> None:
    """None is left; a token of one that still lives opens nothing but an amphi that is gone."""
    if not is_rehearsal(semestre):
        raise RepetitionImpossible
    with tools.begin() as work:
        work.rehearsal_sessions.forget(semestre)
        work.commit()
