"""The posts and the interns of an amphi, for those who place and correct: also before it is validated."""

from collections.abc import Mapping
from dataclasses import dataclass

from dci.postes.v1.postes_pb2 import Poste
from dci.session.v1 import session_pb2 as pb
from services.admin.context import clients, watch


@dataclass(frozen=True, slots=True)
class Somebody:
    """An intern of the call list, with the post that he or she has, if any."""

    rang: int
    name: str
    numero: int | None

    @property
    def text(self) -> str:
        """« n° 12 Mehdi MARTIN »."""
        return f"n° {self.rang} {self.name}".strip()


def people(amphi: pb.Amphi) -> Mapping[int, Somebody]:
    """Everybody by rank: from the board once it is validated, before from the call list that it will take."""
    if amphi.state == pb.AMPHI_STATE_BROUILLON:
        lines = clients().ranking.whole(amphi.call_list_version_id).lines
        return {line.rang_appel: Somebody(line.rang_appel, line.identity, None) for line in lines}
    snapshot = watch().board(amphi.amphi_id).snapshot
    names = snapshot.aside.get("noms", {})
    return {
        int(rang): Somebody(int(rang), names.get(rang, ""), passage.get("numero"))
        for rang, passage in snapshot.state["passages"].items()
    }


def postes_of(offer_id: str) -> dict[int, Poste]:
    """The published posts of a stock, by number."""
    return {poste.numero: poste for poste in clients().postes.offer(offer_id)}


def amphis_of(offer_id: str, semestre: str) -> list[pb.Amphi]:
    """The amphis that choose from one stock (CHX-9), by code; a correction may reach over them."""
    found = clients().session.amphis(semestre)
    return sorted((each for each in found if each.offer_id == offer_id), key=lambda each: each.code)
