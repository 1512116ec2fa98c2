"""What admin asks of postes: imports (clients/imports.py), and how the posts of an offer are called."""

import grpc

from dci.postes.v1 import postes_pb2 as pb
from dci.postes.v1.postes_pb2_grpc import OfferServiceStub


class Postes:
    """Calls of postes."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.offers = OfferServiceStub(channel)

    def labels(self, offer_id: str) -> dict[int, str]:
        """Give each post of an offer its short name: établissement and ward."""
        found = self.offers.GetOfferSnapshot(pb.GetOfferSnapshotRequest(offer_id=offer_id))
        return {poste.numero: f"{poste.etablissement} – {poste.service}" for poste in found.postes}
