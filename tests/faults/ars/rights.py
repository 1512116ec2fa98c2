"""Who may choose, and how, changes while the amphi runs: through identity, as in life (STA-3, PRC-1…4)."""

import json
import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from chassis.rpc.context import acting_for
from dci.identity.v1 import rights_pb2 as rights
from dci.identity.v1.login_pb2 import LogInInterneRequest
from dci.session.v1 import session_pb2 as session
from deploy.local.demo.accounts import PASSWORD
from tests.faults.ars.placing import WITHOUT_A_POST
from tests.faults.ars.room import Room
from tests.faults.notes import Notes
from tests.faults.world.plans import add_mandataires
from tests.faults.world.prepared import Prepared

MAIL_WITHIN_SECONDS: Final = 30.0
LINK: Final = re.compile(r"/procuration/accepter/(\S+)")
TELEPHONE: Final = "06 39 98 00 61"
BY_ARS: Final = 0.5
UNTIL_CHOSEN: Final = WITHOUT_A_POST | {session.PASSAGE_STATE_TOUR}


@dataclass(slots=True)
class Interne:
    """An intern who looks after the own rights in the gateway."""

    room: Room
    email: str
    _token: str = ""

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Logs in where that is still to be done."""
        if not self._token:
            told = LogInInterneRequest(
                email=self.email, password=PASSWORD, address="127.0.0.1", device="pannes"
            )
            self._token = self.room.contracts.log_in.LogInInterne(told).session.access.token
        with acting_for(self._token):
            yield


def accept_a_type(room: Room, amphi: Prepared, chance: Random) -> None:
    """ARS accepts a surnombre on the spot, be it during the intern's own turn (STA-3)."""
    waiting = _waiting(room, amphi, [*amphi.in_surnombre.keys() - amphi.accepted_beforehand.keys()])
    if not waiting:
        return
    rang = chance.choice(waiting)
    wanted = amphi.in_surnombre[rang]
    request = rights.ChangeTypeChoixRequest(intern_id=amphi.ids[rang], type_choix=wanted)
    notes = room.notes(room.campaign.gestionnaire, amphi)
    about = _about(amphi, rang, wanted)
    notes.asked("type_choix", lambda: room.contracts.desk.ChangeTypeChoix(request), **about)


def give_a_procuration(room: Room, amphi: Prepared, chance: Random) -> None:
    """The intern names somebody, who follows the mailed link, sets a password, and comes in."""
    waiting = _waiting(room, amphi, amphi.may_give_procuration)
    if not waiting:
        return
    rang = chance.choice(waiting)
    email = amphi.mandataire(rang)
    give = rights.GiveProcurationRequest(email=email, telephone=TELEPHONE)
    notes = _notes_of(room, amphi, rang)
    about = _about(amphi, rang, wanted=True)
    given = notes.asked("procuration", lambda: room.contracts.rights.GiveProcuration(give), **about)
    token = None if given is None else _mailed(room, email)
    if token is None:
        return
    accept = rights.AcceptProcurationRequest(token=token, password=PASSWORD, password_again=PASSWORD)
    theirs = Notes(notes.file, f"mandataire {rang}")
    theirs.asked("accept", lambda: room.contracts.rights.AcceptProcuration(accept), **about)
    add_mandataires(room.system, room.newcomers, room.seed, amphi, {rang: email})


def cancel_a_procuration(room: Room, amphi: Prepared, chance: Random) -> None:
    """Of whoever has the turn, if that is one who gave one (PRC-4); by the intern, or by ARS (ADM-9)."""
    waiting = _waiting(room, amphi, amphi.mandataires)
    if not waiting:
        return
    rang = waiting[0]
    about = _about(amphi, rang, wanted=False)
    if chance.random() < BY_ARS:
        request = rights.CancelProcurationRequest(intern_id=amphi.ids[rang])
        notes = room.notes(room.campaign.gestionnaire, amphi)
        notes.asked("procuration", lambda: room.contracts.desk.CancelProcuration(request), **about)
    else:
        own = rights.CancelMyProcurationRequest()
        notes = _notes_of(room, amphi, rang)
        notes.asked("procuration", lambda: room.contracts.rights.CancelMyProcuration(own), **about)


def _waiting(room: Room, amphi: Prepared, ranks: Any) -> list[int]:
    """Those of these ranks that have no post yet; whoever has the turn comes first."""
    found = {each.rang_appel: each.state for each in room.passages(amphi)}
    waiting = [rang for rang in ranks if found.get(rang) in UNTIL_CHOSEN]
    return sorted(waiting, key=lambda rang: (found[rang] != session.PASSAGE_STATE_TOUR, rang))


def _notes_of(room: Room, amphi: Prepared, rang: int) -> Notes:
    interne = Interne(room, amphi.by_rang[rang])
    return Notes(room.campaign.notes_file(amphi.amphi_id), f"interne {rang}", interne.acting)


def _about(amphi: Prepared, rang: int, wanted: str | bool) -> dict[str, Any]:
    return {"amphi_id": amphi.amphi_id, "intern_id": amphi.ids[rang], "rang": rang, "wanted": wanted}


def _mailed(room: Room, email: str) -> str | None:
    """What the mail's link ends with, once it has come."""
    end = time.monotonic() + MAIL_WITHIN_SECONDS
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{room.system.mailbox.url}/email", timeout=30) as answer:  # noqa: S310  # our own
            mails: list[dict[str, Any]] = json.loads(answer.read())
        for mail in mails:
            if mail["to"][0]["address"] == email and (found := LINK.search(mail["text"])):
                return found[1]
        time.sleep(1.0)
    return None
