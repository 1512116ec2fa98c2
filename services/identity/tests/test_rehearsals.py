"""Sessions for the participants of an « amphi blanc » (SIM-1)."""

from uuid import UUID, uuid4

import jwt
import pytest

from chassis.database import Database
from chassis.rpc.refusals import SessionExpiree
from services.identity.domain.rehearsals import LIFETIME, Player
from services.identity.tests.factories import Home
from services.identity.use_cases.errors import RepetitionImpossible
from services.identity.use_cases.exchange_session import exchange_session
from services.identity.use_cases.rehearsal_sessions import (
    forget_rehearsal_sessions,
    open_rehearsal_sessions,
)

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]

ESSAI, OTHER = "essai-0123abcd", "essai-99999999"
PARTICIPANT = Player(UUID(int=1), None, "Mehdi MARTIN")
MANDATAIRE = Player(UUID(int=2), PARTICIPANT.user_id, "Mandataire de Mehdi MARTIN")


def claims(token: str) -> dict[str, object]:
    """What the token says."""
    told: dict[str, object] = jwt.decode(token, options={"verify_signature": False})
    return told


def test_a_participant_gets_tokens_for_this_rehearsal_alone(home: Home) -> None:
    (secret,) = open_rehearsal_sessions(home.tools, ESSAI, [PARTICIPANT])

    access = exchange_session(home.tools, secret=secret)

    told = claims(access.token)
    assert (told["sub"], told["kind"], told["rehearsal"]) == (str(PARTICIPANT.user_id), "interne", ESSAI)
    assert told["roles"] == []
    assert access.person.display_name == "Mehdi MARTIN"


def test_a_mandataire_acts_for_the_participant(home: Home) -> None:
    _, secret = open_rehearsal_sessions(home.tools, ESSAI, [PARTICIPANT, MANDATAIRE])

    access = exchange_session(home.tools, secret=secret)

    told = claims(access.token)
    assert (told["kind"], told["for"], told["rehearsal"]) == ("mandataire", str(PARTICIPANT.user_id), ESSAI)
    assert access.person.sees == PARTICIPANT.user_id


def test_it_is_over_after_a_day(home: Home) -> None:
    (secret,) = open_rehearsal_sessions(home.tools, ESSAI, [PARTICIPANT])
    home.clock.move(seconds=LIFETIME.total_seconds() - 1)
    exchange_session(home.tools, secret=secret)
    home.clock.move(seconds=1)

    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=secret)


def test_forgotten_none_is_left_and_other_rehearsals_stay(home: Home, database: Database) -> None:
    (secret,) = open_rehearsal_sessions(home.tools, ESSAI, [PARTICIPANT])
    (other,) = open_rehearsal_sessions(home.tools, OTHER, [Player(uuid4(), None, "Awa PETIT")])

    forget_rehearsal_sessions(home.tools, ESSAI)

    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=secret)
    assert claims(exchange_session(home.tools, secret=other).token)["rehearsal"] == OTHER
    with database.transaction() as tx:
        tables = tx.all(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name"
        )
        for table in (row["table_name"] for row in tables):
            sql = f"SELECT count(*) FROM {table} AS line WHERE line::text LIKE ANY (%s)"  # noqa: S608
            assert tx.value(sql, [[f"%{ESSAI}%", f"%{PARTICIPANT.user_id}%"]]) == 0, table


@pytest.mark.parametrize("semestre", ["052027", "", "essai-", "essai-0123ABCD"])
def test_nobody_gets_a_session_beyond_rehearsals(home: Home, semestre: str) -> None:
    with pytest.raises(RepetitionImpossible):
        open_rehearsal_sessions(home.tools, semestre, [PARTICIPANT])
    with pytest.raises(RepetitionImpossible):
        forget_rehearsal_sessions(home.tools, semestre)
