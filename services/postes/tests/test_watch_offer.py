"""What boards ask: snapshot, changes since, heads (decision 10)."""

import pytest

from chassis.database import Row, Transaction
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.type_choix import TypeChoix
from services.postes.storage import offer_board
from services.postes.tests.calling import Calls
from services.postes.tests.factories import OFFER, World, correction, corrige, fiche
from services.postes.use_cases import watch_offer
from services.postes.use_cases.watch_offer import WatchOffer

pytestmark = pytest.mark.real


def snapshot(calls: Calls, offer_id: str = OFFER) -> pb.GetOfferSnapshotResponse:
    with calls.of("gateway") as gateway:
        return gateway.offers.GetOfferSnapshot(pb.GetOfferSnapshotRequest(offer_id=offer_id))


def since(calls: Calls, after: int, offer_id: str = OFFER) -> pb.GetOfferSinceResponse:
    with calls.of("admin") as admin:
        return admin.offers.GetOfferSince(pb.GetOfferSinceRequest(offer_id=offer_id, after=after))


def applied(before: pb.GetOfferSnapshotResponse, changes: list[pb.OfferChange]) -> dict[int, pb.Poste]:
    """What a board does."""
    postes = {poste.numero: poste for poste in before.postes}
    for change in changes:
        match change.WhichOneof("change"):
            case "taken":
                poste = postes[change.taken.numero]
                poste.pourvu = True
                poste.rang_appel = change.taken.rang_appel
                poste.holder_amphi_id = change.taken.amphi_id
            case "freed":
                poste = postes[change.freed.numero]
                poste.pourvu = False
                poste.rang_appel = 0
                poste.holder_amphi_id = ""
            case "surnombre":
                postes[change.surnombre.numero].surnombres = change.surnombre.surnombres
            case "changed":
                postes[change.changed.poste.numero] = change.changed.poste
            case "withdrawn":
                del postes[change.withdrawn.numero]
    return postes


def test_a_snapshot_has_every_published_post_of_the_stock_and_its_version(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932, publie=False), fiche(2933, groupe="7"))
    world.chosen(2931, rang_appel=4)
    board = snapshot(calls)
    assert (board.offer_id, board.version) == (OFFER, 1)
    assert [(poste.numero, poste.pourvu, poste.rang_appel) for poste in board.postes] == [(2931, True, 4)]


@pytest.mark.rule("POS-6")
def test_snapshot_before_and_changes_make_the_snapshot_after(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932), fiche(2933))
    world.chosen(2931, rang_appel=1)
    before = snapshot(calls)
    world.chosen(2933, rang_appel=2)
    world.chosen(2932, rang_appel=3)

    changes = since(calls, before.version).changes

    assert [change.version for change in changes] == [2, 3]
    assert applied(before, list(changes)) == {poste.numero: poste for poste in snapshot(calls).postes}


@pytest.mark.rule("CHX-5")
@pytest.mark.rule("CHX-6")
def test_corrections_and_surnombres_make_the_snapshot_after(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932), fiche(2933))
    one, _ = world.chosen(2931, rang_appel=1)
    other, _ = world.chosen(2932, rang_appel=2)
    before = snapshot(calls)
    beside, _ = world.chosen(2931, type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT)
    world.correct()(correction(corrige(one, 2932), corrige(other, 2933), corrige(beside, 2933)))

    changes = since(calls, before.version).changes

    after = snapshot(calls)
    assert applied(before, list(changes)) == {poste.numero: poste for poste in after.postes}
    assert [(poste.numero, poste.rang_appel, poste.surnombres) for poste in after.postes] == [
        (2931, 0, 0),
        (2932, 1, 0),
        (2933, 2, 1),
    ]


def test_nothing_new_is_nothing(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    assert since(calls, 0) == pb.GetOfferSinceResponse()


def test_further_back_than_an_answer_holds_needs_a_snapshot(
    world: World, calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.given(fiche(2931), fiche(2932))
    world.chosen(2931)
    world.chosen(2932)
    monkeypatch.setattr(watch_offer, "FURTHEST", 1)
    assert since(calls, 0).snapshot_needed
    assert not since(calls, 1).snapshot_needed


def test_whoever_is_ahead_of_the_offer_needs_a_snapshot(world: World, calls: Calls) -> None:
    world.given(fiche(2931))
    assert since(calls, 5).snapshot_needed
    assert since(calls, -(2**60)).snapshot_needed


def test_heads_are_the_newest_versions_of_the_offers_asked(world: World, calls: Calls) -> None:
    world.given(fiche(2931), fiche(2932, groupe="7"))
    world.chosen(2931)
    with calls.of("gateway") as gateway:
        heads = gateway.offers.GetOfferHeads(
            pb.GetOfferHeadsRequest(offer_ids=[OFFER, "052027:7", "052027:99"])
        )
    assert dict(heads.versions) == {OFFER: 1, "052027:7": 0, "052027:99": 0}


def test_an_offer_that_has_not_begun_is_empty(calls: Calls) -> None:
    board = snapshot(calls, "052031:3")
    assert (board.version, list(board.postes)) == (0, [])


def test_a_choice_in_the_middle_of_a_snapshot_is_in_the_next_one(world: World) -> None:
    world.given(fiche(2931))

    class Interrupted:
        version = staticmethod(offer_board.version)
        changes_after = staticmethod(offer_board.changes_after)
        heads = staticmethod(offer_board.heads)

        def of_offer(self, tx: Transaction, offer_id: str) -> list[Row]:
            world.chosen(2931)
            return offer_board.of_offer(tx, offer_id)

    version, (post,) = WatchOffer(world.database, Interrupted()).snapshot(OFFER)
    assert (version, post["pourvu"]) == (0, False)
    assert WatchOffer(world.database, offer_board).snapshot(OFFER)[0] == 1
