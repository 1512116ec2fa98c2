"""Presence as told to session: changes each second, all every 10 s and after a failure (LIV-3)."""

import pytest

from chassis.errors import DomainError, Kind
from dci.session.v1 import session_pb2 as pb
from services.gateway.live.presence import Place, PresenceReporter

ONE, TWO = Place("a", "1"), Place("a", "2")


class Away(DomainError):
    """session does not answer."""

    kind = Kind.UNAVAILABLE


class Told:
    """session's part, and a clock."""

    def __init__(self) -> None:
        self.requests: list[pb.PresenceRequest] = []
        self.time = 0.0
        self.away = False
        self.full_wanted = False
        self.reporter = PresenceReporter(self.tell, "pod", "boot", lambda: self.time)

    def tell(self, request: pb.PresenceRequest) -> bool:
        """Take a report."""
        self.requests.append(request)
        if self.away:
            raise Away
        return self.full_wanted

    def second(self) -> pb.PresenceRequest | None:
        """A second later: the report made, if any."""
        before = len(self.requests)
        self.time += 1
        self.reporter.report()
        return self.requests[-1] if len(self.requests) > before else None


def ids(found: pb.PresenceRequest | None) -> tuple[list[str], list[str], bool]:
    """Joined, left, whole list or not."""
    assert found is not None
    return [each.intern_id for each in found.joined], [each.intern_id for each in found.left], found.full


@pytest.fixture
def told() -> Told:
    """A fresh reporter that has told its first, whole list."""
    made = Told()
    made.reporter.joined(ONE)
    assert ids(made.second()) == (["1"], [], True)
    return made


@pytest.mark.rule("LIV-3")
def test_whoever_has_no_place_in_an_amphi_is_not_told(told: Told) -> None:
    """Staff's session is as good to identity as an intern's."""
    told.reporter.joined(Place("a", ""))
    told.reporter.polled(Place("b", ""))
    assert told.second() is None
    told.reporter.joined(TWO)
    assert ids(told.second()) == (["2"], [], False)


@pytest.mark.rule("LIV-3")
def test_only_changes_are_told_each_second(told: Told) -> None:
    assert told.second() is None
    told.reporter.joined(TWO)
    assert ids(told.second()) == (["2"], [], False)
    told.reporter.left(ONE)
    assert ids(told.second()) == ([], ["1"], False)


@pytest.mark.rule("TRN-7")
def test_two_devices_are_one_presence_until_both_left(told: Told) -> None:
    told.reporter.joined(ONE)
    told.reporter.left(ONE)
    assert told.second() is None
    told.reporter.left(ONE)
    assert ids(told.second()) == ([], ["1"], False)


def test_the_whole_list_goes_every_ten_seconds(told: Told) -> None:
    reports = [told.second() for _ in range(10)]
    assert [report.full for report in reports if report] == [True]


def test_after_a_failed_call_the_whole_list_goes(told: Told) -> None:
    told.reporter.joined(TWO)
    told.away = True
    with pytest.raises(Away):
        told.second()
    told.away = False
    assert ids(told.second()) == (["1", "2"], [], True)


def test_where_session_wants_all_it_gets_all(told: Told) -> None:
    told.full_wanted = True
    told.reporter.joined(TWO)
    told.second()
    told.full_wanted = False
    assert ids(told.second()) == (["1", "2"], [], True)


def test_numbers_only_grow(told: Told) -> None:
    told.reporter.joined(TWO)
    told.second()
    assert [request.n for request in told.requests] == [1, 2]


def test_who_polls_counts_for_ten_seconds(told: Told) -> None:
    told.reporter.polled(TWO)
    assert ids(told.second()) == (["2"], [], False)
    told.time += 10
    assert ids(told.second())[0] == ["1"]
    assert TWO not in told.reporter.here()
