"""Who chooses by proxy or in surnombre: known to identity before the amphis begin (PRC-1, STA-3)."""

from collections.abc import Sequence
from typing import Final

from dci.identity.v1.rights_pb2 import ChangeTypeChoixRequest
from dci.session.v1.session_pb2 import GetBoardRequest
from tests.e2e.system import create_mandataires
from tests.load.world import Chooser, World

ONE_IN: Final = 10
SURNOMBRES: Final = ("surnombre_validant", "surnombre_non_validant")


def proxies_of(line: Sequence[Chooser]) -> dict[int, str]:
    """Rank → e-mail of the mandataire."""
    return {
        each.rang: f"mandataire.{each.rang}.{each.amphi_id[:8]}@mandataire.example"
        for each in line[3::ONE_IN]
    }


def surnombres_of(line: Sequence[Chooser]) -> dict[int, str]:
    """Rank → type de choix, each kind in turn."""
    return {each.rang: SURNOMBRES[number % 2] for number, each in enumerate(line[4::ONE_IN])}


def give_rights(found: World) -> None:
    """Procurations accepted, surnombres accepted by ARS on the spot."""
    create_mandataires(
        found.system,
        {
            each.ine: email
            for line in found.amphis
            for rang, email in proxies_of(line).items()
            for each in line
            if each.rang == rang
        },
    )
    for line in found.amphis:
        board = found.calls.boards.GetBoard(GetBoardRequest(amphi_id=line[0].amphi_id)).board
        ids = {passage.rang_appel: passage.intern_id for passage in board.passages}
        for rang, wanted in surnombres_of(line).items():
            request = ChangeTypeChoixRequest(intern_id=ids[rang], type_choix=wanted)
            found.calls.desk.ChangeTypeChoix(request)
