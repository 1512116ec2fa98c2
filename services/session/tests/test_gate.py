"""The door of an amphi: the right world, and real amphis first (SIM-1, decision 18)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import UUID

import pytest

from chassis.callers import Caller, User
from chassis.errors import DomainError
from chassis.rpc.context import called_by
from dci.session.v1 import session_pb2 as pb
from services.session.domain.fiche import Fiche
from services.session.grpc_api.gate import Gate, GatedPassages
from services.session.tests.test_rehearsals import forget, people, rehearsed
from services.session.tests.world import World, key, staff
from services.session.use_cases.errors import AmphiInconnu, AutreMonde, PlaceAuxVraisAmphis
from services.session.use_cases.start import start
from services.session.use_cases.worlds import Worlds

pytestmark = [pytest.mark.real, pytest.mark.rule("SIM-1")]


def calling(intern_id: UUID, rehearsal: str = "") -> AbstractContextManager[None]:
    """Within, this intern calls, with a token of this world."""
    user = User(intern_id, "interne", frozenset(), UUID(int=70), rehearsal=rehearsal)
    return called_by(Caller("gateway", user))


@pytest.fixture
def gate(world: World) -> Gate:
    return Gate(Worlds(world.database, world.books.amphis), rehearsals_at_once=1)


@pytest.fixture
def passages(world: World, gate: Gate) -> GatedPassages:
    return GatedPassages(world.engine, world.engine, world.watch, gate)


def everything(passages: GatedPassages, amphi_id: UUID) -> list[Callable[[], object]]:
    """All that people do in an amphi."""
    amphi, asked = str(amphi_id), key()
    return [
        lambda: passages.GetMyPassage(pb.GetMyPassageRequest(amphi_id=amphi), None),
        lambda: passages.AcknowledgeOrder(pb.AcknowledgeOrderRequest(amphi_id=amphi), None),
        lambda: passages.Choose(pb.ChooseRequest(amphi_id=amphi, key=asked, numero=2931), None),
        lambda: passages.Renounce(pb.RenounceRequest(amphi_id=amphi, key=asked), None),
        lambda: passages.RequestReturn(pb.RequestReturnRequest(amphi_id=amphi, key=asked), None),
    ]


def test_a_participant_chooses_in_the_own_rehearsal(world: World, passages: GatedPassages) -> None:
    fiche = rehearsed(world, world.validated(internes=2))
    start(world.engine, fiche.amphi_id, staff())

    with calling(people(world, fiche)[1], fiche.semestre):
        passages.Choose(pb.ChooseRequest(amphi_id=str(fiche.amphi_id), key=key(), numero=2931), None)

    assert world.turn_of(fiche.amphi_id) == 2


@pytest.mark.parametrize("who", ["interne", "participant", "participant of another one"])
def test_nobody_acts_in_an_amphi_of_another_world(world: World, passages: GatedPassages, who: str) -> None:
    """Even one whom the call list has: the token alone decides."""
    amphi_id = world.started(internes=2)
    fiche, other = rehearsed(world, amphi_id), rehearsed(world, amphi_id)
    start(world.engine, fiche.amphi_id, staff())
    where, token = {
        "interne": (fiche.amphi_id, calling(people(world, fiche)[1])),
        "participant": (amphi_id, calling(UUID(int=1), fiche.semestre)),
        "participant of another one": (
            fiche.amphi_id,
            calling(people(world, fiche)[1], other.semestre),
        ),
    }[who]
    before = world.types(where)

    with token:
        for act in everything(passages, where):
            with pytest.raises(AutreMonde):
                act()

    assert world.types(where) == before


def test_an_amphi_that_is_gone_is_unknown_to_everybody(world: World, passages: GatedPassages) -> None:
    fiche = rehearsed(world, world.validated())
    participant = people(world, fiche)[1]
    forget(world, fiche.semestre)

    for rehearsal in ("", fiche.semestre):
        with calling(participant, rehearsal), pytest.raises(DomainError) as refused:
            passages.GetMyPassage(pb.GetMyPassageRequest(amphi_id=str(fiche.amphi_id)), None)
        assert refused.value.code in {AmphiInconnu.code, AutreMonde.code}


def test_rehearsals_take_a_few_places_and_real_amphis_any(world: World, gate: Gate) -> None:
    amphi_id = world.validated()
    fiche: Fiche = rehearsed(world, amphi_id)
    participant = people(world, fiche)[1]

    with calling(participant, fiche.semestre), gate.entered(str(fiche.amphi_id)):
        with pytest.raises(PlaceAuxVraisAmphis), gate.entered(str(fiche.amphi_id)):
            pytest.fail("one place, two participants")
        with calling(UUID(int=1)), gate.entered(str(amphi_id)), gate.entered(str(amphi_id)):
            pass

    with calling(participant, fiche.semestre), gate.entered(str(fiche.amphi_id)):
        pass


def test_a_place_is_free_again_after_a_refusal(world: World, gate: Gate) -> None:
    fiche = rehearsed(world, world.validated())
    with calling(people(world, fiche)[1], fiche.semestre):
        for _ in range(2):
            with pytest.raises(AmphiInconnu), gate.entered(str(fiche.amphi_id)):
                raise AmphiInconnu
