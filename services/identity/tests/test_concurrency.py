"""Two at once, with real threads and commits; each race is first shown to be one, with its guard off."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar
from uuid import uuid4

import psycopg2
import pytest

from chassis.errors import DomainError
from services.identity.domain.web_sessions import Kind, WebSession
from services.identity.tests.factories import ADDRESS, STAFF_PASSWORD, Home, an_interne, last_step
from services.identity.use_cases.ended_since import ended_since
from services.identity.use_cases.errors import CodeDejaUtilise, IdentifiantsFaux, LienUtilise, TropDEssais
from services.identity.use_cases.finalise import finalise
from services.identity.use_cases.list_public_keys import list_public_keys
from services.identity.use_cases.log_in_interne import log_in_interne
from services.identity.use_cases.log_in_staff import log_in_staff
from services.identity.use_cases.log_out import log_out

pytestmark = pytest.mark.real
T = TypeVar("T")


def at_once(number: int, act: Callable[[int], T]) -> list[T | Exception]:
    """What each of so many got, all started together."""
    start = Barrier(number)

    def one(index: int) -> T | Exception:
        start.wait()
        try:
            return act(index)
        except (DomainError, psycopg2.Error) as error:
            return error

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def failures(outcomes: list[Any]) -> list[type[Exception]]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)]


@pytest.mark.rule("INS-7")
def test_two_registrations_of_one_ine_at_once_make_one_account(home: Home) -> None:
    lea = home.knows(an_interne())
    tokens = [home.mailed_token(lea, f"lea{number}@example.org") for number in range(4)]

    outcomes = at_once(4, lambda index: finalise(home.tools, token=tokens[index], typed=last_step(lea)))

    assert failures(outcomes) == [LienUtilise] * 3
    with home.database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM account") == 1
    kinds = [wanted.kind for wanted in home.told("account_mail_wanted")]
    assert kinds.count(2) == 1, "one confirmation"


@pytest.mark.rule("INS-7")
def test_two_interns_with_one_email_at_once_make_one_account(home: Home) -> None:
    both = [home.knows(an_interne()), home.knows(an_interne(prenom="Zoé"))]
    tokens = [home.mailed_token(one, "commune@example.org") for one in both]
    outcomes = at_once(
        2, lambda index: finalise(home.tools, token=tokens[index], typed=last_step(both[index]))
    )
    assert failures(outcomes) == [LienUtilise]


@pytest.mark.rule("INS-4")
def test_a_link_used_twice_at_once_works_once(home: Home) -> None:
    lea = home.knows(an_interne())
    token = home.mailed_token(lea)
    outcomes = at_once(4, lambda _: finalise(home.tools, token=token, typed=last_step(lea)))
    assert failures(outcomes) == [LienUtilise] * 3


def test_control_without_its_constraints_one_ine_gets_several_accounts(home: Home) -> None:
    lea = home.knows(an_interne())
    tokens = [home.mailed_token(lea, f"lea{number}@example.org") for number in range(4)]
    with home.database.transaction() as tx:
        tx.execute("ALTER TABLE account DROP CONSTRAINT account_pkey")
        tx.commit()
    outcomes = at_once(4, lambda index: finalise(home.tools, token=tokens[index], typed=last_step(lea)))
    assert len(failures(outcomes)) < 3


@pytest.mark.rule("ADM-1")
def test_a_totp_code_used_several_times_at_once_opens_one_session(home: Home) -> None:
    code = home.code(home.employs())

    def log_in(_: int) -> object:
        return log_in_staff(
            home.tools, email="camille@ars.example", password=STAFF_PASSWORD, totp=code, address="", device=""
        )

    outcomes = at_once(4, log_in)

    assert failures(outcomes) == [CodeDejaUtilise] * 3
    with home.database.transaction() as tx:
        assert tx.value("SELECT count(*) FROM web_session") == 1


@pytest.mark.rule("SEC-4")
def test_a_hundred_guesses_at_once_are_ten(home: Home) -> None:
    lea = home.knows(an_interne())
    home.registers(lea, "lea@example.org")

    def guess(index: int) -> object:
        return log_in_interne(
            home.tools, email="lea@example.org", password=f"faux {index}", address=ADDRESS, device=""
        )

    outcomes = at_once(20, guess)

    assert failures(outcomes).count(IdentifiantsFaux) == 10
    assert failures(outcomes).count(TropDEssais) == 10


@pytest.mark.rule("CNX-3")
def test_whoever_reads_ended_sessions_while_they_end_misses_none(home: Home) -> None:
    secrets = []
    for _ in range(12):
        secret, now = home.tools.opaque.new(), home.clock.now()
        session = WebSession(uuid4(), Kind.INTERNE, uuid4(), ADDRESS, "", now, now)
        with home.tools.begin() as work:
            work.sessions.add(session, home.tools.opaque.hash(secret))
            work.commit()
        secrets.append(secret)
    seen: list[int] = []

    def end_or_read(index: int) -> None:
        if index > 0:
            log_out(home.tools, secret=secrets[index - 1])
            return
        while len(seen) < len(secrets):
            ended, newest = ended_since(home.tools, after=seen[-1] if seen else 0)
            seen.extend(one.number for one in ended)
            assert not seen or newest >= seen[-1]

    assert not failures(at_once(len(secrets) + 1, end_or_read))
    assert seen == list(range(1, len(secrets) + 1))


def test_replicas_that_need_a_key_at_once_make_one(home: Home) -> None:
    at_once(6, lambda _: list_public_keys(home.tools))
    assert len(list_public_keys(home.tools)) == 1
