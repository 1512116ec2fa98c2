"""The amphis of one stock as people have them before them, and how what they do is noted."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from dci.postes.v1 import postes_pb2 as postes
from dci.session.v1 import session_pb2 as session
from tests.faults.notes import Notes
from tests.faults.world.campaign import Campaign
from tests.faults.world.contracts import Contracts
from tests.faults.world.prepared import Prepared
from tests.faults.world.staff import Staff
from tests.faults.world.system import System


@dataclass(frozen=True, slots=True)
class Room:
    """`newcomers`: the folder of plans by which somebody more is simulated."""

    system: System
    campaign: Campaign
    amphis: tuple[Prepared, ...]
    newcomers: Path
    seed: int

    @property
    def contracts(self) -> Contracts:
        """Everybody who can be called."""
        return self.campaign.contracts

    def notes(self, who: Staff, amphi: Prepared) -> Notes:
        """Of a member of staff."""
        return Notes(self.campaign.notes_file(amphi.amphi_id), who.name, who.acting)

    def passages(self, amphi: Prepared) -> list[session.Passage]:
        """As the board has them now; a `DomainError` where nobody answers."""
        request = session.GetBoardRequest(amphi_id=amphi.amphi_id)
        return list(self.contracts.ars.boards.GetBoard(request).board.passages)

    def posts(self, amphi: Prepared) -> list[postes.Poste]:
        """The offer now; a `DomainError` where nobody answers."""
        request = postes.GetOfferSnapshotRequest(offer_id=amphi.offer_id)
        return list(self.contracts.ars.offer.GetOfferSnapshot(request).postes)


def new_key(chance: Random) -> str:
    """An idempotency key."""
    return f"{chance.getrandbits(64):016x}"
