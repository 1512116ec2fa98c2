"""The board of an offer: its wards and posts, by postes' versions. The same for every viewer."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from chassis.live.board import Changes, Section, Snapshot, State
from dci.postes.v1 import postes_pb2 as pb


class OfferReader(Protocol):
    """What the feed asks of postes' OfferService."""

    def offer(self, offer_id: str) -> pb.GetOfferSnapshotResponse:
        """The whole offer."""

    def offer_since(self, offer_id: str, after: int) -> pb.GetOfferSinceResponse:
        """Changes after a version, in order."""

    def offer_heads(self, offer_ids: list[str]) -> Mapping[str, int]:
        """The newest version of each."""


class OfferFeed:
    """Boards « offre », id = offer_id, number = version."""

    kind = "offre"

    def __init__(self, reader: OfferReader) -> None:
        self._reader = reader

    def snapshot(self, board_id: str) -> Snapshot:
        """Fetch the whole offer."""
        found = self._reader.offer(board_id)
        services: Section = {poste.imotep: _service(poste) for poste in found.postes}
        postes: Section = {str(poste.numero): _poste(poste) for poste in found.postes}
        return Snapshot(found.version, {"services": services, "postes": postes})

    def since(self, board_id: str, after: int) -> list[tuple[int, pb.OfferChange]] | None:
        """Fetch the changes after a version."""
        found = self._reader.offer_since(board_id, after)
        return None if found.snapshot_needed else [(each.version, each) for each in found.changes]

    def heads(self, board_ids: Iterable[str]) -> Mapping[str, int]:
        """Fetch the newest versions."""
        return self._reader.offer_heads(list(board_ids))

    def changes(self, state: State, change: pb.OfferChange) -> Changes | None:
        """Translate one change; a post that is unknown here asks for a snapshot."""
        match change.WhichOneof("change"):
            case "taken":
                return _taken(state, change.taken)
            case "changed":
                return _changed(change.changed.poste)
            case "withdrawn":
                return {"postes": {str(change.withdrawn.numero): None}}
            case "surnombre":
                surnombre = change.surnombre
                return _changed_in(state, surnombre.numero, surnombres=surnombre.surnombres)
            case "freed":
                return _changed_in(state, change.freed.numero, pourvu=False, rang=None, amphi=None)
            case _:
                return None

    def cause(self, change: pb.OfferChange) -> str:
        """Which of the changes it is."""
        return change.WhichOneof("change") or ""


def _taken(state: State, taken: pb.PosteTaken) -> Changes | None:
    return _changed_in(state, taken.numero, pourvu=True, rang=taken.rang_appel, amphi=taken.amphi_id)


def _changed_in(state: State, numero: int, **now: Any) -> Changes | None:
    poste = state["postes"].get(str(numero))
    return None if poste is None else {"postes": {str(numero): {**poste, **now}}}


def _changed(poste: pb.Poste) -> Changes:
    if not poste.publie:
        return {"postes": {str(poste.numero): None}}
    return {"services": {poste.imotep: _service(poste)}, "postes": {str(poste.numero): _poste(poste)}}


def _service(poste: pb.Poste) -> Section:
    return {
        "etablissement": poste.etablissement,
        "departement": poste.departement,
        "service": poste.service,
        "chef": poste.chef_de_service,
    }


def _poste(poste: pb.Poste) -> Section:
    return {
        "numero": poste.numero,
        "imotep": poste.imotep,
        "des": poste.des_code,
        "des_label": poste.des_label,
        "regimes": list(poste.regimes),
        "type": poste.type,
        "reserve": poste.reserve,
        "flechage": poste.flechage,
        "publie": poste.publie,
        "pourvu": poste.pourvu,
        "rang": poste.rang_appel or None,
        "amphi": poste.holder_amphi_id or None,
        "surnombres": poste.surnombres,
    }
