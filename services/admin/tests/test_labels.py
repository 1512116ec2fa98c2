"""How posts are called in the control room, those added meanwhile included (ADM-8)."""

import pytest

from chassis.errors import Kind
from services.admin.live import labels
from services.admin.live.labels import PosteLabels
from services.admin.tests.doubles import refused

OFFER = "052027:3"


class Postes:
    """postes, which may be away; counts how often it is asked."""

    def __init__(self) -> None:
        self.known = {2931: "NECKER – Chirurgie"}
        self.asked = 0
        self.away = False

    def __call__(self, _offer_id: str) -> dict[int, str]:
        self.asked += 1
        if self.away:
            raise refused("service_indisponible", Kind.UNAVAILABLE, "postes ne répond pas.")
        return dict(self.known)


class Time:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    clock = Time()
    monkeypatch.setattr(labels, "monotonic", clock)
    return clock


def test_an_offer_is_asked_for_once_in_a_while(time: Time) -> None:
    postes = Postes()
    known = PosteLabels(postes)
    for _ in range(3):
        assert known.of(OFFER, {2931}) == {2931: "NECKER – Chirurgie"}
    assert postes.asked == 1
    time.now += labels.KEEP_SECONDS
    known.of(OFFER)
    assert postes.asked == 2


@pytest.mark.rule("ADM-8")
def test_a_post_added_while_an_amphi_runs_is_asked_for_soon_and_not_all_the_time(time: Time) -> None:
    postes = Postes()
    known = PosteLabels(postes)
    known.of(OFFER)
    postes.known[2940] = "COCHIN – Urologie"
    assert 2940 not in known.of(OFFER, {2940})
    time.now += labels.RETRY_SECONDS
    assert known.of(OFFER, {2940})[2940] == "COCHIN – Urologie"
    known.of(OFFER, {9999})
    assert postes.asked == 2


def test_where_postes_is_away_what_was_known_stays(time: Time) -> None:
    postes = Postes()
    known = PosteLabels(postes)
    known.of(OFFER)
    postes.away = True
    time.now += labels.KEEP_SECONDS
    for _ in range(2):
        assert known.of(OFFER, {2931}) == {2931: "NECKER – Chirurgie"}
    assert postes.asked == 2
