"""Snapshot before + changes = snapshot after: offer boards follow postes, also with two amphis on one stock.

Each step is one of postes' own use cases on a real database; after it, the board kept by deltas must be the
board that postes shows (LIV-1, CHX-9).
"""

import json
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.database import Database
from chassis.live.board import Delta, State
from chassis.live.keeper import BoardKeeper
from chassis.live.offer_feed import OfferFeed
from dci.postes.v1 import postes_pb2 as pb
from services.postes.domain.reglement import Corrige
from services.postes.domain.type_choix import TypeChoix
from services.postes.grpc_api import messages
from services.postes.storage import offer_board
from services.postes.tests.factories import OFFER, SEMESTRE, World, correction, corrige, fiche
from services.postes.use_cases.watch_offer import WatchOffer

pytestmark = pytest.mark.real

ANCIEN, APPROFONDISSEMENT = uuid4(), uuid4()
"""Two amphis of one groupe, on one stock."""
SMALL = 500
RULES = Path(__file__).parents[2] / "services" / "gateway" / "static" / "js" / "amphi" / "rules.js"


class Watched:
    """The board that a pod keeps of the stock, for both amphis; counts the snapshots it had to ask for."""

    def __init__(self, world: World) -> None:
        self._watch = WatchOffer(world.database, offer_board)
        self.snapshots = 0
        self.deltas: list[Delta] = []
        self._keeper = BoardKeeper(OfferFeed(self), self.deltas.append)
        self._keeper.get(OFFER)

    def offer(self, offer_id: str) -> pb.GetOfferSnapshotResponse:
        """postes' board."""
        self.snapshots += 1
        version, rows = self._watch.snapshot(offer_id)
        return pb.GetOfferSnapshotResponse(
            offer_id=offer_id, version=version, postes=[messages.poste(row) for row in rows]
        )

    def offer_since(self, offer_id: str, after: int) -> pb.GetOfferSinceResponse:
        """postes' changes."""
        changes = self._watch.since(offer_id, after)
        assert changes is not None
        return pb.GetOfferSinceResponse(changes=[pb.OfferChange.FromString(change) for change in changes])

    def offer_heads(self, offer_ids: list[str]) -> Mapping[str, int]:
        """Where postes stands."""
        return self._watch.heads(offer_ids)

    def follow(self) -> State:
        """Hear each new change, as from Kafka; the board must then be postes'."""
        kept = self._keeper.get(OFFER)
        for change in self.offer_since(OFFER, kept.number).changes:
            self._keeper.receive(OFFER, change.version, change)
        assert self.snapshots == 1
        truth = OfferFeed(self).snapshot(OFFER)
        self.snapshots = 1
        assert (kept.number, kept.snapshot.state) == (truth.number, truth.state)
        return kept.snapshot.state


@pytest.fixture
def world(service_database: Callable[[str], str]) -> Iterator[World]:
    database = Database(service_database("postes"), "tests")
    world = World(database)
    both = ("ancien", "approfondissement")
    world.given(*(fiche(numero, regimes=both) for numero in (2931, 2932)), fiche(2933, reserve=True))
    yield world
    database.close()


def chosen(world: World, amphi_id: UUID, numero: int, rang: int, **fields: Any) -> Any:
    regime = "ancien" if amphi_id == ANCIEN else "approfondissement"
    regimes = frozenset({regime})
    return world.chosen(numero, amphi_id=amphi_id, rang_appel=rang, regimes=regimes, **fields)[0]


@pytest.mark.rule("LIV-1")
@pytest.mark.rule("CHX-9")
@pytest.mark.rule("ADM-8")
def test_everything_that_happens_to_a_stock_reaches_its_boards(world: World) -> None:
    watched = Watched(world)
    one = chosen(world, ANCIEN, 2931, 12)
    other = chosen(world, APPROFONDISSEMENT, 2932, 3)
    watched.follow()
    chosen(world, APPROFONDISSEMENT, 2931, 40, type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT)
    state = watched.follow()
    assert (state["postes"]["2931"]["amphi"], state["postes"]["2931"]["rang"]) == (str(ANCIEN), 12)
    assert state["postes"]["2931"]["surnombres"] == 1
    exchange = correction(
        corrige(one, 2932, regimes=frozenset({"ancien"})), corrige(other, 2931, regimes=other.regimes)
    )
    assert isinstance(world.correct()(exchange), Corrige)
    state = watched.follow()
    assert (state["postes"]["2931"]["amphi"], state["postes"]["2931"]["rang"]) == (str(APPROFONDISSEMENT), 3)
    world.manage().lift_reservation(SEMESTRE, 2933)
    world.manage().withdraw(SEMESTRE, [2933])
    watched.follow()
    world.manage().publish(SEMESTRE, [2933])
    world.manage().save(fiche(0, flechage="Garde", regimes=("ancien",)))
    state = watched.follow()
    assert set(state["postes"]) == {"2931", "2932", "2933", "2934"}


@pytest.mark.rule("LIV-1")
def test_a_choice_is_told_in_a_few_hundred_bytes(world: World) -> None:
    watched = Watched(world)
    one = chosen(world, ANCIEN, 2931, 12)
    chosen(world, ANCIEN, 2931, 13, type_choix=TypeChoix.SURNOMBRE_NON_VALIDANT)
    world.correct()(correction(corrige(one, 2932, regimes=frozenset({"ancien"}))))
    watched.follow()
    sizes = [len(json.dumps(delta.wire(), ensure_ascii=False).encode()) for delta in watched.deltas]
    assert len(sizes) == 4
    assert max(sizes) < SMALL


@pytest.mark.rule("CHX-9")
def test_a_page_names_a_holder_only_of_its_own_amphi(world: World) -> None:
    """Both pages get the same board; each says of the same post what is true for it."""
    watched = Watched(world)
    chosen(world, ANCIEN, 2931, 12)
    poste = watched.follow()["postes"]["2931"]
    script = f"""
        const {{ reasonFor }} = await import({json.dumps(RULES.as_uri())});
        const [poste, ...amphis] = JSON.parse(process.argv[1]);
        const said = (amphi_id) => reasonFor("poste_pourvu", poste, {{ amphi_id }});
        console.log(JSON.stringify(amphis.map(said)));
    """
    given = json.dumps([poste, str(ANCIEN), str(APPROFONDISSEMENT)])
    ran = subprocess.run(
        ["node", "--input-type=module", "--eval", script, given],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert json.loads(ran.stdout) == ["Pourvu", "Pris dans un autre amphi du groupe"]
