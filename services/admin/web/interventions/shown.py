"""Placements and corrections as the page shows them: names, posts, where each stands, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from chassis.web.login import required_person
from dci.postes.v1.postes_pb2 import Poste
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients
from services.admin.web.interventions.picking import line_of
from services.admin.web.interventions.stock import Somebody, amphis_of, people, postes_of
from services.admin.web.regie.wording import actor_text

PLACEMENTS: Final = {
    pb.INTERVENTION_STATE_NOTED: ("notée, attend la validation", "dci-tag-stop"),
    pb.INTERVENTION_STATE_ASKED: ("en route", "dci-tag-on"),
    pb.INTERVENTION_STATE_DONE: ("faite", "dci-tag-good"),
    pb.INTERVENTION_STATE_REFUSED: ("refusée", "adm-error"),
    pb.INTERVENTION_STATE_WITHDRAWN: ("retirée", "dci-tag-off"),
}
CORRECTIONS: Final = PLACEMENTS | {
    pb.INTERVENTION_STATE_NOTED: ("attend une seconde personne", "dci-tag-stop"),
}


@dataclass(frozen=True, slots=True)
class Placement:
    """One placement, in words."""

    id: str
    who: str
    poste: str
    reason: str
    state: tuple[str, str]
    refusal: str
    by: str
    at: datetime
    waits: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A line of a correction: « n° 12 Mehdi MARTIN », from, to."""

    who: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, in words. `mine`: whoever looks proposed it, and cannot be the second person."""

    id: str
    changes: tuple[Change, ...]
    reason: str
    state: tuple[str, str]
    refusal: str
    proposed_by: str
    approved_by: str
    at: datetime
    waits: bool
    mine: bool


def placements_of(amphi: pb.Amphi) -> list[Placement]:
    """The newest first."""
    known, postes = people(amphi), postes_of(amphi.offer_id)
    found = clients().session.interventions(amphi.amphi_id).placements
    return [_placement(each, known, postes) for each in reversed(found)]


def corrections_of(amphi: pb.Amphi) -> list[Correction]:
    """The newest first; lines may be of several amphis of the stock."""
    found = clients().session.interventions(amphi.amphi_id).corrections
    if not found:
        return []
    named = {line.amphi_id or amphi.amphi_id for each in found for line in each.lines}
    amphis = [each for each in amphis_of(amphi.offer_id, amphi.semestre) if each.amphi_id in named]
    everybody = {each.amphi_id: people(each) for each in amphis}
    codes = {each.amphi_id: each.code for each in amphis if each.amphi_id != amphi.amphi_id}
    postes = postes_of(amphi.offer_id)

    def change(line: pb.CorrectionLine) -> Change:
        somebody = everybody.get(line.amphi_id or amphi.amphi_id, {}).get(line.rang_appel)
        elsewhere = f" ({codes[line.amphi_id]})" if line.amphi_id in codes else ""
        who = f"{_who(line.rang_appel, somebody)}{elsewhere}"
        return Change(who, _post(line.before, postes), _post(line.numero, postes))

    return [_correction(each, tuple(map(change, each.lines))) for each in reversed(found)]


def _placement(found: pb.Placement, known: Mapping[int, Somebody], postes: Mapping[int, Poste]) -> Placement:
    return Placement(
        id=found.placement_id,
        who=_who(found.rang_appel, known.get(found.rang_appel)),
        poste=_post(found.numero, postes),
        reason=found.reason,
        state=PLACEMENTS.get(found.state, ("", "")),
        refusal=found.refusal,
        by=actor_text(found.by, required_person().user_id),
        at=found.at.ToDatetime(tzinfo=UTC),
        waits=found.state == pb.INTERVENTION_STATE_NOTED,
    )


def _correction(found: pb.Correction, changes: tuple[Change, ...]) -> Correction:
    me = required_person().user_id
    return Correction(
        id=found.correction_id,
        changes=changes,
        reason=found.reason,
        state=CORRECTIONS.get(found.state, ("", "")),
        refusal=found.refusal,
        proposed_by=actor_text(found.proposed_by, me),
        approved_by=actor_text(found.approved_by, me) if found.approved_by else "",
        at=found.at.ToDatetime(tzinfo=UTC),
        waits=found.state == pb.INTERVENTION_STATE_NOTED,
        mine=found.proposed_by.rpartition(":")[2] == me,
    )


def _who(rang: int, somebody: Somebody | None) -> str:
    return somebody.text if somebody else f"n° {rang}"


def _post(numero: int, postes: Mapping[int, Poste]) -> str:
    return line_of(postes[numero]) if numero in postes else f"n° {numero}"
