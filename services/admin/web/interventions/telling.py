"""What is noted or proposed is no decision yet, and no board moves: those who look are told by hand."""

from dci.session.v1 import session_pb2 as pb
from services.admin.context import admin
from services.admin.web.interventions.stock import amphis_of


def tell_stock(amphi: pb.Amphi) -> None:
    """Have the pages of every amphi of this stock look again: a correction may be about several (CHX-6)."""
    for each in amphis_of(amphi.offer_id, amphi.semestre):
        admin().tell(each.amphi_id)
