"""Sessions of the web: exchanged, renewed at half-life, refused once ended (decision 13)."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.errors import DomainError, Kind
from chassis.web.sessions import Sessions
from dci.identity.v1 import login_pb2 as pb

START = datetime(2026, 11, 23, 8, tzinfo=UTC)


class Away(DomainError):
    """identity does not answer."""

    kind = Kind.UNAVAILABLE


class Over(DomainError):
    """identity knows the session no more."""

    kind = Kind.UNAUTHENTICATED


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        """The time it is."""
        return self.time


class Login:
    """identity's part."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.given = 0
        self.fails: DomainError | None = None
        self.ended: list[str] = []
        self.left: list[str] = []

    def log_out(self, secret: str) -> None:
        """The browser left."""
        self.left.append(secret)

    def exchange(self, secret: str) -> pb.AccessToken:
        """A token of 30 minutes."""
        if self.fails:
            raise self.fails
        self.given += 1
        access = pb.AccessToken(
            token=f"{secret}-{self.given}", user_id="u", session_id="s", display_name="A B"
        )
        access.expires_at.FromDatetime(self._clock.time + timedelta(minutes=30))
        return access

    def ended_since(self, after: int) -> pb.EndedSinceResponse:
        """What ended since."""
        return pb.EndedSinceResponse(
            ended=[pb.EndedSession(number=after + 1, session_id=each) for each in self.ended],
            newest=after + len(self.ended),
        )


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture
def login(clock: Clock) -> Login:
    """identity."""
    return Login(clock)


@pytest.fixture
def sessions(login: Login, clock: Clock) -> Sessions:
    """The sessions of a process."""
    return Sessions(login, clock)


def token(sessions: Sessions) -> str | None:
    """The token of the one session."""
    found = sessions.find("secret")
    return found.token if found else None


def test_a_token_serves_until_half_of_its_life(sessions: Sessions, clock: Clock) -> None:
    assert token(sessions) == "secret-1"
    clock.time += timedelta(minutes=14)
    assert token(sessions) == "secret-1"
    clock.time += timedelta(minutes=2)
    assert token(sessions) == "secret-2"


def test_where_identity_is_away_the_tokens_end_counts(sessions: Sessions, clock: Clock, login: Login) -> None:
    token(sessions)
    login.fails = Away()
    clock.time += timedelta(minutes=29)
    assert token(sessions) == "secret-1"
    clock.time += timedelta(minutes=2)
    with pytest.raises(Away):
        token(sessions)


@pytest.mark.rule("CNX-3")
def test_an_ended_session_is_refused_at_once_and_its_sockets_are_cut(
    sessions: Sessions, login: Login
) -> None:
    token(sessions)
    cut: list[str] = []
    sessions.on_end = cut.append
    login.ended = ["s"]

    sessions.look()
    sessions.look()

    assert cut == ["s"]
    assert token(sessions) is None
    assert token(sessions) is None


def test_a_session_that_identity_refuses_is_forgotten(sessions: Sessions, clock: Clock, login: Login) -> None:
    token(sessions)
    login.fails = Over()
    clock.time += timedelta(minutes=16)
    assert token(sessions) is None


@pytest.mark.rule("CNX-3")
def test_a_session_that_its_browser_leaves_ends_here_and_at_identity(
    sessions: Sessions, login: Login
) -> None:
    token(sessions)
    cut: list[str] = []
    sessions.on_end = cut.append

    sessions.leave("secret")

    assert (login.left, cut, token(sessions)) == (["secret"], ["s"], None)
