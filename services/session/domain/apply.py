"""`apply(amphi, event)`: the state after one more decision; replaying a log gives the state (ENG-9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from services.session.domain import events
from services.session.domain.amphi import PACE_OF_LAST, Amphi, Etat, Passage, Phase
from services.session.domain.droits import TypeChoix
from services.session.domain.slice import SliceState
from services.session.domain.turn import Turn


def apply(amphi: Amphi, event: events.Event) -> Amphi:
    """Return the amphi as this event leaves it, its `seq` one higher."""
    after = _APPLIERS[type(event)](amphi, event)
    return replace(after, seq=amphi.seq + 1)


def _validated(amphi: Amphi, event: events.Validated) -> Amphi:
    in_order = sorted(event.interns, key=lambda appele: appele.rang_appel)
    passages = {
        appele.intern_id: Passage(
            intern_id=appele.intern_id,
            rang_appel=appele.rang_appel,
            etat=_first_state(absent=appele.absence_prevue),
            type_choix=appele.type_choix,
            procuration=appele.procuration,
            mandataire_id=appele.mandataire_id,
        )
        for appele in in_order
    }
    return replace(
        amphi,
        phase=Phase.VALIDE,
        settings=event.settings,
        opens_at=event.opens_at,
        slices=event.slices,
        passages=MappingProxyType(passages),
    )


def _back_to_draft(amphi: Amphi, _: events.BackToDraft) -> Amphi:
    return Amphi(amphi_id=amphi.amphi_id, turns=amphi.turns)


def _opened(amphi: Amphi, _: events.Opened) -> Amphi:
    return replace(amphi, phase=Phase.OUVERT)


def _slice_started(amphi: Amphi, event: events.SliceStarted) -> Amphi:
    return replace(_with_slice(amphi, event.number, SliceState.EN_COURS), phase=Phase.EN_COURS)


def _slice_ended(amphi: Amphi, event: events.SliceEnded) -> Amphi:
    return _with_slice(amphi, event.number, SliceState.TERMINEE)


def _start_undone(amphi: Amphi, _: events.StartUndone) -> Amphi:
    slices = tuple(
        part if part.state is SliceState.PREVUE else replace(part, state=SliceState.PREVUE, by_clock=False)
        for part in amphi.slices
    )
    passages = {intern_id: _waiting_again(passage) for intern_id, passage in amphi.passages.items()}
    return replace(
        amphi,
        phase=Phase.OUVERT,
        slices=slices,
        passages=MappingProxyType(passages),
        turn=None,
        paused=False,
        reason_hash=None,
        frozen=False,
        stopped_since=None,
        runs_since=None,
        closing_at=None,
        paces=(),
    )


def _turn_announced(amphi: Amphi, event: events.TurnAnnounced) -> Amphi:
    turn = Turn(
        turn_id=event.turn_id,
        intern_id=event.intern_id,
        rang_appel=event.rang_appel,
        announced_at=event.announced_at,
        origin=event.announced_at,
        length=event.ends_at - event.announced_at,
        seen=event.seen,
        grows_by=event.grows_by,
    )
    return replace(
        _with_passage(amphi, event.intern_id, etat=Etat.TOUR),
        turn=turn,
        turns=amphi.turns + 1,
        runs_since=event.announced_at,
        closing_at=None,
    )


def _holder_seen(amphi: Amphi, event: events.HolderSeen) -> Amphi:
    turn = replace(_turn(amphi), seen=True, grows_by=timedelta(0))
    return replace(amphi, turn=turn.lengthened(event.ends_at))


def _chosen(amphi: Amphi, event: events.Chosen) -> Amphi:
    chosen = _with_passage(
        amphi, event.intern_id, etat=Etat.A_CHOISI, numero=event.numero, type_choix=event.type_choix
    )
    return _without_turn(chosen, event)


def _choice_refused(amphi: Amphi, event: events.ChoiceRefused) -> Amphi:
    return replace(amphi, turn=_turn(amphi).ending(event.ends_at))


def _turn_missed(amphi: Amphi, event: events.TurnMissed) -> Amphi:
    missed = _with_passage(
        amphi, event.intern_id, etat=event.outcome, bouton_seul=event.button_only, manque=event.cause
    )
    return _without_turn(missed, event)


def _put_back(amphi: Amphi, event: events.PutBack) -> Amphi:
    passage = amphi.passages[event.intern_id]
    return _with_passage(
        amphi,
        event.intern_id,
        etat=Etat.EN_RETARD,
        retours=passage.retours + (event.by is not events.Retour.ARS),
        revenu_seul=passage.revenu_seul or event.by is events.Retour.CONNEXION,
        bouton_seul=False,
        manque=None,
    )


def _absence_set(amphi: Amphi, event: events.AbsenceSet) -> Amphi:
    return _with_passage(amphi, event.intern_id, etat=_first_state(absent=event.absent))


def _type_choix_set(amphi: Amphi, event: events.TypeChoixSet) -> Amphi:
    return _with_passage(amphi, event.intern_id, type_choix=event.type_choix)


def _procuration_set(amphi: Amphi, event: events.ProcurationSet) -> Amphi:
    return _with_passage(
        amphi, event.intern_id, procuration=event.procuration, mandataire_id=event.mandataire_id
    )


def _placed(amphi: Amphi, event: events.Placed) -> Amphi:
    placed = _with_passage(
        amphi,
        event.intern_id,
        etat=Etat.AFFECTE,
        numero=event.numero,
        type_choix=TypeChoix.CLASSIQUE,
        manque=None,
    )
    return _in_next_edition(placed)


def _corrected(amphi: Amphi, event: events.Corrected) -> Amphi:
    for line in event.lines:
        if line.amphi_id == amphi.amphi_id:
            amphi = _with_passage(amphi, line.intern_id, numero=line.numero, corrige=True)
    return _in_next_edition(amphi)


def _nothing_changes(amphi: Amphi, _: events.PlacementRefused | events.CorrectionRefused) -> Amphi:
    return amphi


def _paused(amphi: Amphi, event: events.Paused) -> Amphi:
    return replace(amphi, paused=True, reason_hash=event.reason_hash, stopped_since=event.stopped_since)


def _resumed(amphi: Amphi, event: events.Resumed) -> Amphi:
    return _running_again(replace(amphi, paused=False, reason_hash=None), event.resumed_at, event)


def _frozen(amphi: Amphi, event: events.Frozen) -> Amphi:
    return replace(amphi, frozen=True, stopped_since=event.stopped_since)


def _thawed(amphi: Amphi, event: events.Thawed) -> Amphi:
    return _running_again(replace(amphi, frozen=False), event.thawed_at, event)


def _reprise(amphi: Amphi, event: events.Reprise) -> Amphi:
    return replace(_ending(amphi, event.ends_at), runs_since=event.woken_at)


def _time_added(amphi: Amphi, event: events.TimeAdded) -> Amphi:
    return replace(amphi, turn=_turn(amphi).lengthened(event.ends_at))


def _closing(amphi: Amphi, event: events.Closing) -> Amphi:
    return replace(amphi, closing_at=event.ends_at)


def _ended(amphi: Amphi, _: events.Ended) -> Amphi:
    """ARS may end it during a pause: nothing stands any more where nothing runs (ENG-7)."""
    still = replace(amphi, paused=False, reason_hash=None, frozen=False, stopped_since=None)
    return replace(still, phase=Phase.TERMINE, closing_at=None, edition=1)


def _running_again(amphi: Amphi, instant: datetime, event: events.Resumed | events.Thawed) -> Amphi:
    """Time stands until the second stop is lifted too; what counts down keeps what was left."""
    amphi = replace(amphi, stopped_since=event.stopped_since)
    if event.stopped_since is None:
        amphi = replace(amphi, runs_since=instant)
    return amphi if event.ends_at is None else _ending(amphi, event.ends_at)


def _ending(amphi: Amphi, ends_at: datetime) -> Amphi:
    """Another end of what counts down: the turn, or else the `delai_fin`."""
    if amphi.turn is None:
        return replace(amphi, closing_at=ends_at)
    return replace(amphi, turn=amphi.turn.ending(ends_at))


def _without_turn(amphi: Amphi, event: events.Chosen | events.TurnMissed) -> Amphi:
    return replace(amphi, turn=None, paces=(*amphi.paces, event.took)[-PACE_OF_LAST:])


def _with_slice(amphi: Amphi, number: int, state: SliceState) -> Amphi:
    slices = tuple(replace(part, state=state) if part.number == number else part for part in amphi.slices)
    return replace(amphi, slices=slices)


def _with_passage(amphi: Amphi, intern_id: UUID, **changes: Any) -> Amphi:
    passage = replace(amphi.passages[intern_id], **changes)
    return replace(amphi, passages=MappingProxyType({**amphi.passages, intern_id: passage}))


def _turn(amphi: Amphi) -> Turn:
    if amphi.turn is None:
        raise ValueError(
            f"decision {amphi.seq + 1} of amphi {amphi.amphi_id} speaks of a turn: there is none"
        )
    return amphi.turn


def _waiting_again(passage: Passage) -> Passage:
    """As before the start; whom ARS has placed stays placed."""
    if passage.etat is Etat.AFFECTE:
        return passage
    etat = _first_state(absent=passage.etat is Etat.ABSENCE_PREVUE)
    return replace(passage, etat=etat, retours=0, revenu_seul=False, bouton_seul=False, manque=None)


def _in_next_edition(amphi: Amphi) -> Amphi:
    """The record of a finished amphi is extended (ENG-7)."""
    return amphi if amphi.phase is not Phase.TERMINE else replace(amphi, edition=amphi.edition + 1)


def _first_state(*, absent: bool) -> Etat:
    return Etat.ABSENCE_PREVUE if absent else Etat.EN_ATTENTE


_APPLIERS: dict[type[events.Event], Callable[[Amphi, Any], Amphi]] = {
    events.Validated: _validated,
    events.BackToDraft: _back_to_draft,
    events.Opened: _opened,
    events.SliceStarted: _slice_started,
    events.SliceEnded: _slice_ended,
    events.StartUndone: _start_undone,
    events.TurnAnnounced: _turn_announced,
    events.HolderSeen: _holder_seen,
    events.Chosen: _chosen,
    events.ChoiceRefused: _choice_refused,
    events.TurnMissed: _turn_missed,
    events.PutBack: _put_back,
    events.AbsenceSet: _absence_set,
    events.TypeChoixSet: _type_choix_set,
    events.ProcurationSet: _procuration_set,
    events.Placed: _placed,
    events.PlacementRefused: _nothing_changes,
    events.Corrected: _corrected,
    events.CorrectionRefused: _nothing_changes,
    events.Paused: _paused,
    events.Resumed: _resumed,
    events.Frozen: _frozen,
    events.Thawed: _thawed,
    events.Reprise: _reprise,
    events.TimeAdded: _time_added,
    events.Closing: _closing,
    events.Ended: _ended,
}
