"""Placements and corrections as messages of the contract."""

from dci.session.v1 import session_pb2 as pb
from services.session.grpc_api.messages import timestamp
from services.session.use_cases.intervention import CorrectionProposal, PlacementNote
from services.session.use_cases.interventions import Interventions


def interventions(found: Interventions) -> pb.ListInterventionsResponse:
    """All of an amphi, with their reasons: for staff."""
    interns = {passage.rang_appel: passage.intern_id for passage in found.amphi.passages.values()}
    return pb.ListInterventionsResponse(
        placements=[
            placement(one, str(interns.get(one.rang_appel, "")), found.reasons.get(one.reason_hash, ""))
            for one in found.placements
        ],
        corrections=[correction(one, found.reasons.get(one.reason_hash, "")) for one in found.corrections],
    )


def placement(one: PlacementNote, intern_id: str, reason: str) -> pb.Placement:
    """One placement; `intern_id` is empty before validation."""
    message = pb.Placement(
        placement_id=str(one.placement_id),
        rang_appel=one.rang_appel,
        intern_id=intern_id,
        numero=one.numero,
        reason=reason,
        state=pb.InterventionState.Value(f"INTERVENTION_STATE_{one.state.name}"),
        refusal=one.refusal,
        by=one.actor,
    )
    if one.at is not None:
        message.at.CopyFrom(timestamp(one.at))
    return message


def correction(one: CorrectionProposal, reason: str) -> pb.Correction:
    """One correction."""
    message = pb.Correction(
        correction_id=str(one.correction_id),
        lines=[
            pb.CorrectionLine(
                amphi_id=str(line.amphi_id),
                rang_appel=line.rang_appel,
                numero=line.numero,
                before=line.before,
                intern_id=str(line.intern_id),
            )
            for line in one.lines
        ],
        reason=reason,
        state=pb.InterventionState.Value(f"INTERVENTION_STATE_{one.state.name}"),
        refusal=one.refusal,
        proposed_by=one.proposed_by,
        approved_by=one.approved_by,
    )
    if one.at is not None:
        message.at.CopyFrom(timestamp(one.at))
    return message
