"""Logging in and out, sessions and tokens, on a real database."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import jwt
import pytest
from argon2.exceptions import VerifyMismatchError

from chassis.database import Database
from chassis.rpc.refusals import SessionExpiree
from chassis.user_tokens import UserTokenVerifier
from services.identity.bootstrap import own_keys
from services.identity.domain.roles import Role
from services.identity.tests.factories import ADDRESS, PASSWORD, STAFF_PASSWORD, Home, an_interne
from services.identity.use_cases.access_tokens import OpenedSession
from services.identity.use_cases.ended_since import ended_since
from services.identity.use_cases.errors import (
    CodeDejaUtilise,
    IdentifiantsDAgentFaux,
    IdentifiantsFaux,
    TropDeMonde,
    TropDEssais,
)
from services.identity.use_cases.exchange_session import exchange_session
from services.identity.use_cases.list_public_keys import list_public_keys
from services.identity.use_cases.log_in_interne import log_in_interne
from services.identity.use_cases.log_in_staff import log_in_staff
from services.identity.use_cases.log_out import log_out

pytestmark = pytest.mark.real
EMAIL = "lea@example.org"
AGENT = "camille@ars.example"


def log_in(home: Home, email: str = EMAIL, password: str = PASSWORD, address: str = ADDRESS) -> OpenedSession:
    return log_in_interne(home.tools, email=email, password=password, address=address, device="Firefox")


def log_in_agent(home: Home, code: str, email: str = AGENT, password: str = STAFF_PASSWORD) -> OpenedSession:
    return log_in_staff(
        home.tools, email=email, password=password, totp=code, address=ADDRESS, device="Firefox"
    )


@pytest.fixture
def registered(home: Home) -> Home:
    """Léa has an account."""
    home.registers(home.knows(an_interne()), email=EMAIL)
    return home


@pytest.mark.rule("CNX-1")
@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, "trombone violet du jardiN"),
        (EMAIL, ""),
        (EMAIL, PASSWORD + "x" * 200),
        ("personne@example.org", PASSWORD),
        ("", ""),
        ("\x00", "\x00"),
        ("x" * 100_000, "x" * 100_000),
    ],
)
def test_wrong_email_and_wrong_password_look_alike(registered: Home, email: str, password: str) -> None:
    with pytest.raises(IdentifiantsFaux) as refusal:
        log_in(registered, email, password)
    assert (refusal.value.text, refusal.value.details) == (IdentifiantsFaux.text, {})


@pytest.mark.rule("SEC-4")
def test_the_same_work_is_done_whether_or_not_the_account_exists(
    registered: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[tuple[str, str]] = []
    hasher = registered.tools.hasher._hasher  # type: ignore[attr-defined]  # what argon2 is asked

    def noted(_self: object, known: str, text: str) -> None:
        verified.append((known, text))
        raise VerifyMismatchError

    monkeypatch.setattr(type(hasher), "verify", noted)

    for email in (EMAIL, "personne@example.org"):
        with pytest.raises(IdentifiantsFaux):
            log_in(registered, email, "faux")

    (known, known_text), (unknown, unknown_text) = verified
    assert known.split("$")[2:4] == unknown.split("$")[2:4], "same parameters, so same cost"
    assert known_text == unknown_text


@pytest.mark.rule("CNX-1")
@pytest.mark.parametrize("email", [EMAIL, "personne@example.org"])
def test_failures_slow_down_then_block_for_a_while(registered: Home, email: str) -> None:
    for _ in range(10):
        with pytest.raises(IdentifiantsFaux):
            log_in(registered, email, "faux")
    assert registered.waited == sorted(registered.waited)
    assert registered.waited[-1] == timedelta(seconds=4)
    with pytest.raises(TropDEssais):
        log_in(registered, email)
    registered.clock.move(minutes=15, seconds=1)
    if email == EMAIL:
        log_in(registered)


@pytest.mark.rule("SEC-4")
def test_a_success_forgets_the_slips_before_it(registered: Home) -> None:
    for _ in range(4):
        for _ in range(5):
            with pytest.raises(IdentifiantsFaux):
                log_in(registered, EMAIL, "faux")
        log_in(registered)


@pytest.mark.rule("SEC-4")
def test_an_address_is_delayed_for_its_failures_alone(database: Database) -> None:
    home = Home(database, address_failures=5)
    home.registers(home.knows(an_interne()), email=EMAIL)
    for _ in range(8):
        log_in(home)
    assert not home.waited
    for number in range(5):
        with pytest.raises(IdentifiantsFaux):
            log_in(home, f"n{number}@example.org")
    assert not home.waited
    log_in(home)
    assert home.waited == [timedelta(seconds=2)]
    log_in(home, address="192.0.2.8")
    assert len(home.waited) == 1


@pytest.mark.rule("SEC-4")
def test_exempted_ranges_are_not_counted(database: Database) -> None:
    home = Home(database, address_failures=1, exempted=("hopital=192.0.2.0/24",))
    for number in range(3):
        with pytest.raises(IdentifiantsFaux):
            log_in(home, f"n{number}@example.org")
    assert not home.waited


@pytest.mark.rule("SEC-4")
def test_too_many_who_wait_are_told_so(registered: Home) -> None:
    full = replace(registered.tools, wait=lambda delay: not delay)
    for _ in range(3):
        with pytest.raises(IdentifiantsFaux):
            log_in(registered, EMAIL, "faux")
    with pytest.raises(TropDeMonde):
        log_in_interne(full, email=EMAIL, password=PASSWORD, address=ADDRESS, device="")


@pytest.mark.rule("ADM-1")
def test_staff_log_in_with_a_code(home: Home) -> None:
    secret = home.employs(Role.ADMINISTRATEUR)
    opened = log_in_agent(home, home.code(secret))
    assert opened.access.person.display_name == "Camille Roy"
    user = UserTokenVerifier(lambda: own_keys(home.tools), home.clock).verify(opened.access.token)
    assert (user.kind, user.roles) == ("staff", frozenset({"administrateur"}))


@pytest.mark.rule("ADM-1")
def test_a_code_serves_once_even_an_older_one(home: Home) -> None:
    secret = home.employs()
    before = home.code(secret)
    home.clock.move(seconds=30)
    code = home.code(secret)
    log_in_agent(home, code)
    for again in (code, before):
        with pytest.raises(CodeDejaUtilise):
            log_in_agent(home, again)
    home.clock.move(seconds=30)
    log_in_agent(home, home.code(secret))


@pytest.mark.rule("ADM-1")
@pytest.mark.parametrize("what", ["code", "old code", "no code", "password", "e-mail"])
def test_whatever_is_wrong_for_staff_looks_alike(home: Home, what: str) -> None:
    secret = home.employs()
    code = home.code(secret)
    wrong = {"code": f"{(int(code) + 1) % 10**6:06d}", "no code": "", "old code": code}.get(what, code)
    if what == "old code":
        home.clock.move(seconds=90)
    with pytest.raises(IdentifiantsDAgentFaux) as refusal:
        log_in_agent(
            home,
            wrong,
            email="personne@ars.example" if what == "e-mail" else AGENT,
            password="faux" if what == "password" else STAFF_PASSWORD,
        )
    assert refusal.value.text == IdentifiantsDAgentFaux.text


@pytest.mark.rule("SEC-4")
def test_codes_are_not_guessed(home: Home) -> None:
    secret = home.employs()
    for _ in range(10):
        with pytest.raises(IdentifiantsDAgentFaux):
            log_in_agent(home, "é")
    with pytest.raises(TropDEssais):
        log_in_agent(home, home.code(secret))


@pytest.mark.rule("SEC-2")
def test_totp_secrets_and_signing_keys_are_encrypted_and_sessions_hashed(registered: Home) -> None:
    secret = registered.employs()
    opened = log_in_agent(registered, registered.code(secret))
    with registered.database.transaction() as tx:
        stored = [bytes(row["b"]) for row in tx.all("SELECT totp_secret AS b FROM staff")]
        stored += [bytes(row["b"]) for row in tx.all("SELECT private AS b FROM signing_key")]
        stored += [bytes(row["b"]) for row in tx.all("SELECT secret_hash AS b FROM web_session")]
    assert len(stored) == 3
    assert not any(secret.encode() in one or opened.secret.encode() in one for one in stored)


def test_a_session_is_exchanged_for_tokens_that_say_who(registered: Home) -> None:
    opened = log_in(registered)
    registered.clock.move(minutes=15)

    access = exchange_session(registered.tools, secret=opened.secret)

    assert access.token != opened.access.token
    assert access.expires_at == registered.clock.now() + timedelta(minutes=30)
    claims = jwt.decode(access.token, options={"verify_signature": False})
    assert claims["sub"] == str(opened.access.person.id)
    assert claims["sid"] == str(opened.access.session_id)
    assert (claims["kind"], claims["roles"]) == ("interne", [])


@pytest.mark.rule("ADM-1")
def test_staff_sessions_end_when_left_alone_and_after_ten_hours(home: Home) -> None:
    opened = log_in_agent(home, home.code(home.employs()))
    for _ in range(19):
        home.clock.move(minutes=31)
        exchange_session(home.tools, secret=opened.secret)
    home.clock.move(minutes=31)
    with pytest.raises(SessionExpiree):
        exchange_session(home.tools, secret=opened.secret)


def test_an_interns_session_outlives_a_day_of_amphi(registered: Home) -> None:
    opened = log_in(registered)
    registered.clock.move(hours=11)
    exchange_session(registered.tools, secret=opened.secret)
    registered.clock.move(hours=12)
    with pytest.raises(SessionExpiree):
        exchange_session(registered.tools, secret=opened.secret)


@pytest.mark.rule("CNX-3")
def test_logging_out_ends_the_session_and_tells_it(registered: Home) -> None:
    kept, ended = log_in(registered), log_in(registered)
    number = ended_since(registered.tools, after=0)[1]

    log_out(registered.tools, secret=ended.secret)
    log_out(registered.tools, secret=ended.secret)
    log_out(registered.tools, secret="never given")

    with pytest.raises(SessionExpiree):
        exchange_session(registered.tools, secret=ended.secret)
    exchange_session(registered.tools, secret=kept.secret)
    (one,), newest = ended_since(registered.tools, after=number)
    assert (one.session_id, one.number, newest) == (ended.access.session_id, number + 1, number + 1)
    (told,) = registered.told("session_ended")
    assert (UUID(told.session_id), told.number) == (one.session_id, one.number)
    assert ended_since(registered.tools, after=newest) == ([], newest)


def test_ended_sessions_are_told_as_long_as_a_token_may_live(registered: Home) -> None:
    opened = log_in(registered)
    log_out(registered.tools, secret=opened.secret)
    registered.clock.move(minutes=30)
    assert len(ended_since(registered.tools, after=0)[0]) == 1
    assert len(ended_since(registered.tools, after=999)[0]) == 1, "a number of another database"
    registered.clock.move(minutes=6)
    assert ended_since(registered.tools, after=0) == ([], 1)


def test_keys_rotate_and_old_tokens_stay_good_until_their_end(registered: Home) -> None:
    first = [key.id for key in list_public_keys(registered.tools)]
    registered.clock.move(days=6, hours=23, minutes=45)
    old = log_in(registered)
    registered.clock.move(minutes=20)
    new = log_in(registered)

    verifier = UserTokenVerifier(lambda: own_keys(registered.tools), registered.clock)
    assert verifier.verify(old.access.token).id == verifier.verify(new.access.token).id
    assert jwt.get_unverified_header(old.access.token)["kid"] == first[0]
    assert jwt.get_unverified_header(new.access.token)["kid"] not in first
    registered.clock.move(minutes=11)
    with pytest.raises(SessionExpiree):
        verifier.verify(old.access.token)
    registered.clock.move(hours=1)
    assert first[0] not in [key.id for key in list_public_keys(registered.tools)]


@pytest.mark.rule("ADM-2")
def test_the_audit_cannot_be_rewritten(home: Home) -> None:
    home.employs()
    (line,) = home.audit()
    assert (line["action"], line["target"], line["after"]) == ("agent.creer", AGENT, {"role": "gestionnaire"})
    for statement in ("UPDATE audit SET role = 'x'", "DELETE FROM audit", "TRUNCATE audit"):
        with home.database.transaction() as tx, pytest.raises(Exception, match="only ever added"):
            tx.execute(statement)
