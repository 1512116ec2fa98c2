"""Everything that ARS did or noted beside the turns of an amphi, with its reasons (CHX-6, CHX-8)."""

from uuid import UUID

from flask import render_template

from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients, watch
from services.admin.web.access import acting_as, wants_part
from services.admin.web.interventions.shown import corrections_of, placements_of


@acting_as("gestionnaire")
def liste(amphi_id: UUID) -> str:
    """Placements and corrections, the newest first."""
    amphi = clients().session.amphi(str(amphi_id)).amphi
    return render_template(
        "interventions/_liste.html" if wants_part() else "interventions/liste.html",
        amphi=amphi,
        placements=placements_of(amphi),
        corrections=corrections_of(amphi),
        brouillon=amphi.state == pb.AMPHI_STATE_BROUILLON,
        now=watch().clock.now(),
    )
