"""What admin asks of postes: imports (clients/imports.py), and how the posts of an offer are called."""

from dci.postes.v1 import postes_pb2 as pb
from services.admin.clients.catalogue import Catalogue


class Postes(Catalogue):
    """Calls of postes."""

    def offer(self, offer_id: str) -> list[pb.Poste]:
        """Give the published posts of a stock, with who holds them."""
        return list(self.offers.GetOfferSnapshot(pb.GetOfferSnapshotRequest(offer_id=offer_id)).postes)

    def labels(self, offer_id: str) -> dict[int, str]:
        """Give each post of an offer its short name: établissement and ward."""
        return {poste.numero: f"{poste.etablissement} – {poste.service}" for poste in self.offer(offer_id)}
