"""The domain as messages of the contract."""

from datetime import datetime, timedelta
from uuid import uuid5

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from dci.session.v1 import session_pb2 as pb
from services.session.domain.amphi import Amphi, Etat, Passage, Phase
from services.session.domain.codec import canonical
from services.session.domain.deciding.returning import comes_back_by_button
from services.session.domain.fiche import Fiche
from services.session.domain.record import Decision
from services.session.domain.roster import Inscrit
from services.session.domain.settings import ApresArret, Settings
from services.session.domain.slice import Slice, SliceState
from services.session.domain.turn import Turn
from services.session.use_cases.boards import Board, Sheet
from services.session.use_cases.my_passage import MyPassage

_PASSAGE_STATES = {etat: pb.PassageState.Value(f"PASSAGE_STATE_{etat.name}") for etat in Etat}
_AMPHI_STATES = {phase: pb.AmphiState.Value(f"AMPHI_STATE_{phase.name}") for phase in Phase}
_APRES_ARRET = {after: pb.StopPolicy.Value(f"STOP_POLICY_{after.name}") for after in ApresArret}
_SLICE_STATES = {state: pb.SliceState.Value(f"SLICE_STATE_{state.name}") for state in SliceState}


def decision(one: Decision, text: str) -> pb.Decision:
    """A line of the log, with the free text that lies beside it."""
    return pb.Decision(
        amphi_id=str(one.amphi_id),
        seq=one.seq,
        at=timestamp(one.at),
        actor=one.actor,
        type=one.type,
        payload=canonical(one.payload),
        prev_hash=one.prev_hash,
        hash=one.hash,
        text=text,
    )


def fiche(one: Fiche) -> pb.Amphi:
    """A sheet, as a brouillon has it."""
    return pb.Amphi(
        amphi_id=str(one.amphi_id),
        code=one.code,
        libelle=one.libelle,
        semestre=one.semestre,
        groupe_code=one.groupe_code,
        groupe_label=one.groupe_label,
        formation=one.formation,
        regimes=one.regimes,
        offer_id=one.offer_id,
        state=pb.AMPHI_STATE_BROUILLON,
        settings=settings(one.settings),
        favoris_at=timestamp(one.favoris_at),
        call_list_version_id=str(one.call_list_version_id),
        call_list_number=one.call_list_number,
        internes=one.internes,
        rehearsal=one.rehearsal,
        speed=one.speed if one.rehearsal else 0,
    )


def amphi(sheet: Sheet) -> pb.Amphi:
    """An amphi as lists show it."""
    message = fiche(sheet.row.fiche)
    phase = Phase(sheet.row.phase)
    stands = phase is Phase.EN_COURS and sheet.row.paused
    message.state = pb.AMPHI_STATE_EN_PAUSE if stands else _AMPHI_STATES[phase]
    message.seq = sheet.row.tip.seq
    message.edition = sheet.edition
    if sheet.slices:
        message.cut = True
        message.starts_at.CopyFrom(timestamp(sheet.slices[0].starts_at))
        message.ends_at.CopyFrom(timestamp(sheet.slices[-1].ends_at))
    return message


def slices(sheet: Sheet) -> list[pb.Slice]:
    """An amphi's sessions, each with an id that stays the same."""
    return [_slice(sheet.row.fiche, one) for one in sheet.slices]


def _slice(of: Fiche, one: Slice) -> pb.Slice:
    message = planned_slice(one)
    message.slice_id = str(uuid5(of.amphi_id, f"slice-{one.number}"))
    return message


def planned_slice(one: Slice) -> pb.Slice:
    """A session that may not be stored yet."""
    return pb.Slice(
        number=one.number,
        starts_at=timestamp(one.starts_at),
        ends_at=timestamp(one.ends_at),
        first_rang=one.first_rang,
        last_rang=one.last_rang,
        by_clock=one.by_clock,
        state=_SLICE_STATES[one.state],
    )


def settings(one: Settings) -> pb.AmphiSettings:
    """An amphi's settings."""
    return pb.AmphiSettings(
        duree_tour=duration(one.duree_tour),
        delai_absent=duration(one.delai_absent),
        grace_reseau=duration(one.grace_reseau),
        delai_fin=duration(one.delai_fin),
        retours_max=one.retours_max,
        surnombres_max=one.surnombres_max,
        apres_arret=_APRES_ARRET[one.apres_arret],
    )


def board(one: Board) -> pb.Board:
    """The whole board at its seq, with full names: whoever shows it projects it (PUB-3)."""
    state = one.amphi
    message = pb.Board(
        amphi=amphi(one.sheet),
        seq=state.seq,
        slices=slices(one.sheet),
        passages=[
            passage(
                place,
                line,
                present=line.intern_id in one.present,
                bouton_seul=comes_back_by_button(state, place),
            )
            for line in one.roster
            if (place := state.passages.get(line.intern_id)) is not None
        ],
        next=one.next_rangs,
        server_time=timestamp(one.now),
    )
    if state.turn is not None:
        message.turn.CopyFrom(_turn(state.turn, state.stopped_since))
    if state.paused and state.stopped_since is not None:
        since, by_engine = timestamp(state.stopped_since), state.reason_hash is None
        message.pause.CopyFrom(pb.Pause(reason=one.reason, since=since, by_engine=by_engine))
    if state.frozen and state.stopped_since is not None:
        message.frozen_since.CopyFrom(timestamp(state.stopped_since))
    if (closing := _closing(state)) is not None:
        message.ends_at.CopyFrom(timestamp(closing))
    return message


def passage(one: Passage, line: Inscrit, *, present: bool, bouton_seul: bool) -> pb.Passage:
    """One intern's place."""
    return pb.Passage(
        rang_appel=one.rang_appel,
        state=_PASSAGE_STATES[one.etat],
        numero=one.numero or 0,
        returns=one.retours,
        present=present,
        identity=f"{line.prenom} {line.nom}",
        des_code=line.des_code,
        intern_id=str(one.intern_id),
        absence_motif=line.absence_motif,
        type_choix=one.type_choix.value,
        procuration=one.procuration,
        bouton_seul=bouton_seul,
        corrige=one.corrige,
    )


def my_place(mine: MyPassage) -> pb.Passage:
    """The place alone."""
    return passage(mine.passage, mine.inscrit, present=mine.present, bouton_seul=mine.bouton_seul)


def my_passage(mine: MyPassage) -> pb.GetMyPassageResponse:
    """What interns see of their own place."""
    message = pb.GetMyPassageResponse(
        passage=my_place(mine),
        slice_number=mine.slice_number,
        acknowledged=mine.acknowledged,
        ahead=mine.ahead,
        may_return=mine.may_return,
        may_choose=mine.may_choose,
    )
    if mine.estimate is not None:
        message.estimate_from.CopyFrom(timestamp(mine.estimate.earliest))
        message.estimate_to.CopyFrom(timestamp(mine.estimate.latest))
    return message


def roster_line(line: Inscrit) -> pb.RosterLine:
    """What postes' lists need of an intern."""
    return pb.RosterLine(
        rang_appel=line.rang_appel,
        intern_id=str(line.intern_id),
        nom=line.nom,
        prenom=line.prenom,
        des_code=line.des_code,
        des_label=line.des_label,
        regime=line.regime,
        anciennete=line.anciennete,
    )


def timestamp(at: datetime) -> Timestamp:
    """An instant."""
    message = Timestamp()
    message.FromDatetime(at)
    return message


def duration(length: timedelta) -> Duration:
    """A duration."""
    message = Duration()
    message.FromTimedelta(length)
    return message


def _turn(turn: Turn, stopped_since: datetime | None) -> pb.Turn:
    message = pb.Turn(
        turn_id=str(turn.turn_id), rang_appel=turn.rang_appel, announced_at=timestamp(turn.announced_at)
    )
    if stopped_since is None:
        message.deadline.CopyFrom(timestamp(turn.ends_at))
    else:
        message.left.CopyFrom(duration(max(turn.ends_at - stopped_since, timedelta(0))))
    return message


def _closing(state: Amphi) -> datetime | None:
    return state.closing_at if state.stopped_since is None else None
