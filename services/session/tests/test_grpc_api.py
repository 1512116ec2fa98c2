"""The three services over real gRPC: who may, what comes back, and bad input (SEC-5, SEC-6)."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from chassis.callers import User
from chassis.errors import DomainError, Kind
from chassis.rpc.context import acting_for
from dci.session.v1 import session_pb2 as pb
from services.session.tests.callers import GESTIONNAIRE, READER, Callers, at, created, intern
from services.session.tests.world import World, key

pytestmark = pytest.mark.real


@pytest.mark.rule("ADM-9")
def test_an_amphi_the_whole_way(session: Callers, world: World) -> None:
    amphi_id = created(session, world, internes=2)
    conduct, passage, board = session.conduct(), session.passage(), session.board()
    with session.acting(GESTIONNAIRE):
        conduct.Start(pb.StartRequest(amphi_id=amphi_id, key=key()))
        conduct.Pause(pb.PauseRequest(amphi_id=amphi_id, key=key(), reason="Incident"))
        paused = board.GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board
        conduct.Resume(pb.ResumeRequest(amphi_id=amphi_id, key=key(), full_time=True))
    assert (paused.amphi.state, paused.pause.reason) == (pb.AMPHI_STATE_EN_PAUSE, "Incident")
    assert 89 < paused.turn.left.ToTimedelta().total_seconds() <= 90
    assert not paused.turn.HasField("deadline")
    joined = [pb.Presence(amphi_id=amphi_id, intern_id=str(UUID(int=1)))]
    passage.Presence(pb.PresenceRequest(pod="a", boot="b", n=1, full=True, joined=joined))
    with session.acting(intern(1)):
        mine = passage.GetMyPassage(pb.GetMyPassageRequest(amphi_id=amphi_id))
        assert (mine.passage.state, mine.passage.present) == (pb.PASSAGE_STATE_TOUR, True)
        chosen = passage.Choose(pb.ChooseRequest(amphi_id=amphi_id, key=key(), numero=2931))
    with session.acting(intern(2)):
        passage.AcknowledgeOrder(pb.AcknowledgeOrderRequest(amphi_id=amphi_id))
        passage.Renounce(pb.RenounceRequest(amphi_id=amphi_id, key=key()))
        passage.RequestReturn(pb.RequestReturnRequest(amphi_id=amphi_id, key=key()))
        (own,) = passage.ListMyAmphis(pb.ListMyAmphisRequest()).amphis
    assert (own.amphi.code, own.passage.state) == ("CHIR-A", pb.PASSAGE_STATE_TOUR)
    since = board.GetDecisionsSince(pb.GetDecisionsSinceRequest(amphi_id=amphi_id, after=chosen.seq - 1))
    assert (since.decisions[0].type, since.decisions[0].hash) == ("chosen", chosen.hash)
    shown = board.GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board
    assert shown.seq == since.decisions[-1].seq
    assert (shown.passages[0].numero, shown.passages[0].identity) == (2931, "Prénom1 NOM1")
    heads = board.GetHeads(pb.GetHeadsRequest())
    assert heads.seqs[amphi_id] == shown.seq
    assert heads.server_time.ToMilliseconds() >= shown.server_time.ToMilliseconds() > 0
    present = board.GetPresences(pb.GetPresencesRequest(amphi_ids=[amphi_id, str(UUID(int=0))]))
    assert [(each.amphi_id, list(each.rangs)) for each in present.amphis] == [(amphi_id, [1])]


def test_lists_and_rosters(session: Callers, world: World) -> None:
    amphi_id = created(session, world)
    (listed,) = session.board().ListAmphis(pb.ListAmphisRequest(semestre="052027")).amphis
    assert (listed.amphi_id, listed.cut, listed.internes, listed.offer_id) == (amphi_id, True, 4, "052027:3")
    sheet = session.board().GetAmphi(pb.GetAmphiRequest(amphi_id=amphi_id))
    assert [one.number for one in sheet.slices] == [1, 2]
    assert len({one.slice_id for one in sheet.slices}) == 2
    lines = session.board("postes").GetRoster(pb.GetRosterRequest(amphi_id=amphi_id)).lines
    assert [line.nom for line in lines] == ["NOM1", "NOM2", "NOM3", "NOM4"]


def test_the_control_room_names_the_turn_that_it_shows(session: Callers, world: World) -> None:
    amphi_id = created(session, world)
    conduct, board = session.conduct(), session.board()
    with session.acting(GESTIONNAIRE):
        conduct.Start(pb.StartRequest(amphi_id=amphi_id, key=key()))
        turn_id = board.GetBoard(pb.GetBoardRequest(amphi_id=amphi_id)).board.turn.turn_id
        more = pb.AddTimeRequest(amphi_id=amphi_id, key=key(), turn_id=turn_id)
        more.time.FromTimedelta(timedelta(seconds=30))
        conduct.AddTime(more)
        conduct.MarkAbsent(pb.MarkAbsentRequest(amphi_id=amphi_id, key=key(), turn_id=turn_id))
        with pytest.raises(DomainError) as late:
            conduct.MoveOn(pb.MoveOnRequest(amphi_id=amphi_id, key=key(), turn_id=turn_id))
        conduct.PutBack(pb.PutBackRequest(amphi_id=amphi_id, key=key(), rang_appel=1))
        with pytest.raises(DomainError) as running:
            conduct.StartSession(pb.StartSessionRequest(amphi_id=amphi_id, key=key()))
        with pytest.raises(DomainError) as waiting:
            conduct.End(pb.EndRequest(amphi_id=amphi_id, key=key()))
        conduct.UndoStart(pb.UndoStartRequest(amphi_id=amphi_id, key=key()))
        conduct.BackToBrouillon(pb.BackToBrouillonRequest(amphi_id=amphi_id))
        changed = pb.ChangeSettingsRequest(amphi_id=amphi_id)
        changed.favoris_at.FromDatetime(at(minutes=30))
        changed.settings.CopyFrom(pb.AmphiSettings(retours_max=1))
        for name in ("duree_tour", "delai_absent"):
            getattr(changed.settings, name).FromTimedelta(timedelta(seconds=60))
        assert conduct.ChangeSettings(changed).amphi.settings.retours_max == 1
        assert conduct.Validate(pb.ValidateRequest(amphi_id=amphi_id)).amphi.state == pb.AMPHI_STATE_VALIDE
        assert conduct.Open(pb.OpenRequest(amphi_id=amphi_id)).amphi.state == pb.AMPHI_STATE_OUVERT
    codes = [one.value.code for one in (late, running, waiting)]
    assert codes == ["tour_termine", "seance_en_cours", "encore_du_monde"]


def test_a_planned_absence_comes_from_identity(session: Callers, world: World) -> None:
    amphi_id = created(session, world)
    told = pb.ApplyRightsRequest(
        intern_id=str(UUID(int=2)), version=1, semestre="052027", absent=True, motif="congé"
    )
    session.passage("identity").ApplyRights(told)
    with session.acting(intern(2)):
        mine = session.passage().GetMyPassage(pb.GetMyPassageRequest(amphi_id=amphi_id))
    assert (mine.passage.state, mine.passage.absence_motif) == (pb.PASSAGE_STATE_ABSENCE_PREVUE, "congé")


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("user", [None, READER, intern(1)])
def test_only_a_gestionnaire_runs_an_amphi(session: Callers, world: World, user: User | None) -> None:
    amphi_id = created(session, world)
    with (
        acting_for(None if user is None else session.here.user_token(user)),
        pytest.raises(DomainError) as no,
    ):
        session.conduct().Start(pb.StartRequest(amphi_id=amphi_id, key=key()))
    assert no.value.kind in {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}
    assert world.turn_of(UUID(amphi_id)) is None


@pytest.mark.rule("SEC-5")
@pytest.mark.parametrize("user", [None, READER, GESTIONNAIRE])
def test_only_interns_choose(session: Callers, world: World, user: User | None) -> None:
    amphi_id = str(world.started())
    with (
        acting_for(None if user is None else session.here.user_token(user)),
        pytest.raises(DomainError) as no,
    ):
        session.passage().Choose(pb.ChooseRequest(amphi_id=amphi_id, key=key(), numero=1))
    assert no.value.kind in {Kind.FORBIDDEN, Kind.UNAUTHENTICATED}


@pytest.mark.rule("LIV-3")
@pytest.mark.parametrize("nobody", [{"intern_id": ""}, {"intern_id": "x"}, {"mandataire_id": "x"}])
def test_one_line_that_names_nobody_does_not_make_a_pod_unheard(
    session: Callers, world: World, nobody: dict[str, str]
) -> None:
    amphi_id = str(world.started())
    there = {"amphi_id": amphi_id, "intern_id": str(UUID(int=1))}
    joined = [pb.Presence(**{**there, **nobody}), pb.Presence(**there)]
    session.passage().Presence(pb.PresenceRequest(pod="a", boot="b", n=1, full=True, joined=joined))
    assert list(session.board().GetPresences(pb.GetPresencesRequest(amphi_id=amphi_id)).rangs) == [1]


@pytest.mark.rule("SEC-5")
def test_presence_and_rights_have_one_teller_each(session: Callers) -> None:
    with pytest.raises(DomainError) as no_presence:
        session.passage("identity").Presence(pb.PresenceRequest(pod="a", boot="b", n=1))
    with pytest.raises(DomainError) as no_rights:
        session.passage("gateway").ApplyRights(pb.ApplyRightsRequest())
    with pytest.raises(DomainError) as no_roster:
        session.board("gateway").GetRoster(pb.GetRosterRequest())
    assert {one.value.kind for one in (no_presence, no_rights, no_roster)} == {Kind.FORBIDDEN}


@pytest.mark.rule("SEC-6")
def test_hostile_values_are_refused_and_change_nothing(session: Callers, world: World) -> None:
    amphi_id = created(session, world)
    conduct, board = session.conduct(), session.board()
    forever = pb.AddTimeRequest(amphi_id=amphi_id, key=key(), turn_id=str(uuid4()))
    forever.time.seconds = 10**12
    never = pb.PreviewSessionsRequest(amphi_id=amphi_id, timetable=pb.Timetable(internes_par_session=1))
    ancient = pb.ChangeSettingsRequest(amphi_id=amphi_id)
    ancient.favoris_at.seconds = 2**62
    attempts: list[Callable[[], object]] = [
        lambda: board.GetBoard(pb.GetBoardRequest(amphi_id="'; DROP TABLE amphi; --")),
        lambda: board.GetBoard(pb.GetBoardRequest(amphi_id=str(uuid4()))),
        lambda: conduct.Start(pb.StartRequest(amphi_id=amphi_id, key="")),
        lambda: conduct.Pause(pb.PauseRequest(amphi_id=amphi_id, key=key(), reason="x" * 10_000)),
        lambda: conduct.MarkAbsent(pb.MarkAbsentRequest(amphi_id=amphi_id, key=key(), turn_id="x")),
        lambda: conduct.AddTime(forever),
        lambda: conduct.PreviewSessions(never),
        lambda: conduct.ChangeSettings(ancient),
        lambda: conduct.CreateAmphi(pb.CreateAmphiRequest(code="\x00", call_list_version_id=str(uuid4()))),
        lambda: conduct.PutBack(pb.PutBackRequest(amphi_id=amphi_id, key=key(), rang_appel=-(2**31))),
    ]
    before = world.types(UUID(amphi_id))
    with session.acting(GESTIONNAIRE):
        for attempt in attempts:
            with pytest.raises(DomainError) as refused:
                attempt()
            assert refused.value.kind in {Kind.INVALID, Kind.NOT_FOUND, Kind.CONFLICT}
            assert refused.value.code != "erreur_interne"
    assert world.types(UUID(amphi_id)) == before
