"""Tokens: what they prove, and every way in which one that proves nothing is refused (decision 13)."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.callers import User
from chassis.keys import WrongKeyError, private_key, public_key
from chassis.rpc.refusals import AppelNonAuthentifie, ClesIndisponibles, SessionExpiree
from chassis.tests.calls import INTERNE, World, private_pem, public_pem, staff_member, world
from chassis.tokens import ServiceVerifier
from chassis.user_tokens import SigningKey, UserTokenVerifier, sign_user_token

pytestmark = pytest.mark.rule("SEC-5")


class StoppedClock:
    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def passes(self, **duration: float) -> None:
        self.time += timedelta(**duration)


class Keys:
    """identity's answer: counts how often it is asked, and can be away."""

    def __init__(self, *keys: SigningKey) -> None:
        self.keys = list(keys)
        self.asked = 0
        self.away = False

    def __call__(self) -> Mapping[str, Ed25519PublicKey]:
        self.asked += 1
        if self.away:
            raise ConnectionError
        return {key.key_id: key.key.public_key() for key in self.keys}


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def here(tmp_path: Path, clock: StoppedClock) -> World:
    with world(tmp_path, clock) as made:
        made.key_file("gateway")
        return made


@pytest.fixture
def postes(here: World, clock: StoppedClock) -> ServiceVerifier:
    return ServiceVerifier("postes", here.keys_dir, clock)


def signed(here: World, clock: StoppedClock, **changes: Any) -> str:
    """A token by gateway's own key with other claims than it would give."""
    now = int(clock.now().timestamp())
    claims = {"iss": "gateway", "aud": "postes", "iat": now, "exp": now + 300} | changes
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode(kept, private_key(here.key_file("gateway").read_bytes()), "EdDSA")


def unsigned(claims: dict[str, Any]) -> str:
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def test_a_service_is_recognised_by_the_one_it_calls(here: World, postes: ServiceVerifier) -> None:
    assert postes.verify(here.signer("gateway").token("postes")) == "gateway"


def test_a_token_serves_for_half_its_life_then_another_is_made(here: World, clock: StoppedClock) -> None:
    signer = here.signer("gateway")
    first = signer.token("postes")
    clock.passes(seconds=149)
    assert signer.token("postes") == first
    assert signer.token("session") != first
    clock.passes(seconds=1)
    assert signer.token("postes") != first


def test_a_changed_key_file_is_used_at_once(here: World, postes: ServiceVerifier) -> None:
    signer = here.signer("gateway")
    old = signer.token("postes")
    assert postes.verify(old) == "gateway"

    here.new_key("gateway")

    assert postes.verify(signer.token("postes")) == "gateway"
    with pytest.raises(AppelNonAuthentifie):
        postes.verify(old)


def test_while_a_service_changes_keys_its_file_holds_both(here: World, postes: ServiceVerifier) -> None:
    old = here.signer("gateway").token("postes")
    before = (here.keys_dir / "gateway.pub.pem").read_bytes()
    here.new_key("gateway")
    file = here.keys_dir / "gateway.pub.pem"
    file.write_bytes(before + file.read_bytes())

    assert postes.verify(old) == "gateway"
    assert postes.verify(here.signer("gateway").token("postes")) == "gateway"


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "session"},
        {"aud": ["postes", "session"]},
        {"aud": None},
        {"iss": "session"},
        {"iss": None},
        {"exp": None},
        {"iat": None},
        {"sub": "somebody"},
        {"exp": 9_999_999_999},
        {"exp": "9999999999"},
        {"iat": 10**20},
    ],
    ids=str,
)
def test_claims_other_than_expected_refuse(
    here: World, clock: StoppedClock, postes: ServiceVerifier, changes: dict[str, Any]
) -> None:
    here.key_file("session")
    assert postes.verify(signed(here, clock)) == "gateway"

    with pytest.raises(AppelNonAuthentifie):
        postes.verify(signed(here, clock, **changes))


def test_a_token_ends_after_five_minutes_by_the_callee_s_clock(
    here: World, clock: StoppedClock, postes: ServiceVerifier
) -> None:
    token = here.signer("gateway").token("postes")
    clock.passes(seconds=299)
    assert postes.verify(token) == "gateway"
    clock.passes(seconds=1)
    with pytest.raises(AppelNonAuthentifie):
        postes.verify(token)


def test_a_token_of_a_clock_ahead_is_good_within_thirty_seconds(
    here: World, clock: StoppedClock, postes: ServiceVerifier
) -> None:
    token = here.signer("gateway").token("postes")
    clock.passes(seconds=-30)
    assert postes.verify(token) == "gateway"
    clock.passes(seconds=-1)
    with pytest.raises(AppelNonAuthentifie):
        postes.verify(token)


def test_no_algorithm_but_ours(here: World, clock: StoppedClock, postes: ServiceVerifier) -> None:
    now = int(clock.now().timestamp())
    claims = {"iss": "gateway", "aud": "postes", "iat": now, "exp": now + 300}
    public = (here.keys_dir / "gateway.pub.pem").read_bytes()
    rsa_key = rsa.generate_private_key(65537, 2048)
    shared_secret = jwt.utils.base64url_encode(public).decode().ljust(64, "=")

    for token in (
        unsigned(claims),
        jwt.encode(claims, shared_secret, "HS256"),
        jwt.encode(claims, rsa_key, "RS256"),
        "",
        "a.b.c",
        "é",
    ):
        with pytest.raises(AppelNonAuthentifie):
            postes.verify(token)
    with pytest.raises(AppelNonAuthentifie):
        postes.verify(None)


def test_a_key_outside_of_the_folder_of_callers_proves_nothing(
    here: World, clock: StoppedClock, postes: ServiceVerifier
) -> None:
    (here.folder / "stray.pub.pem").write_bytes((here.keys_dir / "gateway.pub.pem").read_bytes())

    with pytest.raises(AppelNonAuthentifie):
        postes.verify(signed(here, clock, iss="../stray"))


def test_a_broken_public_key_refuses_and_its_repair_is_seen(here: World, postes: ServiceVerifier) -> None:
    token = here.signer("gateway").token("postes")
    file = here.keys_dir / "gateway.pub.pem"
    good = file.read_bytes()
    file.write_bytes(b"-----BEGIN PUBLIC KEY-----\nnothing\n-----END PUBLIC KEY-----\n")
    with pytest.raises(AppelNonAuthentifie):
        postes.verify(token)
    file.write_bytes(good)
    assert postes.verify(token) == "gateway"


def test_only_ed25519_keys_are_read() -> None:
    other = rsa.generate_private_key(65537, 2048)
    for read, pem in ((private_key, private_pem(other)), (public_key, public_pem(other))):
        with pytest.raises(WrongKeyError, match="Ed25519"):
            read(pem)
    for read in (private_key, public_key):
        with pytest.raises(WrongKeyError, match="not a"):
            read(b"nothing")


def test_identity_vouches_for_a_user_for_thirty_minutes(clock: StoppedClock) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    verifier = UserTokenVerifier(Keys(key), clock)
    user = staff_member("gestionnaire")
    token = sign_user_token(user, key, clock.now())

    assert verifier.verify(token) == user
    clock.passes(minutes=30)
    with pytest.raises(SessionExpiree):
        verifier.verify(token)


@pytest.mark.rule("PRC-5")
def test_a_mandataire_s_token_names_the_intern_acted_for(clock: StoppedClock) -> None:
    key = SigningKey("k1", Ed25519PrivateKey.generate())
    mandataire = replace(INTERNE, kind="mandataire", acts_for=UUID(int=7), rehearsal="essai-1")

    user = UserTokenVerifier(Keys(key), clock).verify(sign_user_token(mandataire, key, clock.now()))

    assert user == mandataire
    assert (user.intern_id, user.mandataire_id) == (UUID(int=7), INTERNE.id)


@pytest.mark.parametrize(
    "user", [replace(INTERNE, kind="mandataire"), replace(INTERNE, acts_for=UUID(int=7))]
)
def test_only_a_mandataire_acts_for_somebody(clock: StoppedClock, user: User) -> None:
    key = SigningKey("k1", Ed25519PrivateKey.generate())

    with pytest.raises(SessionExpiree):
        UserTokenVerifier(Keys(key), clock).verify(sign_user_token(user, key, clock.now()))


def test_a_user_token_of_another_s_key_is_refused(clock: StoppedClock) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    thief = replace(key, key=Ed25519PrivateKey.generate())

    with pytest.raises(SessionExpiree):
        UserTokenVerifier(Keys(key), clock).verify(sign_user_token(INTERNE, thief, clock.now()))


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "service"},
        {"roles": "administrateur"},
        {"sub": "1"},
        {"sid": None},
        {"rehearsal": True},
        {"aud": "postes"},
        {"exp": 9_999_999_999},
    ],
    ids=str,
)
def test_a_user_token_with_other_claims_is_refused(clock: StoppedClock, changes: dict[str, Any]) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    now = int(clock.now().timestamp())
    claims = {
        "sub": str(UUID(int=1)),
        "kind": "interne",
        "roles": [],
        "sid": str(UUID(int=2)),
        "iat": now,
        "exp": now + 60,
    }
    verifier = UserTokenVerifier(Keys(key), clock)

    def token(claims: dict[str, Any]) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, key.key, "EdDSA", headers={"kid": "a"})

    assert verifier.verify(token(claims)).kind == "interne"
    with pytest.raises(SessionExpiree):
        verifier.verify(token(claims | changes))


def test_a_user_token_names_its_key_and_no_algorithm_but_ours(clock: StoppedClock) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    verifier = UserTokenVerifier(Keys(key), clock)
    claims = jwt.decode(sign_user_token(INTERNE, key, clock.now()), options={"verify_signature": False})

    for token in (
        jwt.encode(claims, key.key, "EdDSA"),
        jwt.encode(claims, "s" * 64, "HS256", headers={"kid": "a"}),
        unsigned(claims),
        "nothing",
        "",
    ):
        with pytest.raises(SessionExpiree):
            verifier.verify(token)


def test_a_new_key_of_identity_is_asked_for_and_then_known(clock: StoppedClock) -> None:
    old, new = (SigningKey(name, Ed25519PrivateKey.generate()) for name in "ab")
    source = Keys(old)
    verifier = UserTokenVerifier(source, clock)
    verifier.verify(sign_user_token(INTERNE, old, clock.now()))

    source.keys.append(new)
    clock.passes(seconds=5)

    for _ in range(3):
        verifier.verify(sign_user_token(INTERNE, new, clock.now()))
    assert source.asked == 2


def test_unknown_keys_do_not_make_identity_be_asked_more_than_every_five_seconds(clock: StoppedClock) -> None:
    known, unknown = (SigningKey(name, Ed25519PrivateKey.generate()) for name in "ab")
    source = Keys(known)
    verifier = UserTokenVerifier(source, clock)

    for _ in range(10):
        with pytest.raises(SessionExpiree):
            verifier.verify(sign_user_token(INTERNE, unknown, clock.now()))
    assert source.asked == 1


def test_a_key_that_identity_withdraws_ends_within_five_minutes(clock: StoppedClock) -> None:
    stolen, new = (SigningKey(name, Ed25519PrivateKey.generate()) for name in "ab")
    source = Keys(stolen)
    verifier = UserTokenVerifier(source, clock)
    verifier.verify(sign_user_token(INTERNE, stolen, clock.now()))

    source.keys = [new]
    clock.passes(minutes=5)

    with pytest.raises(SessionExpiree):
        verifier.verify(sign_user_token(INTERNE, stolen, clock.now()))


def test_identity_away_stops_nobody_whose_key_is_known(clock: StoppedClock) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    source = Keys(key)
    verifier = UserTokenVerifier(source, clock)
    verifier.verify(sign_user_token(INTERNE, key, clock.now()))

    source.away = True
    clock.passes(hours=1)

    assert verifier.verify(sign_user_token(INTERNE, key, clock.now())) == INTERNE


def test_before_identity_ever_answered_nobody_is_told_to_log_in_again(clock: StoppedClock) -> None:
    key = SigningKey("a", Ed25519PrivateKey.generate())
    source = Keys(key)
    source.away = True
    verifier = UserTokenVerifier(source, clock)
    token = sign_user_token(INTERNE, key, clock.now())

    with pytest.raises(ClesIndisponibles):
        verifier.verify(token)
    source.away = False
    clock.passes(seconds=5)
    assert verifier.verify(token) == INTERNE
