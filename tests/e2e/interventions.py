"""An amphi of a few interns in which ARS acts on every turn, and who sits where."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from deploy.local.demo import cast
from deploy.local.demo.accounts import PASSWORD
from deploy.local.demo.facts import SEMESTRE
from deploy.local.demo.files import Campaign
from deploy.local.demo.offer import Post
from deploy.local.demo.people import Person
from deploy.local.paths import ROOT
from tests.e2e import system
from tests.e2e.browsing import Visitor
from tests.e2e.mails import Mailbox, pdf_text
from tests.e2e.pages.interne import LiveAmphi, Space
from tests.e2e.pages.staff import Office, Room
from tests.local_system import LocalSystem

CODE = re.compile(r"/verifier/(\S+)")


@dataclass(slots=True, repr=False)
class Story:
    """The amphi, its three interns in the order of their turns, and who sits where."""

    system: LocalSystem
    arrive: Callable[..., Visitor]
    campaign: Campaign
    amphi_id: str
    seats: list[cast.Seat]
    office: Office
    room: Room = field(init=False)
    caller: Space = field(init=False)
    caller_amphi: LiveAmphi = field(init=False)
    asker: Space = field(init=False)
    asker_amphi: LiveAmphi = field(init=False)
    first_code: str = ""

    @property
    def gateway(self) -> str:
        """The interns' and public site."""
        address: str = self.system.demo["gateway"]
        return address

    @property
    def mailbox(self) -> Mailbox:
        """Every mail that was sent."""
        return Mailbox(self.system.demo["mailbox"])

    @property
    def dictated(self) -> cast.Seat:
        """Chooses by phone; is corrected later."""
        return self.seats[0]

    @property
    def absent(self) -> cast.Seat:
        """Is placed."""
        return self.seats[1]

    @property
    def asking(self) -> cast.Seat:
        """Of another DES; asks for another type de choix, and watches."""
        return self.seats[2]

    def posts_of(self, seat: cast.Seat) -> list[Post]:
        """Of this intern's DES."""
        return [each for each in self.campaign.posts if each.des == seat.person.des]

    @property
    def dictated_post(self) -> int:
        """What is said on the phone."""
        return self.posts_of(self.dictated)[0].numero

    @property
    def lifted_post(self) -> int:
        """Reserved, then open to all; given to the absent one, and taken once more in surnombre."""
        return self.posts_of(self.dictated)[1].numero

    @property
    def corrected_post(self) -> int:
        """What should have been written down."""
        return self.posts_of(self.dictated)[2].numero

    def staff(self, email: str, role: str) -> Office:
        """Somebody else of ARS, at a browser of their own."""
        account = system.create_staff(self.system, email, role)
        office = Office(self.arrive(), self.system.demo["admin"])
        office.come_back(asdict(account))
        return office

    def log_in(self, person: Person, *, phone: bool = False) -> Space:
        """An intern at a browser."""
        space = Space(self.arrive(phone=phone), self.gateway)
        space.log_in(person.email, PASSWORD)
        return space

    def attestation(self) -> str:
        """The corrected intern's, as it is now, in words."""
        address = f"{self.gateway}/mes-affectations/{SEMESTRE}/attestation.pdf"
        return pdf_text(self.caller.visitor.download(address))

    def record(self, folder: Path) -> tuple[str, list[dict[str, Any]]]:
        """What `dci verifier` says of the record that anybody downloads, and its decisions."""
        file = folder / "RECORD.jsonl"
        file.write_bytes(
            self.caller.visitor.download(f"{self.gateway}/amphis/{self.amphi_id}/proces-verbal.jsonl")
        )
        dci = Path(sys.executable).with_name("dci")
        told = subprocess.run(
            [dci, "verifier", file], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
        )
        assert told.returncode == 0, told.stderr
        return told.stdout, [json.loads(line) for line in file.read_text().splitlines()]


def code_in(attestation: str) -> str:
    """The code that it is verified with."""
    found = CODE.search(attestation)
    assert found, attestation
    return found[1]
