"""An offer's board after each change of a post."""

import pytest

from chassis.live.board import merged
from chassis.live.offer_feed import OfferFeed
from dci.postes.v1 import postes_pb2 as pb


def poste(numero: int, **more: object) -> pb.Poste:
    """A published post."""
    fields: dict[str, object] = {"imotep": "11000336", "etablissement": "NECKER", "publie": True} | more
    return pb.Poste(numero=numero, **fields)  # type: ignore[arg-type]


class Reader:
    """postes."""

    def offer(self, offer_id: str) -> pb.GetOfferSnapshotResponse:
        """Two posts of one ward."""
        return pb.GetOfferSnapshotResponse(offer_id=offer_id, version=7, postes=[poste(1), poste(2)])

    def offer_since(self, offer_id: str, after: int) -> pb.GetOfferSinceResponse:
        """Too far back."""
        return pb.GetOfferSinceResponse(snapshot_needed=bool(offer_id) and after < 3)

    def offer_heads(self, offer_ids: list[str]) -> dict[str, int]:
        """All at 7."""
        return dict.fromkeys(offer_ids, 7)


FEED = OfferFeed(Reader())


def test_a_taken_post_says_by_which_rank() -> None:
    state = FEED.snapshot("052027:3").state
    changes = FEED.changes(state, pb.OfferChange(taken=pb.PosteTaken(numero=2, rang_appel=12)))
    assert changes is not None
    after = merged(state, changes)
    assert after["postes"]["2"]["pourvu"] is True
    assert after["postes"]["2"]["rang"] == 12
    assert after["postes"]["1"]["pourvu"] is False


@pytest.mark.rule("CHX-9")
def test_the_rank_of_a_holder_comes_with_its_amphi() -> None:
    state = FEED.snapshot("052027:3").state
    taken = pb.OfferChange(taken=pb.PosteTaken(numero=2, rang_appel=12, amphi_id="other"))
    changes = FEED.changes(state, taken)
    assert changes is not None
    assert merged(state, changes)["postes"]["2"]["amphi"] == "other"


@pytest.mark.rule("CHX-5")
def test_a_surnombre_leaves_the_post_as_it_was() -> None:
    state = FEED.snapshot("052027:3").state
    changes = FEED.changes(state, pb.OfferChange(surnombre=pb.PosteSurnombre(numero=2, surnombres=3)))
    assert changes is not None
    assert changes["postes"]["2"] == {**state["postes"]["2"], "surnombres": 3}


@pytest.mark.rule("CHX-6")
def test_a_post_that_a_correction_frees_is_free() -> None:
    state = FEED.snapshot("052027:3").state
    taken = FEED.changes(state, pb.OfferChange(taken=pb.PosteTaken(numero=2, rang_appel=12, amphi_id="a")))
    assert taken is not None
    freed = FEED.changes(merged(state, taken), pb.OfferChange(freed=pb.PosteFreed(numero=2)))
    assert freed is not None
    assert merged(state, freed) == state


def test_an_added_post_brings_its_ward_and_a_withdrawn_one_goes() -> None:
    state = FEED.snapshot("052027:3").state
    new = pb.OfferChange(changed=pb.PosteChanged(poste=poste(3, imotep="11000400", etablissement="COCHIN")))
    added = FEED.changes(state, new)
    assert added is not None
    assert merged(state, added)["services"]["11000400"]["etablissement"] == "COCHIN"
    withdrawn = FEED.changes(state, pb.OfferChange(withdrawn=pb.PosteWithdrawn(numero=1)))
    assert withdrawn is not None
    assert list(merged(state, withdrawn)["postes"]) == ["2"]


def test_a_taken_post_that_is_unknown_here_asks_for_a_snapshot() -> None:
    state = FEED.snapshot("052027:3").state
    assert FEED.changes(state, pb.OfferChange(taken=pb.PosteTaken(numero=9))) is None
    assert FEED.since("052027:3", 1) is None
    assert FEED.since("052027:3", 5) == []
